//! A text has no closing quotation mark on its line.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0107",
    name: "unclosed-text",
    level: Level::Error,
    page: include_str!("unclosed_text.md"),
};

/// The text that begins at `span`, which reaches to the end of its line.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(
        nl: "de tekst heeft geen aanhalingsteken aan het eind van de regel",
        en: "the text has no quotation mark before the end of the line",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "zet `\"` waar de tekst eindigt; een tekst staat op één regel",
        en: "write `\"` where the text ends; a text stands on one line",
    ))
}
