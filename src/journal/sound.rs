//! Whether a state that was read is one that a case under a machine can be in, as far as the
//! engine relies on it: every id in its table, every count what it counts.

use crate::engine::{
    Alarm, Cause, Kept, Obligation, ObligationNo, Phase, State, Status, Timer, Withdrawal,
};
use crate::machine::Machine;
use crate::machine::id::{DutyId, ExprId, Id, RoleId, StateId, Table};
use crate::machine::playbook::{DutyKind, Part, Playbook, StateKind, Succession};

/// Counts beyond this are no counts of a case, and could overflow.
const MANY: u32 = 1 << 31;

pub(super) fn is_sound(machine: &Machine, state: &State) -> bool {
    let sound = Sound { playbook: machine.playbook(), state };
    state.streaks.len() == machine.exprs().streaks.len()
        && state.streaks.as_slice().iter().all(|streak| streak.is_sound(state.seq))
        && sound.tables()
        && sound.chart()
        && sound.history()
        && sound.people()
        && sound.records()
        && sound.all_duties()
        && state.obligations.iter().all(|obligation| sound.obligation(obligation))
        && state.timers.iter().all(|alarm| sound.alarm(*alarm))
}

struct Sound<'a> {
    playbook: &'a Playbook<ExprId>,
    state: &'a State,
}

impl Sound<'_> {
    fn tables(&self) -> bool {
        let (playbook, state) = (self.playbook, self.state);
        state.visits.len() == playbook.states.len()
            && state.facts.len() == playbook.facts.len()
            && state.received.len() == playbook.signals.len()
            && state.duties.len() == playbook.duties.len()
            && state.handlers.len() == playbook.handlers.len()
            && state.counters.len() == playbook.counters.len()
            && state.roles.len() == playbook.roles.len()
            && state.monitors.len() == playbook.guarantees.len()
            && state.visit_count < MANY
            && state.seq < u64::from(MANY) * u64::from(MANY)
            && state.obligations.len() < MANY as usize
    }

    /// The active states are a configuration of the chart.
    fn chart(&self) -> bool {
        let state = self.state;
        let active = |id: StateId| state.is_active(id);
        let level = self.playbook.scale.as_ref().map_or(1, |scale| scale.levels.len());
        let visited = state.visits.iter().filter(|(_, visit)| visit.is_some()).map(|(id, _)| id);
        let phase = match state.phase {
            Phase::Unopened => state.active.is_empty(),
            Phase::Open => active(StateId::new(0)),
            Phase::Closed(end) => active(end),
        };
        phase
            && state.level.index() < level
            && visited.eq(state.active.iter().copied())
            && state.active.iter().all(|id| self.visit(*id))
    }

    fn visit(&self, id: StateId) -> bool {
        let (Some(declared), Some(visit)) = (self.playbook.states.get(id), self.state.visit(id))
        else {
            return false;
        };
        let within = declared.children.iter().filter(|child| self.state.is_active(**child));
        let children = match declared.kind {
            StateKind::Step | StateKind::End => 0,
            StateKind::Parallel => declared.children.len(),
            StateKind::Root | StateKind::Phase | StateKind::Track => 1,
        };
        within.count() == children
            && declared.parent.is_none_or(|parent| self.state.is_active(parent))
            && visit.id <= self.state.visit_count
            && visit.alarm.is_none_or(|alarm| self.alarm(alarm))
            && self.cause(visit.cause)
    }

    /// What may be resumed or reopened names what there is.
    fn history(&self) -> bool {
        let states = &self.playbook.states;
        let kept = |kept: &Kept| {
            holds(states, kept.state)
                && kept.visit.id <= self.state.visit_count
                && kept.visit.alarm.is_none()
                && self.cause(kept.visit.cause)
                && kept.timed.iter().all(|(handler, ..)| holds(&self.playbook.handlers, *handler))
                && kept.recurring.iter().all(|duty| self.duty(*duty))
        };
        let memories = &self.state.memories;
        memories.iter().all(|(state, memory)| holds(states, *state) && memory.iter().all(kept))
            && self.state.reopens.is_none_or(|state| holds(states, state))
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
        let (playbook, state) = (self.playbook, self.state);
        let facts = state.facts.as_slice().iter().all(|history| match history.current {
            Some(current) => (current as usize) < history.statements.len(),
            None => history.statements.is_empty(),
        });
        let within =
            |(id, count): (_, &u32)| playbook.counters.get(id).is_some_and(|c| *count <= c.times);
        facts
            && state.counters.iter().all(within)
            && state.handlers.as_slice().iter().all(|handler| handler.ticks < MANY)
            && state.processed.values().all(|processed| processed.seq <= state.seq)
    }

    /// What is owed, done and late of each duty is what its current instances say.
    fn all_duties(&self) -> bool {
        let owed = self.state.obligations();
        let owed = owed.filter(|(_, ob)| ob.status.is_owed()).map(|(no, _)| no);
        owed.eq(self.state.owed.iter().copied())
            && self.playbook.duties.ids().all(|duty| self.counts(duty))
    }

    fn counts(&self, duty: DutyId) -> bool {
        let Some(kept) = self.state.duties.get(duty) else { return false };
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
            && named(obligation.doer)
            && named(obligation.accountable)
            && obligation.taken_over.is_none_or(named)
            && obligation.votes.iter().all(|one| self.role(one.role) && vote(one.outcome))
            && obligation.alarms.iter().all(|alarm| self.alarm(*alarm))
            && self.cause(obligation.cause)
            && obligation.visit <= self.state.visit_count
    }

    fn alarm(&self, alarm: Alarm) -> bool {
        let owed = |no: ObligationNo| self.state.obligation(no).is_some();
        match alarm.what {
            Timer::Role(role) => self.role(role),
            Timer::Due(no) | Timer::Reminder(no, _) | Timer::Rung(no, _) => owed(no),
            Timer::State(state) => holds(&self.playbook.states, state),
            Timer::Handler(handler) => holds(&self.playbook.handlers, handler),
            Timer::Recurrence(duty) => self.duty(duty),
            Timer::Guarantee(guarantee) => holds(&self.playbook.guarantees, guarantee),
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
