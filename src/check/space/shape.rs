//! A condition as alternatives, each a list of comparisons that must all hold. Strong Kleene logic
//! distributes, so that the alternatives say the same of what is unknown.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::dimension::{Dimension, Side, Subject};
use super::{TooMuch, Work};
use crate::hir::{Expr, Hir};
use crate::lower::Lowering;
use crate::machine::expr::{Atom, Comparison, Exprs, Formula, Operand, Operation};
use crate::machine::id::{AtomId, FactId, FormulaId, OperandId};
use crate::machine::playbook::Derivation;
use crate::machine::position;
use crate::value::{Truth, Type, Value};

/// A condition has at most so many alternatives, and they are at most so deep.
const MOST: usize = 1_024;
const DEPTH: usize = 200;

/// Alternatives, each of comparisons that must all hold.
pub(super) type Shape = Vec<Vec<Literal>>;

/// One comparison, or its opposite.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    pub(super) of: Subject,
    test: Test,
    want: bool,
}

#[derive(Clone, Debug)]
enum Test {
    Compare(Comparison, Value),
    Known,
}

impl Literal {
    /// Where it splits its dimension.
    pub(super) fn constant(&self) -> Option<&Value> {
        match &self.test {
            Test::Compare(_, constant) => Some(constant),
            Test::Known => None,
        }
    }

    /// Where it holds.
    pub(super) fn side(&self, dimension: &Dimension) -> Side {
        match &self.test {
            Test::Compare(comparison, constant) => {
                dimension.compared(*comparison, constant, self.want)
            }
            Test::Known => dimension.known(self.want),
        }
    }
}

/// Conditions lowered for questions about them: equal parts are one.
pub(in super::super) struct Lowered<'h> {
    pub(super) hir: &'h Hir,
    lowering: Lowering,
    derived: BTreeMap<FactId, FormulaId>,
}

impl<'h> Lowered<'h> {
    pub(in super::super) fn new(hir: &'h Hir) -> Self {
        Self { hir, lowering: Lowering::new(hir), derived: BTreeMap::new() }
    }

    pub(super) fn exprs(&self) -> &Exprs {
        self.lowering.exprs()
    }

    /// The alternatives of a condition.
    pub(super) fn shape(&mut self, condition: &Expr, work: &Work) -> Result<Shape, TooMuch> {
        let formula = self.lowering.condition(condition);
        self.alternatives(formula, true, work, 0)
    }

