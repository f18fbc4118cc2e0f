//! A call of the host that gives too much or too little.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::syntax::ast::Name;
use crate::text;

/// A call of the host that gives too much or too little.
pub(crate) static CODE: Code = Code {
    id: "D0315",
    name: "wrong-arguments",
    level: Level::Error,
    page: include_str!("wrong_arguments.md"),
};

/// `wanted` are the names of the parameters, declared at `of`.
pub(crate) fn fault(action: &Name, given: usize, wanted: &[&str], of: Span) -> Diagnostic {
    let (name, count) = (&action.text, wanted.len());
    let call = format!("doe {name}({})", wanted.join(", "));
    let in_english = format!("do {name}({})", wanted.join(", "));
    Diagnostic::new(
        &CODE,
        action.span,
        text!(
            nl: "actie `{name}` vraagt {count} gegevens en krijgt er {given}",
            en: "action `{name}` asks for {count} arguments and gets {given}",
        ),
    )
    .label(of, text!(nl: "hier staat wat het is", en: "declared here"))
    .help(text!(nl: "schrijf `{call}`", en: "write `{in_english}`"))
}
