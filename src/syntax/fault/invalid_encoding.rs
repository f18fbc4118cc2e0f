//! A file is no text in UTF-8.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0115",
    name: "invalid-encoding",
    level: Level::Error,
    page: include_str!("invalid_encoding.md"),
};

/// Byte `offset` of the file, on line `line`, is no UTF-8.
pub(in crate::syntax) fn at(offset: usize, line: usize) -> Diagnostic {
    let message = text!(
        nl: "byte {offset} van het bestand, op regel {line}, is geen UTF-8",
        en: "byte {offset} of the file, on line {line}, is no UTF-8",
    );
    Diagnostic::new(&CODE, Span::new(offset, offset), message).help(text!(
        nl: "bewaar het bestand als UTF-8",
        en: "save the file as UTF-8",
    ))
}
