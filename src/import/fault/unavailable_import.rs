//! A file to use that the host does not give.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::span::Span;
use crate::text;

/// A file to use that the host does not give.
pub(crate) static CODE: Code = Code {
    id: "D0220",
    name: "unavailable-import",
    level: Level::Error,
    page: include_str!("unavailable_import.md"),
};

pub(in crate::import) fn fault(path: &str, at: Span, reason: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "`{path}` kan niet worden gebruikt", en: "`{path}` cannot be used"),
    )
    .note(reason.clone())
    .help(text!(
        nl: "schrijf het pad zoals het loopt vanuit dit bestand, of schrijf hier wat erin staat",
        en: "write the path as it leads from this file, or write the declarations here",
    ))
}
