//! A severity scale with fewer than two levels.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A severity scale with fewer than two levels.
pub(crate) static CODE: Code = Code {
    id: "D0505",
    name: "short-scale",
    level: Level::Error,
    page: include_str!("short_scale.md"),
};

pub(crate) fn fault(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "schaal `{name}` heeft minder dan twee treden",
            en: "scale `{name}` has fewer than two levels",
        ),
    )
    .help(text!(
        nl: "schrijf de treden van laag naar hoog, zoals `laag < hoog`",
        en: "write the levels from low to high, such as `low < high`",
    ))
}
