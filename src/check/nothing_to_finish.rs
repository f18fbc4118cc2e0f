//! `done` in a scope that has nothing to finish.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::handler::Handler;
use crate::machine::id::{Id, ItemId, StateId};
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
        if !matches!(handler.trigger, Trigger::Done) || context.has_gap(handler.scope) {
            continue;
        }
        if can_finish(context, handler.scope, state) {
            if let Some(item) = nobody_yet(context, handler, state) {
                found.push(done_at_opening(context, handler, state, item));
            }
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

/// A kind of item that nobody has been enrolled of when the case opens, where that alone is what a
/// step waits for, and it is entered then.
fn nobody_yet(
    context: &Context<'_>,
    handler: &Handler<Expr>,
    state: &State<Expr>,
) -> Option<ItemId> {
    let at_once = handler.guard.is_none() && handler.from.is_none();
    let waits = context.duties(handler.scope).any(|(_, duty)| is_mandatory(duty));
    if !at_once || waits || !enters_first(context, handler.scope) {
        return None;
    }
    let started = state.entry.iter().filter_map(|action| match action {
        Action::Start { chart, .. } => context.hir.charts.get(*chart)?.item,
        _ => None,
    });
    let kept =
        |item: &ItemId| context.hir.items.get(*item).is_none_or(|it| !it.register.is_empty());
    let kinds: Vec<ItemId> = started.collect();
    kinds.first().copied().filter(|_| !kinds.iter().any(kept))
}

/// Whether a state of the case is entered when it opens.
fn enters_first(context: &Context<'_>, id: StateId) -> bool {
    let (mut inner, mut chart) = (id, id);
    for outer in context.ancestors(id).skip(1) {
        let Some(state) = context.state(outer) else { return false };
        if state.kind != StateKind::Parallel && state.initial != Some(inner) {
            return false;
        }
        (inner, chart) = (outer, outer);
    }
    chart.index() == 0
}

fn done_at_opening(
    context: &Context<'_>,
    handler: &Handler<Expr>,
    state: &State<Expr>,
    item: ItemId,
) -> Diagnostic {
    let (nl, en) = scope_called(context.hir, state);
    let name = context.hir.items.get(item).map_or("", |item| item.name.as_str());
    Diagnostic::new(
        &CODE,
        handler.at,
        text!(
            nl: "{nl} is klaar zodra de casus opent: dan is er nog geen `{name}` ingeschreven",
            en: "{en} is done as soon as the case opens: no `{name}` is enrolled by then",
        ),
    )
    .help(text!(
        nl: "schrijf `register door ROL` in het item: dan wacht `klaar` tot die rol zegt dat \
             iedereen is ingeschreven; of geef de stap een taak",
        en: "write `register by ROLE` in the item: `done` then waits until that role says that \
             all are enrolled; or give the step a task",
    ))
}

/// Whether something is started for items on entry or by a handler of the scope.
fn starts(context: &Context<'_>, id: StateId, state: &State<Expr>) -> bool {
    let is_start = |action: &Action<Expr>| matches!(action, Action::Start { .. });
    let mut handlers = context.handlers(id);
    state.entry.iter().any(is_start)
        || handlers.any(|(_, handler)| handler.actions.iter().any(is_start))
}
