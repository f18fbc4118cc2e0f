//! How a due date came about: every step from the start to the end, as data and as a sentence.

mod words;

use serde::Serialize;

use super::act::Exclusion;
use super::date::Date;
use super::duration::{Duration, Kind, Unit};
use super::holiday::Holiday;
use super::term::CalendarError;
use super::timestamp::Timestamp;
use super::zone::Zone;
use super::{Calendar, DayOff};

/// How the end of a term came about; made by [`Calendar::derive`] and its siblings.
///
/// Counted a day at a time, apart from [`Calendar::due`], which counts by the year: tests hold the
/// two against each other. [`Self::text`] gives it as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derivation<'a> {
    /// The zone of its civil dates.
    pub zone: &'a Zone,
    /// From when it is counted.
    pub start: Start,
    /// What is counted.
    pub duration: Duration,
    /// Counted back from a date.
    pub backwards: bool,
    /// What happens on the way, in order.
    pub steps: Vec<Step<'a>>,
    /// The last day; `None` for terms in hours and minutes.
    pub day: Option<Date>,
    /// The first instant at which it is over.
    pub instant: Timestamp,
    /// What may yet change it.
    pub provisional: Option<Provisional>,
}

/// From when a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// An instant: terms in days are counted from the civil day in which it lies.
    At(Timestamp),
    /// A civil day.
    On(Date),
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
}

/// Why the end of a term may yet change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provisional {
    /// Not all days are known that a decree equates with holidays in this year.
    Decrees(u16),
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
        self.due(zone, start, duration)?;
        self.forwards(zone, Start::At(start), duration)
    }

    /// How [`Self::due_after`] comes about.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn derive_after<'a>(
        &'a self,
        zone: &'a Zone,
        date: Date,
        duration: Duration,
    ) -> Result<Derivation<'a>, CalendarError> {
        self.due_after(zone, date, duration)?;
        self.forwards(zone, Start::On(date), duration)
    }

    /// How [`Self::due_before`] comes about.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn derive_before<'a>(
        &'a self,
        zone: &'a Zone,
        date: Date,
        duration: Duration,
    ) -> Result<Derivation<'a>, CalendarError> {
        // Whatever cannot be counted has been refused before a single day is walked.
        self.due_before(zone, date, duration)?;
        let mut new = Derivation::new(zone, Start::On(date), duration, true);
        let outside = CalendarError::OutOfRange { from: date, duration };
        let mut walk = || {
            if let Some(seconds) = duration.seconds() {
                return new.elapse(zone.first_instant(date), -seconds);
            }
            let day = new.count(self, date)?;
            if duration.statutory {
                new.steps.push(Step::NotExtended { why: Exclusion::Backwards });
            }
            new.end(self, date, day);
            Some(())
        };
        walk().ok_or(outside)?;
        Ok(new)
    }

    fn forwards<'a>(
        &'a self,
        zone: &'a Zone,
        start: Start,
        duration: Duration,
    ) -> Result<Derivation<'a>, CalendarError> {
        let (at, from) = match start {
            Start::At(at) => (at, zone.date_of(at)),
            Start::On(date) => (zone.first_instant(date), date),
        };
        let mut new = Derivation::new(zone, start, duration, false);
        let mut walk = || {
            if let Some(seconds) = duration.seconds() {
                new.elapse(at, seconds)?;
                if duration.statutory {
                    new.steps.push(Step::NotExtended { why: Exclusion::Hours });
                }
                return Some(());
            }
            let mut day = new.count(self, from)?;
            if duration.statutory {
                day = new.extend(self, from, day)?;
            }
            new.end(self, from, day);
            Some(())
        };
        walk().ok_or(CalendarError::OutOfRange { from, duration })?;
        Ok(new)
    }
}

impl<'a> Derivation<'a> {
    fn new(zone: &'a Zone, start: Start, duration: Duration, backwards: bool) -> Self {
        let instant = match start {
            Start::At(at) => at,
            Start::On(date) => zone.first_instant(date),
        };
        let (steps, day, provisional) = (vec![], None, None);
        Self { zone, start, duration, backwards, steps, day, instant, provisional }
    }

