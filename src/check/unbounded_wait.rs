//! A step in which a case can wait for ever.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::StateId;
use crate::machine::playbook::{Deadline, Duty, Handler, StateKind, Trigger};
use crate::text;

use super::context::{Context, can_be_overdue, is_bounded, is_lowest};

/// A step in which a case can wait for ever.
pub(crate) static CODE: Code = Code {
    id: "D0603",
    name: "unbounded-wait",
    level: Level::Error,
    page: include_str!("unbounded_wait.md"),
};

/// What bounds a step: a term of its own or around it, a duty that surely opens with a term that
/// surely runs, a move by time, or the written reason that there is none.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, state) in context.hir.states.iter() {
        if state.kind != StateKind::Step
            || context.has_gap(id)
            || context.ancestors(id).any(|s| bounds(context, s))
        {
            continue;
        }
        let name = &state.name;
        let mut finding = Diagnostic::new(
            &CODE,
            state.at,
            text!(
                nl: "in stap `{name}` kan een casus voor altijd blijven wachten",
                en: "in step `{name}` a case can wait for ever",
            ),
        );
        if let Some((_, duty)) = context.duties(id).find(|(_, duty)| can_be_overdue(duty)) {
            finding = finding.label(
                duty.at,
                text!(
                    nl: "dit begrenst de stap niet: het opent of loopt niet in elk geval",
                    en: "this does not bound the step: it may not open, or its term may not run",
                ),
            );
        }
        found.push(finding.help(text!(
            nl: "geef de stap een `termijn`, of schrijf `zonder termijn \"waarom\"`",
            en: "give the step a `deadline`, or write `no deadline \"why\"`",
        )));
    }
}

fn bounds(context: &Context<'_>, scope: StateId) -> bool {
    let Some(state) = context.state(scope) else { return false };
    let own = match &state.deadline {
        Deadline::Unstated => false,
        Deadline::Term(term, _) => is_bounded(term),
        Deadline::Never(_) => true,
    };
    let duty = |duty: &Duty<Expr>| {
        can_be_overdue(duty) && context.is_certain(duty) && is_bounded(&duty.term)
    };
    own || context.duties(scope).any(|(_, declared)| duty(declared))
        || context.handlers(scope).any(|(_, handler)| moves_by_time(handler))
}

fn moves_by_time(handler: &Handler<Expr>) -> bool {
    let timed = match &handler.trigger {
        Trigger::After(_) | Trigger::Every(_) | Trigger::At(_) => true,
        Trigger::On(date) | Trigger::AfterEnd(date) | Trigger::Before(_, date) => {
            date.fact().is_none()
        }
        _ => false,
    };
    timed && handler.target.is_some() && handler.guard.is_none() && is_lowest(handler.from)
}
