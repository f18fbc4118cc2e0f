//! A literal that its type does not hold.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A literal that its type does not hold.
pub(crate) static CODE: Code = Code {
    id: "D0304",
    name: "value-out-of-type",
    level: Level::Error,
    page: include_str!("value_out_of_type.md"),
};

pub(crate) fn fault(ty: (&str, &str), at: Span, range: (&str, &str)) -> Diagnostic {
    let ((nl, en), (range_nl, range_en)) = (ty, range);
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "dit is geen waarde van {nl}", en: "this is no value of {en}"),
    )
    .help(text!(nl: "{range_nl}", en: "{range_en}"))
}
