//! Tasks and decisions as a scenario expects them.

use super::{Expected, ExpectedDuty, OfItem, Planner};
use crate::machine::id::DutyId;
use crate::scenario::fault::unknown_in_scenario::Thing;
use crate::syntax::ast::scenario::ExpectDuty;

impl Planner<'_> {
    /// `taak T …`
    pub(super) fn expected_task(&mut self, expected: &ExpectDuty) -> Option<Expected> {
        let duty = self.task(&expected.name);
        self.expected_one(duty, Thing::Task, expected)
    }

    /// `besluit D …`
    pub(super) fn expected_decision(&mut self, expected: &ExpectDuty) -> Option<Expected> {
        let duty = self.decision(&expected.name);
        self.expected_one(duty, Thing::Decision, expected)
    }

    /// `actie A …`
    pub(super) fn expected_action(&mut self, expected: &ExpectDuty) -> Option<Expected> {
        let item = self.about(expected.item.as_ref())?;
        let action = self.action(&expected.name);
        if let Some(action) = action {
            self.of_action(action, Thing::Action, &expected.name, item.as_ref());
        }
        let calls = action.and_then(|it| self.machine.index().calls.get(it)).cloned();
        self.expected_duty(calls, item, expected)
    }

    fn expected_one(
        &mut self,
        duty: Option<DutyId>,
        thing: Thing,
        expected: &ExpectDuty,
    ) -> Option<Expected> {
        let item = self.about(expected.item.as_ref())?;
        if let Some(duty) = duty {
            self.of_duty(duty, thing, &expected.name, item.as_ref());
        }
        self.expected_duty(duty.map(|duty| vec![duty]), item, expected)
    }

    /// `NAME STATE [voor R] [uiterlijk DATE [TIME]] [op grond van G]`
    fn expected_duty(
        &mut self,
        duties: Option<Vec<DutyId>>,
        item: OfItem,
        expected: &ExpectDuty,
    ) -> Option<Expected> {
        let owed_by = match &expected.owed_by {
            Some(by) => {
                let party = by.party.as_ref().map(|party| party.text.clone());
                Some((self.role(&by.role)?, party))
            }
            None => None,
        };
        let due = expected.due.as_ref().and_then(|due| self.day(due));
        let rests_on = match &expected.rests_on {
            Some(ground) => Some(self.ground(ground)?),
            None => None,
        };
        let (name, state) = (expected.name.text.clone(), expected.state);
        let duties = duties?;
        let expected = ExpectedDuty { name, item, duties, state, owed_by, due, rests_on };
        Some(Expected::Duty(expected))
    }
}
