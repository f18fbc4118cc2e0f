//! Whether a state that was read is one that a case under a machine can be in, as far as the
//! engine relies on it: every id in its table, every count what it counts.

use crate::engine::{
    Alarm, Cause, Course, DutyState, Focus, History, Item, Kept, Obligation, ObligationNo, Phase,
    State, Status, Streaks, Timer, Withdrawal, groups_are_sound,
};
use crate::machine::Machine;
use crate::machine::id::{ChartId, DutyId, ExprId, Id, ItemId, RoleId, StateId, Table};
use crate::machine::playbook::{DutyKind, Part, Playbook, StateKind, Succession};

/// Counts beyond this are no counts of a case, and could overflow.
const MANY: u32 = 1 << 31;

pub(super) fn is_sound(machine: &Machine, state: &State) -> bool {
    let sound = Sound { machine, playbook: machine.playbook(), state };
    sound.tables()
        && sound.streaks(&state.streaks, None)
        && sound.phase()
        && sound.course(&state.own)
        && sound.items()
        && groups_are_sound(machine, state)
        && sound.people()
        && sound.records()
        && sound.all_duties()
        && state.obligations.iter().all(|obligation| sound.obligation(obligation))
        && state.timers.iter().all(|alarm| sound.alarm(*alarm))
}

struct Sound<'a> {
    machine: &'a Machine,
    playbook: &'a Playbook<ExprId>,
    state: &'a State,
}

