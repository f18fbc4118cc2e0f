//! Scenario files: expectations.

use super::cursor::Cursor;
use super::expression::task_state;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::Holding;
use crate::syntax::ast::scenario::{
    Expect, ExpectCount, ExpectDuty, ExpectHeld, ExpectIn, ExpectNotice, ExpectOutcome,
    ExpectRecorded, ExpectStarted, ExpectUnknown, ExpectValue, ExpectViolation, ExpectWaits,
    Expectation, ExpectationKind,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `expect`
    pub(super) fn expect(&mut self, part: &Part<'i>) -> Built<Expect> {
        let mut cursor = part.cursor();
        let negated = cursor.accept(Rule::negation).is_some();
        let mut what = vec![];
        for part in cursor {
            let kind = self.expectation(&part)?;
            what.push(Expectation { kind, span: self.span(&part) });
        }
        Ok(Expect { negated, what })
    }

    fn expectation(&mut self, part: &Part<'i>) -> Built<ExpectationKind> {
        let mut cursor = part.cursor();
        Ok(match part.rule() {
            Rule::expect_in => {
                let first = self.need_name(&mut cursor)?;
                match cursor.accept(Rule::name) {
                    None => ExpectationKind::In(ExpectIn { item: None, scope: first }),
                    Some(scope) => {
                        let scope = self.name(&scope);
                        ExpectationKind::In(ExpectIn { item: Some(first), scope })
                    }
                }
            }
            Rule::expect_task => ExpectationKind::Task(self.expect_duty(part)?),
            Rule::expect_decision => ExpectationKind::Decision(self.expect_duty(part)?),
            Rule::expect_action => ExpectationKind::Action(self.expect_duty(part)?),
            Rule::expect_notice => {
                let to = self.role_ref(&mut cursor)?;
                let contains = self.take_text(&mut cursor);
                ExpectationKind::Notice(ExpectNotice { to, contains })
            }
            Rule::violation => {
                let guarantee = self.need_name(&mut cursor)?;
                let item = self.of_item(&mut cursor)?;
                ExpectationKind::Violation(ExpectViolation { guarantee, item })
            }
            Rule::expect_count => {
                let items = self.need_name(&mut cursor)?;
                let scope = cursor.accept(Rule::name).map(|part| self.name(&part));
                let count = self.count(&cursor.need(Rule::count)?);
                ExpectationKind::Count(ExpectCount { items, scope, count })
            }
            Rule::expect_recorded => {
                let item = self.of_item(&mut cursor)?;
                let contains = self.take_text(&mut cursor).ok_or(Drift)?;
                ExpectationKind::Recorded(ExpectRecorded { item, contains })
            }
            Rule::expect_started => {
                let first = self.need_name(&mut cursor)?;
                let then = self.need_name(&mut cursor)?;
                ExpectationKind::Started(ExpectStarted { first, then })
            }
            Rule::expect_open => ExpectationKind::OpenPlaybook(self.need_name(&mut cursor)?),
            Rule::claim => ExpectationKind::Claim(self.claim(part)?),
            Rule::closed => ExpectationKind::Closed(self.span(part)),
            Rule::expect_held => ExpectationKind::Held(self.expect_held(part)?),
            Rule::expect_waits => {
                let item = self.of_item(&mut cursor)?.ok_or(Drift)?;
                ExpectationKind::Waits(ExpectWaits { item, on: self.need_name(&mut cursor)? })
            }
            _ => self.expect_value(part)?,
        })
    }

    fn expect_held(&mut self, part: &Part<'i>) -> Built<ExpectHeld> {
        let mut cursor = part.cursor();
        let holding = self.held_thing(&mut cursor)?;
        let item = self.of_item(&mut cursor)?.ok_or(Drift)?;
        let beside = cursor.accept(Rule::also_with).is_some();
        let by = self.role_ref(&mut cursor)?;
        let on = match cursor.peek() {
            Some(Rule::when) => Some(self.when(&mut cursor)?),
            _ => None,
        };
        Ok(ExpectHeld { holding, item, beside, by, on })
    }

    /// `zorg`, `houder NAME` or the name alone.
    pub(super) fn held_thing(&mut self, cursor: &mut Cursor<'i>) -> Built<Holding> {
        let held = cursor.next().ok_or(Drift)?;
        if held.rule() == Rule::name {
            let name = self.name(&held);
            return Ok(Holding { span: name.span, name: Some(name) });
        }
        self.holding(&held)
    }

    fn expect_value(&mut self, part: &Part<'i>) -> Built<ExpectationKind> {
        let mut cursor = part.cursor();
        let name = self.need_name(&mut cursor)?;
        let item = self.of_item(&mut cursor)?;
        Ok(match part.rule() {
            Rule::expect_value => {
                let value = self.sum(&cursor.need(Rule::sum)?)?;
                ExpectationKind::Value(ExpectValue { name, item, value })
            }
            Rule::expect_unknown => ExpectationKind::Unknown(ExpectUnknown { name, item }),
            Rule::expect_erased => ExpectationKind::Erased(ExpectUnknown { name, item }),
            Rule::expect_outcome => {
                let outcome = self.outcome_name(&cursor.need(Rule::outcome_name)?)?;
                ExpectationKind::Outcome(ExpectOutcome { decision: name, item, outcome })
            }
            _ => return Err(Drift),
        })
    }

    fn expect_duty(&mut self, part: &Part<'i>) -> Built<ExpectDuty> {
        let mut cursor = part.cursor();
        let name = self.need_name(&mut cursor)?;
        let item = self.of_item(&mut cursor)?;
        let state = task_state(&cursor.need(Rule::task_state)?)?;
        let owed_by = match cursor.accept(Rule::owed_by) {
            Some(part) => Some(self.role_ref(&mut part.cursor())?),
            None => None,
        };
        let due = match cursor.accept(Rule::due) {
            Some(part) => Some(self.when(&mut part.cursor())?),
            None => None,
        };
        let rests_on = match cursor.accept(Rule::rests_on) {
            Some(part) => Some(self.need_name(&mut part.cursor())?),
            None => None,
        };
        Ok(ExpectDuty { name, item, state, owed_by, due, rests_on })
    }
}
