//! A duration of nothing where time must pass.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A duration of nothing where time must pass.
pub(crate) static CODE: Code = Code {
    id: "D0402",
    name: "empty-duration",
    level: Level::Error,
    page: include_str!("empty_duration.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(&CODE, at, text!(nl: "deze duur is nul", en: "this duration is zero")).help(
        text!(
            nl: "schrijf hoe lang; `dezelfde dag` loopt tot het einde van de dag",
            en: "write how long; `same day` runs to the end of the day",
        ),
    )
}
