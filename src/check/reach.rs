//! Which states can be entered, and from which an end can be reached, on the graph.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::machine::graph::node;
use crate::machine::id::{Id, StateId, Table};
use crate::machine::playbook::StateKind;

use super::context::Context;

/// By state: whether some path of the graph enters it. A transition counts as soon as the state it
/// is written in can be entered.
pub(super) fn reached(context: &Context<'_>) -> Table<StateId, bool> {
    let mut reached: Table<StateId, bool> = context.hir.states.ids().map(|_| false).collect();
    let mut begun = reached.clone();
    // A state and whether it is entered at its beginning; else something inside it is entered.
    // Of a handover that nothing starts that is said.
    let roots = context.hir.charts.iter().map(|(_, chart)| (chart.root, true));
    let mut waiting: Vec<(StateId, bool)> = roots.collect();
    let lost = context.hir.states.iter().filter(|(_, state)| context.is_lost(&state.name));
    waiting.extend(lost.map(|(id, _)| (id, true)));
    while let Some((id, whole)) = waiting.pop() {
        let Some(state) = context.state(id) else { continue };
        let whole = whole || state.kind == StateKind::Parallel;
        if whole && mark(&mut begun, id) {
            match state.kind {
                StateKind::Parallel => waiting.extend(state.children.iter().map(|id| (*id, true))),
                _ => waiting.extend(state.initial.map(|id| (id, true))),
            }
        }
        if mark(&mut reached, id) {
            waiting.extend(state.parent.map(|parent| (parent, false)));
            let moves = context.graph.edges_directed(node(id), Direction::Outgoing);
            waiting.extend(moves.map(|edge| (StateId::new(edge.target().index()), true)));
        }
    }
    reached
}

/// Sets a mark; whether it was not set before.
fn mark(marks: &mut Table<StateId, bool>, id: StateId) -> bool {
    marks.get_mut(id).is_some_and(|seen| !std::mem::replace(seen, true))
}

/// By state: whether an end of its chart can be reached from inside it, by its own transitions or
/// those around it. Optimistic about guards, about tracks, and about what was not understood.
pub(super) fn finishing(context: &Context<'_>) -> Table<StateId, bool> {
    let states = &context.hir.states;
    // `inside[s]`: can finish while in s; `entering[s]`: can finish after entering s.
    let mut inside: Table<StateId, bool> = states.ids().map(|_| false).collect();
    let mut entering = inside.clone();
    let mut waiting: Vec<(StateId, bool)> = states
        .iter()
        .filter(|(_, state)| {
            let root = state.parent.and_then(|parent| context.kind(parent));
            let root_end = state.kind == StateKind::End && root == Some(StateKind::Root);
            root_end || (state.children.is_empty() && is_composite(state.kind))
        })
        .map(|(id, _)| (id, true))
        .collect();
    let gaps = states.ids().filter(|id| context.has_gap(*id));
    waiting.extend(gaps.map(|id| (id, false)));
    while let Some((id, entered)) = waiting.pop() {
        let Some(state) = context.state(id) else { continue };
        if entered {
            if !mark(&mut entering, id) {
                continue;
            }
            let around = state.parent.and_then(|parent| context.state(parent).zip(Some(parent)));
            waiting.extend(around.and_then(|(outer, parent)| {
                let first = outer.kind == StateKind::Parallel || outer.initial == Some(id);
                first.then_some((parent, true))
            }));
            let moves = context.graph.edges_directed(node(id), Direction::Incoming);
            waiting.extend(moves.map(|edge| (StateId::new(edge.source().index()), false)));
            if state.children.is_empty() && state.kind == StateKind::End {
                waiting.push((id, false));
            }
        } else if mark(&mut inside, id) {
            // INVARIANT: everything inside can use the transitions of what is around it.
            waiting.extend(state.children.iter().map(|child| (*child, false)));
            if state.children.is_empty() {
                waiting.push((id, true));
            }
        }
    }
    inside
}

fn is_composite(kind: StateKind) -> bool {
    !matches!(kind, StateKind::Step | StateKind::End)
}

/// By state: whether it can be active while `scope` is or after it was, on the graph.
pub(super) fn after(context: &Context<'_>, scope: StateId) -> Table<StateId, bool> {
    let mut active: Table<StateId, bool> = context.hir.states.ids().map(|_| false).collect();
    let mut entered = active.clone();
    let mut waiting: Vec<(StateId, bool)> = vec![(scope, false)];
    let mut below = vec![scope];
    while let Some(state) = below.pop().and_then(|id| context.state(id)) {
        waiting.extend(state.children.iter().map(|child| (*child, false)));
        below.extend(&state.children);
    }
    while let Some((id, entering)) = waiting.pop() {
        let Some(state) = context.state(id) else { continue };
        if entering && mark(&mut entered, id) {
            waiting.extend(state.initial.map(|initial| (initial, true)));
            waiting.push((id, false));
        }
        if !entering && mark(&mut active, id) {
            waiting.extend(state.parent.map(|parent| (parent, false)));
            if state.kind == StateKind::Parallel {
                waiting.extend(state.children.iter().map(|track| (*track, true)));
            }
            let moves = context.graph.edges_directed(node(id), Direction::Outgoing);
            waiting.extend(moves.map(|edge| (StateId::new(edge.target().index()), true)));
        }
    }
    active
}

