//! Something that may be said once in its place, said again.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Something that may be said once in its place, said again.
pub(crate) static CODE: Code = Code {
    id: "D0210",
    name: "said-twice",
    level: Level::Error,
    page: include_str!("said_twice.md"),
};

pub(crate) fn fault(what: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "`{what}` staat hier al", en: "`{what}` stands here already"),
    )
    .label(first, text!(nl: "hier voor het eerst", en: "here for the first time"))
    .help(text!(nl: "houd er één over", en: "keep one of them"))
}
