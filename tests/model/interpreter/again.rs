//! What was left is resumed, and a closed case goes on.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, ItemEffect, Status, Withdrawal};
use draaiboek::machine::id::{DutyId, HandlerId, Id, StateId};
use draaiboek::machine::playbook::{Action, Deadline, StateKind, TargetKind, Trigger};

use super::duty::number;
use super::{Case, Handled, Life, Recurring, Visit};
use crate::model::eval::World;

/// A visit as it was left.
#[derive(Clone)]
pub struct Kept {
    pub(super) state: StateId,
    visit: Visit,
    level: draaiboek::machine::id::LevelId,
    handlers: BTreeMap<HandlerId, Handled>,
    recurring: BTreeMap<DutyId, Recurring>,
}

impl Kept {
    /// The term of the visit.
    pub(super) fn clock(&mut self) -> &mut super::Clock {
        &mut self.visit.clock
    }

    /// What these handlers followed is not known any more.
    pub(super) fn forget_dates(&mut self, which: impl Fn(HandlerId) -> bool) {
        for (handler, handled) in &mut self.handlers {
            if which(*handler) {
                handled.date = None;
            }
        }
    }
}

impl Case<'_> {
    /// Whether some target says `hervat` of a state.
    fn is_resumed(&self, state: StateId) -> bool {
        let handlers = self.hir.handlers.iter();
        let handlers = handlers.map(|(_, it)| (it.target.as_ref(), &it.actions));
        let decisions = self.hir.duties.ids().filter_map(|duty| self.decision(duty));
        let outcomes = decisions.flat_map(|it| it.outcomes.iter().chain(&it.no_answer));
        let outcomes = outcomes.map(|it| (it.target.as_ref(), &it.actions));
        handlers.chain(outcomes).any(|(target, actions)| {
            let spent = actions.iter().filter_map(|action| match action {
                Action::Extend { limit: Some(limit), .. } => limit.then.as_deref(),
                _ => None,
            });
            let then = target.and_then(|target| target.limit.as_ref()?.then.as_deref());
            let mut all = target.into_iter().chain(then).chain(spent);
            all.any(|target| target.kind == TargetKind::Resume && target.state == state)
        })
    }

    /// Before states are left: keeps those that may be resumed, and where the case was.
    pub(super) fn keep(&mut self, exits: &BTreeSet<StateId>) {
        for &scope in exits {
            if !self.is_resumed(scope) {
                continue;
            }
            let within: Vec<StateId> =
                exits.iter().copied().filter(|&s| s == scope || self.inside(s, scope)).collect();
            for &state in &within {
                self.keep_obligations(state);
            }
            let kept = within.into_iter().map(|state| self.snapshot(state)).collect();
            self.kept.insert(scope, kept);
        }
        let root = StateId::new(0);
        let all = self.active_states().into_iter().all(|s| s == root || exits.contains(&s));
        if all && !exits.is_empty() {
            let mut outer = self.leaves()[0];
            while outer != root
                && (matches!(self.hir.states[outer].kind, StateKind::End | StateKind::Track)
                    || !self.leaves().iter().all(|&l| l == outer || self.inside(l, outer)))
            {
                outer = self.hir.states[outer].parent.expect("a parent");
            }
            if outer != root {
                self.was_in = Some(outer);
            }
        }
    }

    fn keep_obligations(&mut self, state: StateId) {
        let visit = self.visits[&state].id;
        for no in 0..self.obligations.len() {
            let obligation = &self.obligations[no];
            let stays = self.task(obligation.duty).is_some_and(|task| task.stays_open);
            let here = self.hir.duties[obligation.duty].scope == state;
            let open = obligation.status == Status::Open && obligation.visit == visit;
            if open && here && !stays && obligation.still.is_none() {
                let reminders = obligation.reminders.clone();
                let still = self.what_is_left(&obligation.clock, obligation.due, &reminders);
                self.obligations[no].still = Some(still);
            }
        }
    }

    fn snapshot(&self, state: StateId) -> Kept {
        let mut visit = self.visits[&state].clone();
        let passed = visit.due.is_some_and(|due| due.instant <= self.now);
        if !passed && visit.still.is_none() {
            visit.still = Some(self.what_is_left(&visit.clock, visit.due, &[]));
            visit.due = None;
        }
        let handlers = self.handlers.iter();
        let own = handlers.filter(|(handler, _)| self.hir.handlers[**handler].scope == state);
        let recurring = self.recurring.iter();
        let tasks = recurring.filter(|(duty, _)| self.hir.duties[**duty].scope == state);
        Kept {
            state,
            visit,
            level: self.level,
            handlers: own.map(|(handler, handled)| (*handler, handled.clone())).collect(),
            recurring: tasks.map(|(duty, recurring)| (*duty, recurring.clone())).collect(),
        }
    }

    /// Enters a state as it was left.
    pub(super) fn resume(&mut self, kept: Kept) {
        let Kept { state, mut visit, level, handlers, recurring } = kept;
        let still = visit.still.take();
        let id = visit.id;
        self.kept.remove(&state);
        self.visits.insert(state, visit);
        self.emit(EffectKind::Entered(state));
        let declared = &self.hir.states[state];
        if let (Deadline::Term(term, _), Some(still)) = (&declared.deadline, still) {
            let (mut clock, mut due) =
                self.if_it_ran(&self.visits[&state].clock, None, &Some(still));
            if self.catch_up_term(term, &mut clock) {
                due = self.end_of(&clock);
            }
            if self.level > level {
                due = self.raise_term(term, &mut clock, due, level);
            }
            self.set_state_due(state, clock, due);
        }
        self.tell(state, |_| true);
        for &handler in &declared.handlers {
            let handled = handlers.get(&handler).cloned().unwrap_or_default();
            self.handlers.insert(handler, handled);
            self.catch_up(handler);
        }
        for &duty in &declared.duties {
            self.resume_duty(duty, id, level);
            if let Some(recurring) = recurring.get(&duty).cloned() {
                let period = self.task(duty).and_then(|task| task.every).expect("a period");
                let (start, mut ticks) = (recurring.start, recurring.ticks);
                let mut next = self.period(start, period, ticks);
                while next.is_some_and(|at| at <= self.now) {
                    ticks += 1;
                    next = self.period(start, period, ticks);
                }
                self.recurring.insert(duty, Recurring { start, next, ticks });
            }
        }
    }

    /// A handler by time, as if its scope had not been left.
    fn catch_up(&mut self, handler: HandlerId) {
        let date = self.handler_date(handler);
        let handled = &self.handlers[&handler];
        let waits = handled.timer.is_some() || handled.pending;
        if !waits && date == handled.date {
            return;
        }
        let declared = &self.hir.handlers[handler];
        let entered = self.visits[&declared.scope].entered;
        let (timer, ticks) = match declared.trigger {
            Trigger::Every(period) => {
                let mut ticks = handled.ticks;
                let mut next: Option<Timestamp> = self.period(entered, period, ticks + 1);
                while next.is_some_and(|at| at <= self.now) {
                    ticks += 1;
                    next = self.period(entered, period, ticks + 1);
                }
                (next, ticks)
            }
            _ => (self.handler_timer(handler, entered), handled.ticks),
        };
        let timer = timer.map(|at| at.max(self.now));
        let handled = self.handlers.get_mut(&handler).expect("just entered");
        (handled.timer, handled.ticks, handled.date, handled.pending) = (timer, ticks, date, false);
    }

    fn resume_duty(&mut self, duty: DutyId, visit: u32, level: draaiboek::machine::id::LevelId) {
        let declared = &self.hir.duties[duty];
        if self.generations.get(&duty).is_none_or(|generation| generation.visit != visit) {
            if !declared.by_action && self.reached(declared.from) {
                self.begin_duty(duty);
            }
            return;
        }
        for no in self.latest(duty) {
            if self.obligations[no].status == Status::Withdrawn(Withdrawal::Left) {
                self.reinstate(no, level);
            }
        }
        self.each_now(duty);
    }

    fn reinstate(&mut self, no: usize, level: draaiboek::machine::id::LevelId) {
        let duty = self.obligations[no].duty;
        let (doer, accountable, held) =
            self.who(duty, self.obligations[no].party.as_deref(), self.obligations[no].taken_over);
        let term = &self.hir.duties[duty].term;
        self.run_again(no);
        let (mut clock, mut due) = (self.obligations[no].clock.clone(), self.obligations[no].due);
        if self.catch_up_term(term, &mut clock) {
            due = self.end_of(&clock);
        }
        if self.level > level {
            due = self.raise_term(term, &mut clock, due, level);
        }
        let reminders = self.obligations[no].reminders.clone();
        let still = self.suspended.then(|| self.what_is_left(&clock, due, &reminders));
        let due = due.filter(|_| !self.suspended);
        let obligation = &mut self.obligations[no];
        obligation.status = Status::Open;
        (obligation.clock, obligation.due, obligation.still) = (clock, due, still);
        (obligation.doer, obligation.accountable, obligation.held) = (doer, accountable, held);
        let obligation = number(no);
        self.emit(EffectKind::Reinstated { obligation, doer, accountable, due });
        if !held {
            self.emit(EffectKind::Unheld(obligation));
        }
        self.tell_basis(no);
    }

    /// A closed case goes on: everything where it was is entered afresh.
    pub(super) fn reopen(&mut self, reason: &str) {
        self.life = Life::Open;
        self.emit(EffectKind::CaseReopened { reason: reason.to_owned() });
        for kind in std::mem::take(&mut self.complete) {
            self.tell_of(ItemEffect::RegisterOpen(kind));
        }
        for state in self.active_states().into_iter().rev() {
            self.exit(state);
        }
        let root = StateId::new(0);
        let mut entries = BTreeSet::from([root]);
        match self.was_in.take() {
            Some(state) => self.enter_up_to(state, root, &mut entries),
            None => self.enter_initial(root, &mut entries),
        }
        for state in entries {
            self.enter(state);
        }
        self.rebind_all();
        self.look_at_holders();
    }

    /// What a move that resumes enters: what was kept of the target.
    pub(super) fn kept_of(&self, target: StateId, kind: TargetKind) -> Vec<Kept> {
        match kind {
            TargetKind::Resume if !self.active(target) => {
                self.kept.get(&target).cloned().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}
