//! Candidates of a role of the case.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Candidates of a role of the case.
pub(crate) static CODE: Code = Code {
    id: "D0523",
    name: "candidates-outside-item",
    level: Level::Error,
    page: include_str!("candidates_outside_item.md"),
};

pub(crate) fn fault(role: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{role}` is een rol van de casus; kandidaten zijn er per item",
            en: "`{role}` is a role of the case; candidates are per item",
        ),
    )
    .help(text!(
        nl: "zet de rol in het item waarvoor wordt gekozen, of laat `uit …` weg",
        en: "put the role in the item for which is chosen, or leave out `chosen from …`",
    ))
}
