//! One node per distinct formula, atom and operand.

use std::collections::HashMap;
use std::hash::Hash;

use crate::machine::expr::{Atom, Census, Exprs, Formula, Operand};
use crate::machine::id::{AtomId, CensusId, FormulaId, Id, OperandId, StreakId, Table};

/// Nodes made so far. Maps are only looked up in, never walked through.
#[derive(Default)]
pub(super) struct Interner {
    pub(super) exprs: Exprs,
    formulas: HashMap<Formula, FormulaId>,
    atoms: HashMap<Atom, AtomId>,
    operands: HashMap<Operand, OperandId>,
    streaks: HashMap<FormulaId, StreakId>,
    censuses: HashMap<Census, CensusId>,
    formula_weights: Table<FormulaId, u64>,
    atom_weights: Table<AtomId, u64>,
    operand_weights: Table<OperandId, u64>,
}

impl Interner {
    /// The id of a node of a condition.
    pub(super) fn formula(&mut self, formula: Formula) -> FormulaId {
        if let Some(id) = self.formulas.get(&formula) {
            return *id;
        }
        let weight = match &formula {
            Formula::Constant(_) => 0,
            Formula::Atom(atom) => weight(&self.atom_weights, *atom),
            Formula::Not(inner) => weight(&self.formula_weights, *inner),
            Formula::And(parts) | Formula::Or(parts) => total(&self.formula_weights, parts),
        };
        self.formula_weights.push(weight.saturating_add(1));
        add(&mut self.formulas, &mut self.exprs.formulas, formula)
    }

    /// The id of a comparison or predicate.
    pub(super) fn atom(&mut self, atom: Atom) -> AtomId {
        if let Some(id) = self.atoms.get(&atom) {
            return *id;
        }
        let weight = match &atom {
            Atom::Known(of) => weight(&self.operand_weights, *of),
            Atom::Compare(_, left, right) => total(&self.operand_weights, &[*left, *right]),
            _ => 0,
        };
        self.atom_weights.push(weight.saturating_add(1));
        add(&mut self.atoms, &mut self.exprs.atoms, atom)
    }

    /// The id of a node of a value.
    pub(super) fn operand(&mut self, operand: Operand) -> OperandId {
        if let Some(id) = self.operands.get(&operand) {
            return *id;
        }
        let weights = &self.operand_weights;
        let weight = match &operand {
            Operand::Truth(formula) => weight(&self.formula_weights, *formula),
            Operand::Negate(inner) => weight(weights, *inner),
            Operand::Arithmetic(_, left, right) => total(weights, &[*left, *right]),
            Operand::Age { of, on } => total(weights, &[*of, *on]),
            Operand::Earliest(parts) | Operand::Latest(parts) => total(weights, parts),
            _ => 0,
        };
        self.operand_weights.push(weight.saturating_add(1));
        add(&mut self.operands, &mut self.exprs.operands, operand)
    }

    /// The id of a condition whose observations are counted.
    pub(super) fn streak(&mut self, condition: FormulaId) -> StreakId {
        let table = &mut self.exprs.streaks;
        *self.streaks.entry(condition).or_insert_with(|| table.push(condition))
    }

    /// The id of something counted.
    pub(super) fn census(&mut self, census: Census) -> CensusId {
        let table = &mut self.exprs.censuses;
        *self.censuses.entry(census).or_insert_with(|| table.push(census))
    }

    /// How many nodes reading a condition visits at most; saturates.
    pub(super) fn weight(&self, formula: FormulaId) -> u64 {
        weight(&self.formula_weights, formula)
    }
}

fn weight<K: Id>(weights: &Table<K, u64>, id: K) -> u64 {
    weights.get(id).copied().unwrap_or(0)
}

fn total<K: Id>(weights: &Table<K, u64>, ids: &[K]) -> u64 {
    ids.iter().fold(0, |sum: u64, id| sum.saturating_add(weight(weights, *id)))
}

fn add<K: Id, T: Clone + Eq + Hash>(
    known: &mut HashMap<T, K>,
    table: &mut Table<K, T>,
    node: T,
) -> K {
    let id = table.push(node.clone());
    known.insert(node, id);
    id
}
