//! When a term ends: working days, elapsed time, civil time, the Algemene termijnenwet.

use super::Calendar;
use super::date::{Date, Moved};
use super::duration::{Duration, Unit};
use super::left::Left;
use super::point::Point;
use super::timestamp::Timestamp;
use super::zone::Zone;
use crate::diagnostic::Text;
use crate::text;

/// The end of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The first instant at which it is over.
    pub instant: Timestamp,
    /// The last civil day of it; `None` for terms in hours and minutes.
    pub day: Option<Date>,
    /// A month in between lacked the day, so its last was taken.
    pub clamped: bool,
    /// How it was counted; `None`: it ends on a day or at an instant that was given.
    pub counted: Option<Counted>,
}

/// How the end of a term was counted: enough for [`Calendar::explain`] to count it once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Counted {
    /// So long after a day or an instant.
    From(Point, Duration),
    /// So long before one.
    Before(Point, Duration),
    /// What was left of a term that stood still, from when it ran again.
    Left(Timestamp, Left),
}

/// A term that ends nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The end lies outside the years 0001 to 9999.
    #[error("{duration:?} from {from} ends outside the years 0001 to 9999")]
    OutOfRange {
        /// The date from which it is counted.
        from: Date,
        /// The term.
        duration: Duration,
    },
    /// A whole year without a working day: the calendar is wrong, not the term long.
    #[error("the calendar has no working day in {year}")]
    Closed {
        /// That year.
        year: u16,
        /// The name of the closing that covers the year, if a single one does.
        entry: Option<String>,
    },
    /// Business hours by a calendar that is never open.
    #[error("the calendar has no opening hours")]
    NoHours,
}

impl CalendarError {
    /// For people.
    #[must_use]
    pub fn text(&self) -> Text {
        use crate::diagnostic::Language::{Dutch, English};
        match self {
            Self::OutOfRange { from, duration } => {
                let (nl, en) = (duration.words(Dutch), duration.words(English));
                text!(
                    nl: "{nl} vanaf {from} valt buiten de jaren 0001 tot en met 9999",
                    en: "{en} from {from} falls outside the years 0001 to 9999",
                )
            }
            Self::Closed { year, entry: Some(entry) } => text!(
                nl: "de kalender heeft in {year} geen enkele werkdag door `{entry}`",
                en: "the calendar has no working day at all in {year} because of `{entry}`",
            ),
            Self::Closed { year, entry: None } => text!(
                nl: "de kalender heeft in {year} geen enkele werkdag",
                en: "the calendar has no working day at all in {year}",
            ),
            Self::NoHours => text!(
                nl: "de kalender heeft geen openingstijden; schrijf er `open 09:00 tot 17:00` in",
                en: "the calendar has no opening hours; write `open 09:00 until 17:00` in it",
            ),
        }
    }
}

impl Due {
    /// At the end of a civil day.
    #[must_use]
    pub fn end_of(zone: &Zone, day: Date) -> Self {
        Self { instant: zone.end_of(day), day: Some(day), clamped: false, counted: None }
    }

    /// At an instant, in no day in particular.
    #[must_use]
    pub fn at(instant: Timestamp) -> Self {
        Self { instant, day: None, clamped: false, counted: None }
    }

    /// The duration of the term as it was written; `None`: it ends on a day or at an instant that
    /// was given.
    #[must_use]
    pub fn by(&self) -> Option<Duration> {
        match self.counted? {
            Counted::From(_, duration) | Counted::Before(_, duration) => Some(duration),
            Counted::Left(_, left) => left.by,
        }
    }

    /// Whether both end at the same instant, on the same day, however they were counted.
    #[must_use]
    pub fn ends_with(&self, other: &Self) -> bool {
        (self.instant, self.day) == (other.instant, other.day)
    }

    pub(super) fn counted(self, counted: Counted) -> Self {
        Self { counted: Some(counted), ..self }
    }
}

impl Calendar {
    /// When a term that starts at `start` ends.
    ///
    /// * Minutes and hours: elapsed, nothing pauses them.
    /// * Business hours: opening hours of the calendar, by the clock.
    /// * Days, weeks, months, years: from the civil start date, clamped at the end of a month, to
    ///   the end of that day.
    /// * Working days: the start day does not count; to the end of the last one. None of them:
    ///   to the end of the start day.
    /// * Statutory: then as articles 1(1), 2 and 4 of the Algemene termijnenwet say.
    ///
    /// # Errors
    /// Outside the years 0001 to 9999, and when a whole year on the way has no working day.
    pub fn due(
        &self,
        zone: &Zone,
        start: Timestamp,
        duration: Duration,
    ) -> Result<Due, CalendarError> {
        self.due_after(zone, start, duration)
    }

