//! A calculation that is nested or chained too deeply.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A calculation that is nested or chained too deeply.
pub(crate) static CODE: Code = Code {
    id: "D0902",
    name: "long-calculation",
    level: Level::Error,
    page: include_str!("long_calculation.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "deze berekening is te lang",
            en: "this calculation is too long",
        ),
    )
    .help(text!(
        nl: "verdeel haar over afgeleide gegevens",
        en: "divide it over derived facts",
    ))
}
