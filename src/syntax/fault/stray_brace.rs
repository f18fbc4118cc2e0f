//! A brace closes nothing.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0106",
    name: "stray-brace",
    level: Level::Error,
    page: include_str!("stray_brace.md"),
};

/// The brace at byte `at` closes nothing.
pub(in crate::syntax) fn at(at: usize) -> Diagnostic {
    let span = Span::new(at, at + 1);
    let message = text!(
        nl: "deze accolade sluit niets dat open staat",
        en: "this brace closes nothing that is open",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "haal `}}` weg", en: "remove `}}`"))
        .fix(span, "")
}