    /// When a term that is counted from a day or an instant ends, as [`Self::due`].
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn due_after(
        &self,
        zone: &Zone,
        from: impl Into<Point>,
        duration: Duration,
    ) -> Result<Due, CalendarError> {
        let from = from.into();
        let counted = Counted::From(from, duration);
        if let Some(seconds) = duration.seconds() {
            let outside = || CalendarError::OutOfRange { from: from.day(zone), duration };
            let instant = from.start(zone).add_seconds(seconds).ok_or_else(outside)?;
            return Ok(Due::at(instant).counted(counted));
        }
        if duration.unit == Unit::BusinessHour {
            let instant = self.after_hours(zone, from.start(zone), duration)?;
            return Ok(Due::at(instant).counted(counted));
        }
        let moved = self.day_after(from.day(zone), duration)?;
        Ok(Due { clamped: moved.clamped, ..Due::end_of(zone, moved.date).counted(counted) })
    }

    /// A term counted on from where another ends: from its last day if it has one, from the instant
    /// for hours and minutes.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn counted_on(
        &self,
        zone: &Zone,
        due: Due,
        duration: Duration,
    ) -> Result<Due, CalendarError> {
        match due.day {
            Some(day) if !duration.ends_at_instant() => self.due_after(zone, day, duration),
            _ => self.due(zone, due.instant, duration),
        }
    }

    /// The deadline `duration` before a day or an instant: the end of the day counted back to.
    ///
    /// Never rolled to another day, statutory or not (Algemene termijnenwet, article 1(2)).
    /// Working days: the day itself does not count. Hours and minutes: so long before the instant,
    /// or the day's first.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn due_before(
        &self,
        zone: &Zone,
        point: impl Into<Point>,
        duration: Duration,
    ) -> Result<Due, CalendarError> {
        let point = point.into();
        let counted = Counted::Before(point, duration);
        if duration.ends_at_instant() {
            return Ok(Due::at(self.back(zone, point, duration)?).counted(counted));
        }
        let moved = self.day_before(point.day(zone), duration)?;
        Ok(Due { clamped: moved.clamped, ..Due::end_of(zone, moved.date).counted(counted) })
    }

    /// The instant `duration` before a day or an instant, as a trigger: the first instant of the
    /// day counted back to as in [`Self::due_before`].
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn back(
        &self,
        zone: &Zone,
        point: impl Into<Point>,
        duration: Duration,
    ) -> Result<Timestamp, CalendarError> {
        let point = point.into();
        match duration.seconds() {
            Some(seconds) => {
                let instant = point.start(zone).add_seconds(-seconds);
                instant.ok_or(CalendarError::OutOfRange { from: point.day(zone), duration })
            }
            None if duration.unit == Unit::BusinessHour => {
                self.before_hours(zone, point.start(zone), duration)
            }
            None => Ok(zone.first_instant(self.day_before(point.day(zone), duration)?.date)),
        }
    }

    /// To the end of the civil day in which `start` lies.
    #[must_use]
    pub fn same_day(&self, zone: &Zone, start: Timestamp) -> Due {
        Due::end_of(zone, zone.date_of(start))
    }

    /// To the end of a civil day: the first instant of the next.
    #[must_use]
    pub fn end_of(&self, zone: &Zone, date: Date) -> Timestamp {
        zone.end_of(date)
    }

    /// The last day of a term in days or longer that starts on `start`; hours and minutes count
    /// as no day at all.
    ///
    /// # Errors
    /// As for [`Self::due`].
    #[inline]
    pub fn day_after(&self, start: Date, duration: Duration) -> Result<Moved, CalendarError> {
        let outside = || CalendarError::OutOfRange { from: start, duration };
        let moved = match duration.unit {
            Unit::Minute | Unit::Hour | Unit::BusinessHour => Moved { date: start, clamped: false },
            Unit::WorkingDay => self.add_working_days(start, duration)?,
            _ => start.plus(duration).ok_or_else(outside)?,
        };
        if !duration.statutory {
            return Ok(moved);
        }
        let date = self.roll(start, moved.date, duration).ok_or_else(outside)?;
        Ok(Moved { date, ..moved })
    }

    /// The day `duration` before `date`, never rolled; hours and minutes count as no day at all.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn day_before(&self, date: Date, duration: Duration) -> Result<Moved, CalendarError> {
        match duration.unit {
            Unit::Minute | Unit::Hour | Unit::BusinessHour => Ok(Moved { date, clamped: false }),
            Unit::WorkingDay => self.take_working_days(date, duration),
            _ => date.minus(duration).ok_or(CalendarError::OutOfRange { from: date, duration }),
        }
    }
}
