//! Of which item something is, and whether the line names that item.

use super::Planner;
use crate::machine::id::{ActionId, ChartId, DutyId, FactId, GuaranteeId, ItemId, RoleId, StateId};
use crate::scenario::fault::item_not_named::{not_a_place, not_named, of_another};
use crate::scenario::fault::unknown_in_scenario::Thing;
use crate::syntax::ast::{Assignment, Name};

/// A thing of a playbook as a line names it, with the id of the item named.
pub(super) struct Named<'n> {
    pub(super) thing: Thing,
    pub(super) name: &'n Name,
    pub(super) item: Option<&'n str>,
}

impl<'n> Named<'n> {
    pub(super) fn new(thing: Thing, name: &'n Name, item: Option<&'n String>) -> Self {
        Self { thing, name, item: item.map(String::as_str) }
    }
}

impl Planner<'_> {
    pub(super) fn of_state(&mut self, state: StateId, name: &Name, item: Option<&String>) {
        let kind = self.item_of_state(state);
        self.of(kind, &Named::new(Thing::State, name, item));
    }

    pub(super) fn of_duty(
        &mut self,
        duty: DutyId,
        thing: Thing,
        name: &Name,
        item: Option<&String>,
    ) {
        let scope = self.machine.playbook().duties.get(duty).map(|duty| duty.scope);
        let kind = scope.and_then(|scope| self.item_of_state(scope));
        self.of(kind, &Named::new(thing, name, item));
    }

    /// A task, of the item that is named.
    pub(super) fn task_of(&mut self, name: &Name, item: Option<&String>) -> Option<DutyId> {
        let duty = self.task(name)?;
        self.of_duty(duty, Thing::Task, name, item);
        Some(duty)
    }

    /// An action of the host may be called for the case, and for items of several kinds.
    pub(super) fn of_action(
        &mut self,
        action: ActionId,
        thing: Thing,
        name: &Name,
        item: Option<&String>,
    ) {
        let calls = self.machine.index().calls.get(action).into_iter().flatten();
        let scopes = calls.filter_map(|call| self.machine.playbook().duties.get(*call));
        let kinds: Vec<Option<ItemId>> =
            scopes.map(|duty| self.item_of_state(duty.scope)).collect();
        let named = item.and_then(|id| self.kind_of(id));
        if let Some(first) = kinds.first().filter(|_| !kinds.contains(&named)) {
            self.of(*first, &Named::new(thing, name, item));
        }
    }

    pub(super) fn of_fact(&mut self, fact: FactId, name: &Name, item: Option<&String>) {
        self.of_fact_as(Thing::Fact, fact, name, item);
    }

    fn of_fact_as(&mut self, thing: Thing, fact: FactId, name: &Name, item: Option<&String>) {
        let kind = self.machine.playbook().facts.get(fact).and_then(|fact| fact.item);
        self.of(kind, &Named::new(thing, name, item));
    }

    /// What is stated of the item that is named, or of the case.
    pub(super) fn of_facts(&mut self, stated: &[Assignment], item: Option<&String>) {
        for stated in stated {
            if let Some(fact) = self.machine.fact(&stated.fact.text) {
                self.of_fact_as(Thing::Correction, fact, &stated.fact, item);
            }
        }
    }

    pub(super) fn of_role(&mut self, role: RoleId, name: &Name, item: Option<&String>) {
        let kind = self.machine.playbook().roles.get(role).and_then(|role| role.item);
        self.of(kind, &Named::new(Thing::Role, name, item));
    }

    pub(super) fn of_signal(&mut self, name: &Name, item: Option<&String>) {
        let signal = self.machine.signal(&name.text);
        let declared = signal.and_then(|id| self.machine.playbook().signals.get(id));
        let kind = declared.map(|signal| self.item_of_chart(signal.chart));
        if let Some(kind) = kind {
            self.of(kind, &Named::new(Thing::Signal, name, item));
        }
    }

    /// Without an item a violation is that of any: only a wrong one is a fault.
    pub(super) fn of_guarantee(&mut self, id: GuaranteeId, name: &Name, item: Option<&String>) {
        let declared = self.machine.playbook().guarantees.get(id);
        let kind = declared.and_then(|it| it.item.or_else(|| self.item_of_chart(it.chart)));
        if item.is_some() {
            self.of(kind, &Named::new(Thing::Guarantee, name, item));
        }
    }

    /// Reports a state in which no item of the kind is ever.
    pub(super) fn is_place_of(&mut self, kind: ItemId, state: StateId, name: &Name) {
        if self.item_of_state(state) != Some(kind)
            && let Some(declared) = self.machine.playbook().items.get(kind)
        {
            self.found.push(not_a_place(name.span, &name.text, declared));
        }
    }

    /// Reports what is of `kind`, or of the case, and is named otherwise, unless that is what the
    /// scenario is about.
    fn of(&mut self, kind: Option<ItemId>, named: &Named<'_>) {
        let Named { thing, name, item } = *named;
        if self.lenient || self.of_any {
            return;
        }
        let declared = kind.and_then(|kind| self.machine.playbook().items.get(kind));
        let found = match (item, declared) {
            (None, None) => return,
            (None, Some(declared)) => {
                let mut enrolled = self.items.iter().filter(|(of, ..)| *of == self.case);
                let one = enrolled.find(|(.., of)| Some(*of) == kind);
                let one = one.map(|(_, id, _)| id.as_str());
                not_named(name.span, thing, &name.text, declared, one)
            }
            (Some(id), _) if self.kind_of(id) == kind => return,
            (Some(id), declared) => of_another(name.span, thing, &name.text, declared, id),
        };
        self.found.push(found);
    }

    /// The kind of an item that was enrolled.
    fn kind_of(&self, id: &str) -> Option<ItemId> {
        let mut enrolled = self.items.iter().filter(|(of, ..)| *of == self.case);
        enrolled.find(|(_, other, _)| other == id).map(|(.., kind)| *kind)
    }

    fn item_of_state(&self, state: StateId) -> Option<ItemId> {
        self.machine.index().chart_of.get(state).and_then(|chart| self.item_of_chart(*chart))
    }

    fn item_of_chart(&self, chart: ChartId) -> Option<ItemId> {
        self.machine.playbook().charts.get(chart).and_then(|chart| chart.item)
    }
}
