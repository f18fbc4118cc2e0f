//! Moves that take no time, and the knots of states between which they can go round.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::hir::Expr;
use crate::machine::id::{DutyId, Id, SignalId, StateId, Table};
use crate::machine::playbook::{Action, DutyKind, Handler, StateKind, Target, TargetKind, Trigger};

use super::context::{Context, chain, is_mandatory};

/// A move that may happen as soon as its scope is entered.
#[derive(Clone, Copy)]
pub(super) struct Move<'h> {
    pub(super) handler: &'h Handler<Expr>,
    pub(super) target: &'h Target,
    /// Whether it is what follows when a limit is used up.
    pub(super) exhausted: bool,
}

/// All of them, and what raises signals without time.
pub(super) struct Instant<'h> {
    /// By scope, in the order of writing.
    moves: Table<StateId, Vec<Move<'h>>>,
    /// Handlers that raise a signal without time.
    pub(super) raisers: Vec<(SignalId, &'h Handler<Expr>)>,
}

impl<'h> Instant<'h> {
    pub(super) fn new(context: &Context<'h>) -> Self {
        let raisers = raisers(context);
        let raised: BTreeSet<SignalId> = raisers.iter().map(|(signal, _)| *signal).collect();
        let mut moves: Table<StateId, Vec<Move<'_>>> =
            context.hir.states.ids().map(|_| Vec::new()).collect();
        for (_, handler) in context.hir.handlers.iter() {
            if !is_instant(context, handler, &raised) {
                continue;
            }
            let Some(list) = moves.get_mut(handler.scope) else { continue };
            for (index, target) in chain(handler.target.as_ref()).enumerate() {
                list.push(Move { handler, target, exhausted: index > 0 });
            }
        }
        Self { moves, raisers }
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
    // A watching handler of the root is never armed anew: the root is entered once.
    let again = context.kind(handler.scope) != Some(StateKind::Root);
    match &handler.trigger {
        Trigger::When(_) | Trigger::Before(..) => again,
        Trigger::Done => {
            let blocks = |id| reopens(context, id) && context.duty(id).is_some_and(is_mandatory);
            let step = context.kind(handler.scope) == Some(StateKind::Step);
            again && !(step && context.duties(handler.scope).any(|(id, _)| blocks(id)))
        }
        Trigger::Signal(signal) => raised.contains(signal),
        _ => false,
    }
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
                Trigger::When(_) | Trigger::Done | Trigger::Before(..) => true,
                Trigger::Signal(cause) => raised.contains(cause),
                _ => false,
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
            Trigger::When(_) | Trigger::Done | Trigger::Before(..) => true,
            _ => false,
        })
        .collect()
}
