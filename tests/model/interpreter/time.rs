//! What happens by itself: the next instant is found by looking at everything.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::{Date, Due, Timestamp};
use draaiboek::engine::{EffectKind, Status};
use draaiboek::machine::id::{DutyId, GroundId, HandlerId, RoleId, StateId};
use draaiboek::machine::playbook::{Deadline, DutyKind, Trigger};

use super::duty::number;
use super::{Case, Life, Overdue};

/// Something to run at an instant. The numbers are visits: of a scope left meanwhile nothing runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Firing {
    Role(RoleId),
    Grounds,
    Rung(usize),
    Unanswered,
    DutyOverdue(DutyId),
    ScopeOverdue(StateId, u32),
    Reminder(usize),
    Handler(HandlerId, u32),
    Recurrence(DutyId, u32),
}

/// By order of writing, then obligation number.
type Batch = BTreeMap<(u32, usize, Firing), ()>;

impl Case<'_> {
    /// The next instant at which anything happens by itself.
    pub fn next_instant(&self) -> Option<Timestamp> {
        if self.life != Life::Open {
            return None;
        }
        let mut instants: Vec<Timestamp> = Vec::new();
        for obligation in &self.obligations {
            if obligation.status == Status::Open {
                instants.extend(obligation.due.map(|due| due.instant));
            }
            if obligation.status == Status::Overdue {
                instants.extend(obligation.waiting.iter().map(|(at, _)| *at));
            }
        }
        for no in 0..self.obligations.len() {
            instants.extend(self.reminders(no).into_iter().map(|(at, _)| at));
        }
        for visit in self.visits.values().filter(|visit| !visit.passed) {
            instants.extend(visit.due.map(|due| due.instant));
        }
        instants.extend(self.handlers.values().filter_map(|handled| handled.timer));
        instants.extend(self.recurring.values().filter_map(|recurring| recurring.next));
        instants.extend(
            self.monitors
                .values()
                .filter_map(|m| m.until.filter(|&at| m.awaiting && at > self.looked)),
        );
        for holding in self.holders.values().flatten() {
            let changes = std::iter::once(holding.from).chain(holding.until);
            instants.extend(changes.filter(|&at| at > self.looked));
        }
        instants.extend(self.ground_changes().into_iter().filter(|&at| at > self.looked));
        instants.into_iter().min()
    }

    /// When legal bases on which something rests begin and cease to be in force.
    fn ground_changes(&self) -> Vec<Timestamp> {
        if self.life != Life::Open {
            return Vec::new();
        }
        let rested = |id: &GroundId| self.hir.duties.ids().any(|it| self.bases(it).contains(id));
        let grounds = self.hir.grounds.iter().filter(|(id, _)| rested(id));
        let days = grounds.flat_map(|(_, ground)| [ground.valid.from, ground.valid.until]);
        days.flatten().map(|day| self.days(None).first_instant(day)).collect()
    }

    /// Whether a legal basis on which a duty rests is in force on a day, if it rests on any.
    pub(super) fn has_basis(&self, duty: DutyId, day: Date) -> bool {
        let bases = self.bases(duty);
        bases.is_empty() || bases.iter().any(|&id| self.hir.grounds[id].valid.contains(day))
    }

    fn bases(&self, duty: DutyId) -> Vec<GroundId> {
        let declared = &self.hir.duties[duty];
        let around = self.around(declared.scope).into_iter();
        let around = around.flat_map(|scope| &self.hir.states[scope].grounds);
        declared.grounds.iter().chain(around).copied().collect()
    }

    /// What is owed since before, and rests on a basis today or did so yesterday, but not both.
    fn bases_changed(&mut self) {
        let today = self.days(None).date_of(self.now);
        let yesterday = today.yesterday().expect("a day before");
        for no in 0..self.obligations.len() {
            let obligation = &self.obligations[no];
            let duty = obligation.duty;
            let in_force = self.has_basis(duty, today);
            let changed = in_force != self.has_basis(duty, yesterday);
            if obligation.status.is_owed() && obligation.opened < self.now && changed {
                self.emit(EffectKind::Grounds { obligation: number(no), in_force });
            }
        }
    }

    /// Reminders that lie ahead of an open obligation, before its due instant.
    fn reminders(&self, no: usize) -> Vec<(Timestamp, usize)> {
        let obligation = &self.obligations[no];
        if obligation.status != Status::Open || obligation.still.is_some() {
            return Vec::new();
        }
        let mut ahead = Vec::new();
        for (position, at) in obligation.reminders.iter().enumerate() {
            let Some(at) = at.map(|at| at.instant) else { continue };
            let before_due = obligation.due.is_none_or(|due| at < due.instant);
            if before_due && !obligation.reminded.contains(&position) {
                ahead.push((at, position));
            }
        }
        ahead
    }

    /// Everything of one instant, also what is set on the way.
    pub(super) fn instant(&mut self, at: Timestamp) {
        let mut batches = 0;
        while self.next_instant().is_some_and(|next| next <= at) {
            batches += 1;
            self.runaway |= batches > 300;
            if self.runaway {
                return;
            }
            let batch = self.batch(at);
            self.looked = at;
            let live = self.visits.iter().map(|(&state, visit)| (state, visit.id)).collect();
            for (_, no, firing) in batch.into_keys() {
                self.run_firing(no, firing, &live);
                self.run_to_completion();
                if self.runaway {
                    return;
                }
            }
            // What was marked may be awaited though nothing fires by it.
            self.run_to_completion();
        }
    }

    /// Marks what is due, takes the timers, and lists what must run.
    fn batch(&mut self, at: Timestamp) -> Batch {
        let mut batch = Batch::new();
        for (&role, holdings) in &self.holders {
            let changes = |h: &super::Holding| h.from == at || h.until == Some(at);
            if at > self.looked && holdings.iter().any(changes) {
                batch.insert((0, 0, Firing::Role(role)), ());
            }
        }
        if at > self.looked && self.ground_changes().contains(&at) {
            batch.insert((0, 0, Firing::Grounds), ());
        }
        self.list_reminders(at, &mut batch);
        self.list_waiting(at, &mut batch);
        let late = self.mark(at, &mut batch);
        for no in late {
            self.list_late(no, &mut batch);
        }
        self.list_handlers(at, &mut batch);
        batch
    }

    /// Marks what is due, in order of writing; gives the obligations that are overdue from now.
    fn mark(&mut self, at: Timestamp, batch: &mut Batch) -> Vec<usize> {
        let is_due = |due: Option<Due>| due.is_some_and(|due| due.instant <= at);
        let mut marks = BTreeSet::new();
        for (no, obligation) in self.obligations.iter().enumerate() {
            if obligation.status == Status::Open && is_due(obligation.due) {
                marks.insert((self.hir.duties[obligation.duty].order, Some(no), None));
            }
        }
        for (&state, visit) in &self.visits {
            if let Deadline::Term(_, order) = self.hir.states[state].deadline
                && !visit.passed
                && is_due(visit.due)
            {
                marks.insert((order, None, Some(state)));
            }
        }
        for &(_, obligation, state) in &marks {
            if let Some(no) = obligation {
                self.mark_overdue(no);
            }
            if let Some(state) = state {
                self.visits.get_mut(&state).expect("an active state").passed = true;
                self.emit(EffectKind::DeadlinePassed(state));
                self.list_scope(state, &[Overdue::Armed, Overdue::Extended], batch);
            }
        }
        marks.into_iter().filter_map(|(_, obligation, _)| obligation).collect()
    }

    fn list_reminders(&mut self, at: Timestamp, batch: &mut Batch) {
        for no in 0..self.obligations.len() {
            for (_, position) in self.reminders(no).into_iter().filter(|(when, _)| *when <= at) {
                let task = self.task(self.obligations[no].duty).expect("a task");
                batch.insert((task.reminders[position].order, no, Firing::Reminder(position)), ());
                self.obligations[no].reminded.insert(position);
            }
        }
    }

    fn list_waiting(&mut self, at: Timestamp, batch: &mut Batch) {
        for no in 0..self.obligations.len() {
            let Some(task) = self.task(self.obligations[no].duty) else { continue };
            if self.obligations[no].status != Status::Overdue {
                continue;
            }
            for &(_, position) in self.obligations[no].waiting.iter().filter(|w| w.0 <= at) {
                batch.insert((task.ladder[position].order, no, Firing::Rung(position)), ());
            }
            self.obligations[no].waiting.retain(|(when, _)| *when > at);
        }
    }

    /// What an obligation that has just become overdue sets off.
    fn list_late(&self, no: usize, batch: &mut Batch) {
        let duty = self.obligations[no].duty;
        let declared = &self.hir.duties[duty];
        let mandatory = match &declared.kind {
            DutyKind::Task(task) => {
                for (position, rung) in task.ladder.iter().enumerate() {
                    if rung.after.is_none() && self.reached(rung.from) {
                        batch.insert((rung.order, no, Firing::Rung(position)), ());
                    }
                }
                !task.optional
            }
            DutyKind::Call(_) => true,
            DutyKind::Decision(decision) => {
                let order = decision.no_answer.as_ref().map_or(declared.order, |o| o.order);
                batch.insert((order, no, Firing::Unanswered), ());
                decision.no_answer.is_none()
            }
        };
        let handlers = self.handlers_on(|trigger| *trigger == Trigger::DutyOverdue(duty));
        if let Some(order) = handlers.iter().map(|&h| self.hir.handlers[h].order).min() {
            batch.insert((order, 0, Firing::DutyOverdue(duty)), ());
        }
        if mandatory && self.visit_id(declared.scope) == Some(self.obligations[no].visit) {
            self.list_scope(declared.scope, &[Overdue::Armed], batch);
        }
    }

    fn list_scope(&self, scope: StateId, when: &[Overdue], batch: &mut Batch) {
        let visit = &self.visits[&scope];
        let first = self.on_overdue(scope).iter().map(|&h| self.hir.handlers[h].order).min();
        if let Some(order) = first.filter(|_| when.contains(&visit.overdue)) {
            batch.insert((order, 0, Firing::ScopeOverdue(scope, visit.id)), ());
        }
    }

    fn on_overdue(&self, scope: StateId) -> Vec<HandlerId> {
        let mut handlers = self.handlers_on(|trigger| *trigger == Trigger::Overdue);
        handlers.retain(|&h| self.hir.handlers[h].scope == scope);
        handlers
    }

    fn list_handlers(&mut self, at: Timestamp, batch: &mut Batch) {
        for (&handler, handled) in &mut self.handlers {
            if handled.timer.is_some_and(|timer| timer <= at) {
                let declared = &self.hir.handlers[handler];
                let visit = self.visits[&declared.scope].id;
                batch.insert((declared.order, 0, Firing::Handler(handler, visit)), ());
                (handled.timer, handled.pending) = (None, true);
            }
        }
        for (&duty, recurring) in &mut self.recurring {
            if recurring.next.is_some_and(|next| next <= at) {
                let declared = &self.hir.duties[duty];
                let visit = self.visits[&declared.scope].id;
                batch.insert((declared.order, 0, Firing::Recurrence(duty, visit)), ());
                recurring.next = None;
            }
        }
    }

    fn run_firing(&mut self, no: usize, firing: Firing, live: &BTreeMap<StateId, u32>) {
        match firing {
            Firing::Role(_) => {
                self.heed_claims();
                self.roles_changed();
            }
            Firing::Grounds => self.bases_changed(),
            Firing::Rung(position) => self.call_rung(no, position),
            Firing::Unanswered => self.unanswered(no),
            Firing::DutyOverdue(duty) => {
                let mut handlers =
                    self.handlers_on(|trigger| *trigger == Trigger::DutyOverdue(duty));
                handlers.retain(|&h| {
                    let scope = self.hir.handlers[h].scope;
                    self.visit_id(scope) == live.get(&scope).copied()
                });
                self.fire(&handlers);
            }
            Firing::ScopeOverdue(scope, visit) => {
                let same = self.visit_id(scope) == Some(visit);
                if same && self.visits[&scope].overdue != Overdue::Fired {
                    self.visits.get_mut(&scope).expect("active").overdue = Overdue::Fired;
                    self.fire(&self.on_overdue(scope));
                }
            }
            Firing::Reminder(_) => {
                if self.obligations[no].status == Status::Open {
                    self.emit(EffectKind::Reminder(number(no)));
                }
            }
            Firing::Handler(handler, visit) => {
                let same = self.visit_id(self.hir.handlers[handler].scope) == Some(visit);
                let handled = self.handlers.get_mut(&handler).filter(|_| same);
                if handled.is_some_and(|handled| std::mem::take(&mut handled.pending)) {
                    self.next_period(handler);
                    self.fire(&[handler]);
                }
            }
            Firing::Recurrence(duty, visit) => {
                if self.visit_id(self.hir.duties[duty].scope) == Some(visit) {
                    self.recur(duty);
                }
            }
        }
    }

    fn next_period(&mut self, handler: HandlerId) {
        let declared = &self.hir.handlers[handler];
        if let Trigger::At(time) = declared.trigger {
            let timer = self.days(None).next_clock(time, self.now);
            self.handlers.get_mut(&handler).expect("a live handler").timer = timer;
        }
        if let Trigger::Every(period) = declared.trigger {
            let ticks = self.handlers[&handler].ticks + 1;
            let start = self.visits[&declared.scope].entered;
            let timer = self.period(start, period, ticks + 1).map(|at| at.max(self.now));
            let handled = self.handlers.get_mut(&handler).expect("a live handler");
            (handled.ticks, handled.timer) = (ticks, timer);
        }
    }

    fn recur(&mut self, duty: DutyId) {
        let Some(recurring) = self.recurring.get(&duty) else { return };
        let (start, ticks) = (recurring.start, recurring.ticks + 1);
        let period = self.task(duty).and_then(|task| task.every).expect("a period");
        self.open_duty(duty);
        let next = self.period(start, period, ticks).map(|at| at.max(self.now));
        self.recurring.insert(duty, super::Recurring { start, next, ticks });
    }

    /// A decision that nobody answered in time.
    fn unanswered(&mut self, no: usize) {
        if self.obligations[no].status != Status::Overdue {
            return;
        }
        self.obligations[no].status = Status::Unanswered;
        self.emit(EffectKind::Decided { obligation: number(no), outcome: None });
        let duty = self.obligations[no].duty;
        if let Some(outcome) = &self.decision(duty).expect("a decision").no_answer {
            self.decide(self.hir.duties[duty].scope, outcome);
        }
    }
}
