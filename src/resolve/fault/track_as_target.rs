//! A move whose target is a track.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A move whose target is a track.
pub(crate) static CODE: Code = Code {
    id: "D0208",
    name: "track-as-target",
    level: Level::Error,
    page: include_str!("track_as_target.md"),
};

pub(crate) fn fault(name: &str, at: Span, phase: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is een spoor; een pijl kan niet naar één spoor alleen",
            en: "`{name}` is a track; an arrow cannot lead to one track alone",
        ),
    )
    .help(text!(
        nl: "ga naar een stap in het spoor, of naar de fase `{phase}`, die alle sporen start",
        en: "go to a step in the track, or to the phase `{phase}`, which starts all tracks",
    ))
}
