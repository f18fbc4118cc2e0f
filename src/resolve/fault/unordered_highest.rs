//! A table asks for the highest of values that have no order.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A table asks for the highest of values that have no order.
pub(crate) static CODE: Code = Code {
    id: "D0311",
    name: "unordered-highest",
    level: Level::Error,
    page: include_str!("unordered_highest.md"),
};

pub(crate) fn fault((nl, en): (&str, &str), at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`hoogste` heeft geen betekenis voor {nl}",
            en: "`highest` has no meaning for {en}",
        ),
    )
    .help(text!(
        nl: "kies `eerste` of `uniek`, of een soort met een volgorde: `: keuze laag, hoog`",
        en: "choose `first` or `unique`, or a type with an order: `: choice low, high`",
    ))
}