    fn alternatives(
        &mut self,
        formula: FormulaId,
        want: bool,
        work: &Work,
        depth: usize,
    ) -> Result<Shape, TooMuch> {
        work.spend(1)?;
        if depth > DEPTH {
            return Err(TooMuch);
        }
        let Some(node) = self.exprs().formulas.get(formula).cloned() else { return Ok(vec![]) };
        match node {
            Formula::Constant(truth) => Ok(match truth {
                Truth::Unknown => return Err(TooMuch),
                known if known.is_true() == want => vec![vec![]],
                _ => vec![],
            }),
            Formula::Not(inner) => self.alternatives(inner, !want, work, depth + 1),
            Formula::Atom(atom) => self.atom(atom, want, work, depth),
            Formula::And(parts) if want => self.all(&parts, want, work, depth),
            Formula::Or(parts) if !want => self.all(&parts, want, work, depth),
            Formula::And(parts) | Formula::Or(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    any.extend(self.alternatives(part, want, work, depth + 1)?);
                    if any.len() > MOST {
                        return Err(TooMuch);
                    }
                }
                Ok(any)
            }
        }
    }

    fn all(
        &mut self,
        parts: &[FormulaId],
        want: bool,
        work: &Work,
        depth: usize,
    ) -> Result<Shape, TooMuch> {
        let mut all: Shape = vec![vec![]];
        for &part in parts {
            let one = self.alternatives(part, want, work, depth + 1)?;
            if all.len().saturating_mul(one.len()) > MOST {
                return Err(TooMuch);
            }
            let mut both = Vec::with_capacity(all.len() * one.len());
            for left in &all {
                for right in &one {
                    work.spend((left.len() + right.len()) as u64)?;
                    both.push(left.iter().chain(right).cloned().collect());
                }
            }
            all = both;
        }
        Ok(all)
    }

    fn atom(
        &mut self,
        id: AtomId,
        want: bool,
        work: &Work,
        depth: usize,
    ) -> Result<Shape, TooMuch> {
        let Some(atom) = self.exprs().atoms.get(id).cloned() else { return Ok(vec![]) };
        if let Atom::Fact(fact) = atom
            && let Some(formula) = self.derived(fact)
        {
            return self.alternatives(formula, want, work, depth + 1);
        }
        let yes = Test::Compare(Comparison::Equal, Value::Truth(true));
        let (of, test) = match atom {
            Atom::Fact(fact) => (Subject::Fact(fact), yes),
            Atom::Known(operand) => match self.fact_of(operand) {
                Some(fact) => (Subject::Fact(fact), Test::Known),
                None => (Subject::Known(operand), yes),
            },
            Atom::Compare(comparison, left, right) => self.compare(comparison, left, right),
            Atom::Severity(comparison, level) => {
                (Subject::Severity, Test::Compare(comparison, position(level)))
            }
            Atom::In(state) => (Subject::In(state), yes),
            Atom::Duty(duty, is) => (Subject::Duty(duty, is), yes),
            Atom::Decided(duty, outcome) => (Subject::Decided(duty, Some(outcome)), yes),
            Atom::Unanswered(duty) => (Subject::Decided(duty, None), yes),
            Atom::Received(signal) => (Subject::Received(signal), yes),
            Atom::InARow(times, streak) => (Subject::InARow(times, streak), yes),
            Atom::Quantified(..)
            | Atom::HeldBy(..)
            | Atom::Ended
            | Atom::Accepted
            | Atom::OfParty(_) => (Subject::Items(id), yes),
        };
        Ok(vec![vec![Literal { of, test, want }]])
    }

    /// The condition of a derived yes/no fact.
    fn derived(&mut self, fact: FactId) -> Option<FormulaId> {
        if let Some(formula) = self.derived.get(&fact) {
            return Some(*formula);
        }
        let declared = self.hir.facts.get(fact)?;
        let Some(Derivation::Expression(expr)) = &declared.derived else { return None };
        let formula = (declared.ty == Type::Truth).then(|| self.lowering.condition(expr))?;
        self.derived.insert(fact, formula);
        Some(formula)
    }

    fn fact_of(&self, operand: OperandId) -> Option<FactId> {
        match self.exprs().operands.get(operand)? {
            Operand::Fact(fact) => Some(*fact),
            _ => None,
        }
    }

    fn literal(&self, operand: OperandId) -> Option<Value> {
        match self.exprs().operands.get(operand)? {
            Operand::Literal(value) => Some(value.clone()),
            _ => None,
        }
    }

    fn compare(
        &self,
        comparison: Comparison,
        left: OperandId,
        right: OperandId,
    ) -> (Subject, Test) {
        let sides = match (self.literal(left), self.literal(right)) {
            (None, Some(constant)) => Some((comparison, left, constant)),
            (Some(constant), None) => Some((comparison.flipped(), right, constant)),
            _ => None,
        };
        let sides = sides.and_then(|(comparison, of, constant)| match constant {
            Value::Duration(length) => {
                Some((comparison, of, Value::Duration(length.in_smallest()?)))
            }
            constant => Some(self.solved(comparison, of, constant)),
        });
        match sides {
            Some((comparison, operand, constant)) => {
                let of = self.fact_of(operand).map_or(Subject::Operand(operand), Subject::Fact);
                (of, Test::Compare(comparison, constant))
            }
            None => (Subject::Pair(left, right), Test::Compare(comparison, Value::Count(1))),
        }
    }

    /// `x * 2 + 1 < 7` as `x < 3`, as far as that can be done exactly.
    fn solved(
        &self,
        comparison: Comparison,
        operand: OperandId,
        constant: Value,
    ) -> (Comparison, OperandId, Value) {
        let mut found = (comparison, operand, constant);
        while let Some(next) = self.solve(&found) {
            found = next;
        }
        found
    }

    fn solve(
        &self,
        (comparison, operand, constant): &(Comparison, OperandId, Value),
    ) -> Option<(Comparison, OperandId, Value)> {
        let zero = Value::Count(0);
        let Operand::Arithmetic(operation, left, right) = self.exprs().operands.get(*operand)?
        else {
            return None;
        };
        let numeric = |value: &Value| matches!(value, Value::Count(_) | Value::Number(_));
        let money = |value: &Value| matches!(value, Value::Amount(_));
        let (of, known, known_left) = match (self.literal(*left), self.literal(*right)) {
            (Some(known), None) => (*right, known, true),
            (None, Some(known)) => (*left, known, false),
            _ => return None,
        };
        if !numeric(&known) && !money(&known) {
            return None;
        }
        let (inverse, flips) = match (operation, known_left) {
            (Operation::Add, _) => (constant.sub(&known)?, false),
            (Operation::Sub, false) => (constant.add(&known)?, false),
            (Operation::Sub, true) => (known.sub(constant)?, true),
            (Operation::Mul, _) if numeric(&known) && known.compare(&zero)?.is_ne() => {
                (constant.div(&known)?, known.compare(&zero)?.is_lt())
            }
            _ => return None,
        };
        let again = match known_left {
            true => operation.apply(&known, &inverse)?,
            false => operation.apply(&inverse, &known)?,
        };
        let comparison = if flips { comparison.flipped() } else { *comparison };
        let found = again.compare(constant)?;
        let found = if flips { found.reverse() } else { found };
        Some((rounded(comparison, found)?, of, inverse))
    }
}

/// The comparison with a bound that was rounded: `found` is how it lies beside the real one, which
/// is no number that can be written. `None` where that cannot be said by one comparison.
fn rounded(comparison: Comparison, found: Ordering) -> Option<Comparison> {
    use Comparison::{AtLeast, AtMost, Greater, Less};
    Some(match (comparison, found) {
        (same, Ordering::Equal) => same,
        (Less | AtMost, Ordering::Less) => AtMost,
        (Less | AtMost, Ordering::Greater) => Less,
        (Greater | AtLeast, Ordering::Less) => Greater,
        (Greater | AtLeast, Ordering::Greater) => AtLeast,
        _ => return None,
    })
}
