//! An action of which is waited for or asked how it stands, and that nothing asks for here.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// An action of which is waited for or asked how it stands, and that nothing asks for here.
pub(crate) static CODE: Code = Code {
    id: "D0216",
    name: "never-asked",
    level: Level::Error,
    page: include_str!("never_asked.md"),
};

pub(crate) fn fault(action: &str, at: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "niets vraagt hier om actie `{action}`",
            en: "nothing here asks for action `{action}`",
        ),
    )
    .label(declared, text!(nl: "deze actie", en: "this action"))
    .help(text!(
        nl: "schrijf `doe {action}(…)` waar het systeem dit moet doen",
        en: "write `do {action}(…)` where the system must do it",
    ))
}
