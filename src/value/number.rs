//! Exact decimal numbers of a stated scale.

use std::fmt;
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal: at most [`Number::DIGITS`] digits before the point and [`Number::SCALE`]
/// after it.
///
/// Sums and differences are exact; products and quotients are rounded to the scale, halves away
/// from zero. Written with a point and without trailing zeros, serialised as that text. What a
/// host makes from a [`Decimal`] keeps all its digits, so that a number beyond the limits is
/// refused ([`Self::is_within_limits`]) and not silently rounded.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(
    // INVARIANT: normalised, so that equal numbers have equal bytes.
    Decimal,
);

/// What was given is no number: digits with at most one point, within the limits of [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number of at most 15 digits before and 9 after the decimal point")]
pub struct InvalidNumber;

impl Number {
    /// Digits after the point.
    pub const SCALE: u32 = 9;
    /// Digits before the point.
    pub const DIGITS: u32 = 15;
    /// 0
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The number as a decimal.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether it has at most [`Self::DIGITS`] digits before and [`Self::SCALE`] after the point.
    #[must_use]
    pub fn is_within_limits(self) -> bool {
        let limit = Decimal::from(10_i64.pow(Self::DIGITS));
        self.0.scale() <= Self::SCALE && self.0.abs() < limit
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn to_whole(self) -> Option<i64> {
        if self.0.is_integer() { self.0.to_i64() } else { None }
    }

    /// The sum; `None` beyond the limits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::within(self.0.checked_add(other.0)?)
    }

    /// The difference; `None` beyond the limits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::within(self.0.checked_sub(other.0)?)
    }

    /// The product, rounded to the scale; `None` beyond the limits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::rounded(self.0.checked_mul(other.0)?)
    }

    /// The quotient, rounded to the scale; `None` by zero and beyond the limits.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        Self::rounded(self.0.checked_div(other.0)?)
    }

    /// `percent` per cent of it, rounded to the scale; `None` beyond the limits.
    #[must_use]
    pub fn share(self, percent: Self) -> Option<Self> {
        let hundredfold = self.0.checked_mul(percent.0)?;
        Self::rounded(hundredfold.checked_div(Decimal::ONE_HUNDRED)?)
    }

    fn rounded(decimal: Decimal) -> Option<Self> {
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        Self::within(decimal.round_dp_with_strategy(Self::SCALE, strategy))
    }

    fn within(decimal: Decimal) -> Option<Self> {
        Some(Self::from(decimal)).filter(|number| number.is_within_limits())
    }
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Self {
        Self(decimal.normalize())
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::from(Decimal::from(number))
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    /// Digits, at most one point between digits, a minus sign before; nothing else.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let valid = match unsigned.split_once('.') {
            Some((whole, fraction)) => digits(whole) && digits(fraction),
            None => digits(unsigned),
        };
        let decimal = if valid { Decimal::from_str_exact(text).ok() } else { None };
        decimal.and_then(Self::within).ok_or(InvalidNumber)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
