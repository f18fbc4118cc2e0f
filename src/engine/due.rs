//! When terms end: the bounds of their parts, at the start, after a raise, after a change.

use super::run::Run;
use super::state::Basis;
use crate::calendar::{Calendar, Due as Instant, Duration, Point, Timestamp};
use crate::machine::id::{DutyId, ExprId, LevelId};
use crate::machine::playbook::{DateRef, Due, MAX_PARTS, Moment, Term, TermPart};
use crate::value::Value;

/// A term, and the calendar by which it is counted.
#[derive(Clone, Copy)]
pub(super) struct Timed<'a> {
    pub(super) term: &'a Term<ExprId>,
    pub(super) days: &'a Calendar,
}

impl<'a> Run<'a> {
    /// The calendar by which the terms of a duty are counted.
    pub(super) fn days(&self, duty: DutyId) -> &'a Calendar {
        let playbook = self.playbook;
        playbook.calendar_of(&playbook.duties[duty])
    }

    /// The playbook's own calendar.
    pub(super) fn own_days(&self) -> &'a Calendar {
        &self.playbook.header.calendar
    }

    /// The term of a duty.
    pub(super) fn term_of(&self, duty: DutyId) -> Timed<'a> {
        let playbook = self.playbook;
        Timed { term: &playbook.duties[duty].term, days: self.days(duty) }
    }

    /// A term of no duty.
    pub(super) fn own_term<'t>(&self, term: &'t Term<ExprId>) -> Timed<'t>
    where
        'a: 't,
    {
        Timed { term, days: self.own_days() }
    }

    /// What is fixed when a term starts now, and when it ends.
    pub(super) fn term_start(&self, timed: Timed<'_>) -> (Basis, Option<Instant>) {
        let Timed { term, days } = timed;
        let mut applies = 0;
        for (position, part) in term.parts.iter().enumerate().take(MAX_PARTS) {
            if part.when.is_none_or(|when| self.here().holds(when).is_true()) {
                applies |= 1 << position;
            }
        }
        let level = self.state.level;
        let mut basis = Basis { fixed: None, applies, silenced: 0, level };
        basis.fixed =
            earliest(counting(term, basis).filter_map(|(_, part)| self.fixed(part, days)));
        (basis, self.term_again(timed, basis))
    }

    /// When the term ends now that something which it follows has changed.
    pub(super) fn term_again(&self, timed: Timed<'_>, basis: Basis) -> Option<Instant> {
        earliest([basis.fixed, self.following(timed, basis)].into_iter().flatten())
    }

    /// What is fixed after a raise to the present level, and when the term ends then: never later
    /// than `due`, never before the raise.
    pub(super) fn term_raised(
        &self,
        Timed { term, days }: Timed<'_>,
        before: Basis,
        due: Option<Instant>,
    ) -> (Basis, Option<Instant>) {
        let mut basis = Basis { level: self.state.level.max(before.level), ..before };
        let is_new = |part: &&TermPart<ExprId>| part.from > Some(before.level);
        let new = || counting(term, basis).map(|(_, part)| part).filter(is_new);
        let fixed =
            earliest(new().filter_map(|part| self.fixed(part, days)).map(|d| self.not_past(d)));
        let following =
            new().filter_map(|part| self.follows(part, days)).map(|due| self.not_past(due));
        let due = earliest(due.into_iter().chain(fixed).chain(following));
        basis.fixed = earliest(basis.fixed.into_iter().chain(fixed));
        (basis, due)
    }

    /// The due instant counted on by an extension.
    pub(super) fn extended(&self, days: &Calendar, due: Instant, by: Duration) -> Option<Instant> {
        if due.instant < self.at {
            return self.due(days, self.at, by);
        }
        self.counted_on(days, due, by)
    }

    /// `by` after a due instant: from the due day where there is one.
    pub(super) fn counted_on(
        &self,
        days: &Calendar,
        due: Instant,
        by: Duration,
    ) -> Option<Instant> {
        days.counted_on(self.machine.zone(), due, by).ok()
    }

    /// When the term `duration` from a day or an instant ends; `None` beyond the supported years.
    pub(super) fn due(
        &self,
        days: &Calendar,
        start: impl Into<Point>,
        duration: Duration,
    ) -> Option<Instant> {
        days.due_after(self.machine.zone(), start, duration).ok()
    }

    fn not_past(&self, due: Instant) -> Instant {
        if due.instant < self.at {
            return Instant { instant: self.at, day: None, ..due };
        }
        due
    }

    /// The bound of a part that follows nothing.
    fn fixed(&self, part: &TermPart<ExprId>, days: &Calendar) -> Option<Instant> {
        match &part.due {
            Due::Within { duration, after: None } => self.due(days, self.at, *duration),
            Due::SameDay => Some(days.same_day(self.machine.zone(), self.at)),
            Due::By(date) | Due::Before(_, date) | Due::After(_, date) if date.fact().is_none() => {
                self.dated(&part.due, days)
            }
            _ => None,
        }
    }

    /// The parts whose bounds follow something, with the bounds, by position.
    pub(super) fn followed(
        &self,
        Timed { term, days }: Timed<'_>,
        basis: Basis,
    ) -> Vec<(u32, Option<Instant>)> {
        let parts = counting(term, basis).filter(|(_, part)| follows_something(&part.due));
        let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        parts.map(|(at, part)| (position(at), self.follows(part, days))).collect()
    }

    fn following(&self, Timed { term, days }: Timed<'_>, basis: Basis) -> Option<Instant> {
        earliest(heard(term, basis).filter_map(|part| self.follows(part, days)))
    }

    /// The bound of a part that follows a fact, a signal or a task.
    fn follows(&self, part: &TermPart<ExprId>, days: &Calendar) -> Option<Instant> {
        match &part.due {
            Due::Within { duration, after: Some(moment) } => match *moment {
                Moment::Fact(fact) => self.due(days, self.point(DateRef::Fact(fact))?, *duration),
                Moment::Signal(signal) => self.due(days, self.here().received(signal)?, *duration),
                Moment::Done(duty) => self.due(days, self.here().done_at(duty)?, *duration),
            },
            Due::By(date) | Due::Before(_, date) | Due::After(_, date) if date.fact().is_some() => {
                self.dated(&part.due, days)
            }
            _ => None,
        }
    }

    fn dated(&self, due: &Due, days: &Calendar) -> Option<Instant> {
        let zone = self.machine.zone();
        match due {
            Due::By(date) => Some(self.point(*date)?.due(zone)),
            Due::Before(duration, date) => {
                days.due_before(zone, self.point(*date)?, *duration).ok()
            }
            Due::After(duration, date) => self.due(days, self.point(*date)?, *duration),
            Due::Within { .. } | Due::SameDay => None,
        }
    }

    /// The day or instant a reference stands for, if known.
    pub(super) fn point(&self, date: DateRef) -> Option<Point> {
        match date {
            DateRef::Literal(date) => Some(Point::Day(date)),
            DateRef::Instant(at) => Some(Point::Instant(at)),
            DateRef::Fact(fact) => match self.here().fact(fact)? {
                Value::Date(date) => Some(Point::Day(date)),
                Value::Instant(at) => Some(Point::Instant(at)),
                _ => None,
            },
        }
    }

    /// Start of the k-th period: hours and minutes exactly, else the first instant of a day.
    pub(super) fn period(&self, start: Timestamp, period: Duration, k: u32) -> Option<Timestamp> {
        let whole = Duration { amount: period.amount.checked_mul(k)?, ..period };
        let due = self.due(self.own_days(), start, whole)?;
        Some(due.day.map_or(due.instant, |day| self.machine.zone().first_instant(day)))
    }
}

