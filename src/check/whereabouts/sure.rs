//! What is surely so of the care of an item after actions, and when a condition is true.

use crate::hir::{Expr, ExprKind};
use crate::machine::expr::{DutyIs, OfParty, Over};
use crate::machine::id::{DutyId, HoldingId, Id, RoleId, SignalId};
use crate::machine::playbook::{Action, Derivation, Duty, DutyKind, Outcome, Says, Trigger};

use crate::check::context::Context;

/// How deep derived facts and tasks are followed into what they read.
const DEEPEST: usize = 16;

/// What is sure of a role at a point of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct Sure {
    /// The last move of care was ordered to it.
    pub(in crate::check) ordered: bool,
    /// It may have the care: by its duty, its being chosen or its acceptance.
    pub(in crate::check) able: bool,
}

impl Sure {
    pub(super) const NOTHING: Self = Self { ordered: false, able: false };
    pub(super) const ALL: Self = Self { ordered: true, able: true };

    pub(super) fn or(self, other: Self) -> Self {
        Self { ordered: self.ordered || other.ordered, able: self.able || other.able }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { ordered: self.ordered && other.ordered, able: self.able && other.able }
    }
}

/// To whom an action moves a holding.
pub(super) fn moves(action: &Action<Expr>, of: HoldingId) -> Option<RoleId> {
    match action {
        Action::Move { holding, to, .. } if *holding == of => Some(*to),
        _ => None,
    }
}

/// The care of an item, and the role of which is asked whether it has it.
#[derive(Clone, Copy)]
pub(super) struct Care<'c, 'h> {
    pub(super) context: &'c Context<'h>,
    pub(super) care: HoldingId,
    pub(super) role: RoleId,
}

impl Care<'_, '_> {
    pub(super) fn after(&self, sure: Sure, actions: &[Action<Expr>]) -> Sure {
        actions.iter().fold(sure, |sure, action| match action {
            Action::Move { holding, to, per } if *holding == self.care => match per {
                _ if *to == self.role => Sure { ordered: true, ..sure },
                // One with a date may be called off.
                Some(_) => sure,
                None => Sure { ordered: false, ..sure },
            },
            _ => sure,
        })
    }

    /// What is sure when a decision is decided like this.
    pub(super) fn decided(&self, duty: &Duty<Expr>, index: u32, sure: Sure) -> Sure {
        let DutyKind::Decision(decision) = &duty.kind else { return sure };
        let chooses = |role: RoleId| role == self.role || role.is_missing();
        let chosen = index == 0 && decision.chooses.is_some_and(chooses);
        let sure = Sure { able: sure.able || chosen, ..sure };
        let outcome: Option<&Outcome<Expr>> = decision.outcomes.get(index as usize);
        outcome.map_or(sure, |outcome| self.after(sure, &outcome.actions))
    }

    pub(super) fn opened(&self, duty: &Duty<Expr>, depth: usize) -> Sure {
        duty.when.as_ref().map_or(Sure::NOTHING, |when| self.told(when, depth))
    }

    pub(super) fn told_by(&self, trigger: &Trigger<Expr>, guard: Option<&Expr>) -> Sure {
        let told = match trigger {
            Trigger::When(when) => self.told(when, 0),
            Trigger::Signal(signal) => self.heard(*signal, 0),
            Trigger::DutyOverdue(duty) => self.of_duty(*duty, 0),
            _ => Sure::NOTHING,
        };
        guard.map_or(told, |guard| told.or(self.told(guard, 0)))
    }

    fn of_duty(&self, duty: DutyId, depth: usize) -> Sure {
        self.context.duty(duty).map_or(Sure::NOTHING, |duty| self.opened(duty, depth))
    }

    /// What is sure when a signal was received.
    fn heard(&self, signal: SignalId, depth: usize) -> Sure {
        let Some(signal) = self.context.hir.signals.get(signal) else { return Sure::ALL };
        let allowed = signal.allowed.as_ref();
        let allowed = allowed.map_or(Sure::NOTHING, |allowed| self.told(allowed, depth));
        let role = self.context.hir.roles.get(self.role);
        let own = [Some(self.role), role.and_then(|role| role.chosen_from)];
        let sent =
            |senders: &Vec<RoleId>| senders.iter().any(|sender| own.contains(&Some(*sender)));
        let able = signal.says == Some(Says::Accepts) && signal.senders.as_ref().is_none_or(sent);
        Sure { able: able || allowed.able, ..allowed }
    }

    /// What is sure when a condition is true.
    fn told(&self, condition: &Expr, depth: usize) -> Sure {
        if depth > DEEPEST {
            return Sure::ALL;
        }
        let deeper = depth + 1;
        match &condition.kind {
            ExprKind::Missing => Sure::ALL,
            ExprKind::HeldBy(care, role) if *care == self.care && *role == self.role => Sure::ALL,
            ExprKind::And(parts) => {
                let told = parts.iter().map(|part| self.told(part, deeper));
                told.fold(Sure::NOTHING, Sure::or)
            }
            ExprKind::Or(parts) => {
                parts.iter().map(|part| self.told(part, deeper)).fold(Sure::ALL, Sure::and)
            }
            // Where the care is not may tell where it is.
            ExprKind::Not(inner) => match inner.kind {
                ExprKind::HeldBy(care, _) if care == self.care => Sure::ALL,
                _ => Sure::NOTHING,
            },
            ExprKind::Fact(fact) => {
                let fact = self.context.hir.facts.get(*fact);
                match fact.and_then(|fact| fact.derived.as_ref()) {
                    Some(Derivation::Expression(derived)) => self.told(derived, deeper),
                    _ => Sure::NOTHING,
                }
            }
            ExprKind::Duty(duty, is) if *is != DutyIs::Withdrawn => self.of_duty(*duty, deeper),
            ExprKind::Decided(duty, index) => self
                .context
                .duty(*duty)
                .map_or(Sure::NOTHING, |it| self.decided(it, *index, self.opened(it, deeper))),
            ExprKind::Unanswered(duty) => self.of_duty(*duty, deeper),
            ExprKind::Received(signal) => self.heard(*signal, deeper),
            ExprKind::Quantified(_, Over::Parties(role), inner) if *role == self.role => {
                let accepted =
                    matches!(inner.kind, ExprKind::Accepted | ExprKind::OfParty(OfParty::Sent(_)));
                Sure { able: accepted, ..Sure::NOTHING }
            }
            _ => Sure::NOTHING,
        }
    }
}
