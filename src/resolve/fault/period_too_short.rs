//! Something recurring that comes back within the hour.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Something recurring that comes back within the hour.
pub(crate) static CODE: Code = Code {
    id: "D0406",
    name: "period-too-short",
    level: Level::Error,
    page: include_str!("period_too_short.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "een herhaling komt op zijn vroegst na een uur terug",
            en: "what recurs comes back after an hour at the earliest",
        ),
    )
    .help(text!(nl: "schrijf minstens `1 uur`", en: "write at least `1 hour`"))
}
