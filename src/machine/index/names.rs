//! What goes by which name.

use std::collections::BTreeMap;

use crate::machine::id::{ExprId, Id, StateId, Table};
use crate::machine::playbook::{Playbook, StateKind};

/// What is in a table, by name.
pub(super) fn names<K: Id, T>(
    table: &Table<K, T>,
    name: impl Fn(&T) -> &String,
) -> BTreeMap<String, K> {
    table.iter().map(|(id, item)| (name(item).clone(), id)).collect()
}

/// States by name: the root of the case goes by the playbook's where no other state has it, those
/// of handovers and processes go by none.
pub(super) fn states(playbook: &Playbook<ExprId>) -> BTreeMap<String, StateId> {
    let named = playbook.states.iter();
    let named = named.filter(|(id, state)| id.index() == 0 || state.kind != StateKind::Root);
    named.map(|(id, state)| (state.name.clone(), id)).collect()
}
