//! A term that runs from something that has no date.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A term that runs from something that has no date.
pub(crate) static CODE: Code = Code {
    id: "D0403",
    name: "not-a-moment",
    level: Level::Error,
    page: include_str!("not_a_moment.md"),
};

pub(crate) fn fault(name: &str, ty: (&str, &str), at: Span) -> Diagnostic {
    let (nl, en) = ty;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is {nl}; hier hoort een datum",
            en: "`{name}` is {en}; this place takes a date",
        ),
    )
    .help(text!(
        nl: "noem een gegeven van het type `datum` of `tijdstip`, `signaal X` of `taak X klaar`",
        en: "name a fact of type `date` or `instant`, `signal X` or `task X done`",
    ))
}
