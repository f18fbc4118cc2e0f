//! A part that needs a comma before it has none.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0118",
    name: "missing-comma",
    level: Level::Error,
    page: include_str!("missing_comma.md"),
};

/// A comma is missing at byte `at`, before `word`.
pub(in crate::syntax) fn at(at: u32, word: Span, written: &str) -> Diagnostic {
    let message = text!(
        nl: "voor `{written}` ontbreekt een komma",
        en: "a comma is missing before `{written}`",
    );
    let place = Span { start: at, end: at };
    Diagnostic::new(&CODE, word, message)
        .help(text!(
            nl: "zonder komma begint hier een nieuwe opdracht; schrijf `, {written}`",
            en: "without a comma a new statement begins here; write `, {written}`",
        ))
        .fix(place, ",")
}
