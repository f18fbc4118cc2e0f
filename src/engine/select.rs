//! Which handlers fire: rules all, outermost first; moves compete, innermost first.

use super::chart::Move;
use super::effect::{Fired, Trace};
use super::run::Run;
use super::state::Cause;
use crate::machine::handler::{Action, Limit, Target, TargetKind, Trigger};
use crate::machine::id::{CounterId, ExprId, FactId, HandlerId, StateId};
use crate::machine::{Index, index};
use crate::value::Truth;

/// Where a handler or outcome leads as things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Nowhere: a rule.
    None,
    /// A move, with the counter it counts on.
    State(StateId, TargetKind, Option<CounterId>),
    /// Its count is used up.
    UsedUp,
}

/// A handler that may fire.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enabled {
    handler: HandlerId,
    scope: StateId,
    to: Destination,
}

impl Run<'_> {
    /// Fires what is enabled of `candidates`; whether anything was. Watched ones are disarmed.
    pub(super) fn fire(&mut self, candidates: &[HandlerId]) -> bool {
        let enabled: Vec<Enabled> =
            candidates.iter().filter_map(|&handler| self.enabled(handler)).collect();
        let moves = self.select_moves(&enabled);
        let mut rules: Vec<&Enabled> =
            enabled.iter().filter(|one| one.to == Destination::None).collect();
        let depth = &self.machine.index().depth;
        rules.sort_by_key(|one| (depth[one.scope], self.playbook.handlers[one.handler].order));
        let fired = !rules.is_empty() || !moves.is_empty();
        for one in rules {
            self.course_mut().handlers[one.handler].fired = true;
            self.note(Trace::Fired { handler: one.handler, how: Fired::Rule });
            self.cause = Cause::Handler(one.handler);
            self.act(&self.playbook.handlers[one.handler].actions, one.scope);
        }
        self.make_moves(&moves);
        fired
    }

    fn make_moves(&mut self, moves: &[(Enabled, Move)]) {
        for (one, _) in moves {
            self.course_mut().handlers[one.handler].fired = true;
        }
        let mut domains: Vec<StateId> = moves.iter().filter_map(|(_, m)| m.domain).collect();
        domains.sort_unstable();
        domains.into_iter().rev().for_each(|domain| self.leave(domain));
        for (one, chosen) in moves {
            let how = if chosen.domain.is_some() { Fired::Move } else { Fired::Stayed };
            self.note(Trace::Fired { handler: one.handler, how });
            self.cause = Cause::Handler(one.handler);
            self.act(&self.playbook.handlers[one.handler].actions, one.scope);
            self.count(one.to);
        }
        for (one, chosen) in moves {
            self.enter_all(&[*chosen], Cause::Handler(one.handler));
        }
    }

    /// Counts a move that was made.
    pub(super) fn count(&mut self, to: Destination) {
        if let Destination::State(_, _, Some(counter)) = to {
            self.course_mut().counters[counter] += 1;
        }
    }

    /// A handler whose scope is active, if everything about it is definitely so.
    fn enabled(&mut self, handler: HandlerId) -> Option<Enabled> {
        let declared = &self.playbook.handlers[handler];
        if !self.course().is_active(declared.scope) || !self.reached(declared.from) {
            return None;
        }
        let condition = match declared.trigger {
            Trigger::When(when) => self.here().holds(when),
            _ => Truth::True,
        };
        let guard = declared.guard.map_or(Truth::True, |guard| self.here().holds(guard));
        match condition.and(guard) {
            Truth::True => {}
            Truth::False => {
                self.note(Trace::NotEnabled(handler));
                return None;
            }
            Truth::Unknown => {
                let unknown = self.unknown(declared.guard);
                self.note(Trace::HeldBack { handler, unknown });
                return None;
            }
        }
        let to = self.destination(declared.target.as_ref(), &declared.actions);
        if to == Destination::UsedUp {
            self.note(Trace::NotEnabled(handler));
            return None;
        }
        Some(Enabled { handler, scope: declared.scope, to })
    }

    /// The facts that a guard reads and that are not known.
    fn unknown(&self, guard: Option<ExprId>) -> Vec<FactId> {
        let exprs = self.machine.exprs();
        let read = guard.map(|guard| index::reads(exprs, exprs.roots[guard])).unwrap_or_default();
        read.into_iter().filter(|fact| self.here().fact(*fact).is_none()).collect()
    }

    /// Where a target leads now that its count, or that of an extension, may be used up.
    pub(super) fn destination(
        &self,
        target: Option<&Target>,
        actions: &[Action<ExprId>],
    ) -> Destination {
        if let Some(target) = target {
            return self.limited(target);
        }
        let used_up = actions.iter().find_map(|action| match action {
            Action::Extend { limit: Some(limit), .. } if self.is_used_up(limit) => {
                limit.then.as_deref()
            }
            _ => None,
        });
        used_up.map_or(Destination::None, |then| self.limited(then))
    }

    fn limited(&self, target: &Target) -> Destination {
        let mut target = target;
        while let Some(limit) = &target.limit {
            if !self.is_used_up(limit) {
                return Destination::State(target.state, target.kind, Some(limit.counter));
            }
            match &limit.then {
                Some(then) => target = then,
                None => return Destination::UsedUp,
            }
        }
        Destination::State(target.state, target.kind, None)
    }

    /// Whether a count is used up.
    pub(super) fn is_used_up(&self, limit: &Limit) -> bool {
        self.course().counters[limit.counter] >= self.playbook.counters[limit.counter].times
    }

    /// The moves to make: per active leaf the innermost, then by order of writing, without those
    /// that conflict with one from deeper inside or earlier (`removeConflictingTransitions`).
    fn select_moves(&mut self, enabled: &[Enabled]) -> Vec<(Enabled, Move)> {
        let mut chosen: Vec<Enabled> = Vec::new();
        let leads = |one: &&Enabled| matches!(one.to, Destination::State(..));
        let mut moves: Vec<&Enabled> = enabled.iter().filter(leads).collect();
        if moves.is_empty() {
            return Vec::new();
        }
        moves.sort_by_key(|one| self.playbook.handlers[one.handler].order);
        for leaf in self.leaves() {
            let inner_first = Index::ancestors(self.playbook, leaf);
            let first =
                inner_first.filter_map(|scope| moves.iter().find(|one| one.scope == scope)).next();
            if let Some(first) = first
                && chosen.iter().all(|one| one.handler != first.handler)
            {
                chosen.push(**first);
            }
        }
        self.without_conflicts(chosen)
    }

    fn without_conflicts(&mut self, chosen: Vec<Enabled>) -> Vec<(Enabled, Move)> {
        let mut kept: Vec<(Enabled, Move)> = Vec::new();
        for one in chosen {
            let Destination::State(to, kind, _) = one.to else { continue };
            let planned = self.move_to(one.scope, to, kind);
            let index = self.machine.index();
            let mut preempted_by = None;
            let mut preempts = Vec::new();
            for (other, other_move) in &kept {
                if !self.conflict(planned, *other_move) {
                    continue;
                }
                let inside =
                    one.scope != other.scope && index.within(self.playbook, one.scope, other.scope);
                if inside {
                    preempts.push(other.handler);
                } else {
                    preempted_by = Some(other.handler);
                    break;
                }
            }
            if let Some(by) = preempted_by {
                self.note(Trace::Preempted { handler: one.handler, by });
                continue;
            }
            kept.retain(|(other, _)| !preempts.contains(&other.handler));
            for handler in preempts {
                self.note(Trace::Preempted { handler, by: one.handler });
            }
            kept.push((one, planned));
        }
        kept
    }

    /// Whether what two moves leave intersects: one domain lies in the other.
    fn conflict(&self, a: Move, b: Move) -> bool {
        let index = self.machine.index();
        match (a.domain, b.domain) {
            (Some(a), Some(b)) => {
                index.within(self.playbook, a, b) || index.within(self.playbook, b, a)
            }
            _ => false,
        }
    }

    /// The active states without active children, in document order.
    fn leaves(&self) -> Vec<StateId> {
        let childless = |state: &StateId| self.playbook.states[*state].children.is_empty();
        self.course().active().filter(childless).collect()
    }
}
