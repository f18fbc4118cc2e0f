//! A period of validity that ends before it begins.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A period of validity that ends before it begins.
pub(crate) static CODE: Code = Code {
    id: "D0407",
    name: "empty-validity",
    level: Level::Error,
    page: include_str!("empty_validity.md"),
};

pub(crate) fn fault(at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "deze geldigheid omvat geen enkele dag",
            en: "this validity holds on no day at all",
        ),
    )
    .help(text!(
        nl: "`tot` noemt de eerste dag waarop het niet meer geldt en ligt na `vanaf`",
        en: "`until` names the first day on which it holds no longer and lies after `from`",
    ))
}
