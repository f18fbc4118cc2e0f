//! Durations of which the calendar decides which is longer.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Durations of which the calendar decides which is longer.
pub(crate) static CODE: Code = Code {
    id: "D0404",
    name: "incommensurable-durations",
    level: Level::Error,
    page: include_str!("incommensurable_durations.md"),
};

pub(crate) fn fault(left: &str, right: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{left}` en `{right}` zijn niet te vergelijken: het hangt van de kalender af",
            en: "`{left}` and `{right}` do not compare: it depends on the calendar",
        ),
    )
    .help(text!(
        nl: "schrijf beide in dezelfde eenheid",
        en: "write both in the same unit",
    ))
}
