//! What happens by itself: the next instant is found by looking at everything.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::{Due, Timestamp};
use draaiboek::engine::{EffectKind, Status};
use draaiboek::hir::Expr;
use draaiboek::machine::id::{DutyId, HandlerId, HoldingId, RoleId, StateId};
use draaiboek::machine::playbook::{Deadline, DutyKind, Trigger};

use super::duty::number;
use super::{Case, Focus, Life, Overdue};

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
    Move(HoldingId),
}

/// By order of writing, then item, then obligation number.
type Batch = BTreeSet<(u32, Option<usize>, usize, Firing)>;

impl Case<'_> {
    /// Whether a trigger waits for a duty to be overdue, of a chart in focus.
    fn is_overdue(&self, trigger: &Trigger<Expr>, duty: DutyId) -> bool {
        match (trigger, &self.hir.duties[duty].kind) {
            (Trigger::DutyOverdue(of), _) => *of == duty,
            (Trigger::CallOverdue(action), DutyKind::Call(call)) => {
                call.action == *action && self.chart_of_duty(duty) == self.focus.get().chart
            }
            _ => false,
        }
    }

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
        for course in self.running_charts().iter().map(|focus| &self.courses[focus]) {
            for visit in course.visits.values().filter(|visit| !visit.passed) {
                instants.extend(visit.due.map(|due| due.instant));
            }
            instants.extend(course.handlers.values().filter_map(|handled| handled.timer));
            instants.extend(course.recurring.values().filter_map(|recurring| recurring.next));
        }
        for focus in self.watched() {
            let monitors = self.monitors_of(focus);
            let awaited = monitors.values().filter(|monitor| monitor.awaiting);
            instants.extend(awaited.filter_map(|it| it.until.filter(|&at| at > self.looked)));
        }
        for holding in self.holders.values().flatten() {
            let changes = std::iter::once(holding.from).chain(holding.until);
            instants.extend(changes.filter(|&at| at > self.looked));
        }
        instants.extend(self.ground_changes().into_iter().filter(|&at| at > self.looked));
        let moves = self.moves_due().into_iter().map(|(.., at)| at);
        instants.extend(moves.filter(|&at| at > self.looked));
        instants.into_iter().min()
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
            let live = self.live();
            for (_, item, no, firing) in batch {
                let focus = self.focus_of_firing(item, no, firing);
                self.about(focus, |case| case.run_firing(no, firing, &live));
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
        for (&(item, role), holdings) in &self.holders {
            let changes = |h: &super::Holding| h.from == at || h.until == Some(at);
            if at > self.looked && holdings.iter().any(changes) {
                batch.insert((0, item, 0, Firing::Role(role)));
            }
        }
        for (no, holding, due) in self.moves_due() {
            if at > self.looked && due == at {
                batch.insert((0, Some(no), 0, Firing::Move(holding)));
            }
        }
        if at > self.looked && self.ground_changes().contains(&at) {
            batch.insert((0, None, 0, Firing::Grounds));
        }
        self.list_reminders(at, &mut batch);
        self.list_waiting(at, &mut batch);
        let late = self.mark(at, &mut batch);
        for no in late {
            self.about(self.focus_of(no), |case| case.list_late(no, &mut batch));
        }
        self.everywhere(|case| case.list_handlers(at, &mut batch));
        batch
    }

    /// Marks what is due, in order of writing; gives the obligations that are overdue from now.
    fn mark(&mut self, at: Timestamp, batch: &mut Batch) -> Vec<usize> {
        let is_due = |due: Option<Due>| due.is_some_and(|due| due.instant <= at);
        let mut marks = BTreeSet::new();
        for (no, obligation) in self.obligations.iter().enumerate() {
            if obligation.status == Status::Open && is_due(obligation.due) {
                let order = self.hir.duties[obligation.duty].order;
                marks.insert((order, obligation.item, Some(no), None));
            }
        }
        for focus in self.running_charts() {
            for (&state, visit) in &self.courses[&focus].visits {
                if let Deadline::Term(_, order) = self.hir.states[state].deadline
                    && !visit.passed
                    && is_due(visit.due)
                {
                    marks.insert((order, focus.item, None, Some(state)));
                }
            }
        }
        for &(_, item, obligation, state) in &marks {
            if let Some(no) = obligation {
                self.about(self.focus_of(no), |case| case.mark_overdue(no));
            }
            if let Some(state) = state {
                let chart = self.chart_of(state);
                self.about(Focus { item, chart }, |case| case.mark_passed(state, batch));
            }
        }
        marks.into_iter().filter_map(|(_, _, obligation, _)| obligation).collect()
    }

    fn mark_passed(&mut self, state: StateId, batch: &mut Batch) {
        self.visits.get_mut(&state).expect("an active state").passed = true;
        self.emit(EffectKind::DeadlinePassed(state));
        self.list_scope(state, &[Overdue::Armed, Overdue::Extended], batch);
    }

    /// The chart in which a firing runs.
    fn focus_of_firing(&self, item: Option<usize>, no: usize, firing: Firing) -> Focus {
        let chart = match firing {
            Firing::Role(_) | Firing::Grounds | Firing::Move(_) => {
                return Focus { item, ..Focus::default() };
            }
            Firing::Rung(_) | Firing::Unanswered | Firing::Reminder(_) => {
                return self.focus_of(no);
            }
            Firing::DutyOverdue(duty) | Firing::Recurrence(duty, _) => self.chart_of_duty(duty),
            Firing::ScopeOverdue(scope, _) => self.chart_of(scope),
            Firing::Handler(handler, _) => self.chart_of(self.hir.handlers[handler].scope),
        };
        Focus { item, chart }
    }

    fn list_reminders(&mut self, at: Timestamp, batch: &mut Batch) {
        for no in 0..self.obligations.len() {
            for (_, position) in self.reminders(no).into_iter().filter(|(when, _)| *when <= at) {
                let task = self.task(self.obligations[no].duty).expect("a task");
                let (order, item) = (task.reminders[position].order, self.obligations[no].item);
                batch.insert((order, item, no, Firing::Reminder(position)));
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
                let (order, item) = (task.ladder[position].order, self.obligations[no].item);
                batch.insert((order, item, no, Firing::Rung(position)));
            }
            self.obligations[no].waiting.retain(|(when, _)| *when > at);
        }
    }

    /// What an obligation that has just become overdue sets off.
    fn list_late(&self, no: usize, batch: &mut Batch) {
        let duty = self.obligations[no].duty;
        let (declared, item) = (&self.hir.duties[duty], self.focus.get().item);
        let mandatory = match &declared.kind {
            DutyKind::Task(task) => {
                for (position, rung) in task.ladder.iter().enumerate() {
                    if rung.after.is_none() && self.reached(rung.from) {
                        batch.insert((rung.order, item, no, Firing::Rung(position)));
                    }
                }
                !task.optional
            }
            DutyKind::Call(_) => true,
            DutyKind::Decision(decision) => {
                let order = decision.no_answer.as_ref().map_or(declared.order, |o| o.order);
                batch.insert((order, item, no, Firing::Unanswered));
                decision.no_answer.is_none()
            }
        };
        let handlers = self.handlers_on(|trigger| self.is_overdue(trigger, duty));
        if let Some(order) = handlers.iter().map(|&h| self.hir.handlers[h].order).min() {
            batch.insert((order, item, 0, Firing::DutyOverdue(duty)));
        }
        if mandatory && self.visit_id(declared.scope) == Some(self.obligations[no].visit) {
            self.list_scope(declared.scope, &[Overdue::Armed], batch);
        }
    }

    fn list_scope(&self, scope: StateId, when: &[Overdue], batch: &mut Batch) {
        let visit = &self.visits[&scope];
        let first = self.on_overdue(scope).iter().map(|&h| self.hir.handlers[h].order).min();
        if let Some(order) = first.filter(|_| when.contains(&visit.overdue)) {
            batch.insert((order, self.focus.get().item, 0, Firing::ScopeOverdue(scope, visit.id)));
        }
    }

    fn on_overdue(&self, scope: StateId) -> Vec<HandlerId> {
        let mut handlers = self.handlers_on(|trigger| *trigger == Trigger::Overdue);
        handlers.retain(|&h| self.hir.handlers[h].scope == scope);
        handlers
    }

    fn list_handlers(&mut self, at: Timestamp, batch: &mut Batch) {
        let (hir, item) = (self.hir, self.focus.get().item);
        let course = &mut **self;
        for (&handler, handled) in &mut course.handlers {
            if handled.timer.is_some_and(|timer| timer <= at) {
                let declared = &hir.handlers[handler];
                let visit = course.visits[&declared.scope].id;
                batch.insert((declared.order, item, 0, Firing::Handler(handler, visit)));
                (handled.timer, handled.pending) = (None, true);
            }
        }
        for (&duty, recurring) in &mut course.recurring {
            if recurring.next.is_some_and(|next| next <= at) {
                let declared = &hir.duties[duty];
                let visit = course.visits[&declared.scope].id;
                batch.insert((declared.order, item, 0, Firing::Recurrence(duty, visit)));
                recurring.next = None;
            }
        }
    }

    fn run_firing(
        &mut self,
        no: usize,
        firing: Firing,
        live: &BTreeMap<(Option<usize>, StateId), u32>,
    ) {
        match firing {
            Firing::Role(role) => {
                self.tell_holders(role);
                self.heed_claims();
                self.roles_changed();
            }
            Firing::Grounds => self.bases_changed(),
            Firing::Move(holding) => {
                self.take_effect(self.focus.get().item.expect("an item"), holding);
            }
            Firing::Rung(position) => self.call_rung(no, position),
            Firing::Unanswered => self.unanswered(no),
            Firing::DutyOverdue(duty) => {
                let mut handlers = self.handlers_on(|trigger| self.is_overdue(trigger, duty));
                handlers.retain(|&h| {
                    let scope = self.hir.handlers[h].scope;
                    self.visit_id(scope) == live.get(&(self.focus.get().item, scope)).copied()
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
