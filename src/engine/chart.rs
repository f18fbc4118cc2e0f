//! Moves through the chart: what is left, what is entered, in which order (SCXML, appendix D).

use std::collections::BTreeSet;

use super::due::ends_alike;
use super::effect::{EffectKind, Withdrawal};
use super::obligation::{is_conditional, task};
use super::run::Run;
use super::state::{Alarm, Basis, Cause, HandlerState, Kept, Overdue, Timer, Visit};
use crate::calendar::Due;
use crate::machine::Index;
use crate::machine::id::{DutyId, ExprId, LevelId, RoleId, StateId};
use crate::machine::playbook::{Deadline, Scaled, State, StateKind, TargetKind};

/// A move from a scope to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) from: StateId,
    pub(super) to: StateId,
    /// What is left lies strictly inside it; `None`: the target is active already, nothing is.
    pub(super) domain: Option<StateId>,
    /// Whether what was left of the target is resumed.
    pub(super) resumes: bool,
}

impl Run<'_> {
    /// The move from `from` to `to` as things stand.
    pub(super) fn move_to(&self, from: StateId, to: StateId, kind: TargetKind) -> Move {
        let index = self.machine.index();
        let outside = !index.within(self.playbook, from, to);
        let resumes = kind == TargetKind::Resume;
        let may_stay = resumes || (kind == TargetKind::Enter && outside);
        let stays = may_stay && self.course().is_active(to);
        let domain = (!stays).then(|| index.domain(self.playbook, from, to));
        Move { from, to, domain, resumes }
    }

    /// Leaves everything active strictly inside the domain, inner before outer.
    pub(super) fn leave(&mut self, domain: StateId) {
        let inside = |state: &StateId| {
            *state != domain && self.machine.index().within(self.playbook, *state, domain)
        };
        let active: Vec<StateId> = self.course().active().filter(inside).collect();
        self.remember_visits(domain, &active);
        active.into_iter().rev().for_each(|state| self.exit(state));
    }

    pub(super) fn exit(&mut self, state: StateId) {
        let declared = &self.playbook.states[state];
        let Some(visit) = self.course().visit(state).map(|visit| visit.id) else { return };
        self.emit(EffectKind::Left(state));
        for &duty in &declared.duties {
            let stays = task(&self.playbook.duties[duty]).is_some_and(|task| task.stays_open);
            if !stays {
                self.keep_obligations(state, duty, visit);
                self.withdraw_open(duty, visit, Withdrawal::Left);
            }
            self.stop_recurrence(duty);
        }
        for &handler in &self.machine.index().handlers[state].timed {
            self.clear_handler(handler);
        }
        self.clear_state_due(state);
        self.course_mut().visits[state] = None;
        self.course_mut().active.remove(&state);
        self.touched();
    }

    /// Enters the targets of moves whose domains were left: ancestors, targets, what is initial.
    pub(super) fn enter_all(&mut self, moves: &[Move], cause: Cause) {
        let mut entering = BTreeSet::new();
        let mut kept = Vec::new();
        for chosen in moves {
            let Some(domain) = chosen.domain else { continue };
            match self.course_mut().memories.remove(&chosen.to).filter(|_| chosen.resumes) {
                Some(memory) => kept.extend(memory),
                None => self.add_initial(chosen.to, &mut entering),
            }
            entering.extend(kept.iter().map(|kept: &Kept| kept.state));
            self.add_around(chosen.to, domain, &mut entering);
        }
        entering.retain(|state| !self.course().is_active(*state));
        for state in entering {
            match kept.iter().position(|kept| kept.state == state) {
                Some(position) => self.resume(kept.swap_remove(position), cause),
                None => self.enter(state, cause),
            }
        }
    }

    /// What is around a target inside the domain, and what is initial beside it.
    pub(super) fn add_around(
        &self,
        target: StateId,
        domain: StateId,
        entering: &mut BTreeSet<StateId>,
    ) {
        let outside = Index::ancestors(self.playbook, target).skip(1);
        for outer in outside.take_while(|outer| *outer != domain) {
            entering.insert(outer);
            if self.playbook.states[outer].kind == StateKind::Parallel {
                for &track in &self.playbook.states[outer].children {
                    let index = self.machine.index();
                    if !entering.iter().any(|state| index.within(self.playbook, *state, track)) {
                        self.add_initial(track, entering);
                    }
                }
            }
        }
    }

    pub(super) fn add_initial(&self, state: StateId, entering: &mut BTreeSet<StateId>) {
        let mut stack = vec![state];
        while let Some(state) = stack.pop() {
            entering.insert(state);
            let declared = &self.playbook.states[state];
            match declared.kind {
                StateKind::Parallel => stack.extend(&declared.children),
                _ => stack.extend(declared.initial),
            }
        }
    }

    /// Enters the root of a chart and what is initial in it.
    pub(super) fn enter_initially(&mut self, root: StateId) {
        let mut entering = BTreeSet::new();
        self.add_initial(root, &mut entering);
        entering.into_iter().for_each(|state| self.enter(state, Cause::Opening));
    }

    pub(super) fn enter(&mut self, state: StateId, cause: Cause) {
        let declared = &self.playbook.states[state];
        self.state.visit_count += 1;
        let (id, entered) = (self.state.visit_count, self.at);
        let basis = Basis { fixed: None, applies: 0, silenced: 0, level: self.state.level };
        let (alarm, overdue) = (None, Overdue::Armed);
        let visit = Visit { id, entered, due: None, pause: None, basis, alarm, overdue, cause };
        self.course_mut().memories.remove(&state);
        self.course_mut().visits[state] = Some(visit);
        self.course_mut().active.insert(state);
        self.touched();
        self.emit(EffectKind::Entered(state));
        for &counter in &self.machine.index().counters[state] {
            self.course_mut().counters[counter] = 0;
        }
        for &handler in &declared.handlers {
            self.course_mut().handlers[handler] = HandlerState::default();
        }
        self.start_state_term(state, declared);
        self.tell(state, declared, |run, from| run.reached(from));
        for &handler in &self.machine.index().handlers[state].timed {
            self.set_handler(handler, true);
        }
        if !declared.entry.is_empty() {
            self.cause = cause;
            self.act(&declared.entry, state);
        }
        if declared.kind == StateKind::End && self.focus.item.is_some() {
            self.arrived.insert(self.focus);
        }
        for &duty in &declared.duties {
            let of = &self.playbook.duties[duty];
            if !of.by_action && self.reached(of.from) {
                self.start_duty(duty, cause);
            }
        }
    }

    /// Consults and informs those whose lines `holds` picks.
    pub(super) fn tell(
        &mut self,
        state: StateId,
        declared: &State<ExprId>,
        holds: impl Fn(&Self, Option<LevelId>) -> bool,
    ) {
        let pick = |run: &Self, lines: &[Scaled<RoleId>]| -> Vec<RoleId> {
            let mut to = Vec::new();
            for line in lines.iter().filter(|line| holds(run, line.from)) {
                let role = run.resolve(line.what, None);
                if !to.contains(&role) {
                    to.push(role);
                }
            }
            to
        };
        let (consult, inform) = (pick(self, &declared.consult), pick(self, &declared.inform));
        if !consult.is_empty() {
            self.emit(EffectKind::Consult { state, to: consult });
        }
        if !inform.is_empty() {
            self.emit(EffectKind::Inform { state, to: inform });
        }
    }

    /// A duty of a scope that was entered or whose level was reached: it opens unless it waits for
    /// its condition; a recurring one starts.
    pub(super) fn start_duty(&mut self, duty: DutyId, cause: Cause) {
        let declared = &self.playbook.duties[duty];
        if is_conditional(declared) {
            return;
        }
        self.open_duty(duty, cause);
        self.start_recurrence(duty);
    }

    /// The periods of a recurring task run from now.
    pub(super) fn start_recurrence(&mut self, duty: DutyId) {
        self.stop_recurrence(duty);
        self.course_mut().duties[duty].started = Some(self.at);
        self.course_mut().duties[duty].ticks = 0;
        self.next_recurrence(duty);
    }

    /// Sets the timer of the next instance of a recurring task.
    pub(super) fn next_recurrence(&mut self, duty: DutyId) {
        let declared = &self.playbook.duties[duty];
        let Some(period) = task(declared).and_then(|task| task.every) else { return };
        let state = &self.course().duties[duty];
        let (Some(start), ticks) = (state.started, state.ticks + 1) else { return };
        if let Some(at) = self.period(start, period, ticks) {
            let alarm = self.set_alarm(at, declared.order, Timer::Recurrence(duty));
            let state = &mut self.course_mut().duties[duty];
            state.ticks = ticks;
            state.next = Some(alarm.at);
        }
    }

    pub(super) fn stop_recurrence(&mut self, duty: DutyId) {
        if let Some(at) = self.course_mut().duties[duty].next.take() {
            let order = self.playbook.duties[duty].order;
            let what = Timer::Recurrence(duty);
            self.state.timers.remove(&Alarm { at, order, item: self.focus.item, what });
        }
    }

    /// The term of a state runs from now; the state counts as active in its conditions.
    fn start_state_term(&mut self, state: StateId, declared: &State<ExprId>) {
        let Deadline::Term(term, _) = &declared.deadline else { return };
        let (basis, due) = self.term_start(self.own_term(term));
        if let Some(visit) = &mut self.course_mut().visits[state] {
            visit.basis = basis;
        }
        self.put_state_due(state, declared, due);
    }

    pub(super) fn clear_state_due(&mut self, state: StateId) {
        if let Some(alarm) = self.course_mut().visits[state].as_mut().and_then(|v| v.alarm.take()) {
            self.state.timers.remove(&alarm);
        }
    }

    pub(super) fn put_state_due(
        &mut self,
        state: StateId,
        declared: &State<ExprId>,
        due: Option<Due>,
    ) {
        let Deadline::Term(_, order) = &declared.deadline else { return };
        self.clear_state_due(state);
        let Some(basis) = self.course().visit(state).map(|visit| visit.basis) else { return };
        let pause =
            self.state.suspended.is_some().then(|| self.pause(self.own_days(), basis, due, &[]));
        let due = due.filter(|_| pause.is_none());
        let alarm = due.map(|due| self.set_alarm(due.instant, *order, Timer::State(state)));
        if let Some(visit) = &mut self.course_mut().visits[state] {
            (visit.due, visit.alarm, visit.pause) = (due, alarm, pause);
        }
    }

    /// Moves the term of an active state; while the terms stand still, what is left of it.
    pub(super) fn set_state_due(&mut self, state: StateId, basis: Basis, due: Option<Due>) {
        let running = self.state.suspended.is_none();
        let Some(visit) = &mut self.course_mut().visits[state] else { return };
        visit.basis = basis;
        let (from, runs) = (visit.due, visit.pause.is_none() && running);
        if runs && ends_alike(from, due) {
            visit.due = due;
            return;
        }
        self.put_state_due(state, &self.playbook.states[state], due);
        let due = self.course().visit(state).and_then(|visit| visit.due);
        if !ends_alike(from, due) {
            self.emit(EffectKind::DeadlineChanged { state, due });
        }
    }
}
