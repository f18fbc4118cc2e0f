//! A text holds a character that nobody sees.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0117",
    name: "hidden-character",
    level: Level::Error,
    page: include_str!("hidden_character.md"),
};

/// `found` at `span`: it changes what a reader sees, or is not seen at all.
pub(in crate::syntax) fn at(span: Span, found: char) -> Diagnostic {
    let number = u32::from(found);
    let message = text!(
        nl: "onzichtbaar teken U+{number:04X}: wat u leest is niet wat er staat",
        en: "invisible character U+{number:04X}: what you read is not what is written",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "haal het weg", en: "remove it"))
        .fix(span, "")
}
