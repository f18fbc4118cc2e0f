//! The search for a round of moves that takes no time.

use crate::hir::ExprKind;
use crate::machine::expr::{Comparison, DutyIs};
use crate::machine::id::{DutyId, FactId, Id, StateId};
use crate::machine::playbook::{Action, StateKind, Trigger};
use crate::value::Value;

use super::algebra::{Goal, Literal, Subject, World, satisfiable};
use super::context::{Context, is_lowest};
use super::instant::{Instant, Move, landings, reopens};
use super::visit;

/// How much is tried in all knots of a playbook together: moves times the length of their paths.
pub(super) const BUDGET: usize = 1_000_000;

/// How long a round is followed.
const LONGEST: usize = 256;

/// A leaf and the move taken in it.
#[derive(Clone, Copy)]
pub(super) struct Step<'h> {
    pub(super) leaf: StateId,
    pub(super) taken: Move<'h>,
}

/// What a search gives.
pub(super) enum Found<'h> {
    /// No round.
    Nothing,
    /// A round: the last step leads to the leaf of the first.
    Round(Vec<Step<'h>>),
    /// Given up.
    TooMuch,
}

/// A search in one knot.
pub(super) struct Search<'c, 'h> {
    context: &'c Context<'h>,
    instant: &'c Instant<'h>,
    knot: &'c [StateId],
    /// Facts that rules may write on the way.
    volatile: Vec<FactId>,
    /// Facts on which the severity depends.
    raising: Vec<FactId>,
}

/// A leaf on the path with the moves not tried yet.
struct Frame<'h> {
    leaf: StateId,
    waiting: Vec<(Move<'h>, StateId)>,
}

impl<'c, 'h> Search<'c, 'h> {
    pub(super) fn new(
        context: &'c Context<'h>,
        instant: &'c Instant<'h>,
        knot: &'c [StateId],
    ) -> Self {
        let rules = context.hir.handlers.iter().filter(|(_, handler)| {
            let writes = handler.actions.iter().any(|action| !written(context, action).is_empty());
            let near = || knot.iter().any(|leaf| context.within(*leaf, handler.scope));
            handler.target.is_none() && writes && near()
        });
        let actions = rules.flat_map(|(_, handler)| &handler.actions);
        let volatile = actions.flat_map(|action| written(context, action)).map(|(fact, _)| fact);
        let volatile = volatile.collect();
        Self { context, instant, knot, volatile, raising: severity_reads(context) }
    }

