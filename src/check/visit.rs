//! Walks over a playbook: its expressions, its actions, its targets.

use crate::hir::{Expr, ExprKind, Hir};
use crate::machine::expr::{DutyIs, OfParty, Over};
use crate::machine::id::{ActionId, DutyId, FactId, Id, StateId, Table};
use crate::machine::playbook::{
    Action, Deadline, Derivation, DutyKind, Piece, Target, Template, Term, Trigger, Who,
};
use crate::span::Span;

use super::context::{chain, outcomes};

/// An action with its place.
#[derive(Clone, Copy)]
pub(super) struct Written<'h> {
    pub(super) action: &'h Action<Expr>,
    /// The scope in which it acts.
    pub(super) scope: StateId,
    /// What does it: the block that holds it.
    pub(super) block: &'h [Action<Expr>],
    /// The trigger of the handler; `None` in an outcome of a decision and on entry.
    pub(super) trigger: Option<&'h Trigger<Expr>>,
    /// Where the handler or outcome is written.
    pub(super) at: Span,
}

/// Every action of handlers and outcomes and on entry, in source order within each table.
pub(super) fn actions(hir: &Hir) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    for (scope, state) in hir.states.iter() {
        let (at, block, trigger) = (state.at, state.entry.as_slice(), None);
        found.extend(block.iter().map(|action| Written { action, scope, block, trigger, at }));
    }
    for (_, handler) in hir.handlers.iter() {
        let (scope, at, block) = (handler.scope, handler.at, handler.actions.as_slice());
        let trigger = Some(&handler.trigger);
        found.extend(block.iter().map(|action| Written { action, scope, block, trigger, at }));
    }
    for (_, duty) in hir.duties.iter() {
        for outcome in outcomes(duty) {
            let (scope, at, block) = (duty.scope, outcome.at, outcome.actions.as_slice());
            let trigger = None;
            found.extend(block.iter().map(|action| Written { action, scope, block, trigger, at }));
        }
    }
    found
}

/// Every target, those after a limit included.
pub(super) fn targets<'h>(hir: &'h Hir, actions: &[Written<'h>]) -> Vec<&'h Target> {
    let mut found = Vec::new();
    for (_, handler) in hir.handlers.iter() {
        found.extend(chain(handler.target.as_ref()));
    }
    for (_, duty) in hir.duties.iter() {
        found.extend(outcomes(duty).flat_map(|outcome| chain(outcome.target.as_ref())));
    }
    for written in actions {
        if let Action::Extend { limit: Some(limit), .. } = written.action {
            found.extend(chain(limit.then.as_deref()));
        }
    }
    found
}

/// Every written expression, outermost ones only.
pub(super) fn exprs<'h>(hir: &'h Hir, actions: &[Written<'h>]) -> Vec<&'h Expr> {
    let mut found: Vec<&Expr> = hir
        .facts
        .as_slice()
        .iter()
        .flat_map(|fact| &fact.derived)
        .flat_map(Derivation::exprs)
        .collect();
    found.extend(hir.scale.iter().flat_map(|scale| &scale.rules).map(|rule| &rule.when));
    for (_, signal) in hir.signals.iter() {
        found.extend(signal.sets.iter().map(|(_, value)| value));
        found.extend(&signal.allowed);
    }
    for (_, state) in hir.states.iter() {
        if let Deadline::Term(term, _) = &state.deadline {
            term_exprs(&mut found, term);
        }
    }
    duty_exprs(&mut found, hir);
    for (_, handler) in hir.handlers.iter() {
        if let Trigger::When(when) = &handler.trigger {
            found.push(when);
        }
        found.extend(&handler.guard);
    }
    for written in actions {
        match written.action {
            Action::Notify { text, .. } | Action::Record(text) => template_exprs(&mut found, text),
            Action::Set { value, .. } => found.push(value),
            Action::Start { only, first, .. } => found.extend(only.iter().chain(first)),
            Action::Stop { only, .. } | Action::Send { only, .. } => found.extend(only),
            _ => {}
        }
    }
    for (_, guarantee) in hir.guarantees.iter() {
        found.extend(guarantee.property.conditions());
    }
    found
}

fn duty_exprs<'h>(found: &mut Vec<&'h Expr>, hir: &'h Hir) {
    for (_, duty) in hir.duties.iter() {
        found.extend(&duty.when);
        term_exprs(found, &duty.term);
        match &duty.kind {
            DutyKind::Task(task) => {
                if let Who::Either { when, .. } = &task.who {
                    found.push(when);
                }
            }
            DutyKind::Decision(decision) => {
                found.extend(decision.deciders.iter().flat_map(|decider| &decider.when));
            }
            DutyKind::Call(call) => found.extend(&call.arguments),
        }
    }
}

fn term_exprs<'h>(found: &mut Vec<&'h Expr>, term: &'h Term<Expr>) {
    found.extend(term.parts.iter().flat_map(|part| &part.when));
}

