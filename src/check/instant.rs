//! Moves that take no time, and the knots of states between which they can go round.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::hir::{Expr, ExprKind};
use crate::machine::id::{DutyId, Id, SignalId, StateId, Table};
use crate::machine::playbook::{
    Action, Deadline, Decision, Due, Duty, DutyKind, Handler, StateKind, Target, TargetKind, Term,
    Trigger,
};

use super::context::{Context, chain, is_mandatory, makes_overdue};
use super::visit;

/// A move that may happen as soon as its scope is entered.
#[derive(Clone, Copy)]
pub(super) struct Move<'h> {
    pub(super) handler: &'h Handler<Expr>,
    pub(super) target: &'h Target,
    /// Whether it is what follows when a limit is used up.
    pub(super) exhausted: bool,
}

/// All of them, what raises signals without time, and what may change on the way.
pub(super) struct Instant<'h> {
    /// By scope, in the order of writing.
    moves: Table<StateId, Vec<Move<'h>>>,
    /// Handlers that raise a signal without time.
    pub(super) raisers: Vec<(SignalId, &'h Handler<Expr>)>,
    /// Whether handlers write facts at all.
    writes: bool,
}

impl<'h> Instant<'h> {
    /// `silences`: what silence on decisions leads to, from [`silences`].
    pub(super) fn new(context: &Context<'h>, silences: &'h [Handler<Expr>]) -> Self {
        let raisers = raisers(context);
        let raised: BTreeSet<SignalId> = raisers.iter().map(|(signal, _)| *signal).collect();
        let mut moves: Table<StateId, Vec<Move<'_>>> =
            context.hir.states.ids().map(|_| Vec::new()).collect();
        let writes = context.actions.iter().any(|written| {
            let fact = matches!(written.action, Action::Set { .. } | Action::Raise(_));
            fact && written.trigger.is_some()
        });
        let handlers = context.hir.handlers.iter().map(|(_, handler)| handler);
        for handler in handlers.chain(silences) {
            let root = context.kind(handler.scope) == Some(StateKind::Root);
            let again = !root || toggles(handler, writes);
            if !again || !is_instant(context, handler, &raised) {
                continue;
            }
            let Some(list) = moves.get_mut(handler.scope) else { continue };
            for (index, target) in chain(handler.target.as_ref()).enumerate() {
                list.push(Move { handler, target, exhausted: index > 0 });
            }
            let extensions = handler.actions.iter().filter_map(|action| match action {
                Action::Extend { limit: Some(limit), .. } => limit.then.as_deref(),
                _ => None,
            });
            let used_up = extensions.flat_map(|target| chain(Some(target)));
            list.extend(used_up.map(|target| Move { handler, target, exhausted: true }));
        }
        Self { moves, raisers, writes }
    }

    /// Whether a watching handler may be armed anew while its scope stays active.
    pub(super) fn may_toggle(&self, handler: &Handler<Expr>) -> bool {
        toggles(handler, self.writes)
    }

