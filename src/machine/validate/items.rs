//! Kinds of items, their roles and holdings; charts; and that what is of one stands together.

use super::{Faults, Place};
use crate::machine::id::{Id, ItemId};
use crate::machine::playbook::{Chart, Holding, Item, Role, StateKind};

impl Faults<'_> {
    pub(super) fn items(&mut self) {
        let playbook = self.playbook;
        for (id, role) in playbook.roles.iter() {
            let place = Place("roles", id.index());
            self.grounds(place, role.duty_of_care.as_slice());
            self.role_of_item(place, role);
        }
        for (id, item) in playbook.items.iter() {
            self.item(Place("items", id.index()), id, item);
        }
        for (id, holding) in playbook.holdings.iter() {
            self.held(Place("holdings", id.index()), holding);
        }
    }

    fn role_of_item(&mut self, place: Place, role: &Role) {
        let playbook = self.playbook;
        if let Some(item) = role.item {
            self.in_table(place, item, "items", &playbook.items);
        }
        let Some(from) = role.chosen_from else { return };
        self.in_table(place, from, "roles", &playbook.roles);
        let (nl, en) = ("kandidaten horen bij hetzelfde item", "candidates are of the same item");
        let fits = playbook.roles.get(from).is_none_or(|from| {
            from.item.is_some() && from.item == role.item && from.plural.is_some()
        });
        self.require(fits, place, nl, en);
    }

    fn item(&mut self, place: Place, id: ItemId, item: &Item) {
        self.enter_item(None);
        self.roles(place, &item.register);
        if let Some(fact) = item.together {
            self.enter_item(Some(id));
            self.written(place, fact);
            let fact = self.playbook.facts.get(fact);
            let (nl, en) = ("gaat samen per afgeleid gegeven", "goes together per derived fact");
            self.require(fact.is_none_or(|fact| fact.derived.is_none()), place, nl, en);
        }
        let holdings = self.playbook.holdings.as_slice().iter();
        let care = holdings.filter(|it| it.item == id && it.name.is_none()).count();
        let (nl, en) = ("gaat samen over zonder zorg", "goes together without care");
        self.require(care > 0 || item.together.is_none(), place, nl, en);
        let (nl, en) = ("heeft de zorg meer dan eens", "has its care more than once");
        self.require(care <= 1, place, nl, en);
        self.leave();
    }

    fn held(&mut self, place: Place, holding: &Holding) {
        self.in_table(place, holding.item, "items", &self.playbook.items);
        self.enter_item(Some(holding.item));
        self.roles(place, &[holding.holder, holding.safety_net]);
        let net = self.playbook.roles.get(holding.safety_net);
        let bound = holding.name.is_some() || net.is_none_or(|net| net.duty_of_care.is_some());
        let (nl, en) = ("het vangnet heeft geen zorgplicht", "the net has no duty of care");
        self.require(bound, place, nl, en);
        self.leave();
    }

    /// By state: its chart. The case's is the first, and each begins with its root.
    pub(super) fn charts(&mut self) {
        let playbook = self.playbook;
        for (id, chart) in playbook.charts.iter() {
            let place = Place("charts", id.index());
            self.in_table(place, chart.root, "states", &playbook.states);
            let case = id.index() == 0;
            let (nl, en) = ("alleen de eerste is van de casus", "only the first is of the case");
            self.require(case == chart.item.is_none(), place, nl, en);
            self.require(!case || (!chart.moves_care && chart.root.index() == 0), place, nl, en);
            chart.item.iter().for_each(|it| self.in_table(place, *it, "items", &playbook.items));
            self.care_of(place, chart);
        }
        let (nl, en) = ("er is geen casus", "there is no case");
        self.require(!playbook.charts.is_empty(), Place("charts", 0), nl, en);
        let mut roots = playbook.charts.iter().peekable();
        let mut current = Id::new(0);
        for (id, state) in playbook.states.iter() {
            let place = Place("states", id.index());
            let begins = roots.next_if(|(_, chart)| chart.root == id);
            let (nl, en) = ("is geen wortel van een verloop", "is not the root of a chart");
            let root = state.kind == StateKind::Root && state.parent.is_none();
            self.require(root == begins.is_some(), place, nl, en);
            current = begins.map_or(current, |(chart, _)| chart);
            let around = state.parent.map(|parent| self.charts.get(parent).copied());
            let (nl, en) = ("staat niet bij zijn verloop", "does not stand with its chart");
            self.require(around.is_none_or(|it| it == Some(current)), place, nl, en);
            self.charts.push(current);
        }
        let (nl, en) = ("heeft geen eigen wortel", "has no root of its own");
        self.require(roots.next().is_none(), Place("charts", playbook.charts.len()), nl, en);
    }

    /// Every end of a handover says what becomes of care; nothing else does.
    fn care_of(&mut self, place: Place, chart: &Chart) {
        let playbook = self.playbook;
        let mut holdings = playbook.holdings.as_slice().iter();
        let held = holdings.any(|it| Some(it.item) == chart.item && it.name.is_none());
        let (nl, en) = ("draagt zorg over die niemand heeft", "moves care that nobody has");
        self.require(!chart.moves_care || held, place, nl, en);
        let Some(root) = playbook.states.get(chart.root) else { return };
        let children = root.children.iter().filter_map(|child| playbook.states.get(*child));
        let mut ends = children.filter(|child| child.kind == StateKind::End);
        let said = !chart.moves_care || ends.all(|end| end.care.is_some());
        let (nl, en) = ("een einde zegt niet waar de zorg is", "an end does not say where care is");
        self.require(said, place, nl, en);
    }

    /// What is of the case comes first, then what is of each item and chart, in their order.
    pub(super) fn orders(&mut self) {
        let playbook = self.playbook;
        let number = |item: Option<ItemId>| item.map_or(0, |item| item.index().saturating_add(1));
        let facts = playbook.facts.as_slice().iter();
        self.in_order("facts", facts.map(|fact| number(fact.item)));
        let roles = playbook.roles.as_slice().iter();
        self.in_order("roles", roles.map(|role| number(role.item)));
        let holdings = playbook.holdings.as_slice().iter();
        self.in_order("holdings", holdings.map(|holding| holding.item.index()));
        let signals = playbook.signals.as_slice().iter();
        self.in_order("signals", signals.map(|signal| signal.chart.index()));
        let guarantees = playbook.guarantees.as_slice().iter();
        self.in_order("guarantees", guarantees.map(|it| (it.chart.index(), number(it.item))));
        let charts = self.charts.clone();
        let chart = |state| charts.get(state).map_or(0, |chart| chart.index());
        let duties = playbook.duties.as_slice().iter();
        self.in_order("duties", duties.map(|duty| chart(duty.scope)));
        let handlers = playbook.handlers.as_slice().iter();
        self.in_order("handlers", handlers.map(|handler| chart(handler.scope)));
        let counters = playbook.counters.as_slice().iter();
        self.in_order("counters", counters.map(|counter| chart(counter.owner)));
    }

    fn in_order<K: Ord>(&mut self, table: &'static str, of: impl Iterator<Item = K>) {
        let of: Vec<K> = of.collect();
        let (nl, en) = ("staat niet bij de rest van zijn soort", "does not stand with its kind");
        let early = of.windows(2).position(|pair| matches!(pair, [a, b] if a > b));
        self.require(early.is_none(), Place(table, early.map_or(0, |at| at + 1)), nl, en);
    }
}
