//! What a term or a trigger is tied to: a civil day, or an instant.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::term::Due;
use super::timestamp::Timestamp;
use super::zone::Zone;

/// A civil day, or an instant.
///
/// A day ends where the next begins; an instant has no length, so it begins and ends there.
/// Counted back or on in days or longer, an instant counts as its civil day; in hours and minutes
/// it counts from itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Point {
    /// A civil day.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
}

impl From<Date> for Point {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Timestamp> for Point {
    fn from(at: Timestamp) -> Self {
        Self::Instant(at)
    }
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
            Self::Instant(instant) => Due::at(instant),
        }
    }
}
