//! A row `otherwise` with rows after it.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A row `otherwise` with rows after it.
pub(crate) static CODE: Code = Code {
    id: "D0310",
    name: "misplaced-otherwise",
    level: Level::Error,
    page: include_str!("misplaced_otherwise.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "na `anders` komt geen rij meer",
            en: "no row comes after `otherwise`",
        ),
    )
    .help(text!(
        nl: "zet de rij met `anders` onderaan; er is er hoogstens een",
        en: "put the row with `otherwise` last; there is at most one",
    ))
}
