//! A word is nearly a keyword that could stand there.

use super::unexpected_text::join;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0102",
    name: "misspelled-keyword",
    level: Level::Error,
    page: include_str!("misspelled_keyword.md"),
};

/// What stands somewhere, and what was perhaps meant.
pub(in crate::syntax) struct Meant<'w> {
    pub(in crate::syntax) written: &'w str,
    /// At least one.
    pub(in crate::syntax) words: &'w [&'w str],
    /// Whether `written` is a word of the language, which stands at the wrong place then.
    pub(in crate::syntax) is_keyword: bool,
    /// Whether nothing else can have been meant: only then it can be mended.
    pub(in crate::syntax) is_sure: bool,
}

/// The finding; with a fix where one word is sure.
pub(in crate::syntax) fn at(span: Span, meant: &Meant<'_>) -> Diagnostic {
    let written = meant.written;
    let message = if meant.is_keyword {
        text!(nl: "`{written}` past hier niet", en: "`{written}` does not fit here")
    } else {
        text!(
            nl: "`{written}` is geen woord van de taal",
            en: "`{written}` is no word of the language",
        )
    };
    let words: Vec<String> = meant.words.iter().map(|word| format!("`{word}`")).collect();
    let (nl, en) = (join(&words, "of"), join(&words, "or"));
    let finding = Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "bedoelt u {nl}?", en: "did you mean {en}?"));
    match meant.words {
        [word] if meant.is_sure => finding.fix(span, *word),
        _ => finding,
    }
}

/// Of two findings about one stretch the first, without its fix where the other has another.
pub(in crate::syntax) fn either(
    first: Option<Diagnostic>,
    second: Option<Diagnostic>,
) -> Option<Diagnostic> {
    let (mut first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (first, second) => return first.or(second),
    };
    if let (Some(one), Some(other)) = (&first.fix, &second.fix)
        && one != other
    {
        let (one, other) = (&one.replacement, &other.replacement);
        first.help = Some(text!(
            nl: "bedoelt u `{one}` of `{other}`?",
            en: "did you mean `{one}` or `{other}`?",
        ));
        first.fix = None;
    }
    Some(first)
}
