//! Terms that stand still: what is left of them is kept, and counted on from where they run again.

use super::due::{Timed, ends_alike, overridden};
use super::effect::{EffectKind, ObligationNo};
use super::run::Run;
use super::state::{Basis, Focus, Pause, Promise, Status, Suspension};
use crate::calendar::{Calendar, Due, Left};
use crate::machine::id::StateId;
use crate::machine::playbook::Deadline;

impl Run<'_> {
    /// The terms of the case stand still from now on.
    pub(super) fn suspend(&mut self, reason: String) {
        if self.state.suspended.is_some() {
            return;
        }
        let (since, seq) = (self.at, self.seq);
        let told = EffectKind::Suspended { reason: reason.clone() };
        self.about(Focus::case(), |run| run.emit(told));
        self.state.suspended = Some(Suspension { since, seq, reason });
        let owed: Vec<ObligationNo> = self.state.owed.iter().copied().collect();
        for no in owed {
            self.about(self.focus_of(no), |run| run.pause_obligation(no));
        }
        for focus in self.all_courses() {
            self.about(focus, Self::pause_states);
        }
    }

    fn pause_states(&mut self) {
        let active: Vec<StateId> = self.course().active().collect();
        for state in active {
            if let Some(visit) = self.course().visit(state)
                && let Some(due) = visit.due.filter(|due| due.instant > self.at)
            {
                let basis = visit.basis;
                self.set_state_due(state, basis, Some(due));
            }
        }
    }

    /// The terms of the case run again, each with what was left of it.
    pub(super) fn resume_terms(&mut self) {
        if self.state.suspended.take().is_none() {
            return;
        }
        self.about(Focus::case(), |run| run.emit(EffectKind::Resumed));
        let owed: Vec<ObligationNo> = self.state.owed.iter().copied().collect();
        for no in owed {
            self.about(self.focus_of(no), |run| run.unpaused(no));
        }
        for focus in self.all_courses() {
            self.about(focus, Self::unpause_states);
        }
    }

    fn unpaused(&mut self, no: ObligationNo) {
        if self.unpause_obligation(no)
            && let Some(to) = self.state.obligation(no).and_then(|ob| ob.due)
        {
            let to = Some(to);
            self.emit(EffectKind::DueChanged { obligation: no, from: None, to, reason: None });
        }
    }

    fn unpause_states(&mut self) {
        let active: Vec<StateId> = self.course().active().collect();
        for state in active {
            let Deadline::Term(term, _) = &self.playbook.states[state].deadline else { continue };
            let Some(visit) = self.course().visit(state) else { continue };
            if visit.pause.is_some() {
                let (basis, due) =
                    self.running(self.own_term(term), visit.basis, visit.due, visit.pause.as_ref());
                self.set_state_due(state, basis, due);
            }
        }
    }

    /// What is fixed about a term and when it ends, if it ran now.
    pub(super) fn running(
        &self,
        Timed { term, days }: Timed<'_>,
        basis: Basis,
        due: Option<Due>,
        pause: Option<&Pause>,
    ) -> (Basis, Option<Due>) {
        let Some(pause) = pause else { return (basis, due) };
        let resumed = |left: Option<Left>| left.and_then(|left| self.resumed(days, left));
        (overridden(term, basis, resumed(pause.fixed)), resumed(pause.due))
    }

    pub(super) fn left_of(&self, days: &Calendar, due: Due) -> Left {
        days.left(self.machine.zone(), self.at, due)
    }

    pub(super) fn resumed(&self, days: &Calendar, left: Left) -> Option<Due> {
        days.resumed(self.machine.zone(), self.at, left).ok()
    }

    /// What is left of a term and until reminders; of what has come nothing.
    pub(super) fn pause(
        &self,
        days: &Calendar,
        basis: Basis,
        due: Option<Due>,
        reminders: &[Option<Due>],
    ) -> Pause {
        let left = |due: Option<Due>| due.map(|due| self.left_of(days, due));
        let ahead = |due: &Option<Due>| left(due.filter(|due| due.instant > self.at));
        let reminders = reminders.iter().map(ahead).collect();
        Pause { fixed: left(basis.fixed), due: left(due), reminders, followed: Vec::new() }
    }

    /// The term of an open obligation stands still.
    pub(super) fn pause_obligation(&mut self, no: ObligationNo) {
        let Some(obligation) = self.state.obligation(no) else { return };
        if obligation.status != Status::Open || obligation.pause.is_some() {
            return;
        }
        let (from, reminders) = (obligation.due, &obligation.reminders);
        let pause = self.pause(self.days(obligation.duty), obligation.basis, from, reminders);
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            obligation.pause = Some(pause);
        }
        self.promise(no, None);
        self.set_alarms(no, false);
        if from.is_some() {
            self.emit(EffectKind::DueChanged { obligation: no, from, to: None, reason: None });
        }
    }

    /// The term of an obligation runs again; whether it had stood still.
    pub(super) fn unpause_obligation(&mut self, no: ObligationNo) -> bool {
        let Some(obligation) = self.state.obligation(no) else { return false };
        let Some(pause) = &obligation.pause else { return false };
        let timed = self.term_of(obligation.duty);
        let (basis, due) = self.running(timed, obligation.basis, None, Some(pause));
        let resumed = |left: &Option<Left>| left.and_then(|left| self.resumed(timed.days, left));
        let reminders: Vec<Option<Due>> = pause.reminders.iter().map(resumed).collect();
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            obligation.pause = None;
            obligation.basis = basis;
            obligation.reminders = reminders;
        }
        self.promise(no, due);
        self.set_alarms(no, false);
        true
    }

    /// Gives an obligation its due instant, for the record too.
    pub(super) fn promise(&mut self, no: ObligationNo, due: Option<Due>) {
        let (seq, at) = (self.seq, self.at);
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            obligation.due = due;
            // Of several in one entry the last counts; one that was there before is no new one.
            obligation.promises.pop_if(|last| last.seq == seq);
            let promised = obligation.promises.last().and_then(|last| last.due);
            if !ends_alike(promised, due) {
                obligation.promises.push(Promise { seq, at, due });
            }
        }
    }
}
