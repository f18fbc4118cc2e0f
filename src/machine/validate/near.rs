//! Whether what is named may be named where it is: by the case, or by an item of a kind.

use super::about::About;
use super::{Faults, Place};
use crate::machine::id::{
    ChartId, DutyId, FactId, HoldingId, Id, ItemId, RoleId, SignalId, StateId,
};
use crate::machine::playbook::{Limit, Says};

impl Faults<'_> {
    /// What follows stands in a chart.
    pub(super) fn enter(&mut self, chart: ChartId) {
        self.chart = chart;
        self.about = About::of(self.playbook.charts.get(chart).and_then(|chart| chart.item));
    }

    /// What follows is of a kind of item, or of the case.
    pub(super) fn enter_item(&mut self, item: Option<ItemId>) {
        self.about = About::of(item);
    }

    /// What follows stands in the case.
    pub(super) fn leave(&mut self) {
        self.enter(ChartId::new(0));
    }

    /// Looks at what is asked of each item of a kind.
    pub(super) fn of_each(&mut self, item: ItemId, look: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.about, About::each(item));
        look(self);
        self.about = outer;
    }

    /// The chart of a state; of one that does not exist, the case's.
    pub(super) fn chart_of(&self, state: StateId) -> ChartId {
        self.charts.get(state).copied().unwrap_or(ChartId::new(0))
    }

    fn item_of(&self, chart: ChartId) -> Option<ItemId> {
        self.playbook.charts.get(chart).and_then(|chart| chart.item)
    }

    /// Of the case, or of the item in question.
    fn near(&mut self, place: Place, of: Option<ItemId>) {
        let (nl, en) = ("noemt iets van een ander item", "names something of another item");
        self.require(of.is_none() || of == self.about.item, place, nl, en);
    }

    /// Of the chart in which it is named.
    fn own(&mut self, place: Place, chart: Option<ChartId>) {
        let (nl, en) = ("noemt iets van een ander verloop", "names something of another chart");
        self.require(chart.is_none_or(|chart| chart == self.chart), place, nl, en);
    }

    pub(super) fn roles(&mut self, place: Place, roles: &[RoleId]) {
        for role in roles {
            self.in_table(place, *role, "roles", &self.playbook.roles);
            self.near(place, self.playbook.roles.get(*role).and_then(|role| role.item));
        }
    }

    /// Roles of the case.
    pub(super) fn common_roles(&mut self, place: Place, roles: &[RoleId]) {
        self.roles(place, roles);
        let mut declared = roles.iter().filter_map(|role| self.playbook.roles.get(*role));
        let common = declared.all(|role| role.item.is_none());
        let (nl, en) = ("vervangt een rol van een item", "replaces a role of an item");
        self.require(common, place, nl, en);
    }

    pub(super) fn fact(&mut self, place: Place, fact: FactId) {
        self.in_table(place, fact, "facts", &self.playbook.facts);
        self.near(place, self.playbook.facts.get(fact).and_then(|fact| fact.item));
    }

    /// A fact that is stated: by an item only its own.
    pub(super) fn written(&mut self, place: Place, fact: FactId) {
        self.in_table(place, fact, "facts", &self.playbook.facts);
        let own = self.playbook.facts.get(fact).is_none_or(|fact| fact.item == self.about.item);
        let (nl, en) = ("schrijft een gegeven van een ander", "writes a fact of another");
        self.require(own, place, nl, en);
    }

    pub(super) fn own_state(&mut self, place: Place, state: StateId) {
        self.in_table(place, state, "states", &self.playbook.states);
        self.own(place, self.charts.get(state).copied());
    }

    pub(super) fn own_duty(&mut self, place: Place, duty: DutyId) {
        let chart = self.chart_of_duty(place, duty);
        self.own(place, chart);
    }

    pub(super) fn near_duty(&mut self, place: Place, duty: DutyId) {
        let chart = self.chart_of_duty(place, duty);
        self.near(place, chart.and_then(|chart| self.item_of(chart)));
    }

    /// A task or decision of any chart.
    pub(super) fn duty(&mut self, place: Place, duty: DutyId) {
        self.chart_of_duty(place, duty);
    }

    fn chart_of_duty(&mut self, place: Place, duty: DutyId) -> Option<ChartId> {
        self.in_table(place, duty, "duties", &self.playbook.duties);
        let scope = self.playbook.duties.get(duty)?.scope;
        self.charts.get(scope).copied()
    }

    pub(super) fn own_signal(&mut self, place: Place, signal: SignalId) {
        self.in_table(place, signal, "signals", &self.playbook.signals);
        self.own(place, self.playbook.signals.get(signal).map(|signal| signal.chart));
    }

    /// A signal of the case or of the chart.
    pub(super) fn near_signal(&mut self, place: Place, signal: SignalId) {
        self.in_table(place, signal, "signals", &self.playbook.signals);
        let chart = self.playbook.signals.get(signal).map(|signal| signal.chart);
        self.own(place, chart.filter(|chart| chart.index() > 0));
    }

    /// A counter of the chart.
    pub(super) fn counter(&mut self, place: Place, limit: Option<&Limit>) {
        let Some(limit) = limit else { return };
        self.in_table(place, limit.counter, "counters", &self.playbook.counters);
        if let Some(counter) = self.playbook.counters.get(limit.counter) {
            self.own_state(place, counter.owner);
        }
    }

    /// Something held of the item of the chart; care where it moves.
    pub(super) fn own_holding(&mut self, place: Place, holding: HoldingId) {
        self.holding(place, holding);
        let Some(declared) = self.playbook.holdings.get(holding) else { return };
        self.near(place, Some(declared.item));
        if declared.name.is_none() {
            self.moves_care(place);
        }
    }

    fn moves_care(&mut self, place: Place) {
        let moves = self.playbook.charts.get(self.chart).is_some_and(|chart| chart.moves_care);
        let (nl, en) = ("zorg gaat hier niet over", "care does not move here");
        self.require(moves, place, nl, en);
    }

    /// What a signal says about care, it says in a handover.
    pub(super) fn says(&mut self, place: Place, says: Option<Says>) {
        if says.is_some() {
            self.moves_care(place);
        }
    }
}
