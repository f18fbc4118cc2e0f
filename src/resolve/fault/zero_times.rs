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
