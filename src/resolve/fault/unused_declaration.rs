//! A declaration that nothing in the playbook uses.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// A declaration that nothing in the playbook uses.
pub(crate) static CODE: Code = Code {
    id: "D0206",
    name: "unused-declaration",
    level: Level::Warning,
    page: include_str!("unused_declaration.md"),
};

pub(crate) fn fault(kind: Kind, name: &str, at: Span) -> Diagnostic {
    let (nl, en) = kind.word();
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "{nl} `{name}` wordt nergens gebruikt", en: "{en} `{name}` is used nowhere"),
    )
    .help(text!(nl: "gebruik dit, of haal het weg", en: "use the declaration or remove it"))
}
