//! The national holidays of the Netherlands, computed.

use serde::{Deserialize, Serialize};

use super::date::{Date, Weekday};
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
    /// The day on which the birthday of the King or Queen is celebrated.
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

    /// On which day it falls in `year`; `None` outside 1–9999 and where it did not exist.
    #[must_use]
    pub fn date(self, year: u16) -> Option<Date> {
        let fixed = |month, day| Date::new(year, month, day).ok();
        match self {
            Self::NewYear => fixed(1, 1),
            Self::GoodFriday => easter(year)?.add_days(-2),
            Self::EasterMonday => easter(year)?.add_days(1),
            Self::KingsDay => kings_day(year),
            Self::LiberationDay => {
                let free = year >= 1990 || (year >= 1950 && year.is_multiple_of(5));
                if free { fixed(5, 5) } else { None }
            }
            Self::Ascension => easter(year)?.add_days(39),
            Self::WhitMonday => easter(year)?.add_days(50),
            Self::ChristmasDay => fixed(12, 25),
            Self::SecondChristmasDay => fixed(12, 26),
        }
    }

    /// The holiday on a date; where two coincide (Ascension on 5 May), the first of
    /// [`Self::ALL`].
    #[must_use]
    pub fn on(date: Date) -> Option<Self> {
        Self::ALL.into_iter().find(|holiday| holiday.date(date.year()) == Some(date))
    }

    /// Its name; `Koningsdag` also in the years of a queen.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (nl, en) = match self {
            Self::NewYear => ("Nieuwjaarsdag", "New Year's Day"),
            Self::GoodFriday => ("Goede Vrijdag", "Good Friday"),
            Self::EasterMonday => ("Tweede Paasdag", "Easter Monday"),
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
}

/// Easter Sunday, by the Gregorian computus (anonymous algorithm of 1876).
///
/// `None` outside the years 1–9999; before 1583 proleptic, like [`Date`].
#[must_use]
pub fn easter(year: u16) -> Option<Date> {
    let y = u32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let (leap, not_leap) = (century / 4, century % 4);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leap - moon + 15) % 30;
    let sunday = (32 + 2 * not_leap + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let day = epact + sunday + 114 - 7 * late;
    Date::new(year, u8::try_from(day / 31).ok()?, u8::try_from(day % 31 + 1).ok()?).ok()
}

/// King's Day since 2014, Queen's Day since 1891: not on a Sunday, but the Saturday before
/// (until 1979 the Monday after).
fn kings_day(year: u16) -> Option<Date> {
    let date = match year {
        ..1891 => None,
        1891..=1948 => Date::new(year, 8, 31).ok(),
        1949..=2013 => Date::new(year, 4, 30).ok(),
        2014.. => Date::new(year, 4, 27).ok(),
    }?;
    match date.weekday() {
        Weekday::Sunday if year < 1980 => date.tomorrow(),
        Weekday::Sunday => date.yesterday(),
        _ => Some(date),
    }
}
