//! A table gives an option that no type names.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A table gives an option that no type names.
pub(crate) static CODE: Code = Code {
    id: "D0313",
    name: "untyped-option",
    level: Level::Error,
    page: include_str!("untyped_option.md"),
};

pub(crate) fn fault(table: &str, option: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "er is geen gegeven `{option}`; een keuze staat achter de naam van de tabel",
            en: "there is no fact `{option}`; an option stands in the type of the table",
        ),
    )
    .help(text!(
        nl: "schrijf `tabel {table} : keuze {option}, …`",
        en: "write `table {table} : choice {option}, …`",
    ))
}
