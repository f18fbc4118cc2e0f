//! Opening hours, and terms that count them: by the clock, on the days that are open.

use serde::{Deserialize, Serialize};

use super::year::Year;
use super::{Calendar, CalendarError, Date, Duration, Holiday, Timestamp, Weekday, Zone};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// Hours at which people can be reached, on one day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// On which day.
    pub day: Weekday,
    /// From which minute of the day.
    pub from: u16,
    /// Until which minute of the day, itself not included; at most 1440.
    pub until: u16,
}

impl Opening {
    /// Whether it ends after it begins, within the day.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.from < self.until && self.until <= DAY
    }

    /// Whether both are open at some minute.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.from < other.until && other.from < self.until
    }
}

/// An instant as the clock shows it: the date and the microseconds of the day.
#[derive(Clone, Copy)]
struct Clock {
    date: Date,
    micros: i64,
}

impl Clock {
    fn of(zone: &Zone, at: Timestamp) -> Self {
        let local = zone.local(at);
        let minutes = i64::from(local.hour) * 60 + i64::from(local.minute);
        let micros = minutes * MINUTE + i64::from(local.second) * SECOND;
        Self { date: local.date, micros: micros + at.micros().rem_euclid(SECOND) }
    }

    /// The first instant at which the clock shows it.
    fn at(self, zone: &Zone) -> Option<Timestamp> {
        let minutes = u16::try_from(self.micros / MINUTE).unwrap_or(DAY);
        if minutes >= DAY {
            return Some(zone.end_of(self.date));
        }
        let (hour, minute) = (u8::try_from(minutes / 60).ok()?, u8::try_from(minutes % 60).ok()?);
        zone.not_before(self.date, hour, minute).add_micros(self.micros % MINUTE)
    }
}

/// Part of a day that is open: from one microsecond of the day to another.
type Span = (i64, i64);

impl Calendar {
    /// Adds opening hours; those of one day of the week may not overlap.
    #[must_use]
    pub fn open(mut self, opening: Opening) -> Self {
        self.open.insert(opening);
        self
    }

    /// Whether it says when people can be reached.
    #[must_use]
    pub fn has_hours(&self) -> bool {
        !self.open.is_empty()
    }

    /// The days of a year that no holiday and no closing shuts, whatever day of the week.
    fn days_with_hours(&self, year: u16) -> Year {
        let mut open = Year::all(year);
        for holiday in Holiday::ALL.iter().filter(|it| !self.worked.contains(it)) {
            holiday.day(year).into_iter().for_each(|day| open.take(day));
        }
        for closing in self.closed.iter().take_while(|closing| closing.first.year() <= year) {
            open.clear_closing(closing);
        }
        open
    }

    /// The instant at which `duration` of opening hours has passed since `start`, by the clock.
    pub(super) fn after_hours(
        &self,
        zone: &Zone,
        start: Timestamp,
        duration: Duration,
    ) -> Result<Timestamp, CalendarError> {
        let micros = hours(duration);
        self.after_open(zone, start, micros, duration)
    }

    /// The same of so many microseconds, of a term of `duration`.
    pub(super) fn after_open(
        &self,
        zone: &Zone,
        start: Timestamp,
        micros: i64,
        duration: Duration,
    ) -> Result<Timestamp, CalendarError> {
        let end = self.pass(Clock::of(zone, start), micros, duration, true)?;
        Ok(end.and_then(|end| end.at(zone)).map_or(start, |end| end.max(start)))
    }

    /// The instant from which `duration` of opening hours passes until `end`, by the clock.
    pub(super) fn before_hours(
        &self,
        zone: &Zone,
        end: Timestamp,
        duration: Duration,
    ) -> Result<Timestamp, CalendarError> {
        let micros = hours(duration);
        let start = self.pass(Clock::of(zone, end), micros, duration, false)?;
        Ok(start.and_then(|start| start.at(zone)).map_or(end, |start| start.min(end)))
    }

    /// Opening hours between two instants, in microseconds by the clock.
    pub(super) fn open_between(&self, zone: &Zone, from: Timestamp, until: Timestamp) -> i64 {
        let (from, until) = (Clock::of(zone, from), Clock::of(zone, until));
        let mut days = Hours::new(self, from.date);
        let (mut date, mut open) = (from.date, 0);
        while date <= until.date {
            let after = if date == from.date { from.micros } else { 0 };
            let before = if date == until.date { until.micros } else { i64::MAX };
            for (first, last) in days.of(date) {
                open += (last.min(before) - first.max(after)).max(0);
            }
            let Some(next) = date.tomorrow() else { break };
            date = next;
        }
        open
    }

