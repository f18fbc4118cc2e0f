//! A plural where the language asks for the singular.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A plural where the language asks for the singular.
pub(crate) static CODE: Code = Code {
    id: "D0804",
    name: "plural-after-every",
    level: Level::Style,
    page: include_str!("plural_after_every.md"),
};

/// `plural` stands behind `elke` at a place, where `singular` belongs.
pub(crate) fn fault(plural: &str, singular: &str, at: Span) -> Diagnostic {
    let message = text!(
        nl: "`{plural}` is het meervoud; achter `elke` staat het enkelvoud",
        en: "`{plural}` is the plural; behind `every` stands the singular",
    );
    Diagnostic::new(&CODE, at, message)
        .help(text!(nl: "schrijf `{singular}`", en: "write `{singular}`"))
        .fix(at, singular)
}
