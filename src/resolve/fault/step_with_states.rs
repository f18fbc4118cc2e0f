//! A step with states in it.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A step with states in it.
pub(crate) static CODE: Code = Code {
    id: "D0212",
    name: "step-with-states",
    level: Level::Error,
    page: include_str!("step_with_states.md"),
};

pub(crate) fn fault(name: &str, at: Span, step: (&str, Span)) -> Diagnostic {
    let (step, declared) = step;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` staat in stap `{step}`, maar een stap heeft geen delen",
            en: "`{name}` stands in step `{step}`, but a step has no parts",
        ),
    )
    .label(declared, text!(nl: "de stap", en: "the step"))
    .help(text!(
        nl: "maak van `{step}` een fase, of zet `{name}` ernaast",
        en: "make `{step}` a phase, or put `{name}` beside it",
    ))
}
