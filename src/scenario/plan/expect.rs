//! What a scenario expects.

use super::{Expected, ExpectedHolder, Planner, What};
use crate::scenario::fault::unknown_in_scenario::{Thing, item_is_no_fact};
use crate::scenario::fault::wrong_value_in_scenario::wrong_value;
use crate::syntax::ast::scenario::{
    Expect, ExpectCount, ExpectHeld, ExpectOutcome, ExpectValue, ExpectationKind,
};
use crate::syntax::ast::{ExprKind, Name, OutcomeName};
use crate::value::Type;

impl Planner<'_> {
    /// `verwacht [niet] A en B`
    pub(super) fn expect(&mut self, expect: &Expect) -> Option<What> {
        let mut what = Vec::with_capacity(expect.what.len());
        for one in &expect.what {
            what.extend(self.expectation(&one.kind).map(|kind| (one.span, kind)));
        }
        Some(What::Expect { negated: expect.negated, what })
    }

    fn expectation(&mut self, kind: &ExpectationKind) -> Option<Expected> {
        match kind {
            ExpectationKind::In(expected) => {
                let item = self.about(expected.item.as_ref())?;
                let state = self.state(&expected.scope)?;
                self.of_state(state, &expected.scope, item.as_ref());
                Some(Expected::In(item, state))
            }
            ExpectationKind::Count(expected) => self.expected_count(expected),
            ExpectationKind::Task(expected) => self.expected_task(expected),
            ExpectationKind::Action(expected) => self.expected_action(expected),
            ExpectationKind::Decision(expected) => self.expected_decision(expected),
            ExpectationKind::Outcome(expected) => self.expected_outcome(expected),
            ExpectationKind::Value(expected) => self.expected_value(expected),
            ExpectationKind::Unknown(expected) => {
                let item = self.about(expected.item.as_ref())?;
                let fact = self.fact(&expected.name)?;
                self.of_fact(fact, &expected.name, item.as_ref());
                Some(Expected::Value(item, fact, None))
            }
            ExpectationKind::Erased(expected) => {
                let item = self.about(expected.item.as_ref())?;
                let fact = self.fact(&expected.name)?;
                self.of_fact(fact, &expected.name, item.as_ref());
                Some(Expected::Erased(item, fact))
            }
            ExpectationKind::Held(expected) => self.expected_holder(expected),
            ExpectationKind::Waits(expected) => {
                self.expected_pair(&expected.item, &expected.on, Expected::Waits)
            }
            ExpectationKind::Notice(expected) => {
                let to = self.role(&expected.to.role)?;
                let contains = expected.contains.as_ref().map(|text| text.text.clone());
                Some(Expected::Notice { to, contains })
            }
            ExpectationKind::Violation(expected) => {
                let item = self.about(expected.item.as_ref())?;
                let guarantee = self.guarantee(&expected.guarantee)?;
                self.of_guarantee(guarantee, &expected.guarantee, item.as_ref());
                Some(Expected::Violation(guarantee, item))
            }
            ExpectationKind::Recorded(expected) => {
                let item = self.about(expected.item.as_ref())?;
                Some(Expected::Recorded(item, expected.contains.text.clone()))
            }
            ExpectationKind::Started(expected) => {
                self.expected_pair(&expected.first, &expected.then, Expected::Started)
            }
            ExpectationKind::OpenPlaybook(name) => Some(Expected::OpenPlaybook(name.text.clone())),
            ExpectationKind::Claim(claim) => {
                let role = self.role(&claim.role)?;
                Some(Expected::Claim(role, claim.party.text.clone()))
            }
            ExpectationKind::Closed(_) => Some(Expected::Closed),
        }
    }

    /// Of two items.
    fn expected_pair(
        &mut self,
        one: &Name,
        other: &Name,
        expected: fn(String, String) -> Expected,
    ) -> Option<Expected> {
        Some(expected(self.about(Some(one))??, self.about(Some(other))??))
    }

    /// `besluit D is OUTCOME [van j1]`
    fn expected_outcome(&mut self, expected: &ExpectOutcome) -> Option<Expected> {
        let item = self.about(expected.item.as_ref())?;
        let duty = self.decision(&expected.decision)?;
        self.of_duty(duty, Thing::Decision, &expected.decision, item.as_ref());
        if matches!(expected.outcome, OutcomeName::NoAnswer(_)) {
            return Some(Expected::Outcome(item, duty, None));
        }
        let outcome = self.outcome(duty, &expected.outcome)?;
        Some(Expected::Outcome(item, duty, Some(outcome)))
    }

    /// `aantal ITEMS [in STEP] is N`
    fn expected_count(&mut self, expected: &ExpectCount) -> Option<Expected> {
        let kind = self.kind_of_item(&expected.items)?;
        let mut state = None;
        if let Some(scope) = &expected.scope {
            let place = self.state(scope)?;
            self.is_place_of(kind, place, scope);
            state = Some(place);
        }
        Some(Expected::Count(kind, state, expected.count.value))
    }

    /// `zorg van ITEM bij R[, op DATE]`
    fn expected_holder(&mut self, expected: &ExpectHeld) -> Option<Expected> {
        let item = self.about(Some(&expected.item))??;
        let holding = self.holding(&item, &expected.holding)?;
        let role = self.role(&expected.by.role)?;
        let party = expected.by.party.as_ref().map(|party| party.text.clone());
        let on = match &expected.on {
            Some(on) => Some(self.day(on)?),
            None => None,
        };
        let beside = expected.beside;
        Some(Expected::Held(ExpectedHolder { item, holding, beside, role, party, on }))
    }

    fn expected_value(&mut self, expected: &ExpectValue) -> Option<Expected> {
        let item = self.about(expected.item.as_ref())?;
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
        if expected.item.is_none() && self.is_item(&expected.name) {
            self.found.push(item_is_no_fact(expected));
            return None;
        }
        let fact = self.fact(&expected.name)?;
        self.of_fact(fact, &expected.name, item.as_ref());
        let ty = &self.machine.playbook().facts.get(fact)?.ty;
        let value = self.value(&expected.value, text, ty)?;
        Some(Expected::Value(item, fact, Some(value)))
    }
}
