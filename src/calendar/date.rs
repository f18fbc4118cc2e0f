//! A civil date: year, month and day, without clock or zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::duration::{Duration, Unit};
use super::holiday::leap;

/// A civil date of the years 0001 to 9999 (proleptic Gregorian).
///
/// Written, read and serialised as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(
    /// Days since 1970-01-01.
    // INVARIANT: between MIN and MAX.
    i32,
);

/// A day of the week; Monday is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// What was given is no date of the years 0001 to 9999 written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the years 0001 to 9999 written YYYY-MM-DD")]
pub struct InvalidDate;

/// What comes of moving a date by a civil duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The date arrived at.
    pub date: Date,
    /// The month arrived at has no such day; its last day was taken.
    pub clamped: bool,
}

impl Date {
    /// 0001-01-01
    pub const MIN: Self = Self(new_year(1));
    /// 9999-12-31
    pub const MAX: Self = Self(new_year(10_000) - 1);

    /// The date of a year (1–9999), month (1–12) and day of the month.
    ///
    /// # Errors
    /// When there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, InvalidDate> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        if !exists {
            return Err(InvalidDate);
        }
        Ok(Self(new_year(year) + i32::from(before_month(year, month)) + i32::from(day) - 1))
    }

    /// The year, 1–9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.civil().0
    }

    /// The month, 1–12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.civil().1
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.civil().2
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::from_index(self.0 + 3)
    }

    /// The date `days` later (earlier when negative); `None` outside the years 0001 to 9999.
    #[must_use]
    pub fn add_days(self, days: i64) -> Option<Self> {
        i64::from(self.0).checked_add(days).and_then(Self::from_days)
    }

    /// The next date; `None` after 9999-12-31.
    #[must_use]
    pub fn tomorrow(self) -> Option<Self> {
        self.add_days(1)
    }

    /// The previous date; `None` before 0001-01-01.
    #[must_use]
    pub fn yesterday(self) -> Option<Self> {
        self.add_days(-1)
    }

    /// How many days `self` lies after `earlier`; negative when it lies before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// `duration` later, in days, weeks, months or years, clamped at the end of a month.
    ///
    /// `None` for the other units and outside the years 0001 to 9999.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Option<Moved> {
        self.moved(duration, 1)
    }

    /// `duration` earlier, in days, weeks, months or years, clamped at the end of a month.
    ///
    /// `None` for the other units and outside the years 0001 to 9999.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Option<Moved> {
        self.moved(duration, -1)
    }

    fn moved(self, duration: Duration, sign: i64) -> Option<Moved> {
        let amount = sign * i64::from(duration.amount);
        let exact = |date| Moved { date, clamped: false };
        match duration.unit {
            Unit::Day => self.add_days(amount).map(exact),
            Unit::Week => self.add_days(amount * 7).map(exact),
            Unit::Month => self.add_months(amount),
            Unit::Year => self.add_months(amount * 12),
            Unit::Minute | Unit::Hour | Unit::BusinessHour | Unit::WorkingDay => None,
        }
    }

    fn add_months(self, months: i64) -> Option<Moved> {
        let (year, month, day) = self.civil();
        let total = i64::from(year) * 12 + i64::from(month) - 1 + months;
        let year = u16::try_from(total.div_euclid(12)).ok()?;
        let month = u8::try_from(total.rem_euclid(12) + 1).ok()?;
        let last = day.min(days_in_month(year, month));
        Some(Moved { date: Self::new(year, month, last).ok()?, clamped: last < day })
    }

    /// The day of the year, from 0.
    pub(super) fn ordinal(self) -> u16 {
        u16::try_from(self.0 - new_year(self.year())).unwrap_or(0)
    }

    /// The date on a day of the year, from 0.
    pub(super) fn from_ordinal(year: u16, ordinal: u16) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && ordinal < 365 + leap(year);
        exists.then(|| Self(new_year(year) + i32::from(ordinal)))
    }

    /// Days since 1970-01-01.
    #[inline]
    pub(crate) fn days(self) -> i32 {
        self.0
    }

    /// The inverse of [`Self::days`]; `None` outside the years 0001 to 9999.
    #[inline]
    pub(crate) fn from_days(days: i64) -> Option<Self> {
        let date = Self(i32::try_from(days).ok()?);
        (Self::MIN..=Self::MAX).contains(&date).then_some(date)
    }

    /// Year, month and day (H. Hinnant, "chrono-compatible low-level date algorithms").
    fn civil(self) -> (u16, u8, u8) {
        // Since 0000-03-01, so that a leap day is the last of its year and of its 400 years.
        let days = (self.0 + 719_468).unsigned_abs();
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year + era * 400 + u32::from(month <= 2);
        (year as u16, month as u8, day as u8)
    }

    /// `YYYY-MM-DD` in ASCII.
    fn ascii(self) -> [u8; 10] {
        let digit = |number: u16, unit: u16| b'0' + u8::try_from(number / unit % 10).unwrap_or(0);
        let (y, m, d) = self.civil();
        let (m, d) = (u16::from(m), u16::from(d));
        [
            digit(y, 1000),
            digit(y, 100),
            digit(y, 10),
            digit(y, 1),
            b'-',
            digit(m, 10),
            digit(m, 1),
            b'-',
            digit(d, 10),
            digit(d, 1),
        ]
    }
}

/// The day number of 1 January.
pub(super) const fn new_year(year: u16) -> i32 {
    let before = year as i32 - 1;
    before * 365 + before / 4 - before / 100 + before / 400 - 719_162
}

/// How many days of a year come before a month.
fn before_month(year: u16, month: u8) -> u16 {
    match u16::from(month) {
        month @ ..=2 => 31 * (month - 1),
        // From March on: 31, 30, 31, 30, 31, 31, 30, …
        month => 59 + leap(year) + (153 * (month - 3) + 2) / 5,
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 => 28 + leap(year) as u8,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The weekday `index` days after a Monday.
    pub(crate) fn from_index(index: i32) -> Self {
        let index = usize::try_from(index.rem_euclid(7)).unwrap_or(0);
        Self::ALL.get(index).copied().unwrap_or(Self::Monday)
    }

    /// Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        self >= Self::Saturday
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.ascii()).unwrap_or_default())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else {
            return Err(InvalidDate);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u16, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + u16::from(digit - b'0'))
            })
        };
        let small = |digits: &[u8]| number(digits).and_then(|n| u8::try_from(n).ok());
        let year = number(&[*y0, *y1, *y2, *y3]).ok_or(InvalidDate)?;
        let month = small(&[*m0, *m1]).ok_or(InvalidDate)?;
        let day = small(&[*d0, *d1]).ok_or(InvalidDate)?;
        Self::new(year, month, day)
    }
}

impl TryFrom<jiff::civil::Date> for Date {
    type Error = InvalidDate;

    fn try_from(date: jiff::civil::Date) -> Result<Self, InvalidDate> {
        let year = u16::try_from(date.year()).map_err(|_| InvalidDate)?;
        Self::new(year, date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}

impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        let (year, month, day) = date.civil();
        let there = Self::new(year as i16, month as i8, day as i8);
        // INVARIANT: jiff has every date of the years 0001 to 9999.
        there.unwrap_or(Self::MAX)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ascii = self.ascii();
        serializer.serialize_str(std::str::from_utf8(&ascii).map_err(serde::ser::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
