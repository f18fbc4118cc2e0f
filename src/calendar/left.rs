//! What is left of a term that stands still, and when it ends once it runs again.

use serde::{Deserialize, Serialize};

use super::{Calendar, CalendarError, Counted, Due, Duration, Timestamp, Unit, Zone};

/// What is left of a term, counted as the term was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// How much.
    pub count: Count,
    /// The duration by which the term was counted; `None`: it ended on a date.
    pub by: Option<Duration>,
}

/// How much is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Count {
    /// Microseconds, for terms that end at an instant.
    Elapsed(i64),
    /// Civil days after the present one.
    Days(u32),
    /// Working days after the present one.
    WorkingDays(u32),
    /// Microseconds of opening hours.
    Open(i64),
}

impl Calendar {
    /// What is left at `now` of a term that ends at `due`; nothing of one that is over.
    #[must_use]
    pub fn left(&self, zone: &Zone, now: Timestamp, due: Due) -> Left {
        let count = match due.day {
            None if due.by().is_some_and(|by| by.unit == Unit::BusinessHour) => {
                Count::Open(self.open_between(zone, now, due.instant))
            }
            None => Count::Elapsed(due.instant.micros_since(now).max(0)),
            Some(day) => {
                let today = zone.date_of(now);
                match due.by().map(|by| by.unit) {
                    Some(Unit::WorkingDay) => Count::WorkingDays(self.working_days(today, day)),
                    _ => {
                        let days = day.days_since(today).max(0);
                        Count::Days(u32::try_from(days).unwrap_or(u32::MAX))
                    }
                }
            }
        };
        Left { count, by: due.by() }
    }

    /// When a term of which so much is left ends if it runs again from `now`. Days left run to the
    /// end of the last; a statutory term is still moved off a Saturday, Sunday or holiday.
    ///
    /// # Errors
    /// As for [`Self::due`].
    pub fn resumed(&self, zone: &Zone, now: Timestamp, left: Left) -> Result<Due, CalendarError> {
        let (amount, unit) = match left.count {
            Count::Elapsed(micros) => {
                let duration = left.by.unwrap_or(Duration::new(0, Unit::Minute));
                let outside = CalendarError::OutOfRange { from: zone.date_of(now), duration };
                let instant = now.add_micros(micros).ok_or(outside)?;
                return Ok(Due::at(instant).counted(Counted::Left(now, left)));
            }
            Count::Open(micros) => {
                let duration = left.by.unwrap_or(Duration::new(0, Unit::BusinessHour));
                let instant = self.after_open(zone, now, micros, duration)?;
                return Ok(Due::at(instant).counted(Counted::Left(now, left)));
            }
            Count::Days(days) => (days, Unit::Day),
            Count::WorkingDays(days) => (days, Unit::WorkingDay),
        };
        let duration = Duration::new(amount, unit);
        let mut day = self.day_after(zone.date_of(now), duration)?.date;
        if left.by.is_some_and(|by| by.statutory && by.exclusion().is_none()) {
            let from = zone.date_of(now);
            while self.is_statutory_rest(day) {
                day = day.tomorrow().ok_or(CalendarError::OutOfRange { from, duration })?;
            }
        }
        Ok(Due::end_of(zone, day).counted(Counted::Left(now, left)))
    }
}