/// The parts that count: conditional ones that applied at the start, of the levels reached since.
fn counting(term: &Term<ExprId>, basis: Basis) -> impl Iterator<Item = (usize, &TermPart<ExprId>)> {
    let applies = move |position: usize| basis.applies & (1 << position) != 0;
    let reached = move |from: Option<LevelId>| from.is_none_or(|from| from <= basis.level);
    let parts = term.parts.iter().enumerate().take(MAX_PARTS);
    parts.filter(move |(at, part)| applies(*at) && reached(part.from))
}

/// Of the parts that count those which no extension has silenced.
fn heard(term: &Term<ExprId>, basis: Basis) -> impl Iterator<Item = &TermPart<ExprId>> {
    let heard = move |(position, _): &(usize, _)| basis.silenced & (1 << position) == 0;
    counting(term, basis).filter(heard).map(|(_, part)| part)
}

/// The basis of a term of which this bound counts instead: a part that follows something counts
/// again only when that changes.
pub(super) fn overridden(term: &Term<ExprId>, basis: Basis, fixed: Option<Instant>) -> Basis {
    let counting = counting(term, basis).map(|(position, _)| 1 << position);
    let silenced = counting.fold(basis.silenced, |mask, bit: u64| mask | bit);
    Basis { fixed, silenced, ..basis }
}

/// Whether two due instants are the same to whoever must meet them, however they were counted.
pub(super) fn ends_alike(one: Option<Instant>, other: Option<Instant>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.ends_with(&other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The earliest of due instants; of equals the first.
fn earliest(dues: impl IntoIterator<Item = Instant>) -> Option<Instant> {
    dues.into_iter().min_by_key(|due| due.instant)
}

/// Whether a bound follows a fact, a signal or a task.
fn follows_something(due: &Due) -> bool {
    match due {
        Due::Within { after, .. } => after.is_some(),
        Due::By(date) | Due::Before(_, date) | Due::After(_, date) => date.fact().is_some(),
        Due::SameDay => false,
    }
}
