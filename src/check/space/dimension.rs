//! One thing that conditions compare with constants, cut into cells in which they all say the same.

use std::cmp::Ordering;

use super::bits::Bits;
use crate::calendar::{Duration, Timestamp};
use crate::machine::expr::{Comparison, DutyIs};
use crate::machine::id::{AtomId, DutyId, FactId, OperandId, SignalId, StateId, StreakId};
use crate::value::{Number, Type, Value};

/// What is compared, or asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A fact: stated, or derived and not looked into.
    Fact(FactId),
    /// The level, by position.
    Severity,
    /// Something computed.
    Operand(OperandId),
    /// Two things with each other: less, equal or greater.
    Pair(OperandId, OperandId),
    /// Whether something computed is known.
    Known(OperandId),
    /// Whether a state is active.
    In(StateId),
    /// The state of a task or decision.
    Duty(DutyId, DutyIs),
    /// Whether a decision has this outcome; `None`: ended without an answer.
    Decided(DutyId, Option<u32>),
    /// Whether a signal was received.
    Received(SignalId),
    /// A count of successive statements.
    InARow(u32, StreakId),
    /// Something about items or candidates, taken as a whole.
    Items(AtomId),
}

/// What values there are.
#[derive(Clone, Debug)]
pub(super) enum Domain {
    /// Yes and no.
    Truth,
    /// So many levels.
    Levels(usize),
    /// Values that are only the same or not; all that there are, if that is a closed list.
    Names(Option<Vec<Value>>),
    /// Values in order.
    Ordered(Type),
}

/// A dimension and its cells.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    pub(super) of: Subject,
    /// Whether it may be unknown: then that is the last cell.
    pub(super) may_be_unknown: bool,
    /// A value in each known cell; `None`: any that is no constant.
    pub(super) cells: Vec<Option<Value>>,
}

/// The cells of one dimension in which a condition is true, and in which it is not false.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) sure: Bits,
    pub(super) may: Bits,
}

impl Dimension {
    /// Cuts a domain at the constants with which it is compared.
    pub(super) fn new(
        of: Subject,
        domain: Domain,
        may_be_unknown: bool,
        constants: Vec<Value>,
    ) -> Self {
        let cells = match domain {
            Domain::Truth => [false, true].map(|truth| Some(Value::Truth(truth))).into(),
            Domain::Levels(count) => (0..count).map(level).collect(),
            Domain::Names(all) => names(all.as_deref(), constants),
            Domain::Ordered(ty) => intervals(&ty, constants),
        };
        Self { of, may_be_unknown, cells }
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len() + usize::from(self.may_be_unknown)
    }

    /// Where a comparison with a constant holds, or where it does not.
    pub(super) fn compared(&self, comparison: Comparison, constant: &Value, want: bool) -> Side {
        let mut sure = Bits::none(self.len());
        for (index, cell) in self.cells.iter().enumerate() {
            let order = match cell {
                Some(value) => value.compare(constant),
                None => Some(Ordering::Less),
            };
            if order.is_some_and(|order| comparison.accepts(order) == want) {
                sure.add(index);
            }
        }
        self.unless_unknown(sure)
    }

    /// Where it is known, or where it is not.
    pub(super) fn known(&self, want: bool) -> Side {
        let mut sure = Bits::none(self.len());
        match want {
            true => sure.add_range(0, self.cells.len()),
            false => sure.add_range(self.cells.len(), self.len()),
        }
        Side { may: sure.clone(), sure }
    }

    fn unless_unknown(&self, sure: Bits) -> Side {
        let mut may = sure.clone();
        may.add_range(self.cells.len(), self.len());
        Side { sure, may }
    }
}

impl Side {
    pub(super) fn and(&self, other: &Self) -> Self {
        Self { sure: self.sure.and(&other.sure), may: self.may.and(&other.may) }
    }
}

fn level(index: usize) -> Option<Value> {
    Some(Value::Count(i64::try_from(index).unwrap_or(i64::MAX)))
}

/// One cell for each name; one for all others if there are others.
fn names(all: Option<&[Value]>, mut constants: Vec<Value>) -> Vec<Option<Value>> {
    constants.sort();
    constants.dedup();
    match all {
        Some(all) => {
            let (mut cells, mut other) = (Vec::new(), None);
            for value in all {
                match constants.binary_search(value) {
                    Ok(_) => cells.push(Some(value.clone())),
                    Err(_) => other = other.or(Some(value.clone())),
                }
            }
            cells.extend(other.map(Some));
            cells
        }
        None => constants.into_iter().map(Some).chain([None]).collect(),
    }
}

