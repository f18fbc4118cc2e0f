//! A decision that needs more deciders than it has, or none.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A decision that needs more deciders than it has, or none.
pub(crate) static CODE: Code = Code {
    id: "D0502",
    name: "impossible-quorum",
    level: Level::Error,
    page: include_str!("impossible_quorum.md"),
};

pub(crate) fn fault(needed: u32, seats: usize, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "dit besluit vraagt {needed} stemmen van {seats} rollen",
            en: "this decision needs {needed} votes of {seats} roles",
        ),
    )
    .help(text!(
        nl: "vraag minstens één stem, en niet meer dan er beslissers zijn",
        en: "ask for at least one vote, and for no more than there are deciders",
    ))
}
