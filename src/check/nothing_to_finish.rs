//! `done` in a scope that has nothing to finish.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::StateId;
use crate::machine::playbook::{Action, State, StateKind, Trigger};
use crate::text;

use super::context::{Context, is_mandatory, scope_called};

/// `done` in a scope that has nothing to finish.
pub(crate) static CODE: Code = Code {
    id: "D0611",
    name: "nothing-to-finish",
    level: Level::Error,
    page: include_str!("nothing_to_finish.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, handler) in context.hir.handlers.iter() {
        let Some(state) = context.state(handler.scope) else { continue };
        if !matches!(handler.trigger, Trigger::Done)
            || context.has_gap(handler.scope)
            || can_finish(context, handler.scope, state)
        {
            continue;
        }
        let (nl, en) = scope_called(context.hir, state);
        let finding = Diagnostic::new(
            &CODE,
            handler.at,
            text!(
                nl: "{nl} heeft niets dat klaar kan zijn",
                en: "{en} has nothing that could be done",
            ),
        );
        found.push(finding.help(if state.kind == StateKind::Step {
            text!(
                nl: "schrijf een taak, een besluit of `start …` in de stap; herhaalde taken en \
                     `desgewenst` tellen niet mee",
                en: "write a task, a decision or `start …` in the step; recurring and `optional` \
                     tasks do not count",
            )
        } else {
            text!(
                nl: "geef de fase, en elk spoor erin, een `einde`",
                en: "give the phase, and every track in it, an `end`",
            )
        }));
    }
}

/// A step: a mandatory duty, or a start of its own. The playbook, a handover, a phase, a track: an
/// end in it. Tracks: an end in each.
fn can_finish(context: &Context<'_>, id: StateId, state: &State<Expr>) -> bool {
    let is_end = |child: &StateId| context.kind(*child) == Some(StateKind::End);
    let has_end =
        |id: &StateId| context.state(*id).is_some_and(|state| state.children.iter().any(is_end));
    let is_track = |child: &&StateId| context.kind(**child) == Some(StateKind::Track);
    match state.kind {
        StateKind::Step => {
            context.duties(id).any(|(_, duty)| is_mandatory(duty)) || starts(context, id, state)
        }
        StateKind::Root | StateKind::Phase | StateKind::Track => has_end(&id),
        StateKind::Parallel => state.children.iter().filter(is_track).all(has_end),
        StateKind::End => false,
    }
}

/// Whether something is started for items on entry or by a handler of the scope.
fn starts(context: &Context<'_>, id: StateId, state: &State<Expr>) -> bool {
    let is_start = |action: &Action<Expr>| matches!(action, Action::Start { .. });
    let mut handlers = context.handlers(id);
    state.entry.iter().any(is_start)
        || handlers.any(|(_, handler)| handler.actions.iter().any(is_start))
}
