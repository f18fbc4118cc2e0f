//! A comparison or calculation with two types that do not go together.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A comparison or calculation with two types that do not go together.
pub(crate) static CODE: Code = Code {
    id: "D0302",
    name: "incomparable-types",
    level: Level::Error,
    page: include_str!("incomparable_types.md"),
};

pub(crate) fn fault(left: (&str, &str), right: (&str, &str), sign: &str, at: Span) -> Diagnostic {
    let ((nl, en), (other_nl, other_en)) = (left, right);
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{sign}` past niet tussen {nl} en {other_nl}",
            en: "`{sign}` does not fit between {en} and {other_en}",
        ),
    )
}
