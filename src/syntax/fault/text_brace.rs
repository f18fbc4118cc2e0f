//! A brace in a text opens an expression that does not end.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0113",
    name: "text-brace",
    level: Level::Error,
    page: include_str!("text_brace.md"),
};

/// The brace at `span` is not closed within its text.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(
        nl: "de accolade in de tekst wordt niet gesloten",
        en: "the brace in the text is not closed",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(
            nl: "sluit de uitdrukking met `}}`, of schrijf `{{{{` voor een gewone accolade",
            en: "close the expression with `}}`, or write `{{{{` for a plain brace",
        ))
        .fix(span, "{{")
}
