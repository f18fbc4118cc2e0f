//! The tree of states as declared: kinds, parents, first children, owners of counters.

use super::Resolver;
use super::fault::{mixed_tracks, second_begin, step_with_states};
use crate::machine::id::{ChartId, Id, StateId, Table};
use crate::machine::playbook::StateKind;
use crate::span::Span;

/// A state as declared, before what stands in it is resolved.
pub(super) struct Node<'a> {
    pub(super) name: &'a str,
    pub(super) at: Span,
    pub(super) kind: StateKind,
    /// Of which chart it is.
    pub(super) chart: ChartId,
    pub(super) parent: Option<StateId>,
    pub(super) children: Vec<StateId>,
    pub(super) begin: Option<Span>,
    /// Whether the scope has a term of its own.
    pub(super) deadline: bool,
}

/// All states, chart by chart, each root first, in preorder.
#[derive(Default)]
pub(super) struct Tree<'a> {
    nodes: Table<StateId, Node<'a>>,
    /// The root of each chart.
    pub(super) roots: Table<ChartId, StateId>,
}

impl<'a> Tree<'a> {
    /// Begins a chart: adds its root.
    pub(super) fn begin(&mut self, (name, at): (&'a str, Span)) -> StateId {
        let root = self.add((name, at), StateKind::Root, None, None);
        self.roots.push(root);
        root
    }

    /// Adds a state of the last chart below `parent`.
    pub(super) fn push(
        &mut self,
        (name, at): (&'a str, Span),
        kind: StateKind,
        parent: StateId,
        begin: Option<Span>,
    ) -> StateId {
        let id = self.add((name, at), kind, Some(parent), begin);
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(id);
            if kind == StateKind::Track && parent.kind == StateKind::Phase {
                parent.kind = StateKind::Parallel;
            }
        }
        id
    }

    fn add(
        &mut self,
        (name, at): (&'a str, Span),
        kind: StateKind,
        parent: Option<StateId>,
        begin: Option<Span>,
    ) -> StateId {
        let (children, chart) = (vec![], self.chart(parent));
        self.nodes.push(Node { name, at, kind, chart, parent, children, begin, deadline: false })
    }

    /// The chart of a state below `parent`; without one the next.
    fn chart(&self, parent: Option<StateId>) -> ChartId {
        let next = ChartId::new(self.roots.len());
        parent.and_then(|parent| self.get(parent)).map_or(next, |parent| parent.chart)
    }

    /// Notes that a state has a term of its own.
    pub(super) fn set_deadline(&mut self, state: StateId) {
        if let Some(node) = self.nodes.get_mut(state) {
            node.deadline = true;
        }
    }

    /// A state.
    pub(super) fn get(&self, state: StateId) -> Option<&Node<'a>> {
        self.nodes.get(state)
    }

    /// All states in preorder.
    pub(super) fn iter(&self) -> impl Iterator<Item = (StateId, &Node<'a>)> {
        self.nodes.iter()
    }

    /// Where entering a composite state leads: to the child marked as the first, else to the
    /// first written that is no end, else to the first.
    pub(super) fn initial(&self, state: StateId) -> Option<StateId> {
        let node = self.get(state)?;
        if !matches!(node.kind, StateKind::Root | StateKind::Phase | StateKind::Track) {
            return None;
        }
        let find = |wanted: &dyn Fn(&Node<'_>) -> bool| {
            node.children.iter().copied().find(|&child| self.get(child).is_some_and(wanted))
        };
        find(&|child| child.begin.is_some())
            .or_else(|| find(&|child| child.kind != StateKind::End))
            .or_else(|| node.children.first().copied())
    }

    /// The states around `state`, the nearest first, itself excluded.
    fn around(&self, state: StateId) -> impl Iterator<Item = StateId> {
        std::iter::successors(self.parent(state), |&state| self.parent(state))
    }

    fn parent(&self, state: StateId) -> Option<StateId> {
        self.get(state)?.parent
    }

    /// The innermost scope strictly around source and target, else the root of the source: it owns
    /// the counter of a move.
    pub(super) fn owner(&self, source: StateId, target: StateId) -> StateId {
        let mut around = self.around(source);
        let common = around.find(|scope| self.around(target).any(|other| other == *scope));
        common.or_else(|| self.around(source).last()).unwrap_or(source)
    }
}

impl Resolver<'_> {
    /// Reports what is wrong with the shape of the tree.
    pub(super) fn check_tree(&mut self) {
        let mut found = Vec::new();
        for (_, node) in self.tree.iter() {
            let children = || node.children.iter().filter_map(|&child| self.tree.get(child));
            let mut begins =
                children().filter_map(|child| Some((child.name, child.at, child.begin?)));
            if let Some((first, _, first_at)) = begins.next() {
                found.extend(
                    begins.map(|(name, _, at)| second_begin::fault(name, at, (first, first_at))),
                );
            }
            match node.kind {
                StateKind::Step => found.extend(children().map(|child| {
                    step_with_states::fault(child.name, child.at, (node.name, node.at))
                })),
                StateKind::Parallel => {
                    let track = children().find(|child| child.kind == StateKind::Track);
                    let other = children().filter(|child| child.kind != StateKind::Track);
                    let track = track.map(|track| track.at);
                    found.extend(other.map(|it| mixed_tracks::fault(it.name, it.at, track)));
                }
                StateKind::Root | StateKind::Track => {
                    let track = children().filter(|child| child.kind == StateKind::Track);
                    found.extend(track.map(|it| mixed_tracks::fault(it.name, it.at, None)));
                }
                StateKind::Phase | StateKind::End => {}
            }
        }
        self.found.extend(found);
    }
}
