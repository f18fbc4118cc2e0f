//! Terms: durations, moments and dates.

use super::Resolver;
use super::fault::not_a_moment::Takes;
use super::fault::{empty_duration, period_too_short};
use super::fit::found;
use super::kind::Kind;
use crate::calendar::{Duration, Unit};
use crate::hir::Expr;
use crate::machine::id::{FactId, GroundId};
use crate::machine::playbook::{Due, Moment, Term, TermPart};
use crate::syntax::ast::{self, Applies, Length, MomentKind, Side};

impl Resolver<'_> {
    /// A term; its legal bases are added to `grounds`. A part with an error is left out.
    pub(super) fn term(&mut self, term: &ast::Term, grounds: &mut Vec<GroundId>) -> Term<Expr> {
        let mut parts = Vec::with_capacity(term.parts.len());
        let mut moment = None;
        for part in &term.parts {
            let (mut from, mut when) = (None, None);
            match &part.applies {
                Some(Applies::From(level)) => from = Some(self.level(level)),
                Some(Applies::If(condition)) => when = Some(self.condition(condition, true)),
                None => {}
            }
            self.add_grounds(grounds, part.grounds.as_ref());
            let due = match &part.due {
                ast::Due::Within(within) => {
                    // A part under a condition runs from the same moment as the first.
                    let inherited = part.applies.as_ref().and(moment);
                    let due = self.within(within, inherited, part.statutory);
                    if let Some(Due::Within { after, .. }) = &due {
                        moment = moment.or(*after);
                    }
                    due
                }
                ast::Due::By(by) => self.by_date(by, part.statutory),
            };
            parts.extend(due.map(|due| TermPart { from, when, due, at: part.span }));
        }
        Term { parts, at: term.span }
    }

    fn within(
        &mut self,
        it: &ast::Within,
        inherited: Option<Moment>,
        statutory: bool,
    ) -> Option<Due> {
        let written = it.after.as_ref();
        let after = match written {
            Some(moment) => Some(self.moment(moment)?),
            None => inherited,
        };
        match &it.length {
            Length::Lasting(length) => {
                let duration = Duration { statutory, ..self.lasting(length) };
                Some(Due::Within { duration, after })
            }
            Length::SameDay(_) if after.is_none() => Some(Due::SameDay),
            Length::SameDay(_) => Some(Due::Within { duration: Duration::SAME_DAY, after }),
        }
    }

    /// A duration in which time passes.
    pub(super) fn lasting(&mut self, written: &ast::Duration) -> Duration {
        if written.amount == 0 {
            self.report(empty_duration::fault(written.span));
        }
        written.length()
    }

    /// The period of something that recurs.
    pub(super) fn period(&mut self, written: &ast::Duration) -> Duration {
        let period = self.lasting(written);
        if period.unit == Unit::Minute && (1..60).contains(&period.amount) {
            self.report(period_too_short::fault(written.span));
        }
        period
    }

    fn moment(&mut self, moment: &ast::Moment) -> Option<Moment> {
        match &moment.kind {
            MomentKind::Signal(name) => found(self.id(Kind::Signal, name)).map(Moment::Signal),
            MomentKind::TaskDone(name) => found(self.id(Kind::Task, name)).map(Moment::Done),
            MomentKind::Fact(name) => {
                let fact: FactId = found(self.id(Kind::Fact, name))?;
                self.timed_fact(name, fact, Takes::Moment).map(Moment::Fact)
            }
        }
    }

    fn by_date(&mut self, by: &ast::ByDate, statutory: bool) -> Option<Due> {
        let Some(offset) = &by.offset else {
            return self.date_ref(&by.date).map(Due::By);
        };
        let length = self.lasting(&offset.length);
        let date = self.date_ref(&by.date)?;
        Some(match offset.side {
            Side::Before => Due::Before(length, date),
            Side::After => Due::After(Duration { statutory, ..length }, date),
        })
    }
}
