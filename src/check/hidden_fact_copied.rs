//! A fact that few may see is copied to one that more may see.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::visible::Reader;
use crate::text;

use super::context::Context;

/// A fact that few may see is copied to one that more may see.
pub(crate) static CODE: Code = Code {
    id: "D0515",
    name: "hidden-fact-copied",
    level: Level::Error,
    page: include_str!("hidden_fact_copied.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for leak in &context.leaks {
        let Reader::SeesFact(wide) = leak.to else { continue };
        let (Some(wide), Some(narrow)) =
            (context.hir.facts.get(wide), context.hir.facts.get(leak.fact))
        else {
            continue;
        };
        let (to, name) = (&wide.name, &narrow.name);
        found.push(
            Diagnostic::new(
                &CODE,
                leak.read.span,
                text!(
                    nl: "wie `{to}` ziet, krijgt hier `{name}` te zien, en dat mag niet",
                    en: "whoever sees `{to}` gets to see `{name}` here, and may not",
                ),
            )
            .label(narrow.at, text!(nl: "wie het ziet staat hier", en: "who sees it stands here"))
            .help(text!(
                nl: "geef `{to}` dezelfde regel `zichtbaar voor` als `{name}`",
                en: "give `{to}` the same `visible to` as `{name}`",
            )),
        );
    }
}