impl Sound<'_> {
    fn tables(&self) -> bool {
        let (playbook, state) = (self.playbook, self.state);
        state.facts.len() == playbook.facts.len()
            && state.roles.len() == playbook.roles.len()
            && state.visit_count < MANY
            && state.seq < u64::from(MANY) * u64::from(MANY)
            && state.obligations.len() < MANY as usize
    }

    /// The phase of the case and its level are those of its chart.
    fn phase(&self) -> bool {
        let state = self.state;
        let level = self.playbook.scale.as_ref().map_or(1, |scale| scale.levels.len());
        let phase = match state.phase {
            Phase::Unopened => state.own.active.is_empty(),
            Phase::Open => state.is_active(StateId::new(0)),
            Phase::Closed(end) => state.is_active(end),
        };
        let reopens = state.reopens.is_none_or(|state| holds(&self.playbook.states, state));
        phase && reopens && state.level.index() < level
    }

    /// A chart as it runs is one of the machine, and its active states are a configuration of it.
    fn course(&self, course: &Course) -> bool {
        let Some(parts) = self.machine.index().charts.get(course.chart) else { return false };
        let visited = course.visits.iter().filter(|(_, visit)| visit.is_some()).map(|(id, _)| id);
        let within = |(id, count): (_, &u32)| {
            self.playbook.counters.get(id).is_some_and(|c| *count <= c.times)
        };
        let memory = |(state, memory): (&StateId, &Vec<Kept>)| {
            holds(&self.playbook.states, *state) && memory.iter().all(|kept| self.kept(kept))
        };
        course.visits.covers(parts.states)
            && course.received.covers(parts.signals)
            && course.heard.covers(parts.signals)
            && course.duties.covers(parts.duties)
            && course.handlers.covers(parts.handlers)
            && course.counters.covers(parts.counters)
            && course.monitors.covers(parts.guarantees)
            && visited.eq(course.active.iter().copied())
            && course.active.iter().all(|id| self.visit(course, *id))
            && course.memories.iter().all(memory)
            && course.counters.iter().all(within)
            && course.handlers.iter().all(|(_, handler)| handler.ticks < MANY)
            && course.duties.iter().all(|(duty, kept)| self.counts(duty, kept))
    }

    fn visit(&self, course: &Course, id: StateId) -> bool {
        let (Some(declared), Some(visit)) = (self.playbook.states.get(id), course.visit(id)) else {
            return false;
        };
        let within = declared.children.iter().filter(|child| course.is_active(**child));
        let children = match declared.kind {
            StateKind::Step | StateKind::End => 0,
            StateKind::Parallel => declared.children.len(),
            StateKind::Root | StateKind::Phase | StateKind::Track => 1,
        };
        within.count() == children
            && declared.parent.is_none_or(|parent| course.is_active(parent))
            && visit.id <= self.state.visit_count
            && visit.alarm.is_none_or(|alarm| self.alarm(alarm))
            && self.cause(visit.cause)
    }

    /// What may be resumed names what there is.
    fn kept(&self, kept: &Kept) -> bool {
        holds(&self.playbook.states, kept.state)
            && kept.visit.id <= self.state.visit_count
            && kept.visit.alarm.is_none()
            && self.cause(kept.visit.cause)
            && kept.timed.iter().all(|(handler, ..)| holds(&self.playbook.handlers, *handler))
            && kept.recurring.iter().all(|duty| self.duty(*duty))
    }

    /// Every item is of a kind, known by its own id only, and runs charts of its kind.
    fn items(&self) -> bool {
        let state = self.state;
        let named = |(no, item): (_, &Item)| state.item_no(&item.id) == Some(no) && self.item(item);
        state.item_numbers.len() == state.items.len() && state.numbered_items().all(named)
    }

    fn item(&self, item: &Item) -> bool {
        let Some(members) = self.machine.index().items.get(item.kind) else { return false };
        let of_kind = |course: &Course| members.charts.contains(&course.chart);
        let in_order = item.courses.is_sorted_by(|a, b| a.chart < b.chart);
        item.facts.covers(members.facts)
            && item.facts.iter().all(|(_, history)| is_history(history))
            && item.roles.covers(members.roles)
            && item.ledgers.covers(members.holdings)
            && item.kept.iter().all(|holding| item.ledger(*holding).is_some())
            && item.monitors.covers(members.guarantees)
            && self.streaks(&item.streaks, Some(item.kind))
            && in_order
            && item.courses.iter().all(|course| of_kind(course) && self.course(course))
    }

    /// What is counted is counted of a kind of item or of the case, as the machine says.
    fn streaks(&self, streaks: &Streaks, of: Option<ItemId>) -> bool {
        let counted = &self.machine.index().counting.of;
        streaks.keys().all(|streak| counted.get(*streak) == Some(&of))
            && streaks.values().all(|streak| streak.is_sound(self.state.seq))
    }

    fn people(&self) -> bool {
        let scale = self.playbook.scale.as_ref();
        self.state.determined.iter().all(|(role, level)| {
            self.role(*role) && scale.is_some_and(|scale| scale.levels.get(*level).is_some())
        }) && self.state.successions.iter().all(|succession| self.succession(succession))
    }

    fn succession(&self, succession: &Succession) -> bool {
        let part = match &succession.part {
            Part::All | Part::Rest => true,
            Part::Named { duties, holdings } => {
                let held = |holding| self.playbook.holdings.get(holding).is_some();
                duties.iter().all(|duty| self.duty(*duty)) && holdings.iter().copied().all(held)
            }
        };
        self.role(succession.by) && self.role(succession.of) && part
    }

    /// Facts, counters, clocks, inputs applied.
    fn records(&self) -> bool {
        let state = self.state;
        state.facts.as_slice().iter().all(is_history)
            && state.processed.values().all(|processed| processed.seq <= state.seq)
    }

    /// What is owed is what is marked so.
    fn all_duties(&self) -> bool {
        let owed = self.state.obligations();
        let owed = owed.filter(|(_, ob)| ob.status.is_owed()).map(|(no, _)| no);
        owed.eq(self.state.owed.iter().copied())
    }

    fn counts(&self, duty: DutyId, kept: &DutyState) -> bool {
        let (mut owed, mut done, mut left, mut late) = (0, 0, 0, 0);
        for (party, no) in &kept.current {
            let Some(obligation) = self.state.obligation(*no) else { return false };
            let own = obligation.party.as_deref().unwrap_or_default() == party;
            if obligation.duty != duty || !own {
                return false;
            }
            owed += u32::from(obligation.status.is_owed());
            done += u32::from(matches!(obligation.status, Status::Done | Status::Decided(_)));
            left += u32::from(matches!(
                obligation.status,
                Status::Withdrawn(Withdrawal::Left | Withdrawal::Closed)
            ));
            late += u32::from(obligation.late);
        }
        (owed, done, left, late) == (kept.owed, kept.done, kept.left, kept.late)
            && kept.visit <= self.state.visit_count
            && kept.ticks < MANY
    }

    fn obligation(&self, obligation: &Obligation) -> bool {
        let Some(duty) = self.playbook.duties.get(obligation.duty) else { return false };
        let chart = self.machine.index().chart_of.get(duty.scope);
        let runs =
            |chart: &ChartId| self.state.course(Focus::of(obligation.item, *chart)).is_some();
        let outcomes = match &duty.kind {
            DutyKind::Task(_) | DutyKind::Call(_) => 0,
            DutyKind::Decision(decision) => decision.outcomes.len(),
        };
        let named = |role: RoleId| role.is_missing() || self.role(role);
        let vote = |outcome: u32| (outcome as usize) < outcomes;
        let status = match obligation.status {
            Status::Decided(outcome) => vote(outcome),
            _ => true,
        };
        status
            && chart.is_some_and(runs)
            && named(obligation.doer)
            && named(obligation.accountable)
            && obligation.taken_over.is_none_or(named)
            && obligation.votes.iter().all(|one| self.role(one.role) && vote(one.outcome))
            && obligation.alarms.iter().all(|alarm| self.alarm(*alarm))
            && self.cause(obligation.cause)
            && obligation.visit <= self.state.visit_count
    }

    fn alarm(&self, alarm: Alarm) -> bool {
        let owed = |no: ObligationNo| {
            self.state.obligation(no).is_some_and(|obligation| obligation.item == alarm.item)
        };
        let runs = |state: StateId| {
            let chart = self.machine.index().chart_of.get(state);
            chart.is_some_and(|chart| self.state.course(Focus::of(alarm.item, *chart)).is_some())
        };
        let of = |scope: Option<StateId>| scope.is_some_and(runs);
        match alarm.what {
            Timer::Role(role) => self.role(role),
            Timer::Ground(ground) => holds(&self.playbook.grounds, ground),
            Timer::Due(no) | Timer::Reminder(no, _) | Timer::Rung(no, _) => owed(no),
            Timer::Move(holding) => {
                let item = alarm.item.and_then(|no| self.state.item(no));
                item.is_some_and(|item| item.ledger(holding).is_some())
            }
            Timer::State(state) => runs(state),
            Timer::Handler(handler) => of(self.playbook.handlers.get(handler).map(|it| it.scope)),
            Timer::Recurrence(duty) => of(self.playbook.duties.get(duty).map(|it| it.scope)),
            Timer::Guarantee(guarantee) => {
                let item = alarm.item.and_then(|no| self.state.item(no));
                match self.playbook.guarantees.get(guarantee) {
                    None => false,
                    Some(declared) if declared.item.is_some() => {
                        item.is_some_and(|item| item.monitors.get(guarantee).is_some())
                    }
                    Some(declared) => {
                        self.state.course(Focus::of(alarm.item, declared.chart)).is_some()
                    }
                }
            }
        }
    }

    fn cause(&self, cause: Cause) -> bool {
        match cause {
            Cause::Handler(handler) => holds(&self.playbook.handlers, handler),
            Cause::Outcome(duty, _) => self.duty(duty),
            Cause::Opening
            | Cause::Condition
            | Cause::Recurrence
            | Cause::Parties
            | Cause::Version
            | Cause::Reopening => true,
        }
    }

    fn role(&self, role: RoleId) -> bool {
        holds(&self.playbook.roles, role)
    }

    fn duty(&self, duty: DutyId) -> bool {
        holds(&self.playbook.duties, duty)
    }
}

fn holds<K: Id, T>(table: &Table<K, T>, id: K) -> bool {
    table.get(id).is_some()
}

fn is_history(history: &History) -> bool {
    match history.current {
        Some(current) => (current as usize) < history.statements.len(),
        None => history.statements.is_empty(),
    }
}
