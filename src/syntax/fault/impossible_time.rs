//! A time of day does not exist.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0110",
    name: "impossible-time",
    level: Level::Error,
    page: include_str!("impossible_time.md"),
};

/// `written` is no time of a day.
pub(in crate::syntax) fn at(span: Span, written: &str) -> Diagnostic {
    let message = text!(
        nl: "de tijd `{written}` bestaat niet",
        en: "the time `{written}` does not exist",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "schrijf een tijd van `00:00` tot en met `23:59`",
        en: "write a time from `00:00` to `23:59`",
    ))
}
