//! What a host knows of a fleet that believes the effects: who holds whom, since when.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{
    EffectKind, Input, InputKind, ItemEffect, ItemNo, Outcome, Phase, State, Step,
};
use draaiboek::machine::Machine;
use draaiboek::machine::id::{HoldingId, RoleId};

/// From when who held, by the effects.
type Turns = Vec<(Timestamp, RoleId, String)>;

#[derive(Default)]
pub struct Shadow {
    /// Ids in order of enrolment.
    enrolled: Vec<String>,
    turns: BTreeMap<(ItemNo, HoldingId), Turns>,
    ended: BTreeMap<(ItemNo, HoldingId), Timestamp>,
    /// What was last said to be held by nobody that is there.
    alone: BTreeSet<(ItemNo, HoldingId)>,
    /// What its holder keeps, though another was chosen for its role, until it moves or goes.
    kept: BTreeSet<(ItemNo, HoldingId)>,
    running: BTreeMap<ItemNo, usize>,
}

impl Shadow {
    /// What a call told; the items that it is about are looked at.
    pub fn hear(
        &mut self,
        machine: &Machine,
        state: &State,
        input: &Input,
        done: &Step,
    ) -> Result<(), String> {
        let applied = done.outcome == Outcome::Applied;
        if let (InputKind::Enrol { .. }, true) = (&input.kind, applied) {
            let id = input.item.clone().ok_or("enrolled without an id")?;
            if self.enrolled.contains(&id) {
                return Err(format!("{id} was enrolled twice"));
            }
            self.enrolled.push(id);
        }
        let about = input.item.as_deref().and_then(|id| state.item_no(id));
        if let (InputKind::Release(given), true) = (&input.kind, applied) {
            let by = |turns: &Turns| turns.last().is_some_and(|(.., by)| *by == given.party);
            self.kept.retain(|key| Some(key.0) != about || !self.turns.get(key).is_some_and(by));
        }
        for effect in &done.effects {
            self.effect(effect.at, effect.item, &effect.kind)?;
        }
        if let (InputKind::Bind(given), true) = (&input.kind, applied) {
            let role = machine.role(&given.role).ok_or("bound to no role")?;
            let chosen = machine.playbook().roles[role].chosen_from.is_some();
            if let Some(no) = about.filter(|_| chosen) {
                self.keep(no, role, &given.party);
            }
        }
        let mut items: Vec<ItemNo> = done.effects.iter().filter_map(|it| it.item).collect();
        items.dedup();
        items.into_iter().try_for_each(|no| self.item(machine, state, no))?;
        self.closing(state)
    }

    /// Another has the role in which somebody holds something of an item: the holder keeps it.
    fn keep(&mut self, no: ItemNo, role: RoleId, party: &str) {
        let held = self.turns.iter().filter(|((of, _), turns)| {
            let last = turns.last().filter(|(_, with, by)| *with == role && by != party);
            *of == no && last.is_some()
        });
        self.kept.extend(held.map(|(key, _)| *key));
    }

    fn effect(
        &mut self,
        at: Timestamp,
        item: Option<ItemNo>,
        kind: &EffectKind,
    ) -> Result<(), String> {
        let EffectKind::Item(kind) = kind else { return Ok(()) };
        let item = || item.ok_or_else(|| format!("about no item: {kind:?}"));
        match kind {
            ItemEffect::Moved { holding, from, turn } => {
                let key = (item()?, *holding);
                if self.ended.contains_key(&key) {
                    return Err(format!("{key:?} moved after its end"));
                }
                let turns = self.turns.entry(key).or_default();
                let before = turns.last().map(|(_, role, party)| (*role, party.as_str()));
                let told = from.as_ref().map(|from| (from.role, &*from.party));
                if before != told {
                    return Err(format!("{key:?} moves from {told:?}, and {before:?} held it"));
                }
                if turn.from() != at {
                    return Err(format!("{key:?} moves at another instant than it is told"));
                }
                turns.push((at, turn.holder.role, turn.holder.party.to_string()));
                self.alone.remove(&key);
                self.kept.remove(&key);
            }
            ItemEffect::Chosen { role, party } => {
                self.keep(item()?, *role, party);
            }
            ItemEffect::HoldingEnded { holding, .. } => {
                let key = (item()?, *holding);
                if self.ended.insert(key, at).is_some() {
                    return Err(format!("{key:?} ended twice"));
                }
            }
            ItemEffect::NobodyHolds(holding) => {
                self.alone.insert((item()?, *holding));
            }
            ItemEffect::Started(_) => *self.running.entry(item()?).or_default() += 1,
            ItemEffect::Stopped(_) | ItemEffect::Ended { .. } => {
                let running = self.running.entry(item()?).or_default();
                *running = running.checked_sub(1).ok_or("ended what never started")?;
            }
            _ => {}
        }
        Ok(())
    }

