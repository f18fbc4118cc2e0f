//! A calendar that says two things about one day.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A calendar that says two things about one day.
pub(crate) static CODE: Code = Code {
    id: "D0409",
    name: "calendar-conflict",
    level: Level::Error,
    page: include_str!("calendar_conflict.md"),
};

pub(crate) fn fault(day: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "de kalender zegt over {day} al iets anders",
            en: "the calendar already says something else about {day}",
        ),
    )
    .label(first, text!(nl: "hier", en: "here"))
    .help(text!(nl: "houd één van beide over", en: "keep one of the two"))
}
