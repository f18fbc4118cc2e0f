//! A name that stands twice in one list.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A name that stands twice in one list.
pub(crate) static CODE: Code = Code {
    id: "D0503",
    name: "listed-twice",
    level: Level::Error,
    page: include_str!("listed_twice.md"),
};

pub(crate) fn fault(name: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` staat twee keer in deze lijst",
            en: "`{name}` stands twice in this list",
        ),
    )
    .label(first, text!(nl: "hier voor het eerst", en: "here for the first time"))
    .help(text!(nl: "noem `{name}` één keer", en: "name `{name}` once"))
}
