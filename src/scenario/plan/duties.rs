//! Tasks and decisions as a scenario expects them.

use super::{Expected, ExpectedDuty, Planner};
use crate::machine::id::DutyId;
use crate::syntax::ast::scenario::ExpectDuty;

impl Planner<'_> {
    /// `NAME STATE [voor R] [uiterlijk DATE [TIME]] [op grond van G]`
    pub(super) fn expected_duty(
        &mut self,
        duties: Option<Vec<DutyId>>,
        expected: &ExpectDuty,
    ) -> Option<Expected> {
        let item = self.about(expected.item.as_ref())?;
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
