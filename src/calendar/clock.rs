//! Times by the local clock: every day, or every week on one day.

use serde::{Deserialize, Serialize};

use super::{Timestamp, Weekday, Zone};

/// A time by the local clock, every day or on one day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockTime {
    /// On which day; `None`: on every day.
    pub day: Option<Weekday>,
    /// 0–23
    pub hour: u8,
    /// 0–59
    pub minute: u8,
}

impl ClockTime {
    /// The next such time that lies after `after`; `None` after the year 9999.
    ///
    /// The first instant at which the clock of a day shows it or more: of a time that the clock
    /// skips the end of the gap, of one that comes twice the first.
    #[must_use]
    pub fn next(self, zone: &Zone, after: Timestamp) -> Option<Timestamp> {
        let mut day = zone.date_of(after);
        loop {
            if self.day.is_none_or(|wanted| wanted == day.weekday()) {
                let at = zone.not_before(day, self.hour, self.minute);
                if at > after {
                    return Some(at);
                }
            }
            day = day.tomorrow()?;
        }
    }
}