    /// The moves that can be taken in a leaf as soon as it is entered.
    pub(super) fn moves(&self, context: &Context<'h>, leaf: StateId) -> Vec<Move<'h>> {
        let parent = context.state(leaf).and_then(|state| state.parent);
        let above = parent.and_then(|parent| context.state(parent)?.parent);
        let ended = context.kind(leaf) == Some(StateKind::End);
        let mut found = Vec::new();
        for scope in context.ancestors(leaf) {
            let completed = scope == leaf
                || (ended && parent == Some(scope))
                || (ended
                    && above == Some(scope)
                    && context.kind(scope) == Some(StateKind::Parallel));
            let moves = self.moves.get(scope).map_or(&[][..], Vec::as_slice);
            found.extend(moves.iter().filter(|candidate| {
                let inside = candidate.target.kind == TargetKind::Enter
                    && scope != candidate.target.state
                    && context.within(candidate.target.state, scope)
                    && context.within(leaf, candidate.target.state);
                (completed || !matches!(candidate.handler.trigger, Trigger::Done)) && !inside
            }));
        }
        found
    }

    /// Groups of leaves that can lead to each other without time, each in the order of writing.
    pub(super) fn knots(&self, context: &Context<'h>) -> Vec<Vec<StateId>> {
        let count = context.hir.states.len();
        let graph = self.paths(context);
        let leaf = |member: &NodeIndex| {
            let id = StateId::new(member.index());
            let kind = context.kind(id);
            let leaf = matches!(kind, Some(StateKind::Step | StateKind::End));
            (leaf && member.index() < count).then_some(id)
        };
        let mut knots: Vec<Vec<StateId>> = kosaraju_scc(&graph)
            .into_iter()
            .filter(|knot| knot.len() > 1)
            .map(|knot| knot.iter().filter_map(leaf).collect())
            .collect();
        knots.iter_mut().for_each(|knot| knot.sort_unstable());
        knots.sort_unstable();
        knots
    }

    /// Nodes `0..n`: being in a state; `n..2n`: entering it; `2n..3n`: resuming it.
    fn paths(&self, context: &Context<'h>) -> DiGraph<(), ()> {
        let count = context.hir.states.len();
        let inside = |id: StateId| NodeIndex::new(id.index());
        let entering = |id: StateId| NodeIndex::new(count + id.index());
        let resuming = |id: StateId| NodeIndex::new(2 * count + id.index());
        let mut graph = DiGraph::with_capacity(count * 3, count * 5);
        for _ in 0..count * 3 {
            graph.add_node(());
        }
        for (id, state) in context.hir.states.iter() {
            let up = state.parent.map(|parent| (inside(id), inside(parent)));
            let children = state.children.iter();
            graph.extend_with_edges(up);
            graph.extend_with_edges(children.map(|child| (resuming(id), resuming(*child))));
            match state.kind {
                StateKind::Step | StateKind::End => {
                    graph.extend_with_edges([entering(id), resuming(id)].map(|n| (n, inside(id))));
                }
                StateKind::Parallel => {
                    let tracks = state.children.iter();
                    graph.extend_with_edges(tracks.map(|track| (entering(id), entering(*track))));
                }
                _ => {
                    let first = state.initial.iter();
                    graph.extend_with_edges(first.map(|first| (entering(id), entering(*first))));
                }
            }
            for taken in self.moves.get(id).map_or(&[][..], Vec::as_slice) {
                let target = taken.target;
                let to = match target.kind {
                    TargetKind::Resume => resuming(target.state),
                    _ => entering(target.state),
                };
                let from = completions(context, id, &taken.handler.trigger);
                graph.extend_with_edges(from.into_iter().map(|from| (inside(from), to)));
            }
        }
        graph
    }
}

/// What silence on decisions does, as handlers of their being overdue.
pub(super) fn silences(context: &Context<'_>) -> Vec<Handler<Expr>> {
    let silence = |(id, duty): (DutyId, &Duty<Expr>)| match &duty.kind {
        DutyKind::Decision(Decision { no_answer: Some(outcome), .. }) => Some(Handler {
            scope: duty.scope,
            from: duty.from,
            trigger: Trigger::DutyOverdue(id),
            guard: duty.when.clone(),
            instead_of: None,
            actions: outcome.actions.clone(),
            target: outcome.target.clone(),
            order: outcome.order,
            at: outcome.at,
        }),
        _ => None,
    };
    context.hir.duties.iter().filter_map(silence).collect()
}

/// Being in which states lets a move of a scope happen: `done` of a phase needs one of its ends.
fn completions(context: &Context<'_>, scope: StateId, trigger: &Trigger<Expr>) -> Vec<StateId> {
    let Some(state) = context.state(scope) else { return Vec::new() };
    if !matches!(trigger, Trigger::Done) || state.kind == StateKind::Step {
        return vec![scope];
    }
    let tracks = match state.kind {
        StateKind::Parallel => state.children.clone(),
        _ => vec![scope],
    };
    let children = tracks.into_iter().filter_map(|track| context.state(track));
    let ends = children.flat_map(|track| track.children.iter().copied());
    ends.filter(|end| context.kind(*end) == Some(StateKind::End)).collect()
}

/// Leaves that entering a target leads to.
pub(super) fn landings(context: &Context<'_>, target: &Target) -> Vec<StateId> {
    let mut found = Vec::new();
    let mut waiting = vec![target.state];
    while let Some(state) = waiting.pop().and_then(|id| context.state(id).map(|s| (id, s))) {
        let (id, state) = state;
        match state.kind {
            StateKind::Step | StateKind::End => found.push(id),
            StateKind::Parallel => waiting.extend(state.children.iter().rev()),
            _ if target.kind == TargetKind::Resume => waiting.extend(state.children.iter().rev()),
            _ => waiting.extend(state.initial),
        }
    }
    found
}

/// Whether a duty is fresh, and so not done, whenever its scope was entered anew.
pub(super) fn reopens(context: &Context<'_>, duty: DutyId) -> bool {
    context.duty(duty).is_some_and(|duty| {
        let once = matches!(&duty.kind, DutyKind::Task(task) if task.once);
        context.is_certain(duty) && !once
    })
}

fn is_instant(context: &Context<'_>, handler: &Handler<Expr>, raised: &BTreeSet<SignalId>) -> bool {
    match &handler.trigger {
        Trigger::When(_) | Trigger::Before(..) | Trigger::On(_) | Trigger::AfterEnd(_) => true,
        Trigger::Overdue => {
            let own = match context.state(handler.scope).map(|state| &state.deadline) {
                Some(Deadline::Term(term, _)) => is_dated(term),
                _ => false,
            };
            let past = |duty: &Duty<Expr>| makes_overdue(duty) && is_dated(&duty.term);
            own || context.duties(handler.scope).any(|(_, duty)| past(duty))
        }
        Trigger::CallOverdue(_) => false,
        Trigger::DutyOverdue(duty) => context.duty(*duty).is_some_and(|duty| is_dated(&duty.term)),
        Trigger::Done => {
            let blocks = |id| reopens(context, id) && context.duty(id).is_some_and(is_mandatory);
            let step = context.kind(handler.scope) == Some(StateKind::Step);
            !(step && context.duties(handler.scope).any(|(id, _)| blocks(id)))
        }
        Trigger::Signal(signal) => raised.contains(signal),
        Trigger::After(_) | Trigger::Every(_) | Trigger::At(_) => false,
    }
}

/// Whether a term may have passed when it begins: some part follows a date or an earlier moment.
fn is_dated(term: &Term<Expr>) -> bool {
    term.parts.iter().any(|part| match part.due {
        Due::Within { after, .. } => after.is_some(),
        Due::By(_) | Due::Before(..) | Due::After(..) => true,
        Due::SameDay => false,
    })
}

/// Whether what a handler watches may become untrue and true again while its scope stays active:
/// it depends on where the case is, or on facts that handlers write.
fn toggles(handler: &Handler<Expr>, writes: bool) -> bool {
    let when = match &handler.trigger {
        Trigger::When(when) => Some(when),
        Trigger::Done => return true,
        _ => return false,
    };
    let mut toggles = false;
    for condition in when.into_iter().chain(&handler.guard) {
        visit::walk(condition, &mut |part| match part.kind {
            ExprKind::Fact(_) => toggles |= writes,
            ExprKind::In(_)
            | ExprKind::Duty(..)
            | ExprKind::Decided(..)
            | ExprKind::Unanswered(_)
            | ExprKind::Received(_)
            | ExprKind::Quantified(..)
            | ExprKind::Count(..)
            | ExprKind::HeldBy(..) => toggles = true,
            _ => {}
        });
    }
    toggles
}

/// Handlers that raise a signal without time: because a condition holds, or in answer to a signal
/// raised without time.
fn raisers<'h>(context: &Context<'h>) -> Vec<(SignalId, &'h Handler<Expr>)> {
    let raising: Vec<_> = context
        .hir
        .handlers
        .iter()
        .flat_map(|(_, handler)| {
            handler.actions.iter().filter_map(move |action| match action {
                Action::Raise(signal) if !signal.is_missing() => Some((*signal, handler)),
                _ => None,
            })
        })
        .collect();
    let mut raised: BTreeSet<SignalId> = BTreeSet::new();
    loop {
        let before = raised.len();
        for (signal, handler) in &raising {
            let instant = match &handler.trigger {
                Trigger::Signal(cause) => raised.contains(cause),
                Trigger::After(_) | Trigger::Every(_) | Trigger::At(_) => false,
                _ => true,
            };
            if instant {
                raised.insert(*signal);
            }
        }
        if raised.len() == before {
            break;
        }
    }
    raising
        .into_iter()
        .filter(|(_, handler)| match &handler.trigger {
            Trigger::Signal(cause) => raised.contains(cause),
            Trigger::After(_) | Trigger::Every(_) | Trigger::At(_) => false,
            _ => true,
        })
        .collect()
}
