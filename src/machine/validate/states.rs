//! The tree of states, and what stands in their scopes.

use super::{Faults, Place};
use crate::machine::id::{ExprId, Id, StateId};
use crate::machine::playbook::{Action, Deadline, EndCare, State, StateKind};

/// How deep states may nest, the root included.
const MAX_NESTING: usize = 65;

impl Faults<'_> {
    /// Parents come before children, both sides agree, every scope lists what names it.
    pub(super) fn states(&mut self) {
        let playbook = self.playbook;
        let mut depths: Vec<usize> = Vec::new();
        for (id, state) in playbook.states.iter() {
            let place = Place("states", id.index());
            self.enter(self.chart_of(id));
            let depth = self.parent(place, id, state, &depths);
            depths.push(depth);
            self.children(place, id, state);
            self.scope(place, id, state);
            for role in state.lead.iter().chain(&state.inform).chain(&state.consult) {
                self.level(place, role.from);
                self.roles(place, &[role.what]);
            }
            self.actions(place, &state.entry);
            self.care(place, state);
            for ground in &state.grounds {
                self.in_table(place, *ground, "grounds", &playbook.grounds);
            }
            if let Deadline::Term(term, _) = &state.deadline {
                self.term(place, term);
            }
        }
        self.leave();
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
        let (nl, en) = ("alleen een wortel heeft geen ouder", "only a root has no parent");
        let root = state.kind == StateKind::Root;
        self.require(root == state.parent.is_none(), place, nl, en);
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

    /// What becomes of care stands at an end directly in a handover. On entry only items are
    /// started and things are moved.
    fn care(&mut self, place: Place, state: &State<ExprId>) {
        let entered =
            |action: &Action<ExprId>| matches!(action, Action::Start { .. } | Action::Move { .. });
        let (nl, en) = ("doet te veel bij binnenkomst", "does too much on entry");
        self.require(state.entry.iter().all(entered), place, nl, en);
        let Some(care) = &state.care else { return };
        match care {
            EndCare::With(role) => self.roles(place, &[*role]),
            EndCare::Ends(grounds) => self.grounds(place, grounds),
        }
        let charts = &self.playbook.charts;
        let moves = charts.get(self.chart).filter(|chart| chart.moves_care);
        let direct = moves.is_some_and(|chart| state.parent == Some(chart.root));
        let (nl, en) = ("zegt iets over zorg waar die niet eindigt", "speaks of care in vain");
        self.require(direct && state.kind == StateKind::End, place, nl, en);
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
