//! A scenario opens its case twice.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D1007",
    name: "opened-twice",
    level: Level::Error,
    page: include_str!("opened_twice.md"),
};

pub(crate) fn opened_twice(at: Span, first: Span) -> Diagnostic {
    let message = text!(
        nl: "de casus wordt hier nog een keer geopend",
        en: "the case is opened once more here",
    );
    Diagnostic::new(&CODE, at, message)
        .label(first, text!(nl: "hier voor het eerst", en: "here for the first time"))
        .help(text!(
            nl: "houd één van de twee; zonder `open op` opent de casus op de eerste datum",
            en: "keep one of the two; without `open on` the case opens on the first date",
        ))
}
