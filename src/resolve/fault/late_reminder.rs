//! A reminder that comes when the task is already overdue.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A reminder that comes when the task is already overdue.
pub(crate) static CODE: Code = Code {
    id: "D0410",
    name: "late-reminder",
    level: Level::Warning,
    page: include_str!("late_reminder.md"),
};

/// `reminder` and `term` in Dutch and in English.
pub(crate) fn fault(reminder: &[String; 2], term: &[String; 2], at: Span) -> Diagnostic {
    let ([nl, en], [term_nl, term_en]) = (reminder, term);
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "deze herinnering na {nl} komt niet voor het einde van de termijn van {term_nl}",
            en: "this reminder after {en} does not come before the end of the term of {term_en}",
        ),
    )
    .help(text!(
        nl: "herinner eerder; wat na de termijn komt is `escaleer te laat naar`",
        en: "remind earlier; what comes after the term is `escalate overdue to`",
    ))
}
