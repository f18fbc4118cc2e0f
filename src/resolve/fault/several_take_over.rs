//! A rung that makes several roles accountable at once.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A rung that makes several roles accountable at once.
pub(crate) static CODE: Code = Code {
    id: "D0507",
    name: "several-take-over",
    level: Level::Error,
    page: include_str!("several_take_over.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "er kan maar één rol overnemen: precies één is verantwoordelijk",
            en: "only one role can take over: exactly one is accountable",
        ),
    )
    .help(text!(
        nl: "noem één rol bij `en neemt over`",
        en: "name one role with `taking over`",
    ))
}
