//! Something in a file that is used which belongs in a playbook itself.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Something in a file that is used which belongs in a playbook itself.
pub(crate) static CODE: Code = Code {
    id: "D0222",
    name: "misplaced-in-import",
    level: Level::Error,
    page: include_str!("misplaced_in_import.md"),
};

/// `word` is what it begins with.
pub(in crate::import) fn fault(word: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{word}` hoort in het draaiboek zelf, niet in een bestand achter `gebruik`",
            en: "`{word}` belongs in the playbook itself, not in a file that it uses",
        ),
    )
    .help(text!(
        nl: "verplaats het naar het draaiboek; hier staat wat draaiboeken delen, zoals rollen",
        en: "move it to the playbook; here stands only what declares names",
    ))
}
