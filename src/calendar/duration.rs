//! The length of a term as the author wrote it: an amount of one unit.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Language;

/// An amount of one unit. What it means on a calendar is [`Calendar::due`](super::Calendar::due)'s.
///
/// Equality is of the written form: 7 days are not equal to 1 week, though they
/// [compare](Self::compare) as equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// The Algemene termijnenwet applies (`wettelijk` stands before the term).
    #[serde(default, skip_serializing_if = "is_false")]
    pub statutory: bool,
}

/// What a duration counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Elapsed minutes.
    Minute,
    /// Elapsed hours; do not pause for nights, weekends or holidays.
    Hour,
    /// Hours that a calendar is open, by the clock.
    BusinessHour,
    /// Civil days.
    Day,
    /// Seven civil days.
    Week,
    /// Civil months, clamped at month end.
    Month,
    /// Civil years, clamped at month end.
    Year,
    /// Monday to Friday minus the holidays and closing days of a calendar.
    WorkingDay,
}

/// What kind of term a duration makes: which days or hours it counts, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Working days, to the end of the last.
    WorkingDays,
    /// Elapsed time, by no calendar at all.
    WallClock,
    /// Opening hours, to the instant at which so many have passed.
    BusinessHours,
    /// Days, weeks, months or years of the civil calendar, to the end of the last day.
    Civil,
    /// One of the others under the Algemene termijnenwet.
    Statutory,
}

/// What was given is no term: an amount and a unit, in Dutch or English, perhaps after
/// `wettelijk` or `statutory`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a term such as `10 werkdagen`, `wettelijk 6 weken` or `48 hours`")]
pub struct InvalidDuration;

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Duration {
    /// `dezelfde dag` / `same day`: to the end of the day from which it is counted.
    pub const SAME_DAY: Self = Self::new(0, Unit::Day);

    /// `amount` of `unit`, not statutory.
    #[must_use]
    pub const fn new(amount: u32, unit: Unit) -> Self {
        Self { amount, unit, statutory: false }
    }

    /// The same under the Algemene termijnenwet.
    #[must_use]
    pub const fn statutory(self) -> Self {
        Self { statutory: true, ..self }
    }

    /// The kind of term.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self.unit {
            _ if self.statutory => Kind::Statutory,
            Unit::WorkingDay => Kind::WorkingDays,
            Unit::Minute | Unit::Hour => Kind::WallClock,
            Unit::BusinessHour => Kind::BusinessHours,
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => Kind::Civil,
        }
    }

    /// Whether the days off of a calendar change what it comes to: working days. Statutory terms
    /// know the holidays of the law, which are the same in every calendar.
    #[must_use]
    pub const fn by_calendar(self) -> bool {
        matches!(self.unit, Unit::WorkingDay | Unit::BusinessHour)
    }

    /// Whether it ends at an instant rather than with a day.
    #[must_use]
    pub const fn ends_at_instant(self) -> bool {
        matches!(self.unit, Unit::Minute | Unit::Hour | Unit::BusinessHour)
    }

    /// Elapsed seconds; `None` unless in hours or minutes.
    #[must_use]
    pub fn seconds(self) -> Option<i64> {
        match self.unit {
            Unit::Minute => Some(i64::from(self.amount) * 60),
            Unit::Hour => Some(i64::from(self.amount) * 3600),
            _ => None,
        }
    }

    /// Which is longer; `None` when that depends on the calendar.
    ///
    /// Minutes and hours compare, days and weeks, months and years, working days; a statutory
    /// duration compares with statutory ones only.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let (unit, amount) = self.base();
        let (other_unit, other_amount) = other.base();
        let comparable = unit == other_unit && self.statutory == other.statutory;
        comparable.then(|| amount.cmp(&other_amount))
    }

    /// The sum, in the written unit when both have the same, else in the smaller one; `None`
    /// when they do not compare or the sum is too large.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.combine(other, u64::checked_add)
    }

    /// The difference, likewise; `None` also when `other` is the longer one.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.combine(other, u64::checked_sub)
    }

    fn combine(self, other: Self, op: fn(u64, u64) -> Option<u64>) -> Option<Self> {
        self.compare(other)?;
        let (unit, left, right) = if self.unit == other.unit {
            (self.unit, u64::from(self.amount), u64::from(other.amount))
        } else {
            (self.base().0, self.base().1, other.base().1)
        };
        Some(Self { amount: u32::try_from(op(left, right)?).ok()?, unit, ..self })
    }

    /// The smallest commensurable unit and the amount of it.
    fn base(self) -> (Unit, u64) {
        let amount = u64::from(self.amount);
        let times = match self.unit {
            Unit::Hour => 60,
            Unit::Week => 7,
            Unit::Year => 12,
            Unit::Minute | Unit::BusinessHour | Unit::Day | Unit::Month | Unit::WorkingDay => 1,
        };
        (self.unit.smallest(), amount * times)
    }

    /// The same length in the smallest unit that compares with its own on every calendar; `None`
    /// when the amount becomes too large.
    #[must_use]
    pub fn in_smallest(self) -> Option<Self> {
        let (unit, amount) = self.base();
        Some(Self { amount: u32::try_from(amount).ok()?, unit, ..self })
    }

    /// As the language writes it: `1 werkdag`, `48 uur`, `wettelijk 6 weken`; `1 working day`.
    #[must_use]
    pub fn words(self, language: Language) -> Words {
        Words { duration: self, language }
    }
}

