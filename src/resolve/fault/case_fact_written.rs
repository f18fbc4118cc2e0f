//! A handover that writes a fact of the case.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::ast;
use crate::text;

/// A handover that writes a fact of the case.
pub(crate) static CODE: Code = Code {
    id: "D0524",
    name: "case-fact-written",
    level: Level::Error,
    page: include_str!("case_fact_written.md"),
};

pub(crate) fn fault(fact: &str, at: Span, handover: &ast::Name) -> Diagnostic {
    let name = &handover.text;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{fact}` is van de casus; in `{name}` mag dat alleen gelezen worden",
            en: "`{fact}` is of the case; in `{name}` it may only be read",
        ),
    )
    .label(handover.span, text!(nl: "dit loopt per item", en: "this runs per item"))
    .help(text!(
        nl: "schrijf het gegeven in het item, of laat de casus het zetten",
        en: "declare the fact in the item, or let the case set it",
    ))
}
