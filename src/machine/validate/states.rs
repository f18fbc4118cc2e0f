//! The tree of states, and what stands in their scopes.

use super::{Faults, Place};
use crate::machine::id::{ExprId, Id, StateId};
use crate::machine::playbook::{Deadline, State, StateKind};

/// How deep states may nest, the root included.
const MAX_NESTING: usize = 65;

impl Faults<'_> {
    /// Parents come before children, both sides agree, every scope lists what names it.
    pub(super) fn states(&mut self) {
        let playbook = self.playbook;
        let mut depths: Vec<usize> = Vec::new();
        for (id, state) in playbook.states.iter() {
            let place = Place("states", id.index());
            let depth = self.parent(place, id, state, &depths);
            depths.push(depth);
            self.children(place, id, state);
            self.scope(place, id, state);
            for role in state.lead.iter().chain(&state.inform).chain(&state.consult) {
                self.level(place, role.from);
                self.in_table(place, role.what, "roles", &playbook.roles);
            }
            for ground in &state.grounds {
                self.in_table(place, *ground, "grounds", &playbook.grounds);
            }
            if let Deadline::Term(term, _) = &state.deadline {
                self.term(place, term);
            }
        }
        let (nl, en) = ("er is geen wortel", "there is no root");
        self.require(!depths.is_empty(), Place("states", 0), nl, en);
    }

    /// The depth of a state; the root has 1.
    fn parent(
        &mut self,
        place: Place,
        id: StateId,
        state: &State<ExprId>,
        depths: &[usize],
    ) -> usize {
        let root = state.parent.is_none();
        let (nl, en) = ("de eerste is een wortel", "the first is a root");
        let fits = root == (state.kind == StateKind::Root) && (root || id.index() > 0);
        self.require(fits, place, nl, en);
        let Some(parent) = state.parent else { return 1 };
        let above = depths.get(parent.index()).copied();
        let (nl, en) = ("komt voor zijn ouder", "comes before its parent");
        self.require(above.is_some(), place, nl, en);
        let around = self.playbook.states.get(parent);
        let listed = around.is_some_and(|around| around.children.binary_search(&id).is_ok());
        let (nl, en) = ("staat niet bij zijn ouder", "is not listed by its parent");
        self.require(listed, place, nl, en);
        let parallel = around.is_some_and(|around| around.kind == StateKind::Parallel);
        let (nl, en) = ("sporen staan naast sporen", "tracks stand beside tracks");
        self.require(parallel == (state.kind == StateKind::Track), place, nl, en);
        let depth = above.unwrap_or(0) + 1;
        let (nl, en) = ("te diep genest", "nested too deeply");
        self.require(depth <= MAX_NESTING, place, nl, en);
        depth
    }

    fn children(&mut self, place: Place, id: StateId, state: &State<ExprId>) {
        let states = &self.playbook.states;
        let ascending = state.children.is_sorted_by(|a, b| a < b);
        let (nl, en) = ("kinderen staan niet op volgorde", "children are out of order");
        self.require(ascending, place, nl, en);
        for child in &state.children {
            let own = states.get(*child).is_some_and(|child| child.parent == Some(id));
            let (nl, en) = ("noemt een kind van een ander", "lists a child of another");
            self.require(own, place, nl, en);
        }
        let leaf = matches!(state.kind, StateKind::Step | StateKind::End);
        let (nl, en) = ("een blad heeft geen kinderen, een ander wel", "only a leaf is childless");
        self.require(leaf == state.children.is_empty(), place, nl, en);
        let begins = match state.initial {
            Some(initial) => state.children.contains(&initial),
            None => leaf || state.kind == StateKind::Parallel,
        };
        let (nl, en) = ("begint niet bij een kind", "does not begin at a child");
        self.require(begins, place, nl, en);
    }

    fn scope(&mut self, place: Place, id: StateId, state: &State<ExprId>) {
        let playbook = self.playbook;
        let (nl, en) = ("noemt iets van een ander", "lists what belongs to another");
        for duty in &state.duties {
            let own = playbook.duties.get(*duty).is_some_and(|duty| duty.scope == id);
            self.require(own, place, nl, en);
        }
        for handler in &state.handlers {
            let own = playbook.handlers.get(*handler).is_some_and(|handler| handler.scope == id);
            self.require(own, place, nl, en);
        }
    }
}
