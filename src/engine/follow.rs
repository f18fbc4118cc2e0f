//! Facts change, and with them what hangs on them: due instants and timers.

use std::collections::BTreeSet;

use super::effect::Trace;
use super::run::Run;
use super::state::{Alarm, Focus, History, Statement, Timer};
use crate::calendar::Timestamp;
use crate::machine::Dependent;
use crate::machine::handler::Trigger;
use crate::machine::id::{FactId, FormulaId, HandlerId, SignalId, StateId, StreakId};
use crate::machine::playbook::Deadline;
use crate::value::{Truth, Value};

impl Run<'_> {
    /// States facts in one go, effective at `at`; what hangs on those whose value changed follows.
    pub(super) fn state_facts(&mut self, stated: Vec<(FactId, Value)>, at: Timestamp) {
        self.state_as(stated, at, false);
    }

    /// The same; `corrects`: anew, since what was stated was wrong.
    pub(super) fn state_as(&mut self, stated: Vec<(FactId, Value)>, at: Timestamp, corrects: bool) {
        self.changing(|run| {
            let (mut changed, mut observed) = (Vec::new(), BTreeSet::new());
            for (fact, value) in stated {
                if run.history(fact).is_some_and(|history| at_or_after(history, at)) {
                    observed.extend(&run.machine.index().counting.by[fact]);
                }
                if run.state_fact(fact, value, at, corrects) {
                    changed.push(fact);
                }
            }
            run.observe(&observed, corrects);
            changed
        });
    }

    /// What hangs on facts follows what `change` does to those that it gives.
    pub(super) fn changing(&mut self, change: impl FnOnce(&mut Self) -> Vec<FactId>) {
        let derived: Vec<_> =
            self.machine.index().followed.iter().map(|&f| (f, self.here().fact(f))).collect();
        let mut changed = change(self);
        let moved = derived.into_iter().filter(|(fact, was)| self.here().fact(*fact) != *was);
        changed.extend(moved.map(|(fact, _)| fact));
        let index = self.machine.index();
        let mut dependents = Vec::new();
        // A date that comes along with another group counts for that group.
        let regrouped = self.regroup_by(&changed);
        self.moves_follow(&changed);
        if let Some((no, groups)) = regrouped {
            self.try_regrouped(no, groups);
        }
        for fact in changed {
            self.note(Trace::Fact(fact));
            dependents.extend_from_slice(&index.by_fact[fact]);
        }
        dependents.sort_unstable();
        dependents.dedup_by(|next, kept| {
            let both = kept.merged(*next);
            *kept = both.unwrap_or(*kept);
            both.is_some()
        });
        dependents.into_iter().for_each(|dependent| self.follow_wherever(dependent));
    }

    /// Whether the statement changed the present value.
    pub(super) fn state_fact(
        &mut self,
        fact: FactId,
        value: Value,
        at: Timestamp,
        corrects: bool,
    ) -> bool {
        let before = self.here().fact(fact);
        let (seq, received) = (self.seq, self.at);
        let item = self.focus.item;
        let Some(history) = self.state.history_mut(item, fact) else { return false };
        let latest = at_or_after(history, at);
        let changed = latest && before.as_ref() != Some(&value);
        if latest {
            history.current = u32::try_from(history.statements.len()).ok();
        }
        let value = Some(value);
        history.statements.push(Statement { value, at, received, seq, corrects });
        if changed {
            self.touched_fact(fact);
        }
        changed
    }

    fn history(&self, fact: FactId) -> Option<&History> {
        self.state.history_in(self.focus.item, fact)
    }

    /// Counts the present truth of conditions that read what was stated.
    fn observe(&mut self, observed: &BTreeSet<StreakId>, again: bool) {
        let seq = self.seq;
        for &streak in observed {
            let whose = self.machine.index().counting.whose(streak, self.focus.item);
            let truth = self.holds_now(self.machine.exprs().streaks[streak]);
            let Some(streaks) = self.state.streaks_mut(whose) else { continue };
            streaks.entry(streak).or_default().observe(seq, truth, again);
            let focus = whose.map_or(Focus::case(), |_| self.focus);
            self.about(focus, Self::touched);
        }
    }

    fn holds_now(&self, condition: FormulaId) -> Truth {
        self.machine.exprs().holds(condition, &self.here())
    }

    /// A signal was received, effective at `at`.
    pub(super) fn receive(&mut self, signal: SignalId, at: Timestamp) {
        let before = self.course_mut().received[signal].replace(at);
        self.touched();
        if before == Some(at) {
            return;
        }
        for &dependent in &self.machine.index().by_signal[signal] {
            self.follow_wherever(dependent);
        }
    }

    /// The same in every chart that reads what changed: of the item in focus, or of all.
    pub(super) fn follow_wherever(&mut self, dependent: Dependent) {
        let scope = match dependent {
            Dependent::Duty(duty, _) => self.playbook.duties[duty].scope,
            Dependent::State(state, _) => state,
            Dependent::Handler(handler) => self.playbook.handlers[handler].scope,
        };
        for focus in self.courses_of(self.machine.index().chart_of[scope]) {
            self.about(focus, |run| run.follow(dependent));
        }
    }

    /// Recomputes an instant that hangs on something that changed. Of a chart that has ended only
    /// what is still owed has one.
    pub(super) fn follow(&mut self, dependent: Dependent) {
        match dependent {
            Dependent::State(..) | Dependent::Handler(_) if !self.runs() => {}
            Dependent::Duty(duty, parts) => {
                for no in self.open_instances(duty) {
                    let Some((basis, _)) = self.running_due(no) else { continue };
                    let basis = basis.heard(parts);
                    let due = self.term_again(self.term_of(duty), basis);
                    self.set_due(no, basis, due, None);
                }
            }
            Dependent::State(state, parts) => self.follow_state(state, parts),
            Dependent::Handler(handler) => {
                if self.course().is_active(self.playbook.handlers[handler].scope) {
                    self.set_handler(handler, false);
                }
            }
        }
    }

    fn follow_state(&mut self, state: StateId, parts: u64) {
        let Deadline::Term(term, _) = &self.playbook.states[state].deadline else { return };
        let Some(visit) = self.course().visit(state) else { return };
        let passed = visit.due.is_some_and(|due| due.instant <= self.at);
        if !passed {
            let timed = self.own_term(term);
            let (basis, _) = self.running(timed, visit.basis, visit.due, visit.pause.as_ref());
            let basis = basis.heard(parts);
            let due = self.term_again(timed, basis);
            self.set_state_due(state, basis, due);
        }
    }

    /// Sets the timer of a handler by time: on entry, when its date changed, for its next period.
    pub(super) fn set_handler(&mut self, handler: HandlerId, entry: bool) {
        let declared = &self.playbook.handlers[handler];
        let Some(entered) = self.course().visit(declared.scope).map(|visit| visit.entered) else {
            return;
        };
        let zone = self.machine.zone();
        let ticks = if entry { 0 } else { self.course().handlers[handler].ticks };
        let at = match &declared.trigger {
            Trigger::After(after) => {
                self.due(self.own_days(), entered, *after).map(|due| due.instant)
            }
            Trigger::Every(period) => self.period(entered, *period, ticks + 1),
            Trigger::At(time) => time.next(zone, self.at),
            Trigger::On(date) => self.point(*date).map(|point| point.start(zone)),
            Trigger::AfterEnd(date) => self.point(*date).map(|point| point.due(zone).instant),
            Trigger::Before(before, date) => {
                let point = self.point(*date);
                point.and_then(|point| self.own_days().back(zone, point, *before).ok())
            }
            _ => None,
        };
        self.clear_handler(handler);
        if let Some(at) = at.filter(|at| *at < self.at) {
            self.note(Trace::Past { handler, at });
        }
        let alarm = at.map(|at| self.set_alarm(at, declared.order, Timer::Handler(handler)));
        let state = &mut self.course_mut().handlers[handler];
        state.timer = alarm.map(|alarm| alarm.at);
        state.ticks = ticks;
    }

    /// Takes the timer of a handler away.
    pub(super) fn clear_handler(&mut self, handler: HandlerId) {
        if let Some(at) = self.course_mut().handlers[handler].timer.take() {
            let order = self.playbook.handlers[handler].order;
            let what = Timer::Handler(handler);
            self.state.timers.remove(&Alarm { at, order, item: self.focus.item, what });
        }
    }
}

/// Whether a statement effective at `at` becomes the present value.
pub(super) fn at_or_after(history: &History, at: Timestamp) -> bool {
    history.current().is_none_or(|current| at >= current.at)
}
