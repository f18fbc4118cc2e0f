//! One entry in the making: the case, the logical instant, and what has happened so far.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};

use super::effect::{Effect, EffectKind, ItemEffect, ItemNo, ObligationNo, Remark, Trace};
use super::eval::{Here, Memo, Seen};
use super::state::{Alarm, Cause, Course, Focus, Group, Holders, Obligation, State, Timer};
use super::touch::Changed;
use super::world::World;
use crate::calendar::Timestamp;
use crate::machine::Machine;
use crate::machine::id::{DutyId, ExprId, HoldingId, LevelId, RoleId, SignalId, StateId};
use crate::machine::playbook::{Playbook, Scaled};

/// The case during one entry of its journal.
pub(super) struct Run<'a> {
    pub(super) world: &'a dyn World,
    pub(super) machine: &'a Machine,
    pub(super) playbook: &'a Playbook<ExprId>,
    pub(super) state: &'a mut State,
    /// The logical instant.
    pub(super) at: Timestamp,
    /// The number of the entry in the making.
    pub(super) seq: u64,
    /// What is being acted on, for what opens or is entered by it.
    pub(super) cause: Cause,
    /// What is being run: the case's own chart, or one of an item.
    // INVARIANT: it was started.
    pub(super) focus: Focus,
    pub(super) effects: Vec<(Option<ItemNo>, EffectKind)>,
    pub(super) trace: Vec<Remark>,
    /// Signals raised by actions, first in, first out, and where.
    pub(super) raised: VecDeque<(Focus, SignalId)>,
    /// Charts to be settled, charts whose watching handlers are to be looked at, and those that
    /// were touched in this entry.
    pub(super) unsettled: BTreeSet<Focus>,
    pub(super) unwatched: BTreeSet<Focus>,
    pub(super) looked_at: BTreeSet<Focus>,
    /// What has changed of the case that charts of items may read.
    pub(super) changed: Changed,
    /// Items to be counted again.
    pub(super) counts: BTreeSet<ItemNo>,
    /// Charts of items that have come to an end of theirs.
    pub(super) arrived: BTreeSet<Focus>,
    /// Of what it was said in this entry that a due move waits (true), or that nobody holds it.
    pub(super) awaited: BTreeSet<(ItemNo, HoldingId, bool)>,
    /// Groups that were tried in vain: since anything changed of who holds, and in this entry.
    pub(super) stuck: BTreeSet<Group>,
    pub(super) held_up: BTreeSet<Group>,
    /// Whether who holds or stands for a role has changed since votes and sendings were counted.
    pub(super) seats_moved: bool,
    /// Obligations opened in this entry.
    pub(super) opened: Vec<ObligationNo>,
    /// Where the case was before it last left what is active in the root.
    pub(super) left: Option<StateId>,
    pub(super) memo: RefCell<Memo>,
    /// How many more rounds may do something in this entry; see [`Run::spend`].
    rounds: usize,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        world: &'a dyn World,
        machine: &'a Machine,
        state: &'a mut State,
        at: Timestamp,
    ) -> Self {
        let seq = state.seq + 1;
        let rounds = 1_000 + 100 * machine.playbook().handlers.len();
        let rounds = rounds.saturating_mul(1 + state.items.len());
        Self {
            world,
            machine,
            playbook: machine.playbook(),
            state,
            at,
            seq,
            cause: Cause::Opening,
            focus: Focus::case(),
            effects: Vec::new(),
            trace: Vec::new(),
            raised: VecDeque::new(),
            unsettled: BTreeSet::new(),
            unwatched: BTreeSet::new(),
            looked_at: BTreeSet::new(),
            changed: Changed::default(),
            counts: BTreeSet::new(),
            arrived: BTreeSet::new(),
            awaited: BTreeSet::new(),
            stuck: BTreeSet::new(),
            held_up: BTreeSet::new(),
            seats_moved: false,
            opened: Vec::new(),
            left: None,
            memo: RefCell::default(),
            rounds,
        }
    }

    /// Counts a round that did something. False when the bound of the entry is reached: a fault of
    /// this library, or of a hand-made machine with a zero-time loop. What remains is left undone.
    pub(super) fn spend(&mut self) -> bool {
        match self.rounds.checked_sub(1) {
            Some(rest) => {
                self.rounds = rest;
                if rest == 0 {
                    self.note(Trace::Runaway);
                    self.raised.clear();
                }
                rest > 0
            }
            None => false,
        }
    }

    /// The case as conditions see it now.
    pub(super) fn here(&self) -> Here<'_> {
        let Self { world, machine, ref state, at, focus, ref memo, .. } = *self;
        Here { world, machine, state, at, focus, party: None, memo, seen: Seen::Present }
    }

    pub(super) fn emit(&mut self, effect: EffectKind) {
        self.effects.push((self.focus.item, effect));
    }

    /// Something about the item in focus.
    pub(super) fn tell_of(&mut self, effect: ItemEffect) {
        self.emit(EffectKind::Item(effect));
    }

    /// A remark on why something happened or did not.
    pub(super) fn note(&mut self, what: Trace) {
        self.trace.push(Remark { item: self.focus.item, what });
    }

    /// The chart in focus.
    #[expect(clippy::expect_used, reason = "INVARIANT what is in focus was started")]
    pub(super) fn course(&self) -> &Course {
        self.state.course(self.focus).expect("started")
    }

    #[expect(clippy::expect_used, reason = "INVARIANT what is in focus was started")]
    pub(super) fn course_mut(&mut self) -> &mut Course {
        self.state.course_mut(self.focus).expect("started")
    }

    /// Does something about another chart.
    pub(super) fn about<T>(&mut self, focus: Focus, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.focus, focus);
        let done = act(self);
        self.focus = before;
        done
    }

    /// The chart that an obligation belongs to.
    pub(super) fn focus_of(&self, no: ObligationNo) -> Focus {
        self.state.obligation(no).map_or_else(Focus::case, |obligation| {
            let scope = self.playbook.duties[obligation.duty].scope;
            Focus::of(obligation.item, self.machine.index().chart_of[scope])
        })
    }

    /// The instances of a task or decision of the chart in focus that count now.
    pub(super) fn instances(
        &self,
        duty: DutyId,
    ) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        self.state.instances_in(self.focus, duty)
    }

    /// The holders of a role, for the item in focus.
    #[expect(clippy::expect_used, reason = "INVARIANT every role is the case's or the item's")]
    pub(super) fn holders(&self, role: RoleId) -> &Holders {
        self.state.holders(self.focus.item, role).expect("a role")
    }

    #[expect(clippy::expect_used, reason = "INVARIANT as for `holders`")]
    pub(super) fn holders_mut(&mut self, role: RoleId) -> &mut Holders {
        self.state.holders_mut(self.focus.item, role).expect("a role")
    }

    /// Whether a party holds a role at an instant, for the item in focus.
    pub(super) fn is_held(&self, role: RoleId, party: &str, at: Timestamp) -> bool {
        self.state.is_held_for(self.focus.item, role, party, at)
    }

    /// The parties that hold a role now, for the item in focus.
    pub(super) fn parties(&self, role: RoleId) -> impl Iterator<Item = &str> + '_ {
        self.state.parties_for(self.focus.item, role, self.at)
    }

    /// Sets an alarm, at the earliest now, and gives it back.
    pub(super) fn set_alarm(&mut self, at: Timestamp, order: u32, what: Timer) -> Alarm {
        let alarm = Alarm { at: at.max(self.at), order, item: self.focus.item, what };
        self.state.timers.insert(alarm);
        alarm
    }

    /// Whether a level is reached; nothing asked is always reached.
    pub(super) fn reached(&self, from: Option<LevelId>) -> bool {
        from.is_none_or(|from| from <= self.state.level)
    }

    /// Who leads at a scope: the innermost scope with a lead whose level is reached.
    pub(super) fn lead(&self, scope: StateId) -> Option<RoleId> {
        let mut scope = Some(scope);
        while let Some(id) = scope {
            let state = &self.playbook.states[id];
            let reached = |lead: &&Scaled<RoleId>| self.reached(lead.from);
            if let Some(lead) = state.lead.iter().rev().find(reached) {
                return Some(lead.what);
            }
            scope = state.parent;
        }
        None
    }

    /// The effects and remarks of the entry. What opened and ended within it is a remark.
    pub(super) fn finish(mut self) -> (Vec<Effect>, Vec<Remark>) {
        let state = &*self.state;
        self.opened.retain(|no| state.obligation(*no).is_some_and(|ob| !ob.status.is_owed()));
        let passed = &self.opened;
        let hidden =
            |effect: &EffectKind| effect.obligation().is_some_and(|no| passed.contains(&no));
        if !passed.is_empty() {
            self.effects.retain(|(_, effect)| !hidden(effect));
            let item = |no: &ObligationNo| state.obligation(*no).and_then(|ob| ob.item);
            let passed = passed.iter().map(|no| (item(no), Trace::Passed(*no)));
            self.trace.extend(passed.map(|(item, what)| Remark { item, what }));
        }
        let clashes = std::mem::take(&mut self.memo.get_mut().clashes).into_iter();
        let clashes = clashes.map(|(table, rows)| Trace::Clash { table, rows });
        self.trace.extend(clashes.map(|what| Remark { item: None, what }));
        let (seq, at) = (self.seq, self.at);
        let number = |(n, (item, kind))| Effect { seq, n, at, item, kind };
        ((0..).zip(self.effects).map(number).collect(), self.trace)
    }
}
