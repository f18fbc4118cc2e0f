//! Something that may be said once in its place, said again.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Something that may be said once in its place, said again.
pub(crate) static CODE: Code = Code {
    id: "D0210",
    name: "said-twice",
    level: Level::Error,
    page: include_str!("said_twice.md"),
};

/// `what` in Dutch and in English.
pub(crate) fn fault(what: (&str, &str), at: Span, first: Span) -> Diagnostic {
    let (nl, en) = what;
    Diagnostic::new(&CODE, at, text!(nl: "`{nl}` staat hier al", en: "`{en}` stands here already"))
        .label(first, text!(nl: "hier voor het eerst", en: "here for the first time"))
        .help(text!(nl: "houd er één over", en: "keep one of them"))
}
