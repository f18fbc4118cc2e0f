//! How a due date came about: every step from the start to the end, as data and as a sentence.

mod walk;
mod words;

use serde::Serialize;

use super::act::Exclusion;
use super::date::Date;
use super::duration::{Duration, Kind, Unit};
use super::left::{Count, Left};
use super::point::Point;
use super::term::{CalendarError, Counted, Due};
use super::timestamp::Timestamp;
use super::zone::Zone;
use super::{Calendar, DayOff};

/// How the end of a term came about; made by [`Calendar::derive`] and its siblings, and of an end
/// that was counted before by [`Calendar::explain`].
///
/// Counted a day at a time, apart from [`Calendar::due`], which counts by the year: tests hold the
/// two against each other. [`Self::text`] gives it as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derivation<'a> {
    /// The zone of its civil dates.
    pub zone: &'a Zone,
    /// From what it is counted; of an instant, terms in days from the civil day in which it lies.
    pub start: Point,
    /// What is counted: of [`Way::Left`] whole days or minutes of what was left.
    pub duration: Duration,
    /// Which way.
    pub way: Way,
    /// What happens on the way, in order.
    pub steps: Vec<Step<'a>>,
    /// The last day; `None` for terms in hours and minutes.
    pub day: Option<Date>,
    /// The first instant at which it is over.
    pub instant: Timestamp,
    /// What may yet change it.
    pub provisional: Option<Provisional>,
}

/// Which way a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// On from its start.
    Forwards,
    /// Back from its start.
    Backwards,
    /// On from where it ran again after it had stood still: what was left of it then.
    Left,
}

/// One step on the way from the start of a term to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step<'a> {
    /// A working day, which counts.
    Counted {
        /// That day.
        day: Date,
    },
    /// A day that does not count.
    Skipped {
        /// That day.
        day: Date,
        /// Why not.
        why: DayOff<'a>,
    },
    /// So many days, weeks, months or years by the civil calendar.
    Moved {
        /// The day arrived at.
        to: Date,
    },
    /// The month arrived at has no such day: its last was taken.
    Clamped {
        /// The day of the month that is missing.
        wanted: u8,
        /// The last day of that month.
        to: Date,
    },
    /// Opening hours of a day, from one second of it to another.
    Open {
        /// That day.
        day: Date,
        /// The first second that counts.
        from: u32,
        /// Up to this second.
        until: u32,
    },
    /// So much time went by.
    Elapsed {
        /// Backwards when negative.
        seconds: i64,
    },
    /// The clocks of the zone changed meanwhile.
    Clocks {
        /// When.
        at: Timestamp,
        /// Forwards by so many seconds; backwards when negative.
        seconds: i32,
    },
    /// The Algemene termijnenwet does not extend this term.
    NotExtended {
        /// Why not.
        why: Exclusion,
    },
    /// Article 2: so far there are fewer than two ordinary days; the term runs to the second.
    TwoOrdinary {
        /// The first ordinary day after the start.
        first: Date,
        /// The second.
        second: Date,
    },
    /// Article 1(1): the term does not end on such a day.
    Rest {
        /// That day.
        day: Date,
        /// Why not.
        why: DayOff<'a>,
    },
    /// Article 1(1): the next day that is ordinary.
    Rolled {
        /// That day.
        to: Date,
    },
    /// The last day is longer or shorter than 24 hours.
    Length {
        /// Its seconds.
        seconds: i64,
    },
    /// That was over already when the term began to count, so it is over at once.
    AtOnce {
        /// When.
        at: Timestamp,
    },
}

/// Why the end of a term may yet change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provisional {
    /// Not all days are known that a decree equates with holidays in this year.
    Decrees(u16),
    /// That a decree equates this day with a holiday decides where the term ends, and was not
    /// verified.
    Unverified(Date),
    /// The holidays of this year are those of the nearest year that is accounted for.
    Holidays(u16),
}

