//! Derived facts that are computed from each other.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Derived facts that are computed from each other.
pub(crate) static CODE: Code = Code {
    id: "D0305",
    name: "derived-cycle",
    level: Level::Error,
    page: include_str!("derived_cycle.md"),
};

pub(crate) fn fault(chain: &[&str], at: Span) -> Diagnostic {
    let names = chain.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let chain = names.join(" -> ");
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "dit gegeven wordt uit zichzelf afgeleid: {chain}",
            en: "this fact is derived from itself: {chain}",
        ),
    )
    .help(text!(
        nl: "leid minstens één van deze gegevens anders af",
        en: "derive at least one of these facts otherwise",
    ))
}
