//! A text holds a character that controls machines.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0116",
    name: "control-character",
    level: Level::Error,
    page: include_str!("control_character.md"),
};

/// `found` at `span`.
pub(in crate::syntax) fn at(span: Span, found: char) -> Diagnostic {
    let number = u32::from(found);
    let message = text!(
        nl: "stuurteken U+{number:04X} in de tekst",
        en: "control character U+{number:04X} in the text",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "haal het weg", en: "remove it"))
        .fix(span, "")
}
