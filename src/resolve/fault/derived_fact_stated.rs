//! A derived fact that is stated, set, delivered or carried.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::ast::Name;
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

/// By which items would go together.
pub(crate) fn together(fact: &Name, declared: Span) -> Diagnostic {
    let name = &fact.text;
    Diagnostic::new(
        &CODE,
        fact.span,
        text!(
            nl: "items gaan samen per opgegeven gegeven, en `{name}` is afgeleid",
            en: "items go together per stated fact, and `{name}` is derived",
        ),
    )
    .label(declared, text!(nl: "hier afgeleid", en: "derived here"))
    .help(text!(
        nl: "noem een gegeven van het item dat wordt opgegeven",
        en: "name a fact of the item that is stated",
    ))
}
