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

/// What may stand in the place.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    /// A civil date.
    Date,
    /// Anything that has an instant.
    Moment,
}

pub(crate) fn fault(name: &str, ty: (&str, &str), at: Span, takes: Takes) -> Diagnostic {
    let (nl, en) = ty;
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is {nl}; hier hoort een datum",
            en: "`{name}` is {en}; this place takes a date",
        ),
    );
    match takes {
        Takes::Date => found.help(text!(
            nl: "noem een datum of tijdstip, of een gegeven van de soort `datum` of `tijdstip`",
            en: "name a date or instant, or a fact of type `date` or `instant`",
        )),
        Takes::Moment => found.help(text!(
            nl: "noem een gegeven van de soort `datum` of `tijdstip`, `signaal X` of \
                 `taak X klaar`",
            en: "name a fact of type `date` or `instant`, `signal X` or `task X done`",
        )),
    }
}
