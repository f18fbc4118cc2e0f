//! One entry in the making: the case, the logical instant, and what has happened so far.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::effect::{Effect, EffectKind, ObligationNo, Trace};
use super::eval::{Here, Memo};
use super::state::{Alarm, Cause, State, Timer};
use super::world::World;
use crate::calendar::Timestamp;
use crate::machine::Machine;
use crate::machine::id::{ExprId, LevelId, RoleId, SignalId, StateId};
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
    pub(super) effects: Vec<EffectKind>,
    pub(super) trace: Vec<Trace>,
    /// Signals raised by actions, first in, first out.
    pub(super) raised: VecDeque<SignalId>,
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
        Self {
            world,
            machine,
            playbook: machine.playbook(),
            state,
            at,
            seq,
            cause: Cause::Opening,
            effects: Vec::new(),
            trace: Vec::new(),
            raised: VecDeque::new(),
            seats_moved: false,
            opened: Vec::new(),
            left: None,
            memo: RefCell::default(),
            rounds: 1_000 + 100 * machine.playbook().handlers.len(),
        }
    }

    /// Counts a round that did something. False when the bound of the entry is reached: a fault of
    /// this library, or of a hand-made machine with a zero-time loop. What remains is left undone.
    pub(super) fn spend(&mut self) -> bool {
        match self.rounds.checked_sub(1) {
            Some(rest) => {
                self.rounds = rest;
                if rest == 0 {
                    self.trace.push(Trace::Runaway);
                    self.raised.clear();
                }
                rest > 0
            }
            None => false,
        }
    }

    /// The case as conditions see it now.
    pub(super) fn here(&self) -> Here<'_> {
        let Self { world, machine, ref state, at, ref memo, .. } = *self;
        Here { world, machine, state, at, memo, past: None }
    }

    /// Something that conditions read has changed.
    pub(super) fn touched(&mut self) {
        self.memo.get_mut().forget();
    }

    pub(super) fn emit(&mut self, effect: EffectKind) {
        self.effects.push(effect);
    }

    /// Sets an alarm, at the earliest now, and gives it back.
    pub(super) fn set_alarm(&mut self, at: Timestamp, order: u32, what: Timer) -> Alarm {
        let alarm = Alarm { at: at.max(self.at), order, what };
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
    pub(super) fn finish(mut self) -> (Vec<Effect>, Vec<Trace>) {
        let state = &*self.state;
        self.opened.retain(|no| state.obligation(*no).is_some_and(|ob| !ob.status.is_owed()));
        let passed = &self.opened;
        let hidden =
            |effect: &EffectKind| effect.obligation().is_some_and(|no| passed.contains(&no));
        if !passed.is_empty() {
            self.effects.retain(|effect| !hidden(effect));
            self.trace.extend(passed.iter().map(|no| Trace::Passed(*no)));
        }
        let clashes = std::mem::take(&mut self.memo.get_mut().clashes).into_iter();
        self.trace.extend(clashes.map(|(table, rows)| Trace::Clash { table, rows }));
        let (seq, at) = (self.seq, self.at);
        let number = |(n, kind)| Effect { seq, n, at, kind };
        ((0..).zip(self.effects).map(number).collect(), self.trace)
    }
}
