//! A block of actions holds none.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0119",
    name: "empty-block",
    level: Level::Error,
    page: include_str!("empty_block.md"),
};

/// The block at `span`.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(nl: "dit blok doet niets", en: "this block does nothing");
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "schrijf wat er gebeurt, of haal de accolades weg",
        en: "write what is done, or remove the braces",
    ))
}
