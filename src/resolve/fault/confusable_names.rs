//! A name that looks like another.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A name that looks like another.
pub(crate) static CODE: Code = Code {
    id: "D0213",
    name: "confusable-names",
    level: Level::Warning,
    page: include_str!("confusable_names.md"),
};

/// `name` at `at` looks like `other`, which was declared at `first`.
pub(crate) fn fault(name: &str, at: Span, other: &str, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "de naam `{name}` lijkt op `{other}`, maar is een andere naam",
            en: "the name `{name}` looks like `{other}`, but is another name",
        ),
    )
    .label(at, text!(nl: "deze naam", en: "this name"))
    .label(first, text!(nl: "lijkt op deze", en: "looks like this one"))
    .help(text!(
        nl: "kies een naam die niemand met de andere verwart",
        en: "choose a name that nobody takes for the other",
    ))
}
