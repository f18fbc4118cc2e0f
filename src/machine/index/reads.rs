//! Which facts are read by what.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use std::collections::BTreeSet;

use crate::machine::expr::{Atom, Exprs, Formula, Lowered, OfParty, Operand, Over};
use crate::machine::id::{CensusId, ExprId, FactId, ItemId, SignalId, StreakId, Table};
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

/// Which statements are counted for which conditions.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    /// By counted condition: the kind of item whose statements are counted, each item's by itself;
    /// `None`: the case's.
    pub(crate) of: Table<StreakId, Option<ItemId>>,
    /// By stated fact: the counted conditions of which a statement of it is an observation.
    pub(crate) by: Table<FactId, Vec<StreakId>>,
}

impl Counting {
    /// Whose statements a condition counts where this item is in question: the item's, or the
    /// case's.
    pub(crate) fn whose<T>(&self, streak: StreakId, item: Option<T>) -> Option<T> {
        item.filter(|_| self.of[streak].is_some())
    }

    /// A condition that reads a fact of an item, also by way of derived facts, counts the
    /// statements about that item, and only reads what it reads of the case.
    pub(super) fn new(
        playbook: &Playbook<ExprId>,
        exprs: &Exprs,
        inputs: &Table<FactId, Vec<FactId>>,
    ) -> Self {
        let by = playbook.facts.ids().map(|_| Vec::new()).collect();
        let mut counting = Self { of: Table::new(), by };
        for (streak, condition) in exprs.streaks.iter() {
            let read = stated(playbook, inputs, reads(exprs, Lowered::Guard(*condition)));
            let item = read.iter().find_map(|fact| playbook.facts[*fact].item);
            for fact in read.into_iter().filter(|fact| playbook.facts[*fact].item == item) {
                counting.by[fact].push(streak);
            }
            counting.of.push(item);
        }
        counting
    }
}

/// The stated facts among these and behind the derived ones among them.
fn stated(
    playbook: &Playbook<ExprId>,
    inputs: &Table<FactId, Vec<FactId>>,
    mut stack: Vec<FactId>,
) -> BTreeSet<FactId> {
    let (mut seen, mut stated) = (BTreeSet::new(), BTreeSet::new());
    while let Some(fact) = stack.pop() {
        if !seen.insert(fact) {
            continue;
        }
        if playbook.facts[fact].derived.is_some() {
            stack.extend(&inputs[fact]);
        } else {
            stated.insert(fact);
        }
    }
    stated
}

/// The facts that a lowered expression reads, in order of first mention.
pub(crate) fn reads(exprs: &Exprs, root: Lowered) -> Vec<FactId> {
    let mut facts = Vec::new();
    walk(exprs, root, &mut |node, _| note(&mut facts, node));
    facts
}

/// Those of them that it reads of every item of a kind, to count.
pub(crate) fn reads_of_all(exprs: &Exprs, root: Lowered) -> Vec<FactId> {
    let mut facts = Vec::new();
    walk(exprs, root, &mut |node, of_all| {
        if of_all {
            note(&mut facts, node);
        }
    });
    facts
}

/// What an expression is made of, below its connectives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node<'e> {
    Atom(&'e Atom),
    Operand(&'e Operand),
}

/// A part of an expression, and whether it is asked of every item of a kind.
type Asked = (Lowered, bool);

/// Shows all that an expression is made of, and whether it is asked of every item of a kind.
pub(crate) fn walk(exprs: &Exprs, root: Lowered, see: &mut dyn FnMut(Node<'_>, bool)) {
    let mut stack: Vec<Asked> = vec![(root, false)];
    while let Some((part, of_all)) = stack.pop() {
        let mut next = Vec::new();
        match part {
            Lowered::Guard(formula) => match &exprs.formulas[formula] {
                Formula::Constant(_) => {}
                Formula::Atom(atom) => {
                    let atom = &exprs.atoms[*atom];
                    see(Node::Atom(atom), of_all);
                    match atom {
                        Atom::Quantified(_, census) => stack.push(counted(exprs, *census, of_all)),
                        atom => next.extend(atom_parts(exprs, atom)),
                    }
                }
                Formula::Not(inner) => next.push(Lowered::Guard(*inner)),
                Formula::And(parts) | Formula::Or(parts) => {
                    next.extend(parts.iter().map(|part| Lowered::Guard(*part)));
                }
            },
            Lowered::Value(operand) => {
                let operand = &exprs.operands[operand];
                see(Node::Operand(operand), of_all);
                match operand {
                    Operand::Count(census) => stack.push(counted(exprs, *census, of_all)),
                    operand => next.extend(operand_parts(operand)),
                }
            }
        }
        stack.extend(next.into_iter().rev().map(|part| (part, of_all)));
    }
}

/// The condition of what is counted.
fn counted(exprs: &Exprs, census: CensusId, of_all: bool) -> Asked {
    let census = exprs.censuses[census];
    (Lowered::Guard(census.condition), of_all || matches!(census.over, Over::Items(_)))
}

fn atom_parts(exprs: &Exprs, atom: &Atom) -> Vec<Lowered> {
    match atom {
        Atom::Known(operand) => vec![Lowered::Value(*operand)],
        Atom::Compare(_, left, right) => vec![Lowered::Value(*left), Lowered::Value(*right)],
        Atom::InARow(_, streak) => vec![Lowered::Guard(exprs.streaks[*streak])],
        Atom::Fact(_)
        | Atom::Severity(..)
        | Atom::In(_)
        | Atom::Duty(..)
        | Atom::Decided(..)
        | Atom::Unanswered(_)
        | Atom::Received(_)
        | Atom::Quantified(..)
        | Atom::HeldBy(..)
        | Atom::Ended
        | Atom::Accepted
        | Atom::OfParty(_) => vec![],
    }
}

fn operand_parts(operand: &Operand) -> Vec<Lowered> {
    match operand {
        Operand::Truth(formula) => vec![Lowered::Guard(*formula)],
        Operand::Negate(inner) => vec![Lowered::Value(*inner)],
        Operand::Arithmetic(_, left, right) | Operand::Age { of: left, on: right } => {
            vec![Lowered::Value(*left), Lowered::Value(*right)]
        }
        Operand::Earliest(parts) | Operand::Latest(parts) => {
            parts.iter().map(|part| Lowered::Value(*part)).collect()
        }
        Operand::Literal(_)
        | Operand::Fact(_)
        | Operand::Count(_)
        | Operand::SeverityName
        | Operand::Today
        | Operand::ItemName(_)
        | Operand::Holder(_) => vec![],
    }
}

/// The signals that all senders must send.
pub(super) fn joint(playbook: &Playbook<ExprId>) -> Vec<SignalId> {
    let joint = playbook.signals.iter().filter(|(_, signal)| signal.jointly);
    joint.map(|(id, _)| id).collect()
}

/// The signals of which it is asked whether a party has sent them.
pub(super) fn sent(exprs: &Exprs) -> BTreeSet<SignalId> {
    let asked = exprs.atoms.iter().filter_map(|(_, atom)| match atom {
        Atom::OfParty(OfParty::Sent(signal)) => Some(*signal),
        _ => None,
    });
    asked.collect()
}

fn note(facts: &mut Vec<FactId>, node: Node<'_>) {
    if let Node::Atom(Atom::Fact(fact)) | Node::Operand(Operand::Fact(fact)) = node
        && !facts.contains(fact)
    {
        facts.push(*fact);
    }
}
