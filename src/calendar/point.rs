//! What a term or a trigger is tied to: a civil day, or an instant.

use serde::{Deserialize, Serialize};

use super::Calendar;
use super::date::Date;
use super::duration::Duration;
use super::term::{CalendarError, Due};
use super::timestamp::Timestamp;
use super::zone::Zone;

/// A civil day, or an instant.
///
/// A day ends where the next begins; an instant has no length, so it begins and ends there.
/// Counted back or on in days or longer, an instant counts as its civil day; in hours and minutes
/// it counts from itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Point {
    /// A civil day.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
}

impl Point {
    /// The civil day in which it lies.
    #[must_use]
    pub fn day(self, zone: &Zone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(at) => zone.date_of(at),
        }
    }

    /// Its first instant.
    #[must_use]
    pub fn start(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Day(day) => zone.first_instant(day),
            Self::Instant(at) => at,
        }
    }

    /// The term that ends with it: of an instant one without a last day.
    #[must_use]
    pub fn due(self, zone: &Zone) -> Due {
        match self {
            Self::Day(day) => Due::end_of(zone, day),
            Self::Instant(instant) => Due { instant, day: None, clamped: false, by: None },
        }
    }

    fn hours_before(self, zone: &Zone, duration: Duration) -> Option<Result<Due, CalendarError>> {
        let (Self::Instant(at), Some(seconds)) = (self, duration.seconds()) else { return None };
        let outside = CalendarError::OutOfRange { from: zone.date_of(at), duration };
        let instant = at.add_seconds(-seconds).ok_or(outside);
        let by = Some(duration);
        Some(instant.map(|instant| Due { instant, day: None, clamped: false, by }))
    }
}

impl Calendar {
    /// The deadline `duration` before a point, as [`Self::due_before`].
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn due_before_point(
        &self,
        zone: &Zone,
        point: Point,
        duration: Duration,
    ) -> Result<Due, CalendarError> {
        let hours = point.hours_before(zone, duration);
        hours.unwrap_or_else(|| self.due_before(zone, point.day(zone), duration))
    }

    /// The instant `duration` before a point as a trigger, as [`Self::back`].
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn back_from_point(
        &self,
        zone: &Zone,
        point: Point,
        duration: Duration,
    ) -> Result<Timestamp, CalendarError> {
        match point.hours_before(zone, duration) {
            Some(due) => due.map(|due| due.instant),
            None => self.back(zone, point.day(zone), duration),
        }
    }
}
