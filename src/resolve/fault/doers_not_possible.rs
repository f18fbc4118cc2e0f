//! Doers of a task put together in a way that the language does not have.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Doers of a task put together in a way that the language does not have.
pub(crate) static CODE: Code = Code {
    id: "D0516",
    name: "doers-not-possible",
    level: Level::Error,
    page: include_str!("doers_not_possible.md"),
};

/// One task per party, under a condition or instead of another role.
pub(crate) fn each(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`elke` gaat niet samen met `als … anders` in één taak",
            en: "`every` does not go with `if … otherwise` in one task",
        ),
    )
    .help(text!(
        nl: "schrijf twee taken, elk met haar eigen `als` achter de titel",
        en: "write two tasks, each with its own `if` after the title",
    ))
}

/// A second condition.
pub(crate) fn chain(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "een taak kiest tussen hoogstens twee rollen: `A als …, anders B`",
            en: "a task chooses between two roles at most: `A if …, otherwise B`",
        ),
    )
    .help(text!(
        nl: "schrijf voor de derde rol een eigen taak, met `als` achter de titel",
        en: "write a task of its own for the third role, with `if` after the title",
    ))
}
