//! The record shows everyone a fact that not everyone may see.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::visible::Reader;
use crate::text;

use super::context::Context;

/// The record shows everyone a fact that not everyone may see.
pub(crate) static CODE: Code = Code {
    id: "D0510",
    name: "hidden-fact-recorded",
    level: Level::Error,
    page: include_str!("hidden_fact_recorded.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for leak in context.leaks.iter().filter(|leak| leak.to == Reader::Record) {
        let Some(fact) = context.hir.facts.get(leak.fact) else { continue };
        let name = &fact.name;
        found.push(
            Diagnostic::new(
                &CODE,
                leak.read.span,
                text!(
                    nl: "`leg vast` laat iedereen het gegeven `{name}` zien, en dat mag niet",
                    en: "`record` shows everyone the fact `{name}`, which not everyone may see",
                ),
            )
            .label(fact.at, text!(nl: "wie het ziet staat hier", en: "who sees it stands here"))
            .help(text!(
                nl: "laat het uit de tekst, of meld het aan wie het mag zien",
                en: "leave it out of the text, or notify those who may see it",
            )),
        );
    }
}
