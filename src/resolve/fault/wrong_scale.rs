//! Severity-scaled content that names a scale the playbook does not have.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::span::Span;
use crate::text;

/// Severity-scaled content that names a scale the playbook does not have.
pub(crate) static CODE: Code = Code {
    id: "D0205",
    name: "wrong-scale",
    level: Level::Error,
    page: include_str!("wrong_scale.md"),
};

pub(crate) fn fault(name: &str, at: Span, scale: Option<&str>) -> Diagnostic {
    let found = Diagnostic::new(
        &CODE,
        at,
        text!(nl: "er is geen ernstschaal `{name}`", en: "there is no severity scale `{name}`"),
    );
    match scale {
        Some(scale) => found
            .help(text!(
                nl: "de schaal van dit draaiboek heet `{scale}`",
                en: "the scale of this playbook is called `{scale}`",
            ))
            .fix(at, scale),
        None => found.help(text!(
            nl: "voeg de schaal toe: `ernst {name} {{ laag < hoog }}`",
            en: "declare the scale with `severity {name} {{ low < high }}`",
        )),
    }
}
