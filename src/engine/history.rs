//! What was left is resumed where it was left, and a closed case goes on.

use std::collections::BTreeSet;

use super::due::Timed;
use super::effect::{EffectKind, ItemEffect, ObligationNo, Withdrawal};
use super::obligation::task;
use super::run::Run;
use super::state::{Alarm, Basis, Cause, Focus, Kept, Pause, Phase, Status, Timer};
use super::time::rung_bit;
use crate::calendar::{Due, Left, Point};
use crate::machine::Index;
use crate::machine::handler::Trigger;
use crate::machine::id::{DutyId, HandlerId, Id, StateId};
use crate::machine::playbook::{Deadline, StateKind};

impl Run<'_> {
    /// Before `leaving` is left: what moves may resume, and where a closed case would go on.
    pub(super) fn remember_visits(&mut self, domain: StateId, leaving: &[StateId]) {
        let index = self.machine.index();
        for &scope in leaving.iter().filter(|scope| index.resumed[**scope]) {
            let within = |state: &&StateId| index.within(self.playbook, **state, scope);
            let kept = leaving.iter().filter(within).filter_map(|state| self.keep(*state));
            let kept = kept.collect();
            self.course_mut().memories.insert(scope, kept);
        }
        if domain.index() == 0 {
            self.left = self.around_leaves(leaving).or(self.left);
        }
    }

    /// The innermost step or phase in which all leaves lie.
    fn around_leaves(&self, leaving: &[StateId]) -> Option<StateId> {
        let index = self.machine.index();
        let states = &self.playbook.states;
        let mut leaves = leaving.iter().filter(|state| states[**state].children.is_empty());
        let first = *leaves.next()?;
        let others: Vec<StateId> = leaves.copied().collect();
        let holds = |outer: &StateId| {
            !matches!(states[*outer].kind, StateKind::End | StateKind::Track | StateKind::Root)
                && others.iter().all(|leaf| index.within(self.playbook, *leaf, *outer))
        };
        Index::ancestors(self.playbook, first).find(holds)
    }

    /// A visit as it is, its term standing still.
    fn keep(&self, state: StateId) -> Option<Kept> {
        let mut visit = self.course().visit(state)?.clone();
        visit.alarm = None;
        if let Deadline::Term(term, _) = &self.playbook.states[state].deadline
            && visit.due.is_none_or(|due| due.instant > self.at)
        {
            let (due, timed) = (visit.due.take(), self.own_term(term));
            let pause = || self.pause(timed.days, visit.basis, due, &[]);
            let pause = visit.pause.get_or_insert_with(pause);
            pause.followed = self.followed(timed, visit.basis);
        }
        let timed = self.machine.index().handlers[state].timed.iter();
        let timer = |&handler: &HandlerId| {
            let waits = self.course().handlers[handler].timer.is_some();
            (handler, waits, self.handler_date(handler))
        };
        let timed = timed.map(timer).collect();
        let recurs = |duty: &&DutyId| self.course().duties[**duty].next.is_some();
        let recurring = self.playbook.states[state].duties.iter().filter(recurs).copied().collect();
        Some(Kept { state, visit, timed, recurring })
    }

    /// The terms of open obligations of a state that a move may resume stand still before they are
    /// withdrawn.
    pub(super) fn keep_obligations(&mut self, state: StateId, duty: DutyId, visit: u32) {
        if self.machine.index().kept[state] && self.course().duties[duty].visit == visit {
            let timed = self.term_of(duty);
            for no in self.open_instances(duty) {
                let Some(ob) = self.state.obligation(no) else { continue };
                let kept = ob.pause.clone();
                let pause = || self.pause(timed.days, ob.basis, ob.due, &ob.reminders);
                let mut pause = kept.unwrap_or_else(pause);
                pause.followed = self.followed(timed, ob.basis);
                if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
                    obligation.pause = Some(pause);
                }
            }
        }
    }

    /// Enters a state where it was left.
    pub(super) fn resume(&mut self, kept: Kept, cause: Cause) {
        let Kept { state, mut visit, timed, recurring } = kept;
        let declared = &self.playbook.states[state];
        let (id, basis) = (visit.id, visit.basis);
        let pause = visit.pause.take();
        visit.cause = cause;
        self.course_mut().memories.remove(&state);
        self.course_mut().visits[state] = Some(visit);
        self.course_mut().active.insert(state);
        self.touched();
        self.emit(EffectKind::Entered(state));
        if let (Deadline::Term(term, _), Some(pause)) = (&declared.deadline, pause) {
            let (basis, due) = self.caught_up(self.own_term(term), basis, &pause);
            if let Some(visit) = &mut self.course_mut().visits[state] {
                (visit.basis, visit.due) = (basis, None);
            }
            self.put_state_due(state, declared, due);
            if let Some(due) = self.course().visit(state).and_then(|visit| visit.due) {
                self.emit(EffectKind::DeadlineChanged { state, due: Some(due) });
            }
        }
        self.tell(state, declared, |run, from| run.reached(from));
        for (handler, waits, date) in timed {
            if waits || date != self.handler_date(handler) {
                self.catch_up_handler(handler);
            }
        }
        for &duty in &declared.duties {
            self.resume_duty(duty, id, cause);
            if recurring.contains(&duty) {
                self.catch_up_recurrence(duty);
            }
        }
    }

    /// What is fixed about a term that stood still, and when it ends: what it follows may have
    /// changed meanwhile, and its level been reached.
    fn caught_up(&self, timed: Timed<'_>, basis: Basis, pause: &Pause) -> (Basis, Option<Due>) {
        let (mut basis, mut due) = self.running(timed, basis, None, Some(pause));
        let changed =
            self.followed(timed, basis).into_iter().filter(|it| !pause.followed.contains(it));
        let changed = changed.fold(0, |mask, (position, _)| mask | 1 << position);
        if changed != 0 {
            basis = basis.heard(changed);
            due = self.term_again(timed, basis);
        }
        if self.state.level > basis.level {
            return self.term_raised(timed, basis, due);
        }
        (basis, due)
    }

    /// The day or instant that a handler by time follows.
    fn handler_date(&self, handler: HandlerId) -> Option<Point> {
        match &self.playbook.handlers[handler].trigger {
            Trigger::On(date) | Trigger::AfterEnd(date) | Trigger::Before(_, date) => {
                self.point(*date)
            }
            _ => None,
        }
    }

    /// Sets a handler by time as if its scope had not been left: what has passed meanwhile comes
    /// now, of what recurs only the next.
    fn catch_up_handler(&mut self, handler: HandlerId) {
        let declared = &self.playbook.handlers[handler];
        if let (Trigger::Every(period), Some(visit)) =
            (&declared.trigger, self.course().visit(declared.scope))
        {
            let (start, ticks) = (visit.entered, self.course().handlers[handler].ticks);
            let ahead = |k: &u32| self.period(start, *period, k + 1).is_none_or(|at| at > self.at);
            let next = (ticks..=u32::MAX).find(ahead);
            self.course_mut().handlers[handler].ticks = next.unwrap_or(ticks);
        }
        self.set_handler(handler, false);
    }

    fn catch_up_recurrence(&mut self, duty: DutyId) {
        let Some(period) = task(&self.playbook.duties[duty]).and_then(|task| task.every) else {
            return;
        };
        let state = &self.course().duties[duty];
        let (Some(start), ticks) = (state.started, state.ticks) else { return };
        let ahead = |k: &u32| self.period(start, period, *k).is_none_or(|at| at > self.at);
        let next = (ticks..=u32::MAX).find(ahead).unwrap_or(ticks);
        self.course_mut().duties[duty].ticks = next.saturating_sub(1);
        self.next_recurrence(duty);
    }

    /// What was open of a duty is owed again; one whose level was reached meanwhile opens.
    fn resume_duty(&mut self, duty: DutyId, visit: u32, cause: Cause) {
        let declared = &self.playbook.duties[duty];
        if self.course().duties[duty].visit != visit {
            if !declared.by_action && self.reached(declared.from) {
                self.start_duty(duty, cause);
            }
            return;
        }
        let left = Status::Withdrawn(Withdrawal::Left);
        let instances = self.instances(duty);
        let left: Vec<ObligationNo> =
            instances.filter(|(_, ob)| ob.status == left).map(|(no, _)| no).collect();
        left.into_iter().for_each(|no| self.reinstate(no));
        self.each_now(duty);
    }

    /// An obligation that was withdrawn when its scope was left is owed again.
    fn reinstate(&mut self, no: ObligationNo) {
        let Some(obligation) = self.state.obligation(no) else { return };
        let (duty, taken_over) = (obligation.duty, obligation.taken_over);
        let roles = self.who(duty, obligation.party.as_deref(), taken_over);
        let timed = self.term_of(duty);
        let pause = obligation.pause.clone().unwrap_or_default();
        let (basis, due) = self.caught_up(timed, obligation.basis, &pause);
        let resumed = |left: &Option<Left>| left.and_then(|left| self.resumed(timed.days, left));
        let reminders: Vec<Option<Due>> = pause.reminders.iter().map(resumed).collect();
        let paused = self.state.suspended.is_some();
        let pause = paused.then(|| self.pause(timed.days, basis, due, &reminders));
        let due = due.filter(|_| pause.is_none());
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            obligation.status = Status::Open;
            (obligation.basis, obligation.pause) = (basis, pause);
            obligation.reminders = reminders;
            (obligation.doer, obligation.accountable) = (roles.doer, roles.accountable);
            obligation.unheld = roles.unheld;
        }
        let state = &mut self.course_mut().duties[duty];
        state.owed += 1;
        state.left = state.left.saturating_sub(1);
        self.state.owed.insert(no);
        self.touched();
        self.promise(no, due);
        self.set_alarms(no, false);
        let (doer, accountable) = (roles.doer, roles.accountable);
        self.emit(EffectKind::Reinstated { obligation: no, doer, accountable, due });
        self.tell_basis(no, duty, roles.unheld);
    }

    /// A closed case goes on where it was before its end, all of it entered afresh.
    pub(super) fn reopen_case(&mut self, reason: String) {
        self.state.phase = Phase::Open;
        self.cause = Cause::Reopening;
        self.emit(EffectKind::CaseReopened { reason });
        for kind in self.playbook.items.ids() {
            if self.state.registers[kind].complete.take().is_some() {
                self.tell_of(ItemEffect::RegisterOpen(kind));
            }
        }
        let active: Vec<StateId> = self.course().active().collect();
        active.into_iter().rev().for_each(|state| self.exit(state));
        self.set_alarms_again();
        let root = StateId::new(0);
        let mut entering = BTreeSet::from([root]);
        match self.state.reopens.take() {
            Some(state) => {
                self.add_initial(state, &mut entering);
                self.add_around(state, root, &mut entering);
            }
            None => self.add_initial(root, &mut entering),
        }
        entering.into_iter().for_each(|state| self.enter(state, Cause::Reopening));
        self.rebind_all();
        // Who held may have gone while nothing was looked at.
        self.look_at_holders();
    }

    /// The changes of parties that lie ahead, and what was left of ladders.
    fn set_alarms_again(&mut self) {
        let of_case = self.state.roles.iter().map(|(role, holders)| (Focus::case(), role, holders));
        let of_items = self.state.numbered_items().flat_map(|(no, item)| {
            item.roles.iter().map(move |(role, holders)| (Focus::item(no), role, holders))
        });
        let ahead = of_case.chain(of_items).flat_map(|(focus, role, holders)| {
            let times = holders.parties.values().flatten();
            let times = times.flat_map(|(from, until)| [Some(*from), *until]).flatten();
            times.filter(|at| *at > self.at).map(move |at| (focus, role, at))
        });
        for (focus, role, at) in ahead.collect::<Vec<_>>() {
            self.about(focus, |run| run.set_alarm(at, 0, Timer::Role(role)));
        }
        self.watch_grounds();
        let rungs = self.state.owed().flat_map(|(_, obligation)| {
            let waits = |alarm: &&Alarm| match alarm.what {
                Timer::Rung(_, position) => obligation.rungs & rung_bit(position) == 0,
                _ => false,
            };
            obligation.alarms.iter().filter(waits).copied()
        });
        for alarm in rungs.collect::<Vec<_>>() {
            self.set_alarm(alarm.at, alarm.order, alarm.what);
        }
    }
}
