//! When terms end: the bounds of their parts, each looked at by itself.

use std::collections::BTreeMap;

use draaiboek::calendar::{Counted, Due as Instant, Duration, Point, Timestamp, Unit};
use draaiboek::hir::Expr;
use draaiboek::machine::handler::Trigger;
use draaiboek::machine::id::{CalendarId, FactId, LevelId};
use draaiboek::machine::playbook::{DateRef, Deadline, Due, Moment, Term};
use draaiboek::value::Value;

use super::super::calendar;
use super::{Case, eval};

/// A term that runs.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The calendar that counts; `None`: the playbook's own.
    pub(super) calendar: Option<CalendarId>,
    /// By part whether its condition held at the start.
    applied: Vec<bool>,
    /// Bounds that stand, come what may.
    pub(super) fixed: Vec<Instant>,
    /// By part what it followed when last looked at, the bound that gave, and whether it counts.
    pub(super) follows: BTreeMap<usize, (String, Option<Instant>, bool)>,
}

impl Clock {
    /// The same term, of which this bound counts, and what it follows once that changes.
    pub(super) fn counting_nothing_but(&self, bound: Option<Instant>) -> Self {
        let mut clock = self.clone();
        clock.fixed = bound.into_iter().collect();
        for follows in clock.follows.values_mut() {
            follows.2 = false;
        }
        clock
    }
}

