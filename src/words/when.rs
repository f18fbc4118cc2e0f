//! Dates and instants as people write them.

use super::{Words, say};
use crate::calendar::{ClockTime, Date, Due, Timestamp};

impl Words<'_> {
    /// `do 24-12-2026`; `Thu 24 Dec 2026`
    pub(crate) fn date(self, date: Date) -> String {
        date.short(self.language)
    }

    /// The clock at an instant: `18:30`.
    pub(crate) fn clock(self, at: Timestamp) -> String {
        let local = self.machine.zone().local(at);
        match local.second {
            0 => format!("{:02}:{:02}", local.hour, local.minute),
            second => format!("{:02}:{:02}:{second:02}", local.hour, local.minute),
        }
    }

    /// `zo 29-11-2026 18:30`
    pub(crate) fn instant(self, at: Timestamp) -> String {
        format!("{} {}", self.date(self.machine.zone().date_of(at)), self.clock(at))
    }

    /// `29-11-2026 18:30`: the same in both languages.
    #[cfg(feature = "language")]
    pub(crate) fn plain(self, at: Timestamp) -> String {
        let date = self.machine.zone().date_of(at);
        format!("{}-{}-{} {}", date.day(), date.month(), date.year(), self.clock(at))
    }

    /// The last day, or the instant where the term is in hours.
    pub(crate) fn due(self, due: Due) -> String {
        due.day.map_or_else(|| self.instant(due.instant), |day| self.date(day))
    }

    /// `om 09:00`, `elke maandag om 09:00`; `at 09:00`, `every Monday at 09:00`
    pub(crate) fn clock_time(self, time: ClockTime) -> String {
        let ClockTime { day, hour, minute } = time;
        let at = say!(self, nl: "om {hour:02}:{minute:02}", en: "at {hour:02}:{minute:02}");
        match day.map(|day| day.name(self.language)) {
            Some(day) => say!(self, nl: "elke {day} {at}", en: "every {day} {at}"),
            None => at,
        }
    }
}
