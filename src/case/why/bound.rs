//! Which part of a term a due instant comes from.

use super::Case;
use crate::calendar::{Derivation, Duration, Point, Start, Timestamp};
use crate::engine::{self, Obligation};
use crate::machine::id::{ExprId, FactId};
use crate::machine::playbook::{DateRef, Due, Duty, Moment, TermPart};
use crate::value::Value;

/// The part of the term of `duty` that gives the due instant of `obligation`; `None` when it has
/// none, or has moved since the opening.
pub(super) fn governing<'a>(
    case: &Case,
    obligation: &Obligation,
    duty: &'a Duty<ExprId>,
) -> Option<&'a TermPart<ExprId>> {
    let due = obligation.due?.instant;
    let gives = |part: &&TermPart<ExprId>| ends(case, obligation.opened, &part.due) == Some(due);
    duty.term.parts.iter().filter(gives).max_by_key(|part| part.from)
}

/// How a bound is counted.
enum Counted {
    /// A term forwards.
    From(Start, Duration),
    /// A term back from a day or an instant.
    Before(Point, Duration),
    /// To the end of a day that is given, or to an instant.
    To(Point),
}

/// How a bound is counted for something that opened at `opened`, by what is known now.
fn counted(case: &Case, opened: Timestamp, bound: &Due) -> Option<Counted> {
    Some(match bound {
        Due::Within { duration, after } => {
            let start = match after {
                None => Start::At(opened),
                Some(moment) => happened(case, *moment)?,
            };
            Counted::From(start, *duration)
        }
        Due::By(date) => Counted::To(point(case, *date)?),
        Due::Before(before, date) => Counted::Before(point(case, *date)?, *before),
        Due::After(after, date) => Counted::From(start(case, *date)?, *after),
        Due::SameDay => Counted::To(Point::Day(case.machine().zone().date_of(opened))),
    })
}

/// From when a term after something is counted.
fn happened(case: &Case, moment: Moment) -> Option<Start> {
    Some(match moment {
        Moment::Fact(fact) => start(case, DateRef::Fact(fact))?,
        Moment::Signal(signal) => Start::At(case.state().received.get(signal).copied().flatten()?),
        Moment::Done(duty) => Start::At(case.state().duties.get(duty)?.done_at?),
    })
}

/// When a bound ends for something that opened at `opened`, by what is known now.
fn ends(case: &Case, opened: Timestamp, bound: &Due) -> Option<Timestamp> {
    let machine = case.machine();
    let (calendar, zone) = (&machine.playbook().header.calendar, machine.zone());
    let due = match counted(case, opened, bound)? {
        Counted::From(Start::At(at), duration) => calendar.due(zone, at, duration),
        Counted::From(Start::On(date), duration) => calendar.due_after(zone, date, duration),
        Counted::Before(date, duration) => calendar.due_before_point(zone, date, duration),
        Counted::To(date) => return Some(date.due(zone).instant),
    };
    due.ok().map(|due| due.instant)
}

/// How the end of a bound comes about, for something that opened at `opened`; `None` where no term
/// is counted.
pub(super) fn derivation<'a>(
    case: &'a Case,
    opened: Timestamp,
    bound: &Due,
) -> Option<Derivation<'a>> {
    let machine = case.machine();
    let (calendar, zone) = (&machine.playbook().header.calendar, machine.zone());
    let derived = match counted(case, opened, bound)? {
        Counted::From(Start::At(at), duration) => calendar.derive(zone, at, duration),
        Counted::From(Start::On(date), duration) => calendar.derive_after(zone, date, duration),
        Counted::Before(Point::Instant(_), duration) if duration.seconds().is_some() => {
            return None;
        }
        Counted::Before(date, duration) => calendar.derive_before(zone, date.day(zone), duration),
        Counted::To(_) => return None,
    };
    derived.ok()
}

fn start(case: &Case, date: DateRef) -> Option<Start> {
    Some(match point(case, date)? {
        Point::Day(day) => Start::On(day),
        Point::Instant(at) => Start::At(at),
    })
}

fn point(case: &Case, date: DateRef) -> Option<Point> {
    match date {
        DateRef::Literal(date) => Some(Point::Day(date)),
        DateRef::Instant(at) => Some(Point::Instant(at)),
        DateRef::Fact(fact) => match value(case, fact)? {
            Value::Date(date) => Some(Point::Day(date)),
            Value::Instant(at) => Some(Point::Instant(at)),
            _ => None,
        },
    }
}

fn value(case: &Case, fact: FactId) -> Option<Value> {
    engine::value_of(case.machine(), case.state(), fact)
}
