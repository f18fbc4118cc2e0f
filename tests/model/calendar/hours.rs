//! Opening hours, half a minute at a time.

use draaiboek::calendar::{Date, Timestamp};

use super::holidays::holidays;
use super::{SECOND, Walker};

/// Every minute of the clock begins at a multiple of this: long ago the clock of Amsterdam was 17.5
/// minutes ahead of UTC.
const STEP: i64 = 30 * SECOND;

impl Walker {
    /// Whether it is open in the minute that an instant lies in.
    fn is_open(&self, at: Timestamp) -> bool {
        let (date, hour, minute) = self.clock_of(at);
        let minute = u64::from(hour) * 60 + u64::from(minute);
        let mut known = self.hours.borrow_mut();
        let hours = known.entry(date).or_insert_with(|| self.hours_of(date));
        hours.iter().any(|(from, to)| *from <= minute && minute < *to)
    }

    /// The minutes of a day between which it is open.
    fn hours_of(&self, date: Date) -> Vec<(u64, u64)> {
        let weekday = format!("{:?}", date.weekday()).to_lowercase();
        let shut = holidays(date).iter().any(|name| !self.worked.contains(*name))
            || self.closed.iter().any(|&(first, last)| first <= date && date <= last);
        let hours = self.open.iter().filter(|(day, ..)| !shut && *day == weekday);
        hours.map(|(_, from, to)| (*from, *to)).collect()
    }

    /// The instant at which so much opening time has passed.
    pub(super) fn after_open(&self, start: Timestamp, micros: i64) -> Option<Timestamp> {
        let (mut at, mut left) = (start, micros);
        while left > 0 {
            let mut step = STEP - at.micros().rem_euclid(STEP);
            if self.is_open(at) {
                step = step.min(left);
                left -= step;
            }
            at = at.add_micros(step)?;
        }
        Some(at)
    }

    /// The instant from which so much opening time passes until the end.
    pub(super) fn before_open(&self, end: Timestamp, micros: i64) -> Option<Timestamp> {
        let (mut at, mut left) = (end, micros);
        while left > 0 {
            let into = at.micros().rem_euclid(STEP);
            let mut step = if into == 0 { STEP } else { into };
            if self.is_open(at.add_micros(-step)?) {
                step = step.min(left);
                left -= step;
            }
            at = at.add_micros(-step)?;
        }
        Some(at)
    }

    /// How much of the time between two instants it is open.
    pub(super) fn open_between(&self, from: Timestamp, until: Timestamp) -> i64 {
        let (mut at, mut open) = (from, 0);
        while at < until {
            let step = STEP - at.micros().rem_euclid(STEP);
            let step = step.min(until.micros_since(at));
            open += if self.is_open(at) { step } else { 0 };
            at = at.add_micros(step).expect("before the end");
        }
        open
    }
}
