//! Which items go together, as it is kept.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

use super::State;
use crate::engine::effect::ItemNo;
use crate::machine::id::ItemId;

/// The value of the fact by which items go together, hashed.
pub(crate) type GroupKey = [u8; 16];

/// Items of a kind that go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Group {
    pub(crate) kind: ItemId,
    pub(crate) key: GroupKey,
}

/// The items of a group. Trying a group costs what it has of those that are leaving.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Members {
    // INVARIANT: by what they say of themselves; not empty.
    all: BTreeSet<ItemNo>,
    // INVARIANT: those of them of which a move of care is planned.
    leaving: BTreeSet<ItemNo>,
}

impl Members {
    /// How many there are; `None` when there are none, or others are leaving.
    pub(crate) fn count(&self) -> Option<usize> {
        (!self.all.is_empty() && self.leaving.is_subset(&self.all)).then_some(self.all.len())
    }

    /// Whether an item is one of them, and leaving or not.
    pub(crate) fn lists(&self, no: ItemNo, leaving: bool) -> bool {
        self.all.contains(&no) && self.leaving.contains(&no) == leaving
    }
}

impl State {
    /// The group of an item; `None`: it is alone.
    pub(crate) fn group_of(&self, no: ItemNo) -> Option<Group> {
        let item = self.item(no)?;
        item.group.map(|key| Group { kind: item.kind, key })
    }

    /// The group as it is kept.
    pub(crate) fn group(&self, group: Group) -> Option<&Members> {
        self.registers.get(group.kind)?.groups.get(&group.key)
    }

    /// The items of a group, in order of enrolment.
    pub(crate) fn members(&self, group: Group) -> impl Iterator<Item = ItemNo> + '_ {
        self.group(group).into_iter().flat_map(|members| members.all.iter().copied())
    }

    /// Those of which a move of care is planned.
    pub(crate) fn leaving(&self, group: Group) -> impl Iterator<Item = ItemNo> + '_ {
        self.group(group).into_iter().flat_map(|members| members.leaving.iter().copied())
    }

    /// Moves an item, of which a move of care is planned or not, from its group to another.
    pub(crate) fn set_group(&mut self, no: ItemNo, to: Option<Group>, leaving: bool) {
        let before = self.group_of(no);
        if let Some(item) = self.item_mut(no) {
            item.group = to.map(|group| group.key);
        }
        if let Some(Group { kind, key }) = before
            && let Entry::Occupied(mut members) = self.registers[kind].groups.entry(key)
        {
            members.get_mut().all.remove(&no);
            members.get_mut().leaving.remove(&no);
            if members.get().all.is_empty() {
                members.remove();
            }
        }
        if let Some(Group { kind, key }) = to {
            self.registers[kind].groups.entry(key).or_default().all.insert(no);
            self.set_leaving(no, leaving);
        }
    }

    /// A move of care of an item is planned, or not any more.
    pub(crate) fn set_leaving(&mut self, no: ItemNo, leaving: bool) {
        let Some(Group { kind, key }) = self.group_of(no) else { return };
        let Some(members) = self.registers[kind].groups.get_mut(&key) else { return };
        if leaving {
            members.leaving.insert(no);
        } else {
            members.leaving.remove(&no);
        }
    }
}
