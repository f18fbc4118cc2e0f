//! Civil dates, instants, zones, holidays and the arithmetic of terms.
//!
//! All of it is a function of its arguments: no clock, no system zone, no global state. No type
//! of jiff stands in a signature, except in conversions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

mod date;
mod duration;
mod holiday;
mod term;
mod timestamp;
mod year;
mod zone;

pub use date::{Date, InvalidDate, Moved, Weekday};
pub use duration::{Duration, Unit, Words};
pub use holiday::{Holiday, easter};
pub use term::{CalendarError, Due};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use zone::{Local, UnknownZone, Zone};

use crate::diagnostic::Language;
use year::Year;

/// On which days people work: Monday to Friday, without holidays and closings.
///
/// The default knows the national holidays and counts all of them as holidays. Adding two
/// calendars' entries in another order gives an equal calendar, with equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// National holidays that are working days here.
    #[serde(default)]
    worked: BTreeSet<Holiday>,
    /// Days equated with holidays by decree: they count for the Algemene termijnenwet as well.
    #[serde(default)]
    decreed: BTreeMap<Date, String>,
    /// Days on which nobody works here; they mean nothing to the Algemene termijnenwet.
    #[serde(default)]
    closed: BTreeSet<Closing>,
}

/// A run of days on which an organisation is closed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// The first day.
    pub first: Date,
    /// The last day, itself included; before `first` there is no day at all.
    pub last: Date,
    /// What people call it.
    pub name: String,
}

/// Why a date is no working day; made by [`Calendar::holiday`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff<'a> {
    /// A national holiday.
    National(Holiday),
    /// Equated with a holiday by decree, under this name.
    Decreed(&'a str),
    /// A closing day, under this name.
    Closed(&'a str),
}

impl DayOff<'_> {
    /// Its name; the author's own where he gave one.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match self {
            Self::National(holiday) => holiday.name(language),
            Self::Decreed(name) | Self::Closed(name) => name,
        }
    }
}

impl Calendar {
    /// The national holidays, none of them a working day.
    #[must_use]
    pub fn national() -> Self {
        Self::default()
    }

    /// Makes a national holiday a working day.
    #[must_use]
    pub fn working(mut self, holiday: Holiday) -> Self {
        self.worked.insert(holiday);
        self
    }

    /// Adds a day equated with a holiday by decree.
    #[must_use]
    pub fn decreed(mut self, date: Date, name: impl Into<String>) -> Self {
        self.decreed.insert(date, name.into());
        self
    }

    /// Adds closing days, `first` to `last` themselves included.
    #[must_use]
    pub fn closed(mut self, first: Date, last: Date, name: impl Into<String>) -> Self {
        self.closed.insert(Closing { first, last, name: name.into() });
        self
    }

    /// Whether people work on a date.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        !date.weekday().is_weekend() && self.holiday(date).is_none()
    }

    /// Which holiday or closing keeps people from working on a date; `None` also on an ordinary
    /// weekend day.
    #[must_use]
    pub fn holiday(&self, date: Date) -> Option<DayOff<'_>> {
        let national = || {
            let mut on = Holiday::ALL.into_iter().filter(|h| h.date(date.year()) == Some(date));
            on.find(|holiday| !self.worked.contains(holiday)).map(DayOff::National)
        };
        let decreed = || self.decreed.get(&date).map(|name| DayOff::Decreed(name));
        national().or_else(decreed).or_else(|| self.closing(date, date).map(DayOff::Closed))
    }

    /// Whether a date is a Saturday, a Sunday or a holiday in the sense of the Algemene
    /// termijnenwet, which knows no closing days and lets nobody work on a holiday.
    #[must_use]
    pub fn is_statutory_rest(&self, date: Date) -> bool {
        date.weekday().is_weekend()
            || Holiday::on(date).is_some()
            || self.decreed.contains_key(&date)
    }

    /// The name of a closing that covers all of `first..=last`.
    fn closing(&self, first: Date, last: Date) -> Option<&str> {
        let mut closed = self.closed.iter().take_while(|closing| closing.first <= first);
        closed.find(|closing| last <= closing.last).map(|closing| closing.name.as_str())
    }

    /// The working days of a year, 1–9999.
    fn year(&self, year: u16) -> Option<Year> {
        let mut open = Year::weekdays(year)?;
        for holiday in Holiday::ALL {
            if let Some(date) = holiday.date(year).filter(|_| !self.worked.contains(&holiday)) {
                open.clear(date, date);
            }
        }
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        for date in self.decreed.range(first..=last).map(|(date, _)| *date) {
            open.clear(date, date);
        }
        for closing in self.closed.iter().take_while(|closing| closing.first <= last) {
            if closing.last >= first {
                open.clear(closing.first, closing.last);
            }
        }
        Some(open)
    }
}
