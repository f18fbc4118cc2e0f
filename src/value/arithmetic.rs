//! The four operations on values, and the types that they give.

use serde::{Deserialize, Serialize};

use super::{Number, Type, Value};
use crate::calendar::{Duration, Unit};

/// An operation on two values.
///
/// | | |
/// |---|---|
/// | `+` `-` | counts; numbers and counts; amounts; percentages; durations that compare |
/// | | a date and days or longer; an instant and hours or minutes; two dates (`-`: in days) |
/// | `*` | counts; numbers and counts; an amount and one of these; a duration and a count |
/// | | a percentage and a number, count or amount: that share of it |
/// | `/` | numbers and counts: a number; an amount or percentage by one of these |
/// | | two amounts or two percentages: a number |
///
/// All give `None` beyond the limits of [`Number`], on division by zero, and where the result
/// needs a calendar or a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
}

impl Arithmetic {
    /// The type of the result; `None` when the operation means nothing on these types.
    #[must_use]
    pub fn ty(self, left: &Type, right: &Type) -> Option<Type> {
        match self {
            Self::Add => add_type(left, right),
            Self::Sub => sub_type(left, right),
            Self::Mul => mul_type(left, right),
            Self::Div => div_type(left, right),
        }
    }

    /// The result; `None` when there is none.
    #[must_use]
    pub fn apply(self, left: &Value, right: &Value) -> Option<Value> {
        match self {
            Self::Add => add(left, right),
            Self::Sub => sub(left, right),
            Self::Mul => mul(left, right),
            Self::Div => div(left, right),
        }
    }
}

fn add_type(left: &Type, right: &Type) -> Option<Type> {
    use Type::{Amount, Count, Date, Duration, Instant, Number, Percentage};
    use Unit::{Day, Minute, Month};
    match (left, right) {
        (Count, Count) => Some(Count),
        (Number | Count, Number | Count) => Some(Number),
        (Amount, Amount) => Some(Amount),
        (Percentage, Percentage) => Some(Percentage),
        (Duration(Some(a)), Duration(Some(b))) if a == b => Some(Duration(Some(*a))),
        (Date, Duration(Some(Day | Month))) | (Duration(Some(Day | Month)), Date) => Some(Date),
        (Instant, Duration(Some(Minute))) | (Duration(Some(Minute)), Instant) => Some(Instant),
        _ => None,
    }
}

fn sub_type(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Date, Type::Date) => Some(Type::Duration(Some(Unit::Day))),
        (Type::Duration(_), Type::Date | Type::Instant) => None,
        _ => add_type(left, right),
    }
}

fn mul_type(left: &Type, right: &Type) -> Option<Type> {
    use Type::{Amount, Count, Duration, Number, Percentage};
    match (left, right) {
        (Count, Count) => Some(Count),
        (Duration(unit), Count) | (Count, Duration(unit)) => Some(Duration(*unit)),
        (Amount, Number | Count | Percentage) | (Number | Count | Percentage, Amount) => {
            Some(Amount)
        }
        (Number | Count, Number | Count | Percentage) | (Percentage, Number | Count) => {
            Some(Number)
        }
        _ => None,
    }
}

fn div_type(left: &Type, right: &Type) -> Option<Type> {
    use Type::{Amount, Count, Number, Percentage};
    match (left, right) {
        (Number | Count, Number | Count) | (Amount, Amount) | (Percentage, Percentage) => {
            Some(Number)
        }
        (Amount, Number | Count) => Some(Amount),
        (Percentage, Number | Count) => Some(Percentage),
        _ => None,
    }
}

/// A number or a count as a number.
fn plain(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Count(count) => Some((*count).into()),
        _ => None,
    }
}

fn add(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Count(a), Value::Count(b)) => a.checked_add(*b).map(Value::Count),
        (Value::Amount(a), Value::Amount(b)) => a.checked_add(*b).map(Value::Amount),
        (Value::Percentage(a), Value::Percentage(b)) => a.checked_add(*b).map(Value::Percentage),
        (Value::Duration(a), Value::Duration(b)) => a.checked_add(*b).map(Value::Duration),
        (Value::Date(date), Value::Duration(duration))
        | (Value::Duration(duration), Value::Date(date)) => {
            date.plus(plain_term(*duration)?).map(|moved| Value::Date(moved.date))
        }
        (Value::Instant(at), Value::Duration(duration))
        | (Value::Duration(duration), Value::Instant(at)) => {
            at.add_seconds(duration.seconds()?).map(Value::Instant)
        }
        _ => plain(left)?.checked_add(plain(right)?).map(Value::Number),
    }
}

fn sub(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Count(a), Value::Count(b)) => a.checked_sub(*b).map(Value::Count),
        (Value::Amount(a), Value::Amount(b)) => a.checked_sub(*b).map(Value::Amount),
        (Value::Percentage(a), Value::Percentage(b)) => a.checked_sub(*b).map(Value::Percentage),
        (Value::Duration(a), Value::Duration(b)) => a.checked_sub(*b).map(Value::Duration),
        (Value::Date(date), Value::Duration(duration)) => {
            date.minus(plain_term(*duration)?).map(|moved| Value::Date(moved.date))
        }
        (Value::Date(a), Value::Date(b)) => {
            let days = u32::try_from(a.days_since(*b)).ok()?;
            Some(Value::Duration(Duration::new(days, Unit::Day)))
        }
        (Value::Instant(at), Value::Duration(duration)) => {
            at.add_seconds(-duration.seconds()?).map(Value::Instant)
        }
        _ => plain(left)?.checked_sub(plain(right)?).map(Value::Number),
    }
}

fn mul(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Count(a), Value::Count(b)) => a.checked_mul(*b).map(Value::Count),
        (Value::Percentage(percent), Value::Amount(whole))
        | (Value::Amount(whole), Value::Percentage(percent)) => {
            whole.share(*percent).map(Value::Amount)
        }
        (Value::Percentage(percent), whole) | (whole, Value::Percentage(percent)) => {
            plain(whole)?.share(*percent).map(Value::Number)
        }
        (Value::Amount(amount), factor) | (factor, Value::Amount(amount)) => {
            amount.checked_mul(plain(factor)?).map(Value::Amount)
        }
        (Value::Duration(duration), Value::Count(count))
        | (Value::Count(count), Value::Duration(duration)) => {
            let amount = i64::from(duration.amount).checked_mul(*count)?;
            let amount = u32::try_from(amount).ok()?;
            Some(Value::Duration(Duration { amount, ..*duration }))
        }
        _ => plain(left)?.checked_mul(plain(right)?).map(Value::Number),
    }
}

fn div(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Amount(a), Value::Amount(b)) | (Value::Percentage(a), Value::Percentage(b)) => {
            a.checked_div(*b).map(Value::Number)
        }
        (Value::Amount(amount), _) => amount.checked_div(plain(right)?).map(Value::Amount),
        (Value::Percentage(percent), _) => {
            percent.checked_div(plain(right)?).map(Value::Percentage)
        }
        _ => plain(left)?.checked_div(plain(right)?).map(Value::Number),
    }
}

/// A duration that adds to a date without a calendar or a law.
fn plain_term(duration: Duration) -> Option<Duration> {
    if duration.statutory { None } else { Some(duration) }
}
