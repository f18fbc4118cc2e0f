//! The national holidays of the Netherlands, computed, with their history.

use serde::{Deserialize, Serialize};

use super::date::{Date, new_year};
use crate::diagnostic::Language;

/// A day that article 3 of the Algemene termijnenwet recognises as, or equates with, a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// The day on which the birthday of the King or Queen is celebrated: 27 April since 2014,
    /// 30 April from 1949, 31 August from 1891. Of a Sunday: the Saturday before; until 1979 the
    /// Monday after.
    KingsDay,
    /// 5 May, every year since 1990; before that in every fifth year, from 1950.
    LiberationDay,
    /// The 39th day after Easter.
    Ascension,
    /// The 50th day after Easter.
    WhitMonday,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
}

/// On what it rests that a day is a holiday in some year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A statute.
    Law,
    /// It was kept, and no statute on terms named it.
    Custom,
    /// We take it to have been so, or to go on as it is.
    Assumption,
}

impl Holiday {
    /// All, in the order of the year (Ascension can come before Liberation Day).
    pub const ALL: [Self; 9] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterMonday,
        Self::KingsDay,
        Self::LiberationDay,
        Self::Ascension,
        Self::WhitMonday,
        Self::ChristmasDay,
        Self::SecondChristmasDay,
    ];

    /// The years for which the history is accounted for; in others the rules of the nearest year
    /// are applied, and [derivations](super::Derivation) say that they are provisional.
    pub const YEARS: std::ops::RangeInclusive<u16> = 1900..=2200;

    /// On which day it falls in `year`; `None` outside 1–9999 and where it did not exist.
    #[must_use]
    pub fn date(self, year: u16) -> Option<Date> {
        Date::from_ordinal(year, self.day(year)?)
    }

    /// The holiday on a date; where two coincide (Ascension on 5 May), the first of
    /// [`Self::ALL`].
    #[must_use]
    pub fn on(date: Date) -> Option<Self> {
        Self::ALL.into_iter().find(|holiday| holiday.day(date.year()) == Some(date.ordinal()))
    }

    /// Its name in a year: `Koninginnedag` until 2013, `Koningsdag` after that.
    #[must_use]
    pub fn name(self, year: u16, language: Language) -> &'static str {
        let (nl, en) = match self {
            Self::NewYear => ("Nieuwjaarsdag", "New Year's Day"),
            Self::GoodFriday => ("Goede Vrijdag", "Good Friday"),
            Self::EasterMonday => ("Tweede Paasdag", "Easter Monday"),
            Self::KingsDay if year < FIRST_KING => ("Koninginnedag", "Queen's Day"),
            Self::KingsDay => ("Koningsdag", "King's Day"),
            Self::LiberationDay => ("Bevrijdingsdag", "Liberation Day"),
            Self::Ascension => ("Hemelvaartsdag", "Ascension Day"),
            Self::WhitMonday => ("Tweede Pinksterdag", "Whit Monday"),
            Self::ChristmasDay => ("Eerste Kerstdag", "Christmas Day"),
            Self::SecondChristmasDay => ("Tweede Kerstdag", "Second Day of Christmas"),
        };
        match language {
            Language::Dutch => nl,
            Language::English => en,
        }
    }

    /// On what it rests that the day is a holiday in `year`, and where that can be read; `None`
    /// where it is none.
    #[must_use]
    pub fn basis(self, year: u16) -> Option<(Basis, &'static str)> {
        self.day(year)?;
        Some(match self {
            _ if !Self::YEARS.contains(&year) => (Basis::Assumption, "outside the years 1900–2200"),
            Self::GoodFriday if year >= ACT => (Basis::Law, "Algemene termijnenwet art. 3(2)"),
            Self::GoodFriday => (Basis::Assumption, "equated since the Act; assumed before it"),
            Self::LiberationDay if year >= YEARLY => {
                (Basis::Law, "Algemene termijnenwet art. 3(1)")
            }
            Self::LiberationDay => (Basis::Custom, "free in every fifth year, from 1950"),
            Self::KingsDay if year < 1949 => (Basis::Custom, "the birthday of Queen Wilhelmina"),
            _ if year >= ACT => (Basis::Law, "Algemene termijnenwet art. 3(1)"),
            _ => (Basis::Custom, "kept before the Act of 1964 named it"),
        })
    }

    /// The day of the year, from 0.
    pub(super) const fn day(self, year: u16) -> Option<u16> {
        let Some(easter) = easter_day(year) else { return None };
        Some(match self {
            Self::NewYear => 0,
            Self::GoodFriday => easter - 2,
            Self::EasterMonday => easter + 1,
            Self::KingsDay => return birthday(year),
            Self::LiberationDay if year >= YEARLY => MAY_5 + leap(year),
            Self::LiberationDay if year >= 1950 && year.is_multiple_of(5) => MAY_5 + leap(year),
            Self::LiberationDay => return None,
            Self::Ascension => easter + 39,
            Self::WhitMonday => easter + 50,
            Self::ChristmasDay => DECEMBER_25 + leap(year),
            Self::SecondChristmasDay => DECEMBER_25 + 1 + leap(year),
        })
    }
}

/// The first whole year of the Algemene termijnenwet (in force since 1 April 1965).
const ACT: u16 = 1966;
/// Since when 5 May is a national holiday every year.
const YEARLY: u16 = 1990;
/// The first year with a King's Day.
const FIRST_KING: u16 = 2014;
/// Days of a year without 29 February, from 0.
const MARCH_1: u16 = 59;
const APRIL_27: u16 = 116;
const APRIL_30: u16 = 119;
const MAY_5: u16 = 124;
const AUGUST_31: u16 = 242;
const DECEMBER_25: u16 = 358;

/// Easter Sunday, by the Gregorian computus (anonymous algorithm of 1876).
///
/// `None` outside the years 1–9999; before 1583 proleptic, like [`Date`].
#[must_use]
pub fn easter(year: u16) -> Option<Date> {
    Date::from_ordinal(year, easter_day(year)?)
}

/// Easter Sunday as a day of the year, from 0.
const fn easter_day(y: u16) -> Option<u16> {
    if y < 1 || y > 9999 {
        return None;
    }
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let (leaps, not_leap) = (century / 4, century % 4);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leaps - moon + 15) % 30;
    let sunday = (32 + 2 * not_leap + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    Some(MARCH_1 + leap(y) + 21 + epact + sunday - 7 * late)
}

/// King's Day since 2014, Queen's Day since 1891, as a day of the year.
const fn birthday(year: u16) -> Option<u16> {
    let day = match year {
        ..1891 => return None,
        1891..=1948 => AUGUST_31,
        1949..FIRST_KING => APRIL_30,
        FIRST_KING.. => APRIL_27,
    };
    let day = day + leap(year);
    Some(match (first_weekday(year) + day) % 7 == 6 {
        true if year < 1980 => day + 1,
        true => day - 1,
        false => day,
    })
}

/// 1 in years with a 29 February, else 0.
pub(super) const fn leap(year: u16) -> u16 {
    (year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))) as u16
}

/// The weekday of 1 January, from 0 for Monday.
pub(super) const fn first_weekday(year: u16) -> u16 {
    // 1970-01-01 was a Thursday.
    (new_year(year) + 3).rem_euclid(7) as u16
}
