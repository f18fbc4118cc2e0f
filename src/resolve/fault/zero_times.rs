//! A cap that allows nothing at all.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A cap that allows nothing at all.
pub(crate) static CODE: Code = Code {
    id: "D0411",
    name: "zero-times",
    level: Level::Error,
    page: include_str!("zero_times.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "`hoogstens 0 keer` staat niets toe", en: "`at most 0 times` allows nothing"),
    )
    .help(text!(
        nl: "schrijf minstens 1, of laat weg wat nooit mag",
        en: "write at least 1, or leave out what may never be",
    ))
}

/// The same of a count of successive statements.
pub(crate) fn in_a_row(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`0 keer op rij` zegt niets: dat is altijd zo",
            en: "`0 times in a row` says nothing: that is always so",
        ),
    )
    .help(text!(
        nl: "schrijf minstens 1, of laat het tellen weg",
        en: "write at least 1, or leave out the counting",
    ))
}
