//! A derived fact that is stated, set, delivered or carried.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A derived fact that is stated, set, delivered or carried.
pub(crate) static CODE: Code = Code {
    id: "D0306",
    name: "derived-fact-stated",
    level: Level::Error,
    page: include_str!("derived_fact_stated.md"),
};

pub(crate) fn fault(name: &str, at: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is afgeleid en kan niet worden opgegeven",
            en: "`{name}` is derived and cannot be stated",
        ),
    )
    .label(declared, text!(nl: "hier afgeleid", en: "derived here"))
    .help(text!(
        nl: "geef een gegeven op waaruit `{name}` volgt",
        en: "state a fact from which `{name}` follows",
    ))
}