    /// Looks for a round, shortest path of writing first.
    pub(super) fn run(&self, budget: &mut usize) -> Found<'h> {
        for &start in self.knot {
            let mut path: Vec<Step<'h>> = Vec::new();
            let mut frames = vec![self.frame(start, start)];
            while let Some(frame) = frames.last_mut() {
                let Some((taken, landing)) = frame.waiting.pop() else {
                    frames.pop();
                    path.pop();
                    continue;
                };
                path.push(Step { leaf: frame.leaf, taken });
                let Some(rest) = budget.checked_sub(path.len()) else { return Found::TooMuch };
                *budget = rest;
                let seen = frames.iter().any(|frame| frame.leaf == landing);
                if landing == start && self.goes_round(&path) {
                    return Found::Round(path);
                }
                if seen || !self.possible(&path, 1) {
                    path.pop();
                } else if path.len() >= LONGEST {
                    return Found::TooMuch;
                } else {
                    frames.push(self.frame(landing, start));
                }
            }
        }
        Found::Nothing
    }

    /// The moves of a leaf within the knot, the first written last; leaves before `start` had
    /// their turn.
    fn frame(&self, leaf: StateId, start: StateId) -> Frame<'h> {
        let mut waiting = Vec::new();
        for taken in self.instant.moves(self.context, leaf) {
            let landings = landings(self.context, taken.target).into_iter();
            let inside = landings
                .filter(|landing| *landing >= start && self.knot.binary_search(landing).is_ok());
            waiting.extend(inside.map(|landing| (taken, landing)));
        }
        waiting.reverse();
        Frame { leaf, waiting }
    }

    fn goes_round(&self, path: &[Step<'h>]) -> bool {
        let renewed = |scope| self.renews(path, scope);
        let again = path.iter().all(|step| {
            let Move { handler, target, exhausted } = step.taken;
            let armed = match &handler.trigger {
                Trigger::Signal(signal) => self.instant.raisers.iter().any(|(raised, raiser)| {
                    let near = path.iter().any(|s| self.context.within(s.leaf, raiser.scope));
                    let answers = matches!(raiser.trigger, Trigger::Signal(_));
                    let again = answers || self.instant.may_toggle(raiser);
                    raised == signal && near && (again || renewed(raiser.scope))
                }),
                _ => renewed(handler.scope) || self.instant.may_toggle(handler),
            };
            let owner = target
                .limit
                .as_ref()
                .and_then(|limit| self.context.hir.counters.get(limit.counter))
                .map(|counter| counter.owner);
            armed && (exhausted || owner.is_none_or(renewed))
        });
        again && self.possible(path, 2)
    }

    /// Whether a state is left and entered again on a round.
    fn renews(&self, path: &[Step<'h>], state: StateId) -> bool {
        path.iter().any(|step| {
            let Move { handler, target, .. } = step.taken;
            let domain = self.context.domain(handler.scope, target.state);
            let within = |inner, outer| self.context.within(inner, outer);
            state != domain && within(state, domain) && within(step.leaf, state)
        })
    }

    /// Whether the conditions of a path can all be true when each is read, going round so often.
    fn possible(&self, path: &[Step<'h>], rounds: usize) -> bool {
        let mut goals = Vec::new();
        let mut given = Vec::new();
        let round = Round::new(self, path, rounds);
        for at in 0..path.len() * rounds {
            let Some(step) = path.get(at % path.len()) else { continue };
            let handler = step.taken.handler;
            if let Trigger::When(when) = &handler.trigger {
                goals.push(Goal::holds(when, at));
            }
            goals.extend(handler.guard.iter().map(|guard| Goal::holds(guard, at)));
            if let Some(level) = handler.from.filter(|_| !is_lowest(handler.from)) {
                given.push(at_least(round.severity_version(at), level.index()));
            }
            for action in &handler.actions {
                given.extend(self.known_after(&round, action, at));
            }
        }
        satisfiable(self.context, &round, given, &goals)
    }

    /// What is known after an action at a position.
    fn known_after(
        &self,
        round: &Round<'_, '_, 'h>,
        action: &'h Action<crate::hir::Expr>,
        at: usize,
    ) -> Vec<Literal> {
        let fact = |(fact, value): (FactId, &ExprKind)| match value {
            ExprKind::Literal(value) if !self.volatile.contains(&fact) => Some(Literal {
                subject: Subject::Fact(fact, round.version(Some(fact), at + 1)),
                comparison: Comparison::Equal,
                value: value.clone(),
            }),
            _ => None,
        };
        match action {
            Action::AtLeast(level) => vec![at_least(round.severity_version(at + 1), level.index())],
            _ => written(self.context, action).into_iter().filter_map(fact).collect(),
        }
    }
}

fn at_least(version: usize, level: usize) -> Literal {
    let value = Value::Count(i64::try_from(level).unwrap_or(i64::MAX));
    Literal { subject: Subject::Severity(version), comparison: Comparison::AtLeast, value }
}

/// The facts that the rules of the severity read, also by way of derived ones.
fn severity_reads(context: &Context<'_>) -> Vec<FactId> {
    let rules = context.hir.scale.iter().flat_map(|scale| &scale.rules);
    let mut waiting: Vec<FactId> = rules.flat_map(|rule| visit::facts(&rule.when)).collect();
    let mut found = Vec::new();
    while let Some(fact) = waiting.pop() {
        if !found.contains(&fact) {
            found.push(fact);
            let derived = context.hir.facts.get(fact).and_then(|fact| fact.derived.as_ref());
            let exprs = derived.into_iter().flat_map(|derived| derived.exprs());
            waiting.extend(exprs.flat_map(visit::facts));
        }
    }
    found
}

/// The facts an action writes, with what it writes.
fn written<'h>(
    context: &Context<'h>,
    action: &'h Action<crate::hir::Expr>,
) -> Vec<(FactId, &'h ExprKind)> {
    match action {
        Action::Set { fact, value } => vec![(*fact, &value.kind)],
        Action::Raise(signal) => {
            let sets = context.hir.signals.get(*signal).map_or(&[][..], |signal| &signal.sets);
            sets.iter().map(|(fact, value)| (*fact, &value.kind)).collect()
        }
        _ => Vec::new(),
    }
}

/// A path gone round a few times, as a world in which conditions are read.
struct Round<'s, 'c, 'h> {
    search: &'s Search<'c, 'h>,
    path: &'s [Step<'h>],
    /// Facts written, with the position of the writing.
    writes: Vec<(usize, FactId)>,
    /// Positions at which the level is raised.
    raises: Vec<usize>,
    whole: bool,
}

