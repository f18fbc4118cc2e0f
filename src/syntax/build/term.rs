//! Terms: when something is due.

use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    Applies, ByDate, Due, Length, Moment, MomentKind, Offset, Side, Term, TermPart, Within,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `term`, `deadline_term`
    pub(super) fn term(&mut self, part: &Part<'i>) -> Built<Term> {
        let cursor = part.cursor();
        let mut parts = cursor.room();
        for part in cursor {
            parts.push(self.term_part(&part)?);
        }
        Ok(Term { parts, span: self.span(part) })
    }

    /// `term_part`, `deadline_part`, `term_if`, `term_from`
    fn term_part(&mut self, part: &Part<'i>) -> Built<TermPart> {
        let mut cursor = part.cursor();
        let applies = match cursor.accept(Rule::level_ref) {
            Some(level) => Some(Applies::From(self.level_ref(&level)?)),
            None => self.take_guard(&mut cursor)?.map(Applies::If),
        };
        let statutory = cursor.accept(Rule::statutory).is_some();
        let due = cursor.next().ok_or(Drift)?;
        let due = match due.rule() {
            Rule::within => Due::Within(self.within(&due)?),
            Rule::by_date => Due::By(self.by_date(&due)?),
            _ => return Err(Drift),
        };
        let grounds = self.take_grounds(&mut cursor)?;
        Ok(TermPart { statutory, applies, due, grounds, span: self.span(part) })
    }

    fn within(&mut self, part: &Part<'i>) -> Built<Within> {
        let mut cursor = part.cursor();
        let length = self.length(&cursor.need(Rule::length)?)?;
        let after = cursor.accept(Rule::moment).map(|part| self.moment(&part)).transpose()?;
        Ok(Within { length, after })
    }

    /// `length`
    pub(super) fn length(&mut self, part: &Part<'i>) -> Built<Length> {
        let inner = part.only()?;
        Ok(match inner.rule() {
            Rule::same_day => Length::SameDay(self.span(&inner)),
            _ => Length::Lasting(self.duration(&inner)?),
        })
    }

    fn by_date(&mut self, part: &Part<'i>) -> Built<ByDate> {
        let mut cursor = part.cursor();
        let offset = match cursor.accept(Rule::duration) {
            None => None,
            Some(length) => {
                let length = self.duration(&length)?;
                let side = match cursor.need(Rule::side)?.keyword()? {
                    Rule::kw_before => Side::Before,
                    _ => Side::After,
                };
                Some(Offset { length, side })
            }
        };
        Ok(ByDate { offset, date: self.day(&cursor.need(Rule::day)?)? })
    }

    fn moment(&mut self, part: &Part<'i>) -> Built<Moment> {
        let inner = part.only()?;
        let kind = match inner.rule() {
            Rule::signal_moment => MomentKind::Signal(self.only_name(&inner)?),
            Rule::task_moment => MomentKind::TaskDone(self.only_name(&inner)?),
            _ => MomentKind::Fact(self.name(&inner)),
        };
        Ok(Moment { kind, span: self.span(part) })
    }
}
