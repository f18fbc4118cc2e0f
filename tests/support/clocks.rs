//! Dates and clock times of Amsterdam as a test writes them.

use draaiboek::calendar::{Date, Timestamp, Zone};

pub(crate) fn amsterdam() -> Zone {
    Zone::named("Europe/Amsterdam").unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// `2026-11-27 18:30` on the clocks of Amsterdam.
pub(crate) fn at(text: &str) -> Timestamp {
    let (day, clock) = text.split_once(' ').unwrap();
    let (hour, minute) = clock.split_once(':').unwrap();
    amsterdam().instant(date(day), hour.parse().unwrap(), minute.parse().unwrap())
}
