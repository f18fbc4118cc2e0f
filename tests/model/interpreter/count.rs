//! What was stated, kept whole: `keer op rij` looks back over it.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::Date;
use draaiboek::hir::{Expr, Hir};
use draaiboek::machine::expr::{DutyIs, OfParty, Over};
use draaiboek::machine::id::{DutyId, FactId, HoldingId, LevelId, RoleId, SignalId, StateId};
use draaiboek::machine::playbook::Derivation;
use draaiboek::value::{Truth, Type, Value};

use super::super::eval::{self, World};
use super::Case;

/// Facts stated together, and what all facts that are stated were then.
pub(super) struct Observation {
    entry: u64,
    /// About which item; its facts are those of that item.
    item: Option<usize>,
    /// It corrects what an earlier one saw.
    corrects: bool,
    stated: BTreeSet<FactId>,
    known: BTreeMap<FactId, Value>,
}

impl Case<'_> {
    /// These facts got a present value.
    pub(super) fn note_observation(&mut self, stated: BTreeSet<FactId>, corrects: bool) {
        let facts = self.hir.facts.iter().filter(|(_, fact)| fact.derived.is_none());
        let known = facts.filter_map(|(id, _)| Some((id, self.current(id)?))).collect();
        let (entry, item) = (self.entries, self.focus.get().item);
        self.observations.push(Observation { entry, item, corrects, stated, known });
    }
}

/// The value of a derived fact.
pub(super) fn derived(world: &impl World, derived: &Derivation<Expr>, ty: &Type) -> Option<Value> {
    let value = match derived {
        Derivation::Expression(expr) => eval::value(world, expr),
        Derivation::Table(table) => eval::table(world, table, ty),
    };
    match value {
        eval::Val::Value(value) => Some(value),
        _ => None,
    }
}

/// The truth of a condition at its last observations: one for each entry that stated something it
/// reads, on what was known when the entry last did. One that reads a fact of an item is about that
/// item, and what is said of it counts.
pub(super) fn observed(
    hir: &Hir,
    observations: &[Observation],
    item: Option<usize>,
    condition: &Expr,
    last: usize,
) -> Vec<Truth> {
    let mut read = read(hir, condition);
    let of_item = |fact: &FactId| hir.facts[*fact].item.is_some();
    let counts_item = read.iter().any(of_item);
    read.retain(|fact| of_item(fact) == counts_item);
    let here = |it: &&Observation| !counts_item || it.item == item;
    let counted = observations.iter().filter(|it| !it.stated.is_disjoint(&read)).filter(here);
    let mut entries = BTreeMap::new();
    for observation in counted {
        let latest = entries.keys().next_back().copied().filter(|_| observation.corrects);
        entries.insert(latest.unwrap_or(observation.entry), observation);
    }
    let latest = entries.values().rev().take(last);
    latest.map(|seen| eval::truth(&Then { hir, known: &seen.known }, condition)).collect()
}

/// The stated facts from which a derived one comes.
pub(super) fn behind(hir: &Hir, fact: FactId) -> BTreeSet<FactId> {
    let derived = hir.facts[fact].derived.iter();
    derived.flat_map(|derived| derived.exprs()).flat_map(|expr| read(hir, expr)).collect()
}

/// The stated facts that a condition reads, also by way of derived ones.
fn read(hir: &Hir, condition: &Expr) -> BTreeSet<FactId> {
    let text = format!("{condition:?}");
    let ids = hir.facts.ids().filter(|id| text.contains(&format!("kind: Fact({id:?})")));
    let mut all = BTreeSet::new();
    for id in ids {
        match &hir.facts[id].derived {
            None => drop(all.insert(id)),
            Some(derived) => derived.exprs().for_each(|expr| all.extend(read(hir, expr))),
        }
    }
    all
}

/// What was known at an observation.
struct Then<'a> {
    hir: &'a Hir,
    known: &'a BTreeMap<FactId, Value>,
}

impl World for Then<'_> {
    fn fact(&self, fact: FactId) -> Option<Value> {
        match &self.hir.facts[fact].derived {
            Some(computed) => derived(self, computed, &self.hir.facts[fact].ty),
            None => self.known.get(&fact).cloned(),
        }
    }

    fn level(&self) -> LevelId {
        unread()
    }

    fn level_name(&self, _: LevelId) -> String {
        unread()
    }

    fn today(&self) -> Date {
        unread()
    }

    fn active(&self, _: StateId) -> bool {
        unread()
    }

    fn duty(&self, _: DutyId, _: DutyIs) -> bool {
        unread()
    }

    fn decided(&self, _: DutyId) -> Option<Option<u32>> {
        unread()
    }

    fn received(&self, _: SignalId) -> bool {
        unread()
    }

    fn counted(&self, _: Over, _: Option<&Expr>) -> Vec<Truth> {
        unread()
    }

    fn held_by(&self, _: HoldingId, _: RoleId) -> bool {
        unread()
    }

    fn holder(&self, _: RoleId) -> Option<String> {
        unread()
    }

    fn item(&self) -> Option<(String, bool)> {
        unread()
    }

    fn accepted(&self) -> bool {
        unread()
    }

    fn of_party(&self, _: OfParty) -> bool {
        unread()
    }

    fn observed(&self, _: &Expr, _: usize) -> Vec<Truth> {
        unread()
    }
}

fn unread<T>() -> T {
    panic!("a counted condition reads facts only")
}
