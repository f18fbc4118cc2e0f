//! A decision table without a row that has a condition.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A decision table without a row that has a condition.
pub(crate) static CODE: Code = Code {
    id: "D0309",
    name: "empty-table",
    level: Level::Error,
    page: include_str!("empty_table.md"),
};

pub(crate) fn fault(table: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "tabel `{table}` heeft geen rij met een voorwaarde",
            en: "table `{table}` has no row with a condition",
        ),
    )
    .help(text!(
        nl: "schrijf rijen `WAARDE als VOORWAARDE`, of maak er een `afgeleid` gegeven van",
        en: "write rows `VALUE if CONDITION`, or make it a `derived` fact",
    ))
}
