//! Which row of a decision table counts, on what is known.

use std::cmp::Ordering;

use super::Here;
use super::memo::Place;
use crate::machine::expr::Lowered;
use crate::machine::id::{ExprId, FactId};
use crate::machine::playbook::{DecisionTable, Policy};
use crate::machine::{Lookup, Rows, Subject, position};
use crate::value::{Truth, Type, Value};

/// The rows that may apply; all others are definitely false.
struct Candidates<'a> {
    /// Rows of which every part in a column is true.
    sure: Rows,
    /// Rows of which no part in a column is false.
    may: Rows,
    /// The other parts; `None`: the columns were not read.
    rest: Option<&'a Lookup>,
}

impl Here<'_> {
    /// The expression that a table gives the value of; `None`: unknown.
    pub(super) fn answer(&self, fact: FactId, table: &DecisionTable<ExprId>) -> Option<ExprId> {
        let found = self.candidates(fact, table);
        match table.policy {
            Policy::First => self.first(table, &found),
            Policy::Unique => self.unique(fact, table, &found),
            Policy::Highest => self.highest(fact, table, &found),
        }
    }

    /// Reads each column once. A world that supplies atoms is asked for them, row by row.
    fn candidates(&self, fact: FactId, table: &DecisionTable<ExprId>) -> Candidates<'_> {
        let all = Rows::first(table.rows.len());
        let mut found = Candidates { sure: all, may: all, rest: None };
        if let Some(lookup) = &self.machine.index().lookups[fact]
            && self.world.is_actual()
        {
            for column in &lookup.columns {
                let place = match column.of {
                    Subject::Fact(fact) => self.place_of(fact),
                    Subject::Operand(operand) => self.place(operand),
                    Subject::Severity => Place::Here(position(self.state.level)),
                };
                let memo = self.memo.borrow();
                column.narrow(place.get(&memo, self), &mut found.sure, &mut found.may);
            }
            found.rest = Some(lookup);
        }
        found
    }

    fn applies(&self, table: &DecisionTable<ExprId>, found: &Candidates<'_>, row: usize) -> Truth {
        let Some(lookup) = found.rest else {
            return table.rows.get(row).map_or(Truth::False, |row| self.holds(row.when));
        };
        let mut truth = if found.sure.contains(row) { Truth::True } else { Truth::Unknown };
        for &part in lookup.rest.get(row).into_iter().flatten() {
            truth = truth.and(self.machine.exprs().holds(part, self));
            if truth.is_false() {
                break;
            }
        }
        truth
    }

    fn first(&self, table: &DecisionTable<ExprId>, found: &Candidates<'_>) -> Option<ExprId> {
        for row in found.may.iter() {
            match self.applies(table, found, row) {
                Truth::True => return table.rows.get(row).map(|row| row.value),
                Truth::Unknown => return None,
                Truth::False => {}
            }
        }
        table.otherwise
    }

    fn unique(
        &self,
        fact: FactId,
        table: &DecisionTable<ExprId>,
        found: &Candidates<'_>,
    ) -> Option<ExprId> {
        let (mut only, mut open) = (None, false);
        for row in found.may.iter() {
            match (self.applies(table, found, row), only) {
                (Truth::True, Some(first)) => {
                    let rows = [first, row].map(|row| u32::try_from(row).unwrap_or(u32::MAX));
                    let clashes = &mut self.memo.borrow_mut().clashes;
                    if !clashes.contains(&(fact, rows)) {
                        clashes.push((fact, rows));
                    }
                    return None;
                }
                (Truth::True, None) => only = Some(row),
                (Truth::Unknown, _) => open = true,
                (Truth::False, _) => {}
            }
        }
        match only {
            _ if open => None,
            Some(row) => table.rows.get(row).map(|row| row.value),
            None => table.otherwise,
        }
    }

    /// A row that may apply and has no higher value makes no difference.
    fn highest(
        &self,
        fact: FactId,
        table: &DecisionTable<ExprId>,
        found: &Candidates<'_>,
    ) -> Option<ExprId> {
        let ty = &self.machine.playbook().facts[fact].ty;
        let (mut sure, mut may): (Option<(ExprId, Place<'_>)>, _) = (None, None);
        for row in found.may.iter() {
            let best = match self.applies(table, found, row) {
                Truth::True => &mut sure,
                Truth::Unknown => &mut may,
                Truth::False => continue,
            };
            let value = table.rows.get(row)?.value;
            let place = self.place_of_root(value);
            let higher = match best {
                Some((_, best)) => self.rank(ty, &place, best)?.is_gt(),
                None => place.get(&self.memo.borrow(), self).is_some().then_some(true)?,
            };
            if higher {
                *best = Some((value, place));
            }
        }
        match (sure, may) {
            (None, None) => table.otherwise,
            (None, Some(_)) => None,
            (Some((value, _)), None) => Some(value),
            (Some((value, sure)), Some((_, may))) => {
                self.rank(ty, &may, &sure)?.is_le().then_some(value)
            }
        }
    }

    fn place_of_root(&self, expr: ExprId) -> Place<'_> {
        match self.machine.exprs().roots[expr] {
            Lowered::Value(operand) => self.place(operand),
            Lowered::Guard(_) => self.eval(expr).map_or(Place::Nowhere, Place::Here),
        }
    }

    /// The order of two values of the type of a table: options in the order in which it declares
    /// them.
    fn rank(&self, ty: &Type, left: &Place<'_>, right: &Place<'_>) -> Option<Ordering> {
        let Type::Choice(options) = ty else { return self.order(left, right) };
        let memo = self.memo.borrow();
        let rank = |place: &Place<'_>| match place.get(&memo, self)? {
            Value::Choice(option) => options.iter().position(|one| one == option),
            _ => None,
        };
        Some(rank(left)?.cmp(&rank(right)?))
    }
}
