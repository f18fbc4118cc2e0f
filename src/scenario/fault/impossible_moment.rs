//! Time in a scenario runs back, or out of the years.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1006",
    name: "impossible-moment",
    level: Level::Error,
    page: include_str!("impossible_moment.md"),
};

/// `now` is what the line says, `before` what it was already.
pub(crate) fn runs_back(at: Span, now: &str, before: &str) -> Diagnostic {
    let message = text!(
        nl: "de tijd loopt hier terug: {now} ligt voor {before}",
        en: "time runs back here: {now} lies before {before}",
    );
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "zet de regels op volgorde van tijd; wat eerder gebeurde, meldt u `met tijdstip`",
        en: "put the lines in order of time; what happened earlier is reported `at instant`",
    ))
}

pub(crate) fn out_of_years(at: Span, detail: Text) -> Diagnostic {
    Diagnostic::new(&CODE, at, detail).help(text!(
        nl: "kies een kortere termijn",
        en: "choose a shorter term",
    ))
}
