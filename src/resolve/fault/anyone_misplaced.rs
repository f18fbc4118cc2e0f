//! `anyone` in a place that asks for a role.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// `anyone` in a place that asks for a role.
pub(crate) static CODE: Code = Code {
    id: "D0504",
    name: "anyone-misplaced",
    level: Level::Error,
    page: include_str!("anyone_misplaced.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`iedereen` kan alleen staan bij wie een signaal mag sturen",
            en: "`anyone` may stand only with those who may send a signal",
        ),
    )
    .help(text!(nl: "noem een rol", en: "name a role"))
}