    /// What is open between an instant and where so many microseconds of opening time end, day by
    /// day, as seconds of the day; days that a holiday or a closing shuts have none.
    pub(super) fn opened<'a>(
        &'a self,
        zone: &Zone,
        start: Timestamp,
        micros: i64,
        forward: bool,
    ) -> impl Iterator<Item = (Date, Option<(u32, u32)>)> + use<'a> {
        let at = Clock::of(zone, start);
        let mut days = Hours::new(self, at.date);
        let (mut date, mut left) = (Some(at.date), micros);
        let seconds = |micros: i64| u32::try_from(micros / SECOND).unwrap_or(u32::MAX);
        let per_day = std::iter::from_fn(move || {
            let day = date.filter(|_| left > 0)?;
            date = if forward { day.tomorrow() } else { day.yesterday() };
            let mut found = Vec::new();
            for span in days.in_order(day, forward) {
                let (from, until) = clipped(span, at, day, forward);
                let here = (until - from).max(0).min(left);
                left -= here;
                if here > 0 && forward {
                    found.push((day, Some((seconds(from), seconds(from + here)))));
                } else if here > 0 {
                    found.push((day, Some((seconds(until - here), seconds(until)))));
                }
            }
            if found.is_empty() && days.is_shut(day) {
                found.push((day, None));
            }
            Some(found)
        });
        per_day.flatten()
    }

    /// Where `micros` of opening time end that begin at `start`; `None`: nothing has to pass.
    fn pass(
        &self,
        start: Clock,
        micros: i64,
        duration: Duration,
        forward: bool,
    ) -> Result<Option<Clock>, CalendarError> {
        if !self.has_hours() {
            return Err(CalendarError::NoHours);
        }
        let mut days = Hours::new(self, start.date);
        let (mut date, mut left, mut end) = (start.date, micros, None);
        while left > 0 {
            for span in days.in_order(date, forward) {
                let (from, until) = clipped(span, start, date, forward);
                let here = (until - from).max(0).min(left);
                left -= here;
                if here > 0 {
                    let micros = if forward { from + here } else { until - here };
                    end = Some(Clock { date, micros });
                }
            }
            if left > 0 {
                let next = if forward { date.tomorrow() } else { date.yesterday() };
                date = next.ok_or(CalendarError::OutOfRange { from: start.date, duration })?;
            }
        }
        Ok(end)
    }
}

/// What of a span counts on a day, from the start on or up to it.
fn clipped(span: Span, start: Clock, date: Date, forward: bool) -> Span {
    match (date == start.date, forward) {
        (true, true) => (span.0.max(start.micros), span.1),
        (true, false) => (span.0, span.1.min(start.micros)),
        (false, _) => span,
    }
}

/// The hours of a calendar, day by day: a year's days are looked at once.
struct Hours<'a> {
    calendar: &'a Calendar,
    year: u16,
    open: Year,
}

impl<'a> Hours<'a> {
    fn new(calendar: &'a Calendar, date: Date) -> Self {
        let year = date.year();
        Self { calendar, year, open: calendar.days_with_hours(year) }
    }

    fn is_open(&mut self, date: Date) -> bool {
        if self.year != date.year() {
            *self = Self::new(self.calendar, date);
        }
        self.open.contains(date.ordinal())
    }

    /// The spans of a day, in order.
    fn of(&mut self, date: Date) -> impl DoubleEndedIterator<Item = Span> + use<'a> {
        let (open, weekday) = (self.is_open(date), date.weekday());
        let of_day = move |it: &&Opening| open && it.day == weekday && it.is_sound();
        self.calendar.open.iter().filter(of_day).map(|it| span(*it))
    }

    /// The spans of a day, the first that is met first.
    fn in_order(&mut self, date: Date, forward: bool) -> impl Iterator<Item = Span> + use<'a> {
        let mut spans = self.of(date);
        std::iter::from_fn(move || if forward { spans.next() } else { spans.next_back() })
    }

    /// Whether a day on which it would be open is shut.
    fn is_shut(&mut self, date: Date) -> bool {
        let weekday = date.weekday();
        !self.is_open(date) && self.calendar.open.iter().any(|it| it.day == weekday)
    }
}

fn span(opening: Opening) -> Span {
    (i64::from(opening.from) * MINUTE, i64::from(opening.until) * MINUTE)
}

/// The microseconds of a term in business hours; more than there are in all years at most.
pub(super) fn hours(duration: Duration) -> i64 {
    i64::from(duration.amount).saturating_mul(60 * MINUTE)
}
