//! A task or decision that says nowhere when it is due.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// A task or decision that says nowhere when it is due.
pub(crate) static CODE: Code = Code {
    id: "D0401",
    name: "missing-term",
    level: Level::Error,
    page: include_str!("missing_term.md"),
};

pub(crate) fn fault(kind: Kind, name: &str, at: Span) -> Diagnostic {
    let (nl, en) = kind.word();
    Diagnostic::new(
        &CODE,
        at,
        text!(nl: "{nl} `{name}` heeft geen termijn", en: "{en} `{name}` has no term"),
    )
    .help(text!(
        nl: "voeg `binnen 5 werkdagen` of `uiterlijk` met een datum toe",
        en: "add `within 5 working days` or `no later than` with a date",
    ))
}