    /// No case is closed while something runs for an item, or a move is planned.
    fn closing(&self, state: &State) -> Result<(), String> {
        if !matches!(state.phase(), Phase::Closed(_)) {
            return Ok(());
        }
        if let Some((no, _)) = self.running.iter().find(|(_, running)| **running > 0) {
            return Err(format!("the case closed over {no:?}, for which something runs"));
        }
        let planned = self.turns.keys().find(|(no, holding)| {
            let ledger = state.item(*no).and_then(|item| item.ledger(*holding));
            ledger.is_some_and(|ledger| ledger.plan().is_some())
        });
        planned.map_or(Ok(()), |key| Err(format!("closed over a planned move of {key:?}")))
    }

    /// Every item: nobody is lost or doubled.
    pub fn all(&self, machine: &Machine, state: &State) -> Result<(), String> {
        let ids: Vec<&str> = state.items().iter().map(|item| item.id.as_str()).collect();
        if ids != self.enrolled {
            return Err(format!("enrolled were {:?}, and there are {ids:?}", self.enrolled));
        }
        for (no, id) in (0..).map(ItemNo).zip(&ids) {
            if state.item_no(id) != Some(no) {
                return Err(format!("{id} is found as another"));
            }
            self.item(machine, state, no)?;
        }
        let kinds = machine.playbook().items.ids();
        let present: u32 = kinds.map(|kind| state.present(kind)).sum();
        let there = state.items().iter().filter(|item| item.is_present()).count();
        if present as usize != there {
            return Err(format!("{there} items are there, and {present} are counted"));
        }
        Ok(())
    }

    /// One item: what the ledgers say is what was told, instant by instant.
    fn item(&self, machine: &Machine, state: &State, no: ItemNo) -> Result<(), String> {
        let item = state.item(no).ok_or("an item is lost")?;
        let holdings = machine.playbook().holdings.iter();
        for (holding, _) in holdings.filter(|(_, declared)| declared.item == item.kind) {
            let key = (no, holding);
            let ledger = item.ledger(holding).ok_or_else(|| format!("{key:?}: no ledger"))?;
            let told = self.turns.get(&key).ok_or_else(|| format!("{key:?} was never held"))?;
            let kept: Turns = ledger
                .intervals()
                .map(|it| (it.turn.from(), it.turn.holder.role, it.turn.holder.party.to_string()))
                .collect();
            if *told != kept {
                return Err(format!("{key:?}: told was {told:?}, and kept is {kept:?}"));
            }
            let mut until = Some(ledger.enrolled());
            for interval in ledger.intervals() {
                if Some(interval.turn.from()) != until {
                    return Err(format!("{key:?}: a gap or an overlap at {until:?}"));
                }
                until = interval.until;
            }
            let ended = self.ended.get(&key).copied();
            if until != ended {
                return Err(format!("{key:?} ends at {until:?}, told was {ended:?}"));
            }
            self.instants(state, key, told)?;
            if item.withdrawn.is_some() && ended.is_none() {
                return Err(format!("{key:?} was withdrawn and is held"));
            }
            self.is_there(machine, state, key)?;
        }
        if item.runs() != (self.running.get(&no).is_some_and(|running| *running > 0)) {
            return Err(format!("{no:?}: what runs is not what was told"));
        }
        Ok(())
    }

    /// Around every change exactly one holds: the last told.
    fn instants(
        &self,
        state: &State,
        key: (ItemNo, HoldingId),
        told: &Turns,
    ) -> Result<(), String> {
        let ledger = state.item(key.0).and_then(|item| item.ledger(key.1)).ok_or("a ledger")?;
        let around = told.iter().map(|(at, ..)| *at).chain([state.last()]);
        for at in around.flat_map(|at| [at.add_seconds(-1), Some(at), at.add_seconds(1)]) {
            let Some(at) = at else { continue };
            let over = self.ended.get(&key).is_some_and(|end| *end <= at);
            let expected = told.iter().rev().find(|(from, ..)| *from <= at && !over);
            let expected = expected.map(|(_, role, party)| (*role, party.as_str()));
            let holder = ledger.holder_at(at).map(|holder| (holder.role, &*holder.party));
            if holder != expected {
                return Err(format!("{key:?}: {holder:?} at {at}, told was {expected:?}"));
            }
        }
        Ok(())
    }

    /// Who holds is there, unless it was said that nobody is: of roles that nobody can replace. In
    /// a closed case nobody looks.
    fn is_there(
        &self,
        machine: &Machine,
        state: &State,
        key: (ItemNo, HoldingId),
    ) -> Result<(), String> {
        let Some(turn) = state.item(key.0).and_then(|it| it.ledger(key.1)?.present()) else {
            return Ok(());
        };
        let (role, party) = (turn.holder.role, &*turn.holder.party);
        let closed = matches!(state.phase(), Phase::Closed(_));
        let own = machine.playbook().roles[role].item.is_some();
        let held = state.is_held_for(Some(key.0), role, party, state.last());
        let excused = closed || self.alone.contains(&key) || self.kept.contains(&key);
        if own && !held && !excused {
            return Err(format!("{key:?}: {party} holds it, and is not there"));
        }
        Ok(())
    }
}
