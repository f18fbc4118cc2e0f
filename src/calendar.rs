//! Civil dates, instants, zones, holidays and the arithmetic of terms.
//!
//! All of it is a function of its arguments: no clock, no system zone, no global state. No type
//! of jiff stands in a signature, except in conversions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

mod act;
mod clock;
mod date;
mod decree;
mod derivation;
mod duration;
mod holiday;
mod left;
mod names;
mod opening;
mod point;
mod sound;
mod table;
mod term;
mod timestamp;
mod working;
mod year;
mod zone;

pub use act::Exclusion;
pub use clock::ClockTime;
pub use date::{Date, InvalidDate, Moved, Weekday};
pub use derivation::{Derivation, Provisional, Step, Way};
pub use duration::{Duration, InvalidDuration, Kind, Unit, Words};
pub use holiday::{Basis, Holiday, easter};
pub use left::{Count, Left};
pub use opening::Opening;
pub use point::Point;
pub use term::{CalendarError, Counted, Due};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use zone::{Local, UnknownZone, Zone};

use table::Cache;
use year::Year;

pub(crate) use names::month;

/// On which days people work: Monday to Friday, without holidays and closings.
///
/// The default knows the national holidays and counts all of them as holidays, and the days that
/// are equated with holidays by decree. Adding two calendars' entries in another order gives an
/// equal calendar, with equal bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// National holidays that are working days here; they stay holidays to the Act.
    #[serde(default)]
    worked: BTreeSet<Holiday>,
    /// Days equated with holidays by decree: they count for the Algemene termijnenwet alone.
    #[serde(default)]
    decreed: BTreeMap<Date, String>,
    /// The first and the last year of which all such days are known.
    #[serde(default)]
    known: Option<(u16, u16)>,
    /// Days on which nobody works here; they mean nothing to the Algemene termijnenwet.
    #[serde(default)]
    closed: BTreeSet<Closing>,
    /// When people can be reached: what terms in business hours count.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    open: BTreeSet<Opening>,
    #[serde(skip)]
    table: Cache,
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

/// Why a date does not count; made by [`Calendar::day_off`] and [`Calendar::statutory_rest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOff<'a> {
    /// A national holiday.
    National(Holiday),
    /// Equated with a holiday by a decree of this name.
    Decreed(&'a str),
    /// A closing day, under this name.
    Closed(&'a str),
    /// A Saturday or a Sunday, and nothing else.
    Weekend,
}

impl Default for Calendar {
    fn default() -> Self {
        let decreed = decree::decrees().map(|(date, name)| (date, name.to_owned())).collect();
        let (worked, closed, open) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (known, table) = (Some(decree::KNOWN), Cache::default());
        Self { worked, decreed, known, closed, open, table }
    }
}

impl Calendar {
    /// The national holidays, none of them a working day, and the days equated by decree.
    #[must_use]
    pub fn national() -> Self {
        Self::default()
    }

    /// Makes a national holiday a working day.
    #[must_use]
    pub fn working(mut self, holiday: Holiday) -> Self {
        self.worked.insert(holiday);
        self.table = Cache::default();
        self
    }

    /// Adds a day equated with a holiday by decree. To make it a day off as well, [close](
    /// Self::closed) it.
    #[must_use]
    pub fn decreed(mut self, date: Date, name: impl Into<String>) -> Self {
        self.decreed.insert(date, name.into());
        self
    }

    /// With the days equated by decree that another calendar knows.
    #[must_use]
    pub fn decreed_as(mut self, other: &Self) -> Self {
        (self.decreed, self.known) = (other.decreed.clone(), other.known);
        self
    }

    /// Says that all days equated by decree in the years `first` to `last` have been added; the
    /// years known before stay known if they touch these.
    #[must_use]
    pub fn decrees_known(mut self, first: u16, last: u16) -> Self {
        let touching = self.known.filter(|known| {
            first <= known.1.saturating_add(1) && known.0 <= last.saturating_add(1)
        });
        let known = touching.map_or((first, last), |k| (k.0.min(first), k.1.max(last)));
        self.known = Some(known);
        self
    }

    /// Adds closing days, `first` to `last` themselves included.
    #[must_use]
    pub fn closed(mut self, first: Date, last: Date, name: impl Into<String>) -> Self {
        self.closed.insert(Closing { first, last, name: name.into() });
        self.table = Cache::default();
        self
    }

    /// Whether people work on a date.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.day_off(date).is_none()
    }

    /// Why a date is no working day; of several reasons a national holiday, then a closing, then
    /// the weekend. `None` when people work.
    #[must_use]
    pub fn day_off(&self, date: Date) -> Option<DayOff<'_>> {
        let national = || {
            let mut on = Holiday::ALL.into_iter().filter(|h| h.date(date.year()) == Some(date));
            on.find(|holiday| !self.worked.contains(holiday)).map(DayOff::National)
        };
        let weekend = || date.weekday().is_weekend().then_some(DayOff::Weekend);
        national().or_else(|| self.closing(date, date).map(DayOff::Closed)).or_else(weekend)
    }

    /// Whether people work on any day of a year, 1–9999.
    #[must_use]
    pub fn is_open_in(&self, year: u16) -> bool {
        self.year(year).count() > 0
    }

    /// Whether a date is a Saturday, a Sunday or a holiday in the sense of the Algemene
    /// termijnenwet, which knows no closing days and lets nobody work on a holiday.
    #[must_use]
    pub fn is_statutory_rest(&self, date: Date) -> bool {
        self.statutory_rest(date).is_some()
    }

    /// Why a date is no ordinary day to the Algemene termijnenwet; of several reasons a holiday,
    /// then a decree, then the weekend. `None` when it is one.
    #[must_use]
    pub fn statutory_rest(&self, date: Date) -> Option<DayOff<'_>> {
        let decreed = || self.decreed.get(&date).map(|name| DayOff::Decreed(name));
        let weekend = || date.weekday().is_weekend().then_some(DayOff::Weekend);
        Holiday::on(date).map(DayOff::National).or_else(decreed).or_else(weekend)
    }

    /// Whether all days equated by decree are known of a year.
    #[must_use]
    pub fn knows_decrees(&self, year: u16) -> bool {
        self.known.is_some_and(|(first, last)| (first..=last).contains(&year))
    }

    /// The name of a closing that covers all of `first..=last`.
    fn closing(&self, first: Date, last: Date) -> Option<&str> {
        let mut closed = self.closed.iter().take_while(|closing| closing.first <= first);
        closed.find(|closing| last <= closing.last).map(|closing| closing.name.as_str())
    }

    /// The working days of a year.
    fn year(&self, year: u16) -> Year {
        let mut open = self.year_before_closings(year);
        for closing in self.closed.iter().take_while(|closing| closing.first.year() <= year) {
            open.clear_closing(closing);
        }
        open
    }

    fn year_before_closings(&self, year: u16) -> Year {
        let mut open = Year::national(year);
        for day in self.worked.iter().filter_map(|holiday| holiday.day(year)) {
            let mut off = Holiday::ALL.into_iter().filter(|other| !self.worked.contains(other));
            if !off.any(|other| other.day(year) == Some(day)) {
                open.give_back(day);
            }
        }
        open
    }
}
