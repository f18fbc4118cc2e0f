//! A text is larger than is read.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::limits::MAX_BYTES;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0904",
    name: "too-large",
    level: Level::Error,
    page: include_str!("too_large.md"),
};

/// The text has `bytes` bytes.
pub(in crate::syntax) fn at(bytes: usize) -> Diagnostic {
    let message = text!(
        nl: "het bestand is {bytes} bytes groot; gelezen wordt tot {MAX_BYTES}",
        en: "the file has {bytes} bytes; at most {MAX_BYTES} are read",
    );
    Diagnostic::new(&CODE, Span::new(0, 0), message).help(text!(
        nl: "haal weg wat de casus niet nodig heeft, of maak er meer draaiboeken van",
        en: "remove what the case does not need, or make several playbooks of it",
    ))
}