impl<'s, 'c, 'h> Round<'s, 'c, 'h> {
    fn new(search: &'s Search<'c, 'h>, path: &'s [Step<'h>], rounds: usize) -> Self {
        let (mut writes, mut raises) = (Vec::new(), Vec::new());
        for at in 0..path.len() * rounds {
            let actions = path.get(at % path.len()).map(|step| &step.taken.handler.actions);
            for action in actions.into_iter().flatten() {
                let facts = written(search.context, action);
                writes.extend(facts.into_iter().map(|(fact, _)| (at, fact)));
                if matches!(action, Action::AtLeast(_)) {
                    raises.push(at);
                }
            }
        }
        Self { search, path, writes, raises, whole: rounds > 1 }
    }

    fn active(&self, state: StateId, at: usize) -> Option<bool> {
        let context = self.search.context;
        let leaf = self.path.get(at % self.path.len().max(1))?.leaf;
        let common = context.common(leaf, state)?;
        let beside = context.kind(common) == Some(StateKind::Parallel) && common != state;
        if beside { None } else { Some(context.within(leaf, state)) }
    }

    fn is_fresh(&self, duty: DutyId) -> bool {
        let scope = self.search.context.duty(duty).map(|duty| duty.scope);
        self.whole
            && reopens(self.search.context, duty)
            && scope.is_some_and(|scope| self.search.renews(self.path, scope))
    }
}

impl World for Round<'_, '_, '_> {
    fn version(&self, fact: Option<FactId>, at: usize) -> usize {
        let volatile = match fact {
            Some(fact) => self.search.volatile.contains(&fact),
            None => !self.search.volatile.is_empty(),
        };
        if volatile {
            return at;
        }
        let counts = |(position, written): &&(usize, FactId)| {
            *position < at && fact.is_none_or(|fact| fact == *written)
        };
        self.writes.iter().filter(counts).count()
    }

    fn severity_version(&self, at: usize) -> usize {
        let Search { volatile, raising, .. } = self.search;
        if raising.iter().any(|fact| volatile.contains(fact)) {
            return at;
        }
        let written = self.writes.iter().filter(|(_, fact)| raising.contains(fact));
        let raised = self.raises.iter().copied().chain(written.map(|(position, _)| *position));
        raised.filter(|position| *position < at).count()
    }

    fn assume(&self, predicate: &ExprKind, at: usize) -> Option<bool> {
        match predicate {
            ExprKind::In(state) => self.active(*state, at),
            ExprKind::Duty(duty, DutyIs::Done | DutyIs::Overdue)
            | ExprKind::Decided(duty, _)
            | ExprKind::Unanswered(duty)
                if self.is_fresh(*duty) =>
            {
                Some(false)
            }
            _ => None,
        }
    }
}
