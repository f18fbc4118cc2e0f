//! A message shows a role a fact that it may not see.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::visible::Reader;
use crate::text;

use super::context::Context;
use super::visit::facts_of_all;

/// A message shows a role a fact that it may not see.
pub(crate) static CODE: Code = Code {
    id: "D0509",
    name: "hidden-fact-told",
    level: Level::Error,
    page: include_str!("hidden_fact_told.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for leak in &context.leaks {
        let Reader::Told(role) = leak.to else { continue };
        let (Some(role), Some(fact)) =
            (context.hir.roles.get(role), context.hir.facts.get(leak.fact))
        else {
            continue;
        };
        let of_all = fact.derived.is_some() || facts_of_all(leak.read).contains(&leak.fact);
        let counted = role.item.is_some() && of_all;
        let (role, name) = (&role.name, &fact.name);
        let finding = if counted {
            Diagnostic::new(
                &CODE,
                leak.read.span,
                text!(
                    nl: "deze melding laat `{role}` het gegeven `{name}` van alle items zien",
                    en: "this message shows `{role}` the fact `{name}` of all items",
                ),
            )
            .help(text!(
                nl: "`{role}` ziet het van het eigen item: laat de telling uit de tekst, of meld \
                     dit aan een rol van de casus",
                en: "`{role}` sees it of its own item: leave the count out of the text, or notify \
                     a role of the case",
            ))
        } else {
            Diagnostic::new(
                &CODE,
                leak.read.span,
                text!(
                    nl: "deze melding laat `{role}` het gegeven `{name}` zien, en dat mag niet",
                    en: "this message shows `{role}` the fact `{name}`, which it may not see",
                ),
            )
            .help(text!(
                nl: "laat het uit de tekst, of noem `{role}` achter `zichtbaar voor`",
                en: "leave it out of the text, or name `{role}` after `visible to`",
            ))
        };
        let label = text!(nl: "wie het ziet staat hier", en: "who sees it stands here");
        found.push(finding.label(fact.at, label));
    }
}
