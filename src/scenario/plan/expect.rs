//! What a scenario expects.

use super::{Expected, Planner, What, fault};
use crate::scenario::fault::wrong_value_in_scenario::wrong_value;
use crate::span::Span;
use crate::syntax::ast::scenario::{Expect, ExpectValue, ExpectationKind};
use crate::syntax::ast::{ExprKind, Name, OutcomeName};
use crate::value::Type;

impl Planner<'_> {
    /// `verwacht [niet] A en B`
    pub(super) fn expect(&mut self, expect: &Expect) -> Option<What> {
        let mut what = Vec::with_capacity(expect.what.len());
        for one in &expect.what {
            what.extend(self.expectation(&one.kind, one.span).map(|kind| (one.span, kind)));
        }
        Some(What::Expect { negated: expect.negated, what })
    }

    fn expectation(&mut self, kind: &ExpectationKind, span: Span) -> Option<Expected> {
        match kind {
            ExpectationKind::In(expected) => {
                self.no_item(expected.item.as_ref());
                self.state(&expected.scope).map(Expected::In)
            }
            ExpectationKind::Task(expected) => {
                let duty = self.task(&expected.name);
                self.expected_duty(duty.map(|duty| vec![duty]), expected)
            }
            ExpectationKind::Action(expected) => {
                let action = self.action(&expected.name);
                let calls = action.and_then(|it| self.machine.index().calls.get(it)).cloned();
                self.expected_duty(calls, expected)
            }
            ExpectationKind::Decision(expected) => {
                let duty = self.decision(&expected.name);
                self.expected_duty(duty.map(|duty| vec![duty]), expected)
            }
            ExpectationKind::Outcome(expected) => {
                self.no_item(expected.item.as_ref());
                let duty = self.decision(&expected.decision)?;
                if matches!(expected.outcome, OutcomeName::NoAnswer(_)) {
                    return Some(Expected::Outcome(duty, None));
                }
                let outcome = self.outcome(duty, &expected.outcome)?;
                Some(Expected::Outcome(duty, Some(outcome)))
            }
            ExpectationKind::Value(expected) => self.expected_value(expected),
            ExpectationKind::Unknown(expected) => {
                self.no_item(expected.item.as_ref());
                self.fact(&expected.name).map(|fact| Expected::Value(fact, None))
            }
            ExpectationKind::Held(_) => {
                let found = fault::not_in_this_version::not_built(
                    span,
                    "een verwachting over zorg of een andere houder",
                    "an expectation about care or another holding",
                );
                self.found.push(found);
                None
            }
            ExpectationKind::Notice(expected) => {
                let to = self.role(&expected.to.role)?;
                let contains = expected.contains.as_ref().map(|text| text.text.clone());
                Some(Expected::Notice { to, contains })
            }
            ExpectationKind::Violation(name) => self.guarantee(name).map(Expected::Violation),
            ExpectationKind::OpenPlaybook(name) => Some(Expected::OpenPlaybook(name.text.clone())),
            ExpectationKind::Claim(claim) => {
                let role = self.role(&claim.role)?;
                Some(Expected::Claim(role, claim.party.text.clone()))
            }
            ExpectationKind::Closed(_) => Some(Expected::Closed),
        }
    }

    fn expected_value(&mut self, expected: &ExpectValue) -> Option<Expected> {
        self.no_item(expected.item.as_ref());
        let Name { text, span } = &expected.name;
        if self.is_scale(&expected.name) {
            return match &expected.value.kind {
                ExprKind::Name(level) => self.level(level).map(Expected::Level),
                _ => {
                    let scale = self.machine.playbook().scale.as_ref()?;
                    let levels = scale.levels.as_slice().iter().map(|level| level.name.clone());
                    let levels = Type::Choice(levels.collect());
                    self.found.push(wrong_value(expected.value.span.to(*span), text, &levels));
                    None
                }
            };
        }
        let fact = self.fact(&expected.name)?;
        let ty = &self.machine.playbook().facts.get(fact)?.ty;
        let value = self.value(&expected.value, text, ty)?;
        Some(Expected::Value(fact, Some(value)))
    }
}
