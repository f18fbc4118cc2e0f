//! Terms that stand still, and what is granted from outside.

use draaiboek::calendar::{Due, Timestamp};
use draaiboek::engine::{EffectKind, InputKind, NewDue, Status};
use draaiboek::machine::id::{DutyId, StateId};

use super::super::calendar::{alike, at};
use super::duty::number;
use super::term::earliest;
use super::{Case, Clock, Still};

impl Case<'_> {
    pub(super) fn what_is_left(
        &self,
        clock: &Clock,
        due: Option<Due>,
        reminders: &[Option<Due>],
    ) -> Still {
        let left = |due: Option<Due>| due.map(|due| self.days(clock.calendar).left(self.now, due));
        let ahead = |at: &Option<Due>| left(at.filter(|at| at.instant > self.now));
        Still {
            fixed: left(earliest(clock.fixed.iter().copied())),
            due: left(due),
            reminders: reminders.iter().map(ahead).collect(),
        }
    }

    /// The term of an obligation and its due instant, if it ran now.
    pub(super) fn running(&self, no: usize) -> (Clock, Option<Due>) {
        let obligation = &self.obligations[no];
        self.if_it_ran(&obligation.clock, obligation.due, &obligation.still)
    }

    /// What stood still runs on; what it follows counts again when that changes.
    pub(super) fn if_it_ran(
        &self,
        clock: &Clock,
        due: Option<Due>,
        still: &Option<Still>,
    ) -> (Clock, Option<Due>) {
        let Some(still) = still else { return (clock.clone(), due) };
        let resumed = |left| self.days(clock.calendar).resumed(self.now, left);
        let fixed = still.fixed.and_then(resumed);
        (clock.counting_nothing_but(fixed), still.due.and_then(resumed))
    }

    pub(super) fn suspend(&mut self, reason: &str) {
        if self.suspended {
            return;
        }
        self.suspended = true;
        self.emit(EffectKind::Suspended { reason: reason.to_owned() });
        for no in 0..self.obligations.len() {
            let obligation = &self.obligations[no];
            if obligation.status == Status::Open {
                let (from, reminders) = (obligation.due, obligation.reminders.clone());
                let still = self.what_is_left(&obligation.clock, from, &reminders);
                let obligation = &mut self.obligations[no];
                (obligation.still, obligation.due) = (Some(still), None);
                self.tell_due(no, from, None);
            }
        }
        for state in self.active_states() {
            let passed = self.visits[&state].due.is_some_and(|due| due.instant <= self.now);
            if !passed && self.stop_state(state) {
                self.emit(EffectKind::DeadlineChanged { state, due: None });
            }
        }
    }

    /// The term of a state stands still; whether it had a due instant.
    pub(super) fn stop_state(&mut self, state: StateId) -> bool {
        let visit = &self.visits[&state];
        let still = self.what_is_left(&visit.clock, visit.due, &[]);
        let visit = self.visits.get_mut(&state).expect("an active state");
        visit.still = Some(still);
        visit.due.take().is_some()
    }

    fn tell_due(&mut self, no: usize, from: Option<Due>, to: Option<Due>) {
        if !alike(from, to) {
            let obligation = number(no);
            self.emit(EffectKind::DueChanged { obligation, from, to, reason: None });
        }
    }

    pub(super) fn resume_terms(&mut self) {
        if !std::mem::take(&mut self.suspended) {
            return;
        }
        self.emit(EffectKind::Resumed);
        for no in 0..self.obligations.len() {
            if self.obligations[no].status == Status::Open {
                self.run_again(no);
                let due = self.obligations[no].due;
                self.tell_due(no, None, due);
            }
        }
        for state in self.active_states() {
            let visit = &self.visits[&state];
            if visit.still.is_some() {
                let (clock, due) = self.if_it_ran(&visit.clock, visit.due, &visit.still);
                self.set_state_due(state, clock, due);
            }
        }
    }

    /// The term and the reminders of an obligation run on.
    pub(super) fn run_again(&mut self, no: usize) {
        let (clock, due) = self.running(no);
        let obligation = &self.obligations[no];
        let Some(still) = &obligation.still else { return };
        let left = still.reminders.iter();
        let days = self.days(obligation.clock.calendar);
        let reminders = left.map(|left| left.and_then(|left| days.resumed(self.now, left)));
        let reminders = reminders.collect();
        let obligation = &mut self.obligations[no];
        (obligation.clock, obligation.due) = (clock, due);
        (obligation.reminders, obligation.still) = (reminders, None);
    }

    /// The obligations of a task, or of one party, that an input from outside is about.
    pub(super) fn asked_for(&self, duty: DutyId, party: Option<&str>, open: bool) -> Vec<usize> {
        let mut asked = self.latest(duty);
        asked.retain(|&no| {
            let obligation = &self.obligations[no];
            let whose = party.is_none() || obligation.party.as_deref() == party;
            let status = obligation.status;
            whose && if open { status == Status::Open } else { status.is_owed() }
        });
        asked
    }

    /// What somebody outside the playbook grants, for what is still owed.
    pub(super) fn grant(&mut self, kind: &InputKind, postpones: bool, asked: &[usize]) {
        for &no in asked {
            let status = self.obligations[no].status;
            let (mut clock, due) = self.running(no);
            let term = &self.hir.duties[self.obligations[no].duty].term;
            match kind {
                InputKind::Excuse { reason, .. } if status.is_owed() => {
                    self.obligations[no].status = Status::Excused;
                    let (obligation, reason) = (number(no), reason.clone());
                    self.emit(EffectKind::Excused { obligation, reason });
                }
                InputKind::Extend { by, reason, .. } if status == Status::Open => {
                    if postpones {
                        let first = self.obligations[no].postponed;
                        self.obligations[no].postponed = first.or(due);
                    }
                    if let Some(due) =
                        due.and_then(|due| self.extend_term(term, &mut clock, due, *by))
                    {
                        self.set_due(no, clock, Some(due), Some(reason));
                    }
                }
                InputKind::SetDue { due, reason, .. } if status == Status::Open => {
                    let due = self.new_due(*due);
                    let clock = clock.counting_nothing_but(Some(due));
                    self.set_due(no, clock, Some(due), Some(reason));
                }
                _ => {}
            }
        }
    }

    pub(super) fn new_due(&self, due: NewDue) -> Due {
        match due {
            NewDue::Day(day) => self.days(None).by(day),
            NewDue::Instant(instant) => at(instant),
        }
    }

    /// Whether what an input is about has nothing left that can be granted.
    pub(super) fn is_pointless(&self, kind: &InputKind, asked: &[usize]) -> bool {
        let status = |no: &usize| self.obligations[*no].status;
        match kind {
            InputKind::Suspend { .. } => self.suspended,
            InputKind::Resume { .. } => !self.suspended,
            InputKind::Excuse { .. } => !asked.iter().any(|no| status(no).is_owed()),
            InputKind::Extend { .. } | InputKind::SetDue { .. } => {
                !asked.iter().any(|no| status(no) == Status::Open)
            }
            _ => false,
        }
    }

    /// Whether an instant lies ahead of what an input is received at.
    pub(super) fn lies_ahead(&self, due: NewDue, now: Timestamp) -> bool {
        self.new_due(due).instant > now
    }
}
