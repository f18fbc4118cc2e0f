//! An instant: microseconds of UTC.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date::Date;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// An instant of the years 0001 to 9999 (UTC), to the microsecond.
///
/// Written and read as RFC 3339 (`2026-11-26T09:00:00Z`; an offset is accepted on input);
/// serialised as the number of microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(
    // INVARIANT: between MIN and MAX.
    i64,
);

/// What was given is no instant of the years 0001 to 9999 (written as in RFC 3339, at most six
/// decimals of a second).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an instant of the years 0001 to 9999 written as in RFC 3339")]
pub struct InvalidTimestamp;

impl Timestamp {
    /// 0001-01-01T00:00:00Z
    pub const MIN: Self = Self(-719_162 * DAY);
    /// 9999-12-31T23:59:59.999999Z
    pub const MAX: Self = Self(2_932_897 * DAY - 1);
    /// 1970-01-01T00:00:00Z
    pub const UNIX_EPOCH: Self = Self(0);

    /// The instant so many microseconds after 1970-01-01T00:00:00Z; `None` outside the years
    /// 0001 to 9999.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Option<Self> {
        if micros < Self::MIN.0 || micros > Self::MAX.0 { None } else { Some(Self(micros)) }
    }

    /// The nearest instant of the years 0001 to 9999.
    pub(crate) fn saturating(micros: i64) -> Self {
        Self(micros.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant `seconds` later (earlier when negative); `None` outside the years 0001 to
    /// 9999.
    #[must_use]
    pub const fn add_seconds(self, seconds: i64) -> Option<Self> {
        match seconds.checked_mul(SECOND) {
            Some(micros) => self.add_micros(micros),
            None => None,
        }
    }

    /// The instant `micros` microseconds later; `None` outside the years 0001 to 9999.
    #[must_use]
    pub const fn add_micros(self, micros: i64) -> Option<Self> {
        match self.0.checked_add(micros) {
            Some(sum) => Self::from_micros(sum),
            None => None,
        }
    }

    /// Microseconds from `earlier` to `self`; negative when `self` is the earlier one.
    #[must_use]
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The civil date in UTC and the microseconds of that day.
    fn utc(self) -> (Date, i64) {
        let date = Date::from_days(self.0.div_euclid(DAY)).unwrap_or(Date::MAX);
        (date, self.0.rem_euclid(DAY))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, micros) = self.utc();
        let (second, fraction) = (micros / SECOND, micros % SECOND);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        write!(f, "{date}T{hour:02}:{minute:02}:{:02}", second % 60)?;
        if fraction != 0 {
            write!(f, ".{}", format!("{fraction:06}").trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        parse(text).ok_or(InvalidTimestamp)
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_once('T')?;
    let date: Date = date.parse().ok()?;
    let (clock, offset) = match rest.strip_suffix('Z') {
        Some(clock) => (clock, 0),
        None => {
            let sign = rest.rfind(['+', '-'])?;
            let (clock, offset) = rest.split_at_checked(sign)?;
            let (hour, minute) = offset.get(1..)?.split_once(':')?;
            let minutes = two(hour, 23)? * 60 + two(minute, 59)?;
            (clock, if offset.starts_with('-') { -minutes } else { minutes })
        }
    };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, digits)) => (clock, micros(digits)?),
        None => (clock, 0),
    };
    let (hour, rest) = clock.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let minutes = two(hour, 23)? * 60 + two(minute, 59)? - offset;
    let seconds = minutes * 60 + two(second, 59)?;
    Timestamp::from_micros(i64::from(date.days()) * DAY + seconds * SECOND + fraction)
}

/// Two digits, at most `max`.
fn two(text: &str, max: i64) -> Option<i64> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|number| *number <= max)
}

/// One to six decimals of a second.
fn micros(digits: &str) -> Option<i64> {
    let scale = 6_u32.checked_sub(u32::try_from(digits.len()).ok()?)?;
    let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| digits.parse::<i64>().ok())?.map(|number| number * 10_i64.pow(scale))
}

impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = InvalidTimestamp;

    /// Cuts off what is finer than a microsecond.
    fn try_from(at: jiff::Timestamp) -> Result<Self, InvalidTimestamp> {
        let micros = i64::try_from(at.as_nanosecond().div_euclid(1000));
        micros.ok().and_then(Self::from_micros).ok_or(InvalidTimestamp)
    }
}

impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = InvalidTimestamp;

    /// Fails in the last 26 hours of the year 9999, which jiff leaves out.
    fn try_from(at: Timestamp) -> Result<Self, InvalidTimestamp> {
        Self::from_microsecond(at.0).map_err(|_| InvalidTimestamp)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let micros = i64::deserialize(deserializer)?;
        Self::from_micros(micros).ok_or_else(|| serde::de::Error::custom(InvalidTimestamp))
    }
}
