//! Which facts are read by what.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use std::collections::BTreeSet;

use crate::machine::expr::{Atom, Exprs, Formula, Lowered, Operand};
use crate::machine::id::{AtomId, ExprId, FactId, OperandId, StreakId, Table};
use crate::machine::playbook::Playbook;

/// Derived facts, each after those it reads; what a cycle would leave over comes last.
pub(crate) fn derived_order<E>(
    playbook: &Playbook<E>,
    reads: &dyn Fn(&E) -> Vec<FactId>,
) -> Vec<FactId> {
    let mut order = Vec::new();
    let mut done: Table<FactId, bool> = playbook.facts.ids().map(|_| false).collect();
    for (fact, declared) in playbook.facts.iter() {
        if declared.derived.is_some() {
            visit(playbook, reads, fact, &mut done, &mut order);
        }
    }
    order
}

/// Depth first with a stack of its own, so that long chains of facts need no deep recursion.
fn visit<E>(
    playbook: &Playbook<E>,
    reads: &dyn Fn(&E) -> Vec<FactId>,
    start: FactId,
    done: &mut Table<FactId, bool>,
    order: &mut Vec<FactId>,
) {
    let derived = |fact: FactId| playbook.facts.get(fact).and_then(|fact| fact.derived.as_ref());
    let mut stack = vec![(start, false)];
    while let Some((fact, expanded)) = stack.pop() {
        if expanded {
            order.push(fact);
        } else if let Some(computed) = derived(fact)
            && !std::mem::replace(&mut done[fact], true)
        {
            stack.push((fact, true));
            let read = computed.exprs().flat_map(reads).filter(|fact| derived(*fact).is_some());
            stack.extend(read.map(|fact| (fact, false)));
        }
    }
}

/// By derived fact: the facts that its expression or table reads.
pub(super) fn inputs(playbook: &Playbook<ExprId>, exprs: &Exprs) -> Table<FactId, Vec<FactId>> {
    let read = |expr: &ExprId| reads(exprs, exprs.roots[*expr]);
    let facts = playbook.facts.as_slice().iter();
    facts
        .map(|fact| {
            let derived = fact.derived.iter().flat_map(|derived| derived.exprs());
            derived.flat_map(read).collect::<BTreeSet<_>>().into_iter().collect()
        })
        .collect()
}

/// By stated fact: the counted conditions that read it, also by way of derived facts.
pub(super) fn counted_by(
    playbook: &Playbook<ExprId>,
    exprs: &Exprs,
    inputs: &Table<FactId, Vec<FactId>>,
) -> Table<FactId, Vec<StreakId>> {
    let mut counted: Table<FactId, Vec<StreakId>> =
        playbook.facts.ids().map(|_| Vec::new()).collect();
    for (streak, condition) in exprs.streaks.iter() {
        let mut seen: Table<FactId, bool> = playbook.facts.ids().map(|_| false).collect();
        let mut stack = reads(exprs, Lowered::Guard(*condition));
        while let Some(fact) = stack.pop() {
            if std::mem::replace(&mut seen[fact], true) {
                continue;
            }
            if playbook.facts[fact].derived.is_some() {
                stack.extend(&inputs[fact]);
            } else {
                counted[fact].push(streak);
            }
        }
    }
    counted
}

/// The facts that a lowered expression reads, in order of first mention.
pub(crate) fn reads(exprs: &Exprs, root: Lowered) -> Vec<FactId> {
    let mut facts = Vec::new();
    let mut stack = vec![root];
    while let Some(node) = stack.pop() {
        match node {
            Lowered::Guard(formula) => match &exprs.formulas[formula] {
                Formula::Constant(_) => {}
                Formula::Atom(atom) => atom_reads(exprs, *atom, &mut stack, &mut facts),
                Formula::Not(inner) => stack.push(Lowered::Guard(*inner)),
                Formula::And(parts) | Formula::Or(parts) => {
                    stack.extend(parts.iter().rev().map(|part| Lowered::Guard(*part)));
                }
            },
            Lowered::Value(operand) => {
                operand_reads(exprs, operand, &mut stack, &mut facts);
            }
        }
    }
    facts
}

fn atom_reads(exprs: &Exprs, atom: AtomId, stack: &mut Vec<Lowered>, facts: &mut Vec<FactId>) {
    match &exprs.atoms[atom] {
        Atom::Fact(fact) => note(facts, *fact),
        Atom::Known(operand) => stack.push(Lowered::Value(*operand)),
        Atom::Compare(_, left, right) => {
            stack.extend([Lowered::Value(*right), Lowered::Value(*left)]);
        }
        Atom::Severity(..)
        | Atom::In(_)
        | Atom::Duty(..)
        | Atom::Decided(..)
        | Atom::Unanswered(_)
        | Atom::Received(_)
        | Atom::HeldBy(..)
        | Atom::Ended
        | Atom::Accepted => {}
        Atom::Quantified(_, census) => {
            stack.push(Lowered::Guard(exprs.censuses[*census].condition));
        }
        Atom::InARow(_, streak) => stack.push(Lowered::Guard(exprs.streaks[*streak])),
    }
}

fn operand_reads(
    exprs: &Exprs,
    operand: OperandId,
    stack: &mut Vec<Lowered>,
    facts: &mut Vec<FactId>,
) {
    match &exprs.operands[operand] {
        Operand::Literal(_) | Operand::SeverityName | Operand::Today | Operand::ItemName(_) => {}
        Operand::Count(census) => {
            stack.push(Lowered::Guard(exprs.censuses[*census].condition));
        }
        Operand::Fact(fact) => note(facts, *fact),
        Operand::Truth(formula) => stack.push(Lowered::Guard(*formula)),
        Operand::Negate(inner) => stack.push(Lowered::Value(*inner)),
        Operand::Arithmetic(_, left, right) | Operand::Age { of: left, on: right } => {
            stack.extend([Lowered::Value(*right), Lowered::Value(*left)]);
        }
        Operand::Earliest(parts) | Operand::Latest(parts) => {
            stack.extend(parts.iter().rev().map(|part| Lowered::Value(*part)));
        }
    }
}

fn note(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}
