//! Dates and instants as people write them.

use super::Words;
use crate::calendar::{Date, Due, Timestamp};

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
}
