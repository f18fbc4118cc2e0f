//! A name that is declared, but as something else than what is expected here.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::resolve::kind::Kind;
use crate::span::Span;
use crate::text;

/// A name that is declared, but as something else than what is expected here.
pub(crate) static CODE: Code = Code {
    id: "D0202",
    name: "wrong-kind",
    level: Level::Error,
    page: include_str!("wrong_kind.md"),
};

pub(crate) fn fault(name: &str, at: Span, is: Kind, expected: Kind, declared: Span) -> Diagnostic {
    let ((is_nl, is_en), (nl, en)) = (is.with_article(), expected.with_article());
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "`{name}` is {is_nl}, hier wordt {nl} verwacht",
            en: "`{name}` is {is_en}, here {en} is expected",
        ),
    )
    .label(declared, text!(nl: "hier staat wat het is", en: "declared here"))
}
