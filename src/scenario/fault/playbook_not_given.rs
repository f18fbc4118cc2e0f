//! A case of a scenario is under a playbook that is not at hand.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1008",
    name: "playbook-not-given",
    level: Level::Error,
    page: include_str!("playbook_not_given.md"),
};

pub(crate) fn playbook_not_given(at: Span, name: &str) -> Diagnostic {
    let message = text!(
        nl: "draaiboek `{name}`, waaronder deze casus loopt, is er niet of heeft fouten",
        en: "playbook `{name}`, under which this case runs, is not there or has errors",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "zet `{name}` in de map van het scenario of een map erboven, en kijk het na met \
             `draaiboek check`",
        en: "put `{name}` in the folder of the scenario or one above it, and check it with \
             `draaiboek check`",
    ))
}
