//! Dates and instants as people write them.

use super::Words;
use crate::calendar::{Date, Due, Timestamp, Weekday};

impl Words<'_> {
    /// `do 24-12-2026`; `Thu 24 Dec 2026`
    pub(crate) fn date(self, date: Date) -> String {
        let (day, month, year) = (date.day(), date.month(), date.year());
        let weekday: String = self.weekday(date.weekday()).chars().take(self.pick(2, 3)).collect();
        let name: String = self.month(month).chars().take(3).collect();
        self.pick(
            format!("{weekday} {day}-{month}-{year}"),
            format!("{weekday} {day} {name} {year}"),
        )
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

    fn weekday(self, day: Weekday) -> &'static str {
        let (nl, en) = match day {
            Weekday::Monday => ("maandag", "Monday"),
            Weekday::Tuesday => ("dinsdag", "Tuesday"),
            Weekday::Wednesday => ("woensdag", "Wednesday"),
            Weekday::Thursday => ("donderdag", "Thursday"),
            Weekday::Friday => ("vrijdag", "Friday"),
            Weekday::Saturday => ("zaterdag", "Saturday"),
            Weekday::Sunday => ("zondag", "Sunday"),
        };
        self.pick(nl, en)
    }

    fn month(self, month: u8) -> &'static str {
        let names = self.pick(NL, EN);
        names.get(usize::from(month.saturating_sub(1))).copied().unwrap_or("")
    }
}

#[rustfmt::skip]
const NL: [&str; 12] = [
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
];

#[rustfmt::skip]
const EN: [&str; 12] = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
