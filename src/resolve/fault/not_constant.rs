//! Something computed where a fixed value is asked for.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Something computed where a fixed value is asked for.
pub(crate) static CODE: Code = Code {
    id: "D0308",
    name: "not-constant",
    level: Level::Error,
    page: include_str!("not_constant.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "hier hoort een vaste waarde", en: "this place takes a fixed value"),
    )
    .help(text!(
        nl: "schrijf de waarde zelf; wat wordt berekend is een `afgeleid` gegeven",
        en: "write the value itself; what is computed is a `derived` fact",
    ))
}