impl Calendar {
    /// How [`Self::due`] comes about.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn derive<'a>(
        &'a self,
        zone: &'a Zone,
        start: Timestamp,
        duration: Duration,
    ) -> Result<Derivation<'a>, CalendarError> {
        self.derive_after(zone, start, duration)
    }

    /// How [`Self::due_after`] comes about.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn derive_after<'a>(
        &'a self,
        zone: &'a Zone,
        from: impl Into<Point>,
        duration: Duration,
    ) -> Result<Derivation<'a>, CalendarError> {
        let from = from.into();
        // Whatever cannot be counted is refused before a single day is walked.
        self.due_after(zone, from, duration)?;
        self.walked(zone, from, duration, Way::Forwards)
    }

    /// How [`Self::due_before`] comes about.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn derive_before<'a>(
        &'a self,
        zone: &'a Zone,
        point: impl Into<Point>,
        duration: Duration,
    ) -> Result<Derivation<'a>, CalendarError> {
        let point = point.into();
        self.due_before(zone, point, duration)?;
        self.walked(zone, point, duration, Way::Backwards)
    }

    /// How [`Self::resumed`] comes about.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn derive_left<'a>(
        &'a self,
        zone: &'a Zone,
        now: Timestamp,
        left: Left,
    ) -> Result<Derivation<'a>, CalendarError> {
        let resumed = self.resumed(zone, now, left)?;
        let extended = left.by.is_some_and(|by| by.statutory && by.exclusion().is_none());
        let duration = match left.count {
            Count::Days(days) => Duration::new(days, Unit::Day),
            Count::WorkingDays(days) => Duration::new(days, Unit::WorkingDay),
            Count::Open(micros) => {
                let hours = u32::try_from(micros / 3_600_000_000).unwrap_or(u32::MAX);
                let duration = Duration::new(hours, Unit::BusinessHour);
                let mut new = Derivation::new(zone, now.into(), duration, Way::Left);
                new.pass(self, micros);
                new.instant = resumed.instant;
                return Ok(new);
            }
            Count::Elapsed(micros) => {
                let minutes = u32::try_from(micros / 60_000_000).unwrap_or(u32::MAX);
                let duration = Duration::new(minutes, Unit::Minute);
                let mut new = Derivation::new(zone, now.into(), duration, Way::Left);
                let outside = CalendarError::OutOfRange { from: zone.date_of(now), duration };
                new.elapse(now, micros).ok_or(outside)?;
                return Ok(new);
            }
        };
        self.walked(zone, now.into(), Duration { statutory: extended, ..duration }, Way::Left)
    }

    /// How an end that this calendar counted before came about; `None` where none was counted: it
    /// was given as a day or an instant.
    #[must_use]
    pub fn explain<'a>(&'a self, zone: &'a Zone, due: Due) -> Option<Derivation<'a>> {
        let derived = match due.counted? {
            Counted::From(from, duration) => self.derive_after(zone, from, duration),
            Counted::Before(point, duration) => self.derive_before(zone, point, duration),
            Counted::Left(now, left) => self.derive_left(zone, now, left),
        };
        let mut derived = derived.ok()?;
        if due.day.is_none() && derived.instant < due.instant {
            derived.steps.push(Step::AtOnce { at: due.instant });
            (derived.instant, derived.day) = (due.instant, None);
        }
        Some(derived)
    }

    fn walked<'a>(
        &'a self,
        zone: &'a Zone,
        start: Point,
        duration: Duration,
        way: Way,
    ) -> Result<Derivation<'a>, CalendarError> {
        let from = start.day(zone);
        let mut new = Derivation::new(zone, start, duration, way);
        new.walk(self, from).ok_or(CalendarError::OutOfRange { from, duration })?;
        Ok(new)
    }
}

impl<'a> Derivation<'a> {
    fn new(zone: &'a Zone, start: Point, duration: Duration, way: Way) -> Self {
        let (steps, day, provisional) = (vec![], None, None);
        let instant = start.start(zone);
        Self { zone, start, duration, way, steps, day, instant, provisional }
    }

    /// The kind of the term.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.duration.kind()
    }

    /// Whether it takes no more than counting: no holiday, closing or missing day on the way, no
    /// change of the clocks, nothing that the Act did or might have done.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let plain = |step: &Step<'_>| match step {
            Step::Skipped { day, .. } => day.weekday().is_weekend(),
            Step::Counted { .. }
            | Step::Open { .. }
            | Step::Moved { .. }
            | Step::Elapsed { .. } => true,
            _ => false,
        };
        self.provisional.is_none() && self.way != Way::Left && self.steps.iter().all(plain)
    }

    /// The working days that were counted, in order.
    pub fn counted(&self) -> impl Iterator<Item = Date> + '_ {
        self.steps.iter().filter_map(|step| match step {
            Step::Counted { day } => Some(*day),
            _ => None,
        })
    }
}
