//! A date does not exist.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0109",
    name: "impossible-date",
    level: Level::Error,
    page: include_str!("impossible_date.md"),
};

/// `written` is no date of the calendar.
pub(in crate::syntax) fn at(span: Span, written: &str) -> Diagnostic {
    let message = text!(
        nl: "de datum `{written}` bestaat niet",
        en: "the date `{written}` does not exist",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "schrijf jaar, maand en dag, zoals `2026-11-26`; het jaar ligt tussen 0001 en 9999",
        en: "write year, month and day, such as `2026-11-26`; the year is from 0001 to 9999",
    ))
}
