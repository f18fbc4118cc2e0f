//! Which part of a term a due instant comes from.

use super::Case;
use crate::calendar::{Date, Timestamp};
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

/// When a bound ends for something that opened at `opened`, by what is known now.
fn ends(case: &Case, opened: Timestamp, bound: &Due) -> Option<Timestamp> {
    let machine = case.machine();
    let (calendar, zone) = (&machine.playbook().header.calendar, machine.zone());
    let due = match bound {
        Due::Within { duration, after: None } => calendar.due(zone, opened, *duration),
        Due::Within { duration, after: Some(moment) } => match *moment {
            Moment::Fact(fact) => match value(case, fact)? {
                Value::Date(date) => calendar.due_after(zone, date, *duration),
                Value::Instant(at) => calendar.due(zone, at, *duration),
                _ => return None,
            },
            Moment::Signal(signal) => {
                let received = case.state().received.get(signal).copied().flatten()?;
                calendar.due(zone, received, *duration)
            }
            Moment::Done(duty) => {
                calendar.due(zone, case.state().duties.get(duty)?.done_at?, *duration)
            }
        },
        Due::By(date) => return Some(zone.end_of(self::date(case, *date)?)),
        Due::Before(before, date) => calendar.due_before(zone, self::date(case, *date)?, *before),
        Due::After(after, date) => calendar.due_after(zone, self::date(case, *date)?, *after),
        Due::Earliest(dates) => {
            let dates: Option<Vec<Date>> =
                dates.iter().map(|&date| self::date(case, date)).collect();
            return Some(zone.end_of(dates?.into_iter().min()?));
        }
        Due::SameDay => return Some(calendar.same_day(zone, opened).instant),
    };
    due.ok().map(|due| due.instant)
}

fn date(case: &Case, date: DateRef) -> Option<Date> {
    match date {
        DateRef::Literal(date) => Some(date),
        DateRef::Fact(fact) => match value(case, fact)? {
            Value::Date(date) => Some(date),
            _ => None,
        },
    }
}

fn value(case: &Case, fact: FactId) -> Option<Value> {
    engine::value_of(case.machine(), case.state(), fact)
}
