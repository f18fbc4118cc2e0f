//! A decision table with too many rows.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::MAX_ROWS;
use crate::span::Span;
use crate::text;

/// A decision table with too many rows.
pub(crate) static CODE: Code = Code {
    id: "D0906",
    name: "long-table",
    level: Level::Error,
    page: include_str!("long_table.md"),
};

pub(crate) fn fault(table: &str, rows: usize, at: Span) -> Diagnostic {
    let most = MAX_ROWS;
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "tabel `{table}` heeft {rows} rijen; hoogstens {most} is toegestaan",
            en: "table `{table}` has {rows} rows; at most {most} are allowed",
        ),
    )
    .help(text!(
        nl: "verdeel haar over tabellen die elk een deel beslissen",
        en: "spread it over tables that each decide a part",
    ))
}