/// A value below the first constant, on it, between it and the second, and so on; none where there
/// is no value.
fn intervals(ty: &Type, mut constants: Vec<Value>) -> Vec<Option<Value>> {
    constants.sort_by(|a, b| a.compare(b).unwrap_or(Ordering::Equal));
    constants.dedup_by(|a, b| a.compare(b) == Some(Ordering::Equal));
    let mut cells = Vec::with_capacity(2 * constants.len() + 1);
    let mut before: Option<&Value> = None;
    for constant in &constants {
        let between = match before {
            None => beside(ty, constant, -1),
            Some(before) => inside(ty, before, constant),
        };
        cells.extend(between.map(Some));
        if exists(ty, constant) {
            cells.push(Some(constant.clone()));
        }
        before = Some(constant);
    }
    cells.extend(before.and_then(|last| beside(ty, last, 1)).map(Some));
    if cells.is_empty() {
        cells.push(None);
    }
    cells
}

/// Whether a constant is a value of the type: half a thing is not.
fn exists(ty: &Type, constant: &Value) -> bool {
    match (ty, constant) {
        (Type::Count, Value::Number(number)) => number.to_whole().is_some(),
        _ => true,
    }
}

/// A value a little below or above.
fn beside(ty: &Type, value: &Value, by: i64) -> Option<Value> {
    let number = |number: Number| number.checked_add(by.into());
    match (ty, value) {
        (Type::Count, Value::Count(count)) => count.checked_add(by).map(Value::Count),
        (Type::Count, Value::Number(number)) => {
            let floor = number.decimal().floor();
            let whole = Number::from(if by < 0 { floor } else { number.decimal().ceil() });
            let whole = whole.to_whole()?;
            let is_whole = number.to_whole().is_some();
            Some(Value::Count(if is_whole { whole.checked_add(by)? } else { whole }))
        }
        (_, Value::Count(count)) => number((*count).into()).map(Value::Number),
        (_, Value::Number(it)) => number(*it).map(Value::Number),
        (_, Value::Amount(it)) => number(*it).map(Value::Amount),
        (_, Value::Percentage(it)) => number(*it).map(Value::Percentage),
        (_, Value::Date(date)) => date.add_days(by).map(Value::Date),
        (_, Value::Instant(at)) => {
            let micros = at.micros().checked_add(by.checked_mul(1_000_000)?)?;
            Timestamp::from_micros(micros).map(Value::Instant)
        }
        (_, Value::Duration(length)) => {
            let amount = i64::from(length.amount).checked_add(by)?;
            let amount = u32::try_from(amount).ok()?;
            Some(Value::Duration(Duration { amount, ..*length }))
        }
        _ => None,
    }
}

/// A value strictly between two: a round one if there is one.
fn inside(ty: &Type, low: &Value, high: &Value) -> Option<Value> {
    let next = beside(ty, low, 1)?;
    if next.compare(high) == Some(Ordering::Less) {
        return Some(next);
    }
    let middle = |low: &Number, high: &Number| {
        let sum = low.checked_add(*high)?;
        let middle = sum.checked_div(2.into())?;
        (*low < middle && middle < *high).then_some(middle)
    };
    match (low, high) {
        _ if *ty == Type::Count => None,
        (Value::Number(low), Value::Number(high)) => middle(low, high).map(Value::Number),
        (Value::Count(low), Value::Number(high)) => middle(&(*low).into(), high).map(Value::Number),
        (Value::Number(low), Value::Count(high)) => middle(low, &(*high).into()).map(Value::Number),
        (Value::Count(low), Value::Count(high)) => {
            middle(&(*low).into(), &(*high).into()).map(Value::Number)
        }
        (Value::Amount(low), Value::Amount(high)) => middle(low, high).map(Value::Amount),
        (Value::Percentage(low), Value::Percentage(high)) => {
            middle(low, high).map(Value::Percentage)
        }
        (Value::Instant(low), Value::Instant(high)) => {
            let middle = low.micros() / 2 + high.micros() / 2;
            let inside = low.micros() < middle && middle < high.micros();
            inside.then(|| Timestamp::from_micros(middle).map(Value::Instant))?
        }
        _ => None,
    }
}
