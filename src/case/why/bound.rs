//! Which part of a term a due instant comes from.

use super::Case;
use crate::calendar::{Counted, Point};
use crate::engine::{self, Obligation};
use crate::machine::id::ExprId;
use crate::machine::playbook::{DateRef, Due, Duty, Moment, TermPart};
use crate::value::Value;

/// The part of the term of `duty` that gives the due instant of `obligation`; `None` when it has
/// none, or one that was granted, or when what the part follows has changed since.
pub(super) fn governing<'a>(
    case: &Case,
    obligation: &Obligation,
    duty: &'a Duty<ExprId>,
) -> Option<&'a TermPart<ExprId>> {
    let gives = |part: &&TermPart<ExprId>| gives(case, obligation, part).unwrap_or(false);
    duty.term.parts.iter().filter(gives).max_by_key(|part| part.from)
}

/// Whether the due instant of `obligation` was counted as `part` says.
fn gives(case: &Case, obligation: &Obligation, part: &TermPart<ExprId>) -> Option<bool> {
    let due = obligation.due?;
    let zone = case.machine().zone();
    Some(match (&part.due, due.counted) {
        (Due::Within { duration, after }, Some(Counted::From(from, by))) if *duration == by => {
            match after {
                Some(moment) => happened(case, *moment)? == from,
                None => starts(obligation, part, from),
            }
        }
        (Due::After(duration, date), Some(Counted::From(from, by))) => {
            *duration == by && point(case, *date)? == from
        }
        (Due::Before(duration, date), Some(Counted::Before(from, by))) => {
            *duration == by && point(case, *date)? == from
        }
        (Due::By(date), None) => point(case, *date)?.due(zone).ends_with(&due),
        (Due::SameDay, None) => due.day.is_some_and(|day| match part.from {
            None => day == zone.date_of(obligation.opened),
            Some(_) => day >= zone.date_of(obligation.opened),
        }),
        _ => false,
    })
}

/// Whether a part may have been counted from there: the opening, or later when a level was reached.
fn starts(obligation: &Obligation, part: &TermPart<ExprId>, from: Point) -> bool {
    match from {
        Point::Instant(at) if part.from.is_some() => at >= obligation.opened,
        Point::Instant(at) => at == obligation.opened,
        Point::Day(_) => false,
    }
}

/// From what a term after something is counted.
fn happened(case: &Case, moment: Moment) -> Option<Point> {
    Some(match moment {
        Moment::Fact(fact) => point(case, DateRef::Fact(fact))?,
        Moment::Signal(signal) => case.state().own.received.get(signal).copied().flatten()?.into(),
        Moment::Done(duty) => case.state().own.duties.get(duty)?.done_at?.into(),
    })
}

fn point(case: &Case, date: DateRef) -> Option<Point> {
    match date {
        DateRef::Literal(date) => Some(Point::Day(date)),
        DateRef::Instant(at) => Some(Point::Instant(at)),
        DateRef::Fact(fact) => match engine::value_of(case.machine(), case.state(), fact)? {
            Value::Date(date) => Some(Point::Day(date)),
            Value::Instant(at) => Some(Point::Instant(at)),
            _ => None,
        },
    }
}
