//! An expression of another type than its place asks for.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// An expression of another type than its place asks for.
pub(crate) static CODE: Code = Code {
    id: "D0301",
    name: "type-mismatch",
    level: Level::Error,
    page: include_str!("type_mismatch.md"),
};

pub(crate) fn fault(expected: (&str, &str), found: (&str, &str), at: Span) -> Diagnostic {
    let ((nl, en), (found_nl, found_en)) = (expected, found);
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "hier hoort {nl}, maar dit is {found_nl}",
            en: "this place takes {en}, but this is {found_en}",
        ),
    )
}
