//! A role that several parties may hold where the name of one is meant.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A role that several parties may hold where the name of one is meant.
pub(crate) static CODE: Code = Code {
    id: "D0318",
    name: "several-parties",
    level: Level::Error,
    page: include_str!("several_parties.md"),
};

pub(crate) fn fault(name: &str, at: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` kunnen meer partijen tegelijk zijn: dat is niet één naam",
            en: "several parties may be `{name}` at once: that is not one name",
        ),
    )
    .label(declared, text!(nl: "hier met een meervoud", en: "here with a plural"))
    .help(text!(
        nl: "vraag het van een rol van één partij, bijvoorbeeld een rol van het item",
        en: "ask it of a role of one party, such as a role of the item",
    ))
}
