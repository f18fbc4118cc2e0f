//! A calendar without a single working day in some year.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A calendar without a single working day in some year.
pub(crate) static CODE: Code = Code {
    id: "D0412",
    name: "closed-all-year",
    level: Level::Error,
    page: include_str!("closed_all_year.md"),
};

pub(crate) fn fault(year: u16, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "door deze regel heeft {year} geen enkele werkdag",
            en: "because of this line {year} has not a single working day",
        ),
    )
    .help(text!(
        nl: "kort de sluiting in; termijnen in werkdagen zouden nooit aflopen",
        en: "shorten the closing; terms in working days would never end",
    ))
}