impl FromStr for Duration {
    type Err = InvalidDuration;

    /// Reads what [`Self::words`] writes, in either language, singular or plural; also `uren` and
    /// `jaren`.
    fn from_str(text: &str) -> Result<Self, InvalidDuration> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (statutory, rest) = match words.as_slice() {
            ["wettelijk" | "statutory", rest @ ..] => (true, rest),
            all => (false, all),
        };
        let [amount, unit @ ..] = rest else { return Err(InvalidDuration) };
        let digits = amount.bytes().all(|byte| byte.is_ascii_digit());
        let amount = amount.parse().ok().filter(|_| digits).ok_or(InvalidDuration)?;
        let word = match unit.join(" ") {
            word if word == "uren" => "uur".to_owned(),
            word if word == "jaren" => "jaar".to_owned(),
            word => word,
        };
        let called = |unit: &Unit| {
            [Language::Dutch, Language::English].into_iter().any(|language| {
                [false, true].into_iter().any(|plural| unit.word(language, plural) == word)
            })
        };
        let unit = Unit::ALL.into_iter().find(called).ok_or(InvalidDuration)?;
        Ok(Self { amount, unit, statutory })
    }
}

impl Unit {
    /// All, the shortest first.
    pub const ALL: [Self; 8] = [
        Self::Minute,
        Self::Hour,
        Self::BusinessHour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::WorkingDay,
    ];

    /// The smallest unit that compares with it on every calendar: of weeks days, of hours minutes,
    /// of years months.
    #[must_use]
    pub const fn smallest(self) -> Self {
        match self {
            Self::Minute | Self::Hour => Self::Minute,
            Self::Day | Self::Week => Self::Day,
            Self::Month | Self::Year => Self::Month,
            Self::BusinessHour | Self::WorkingDay => self,
        }
    }

    /// The unit's word, singular or plural: `werkdag`, `werkdagen`; `working day`.
    #[must_use]
    pub fn word(self, language: Language, plural: bool) -> &'static str {
        let (nl, en) = match self {
            Self::Minute => (["minuut", "minuten"], ["minute", "minutes"]),
            Self::Hour => (["uur", "uur"], ["hour", "hours"]),
            Self::BusinessHour => {
                (["kantooruur", "kantooruren"], ["business hour", "business hours"])
            }
            Self::Day => (["dag", "dagen"], ["day", "days"]),
            Self::Week => (["week", "weken"], ["week", "weeks"]),
            Self::Month => (["maand", "maanden"], ["month", "months"]),
            Self::Year => (["jaar", "jaar"], ["year", "years"]),
            Self::WorkingDay => (["werkdag", "werkdagen"], ["working day", "working days"]),
        };
        let [one, many] = match language {
            Language::Dutch => nl,
            Language::English => en,
        };
        if plural { many } else { one }
    }
}

/// A duration in words; made by [`Duration::words`].
#[derive(Clone, Copy, Debug)]
pub struct Words {
    duration: Duration,
    language: Language,
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.duration == Duration::SAME_DAY {
            return f.write_str(match self.language {
                Language::Dutch => "dezelfde dag",
                Language::English => "the same day",
            });
        }
        if self.duration.statutory {
            f.write_str(match self.language {
                Language::Dutch => "wettelijk ",
                Language::English => "statutory ",
            })?;
        }
        let amount = self.duration.amount;
        write!(f, "{amount} {}", self.duration.unit.word(self.language, amount != 1))
    }
}
