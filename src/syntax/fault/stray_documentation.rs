//! Documentation stands where nothing follows that it documents.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0803",
    name: "stray-documentation",
    level: Level::Style,
    page: include_str!("stray_documentation.md"),
};

/// The documentation at `span`.
pub(in crate::syntax) fn at(span: Span) -> Diagnostic {
    let message = text!(
        nl: "deze uitleg hoort nergens bij",
        en: "this documentation belongs to nothing",
    );
    let slashes = Span { start: span.start, end: span.start.saturating_add(3).min(span.end) };
    Diagnostic::new(&CODE, span, message)
        .help(text!(
            nl: "zet `///` direct boven wat het uitlegt, of schrijf `//` voor een opmerking",
            en: "put `///` directly above a declaration, or write `//` for a remark",
        ))
        .fix(slashes, "//")
}
