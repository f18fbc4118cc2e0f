//! Items that go together change holder of care together, or none does (rule 20).

use super::admit::{Admits, Standing};
use super::effect::{ItemEffect, ItemNo};
use super::ledger::Cover;
use super::run::Run;
use super::state::{Apart, Focus, Group, Item, State};
use crate::canon;
use crate::machine::Machine;
use crate::machine::id::{FactId, HoldingId, ItemId};
use crate::value::Value;

/// The group to which an item belongs, going by what is known of it.
pub(super) fn group(
    machine: &Machine,
    state: &State,
    no: ItemNo,
    value: impl FnOnce(FactId) -> Option<Value>,
) -> Option<Group> {
    let item = state.item(no)?;
    let kind = item.kind;
    let fact = machine.playbook().items[kind].together?;
    let care = item.ledger(care_of(machine, kind)?)?;
    if item.apart.is_some() || care.ended().is_some() {
        return None;
    }
    let key = canon::hash_full(&value(fact)?).ok()?.short();
    Some(Group { kind, key })
}

/// The care of a kind of item, if it is in care.
pub(super) fn care_of(machine: &Machine, kind: ItemId) -> Option<HoldingId> {
    let mut holdings = machine.index().items[kind].holdings.iter();
    holdings.find(|holding| machine.playbook().holdings[*holding].name.is_none())
}

/// Whether a move of care of an item is planned.
pub(super) fn is_leaving(machine: &Machine, item: &Item) -> bool {
    let ledger = care_of(machine, item.kind).and_then(|care| item.ledger(care));
    ledger.is_some_and(|ledger| ledger.plan().is_some())
}

impl Run<'_> {
    pub(super) fn admission(&self) -> Admits<'_> {
        Admits { playbook: self.playbook, state: self.state, at: self.at }
    }

    /// The group of an item in which it is not alone.
    pub(super) fn company(&self, no: ItemNo) -> Option<Group> {
        let group = self.state.group_of(no)?;
        (self.state.members(group).nth(1).is_some()).then_some(group)
    }

    /// Puts an item where it belongs now; the groups that it left and joined.
    fn regroup(&mut self, no: ItemNo) -> [Option<Group>; 2] {
        let before = self.state.group_of(no);
        let now = group(self.machine, self.state, no, |fact| self.here_of(no).fact(fact));
        if before == now {
            return [None, None];
        }
        let leaving = self.state.item(no).is_some_and(|item| is_leaving(self.machine, item));
        self.state.set_group(no, now, leaving);
        [before, now]
    }

    /// After what may have changed with whom an item goes: the rest it left is tried, then the
    /// item, with those it goes with now.
    pub(super) fn regrouped(&mut self, no: ItemNo) {
        let changed = self.regroup(no);
        self.try_regrouped(no, changed);
    }

    /// The same in two parts, for facts on which more hangs: this is the first.
    pub(super) fn regroup_by(
        &mut self,
        changed: &[FactId],
    ) -> Option<(ItemNo, [Option<Group>; 2])> {
        let no = self.focus.item?;
        let kind = self.state.item(no)?.kind;
        let together = self.playbook.items[kind].together?;
        changed.contains(&together).then(|| (no, self.regroup(no)))
    }

    /// The second.
    pub(super) fn try_regrouped(&mut self, no: ItemNo, [left, joined]: [Option<Group>; 2]) {
        if let Some(left) = left {
            self.try_group(left);
        }
        match (left, joined) {
            (_, Some(joined)) => self.try_group(joined),
            (Some(_), None) => self.try_care(no),
            (None, None) => {}
        }
    }

    /// Tries the due moves of care of all members.
    pub(super) fn try_group(&mut self, group: Group) {
        self.stuck.clear();
        let leaving: Vec<ItemNo> = self.state.leaving(group).collect();
        leaving.into_iter().for_each(|no| self.try_care(no));
    }

    fn try_care(&mut self, no: ItemNo) {
        if let Some(care) = self.care_of(no) {
            self.about(Focus::item(no), |run| run.try_move(no, care));
        }
    }

    /// All members change holder, or none does.
    pub(super) fn move_together(&mut self, group: Group, care: HoldingId) {
        if self.stuck.contains(&group) {
            return;
        }
        let standings = self.admission().standings(group, care);
        if standings.iter().any(|(_, standing)| matches!(standing, Standing::Blocks(_))) {
            self.stuck.insert(group);
            self.held_up.insert(group);
            return;
        }
        for (no, standing) in standings {
            if let Standing::Ready(holder) = standing {
                let party = holder.party;
                self.about(Focus::item(no), |run| run.make_move(no, care, party, Cover::Place));
            }
        }
    }

    /// At the end of the entry: who waits, and who blocks, of the groups that were tried in vain.
    pub(super) fn tell_who_waits(&mut self) {
        let groups = std::mem::take(&mut self.held_up).into_iter();
        let first = |group: Group| Some((self.state.members(group).next()?, group));
        let mut groups: Vec<(ItemNo, Group)> = groups.filter_map(first).collect();
        groups.sort_unstable();
        for (first, group) in groups {
            let Some(care) = self.care_of(first) else { continue };
            let (mut waiting, mut blocked) = (Vec::new(), Vec::new());
            for (no, standing) in self.admission().standings(group, care) {
                match standing {
                    Standing::Ready(_) => waiting.push(no),
                    Standing::Blocks(why) => blocked.push((self.id_of(no), why)),
                    Standing::There => {}
                }
            }
            if let Some(first) = waiting.first().copied().filter(|_| !blocked.is_empty()) {
                let waiting = waiting.into_iter().map(|no| self.id_of(no)).collect();
                self.about(Focus::item(first), |run| {
                    run.tell_of(ItemEffect::Waits { holding: care, waiting, blocked });
                });
            }
        }
    }

    fn id_of(&self, no: ItemNo) -> String {
        self.state.item(no).map_or(String::new(), |item| item.id.clone())
    }

    /// From now on the item goes its own way.
    pub(super) fn split(&mut self, no: ItemNo, ground: String) {
        let apart = Apart { at: self.at, seq: self.seq, ground: ground.clone() };
        let Some(item) = self.state.item_mut(no) else { return };
        item.apart = Some(Box::new(apart));
        self.tell_of(ItemEffect::Split { ground });
        self.regrouped(no);
    }
}
