//! A line of a scenario stands before any date.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1003",
    name: "line-before-date",
    level: Level::Error,
    page: include_str!("line_before_date.md"),
};

pub(crate) fn before_date(at: Span) -> Diagnostic {
    let message = text!(
        nl: "deze regel staat voor de eerste datum, dus het is niet bekend wanneer dit gebeurt",
        en: "this line stands before the first date, so it is not known when this happens",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "zet er een regel voor die met `op` en een datum begint",
        en: "put a line before it that starts with `on` and a date",
    ))
}

pub(crate) fn no_date(at: Span) -> Diagnostic {
    let message = text!(
        nl: "dit scenario noemt geen enkele datum, dus er gebeurt niets",
        en: "this scenario names no date at all, so nothing happens",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "begin een regel met `op` en een datum: de casus opent op de eerste",
        en: "start a line with `on` and a date: the case opens on the first",
    ))
}
