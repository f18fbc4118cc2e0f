//! A scope that holds tracks and other states, or tracks outside a phase.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A scope that holds tracks and other states, or tracks outside a phase.
pub(crate) static CODE: Code = Code {
    id: "D0209",
    name: "mixed-tracks",
    level: Level::Error,
    page: include_str!("mixed_tracks.md"),
};

pub(crate) fn fault(name: &str, at: Span, track: Option<Span>) -> Diagnostic {
    let Some(track) = track else {
        return Diagnostic::new(
            &CODE,
            at,
            text!(
                nl: "spoor `{name}` staat niet in een fase",
                en: "track `{name}` does not stand in a phase",
            ),
        )
        .help(text!(
            nl: "zet de sporen bij elkaar in een fase",
            en: "put the tracks together in a phase",
        ));
    };
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` staat naast een spoor, maar is zelf geen spoor",
            en: "`{name}` stands beside a track, but is no track itself",
        ),
    )
    .label(track, text!(nl: "het spoor", en: "the track"))
    .help(text!(
        nl: "zet `{name}` in een spoor of buiten deze fase",
        en: "put `{name}` in a track or outside this phase",
    ))
}
