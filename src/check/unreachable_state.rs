//! A state that nothing leads to.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::StateKind;
use crate::text;

use super::context::{Context, scope_called};
use super::reach;

/// A state that nothing leads to.
pub(crate) static CODE: Code = Code {
    id: "D0601",
    name: "unreachable-state",
    level: Level::Error,
    page: include_str!("unreachable_state.md"),
};

/// Only where the trouble begins; a state in a step has its own finding. Says nothing while a
/// target was not found: it may be the one.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if !context.targets_known {
        return;
    }
    for state in reach::unreached(context).into_iter().filter_map(|id| context.state(id)) {
        let around = state.parent.and_then(|outer| context.kind(outer));
        if around == Some(StateKind::Step) {
            continue;
        }
        let (nl, en) = scope_called(context.hir, state);
        found.push(
            Diagnostic::new(
                &CODE,
                state.at,
                text!(
                    nl: "{nl} is niet te bereiken: niets leidt erheen",
                    en: "{en} cannot be reached: nothing leads to it",
                ),
            )
            .help(text!(
                nl: "laat een stap ernaar verwijzen met `->`, zet er `begin` bij, of haal dit weg",
                en: "let a step lead to it with `->`, mark it `begin`, or remove it",
            )),
        );
    }
}
