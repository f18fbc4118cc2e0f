//! A signal whose natural key it need not carry.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A signal whose natural key it need not carry.
pub(crate) static CODE: Code = Code {
    id: "D0508",
    name: "key-not-carried",
    level: Level::Error,
    page: include_str!("key_not_carried.md"),
};

pub(crate) fn fault(fact: &str, at: Span, signal: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "zonder `{fact}` is niet te zien of dit signaal er al was",
            en: "without `{fact}` nobody can tell whether this signal came before",
        ),
    )
    .label(signal, text!(nl: "dit signaal vermeldt het niet", en: "this signal does not carry it"))
    .help(text!(
        nl: "zet `{fact}` ook achter `vermeldt`",
        en: "name `{fact}` after `carries` too",
    ))
}