    /// Terms in hours and minutes.
    fn elapse(&mut self, from: Timestamp, seconds: i64) -> Option<()> {
        self.instant = from.add_seconds(seconds)?;
        self.steps.push(Step::Elapsed { seconds });
        let (first, last) = (from.min(self.instant), from.max(self.instant));
        let changes = self.zone.changes(first, last);
        self.steps.extend(changes.map(|(at, seconds)| Step::Clocks { at, seconds }));
        Some(())
    }

    /// The day that the calendar counts to.
    fn count(&mut self, calendar: &'a Calendar, from: Date) -> Option<Date> {
        let step = |day: Date| if self.backwards { day.yesterday() } else { day.tomorrow() };
        if self.duration.unit == Unit::WorkingDay {
            let (mut day, mut left) = (from, self.duration.amount);
            while left > 0 {
                day = step(day)?;
                self.steps.push(match calendar.day_off(day) {
                    Some(why) => Step::Skipped { day, why },
                    None => Step::Counted { day },
                });
                left -= u32::from(calendar.day_off(day).is_none());
            }
            return Some(day);
        }
        let moved = match self.backwards {
            true => from.minus(self.duration)?,
            false => from.plus(self.duration)?,
        };
        self.steps.push(match moved.clamped {
            true => Step::Clamped { wanted: from.day(), to: moved.date },
            false => Step::Moved { to: moved.date },
        });
        Some(moved.date)
    }

    /// Extends the term by the Act.
    fn extend(&mut self, calendar: &'a Calendar, from: Date, end: Date) -> Option<Date> {
        if let Some(why) = self.duration.exclusion() {
            self.steps.push(Step::NotExtended { why });
            return Some(end);
        }
        let mut day = end;
        if end.days_since(from) >= 3 {
            let mut found = (1..).map_while(|days| from.add_days(days));
            let mut ordinary = || found.find(|day| !calendar.is_statutory_rest(*day));
            let (first, second) = (ordinary()?, ordinary()?);
            if second > end {
                self.steps.push(Step::TwoOrdinary { first, second });
                day = second;
            }
        }
        let stands = day;
        while let Some(why) = calendar.statutory_rest(day) {
            self.steps.push(Step::Rest { day, why });
            day = day.tomorrow()?;
        }
        if day > stands {
            self.steps.push(Step::Rolled { to: day });
        }
        Some(day)
    }

    /// The end of the last day, and what is uncertain about it.
    fn end(&mut self, calendar: &Calendar, from: Date, day: Date) {
        self.day = Some(day);
        self.instant = self.zone.end_of(day);
        let length = self.instant.micros_since(self.zone.first_instant(day)) / 1_000_000;
        if length != 86_400 {
            self.steps.push(Step::Length { seconds: length });
        }
        let extended = self.duration.statutory
            && !self.steps.iter().any(|step| matches!(step, Step::NotExtended { .. }));
        let unknown = |year: &u16| extended && !calendar.knows_decrees(*year);
        let outside = |year: &u16| !Holiday::YEARS.contains(year);
        let counts = extended || self.duration.unit == Unit::WorkingDay;
        let years = [from.year(), day.year()];
        let holidays = years.into_iter().find(outside).filter(|_| counts);
        // Where the end falls, and the days beyond it, are what a decree can change.
        let decrees = Some(day.year()).filter(unknown).map(Provisional::Decrees);
        self.provisional = holidays.map(Provisional::Holidays).or(decrees);
    }

    /// The kind of the term.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.duration.kind()
    }

    /// The working days that were counted, in order.
    pub fn counted(&self) -> impl Iterator<Item = Date> + '_ {
        self.steps.iter().filter_map(|step| match step {
            Step::Counted { day } => Some(*day),
            _ => None,
        })
    }
}
