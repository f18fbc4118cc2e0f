//! The ratchet: the floor of the rules, raising, lowering.

use draaiboek::calendar::Due;
use draaiboek::engine::{EffectKind, Fault, Input, Status};
use draaiboek::machine::id::{Id, LevelId, RoleId, StateId};
use draaiboek::machine::playbook::Deadline;

use super::super::calendar::alike;
use super::{Case, Focus, eval};

impl Case<'_> {
    /// The highest level whose rule definitely holds, else the lowest.
    pub(super) fn floor(&self) -> LevelId {
        let mut floor = LevelId::new(0);
        for rule in self.hir.scale.iter().flat_map(|scale| &scale.rules) {
            if rule.level > floor && eval::holds(self, &rule.when) {
                floor = rule.level;
            }
        }
        floor
    }

    pub(super) fn raise_to_floor(&mut self) {
        self.raise_to(self.floor());
    }

    /// At least this level, with all that comes of it.
    pub(super) fn raise_to(&mut self, level: LevelId) {
        self.about(Focus::default(), |case| case.rise(level));
    }

    pub(super) fn determine(&mut self, level: LevelId) {
        if level >= self.level {
            return self.rise(level);
        }
        let from = std::mem::replace(&mut self.level, level);
        self.emit(EffectKind::Severity { from, to: level });
        self.rebind_all();
    }

    fn rise(&mut self, level: LevelId) {
        let old = self.level;
        if level <= old {
            return;
        }
        self.level = level;
        self.emit(EffectKind::Severity { from: old, to: level });
        self.bring_nearer(old);
        let is_new = |from: Option<LevelId>| from.is_some_and(|from| from > old && from <= level);
        self.everywhere(|case| case.reach(is_new));
        for no in 0..self.obligations.len() {
            let Some(task) = self.task(self.obligations[no].duty) else { continue };
            for (position, rung) in task.ladder.iter().enumerate() {
                if rung.after.is_none() && is_new(rung.from) {
                    self.about(self.focus_of(no), |case| case.call_rung(no, position));
                }
            }
        }
        self.rebind_all();
    }

    /// In the chart in focus, what is told and opens by a level reached.
    fn reach(&mut self, is_new: impl Fn(Option<LevelId>) -> bool + Copy) {
        for state in self.active_states() {
            self.tell(state, is_new);
            for &duty in &self.hir.states[state].duties {
                let declared = &self.hir.duties[duty];
                let generation = self.generations.get(&duty).map(|generation| generation.visit);
                let opened = generation == self.visit_id(state);
                if is_new(declared.from) && !declared.by_action && !opened {
                    self.begin_duty(duty);
                }
            }
        }
    }

    /// Terms that run get their earlier due instants.
    fn bring_nearer(&mut self, old: LevelId) {
        for no in 0..self.obligations.len() {
            if self.obligations[no].status == Status::Open {
                self.about(self.focus_of(no), |case| {
                    let term = &case.hir.duties[case.obligations[no].duty].term;
                    let (mut clock, due) = case.running(no);
                    let due = case.raise_term(term, &mut clock, due, old);
                    case.set_due(no, clock, due, None);
                });
            }
        }
        self.everywhere(|case| case.bring_states_nearer(old));
    }

    fn bring_states_nearer(&mut self, old: LevelId) {
        for state in self.active_states() {
            let Deadline::Term(term, _) = &self.hir.states[state].deadline else { continue };
            let visit = &self.visits[&state];
            if !self.has_passed(visit.due) {
                let (mut clock, due) = self.if_it_ran(&visit.clock, visit.due, &visit.still);
                let due = self.raise_term(term, &mut clock, due, old);
                self.set_state_due(state, clock, due);
            }
        }
    }

    /// A state's term follows what its parts follow, unless it has passed.
    pub(super) fn follow_state(&mut self, state: StateId) {
        let Deadline::Term(term, _) = &self.hir.states[state].deadline else { return };
        let visit = &self.visits[&state];
        let (mut clock, _) = self.if_it_ran(&visit.clock, visit.due, &visit.still);
        if !self.has_passed(visit.due) && self.follow_term(term, &mut clock) {
            let due = self.end_of(&clock);
            self.set_state_due(state, clock, due);
        }
    }

    /// Whether a due instant is over.
    fn has_passed(&self, due: Option<Due>) -> bool {
        due.is_some_and(|due| due.instant <= self.now)
    }

    pub(super) fn set_state_due(&mut self, state: StateId, clock: super::Clock, due: Option<Due>) {
        let visit = self.visits.get_mut(&state).expect("an active state");
        let from = visit.due;
        (visit.clock, visit.due, visit.still) = (clock, due, None);
        if self.suspended {
            self.stop_state(state);
        }
        let due = self.visits[&state].due;
        if !alike(from, due) {
            self.emit(EffectKind::DeadlineChanged { state, due });
        }
    }

    /// What is wrong with a determination.
    pub(super) fn of_determination(
        &self,
        input: &Input,
        name: &str,
        reason: &str,
        faults: &mut Vec<Fault>,
    ) {
        let actor = self.of_actor(input, faults);
        if reason.trim().is_empty() {
            faults.push(Fault::NoReason);
        }
        let (Some(level), Some(scale)) = (self.level_named(name), &self.hir.scale) else {
            return faults.push(Fault::UnknownLevel(name.to_owned()));
        };
        let Some((role, _)) = actor else { return };
        let is_of = |roles: &[RoleId]| roles.iter().any(|&r| self.resolve(r, None) == role);
        let lowers = is_of(&scale.lowered_by);
        if !is_of(&scale.determined_by) && !lowers {
            return faults.push(Fault::NotAllowed(role));
        }
        if level >= self.level {
            return;
        }
        if !lowers {
            faults.push(Fault::MayNotLower(role));
        }
        if let Some(at_most) = scale.lowered_at_most.filter(|_| self.too_far_down(level)) {
            faults.push(Fault::TooManyLevels { at_most });
        }
        if level < self.floor() {
            faults.push(Fault::BelowFloor(self.floor()));
        }
    }
}
