//! Values of derived facts, each computed when first asked for after a change.

use super::super::follow::at_or_after;
use super::{Here, Seen};
use crate::engine::effect::ItemNo;
use crate::machine::expr::{Lowered, Operand};
use crate::machine::id::{FactId, Id, OperandId};
use crate::machine::playbook::Derivation;
use crate::value::{Truth, Value};

/// What is known of derived facts since something last changed.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// Counts what has changed; what was kept before does not count.
    now: u64,
    kept: Vec<(u64, Kept)>,
    todo: Vec<(FactId, bool)>,
    /// The item of which derived facts were kept last.
    item: Option<ItemNo>,
    /// Tables of which two rows applied where one may: the fact and the rows.
    pub(crate) clashes: Vec<(FactId, [u32; 2])>,
}

/// Where the value of a derived fact stands.
#[derive(Debug)]
enum Kept {
    Unknown,
    Value(Value),
    Literal(OperandId),
    /// It is the value of this fact, which is stated or has a value of its own.
    Fact(FactId),
}

/// Where a value stands.
#[derive(Debug)]
pub(super) enum Place<'a> {
    Nowhere,
    There(&'a Value),
    Derived(FactId),
    Here(Value),
}

impl Memo {
    /// Forgets everything: something that conditions read has changed.
    pub(crate) fn forget(&mut self) {
        self.now += 1;
    }

    /// Derived facts of an item are about that one: of another they are computed anew.
    fn about(&mut self, item: Option<ItemNo>) {
        if std::mem::replace(&mut self.item, item) != item {
            self.forget();
        }
    }

    /// Whether a fact has been or is being computed; if not, it is from now on, unknown until it
    /// has been: so one that reads itself is unknown.
    fn started(&mut self, fact: FactId) -> bool {
        let index = fact.index();
        if self.kept.len() <= index {
            self.kept.resize_with(index + 1, || (u64::MAX, Kept::Unknown));
        }
        match self.kept.get_mut(index) {
            Some((at, _)) if *at == self.now => true,
            Some(slot) => {
                *slot = (self.now, Kept::Unknown);
                false
            }
            None => true,
        }
    }

    fn get(&self, fact: FactId) -> Option<&Kept> {
        let (at, kept) = self.kept.get(fact.index())?;
        (*at == self.now).then_some(kept)
    }

    fn keep(&mut self, fact: FactId, kept: Kept) {
        let now = self.now;
        if let Some(slot) = self.kept.get_mut(fact.index()) {
            *slot = (now, kept);
        }
    }
}

impl Place<'_> {
    /// The value, if it is known.
    pub(super) fn get<'v>(&'v self, memo: &'v Memo, here: &'v Here<'_>) -> Option<&'v Value> {
        match self {
            Self::Nowhere => None,
            Self::There(value) => Some(value),
            Self::Here(value) => Some(value),
            Self::Derived(fact) => match memo.get(*fact)? {
                Kept::Unknown => None,
                Kept::Value(value) => Some(value),
                Kept::Literal(operand) => here.literal(*operand),
                Kept::Fact(fact) => match memo.get(*fact) {
                    Some(Kept::Value(value)) => Some(value),
                    _ => here.stated(*fact),
                },
            },
        }
    }
}

impl Here<'_> {
    /// Where the value of a fact stands.
    pub(super) fn place_of(&self, fact: FactId) -> Place<'_> {
        let declared = &self.machine.playbook().facts[fact];
        if declared.derived.is_some() {
            if declared.item.is_some() {
                self.memo.borrow_mut().about(self.focus.item);
            }
            self.derive(fact);
            return Place::Derived(fact);
        }
        self.stated(fact).map_or(Place::Nowhere, Place::There)
    }

    fn stated(&self, fact: FactId) -> Option<&Value> {
        let history = self.state.history_in(self.focus.item, fact)?;
        let statement = match self.seen {
            Seen::Present => history.current(),
            Seen::Past(effective, known) => history.as_of(effective, known),
            Seen::With(said, at) => {
                let said = said.iter().find(|(other, _)| *other == fact);
                match said.filter(|_| at_or_after(history, at)) {
                    Some((_, value)) => return Some(value),
                    None => history.current(),
                }
            }
        };
        match statement {
            Some(statement) => statement.value.as_ref(),
            None => self.machine.playbook().facts[fact].default.as_ref(),
        }
    }

    fn literal(&self, operand: OperandId) -> Option<&Value> {
        match &self.machine.exprs().operands[operand] {
            Operand::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// Computes a derived fact after those it reads, so that neither their number nor their depth
    /// multiplies.
    fn derive(&self, fact: FactId) {
        if self.memo.borrow().get(fact).is_some() {
            return;
        }
        let mut todo = std::mem::take(&mut self.memo.borrow_mut().todo);
        todo.push((fact, false));
        while let Some((fact, ready)) = todo.pop() {
            if ready {
                let kept = self.compute(fact);
                self.memo.borrow_mut().keep(fact, kept);
            } else if !self.memo.borrow_mut().started(fact) {
                todo.push((fact, true));
                let inputs = self.machine.index().inputs[fact].iter();
                let facts = &self.machine.playbook().facts;
                let derived = inputs.filter(|input| facts[**input].derived.is_some());
                todo.extend(derived.map(|input| (*input, false)));
            }
        }
        self.memo.borrow_mut().todo = todo;
    }

    fn compute(&self, fact: FactId) -> Kept {
        let declared = &self.machine.playbook().facts[fact];
        let expr = match &declared.derived {
            None => None,
            Some(Derivation::Expression(expr)) => Some(*expr),
            Some(Derivation::Table(table)) => self.answer(fact, table),
        };
        match expr.map(|expr| self.machine.exprs().roots[expr]) {
            None => Kept::Unknown,
            Some(Lowered::Guard(formula)) => match self.machine.exprs().holds(formula, self) {
                Truth::True => Kept::Value(Value::Truth(true)),
                Truth::False => Kept::Value(Value::Truth(false)),
                Truth::Unknown => Kept::Unknown,
            },
            Some(Lowered::Value(operand)) => self.kept(operand),
        }
    }

    fn kept(&self, operand: OperandId) -> Kept {
        match &self.machine.exprs().operands[operand] {
            Operand::Literal(_) => Kept::Literal(operand),
            Operand::Fact(fact) => match self.memo.borrow().get(*fact) {
                Some(Kept::Unknown) => Kept::Unknown,
                Some(Kept::Literal(literal)) => Kept::Literal(*literal),
                Some(Kept::Fact(other)) => Kept::Fact(*other),
                Some(Kept::Value(_)) | None => Kept::Fact(*fact),
            },
            _ => self.value(operand).map_or(Kept::Unknown, Kept::Value),
        }
    }
}
