//! Tasks and decisions: how they open, become overdue, are finished and end.

use std::collections::BTreeMap;

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, ObligationNo, Status, Withdrawal};
use draaiboek::hir::Expr;
use draaiboek::machine::id::{DutyId, RoleId, StateId};
use draaiboek::machine::playbook::{Decision, DutyKind, Task, Who};

use super::super::calendar::alike;
use super::{Case, Generation, Obligation, Recurring};

/// The number of an obligation as the engine writes it.
pub(super) fn number(no: usize) -> ObligationNo {
    ObligationNo(u32::try_from(no).expect("a small number"))
}

impl<'a> Case<'a> {
    pub(super) fn task(&self, duty: DutyId) -> Option<&'a Task<Expr>> {
        let hir: &'a draaiboek::hir::Hir = self.hir;
        match &hir.duties[duty].kind {
            DutyKind::Task(task) => Some(task),
            DutyKind::Decision(_) | DutyKind::Call(_) => None,
        }
    }

    pub(super) fn decision(&self, duty: DutyId) -> Option<&'a Decision<Expr>> {
        let hir: &'a draaiboek::hir::Hir = self.hir;
        match &hir.duties[duty].kind {
            DutyKind::Task(_) | DutyKind::Call(_) => None,
            DutyKind::Decision(decision) => Some(decision),
        }
    }

    pub(super) fn visit_id(&self, state: StateId) -> Option<u32> {
        self.visits.get(&state).map(|visit| visit.id)
    }

    /// A duty of a scope just entered, or of a level just reached.
    pub(super) fn begin_duty(&mut self, duty: DutyId) {
        if !self.waits(duty) {
            self.open_duty(duty);
            self.begin_recurrence(duty);
        }
    }

    pub(super) fn begin_recurrence(&mut self, duty: DutyId) {
        let Some(period) = self.task(duty).and_then(|task| task.every) else { return };
        let next = self.period(self.now, period, 1);
        let start = self.now;
        self.recurring.insert(duty, Recurring { start, next, ticks: 1 });
    }

    /// A fresh instance, or one per party; what is owed of earlier ones is superseded.
    pub(super) fn open_duty(&mut self, duty: DutyId) {
        self.open_anew(duty, Withdrawal::Superseded);
    }

    /// The same; `why` earlier ones are withdrawn.
    pub(super) fn open_anew(&mut self, duty: DutyId, why: Withdrawal) {
        let once = self.task(duty).is_some_and(|task| task.once);
        let mut instances = BTreeMap::new();
        for no in self.latest(duty) {
            match self.obligations[no].status {
                Status::Open | Status::Overdue => self.withdraw(no, why),
                Status::Done if once => {
                    instances.insert(self.obligations[no].party.clone(), no);
                }
                _ => {}
            }
        }
        let visit = self.visit_id(self.hir.duties[duty].scope).unwrap_or(0);
        self.generations.insert(duty, Generation { visit, instances, lacking: Default::default() });
        self.paused.remove(&duty);
        match self.each_of(duty) {
            Some(role) => {
                for party in self.parties(role, self.now) {
                    self.open_lacking(duty, Some(party));
                }
                self.stand_in(duty);
            }
            None if self.lacks(duty, &None) => self.open_one(duty, None, why),
            None => {}
        }
    }

    /// The role of which each party owes its own.
    pub(super) fn each_of(&self, duty: DutyId) -> Option<RoleId> {
        match self.task(duty)?.who {
            Who::Every(role) => Some(self.resolve(role, Some(duty))),
            _ => None,
        }
    }

    /// Whether a party has no instance, or only one that ended because it left or because the
    /// condition was false.
    pub(super) fn lacks(&self, duty: DutyId, party: &Option<String>) -> bool {
        let again = [Withdrawal::PartyLeft, Withdrawal::Condition].map(Status::Withdrawn);
        let instance = self.generations[&duty].instances.get(party);
        instance.is_none_or(|&no| again.contains(&self.obligations[no].status))
    }

    pub(super) fn open_lacking(&mut self, duty: DutyId, party: Option<String>) {
        if self.lacks(duty, &party) {
            self.open_one(duty, party, Withdrawal::Superseded);
        }
    }

    /// Nobody holds the role, and nothing is owed or was done or given up: it is owed once.
    pub(super) fn stand_in(&mut self, duty: DutyId) {
        let Some(role) = self.each_of(duty) else { return };
        let parties: Vec<Option<String>> =
            self.generations[&duty].instances.keys().cloned().collect();
        if self.parties(role, self.now).is_empty() && parties.iter().all(|p| self.lacks(duty, p)) {
            self.open_lacking(duty, None);
        }
    }

    pub(super) fn open_one(&mut self, duty: DutyId, party: Option<String>, why: Withdrawal) {
        let calendar = self.calendar_of(duty);
        let clock = self.start_term(&self.hir.duties[duty].term, calendar);
        let days = self.days(calendar);
        let mut due = self.end_of(&clock);
        let reminders = self.task(duty).map_or(&[][..], |task| &task.reminders).iter();
        let reminders: Vec<_> = reminders.map(|one| days.due(self.now, one.after)).collect();
        let mut still = None;
        if self.suspended {
            still = Some(self.what_is_left(&clock, due, &reminders));
            due = None;
        }
        let (doer, accountable, held) = self.who(duty, party.as_deref(), None);
        let no = self.obligations.len();
        let generation = self.generations.get_mut(&duty).expect("a generation");
        generation.instances.insert(party.clone(), no);
        generation.lacking.remove(&party);
        let visit = generation.visit;
        let item = self.focus.get().item;
        self.obligations.push(Obligation {
            item,
            duty,
            visit,
            party: party.clone(),
            opened: self.now,
            doer,
            accountable,
            held,
            taken_over: None,
            clock,
            due,
            still,
            reminders,
            postponed: None,
            promises: Vec::new(),
            status: Status::Open,
            late: false,
            rungs: Default::default(),
            reminded: Default::default(),
            waiting: Vec::new(),
            votes: Vec::new(),
            about: self.version(duty),
        });
        self.fresh.insert(no);
        let obligation = number(no);
        self.emit(EffectKind::Opened { obligation, duty, party, doer, accountable, due });
        self.ask_host(no);
        if let Some(about) = self.decision(duty).and_then(|decision| decision.about)
            && why == Withdrawal::Version
        {
            self.emit(EffectKind::Reopened { obligation, about });
        }
        if !held {
            self.emit(EffectKind::Unheld(obligation));
        }
        self.tell_basis(no);
    }

    /// It opens without a legal basis in force.
    pub(super) fn tell_basis(&mut self, no: usize) {
        let today = self.days(None).date_of(self.now);
        if !self.has_basis(self.obligations[no].duty, today) {
            self.emit(EffectKind::Grounds { obligation: number(no), in_force: false });
        }
    }

    pub(super) fn withdraw(&mut self, no: usize, why: Withdrawal) {
        self.obligations[no].status = Status::Withdrawn(why);
        self.emit(EffectKind::Withdrawn { obligation: number(no), why });
    }

    /// Its due instant has come: it is overdue, and its timed rungs wait.
    pub(super) fn mark_overdue(&mut self, no: usize) {
        let obligation = &mut self.obligations[no];
        obligation.status = Status::Overdue;
        obligation.late = true;
        let (duty, due) = (obligation.duty, obligation.due.expect("a due instant"));
        let calendar = self.calendar_of(duty);
        for (position, rung) in
            self.task(duty).map_or(&[][..], |task| &task.ladder).iter().enumerate()
        {
            if let Some(at) = rung.after.and_then(|after| self.counted_on(due, after, calendar)) {
                let at = at.instant.max(self.now);
                self.obligations[no].waiting.push((at, position));
            }
        }
        self.emit(EffectKind::Overdue(number(no)));
    }

    /// A rung calls its role, if its level is reached, once.
    pub(super) fn call_rung(&mut self, no: usize, position: usize) {
        let duty = self.obligations[no].duty;
        let rung = &self.task(duty).expect("a task").ladder[position];
        let called = self.obligations[no].rungs.contains(&position);
        if called || !self.reached(rung.from) || self.obligations[no].status != Status::Overdue {
            return;
        }
        self.obligations[no].rungs.insert(position);
        let to = self.resolve(rung.to, Some(duty));
        let rung_no = u32::try_from(position).expect("a small number");
        self.emit(EffectKind::Escalated { obligation: number(no), to, rung: rung_no });
        if rung.takes_over {
            self.obligations[no].taken_over = Some(rung.to);
            self.rebind(no);
        }
    }

    /// A task is done, effective at `at`.
    pub(super) fn complete_task(&mut self, no: usize, at: Timestamp) {
        let obligation = &mut self.obligations[no];
        let in_time = obligation.due.is_none_or(|due| at < due.instant);
        obligation.late = !in_time;
        obligation.status = Status::Done;
        let duty = obligation.duty;
        self.emit(EffectKind::Completed { obligation: number(no), in_time });
        self.done_at.insert(duty, at);
        self.follow();
    }

    /// Everything that hangs on a fact, a receipt or a completion is looked at again.
    pub(super) fn follow(&mut self) {
        self.plans_follow();
        for no in 0..self.obligations.len() {
            if self.obligations[no].status != Status::Open {
                continue;
            }
            self.about(self.focus_of(no), |case| {
                let (mut clock, _) = case.running(no);
                if case.follow_term(&case.hir.duties[case.obligations[no].duty].term, &mut clock) {
                    let due = case.end_of(&clock);
                    case.set_due(no, clock, due, None);
                }
            });
        }
        self.everywhere(Self::follow_here);
    }

    /// The same of the states and handlers of the chart in focus.
    fn follow_here(&mut self) {
        for state in self.active_states() {
            self.follow_state(state);
        }
        for handler in self.handlers.keys().copied().collect::<Vec<_>>() {
            let date = self.handler_date(handler);
            if date != self.handlers[&handler].date {
                let timer = self.handler_timer(handler, self.now).map(|at| at.max(self.now));
                let handled = self.handlers.get_mut(&handler).expect("a handler of a live scope");
                (handled.date, handled.timer, handled.pending) = (date, timer, false);
            }
        }
    }

    pub(super) fn set_due(
        &mut self,
        no: usize,
        clock: super::Clock,
        due: Option<draaiboek::calendar::Due>,
        reason: Option<&str>,
    ) {
        if self.obligations[no].still.is_some() {
            let mut still = self.what_is_left(&clock, due, &[]);
            let obligation = &mut self.obligations[no];
            still.reminders = obligation.still.take().expect("it stands still").reminders;
            (obligation.clock, obligation.still) = (clock, Some(still));
            return;
        }
        let obligation = &mut self.obligations[no];
        let from = obligation.due;
        (obligation.clock, obligation.due) = (clock, due);
        if !alike(from, due) {
            let (obligation, reason) = (number(no), reason.map(str::to_owned));
            self.emit(EffectKind::DueChanged { obligation, from, to: due, reason });
        }
    }

    /// Whether nothing of a duty is left to do in the present visit of its scope.
    pub(super) fn is_finished(&self, duty: DutyId) -> bool {
        let declared = &self.hir.duties[duty];
        if self.task(duty).is_some_and(|task| task.optional || task.every.is_some()) {
            return true;
        }
        let visit = self.visit_id(declared.scope);
        let generation = self.generations.get(&duty);
        let opened = generation.is_some_and(|generation| Some(generation.visit) == visit);
        let status = |no: &usize| self.obligations[*no].status;
        let statuses: Vec<Status> = self.latest(duty).iter().map(status).collect();
        if opened && statuses.iter().any(|status| status.is_owed()) {
            return false;
        }
        let once = self.task(duty).is_some_and(|task| task.once) && self.each_of(duty).is_none();
        let item = self.focus.get().item;
        let of_it = |o: &&Obligation| o.duty == duty && o.item == item;
        if once && self.obligations.iter().filter(of_it).any(|o| is_done(o.status)) {
            return true;
        }
        if opened && self.generations[&duty].lacking.is_empty() {
            return true;
        }
        let idle = declared.by_action || (!self.reached(declared.from) && !opened);
        idle || self.may_open(duty).is_false()
    }
}

fn is_done(status: Status) -> bool {
    matches!(status, Status::Done | Status::Decided(_))
}
