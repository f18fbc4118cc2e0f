//! A name that was declared before.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// A name that was declared before.
pub(crate) static CODE: Code = Code {
    id: "D0203",
    name: "duplicate-name",
    level: Level::Error,
    page: include_str!("duplicate_name.md"),
};

pub(crate) fn fault(kind: Kind, name: &str, at: Span, first: Span) -> Diagnostic {
    let (nl, en) = kind.with_article();
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "er is al {nl} met de naam `{name}`",
            en: "there already is {en} named `{name}`",
        ),
    )
    .label(first, text!(nl: "hier voor het eerst", en: "here for the first time"))
    .help(text!(nl: "kies een andere naam", en: "choose another name"))
}
