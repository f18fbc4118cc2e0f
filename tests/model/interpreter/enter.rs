//! Entering and leaving states.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, Status, Withdrawal};
use draaiboek::machine::id::{HandlerId, LevelId, RoleId, StateId};
use draaiboek::machine::playbook::{Deadline, Scaled, Trigger};
use draaiboek::value::Value;

use super::{Case, Clock, Handled, Overdue, Visit};

impl Case<'_> {
    pub(super) fn enter(&mut self, state: StateId) {
        let declared = &self.hir.states[state];
        self.visit_count += 1;
        for (counter, what) in self.hir.counters.iter() {
            if what.owner == state {
                self.counters.insert(counter, 0);
            }
        }
        let visit = Visit {
            id: self.visit_count,
            entered: self.now,
            clock: Clock::default(),
            due: None,
            still: None,
            passed: false,
            overdue: Overdue::Armed,
        };
        self.visits.insert(state, visit);
        self.kept.remove(&state);
        self.emit(EffectKind::Entered(state));
        if let Deadline::Term(term, _) = &declared.deadline {
            let clock = self.start_term(term, None);
            let due = self.end_of(&clock);
            let visit = self.visits.get_mut(&state).expect("just entered");
            (visit.clock, visit.due) = (clock, due);
            if self.suspended {
                self.stop_state(state);
            }
        }
        self.tell(state, |_| true);
        for &handler in &declared.handlers {
            let date = self.handler_date(handler);
            let timer = self.handler_timer(handler, self.now).map(|at| at.max(self.now));
            self.handlers.insert(handler, Handled { timer, date, ..Handled::default() });
        }
        self.act(state, &declared.entry);
        for &duty in &declared.duties {
            if !self.hir.duties[duty].by_action && self.reached(self.hir.duties[duty].from) {
                self.begin_duty(duty);
            }
        }
    }

    /// Consults and informs by the lines of the level reached that `new` picks.
    pub(super) fn tell(&mut self, state: StateId, new: impl Fn(Option<LevelId>) -> bool) {
        let declared = &self.hir.states[state];
        let pick = |lines: &[Scaled<RoleId>]| -> Vec<RoleId> {
            let lines = lines.iter().filter(|line| self.reached(line.from) && new(line.from));
            self.stand_for(&lines.map(|line| line.what).collect::<Vec<_>>())
        };
        let (consult, inform) = (pick(&declared.consult), pick(&declared.inform));
        if !consult.is_empty() {
            self.emit(EffectKind::Consult { state, to: consult });
        }
        if !inform.is_empty() {
            self.emit(EffectKind::Inform { state, to: inform });
        }
    }

    pub(super) fn exit(&mut self, state: StateId) {
        let visit = self.visits.remove(&state).expect("an active state is left");
        self.emit(EffectKind::Left(state));
        for &handler in &self.hir.states[state].handlers {
            self.handlers.remove(&handler);
        }
        for &duty in &self.hir.states[state].duties {
            self.recurring.remove(&duty);
        }
        for no in 0..self.obligations.len() {
            let obligation = &self.obligations[no];
            let stays = self.task(obligation.duty).is_some_and(|task| task.stays_open);
            if obligation.visit == visit.id && obligation.status == Status::Open && !stays {
                self.withdraw(no, Withdrawal::Left);
            }
        }
    }

    /// The first instant at which a handler fires by time, in a scope entered at `entered`.
    pub(super) fn handler_timer(
        &self,
        handler: HandlerId,
        entered: Timestamp,
    ) -> Option<Timestamp> {
        match &self.hir.handlers[handler].trigger {
            Trigger::After(after) => self.days(None).due(entered, *after).map(|due| due.instant),
            Trigger::Every(period) => self.period(entered, *period, 1),
            Trigger::At(time) => self.days(None).next_clock(*time, self.now),
            Trigger::On(date) => match self.named(*date)? {
                Value::Date(day) => Some(self.days(None).first_instant(day)),
                Value::Instant(at) => Some(at),
                _ => None,
            },
            Trigger::AfterEnd(date) => match self.named(*date)? {
                Value::Date(day) => Some(self.days(None).end_of(day)),
                Value::Instant(at) => Some(at),
                _ => None,
            },
            Trigger::Before(by, date) => self.days(None).back_from(self.named(*date)?, *by),
            Trigger::Signal(_)
            | Trigger::When(_)
            | Trigger::Done
            | Trigger::Overdue
            | Trigger::DutyOverdue(_)
            | Trigger::CallOverdue(_) => None,
        }
    }

    /// The date or instant that a handler follows.
    pub(super) fn handler_date(&self, handler: HandlerId) -> Option<Value> {
        match &self.hir.handlers[handler].trigger {
            Trigger::On(date) | Trigger::AfterEnd(date) | Trigger::Before(_, date) => {
                self.named(*date)
            }
            _ => None,
        }
    }
}
