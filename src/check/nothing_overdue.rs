//! `overdue` in a scope in which nothing has a term.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::StateId;
use crate::machine::playbook::{Deadline, Trigger};
use crate::text;

use super::context::{Context, makes_overdue, scope_called};

/// `overdue` in a scope in which nothing has a term.
pub(crate) static CODE: Code = Code {
    id: "D0612",
    name: "nothing-overdue",
    level: Level::Error,
    page: include_str!("nothing_overdue.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, handler) in context.hir.handlers.iter() {
        let Some(state) = context.state(handler.scope) else { continue };
        if !matches!(handler.trigger, Trigger::Overdue)
            || context.has_gap(handler.scope)
            || timed(context, handler.scope)
        {
            continue;
        }
        let (nl, en) = scope_called(context.hir, state);
        found.push(
            Diagnostic::new(
                &CODE,
                handler.at,
                text!(
                    nl: "in {nl} kan niets te laat zijn: niets heeft een termijn",
                    en: "nothing in {en} can be overdue: nothing has a term",
                ),
            )
            .help(text!(
                nl: "geef de stap een `termijn` of een taak met een termijn; een besluit met `geen \
                     antwoord` telt niet mee",
                en: "give the step a `deadline`, or a task with a term; a decision with `no \
                     answer` does not count",
            )),
        );
    }
}

fn timed(context: &Context<'_>, scope: StateId) -> bool {
    let deadline = context.state(scope).map(|state| &state.deadline);
    let own = matches!(deadline, Some(Deadline::Term(..)));
    own || context.duties(scope).any(|(_, duty)| makes_overdue(duty))
}
