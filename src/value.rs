//! What facts hold: types, values, three-valued truth, exact numbers and their arithmetic.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

mod arithmetic;
mod number;
mod truth;
mod words;

pub use arithmetic::Arithmetic;
pub use number::{InvalidNumber, Number};
pub use truth::Truth;
pub use words::Words;

use crate::calendar::{Date, Duration, Timestamp, Unit};

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// `ja/nee`
    Truth,
    /// `getal`: an exact decimal.
    Number,
    /// `aantal`: a whole number.
    Count,
    /// `bedrag`: euros.
    Amount,
    /// `percentage`
    Percentage,
    /// `datum`
    Date,
    /// `tijdstip`
    Instant,
    /// `duur [in UNIT]`: the smallest unit that compares with the declared one; `None`: of any
    /// unit, so that it compares with nothing.
    Duration(Option<Unit>),
    /// `tekst`
    Text,
    /// `keuze`: the names of the options, in the order written.
    Choice(Vec<String>),
    /// `document`
    Document,
}

/// A known value of a fact.
///
/// On the wire an object with one field, the type's name: `{"amount":"2000000"}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// An exact decimal.
    Number(Number),
    /// A whole number.
    Count(i64),
    /// Euros.
    Amount(Number),
    /// Percent: 5 is 5%.
    Percentage(Number),
    /// A civil date.
    Date(Date),
    /// An instant.
    Instant(Timestamp),
    /// A length of time.
    Duration(Duration),
    /// Any text.
    Text(String),
    /// The name of the option chosen.
    Choice(String),
    /// A document.
    Document(Document),
}

/// One version of a document that lives elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Where it is to be found, in the host's terms.
    pub reference: String,
    /// Which version.
    pub version: String,
    /// A hash of its contents, in the host's notation.
    pub hash: String,
}

impl Value {
    /// Whether this is a value of type `ty`: a choice among its options, a duration that compares
    /// with its unit, a number within the limits of [`Number`].
    #[must_use]
    pub fn ty_matches(&self, ty: &Type) -> bool {
        match (self, ty) {
            (Self::Number(number), Type::Number)
            | (Self::Amount(number), Type::Amount)
            | (Self::Percentage(number), Type::Percentage) => number.is_within_limits(),
            (Self::Choice(option), Type::Choice(options)) => options.contains(option),
            (Self::Duration(length), Type::Duration(Some(unit))) => {
                length.compare(Duration::new(1, *unit)).is_some()
            }
            (Self::Truth(_), Type::Truth)
            | (Self::Count(_), Type::Count)
            | (Self::Date(_), Type::Date)
            | (Self::Instant(_), Type::Instant)
            | (Self::Duration(_), Type::Duration(None))
            | (Self::Text(_), Type::Text)
            | (Self::Document(_), Type::Document) => true,
            _ => false,
        }
    }

    /// Reads a plain number or text, as a host gives it, as a value of type `ty`: a number as an
    /// amount, a percentage or (whole) a count, a count as any number, a text as an option. Other
    /// values of another type are `None`.
    #[must_use]
    pub fn fit(self, ty: &Type) -> Option<Self> {
        let fitted = match (self, ty) {
            (Self::Number(number), Type::Amount) => Self::Amount(number),
            (Self::Number(number), Type::Percentage) => Self::Percentage(number),
            (Self::Number(number), Type::Count) => Self::Count(number.to_whole()?),
            (Self::Count(count), Type::Number) => Self::Number(count.into()),
            (Self::Count(count), Type::Amount) => Self::Amount(count.into()),
            (Self::Count(count), Type::Percentage) => Self::Percentage(count.into()),
            (Self::Text(text), Type::Choice(_)) => Self::Choice(text),
            (value, _) => value,
        };
        fitted.ty_matches(ty).then_some(fitted)
    }

    /// The order of two values; `None` when they do not compare.
    ///
    /// Numbers and counts compare with each other, durations as in [`Duration::compare`],
    /// otherwise equal types compare. No comes before yes; texts, options and documents are in
    /// order of code points.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Truth(a), Self::Truth(b)) => Some(a.cmp(b)),
            (Self::Count(a), Self::Count(b)) => Some(a.cmp(b)),
            (Self::Count(a), Self::Number(b)) => Some(Number::from(*a).cmp(b)),
            (Self::Number(a), Self::Count(b)) => Some(a.cmp(&Number::from(*b))),
            (Self::Number(a), Self::Number(b))
            | (Self::Amount(a), Self::Amount(b))
            | (Self::Percentage(a), Self::Percentage(b)) => Some(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Some(a.cmp(b)),
            (Self::Instant(a), Self::Instant(b)) => Some(a.cmp(b)),
            (Self::Duration(a), Self::Duration(b)) => a.compare(*b),
            (Self::Text(a), Self::Text(b)) | (Self::Choice(a), Self::Choice(b)) => Some(a.cmp(b)),
            (Self::Document(a), Self::Document(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// The sum; see [`Arithmetic`].
    #[must_use]
    pub fn add(&self, other: &Self) -> Option<Self> {
        Arithmetic::Add.apply(self, other)
    }

    /// The difference; see [`Arithmetic`].
    #[must_use]
    pub fn sub(&self, other: &Self) -> Option<Self> {
        Arithmetic::Sub.apply(self, other)
    }

    /// The product; see [`Arithmetic`].
    #[must_use]
    pub fn mul(&self, other: &Self) -> Option<Self> {
        Arithmetic::Mul.apply(self, other)
    }

    /// The quotient; see [`Arithmetic`].
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        Arithmetic::Div.apply(self, other)
    }
}

impl Type {
    /// Whether values of the two types can compare at all. Of two choices: whether they share an
    /// option; of two durations: whether all do.
    #[must_use]
    pub fn compares_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number, Self::Count) | (Self::Count, Self::Number) => true,
            (Self::Choice(a), Self::Choice(b)) => a.iter().any(|option| b.contains(option)),
            (Self::Duration(None), _) => false,
            _ => self == other,
        }
    }

    /// Whether `<` means something to people: not for truths, texts, options, documents, and
    /// durations of any unit.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        use Type::{Choice, Document, Duration, Text, Truth};
        !matches!(self, Truth | Text | Choice(_) | Document | Duration(None))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<i32> for Value {
    fn from(count: i32) -> Self {
        Self::Count(count.into())
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        Self::Instant(at)
    }
}

impl From<Duration> for Value {
    fn from(duration: Duration) -> Self {
        Self::Duration(duration)
    }
}

impl From<Document> for Value {
    fn from(document: Document) -> Self {
        Self::Document(document)
    }
}

#[cfg(test)]
mod tests;
