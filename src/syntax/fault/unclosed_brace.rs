//! A brace opens a block that nothing closes.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0104",
    name: "unclosed-brace",
    level: Level::Error,
    page: include_str!("unclosed_brace.md"),
};

/// The brace at byte `open` of `text` is not closed; it shows at byte `shows`, or at the end.
pub(in crate::syntax) fn at(text: &str, open: u32, shows: Option<u32>) -> Diagnostic {
    let open = open as usize;
    let span = if text.get(open..).is_some_and(|rest| rest.starts_with('{')) {
        Span::new(open, open + 1)
    } else {
        Span::new(open, open)
    };
    let (line, _) = crate::span::LineIndex::new(text).line_column(text, span.start);
    let message = text!(
        nl: "de accolade op regel {line} wordt niet gesloten",
        en: "the brace on line {line} is not closed",
    );
    let finding = Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "zet `}}` waar het blok eindigt", en: "write `}}` where the block ends"));
    let Some(shows) = shows else { return finding };
    let place = Span { start: shows, end: shows.saturating_add(1) };
    finding.label(place, text!(nl: "hiervoor hoort `}}`", en: "`}}` belongs before this"))
}
