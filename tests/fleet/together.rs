//! What must be so of items that go together, looked at from outside.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::engine::ledger::{Cover, Turn};
use draaiboek::engine::{
    Effect, EffectKind, Entry, ItemEffect, ItemNo, Phase, Recorded, State, Step, blockers,
    value_for,
};
use draaiboek::machine::Machine;
use draaiboek::machine::id::HoldingId;
use draaiboek::value::Value;

/// Who goes with whom, and who holds the care of whom, as was told.
#[derive(Default)]
pub struct Together {
    families: BTreeMap<ItemNo, Value>,
    with: BTreeMap<ItemNo, String>,
    pub moved: u64,
}

impl Together {
    /// A call: within one entry all of a family move, or none of them does.
    pub fn hear(&mut self, machine: &Machine, state: &State, done: &Step) -> Result<(), String> {
        let now = families(machine, state);
        for entry in &done.entries {
            // Only what is said changes who goes with whom, before anything comes of it.
            let families =
                if matches!(entry.event, Recorded::Said(_)) { &now } else { &self.families };
            let families = families.clone();
            self.entry(machine, entry, &done.effects, &families)?;
        }
        self.families = now;
        Ok(())
    }

    fn entry(
        &mut self,
        machine: &Machine,
        entry: &Entry,
        effects: &[Effect],
        families: &BTreeMap<ItemNo, Value>,
    ) -> Result<(), String> {
        let care = |holding: HoldingId| machine.playbook().holdings[holding].name.is_none();
        let mut turns: Vec<(ItemNo, &Turn)> = Vec::new();
        for effect in effects.iter().filter(|effect| effect.seq == entry.seq) {
            if let EffectKind::Item(ItemEffect::Moved { holding, turn, from }) = &effect.kind
                && let Some(no) = effect.item
                && care(*holding)
            {
                // What only finds a place where it is waits for nobody.
                if from.as_ref() != Some(&turn.holder) {
                    turns.push((no, turn));
                }
            }
        }
        // Who goes somewhere by a duty only has no place there yet, and waits for nobody.
        let place = |turn: &Turn| turn.why.is_move() && turn.cover == Cover::Place;
        let moved = || turns.iter().filter(|(_, turn)| place(turn));
        let concerned: BTreeSet<&Value> = moved().filter_map(|(no, _)| families.get(no)).collect();
        for family in concerned {
            let members = || families.iter().filter(|(_, of)| *of == family).map(|(no, _)| *no);
            let movers: Vec<_> = moved().filter(|(no, _)| members().any(|it| it == *no)).collect();
            for no in members() {
                let to = |party: &str| movers.iter().any(|(_, turn)| *turn.holder.party == *party);
                let there = self.with.get(&no).is_some_and(|party| to(party));
                let now_there = turns.iter().any(|(it, turn)| *it == no && to(&turn.holder.party));
                if !there && !now_there {
                    return Err(format!("{movers:?} moved, and {no:?} of the same family did not"));
                }
            }
            self.moved += u64::from(movers.len() > 1);
        }
        for (no, turn) in turns {
            self.with.insert(no, turn.holder.party.to_string());
        }
        Ok(())
    }

    /// Nobody waits without somebody in the way.
    pub fn all(&self, machine: &Machine, state: &State) -> Result<(), String> {
        if state.phase() != Phase::Open {
            return Ok(());
        }
        for (no, item) in (0..).map(ItemNo).zip(state.items()) {
            let plan = item.ledger(care(machine)).and_then(|ledger| ledger.plan());
            let due = plan.filter(|plan| plan.instant().is_some_and(|at| at <= state.last()));
            let Some(plan) = due else { continue };
            let duty = machine.playbook().roles[plan.to].duty_of_care.is_some();
            let mut parties = state.parties_for(Some(no), plan.to, state.last());
            if parties.any(|party| duty || item.has_accepted(party))
                && blockers(machine, state, no).is_empty()
            {
                return Err(format!("{} waits for nobody: {plan:?}", item.id));
            }
        }
        Ok(())
    }
}

fn care(machine: &Machine) -> HoldingId {
    let mut holdings = machine.playbook().holdings.iter();
    holdings.find(|(_, holding)| holding.name.is_none()).expect("care").0
}

/// The family of each youth that has one, is cared for and was not split off.
fn families(machine: &Machine, state: &State) -> BTreeMap<ItemNo, Value> {
    let items = (0..).map(ItemNo).zip(state.items());
    let family = |(no, item): (ItemNo, &draaiboek::engine::Item)| {
        let fact = machine.playbook().items[item.kind].together?;
        let held = item.ledger(care(machine)).is_some_and(|ledger| ledger.ended().is_none());
        let value = value_for(machine, state, Some(no), fact).filter(|_| held)?;
        item.apart.is_none().then_some((no, value))
    };
    items.filter_map(family).collect()
}
