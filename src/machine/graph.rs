//! States and transitions as a petgraph graph, for hosts and for algorithms.

use petgraph::graph::{DiGraph, NodeIndex};

use super::handler::{Action, Limit, Target, TargetKind};
use super::id::{DutyId, HandlerId, Id, StateId};
use super::playbook::{DutyKind, Playbook, StateKind};
use crate::span::Span;

/// States and the transitions between them: nodes in the order of the state table, edges in the
/// order of writing.
///
/// An edge starts at the state in whose scope the transition is written: everything inside that
/// state can take it. Containment is no edge; [`super::playbook::State::parent`] says it.
pub type Graph = DiGraph<Node, Edge>;

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id: its position among the nodes.
    pub state: StateId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: StateKind,
}

/// A transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What makes it happen.
    pub cause: Cause,
    /// How it enters its target.
    pub entry: TargetKind,
    /// Whether it is taken only once a limit is used up (`then -> TARGET`).
    pub exhausted: bool,
    /// Where its target is written.
    pub at: Span,
}

/// What makes a transition happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A handler.
    Handler(HandlerId),
    /// An outcome of a decision, by index in its outcomes.
    Outcome(DutyId, u32),
    /// Silence at the term of a decision.
    NoAnswer(DutyId),
}

/// The node of a state.
#[must_use]
pub fn node(state: StateId) -> NodeIndex {
    NodeIndex::new(state.index())
}

/// The graph of a playbook; targets that were not found are left out.
pub(crate) fn build<E>(playbook: &Playbook<E>) -> Graph {
    let mut graph = Graph::with_capacity(playbook.states.len(), playbook.handlers.len());
    for (state, declared) in playbook.states.iter() {
        let name = declared.name.clone();
        graph.add_node(Node { state, name, kind: declared.kind });
    }
    let states = playbook.states.len();
    for Found { from, target, cause, exhausted, .. } in transitions(playbook) {
        if from.index() < states && target.state.index() < states {
            let edge = Edge { cause, entry: target.kind, exhausted, at: target.at };
            graph.add_edge(node(from), node(target.state), edge);
        }
    }
    graph
}

struct Found<'p> {
    order: u32,
    from: StateId,
    target: &'p Target,
    cause: Cause,
    exhausted: bool,
}

/// Every transition in the order of writing.
fn transitions<E>(playbook: &Playbook<E>) -> Vec<Found<'_>> {
    let mut found = Vec::with_capacity(playbook.handlers.len());
    for (id, handler) in playbook.handlers.iter() {
        let cause = Cause::Handler(id);
        let (from, order) = (handler.scope, handler.order);
        collect(&mut found, from, order, cause, handler.target.as_ref(), &handler.actions);
    }
    for (id, duty) in playbook.duties.iter() {
        let DutyKind::Decision(decision) = &duty.kind else { continue };
        let outcomes = decision.outcomes.iter().enumerate();
        let outcomes = outcomes.map(|(index, outcome)| {
            (outcome, Cause::Outcome(id, u32::try_from(index).unwrap_or(u32::MAX)))
        });
        let silence = decision.no_answer.iter().map(|outcome| (outcome, Cause::NoAnswer(id)));
        for (outcome, cause) in outcomes.chain(silence) {
            let target = outcome.target.as_ref();
            collect(&mut found, duty.scope, outcome.order, cause, target, &outcome.actions);
        }
    }
    found.sort_by_key(|transition| transition.order);
    found
}

/// The transitions of one cause: its target, what follows when its limit is used up, and what
/// follows when the extensions among its actions are.
fn collect<'p, E>(
    found: &mut Vec<Found<'p>>,
    from: StateId,
    order: u32,
    cause: Cause,
    target: Option<&'p Target>,
    actions: &'p [Action<E>],
) {
    let then = |limit: &'p Option<Limit>| limit.as_ref()?.then.as_deref();
    let extensions = actions.iter().filter_map(|action| match action {
        Action::Extend { limit, .. } => then(limit),
        _ => None,
    });
    let starts = extensions.map(|target| (target, true));
    for start in target.map(|target| (target, false)).into_iter().chain(starts) {
        let mut next = Some(start);
        while let Some((target, exhausted)) = next {
            found.push(Found { order, from, target, cause, exhausted });
            next = then(&target.limit).map(|target| (target, true));
        }
    }
}
