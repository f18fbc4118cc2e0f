//! A time zone that does not exist.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A time zone that does not exist.
pub(crate) static CODE: Code = Code {
    id: "D0408",
    name: "unknown-zone",
    level: Level::Error,
    page: include_str!("unknown_zone.md"),
};

pub(crate) fn fault(name: &str, at: Span, nearest: &[String]) -> Diagnostic {
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(nl: "er is geen tijdzone `{name}`", en: "there is no time zone `{name}`"),
    );
    match nearest.first() {
        Some(near) => found.help(text!(nl: "bedoelt u `{near}`?", en: "did you mean `{near}`?")),
        None => found.help(text!(
            nl: "schrijf een naam als \"Europe/Amsterdam\"",
            en: "write a name like \"Europe/Amsterdam\"",
        )),
    }
}
