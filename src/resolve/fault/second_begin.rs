//! Two states of one scope that are both marked as the first.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Two states of one scope that are both marked as the first.
pub(crate) static CODE: Code = Code {
    id: "D0207",
    name: "second-begin",
    level: Level::Error,
    page: include_str!("second_begin.md"),
};

pub(crate) fn fault(name: &str, at: Span, first: (&str, Span)) -> Diagnostic {
    let (other, first) = first;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is gemarkeerd met `begin`, maar `{other}` ook",
            en: "`{name}` is marked `begin`, but so is `{other}`",
        ),
    )
    .label(first, text!(nl: "het eerste begin", en: "the first begin"))
    .help(text!(
        nl: "laat `begin` staan bij één van beide",
        en: "keep `begin` at one of the two",
    ))
}