/// The knots of leaves that lead nowhere but to each other. `dead` must lead to nothing else.
pub(super) fn sinks(context: &Context<'_>, dead: &[StateId]) -> Vec<Vec<StateId>> {
    if dead.is_empty() {
        return Vec::new();
    }
    let count = context.hir.states.len();
    let graph = paths(context);
    let knots = kosaraju_scc(&graph);
    let mut knot_of = vec![0; graph.node_count()];
    for (index, knot) in knots.iter().enumerate() {
        for member in knot {
            if let Some(slot) = knot_of.get_mut(member.index()) {
                *slot = index;
            }
        }
    }
    let of = |node: NodeIndex| knot_of.get(node.index()).copied();
    let leaves_out = |knot: &[NodeIndex]| {
        knot.iter().any(|&from| graph.neighbors(from).any(|to| of(to) != of(from)))
    };
    let dead: BTreeSet<StateId> = dead.iter().copied().collect();
    let leaf = |member: &NodeIndex| {
        Some(StateId::new(member.index())).filter(|id| member.index() < count && dead.contains(id))
    };
    let sinks = knots.iter().filter(|knot| !leaves_out(knot));
    sinks.map(|knot| knot.iter().filter_map(leaf).collect()).collect()
}

/// Nodes `0..n`: being in a state; `n..2n`: entering it. Edges as transitions allow, leaving out
/// the way up where nothing above moves.
fn paths(context: &Context<'_>) -> DiGraph<(), ()> {
    let states = &context.hir.states;
    let count = states.len();
    let inside = |id: StateId| NodeIndex::new(id.index());
    let entering = |id: StateId| NodeIndex::new(count + id.index());
    let mut graph = DiGraph::with_capacity(count * 2, count * 3);
    for _ in 0..count * 2 {
        graph.add_node(());
    }
    // INVARIANT: parents come before children.
    let mut moves: Table<StateId, bool> = Table::new();
    for (id, state) in states.iter() {
        let above = state.parent.filter(|parent| moves.get(*parent).copied().unwrap_or(false));
        graph.extend_with_edges(above.map(|parent| (inside(id), inside(parent))));
        let targets = context.graph.neighbors(node(id)).map(|target| StateId::new(target.index()));
        let before = graph.edge_count();
        graph.extend_with_edges(targets.map(|target| (inside(id), entering(target))));
        moves.push(above.is_some() || graph.edge_count() > before);
        match state.kind {
            StateKind::Step | StateKind::End => {
                graph.add_edge(entering(id), inside(id), ());
            }
            StateKind::Parallel => {
                let tracks = state.children.iter().map(|track| (entering(id), entering(*track)));
                graph.extend_with_edges(tracks);
            }
            _ => {
                let first = state.initial.map(|first| (entering(id), entering(first)));
                graph.extend_with_edges(first);
            }
        }
    }
    graph
}

/// States that nothing enters, and that no other such state leads to: the outermost of nested
/// ones, of a knot the first.
pub(super) fn unreached(context: &Context<'_>) -> Vec<StateId> {
    let reached = |id: StateId| context.reached.get(id).copied().unwrap_or(true);
    // INVARIANT: parents come before children.
    let mut outermost: Table<StateId, Option<NodeIndex>> = Table::new();
    let mut graph: DiGraph<StateId, ()> = DiGraph::new();
    for (id, state) in context.hir.states.iter() {
        let around = state.parent.and_then(|parent| outermost.get(parent).copied().flatten());
        let mut own = || graph.add_node(id);
        outermost.push(if reached(id) { None } else { around.or_else(|| Some(own())) });
    }
    let group = |id: usize| outermost.get(StateId::new(id)).copied().flatten();
    for edge in context.graph.edge_references() {
        if let (Some(from), Some(to)) = (group(edge.source().index()), group(edge.target().index()))
        {
            graph.add_edge(from, to, ());
        }
    }
    let mut found: Vec<StateId> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|knot| {
            let inner: BTreeSet<NodeIndex> = knot.iter().copied().collect();
            let before = |node| graph.neighbors_directed(node, Direction::Incoming);
            knot.iter().all(|node| before(*node).all(|from| inner.contains(&from)))
        })
        .filter_map(|knot| {
            knot.into_iter().filter_map(|node| graph.node_weight(node)).min().copied()
        })
        .collect();
    found.sort_unstable();
    found
}
