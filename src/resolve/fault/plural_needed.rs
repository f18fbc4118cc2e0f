//! A role held by one party where every party of a role is meant.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// A role held by one party where every party of a role is meant.
pub(crate) static CODE: Code = Code {
    id: "D0501",
    name: "plural-needed",
    level: Level::Error,
    page: include_str!("plural_needed.md"),
};

pub(crate) fn fault(name: &str, at: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is een rol van één partij; `elke` vraagt een rol met een meervoud",
            en: "`{name}` is held by one party; `every` asks for a role with a plural",
        ),
    )
    .label(declared, text!(nl: "hier zonder meervoud", en: "here without a plural"))
    .help(text!(
        nl: "laat `elke` weg, of geef de rol een meervoud: `rol enkelvoud/meervoud`",
        en: "leave `every` out, or declare the role as `singular/plural`",
    ))
}
