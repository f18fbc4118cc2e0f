//! A number is larger than can be counted with.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0903",
    name: "number-too-large",
    level: Level::Error,
    page: include_str!("number_too_large.md"),
};

/// The number at `span`.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(
        nl: "dit getal is te groot of te precies om mee te rekenen",
        en: "this number is too large or too precise to count with",
    );
    Diagnostic::new(&CODE, span, message).help(text!(
        nl: "aantallen gaan tot 4294967294, andere getallen tot 28 cijfers",
        en: "counts go up to 4294967294, other numbers up to 28 digits",
    ))
}
