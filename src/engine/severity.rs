//! Severity is a ratchet: rules, actions and determinations raise it, only a lowering lowers it.

use super::effect::{EffectKind, ObligationNo};
use super::run::Run;
use super::state::{Cause, Focus, Status};
use crate::machine::id::{Id, LevelId, RoleId, StateId};
use crate::machine::playbook::Deadline;

impl Run<'_> {
    /// The highest level whose rule is definitely true; none: the lowest.
    pub(super) fn floor(&self) -> LevelId {
        let rules = self.playbook.scale.iter().flat_map(|scale| &scale.rules);
        let holding = rules.filter(|rule| self.here().holds(rule.when).is_true());
        holding.map(|rule| rule.level).max().unwrap_or(LevelId::new(0))
    }

    /// Raises the severity to its floor; whether it rose.
    pub(super) fn raise_to_floor(&mut self) -> bool {
        if self.playbook.scale.is_none() {
            return false;
        }
        let floor = self.floor();
        let rises = floor > self.state.level;
        self.raise_to(floor);
        rises
    }

    /// A role determines the level.
    pub(super) fn determine(&mut self, role: RoleId, level: LevelId) {
        if level < self.state.level {
            let from = std::mem::replace(&mut self.state.level, level);
            self.state.determined = vec![(role, level)];
            self.touched_level();
            self.emit(EffectKind::Severity { from, to: level });
            self.rebind_all();
            return;
        }
        self.state.determined.retain(|(by, _)| *by != role);
        self.state.determined.push((role, level));
        self.raise_to(level);
    }

    /// Raises the severity to at least `level`, with all that follows from it.
    pub(super) fn raise_to(&mut self, level: LevelId) {
        if level <= self.state.level {
            return;
        }
        self.about(Focus::case(), |run| run.rise(level));
    }

    fn rise(&mut self, level: LevelId) {
        let from = std::mem::replace(&mut self.state.level, level);
        self.touched_level();
        self.emit(EffectKind::Severity { from, to: level });
        let courses = self.all_courses();
        self.bring_owed_nearer();
        for &focus in &courses {
            self.about(focus, Self::bring_states_nearer);
        }
        for &focus in &courses {
            self.about(focus, |run| run.reach(from, level));
        }
        self.call_reached_rungs(from);
        self.rebind_all();
    }

    /// What holds from the levels reached now in the chart in focus.
    fn reach(&mut self, from: LevelId, level: LevelId) {
        let new = |line: Option<LevelId>| line.is_some_and(|line| from < line && line <= level);
        let active: Vec<StateId> = self.course().active().collect();
        for state in active {
            let declared = &self.playbook.states[state];
            self.tell(state, declared, |_, line| new(line));
            let visit = self.course().visit(state).map(|visit| visit.id);
            for &duty in &declared.duties {
                let of = &self.playbook.duties[duty];
                let opened = Some(self.course().duties[duty].visit) == visit;
                if new(of.from) && !of.by_action && !opened {
                    self.start_duty(duty, Cause::Condition);
                }
            }
        }
    }

    /// Owed obligations get their earlier due instants.
    fn bring_owed_nearer(&mut self) {
        let owed: Vec<ObligationNo> = self.state.owed.iter().copied().collect();
        for no in owed {
            let Some(obligation) = self.state.obligation(no) else { continue };
            if obligation.status != Status::Open {
                continue;
            }
            let timed = self.term_of(obligation.duty);
            self.about(self.focus_of(no), |run| {
                if let Some((basis, due)) = run.running_due(no) {
                    let (basis, due) = run.term_raised(timed, basis, due);
                    run.set_due(no, basis, due, None);
                }
            });
        }
    }

    /// Terms of active states of the chart in focus get their earlier ends.
    fn bring_states_nearer(&mut self) {
        let (level, active) = (self.state.level, self.course().active());
        for state in active.collect::<Vec<StateId>>() {
            let Deadline::Term(term, _) = &self.playbook.states[state].deadline else { continue };
            let Some(visit) = self.course().visit(state) else { continue };
            if visit.due.is_none_or(|due| due.instant > self.at) {
                let (timed, pause) = (self.own_term(term), visit.pause.as_ref());
                let (basis, due) = self.running(timed, visit.basis, visit.due, pause);
                let (basis, due) = self.term_raised(timed, basis, due);
                self.set_state_due(state, basis, due);
            } else if let Some(Some(visit)) = self.course_mut().visits.get_mut(state) {
                // Reached while it had passed: should it be extended, a later raise is of others.
                visit.basis.level = visit.basis.level.max(level);
            }
        }
    }

    /// Calls the rungs of overdue obligations that waited for the level now reached.
    fn call_reached_rungs(&mut self, from: LevelId) {
        let overdue = |no: &ObligationNo| {
            self.state.obligation(*no).is_some_and(|ob| ob.status == Status::Overdue)
        };
        let owed: Vec<ObligationNo> = self.state.owed.iter().copied().filter(overdue).collect();
        for no in owed {
            self.about(self.focus_of(no), |run| {
                run.call_due_rungs(no, |rung| rung.from.is_some_and(|level| from < level));
            });
        }
    }
}
