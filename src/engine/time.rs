//! What falls due: all timers of one instant, marked together, run in order of writing.

use std::collections::BTreeSet;

use super::effect::{EffectKind, ItemNo, ObligationNo, Trace};
use super::obligation::task;
use super::run::Run;
use super::state::{Alarm, Cause, Focus, Overdue, Status, Timer};
use crate::machine::handler::Trigger;
use crate::machine::id::{DutyId, GuaranteeId, HandlerId, HoldingId, RoleId, StateId};
use crate::machine::playbook::{DutyKind, Rung};

/// Something to run at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Firing {
    Role(RoleId),
    Grounds,
    Rung(ObligationNo, u32),
    Unanswered(ObligationNo),
    DutyOverdue(DutyId),
    ScopeOverdue(StateId),
    Reminder(ObligationNo, u32),
    Handler(HandlerId),
    Recurrence(DutyId),
    Move(HoldingId),
}

/// Firings by order of writing, then item, then obligation number.
#[derive(Default)]
struct Batch(BTreeSet<(u32, Option<ItemNo>, u32, Firing)>);

impl Batch {
    fn add(&mut self, order: u32, item: Option<ItemNo>, no: ObligationNo, firing: Firing) {
        self.0.insert((order, item, no.0, firing));
    }

    fn one(&mut self, order: u32, item: Option<ItemNo>, firing: Firing) {
        self.add(order, item, ObligationNo(0), firing);
    }
}

