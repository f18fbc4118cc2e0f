//! An option that a choice does not have, or an outcome that a decision does not have.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// An option that a choice does not have, or an outcome that a decision does not have.
pub(crate) static CODE: Code = Code {
    id: "D0204",
    name: "unknown-option",
    level: Level::Error,
    page: include_str!("unknown_option.md"),
};

pub(crate) fn fault(of: &str, name: &str, at: Span, options: &[String]) -> Diagnostic {
    let all = options.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", ");
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{of}` heeft geen mogelijkheid `{name}`",
            en: "`{of}` has no option `{name}`",
        ),
    )
    .note(text!(nl: "de mogelijkheden zijn {all}", en: "the options are {all}"));
    match crate::resolve::near::nearest(name, options.iter().map(String::as_str)) {
        Some(near) => found.help(text!(nl: "bedoelt u `{near}`?", en: "did you mean `{near}`?")),
        None => found.help(text!(
            nl: "kies er een van, of voeg haar toe bij `{of}` zelf",
            en: "choose one of them, or add it where `{of}` is declared",
        )),
    }
}
