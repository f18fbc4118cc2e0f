//! Rows of one table with values of different types.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Rows of one table with values of different types.
pub(crate) static CODE: Code = Code {
    id: "D0312",
    name: "mixed-values",
    level: Level::Error,
    page: include_str!("mixed_values.md"),
};

pub(crate) fn fault(
    (nl, en): (&str, &str),
    (other_nl, other_en): (&str, &str),
    at: Span,
) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "deze rij geeft {nl}, een eerdere {other_nl}",
            en: "this row gives {en}, an earlier one {other_en}",
        ),
    )
    .help(text!(
        nl: "geef alle rijen van een tabel een waarde van dezelfde soort",
        en: "give all rows of a table a value of the same type",
    ))
}
