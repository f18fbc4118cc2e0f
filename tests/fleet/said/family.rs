//! What takes the youths of one family to a place together.

use draaiboek::engine::{Block, Field, Input, InputKind, ItemNo, State, blockers, value_for};
use draaiboek::machine::Machine;
use draaiboek::value::Value;

use super::{Driver, actor, field};

impl Driver {
    /// Of what family a youth is, where that matters.
    pub(super) fn family(&mut self, machine: &Machine) -> Option<Field> {
        machine.fact("gezin")?;
        let families = 1 + self.youths / 2;
        Some(field("gezin", Value::Count(self.dice.below(families) as i64)))
    }

    /// The next thing for somebody of a family, most of all for whom others wait.
    pub(super) fn for_a_family(&mut self, machine: &Machine, state: &State) -> Option<Input> {
        let (no, why) = Self::one_of_a_family(machine, state)?;
        let item = state.item(no)?.id.clone();
        let day = field("overgang_op", Value::Date(self.day()));
        if matches!(why, Some(Block::NotYet { .. } | Block::NoDate(_))) {
            return Some(self.input(Some(&item), InputKind::Update { fields: vec![day] }));
        }
        let parties = |role: &str| -> Vec<String> {
            let role = machine.role(role).expect("a role");
            state.parties_for(Some(no), role, state.last()).map(str::to_owned).collect()
        };
        let Some(candidate) = parties("kandidaat").first().cloned() else {
            let (role, party) = ("kandidaat".to_owned(), "Zorg A".to_owned());
            return Some(self.input(Some(&item), InputKind::Offer { role, party }));
        };
        if !state.item(no)?.has_accepted(&candidate) {
            let (name, fields) = ("toezegging".to_owned(), vec![day]);
            let mut input = self.input(Some(&item), InputKind::Signal { name, fields });
            input.by = Some(actor("kandidaat", &candidate));
            return Some(input);
        }
        self.completion(machine, state, Some(no))
    }

    /// Somebody for whom others wait, and why; else the first that has a family and is not on the way.
    fn one_of_a_family(machine: &Machine, state: &State) -> Option<(ItemNo, Option<Block>)> {
        let fact = machine.fact("gezin")?;
        let there = |no: &ItemNo| state.item(*no).is_some_and(|it| it.runs() && it.apart.is_none());
        let count = u32::try_from(state.items().len()).expect("few");
        let all: Vec<ItemNo> = (0..count).map(ItemNo).filter(there).collect();
        let awaited = all.iter().flat_map(|no| blockers(machine, state, *no));
        if let Some((id, why)) = awaited.into_iter().next() {
            return Some((state.item_no(&id)?, Some(why)));
        }
        let of = |no: ItemNo| value_for(machine, state, Some(no), fact);
        let receiver = machine.role("ontvanger")?;
        let on_the_way = |no: ItemNo| {
            let care = machine.playbook().holdings.ids().next();
            let ledger = care.and_then(|care| state.item(no)?.ledger(care));
            ledger.is_some_and(|it| it.plan().is_some() || it.last().holder.role == receiver)
        };
        let has_family =
            |no: ItemNo| all.iter().any(|it| *it != no && of(*it).is_some() && of(*it) == of(no));
        let first = all.iter().copied().find(|no| !on_the_way(*no) && has_family(*no))?;
        Some((first, None))
    }
}