impl Case<'_> {
    /// A term starts to run now.
    pub(super) fn start_term(&self, term: &Term<Expr>, calendar: Option<CalendarId>) -> Clock {
        let holds = |when: &Option<Expr>| when.as_ref().is_none_or(|when| eval::holds(self, when));
        let mut clock = Clock {
            calendar,
            applied: term.parts.iter().map(|part| holds(&part.when)).collect(),
            ..Clock::default()
        };
        for (position, part) in term.parts.iter().enumerate() {
            if clock.applied[position] && self.reached(part.from) {
                self.count_from_now(&mut clock, position, &part.due);
            }
        }
        clock
    }

    fn count_from_now(&self, clock: &mut Clock, position: usize, due: &Due) {
        let bound = self.bound(due, clock.calendar);
        if follows_something(due) {
            clock.follows.insert(position, (self.followed(due), bound, true));
        } else {
            clock.fixed.extend(bound);
        }
    }

    /// The earliest bound that counts.
    pub(super) fn end_of(&self, clock: &Clock) -> Option<Instant> {
        let follows = clock.follows.values().filter(|f| f.2).filter_map(|f| f.1);
        earliest(clock.fixed.iter().copied().chain(follows))
    }

    /// The level rose from `old` to the present one.
    pub(super) fn raise_term(
        &self,
        term: &Term<Expr>,
        clock: &mut Clock,
        due: Option<Instant>,
        old: LevelId,
    ) -> Option<Instant> {
        let mut new =
            Clock { calendar: clock.calendar, applied: clock.applied.clone(), ..Clock::default() };
        for (position, part) in term.parts.iter().enumerate() {
            let reached_now = part.from.is_some_and(|from| from > old && from <= self.level);
            if reached_now && clock.applied[position] {
                self.count_from_now(&mut new, position, &part.due);
            }
        }
        let not_past = |due: Instant| match due.instant < self.now {
            true => Instant { instant: self.now, day: None, ..due },
            false => due,
        };
        new.fixed = new.fixed.into_iter().map(not_past).collect();
        let follows = new.follows.values().filter_map(|f| f.1).map(not_past);
        let due = earliest(due.into_iter().chain(new.fixed.iter().copied()).chain(follows));
        clock.fixed.extend(new.fixed);
        clock.follows.extend(new.follows);
        due
    }

    /// Looks again at what the parts follow; whether anything changed.
    pub(super) fn follow_term(&self, term: &Term<Expr>, clock: &mut Clock) -> bool {
        let mut changed = false;
        for (position, follows) in &mut clock.follows {
            let due = &term.parts[*position].due;
            if self.followed(due) != follows.0 {
                *follows = (self.followed(due), self.bound(due, clock.calendar), true);
                changed = true;
            }
        }
        changed
    }

    /// The same for a term that stood still unwatched: only the bounds are compared.
    pub(super) fn catch_up_term(&self, term: &Term<Expr>, clock: &mut Clock) -> bool {
        let mut changed = false;
        for (position, follows) in &mut clock.follows {
            let due = &term.parts[*position].due;
            let bound = self.bound(due, clock.calendar);
            let moved = bound != follows.1;
            *follows = (self.followed(due), bound, follows.2 || moved);
            changed |= moved;
        }
        changed
    }

    /// The due instant `by` later; what follows something counts again when that changes.
    pub(super) fn extend_term(
        &self,
        term: &Term<Expr>,
        clock: &mut Clock,
        due: Instant,
        by: Duration,
    ) -> Option<Instant> {
        let extended = if due.instant < self.now {
            self.days(clock.calendar).due(self.now, by)
        } else {
            self.counted_on(due, by, clock.calendar)
        }?;
        clock.fixed = vec![extended];
        for (position, follows) in &mut clock.follows {
            let due = &term.parts[*position].due;
            *follows = (self.followed(due), self.bound(due, clock.calendar), false);
        }
        Some(extended)
    }

    /// `by` after a due instant: after its day if it has one, and `by` is no matter of hours.
    pub(super) fn counted_on(
        &self,
        due: Instant,
        by: Duration,
        calendar: Option<CalendarId>,
    ) -> Option<Instant> {
        match due.day {
            Some(day) if by.seconds().is_none() && by.unit != Unit::BusinessHour => {
                self.days(calendar).due_after(day, by)
            }
            _ => self.days(calendar).due(due.instant, by),
        }
    }

    /// What a bound follows, as it is now.
    fn followed(&self, due: &Due) -> String {
        let date = |date: &DateRef| match date {
            DateRef::Literal(_) | DateRef::Instant(_) => None,
            DateRef::Fact(fact) => self.current(*fact),
        };
        match due {
            Due::SameDay | Due::Within { after: None, .. } => String::new(),
            Due::Within { after: Some(moment), .. } => match moment {
                Moment::Fact(fact) => format!("{:?}", self.current(*fact)),
                Moment::Signal(signal) => format!("{:?}", self.received_at(*signal)),
                Moment::Done(duty) => format!("{:?}", self.done_at(*duty)),
            },
            Due::By(one) | Due::Before(_, one) | Due::After(_, one) => format!("{:?}", date(one)),
        }
    }

    /// One bound, here and now.
    fn bound(&self, due: &Due, calendar: Option<CalendarId>) -> Option<Instant> {
        let days = self.days(calendar);
        match due {
            Due::Within { duration, after: None } => days.due(self.now, *duration),
            Due::Within { duration, after: Some(moment) } => {
                self.after(*moment, *duration, calendar)
            }
            Due::SameDay => Some(days.same_day(self.now)),
            Due::By(date) => match self.named(*date)? {
                Value::Date(day) => Some(days.by(day)),
                Value::Instant(at) => Some(calendar::at(at)),
                _ => None,
            },
            Due::Before(by, date) => match self.named(*date)? {
                Value::Date(day) => days.due_before(day, *by),
                Value::Instant(at) => {
                    let counted = Some(Counted::Before(Point::Instant(at), *by));
                    let due = match by.unit {
                        Unit::Minute | Unit::Hour | Unit::BusinessHour => {
                            calendar::at(days.back_from(Value::Instant(at), *by)?)
                        }
                        _ => days.due_before(days.date_of(at), *by)?,
                    };
                    Some(Instant { counted, ..due })
                }
                _ => None,
            },
            Due::After(by, date) => match self.named(*date)? {
                Value::Date(day) => days.due_after(day, *by),
                Value::Instant(at) => days.due(at, *by),
                _ => None,
            },
        }
    }

    fn after(
        &self,
        moment: Moment,
        duration: Duration,
        calendar: Option<CalendarId>,
    ) -> Option<Instant> {
        let days = self.days(calendar);
        let start: Timestamp = match moment {
            Moment::Signal(signal) => self.received_at(signal)?,
            Moment::Done(duty) => self.done_at(duty)?,
            Moment::Fact(fact) => match self.current(fact)? {
                Value::Date(date) => return days.due_after(date, duration),
                Value::Instant(at) => at,
                _ => return None,
            },
        };
        days.due(start, duration)
    }

    /// Whether something that follows a fact could not be counted if it were this.
    pub(super) fn is_uncountable(&self, fact: FactId, value: &Value) -> bool {
        let on = |by: Duration, calendar| match value {
            Value::Date(day) => self.days(calendar).due_after(*day, by).is_none(),
            Value::Instant(at) => self.days(calendar).due(*at, by).is_none(),
            _ => false,
        };
        let back = |by: Duration, calendar| {
            let dated = matches!(value, Value::Date(_) | Value::Instant(_));
            dated && self.days(calendar).back_from(value.clone(), by).is_none()
        };
        let reads = |date: &DateRef| matches!(date, DateRef::Fact(of) if *of == fact);
        let bad = |term: &Term<Expr>, calendar| {
            term.parts.iter().any(|part| match &part.due {
                Due::Within { duration, after: Some(Moment::Fact(of)) } => {
                    *of == fact && on(*duration, calendar)
                }
                Due::After(by, date) => reads(date) && on(*by, calendar),
                Due::Before(by, date) => reads(date) && back(*by, calendar),
                _ => false,
            })
        };
        self.hir.duties.iter().any(|(id, duty)| bad(&duty.term, self.calendar_of(id)))
            || self.hir.states.iter().any(|(_, state)| match &state.deadline {
                Deadline::Term(term, _) => bad(term, None),
                Deadline::Unstated | Deadline::Never(_) => false,
            })
            || self.hir.handlers.iter().any(|(_, handler)| match &handler.trigger {
                Trigger::Before(by, date) => reads(date) && back(*by, None),
                _ => false,
            })
    }

    /// The date or instant that is meant, if known.
    pub(super) fn named(&self, date: DateRef) -> Option<Value> {
        match date {
            DateRef::Literal(date) => Some(Value::Date(date)),
            DateRef::Instant(at) => Some(Value::Instant(at)),
            DateRef::Fact(fact) => self.current(fact),
        }
    }

    /// The start of the k-th period.
    pub(super) fn period(&self, start: Timestamp, period: Duration, k: u32) -> Option<Timestamp> {
        let whole = Duration { amount: period.amount.checked_mul(k)?, ..period };
        let due = self.days(None).due(start, whole)?;
        Some(due.day.map_or(due.instant, |day| self.days(None).first_instant(day)))
    }
}

fn follows_something(due: &Due) -> bool {
    match due {
        Due::Within { after, .. } => after.is_some(),
        Due::SameDay => false,
        Due::By(date) | Due::Before(_, date) | Due::After(_, date) => {
            matches!(date, DateRef::Fact(_))
        }
    }
}

/// The earliest; of equals the first.
pub(super) fn earliest(dues: impl IntoIterator<Item = Instant>) -> Option<Instant> {
    let mut best: Option<Instant> = None;
    for due in dues {
        if best.is_none_or(|best| due.instant < best.instant) {
            best = Some(due);
        }
    }
    best
}
