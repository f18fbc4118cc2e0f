//! A name is written with loose accents.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0114",
    name: "decomposed-name",
    level: Level::Error,
    page: include_str!("decomposed_name.md"),
};

/// The name at `span` is `composed` in the usual form.
pub(in crate::syntax) fn at(span: Span, composed: &str) -> Diagnostic {
    let message = text!(
        nl: "de naam `{composed}` is met losse accenten geschreven",
        en: "the name `{composed}` is written with loose accents",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(
            nl: "typ de naam opnieuw; hij ziet er hetzelfde uit, maar is een andere naam",
            en: "type the name again; it looks the same, but is another name",
        ))
        .fix(span, composed)
}
