//! Running to completion: settle, fire what watches, take raised signals, until nothing is enabled.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::effect::{EffectKind, ObligationNo, Trace, Withdrawal};
use super::obligation::{is_conditional, task};
use super::run::Run;
use super::state::{Cause, Focus, Status};
use crate::calendar::Timestamp;
use crate::machine::handler::Trigger;
use crate::machine::id::{DutyId, FactId, HandlerId, SignalId, StateId};
use crate::machine::playbook::{Deadline, DutyKind, StateKind, Who};
use crate::value::{Truth, Value};

impl Run<'_> {
    /// Runs until nothing is enabled, but for timers.
    pub(super) fn complete_run(&mut self) {
        self.look_at(Focus::case());
        self.about(Focus::case(), |run| {
            loop {
                run.finish_rounds();
                run.settle();
                let went = run.decide_unanimous()
                    || run.fire_watched()
                    || run.take_raised()
                    || run.end_charts();
                if !went || !run.spend() {
                    return;
                }
            }
        });
    }

    fn take_raised(&mut self) -> bool {
        let Some((focus, signal)) = self.raised.pop_front() else { return false };
        let at = self.at;
        self.about(focus, |run| run.take_signal(signal, Vec::new(), at));
        true
    }

    /// A signal with the facts it states: severity first, then its handlers.
    pub(super) fn take_signal(
        &mut self,
        signal: SignalId,
        fields: Vec<(FactId, Value)>,
        at: Timestamp,
    ) {
        let mut stated = fields;
        for (fact, value) in &self.playbook.signals[signal].sets {
            stated.extend(self.here().eval(*value).map(|value| (*fact, value)));
        }
        self.state_facts(stated, at);
        if self.state.course(self.focus).is_some() {
            self.receive(signal, at);
        }
        self.about(Focus::case(), Self::raise_to_floor);
        let handlers = self.on_signal(signal);
        if handlers.is_empty() {
            self.note(Trace::Unawaited(signal));
        } else {
            self.fire(&handlers);
        }
    }

    fn on_signal(&self, signal: SignalId) -> Vec<HandlerId> {
        let index = self.machine.index();
        let mut handlers = Vec::new();
        if !self.runs() {
            return handlers;
        }
        for state in self.course().active() {
            let on = index.handlers[state].signal.iter().filter(|(on, _)| *on == signal);
            handlers.extend(on.map(|(_, handler)| *handler));
        }
        handlers
    }

    /// Fires what watches in the first chart in which anything does.
    fn fire_watched(&mut self) -> bool {
        let mut last = None;
        while let Some(focus) = next_after(&self.unwatched, last) {
            let fired = self.about(focus, |run| {
                let watched = run.armed();
                !watched.is_empty() && run.fire(&watched)
            });
            if fired {
                return true;
            }
            self.unwatched.remove(&focus);
            last = Some(focus);
        }
        false
    }

    /// The watching handlers that are armed and definitely hold; others are armed on the way.
    fn armed(&mut self) -> Vec<HandlerId> {
        let mut enabled = Vec::new();
        if !self.runs() {
            return enabled;
        }
        let index = self.machine.index();
        let active: Vec<StateId> = self.course().active().collect();
        for state in active {
            for &handler in &index.handlers[state].watched {
                if !self.watch_holds(handler, state).is_true() {
                    self.course_mut().handlers[handler].fired = false;
                } else if !self.course().handlers[handler].fired {
                    enabled.push(handler);
                }
            }
        }
        enabled
    }

    fn watch_holds(&self, handler: HandlerId, state: StateId) -> Truth {
        let declared = &self.playbook.handlers[handler];
        if !self.reached(declared.from) {
            return Truth::False;
        }
        let condition = match declared.trigger {
            Trigger::When(when) => self.here().holds(when),
            _ => self.is_done(state).into(),
        };
        match declared.guard {
            Some(guard) if condition != Truth::False => condition.and(self.here().holds(guard)),
            _ => condition,
        }
    }

    /// Whether a scope is done: its duties finished, an end reached, all tracks done.
    pub(super) fn is_done(&self, state: StateId) -> bool {
        let declared = &self.playbook.states[state];
        let Some(visit) = self.course().visit(state).map(|visit| visit.id) else { return false };
        let children = match declared.kind {
            StateKind::Step | StateKind::End => true,
            StateKind::Parallel => declared.children.iter().all(|track| self.is_done(*track)),
            StateKind::Root | StateKind::Phase | StateKind::Track => {
                declared.children.iter().any(|child| {
                    self.playbook.states[*child].kind == StateKind::End
                        && self.course().is_active(*child)
                })
            }
        };
        children
            && self.starts_are_finished(state)
            && declared.duties.iter().all(|duty| self.here().is_finished(*duty, visit))
    }

    /// Severity to its floor, conditional duties open or are withdrawn, doers are bound anew, items
    /// are counted; chart by chart, again while anything changes.
    fn settle(&mut self) {
        loop {
            let mut changed = self.raise_to_floor();
            let mut last = None;
            // What changed of the case is seen by the charts of items in the same pass.
            self.tell_items();
            while let Some(focus) = next_after(&self.unsettled, last) {
                self.unsettled.remove(&focus);
                changed |= self.about(focus, Self::settle_course);
                last = Some(focus);
                self.tell_items();
            }
            changed |= self.count_items();
            let settled = self.unsettled.is_empty() && self.counts.is_empty();
            if (!changed && settled) || !self.spend() {
                return;
            }
        }
    }

    fn settle_course(&mut self) -> bool {
        if !self.runs() {
            return false;
        }
        self.rebind_left();
        let mut changed = false;
        let active: Vec<StateId> = self.course().active().collect();
        for state in active {
            for &duty in &self.playbook.states[state].duties {
                changed |= self.settle_duty(state, duty);
            }
        }
        changed
    }

    /// Whether the chart in focus was started and goes on.
    pub(super) fn runs(&self) -> bool {
        self.state.course(self.focus).is_some_and(|course| course.runs())
    }

    /// Binds anew what is owed, by whom depends on a condition, and outlived its scope.
    fn rebind_left(&mut self) {
        for &duty in &self.machine.index().either {
            let scope = self.playbook.duties[duty].scope;
            if self.machine.index().chart_of[scope] != self.focus.chart {
                continue;
            }
            if self.course().duties[duty].owed > 0 && !self.course().is_active(scope) {
                self.rebind_owed(duty);
            }
        }
    }

    fn rebind_owed(&mut self, duty: DutyId) {
        let instances = self.instances(duty);
        let owed: Vec<ObligationNo> =
            instances.filter(|(_, ob)| ob.status.is_owed()).map(|(no, _)| no).collect();
        owed.into_iter().for_each(|no| self.rebind(no));
    }

    /// Whether anything opened or was withdrawn.
    fn settle_duty(&mut self, state: StateId, duty: DutyId) -> bool {
        let declared = &self.playbook.duties[duty];
        let before = (self.state.owed.len(), self.state.obligations.len());
        let Some(visit) = self.course().visit(state).map(|visit| visit.id) else { return false };
        if is_conditional(declared) && !declared.by_action {
            let opened = self.course().duties[duty].visit == visit;
            let recurs = task(declared).is_some_and(|task| task.every.is_some());
            match self.here().opens(duty) {
                Truth::True if self.reached(declared.from) => {
                    if !opened || self.course().duties[duty].paused {
                        self.open_duty(duty, Cause::Condition);
                        if self.course().duties[duty].next.is_none() {
                            self.start_recurrence(duty);
                        }
                    } else {
                        self.open_all_lacking(duty);
                    }
                }
                Truth::False if opened => {
                    self.withdraw_open(duty, visit, Withdrawal::Condition);
                    self.stop_recurrence(duty);
                    self.course_mut().duties[duty].paused = recurs;
                }
                _ => {}
            }
        }
        match &declared.kind {
            DutyKind::Task(of) if matches!(of.who, Who::Either { .. }) => self.rebind_owed(duty),
            DutyKind::Decision(of) => self.reopen(duty, of, visit),
            DutyKind::Task(_) | DutyKind::Call(_) => {}
        }
        before != (self.state.owed.len(), self.state.obligations.len())
    }

    /// The terms of active states that end now, and obligations that are due: marked.
    pub(super) fn mark_state(&mut self, state: StateId) -> bool {
        let Deadline::Term(..) = self.playbook.states[state].deadline else { return false };
        let Some(visit) = &mut self.course_mut().visits[state] else { return false };
        visit.alarm = None;
        self.emit(EffectKind::DeadlinePassed(state));
        true
    }

    /// Whether missing an obligation makes the present visit of its scope overdue.
    pub(super) fn makes_overdue(&self, no: ObligationNo) -> Option<StateId> {
        let obligation = self.state.obligation(no)?;
        let declared = &self.playbook.duties[obligation.duty];
        let mandatory = match &declared.kind {
            DutyKind::Task(_) => !task(declared)?.optional,
            DutyKind::Decision(decision) => decision.no_answer.is_none(),
            DutyKind::Call(_) => true,
        };
        let visit = self.course().visit(declared.scope)?.id;
        let counts = mandatory && obligation.visit == visit && obligation.status == Status::Overdue;
        counts.then_some(declared.scope)
    }
}

/// The first chart to be looked at after another.
fn next_after(set: &BTreeSet<Focus>, last: Option<Focus>) -> Option<Focus> {
    match last {
        None => set.first().copied(),
        Some(last) => set.range((Bound::Excluded(last), Bound::Unbounded)).next().copied(),
    }
}
