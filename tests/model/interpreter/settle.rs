//! Running to completion: what holds by itself, what has become true, what was raised.

use draaiboek::engine::{EffectKind, Status, Withdrawal};
use draaiboek::hir::Expr;
use draaiboek::machine::id::{DutyId, HandlerId, Id, StateId};
use draaiboek::machine::playbook::{Quorum, StateKind, Trigger, Who};

use super::{Case, eval};
use crate::model::eval::World;

impl Case<'_> {
    /// Until nothing is enabled.
    pub(super) fn run_to_completion(&mut self) {
        for _ in 0..300 {
            self.everywhere_started(Self::finish_rounds);
            self.settle();
            if self.runaway {
                return;
            }
            if self.any_chart(Self::decide_unanimous) || self.any_chart(Self::fire_watched) {
                continue;
            }
            let Some((focus, signal)) = self.raised.pop_front() else {
                if self.end_charts() {
                    continue;
                }
                return;
            };
            self.about(focus, |case| case.take_signal(signal, Vec::new(), case.now));
        }
        self.runaway = true;
    }

    /// The handlers of active scopes with such a trigger, in order of writing.
    pub(super) fn handlers_on(&self, is: impl Fn(&Trigger<Expr>) -> bool) -> Vec<HandlerId> {
        let handlers = self.hir.handlers.iter();
        let live = handlers.filter(|(_, handler)| self.visits.contains_key(&handler.scope));
        live.filter(|(_, handler)| is(&handler.trigger)).map(|(id, _)| id).collect()
    }

    /// `zodra` and `klaar`: fires those that have become true.
    fn fire_watched(&mut self) -> bool {
        let watched = self.handlers_on(|t| matches!(t, Trigger::When(_) | Trigger::Done));
        let mut risen = Vec::new();
        for id in watched {
            let handler = self.handler(id);
            let holds = match &handler.trigger {
                Trigger::When(condition) => eval::holds(self, condition),
                _ => self.is_done(handler.scope),
            };
            let guard = handler.guard.as_ref().is_none_or(|guard| eval::holds(self, guard));
            let reached = self.reached(handler.from);
            let fired = &mut self.handlers.get_mut(&id).expect("a handler of a live scope").fired;
            if !(holds && guard && reached) {
                *fired = false;
            } else if !*fired {
                risen.push(id);
            }
        }
        !self.fire(&risen).is_empty()
    }

    /// The severity, conditional duties, and who does what, until nothing changes.
    pub(super) fn settle(&mut self) {
        for _ in 0..300 {
            let owed = |case: &Self| case.obligations.iter().filter(|o| o.status.is_owed()).count();
            let before = (self.level, self.obligations.len(), owed(self));
            self.raise_to_floor();
            self.everywhere(|case| {
                case.rebind_left();
                for state in case.active_states() {
                    case.settle_duties(state);
                }
            });
            let began = self.start_waiting();
            if !began && before == (self.level, self.obligations.len(), owed(self)) {
                return;
            }
        }
        self.runaway = true;
    }

    /// Binds anew what is owed, by whom depends on a condition, and outlived its scope.
    fn rebind_left(&mut self) {
        for duty in self.duties_here() {
            let declared = &self.hir.duties[duty];
            let either = matches!(self.task(duty).map(|t| &t.who), Some(Who::Either { .. }));
            if either && !self.active(declared.scope) {
                self.rebind_owed(duty);
            }
        }
    }

    fn settle_duties(&mut self, state: StateId) {
        for &duty in &self.hir.states[state].duties {
            let declared = &self.hir.duties[duty];
            if self.waits(duty) && !declared.by_action {
                let truth = self.may_open(duty);
                let visit = self.visit_id(state);
                let generation = self.generations.get(&duty).map(|generation| generation.visit);
                let paused = self.paused.contains(&duty);
                let latest = if generation == visit { self.latest(duty) } else { Vec::new() };
                if truth.is_true() && self.reached(declared.from) {
                    if generation == visit && !paused {
                        self.open_all_lacking(duty);
                    } else {
                        self.open_duty(duty);
                        let recurring = self.recurring.get(&duty);
                        if recurring.is_none_or(|recurring| recurring.next.is_none()) {
                            self.begin_recurrence(duty);
                        }
                    }
                } else if truth.is_false() && generation == visit {
                    let open = |no: &&usize| self.obligations[**no].status == Status::Open;
                    let open: Vec<usize> = latest.iter().filter(open).copied().collect();
                    self.recurring.remove(&duty);
                    if self.task(duty).is_some_and(|task| task.every.is_some()) {
                        self.paused.insert(duty);
                    }
                    for no in open {
                        self.withdraw(no, Withdrawal::Condition);
                        let party = self.obligations[no].party.clone();
                        let generation = self.generations.get_mut(&duty).expect("a generation");
                        generation.lacking.insert(party);
                    }
                }
            }
            self.ask_again(duty);
            if let Some(Who::Either { .. }) = self.task(duty).map(|task| &task.who) {
                self.rebind_owed(duty);
            }
        }
    }

    /// Those who had none while the condition was not true have one now, if they are still there.
    fn open_all_lacking(&mut self, duty: DutyId) {
        let generation = self.generations.get_mut(&duty).expect("a generation");
        let lacking = std::mem::take(&mut generation.lacking);
        for party in &lacking {
            let here = match (self.each_of(duty), party) {
                (None, _) => true,
                (Some(role), Some(party)) => self.holds_role(role, party, self.now),
                (Some(_), None) => false,
            };
            if here {
                self.open_lacking(duty, party.clone());
            }
        }
        if !lacking.is_empty() {
            self.stand_in(duty);
        }
    }

    /// A decision that all who are left agree on.
    fn decide_unanimous(&mut self) -> bool {
        let all = |duty| self.decision(duty).is_some_and(|it| it.quorum == Quorum::All);
        let decisions = self.duties_here().into_iter().filter(|&duty| all(duty));
        let owed = decisions.filter_map(|duty| self.owed_decision(duty));
        let mut agreed =
            owed.filter(|&no| !self.obligations[no].votes.is_empty() && self.is_decided(no, 0));
        let agreed = agreed.next();
        if let Some(no) = agreed {
            self.end_decision(no, 0);
        }
        agreed.is_some()
    }

    fn rebind_owed(&mut self, duty: DutyId) {
        for no in self.latest(duty) {
            if self.obligations[no].status.is_owed() {
                self.rebind(no);
            }
        }
    }

    /// Whether everything in a scope is finished.
    pub(super) fn is_done(&self, scope: StateId) -> bool {
        let state = &self.hir.states[scope];
        let own = state.duties.iter().all(|&duty| self.is_finished(duty));
        let children = match state.kind {
            StateKind::Step | StateKind::End => true,
            StateKind::Parallel => state.children.iter().all(|&track| self.is_done(track)),
            StateKind::Root | StateKind::Phase | StateKind::Track => {
                state.children.iter().any(|&child| self.active(child) && self.is_end(child))
            }
        };
        own && children && self.starts_are_finished(scope)
    }

    /// Everything ends when the root's active child is an end.
    pub(super) fn close_if_ended(&mut self) {
        if self.life != super::Life::Open {
            return;
        }
        if self.items.iter().any(|item| item.runs_at_all()) {
            return;
        }
        let root = StateId::new(0);
        let end = self.hir.states[root].children.iter().copied();
        let Some(end) = end.filter(|&c| self.active(c)).find(|&c| self.is_end(c)) else { return };
        self.life = super::Life::Closed(end);
        for no in 0..self.obligations.len() {
            if self.obligations[no].status == Status::Open {
                self.about(self.focus_of(no), |case| case.withdraw(no, Withdrawal::Closed));
            }
        }
        self.close_monitors();
        self.close_items();
        self.kept.clear();
        self.suspended = false;
        self.emit(EffectKind::Closed(end));
    }
}
