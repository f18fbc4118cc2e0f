//! A construct of the language that this version reads but does not execute yet.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A construct of the language that this version reads but does not execute yet.
pub(crate) static CODE: Code = Code {
    id: "D0901",
    name: "not-yet-executed",
    level: Level::Error,
    page: include_str!("not_yet_executed.md"),
};

pub(crate) fn fault(construct: (&str, &str), at: Span) -> Diagnostic {
    let (nl, en) = construct;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{nl}` wordt nog niet uitgevoerd",
            en: "`{en}` is not executed yet",
        ),
    )
    .help(text!(
        nl: "dit is geldige taal, maar deze versie kan er nog geen casus mee draaien",
        en: "this is valid language, but this version cannot run a case with it yet",
    ))
}
