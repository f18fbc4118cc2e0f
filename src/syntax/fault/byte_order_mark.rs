//! A file begins with a byte order mark.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0802",
    name: "byte-order-mark",
    level: Level::Style,
    page: include_str!("byte_order_mark.md"),
};

/// The mark at `span`.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(
        nl: "het bestand begint met een onzichtbaar merkteken (BOM)",
        en: "the file begins with an invisible mark (BOM)",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "bewaar het als UTF-8 zonder BOM", en: "save it as UTF-8 without BOM"))
        .fix(span, "")
}