impl Run<'_> {
    /// Runs everything that is due at the logical instant, also what is set on the way.
    pub(super) fn run_due(&mut self) {
        let mut awaited = Vec::new();
        loop {
            let mut due = Vec::new();
            while let Some(alarm) = self.state.timers.first().copied()
                && alarm.at <= self.at
            {
                self.state.timers.remove(&alarm);
                due.push(alarm);
            }
            if due.is_empty() {
                for (focus, guarantee) in awaited {
                    self.about(focus, |run| run.must_have_been_met(guarantee));
                }
                return;
            }
            let (batch, guarantees) = self.batch(&due);
            let visits = self.state.visit_count;
            for (_, item, _, firing) in batch.0 {
                let focus = self.focus_of_firing(item, firing);
                self.about(focus, |run| run.run_firing(firing, visits));
                self.complete_run();
            }
            // What was marked may be awaited though nothing fires by it.
            self.complete_run();
            awaited.extend(guarantees);
            if !self.spend() {
                let at = self.at;
                self.state.timers.retain(|alarm| alarm.at > at);
                return;
            }
        }
    }

    /// Marks what is due and lists what must run.
    fn batch(&mut self, due: &[Alarm]) -> (Batch, Vec<(Focus, GuaranteeId)>) {
        let mut batch = Batch::default();
        let mut guarantees = Vec::new();
        let mut late = Vec::new();
        for alarm in due {
            let (order, item) = (alarm.order, alarm.item);
            match alarm.what {
                Timer::Due(no) => {
                    if self.state.obligation(no).is_some_and(|ob| ob.status == Status::Open) {
                        self.about(self.focus_of(no), |run| run.mark_overdue(no));
                        late.push(no);
                    }
                }
                Timer::State(state) => {
                    let focus = Focus::of(item, self.machine.index().chart_of[state]);
                    self.about(focus, |run| {
                        if run.mark_state(state) {
                            run.add_scope(state, &[Overdue::Armed, Overdue::Extended], &mut batch);
                        }
                    });
                }
                Timer::Role(role) => batch.one(0, item, Firing::Role(role)),
                Timer::Move(holding) => batch.one(0, item, Firing::Move(holding)),
                Timer::Reminder(no, at) => batch.add(order, item, no, Firing::Reminder(no, at)),
                Timer::Rung(no, at) => batch.add(order, item, no, Firing::Rung(no, at)),
                Timer::Handler(handler) => batch.one(order, item, Firing::Handler(handler)),
                Timer::Recurrence(duty) => batch.one(order, item, Firing::Recurrence(duty)),
                Timer::Guarantee(guarantee) => {
                    let chart = self.playbook.guarantees[guarantee].chart;
                    guarantees.push((Focus::of(item, chart), guarantee));
                }
                Timer::Ground(_) => batch.one(0, item, Firing::Grounds),
            }
        }
        for no in late {
            self.about(self.focus_of(no), |run| run.add_late(no, &mut batch));
        }
        (batch, guarantees)
    }

    fn add_late(&mut self, no: ObligationNo, batch: &mut Batch) {
        let Some(duty) = self.state.obligation(no).map(|obligation| obligation.duty) else {
            return;
        };
        let declared = &self.playbook.duties[duty];
        let item = self.focus.item;
        match &declared.kind {
            DutyKind::Task(task) => {
                for (position, rung) in (0..).zip(&task.ladder) {
                    if rung.after.is_none() && self.reached(rung.from) {
                        batch.add(rung.order, item, no, Firing::Rung(no, position));
                    }
                }
            }
            DutyKind::Call(_) => {}
            DutyKind::Decision(decision) => {
                let order = decision.no_answer.as_ref().map_or(declared.order, |out| out.order);
                batch.add(order, item, no, Firing::Unanswered(no));
            }
        }
        let handlers = &self.machine.index().on_overdue[duty];
        let is_live =
            |handler: &&HandlerId| self.course().is_active(self.playbook.handlers[**handler].scope);
        if let Some(first) = handlers.iter().filter(is_live).min() {
            batch.one(self.playbook.handlers[*first].order, item, Firing::DutyOverdue(duty));
        }
        if let Some(scope) = self.makes_overdue(no) {
            self.add_scope(scope, &[Overdue::Armed], batch);
        }
    }

    /// Fires `overdue` of a scope if that is still in one of the states `when`.
    fn add_scope(&self, scope: StateId, when: &[Overdue], batch: &mut Batch) {
        let fires = self.course().visit(scope).is_some_and(|visit| when.contains(&visit.overdue));
        let first = self.machine.index().handlers[scope].overdue.first();
        if let Some(first) = first.filter(|_| fires) {
            let order = self.playbook.handlers[*first].order;
            batch.one(order, self.focus.item, Firing::ScopeOverdue(scope));
        }
    }

    /// The chart in which a firing runs.
    fn focus_of_firing(&self, item: Option<ItemNo>, firing: Firing) -> Focus {
        let scope = match firing {
            Firing::Role(_) | Firing::Grounds | Firing::Move(_) => {
                return item.map_or_else(Focus::case, Focus::item);
            }
            Firing::Rung(no, _) | Firing::Unanswered(no) | Firing::Reminder(no, _) => {
                return self.focus_of(no);
            }
            Firing::DutyOverdue(duty) | Firing::Recurrence(duty) => {
                self.playbook.duties[duty].scope
            }
            Firing::ScopeOverdue(scope) => scope,
            Firing::Handler(handler) => self.playbook.handlers[handler].scope,
        };
        Focus::of(item, self.machine.index().chart_of[scope])
    }

    /// Runs a firing; a scope entered since, by a visit above `visits`, knows nothing of it.
    fn run_firing(&mut self, firing: Firing, visits: u32) {
        let stale = |run: &Self, scope: StateId| {
            run.course().visit(scope).is_none_or(|visit| visit.id > visits)
        };
        match firing {
            Firing::Role(role) => self.dates_passed(role),
            Firing::Move(holding) => {
                if let Some(no) = self.focus.item {
                    self.take_effect(no, holding);
                }
            }
            Firing::Grounds => self.grounds_changed(),
            Firing::Rung(no, position) => self.call_rung(no, position),
            Firing::Unanswered(no) => self.unanswered(no),
            Firing::Reminder(no, _) => {
                if self.state.obligation(no).is_some_and(|ob| ob.status == Status::Open) {
                    self.emit(EffectKind::Reminder(no));
                }
            }
            Firing::DutyOverdue(duty) => {
                let mut handlers = self.machine.index().on_overdue[duty].clone();
                handlers.retain(|handler| !stale(self, self.playbook.handlers[*handler].scope));
                self.fire(&handlers);
            }
            Firing::ScopeOverdue(scope) if stale(self, scope) => self.drop_all(scope),
            Firing::ScopeOverdue(scope) => {
                let visit = self.course_mut().visits[scope].as_mut();
                let was = visit.map(|it| std::mem::replace(&mut it.overdue, Overdue::Fired));
                if was.is_some_and(|was| was != Overdue::Fired) {
                    let handlers = self.machine.index().handlers[scope].overdue.clone();
                    self.fire(&handlers);
                }
            }
            Firing::Handler(handler) if stale(self, self.playbook.handlers[handler].scope) => {
                self.note(Trace::Dropped(handler));
            }
            Firing::Handler(handler) => self.timed(handler),
            Firing::Recurrence(duty) if stale(self, self.playbook.duties[duty].scope) => {}
            Firing::Recurrence(duty) => self.recur(duty),
        }
    }

    fn drop_all(&mut self, scope: StateId) {
        for &handler in &self.machine.index().handlers[scope].overdue {
            self.note(Trace::Dropped(handler));
        }
    }

    fn timed(&mut self, handler: HandlerId) {
        // A timer that was set anew since it came will come by itself.
        let order = self.playbook.handlers[handler].order;
        let item = self.focus.item;
        let alarm = |at| Alarm { at, order, item, what: Timer::Handler(handler) };
        let set = self.course().handlers[handler].timer;
        if set.is_none_or(|at| self.state.timers.contains(&alarm(at))) {
            self.note(Trace::Dropped(handler));
            return;
        }
        self.course_mut().handlers[handler].timer = None;
        match self.playbook.handlers[handler].trigger {
            Trigger::Every(_) => {
                self.course_mut().handlers[handler].ticks += 1;
                self.set_handler(handler, false);
            }
            Trigger::At(_) => self.set_handler(handler, false),
            _ => {}
        }
        self.fire(&[handler]);
    }

    fn recur(&mut self, duty: DutyId) {
        if self.course().duties[duty].next.is_none_or(|at| at > self.at) {
            return;
        }
        self.course_mut().duties[duty].next = None;
        self.open_duty(duty, Cause::Recurrence);
        self.next_recurrence(duty);
    }

    fn call_rung(&mut self, no: ObligationNo, position: u32) {
        let Some(obligation) = self.state.obligation(no) else { return };
        if obligation.status != Status::Overdue || obligation.rungs & rung_bit(position) != 0 {
            return;
        }
        let duty = obligation.duty;
        let ladder = task(&self.playbook.duties[duty]).map(|task| &task.ladder);
        let Some(rung) = ladder.and_then(|ladder| ladder.get(position as usize)) else { return };
        if !self.reached(rung.from) {
            return;
        }
        let to = self.resolve(rung.to, Some(duty));
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            obligation.rungs |= rung_bit(position);
            if rung.takes_over {
                obligation.taken_over = Some(rung.to);
            }
        }
        self.emit(EffectKind::Escalated { obligation: no, to, rung: position });
        if rung.takes_over {
            self.rebind(no);
        }
    }

    /// Calls the rungs without a time of their own that `pick` picks.
    pub(super) fn call_due_rungs(&mut self, no: ObligationNo, pick: impl Fn(&Rung) -> bool) {
        let Some(obligation) = self.state.obligation(no) else { return };
        let ladder = task(&self.playbook.duties[obligation.duty]).map(|task| &task.ladder);
        for (position, rung) in (0..).zip(ladder.into_iter().flatten()) {
            if rung.after.is_none() && pick(rung) {
                self.call_rung(no, position);
            }
        }
    }
}

pub(super) fn rung_bit(position: u32) -> u64 {
    1 << position.min(63)
}
