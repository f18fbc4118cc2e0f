//! A choice of a role that has no candidates.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A choice of a role that has no candidates.
pub(crate) static CODE: Code = Code {
    id: "D0522",
    name: "no-candidates",
    level: Level::Error,
    page: include_str!("no_candidates.md"),
};

pub(crate) fn fault(role: &str, at: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "voor `{role}` zijn er geen kandidaten om uit te kiezen",
            en: "there are no candidates to choose `{role}` from",
        ),
    )
    .label(declared, text!(nl: "zonder kandidaten", en: "without candidates"))
    .help(text!(
        nl: "schrijf in het item `rol {role} uit kandidaat/kandidaten`",
        en: "write `role {role} chosen from candidate/candidates` in the item",
    ))
}