fn template_exprs<'h>(found: &mut Vec<&'h Expr>, text: &'h Template<Expr>) {
    found.extend(text.pieces.iter().filter_map(|piece| match piece {
        Piece::Value(value) => Some(value),
        Piece::Text(_) => None,
    }));
}

/// The direct parts of an expression, in the order of writing.
pub(super) fn parts(expr: &Expr) -> impl DoubleEndedIterator<Item = &Expr> {
    let (alone, list): ([Option<&Expr>; 3], &[Expr]) = match &expr.kind {
        ExprKind::Known(inner)
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::InARow(_, inner)
        | ExprKind::Quantified(_, _, inner)
        | ExprKind::Count(_, Some(inner)) => ([Some(inner), None, None], &[]),
        ExprKind::And(parts)
        | ExprKind::Or(parts)
        | ExprKind::Earliest(parts)
        | ExprKind::Latest(parts) => ([None; 3], parts),
        ExprKind::Compare(_, left, right) | ExprKind::Arithmetic(_, left, right) => {
            ([Some(left), Some(right), None], &[])
        }
        ExprKind::Between { of, low, high } => ([Some(of), Some(low), Some(high)], &[]),
        ExprKind::OneOf(of, options) => ([Some(of), None, None], options),
        ExprKind::Age { of, on } => ([Some(of), on.as_deref(), None], &[]),
        _ => ([None; 3], &[]),
    };
    alone.into_iter().flatten().chain(list)
}

/// Calls `see` for an expression and everything in it.
pub(super) fn walk<'h>(expr: &'h Expr, see: &mut impl FnMut(&'h Expr)) {
    let (mut next, mut stack) = (Some(expr), Vec::new());
    while let Some(expr) = next {
        see(expr);
        stack.extend(parts(expr).rev());
        next = stack.pop();
    }
}

/// The facts an expression reads, as often as it does.
pub(super) fn facts(expr: &Expr) -> Vec<FactId> {
    let mut found = Vec::new();
    walk(expr, &mut |part| {
        if let ExprKind::Fact(fact) = part.kind {
            found.push(fact);
        }
    });
    found
}

/// Those of them that it reads of every item of a kind, to count.
pub(super) fn facts_of_all(expr: &Expr) -> Vec<FactId> {
    let mut found = Vec::new();
    walk(expr, &mut |part| match &part.kind {
        ExprKind::Quantified(_, Over::Items(_), inner)
        | ExprKind::Count(Over::Items(_), Some(inner)) => found.extend(facts(inner)),
        _ => {}
    });
    found
}

/// By duty: whether a handler fires on its being overdue or unanswered, or a handler's condition
/// reads it.
pub(super) fn heard_overdue(hir: &Hir) -> Table<DutyId, bool> {
    let mut heard: Table<DutyId, bool> = hir.duties.ids().map(|_| false).collect();
    let mut hear = |duty: DutyId| {
        if let Some(heard) = heard.get_mut(duty) {
            *heard = true;
        }
    };
    for (_, handler) in hir.handlers.iter() {
        let when = match &handler.trigger {
            Trigger::When(when) => Some(when),
            Trigger::DutyOverdue(duty) => {
                hear(*duty);
                None
            }
            Trigger::CallOverdue(action) => {
                calls_of(hir, *action, handler.scope).for_each(&mut hear);
                None
            }
            _ => None,
        };
        for condition in when.into_iter().chain(&handler.guard) {
            walk(condition, &mut |part| match part.kind {
                ExprKind::Duty(duty, DutyIs::Overdue)
                | ExprKind::OfParty(OfParty::Task(duty, DutyIs::Overdue))
                | ExprKind::Unanswered(duty) => hear(duty),
                _ => {}
            });
        }
    }
    heard
}

/// The calls of an action in the chart of a scope.
fn calls_of(hir: &Hir, action: ActionId, scope: StateId) -> impl Iterator<Item = DutyId> {
    let parent = move |state: &StateId| hir.states.get(*state)?.parent;
    let root = move |scope| std::iter::successors(Some(scope), parent).last();
    let duties = hir.duties.iter();
    let calls = duties.filter(move |(_, duty)| match &duty.kind {
        DutyKind::Call(call) => call.action == action && root(duty.scope) == root(scope),
        DutyKind::Task(_) | DutyKind::Decision(_) => false,
    });
    calls.map(|(id, _)| id)
}

/// Whether something in the expression was not understood.
pub(super) fn is_broken(expr: &Expr) -> bool {
    let mut broken = false;
    walk(expr, &mut |part| {
        broken |= part.ty.is_none()
            || match part.kind {
                ExprKind::Missing => true,
                ExprKind::Fact(fact) => fact.is_missing(),
                _ => false,
            };
    });
    broken
}
