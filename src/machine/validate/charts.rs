//! Charts and items: what belongs to one stands together, in their order.

use super::{Faults, Place};
use crate::machine::id::{ChartId, Id, StateId, Table};

impl Faults<'_> {
    /// The case's own chart comes first; every chart has a root of its own.
    pub(super) fn charts(&mut self) {
        let playbook = self.playbook;
        let own = playbook.charts.iter().next();
        let is_own = own.is_some_and(|(_, chart)| chart.item.is_none() && chart.root.index() == 0);
        let (nl, en) = ("de casus heeft geen eigen verloop", "the case has no chart of its own");
        self.require(is_own, Place("charts", 0), nl, en);
        let mut roots = playbook.states.iter().filter(|(_, state)| state.parent.is_none());
        for (id, chart) in playbook.charts.iter() {
            let place = Place("charts", id.index());
            let (nl, en) = ("heeft geen eigen wortel", "has no root of its own");
            let root = roots.next().is_some_and(|(root, _)| root == chart.root);
            self.require(root, place, nl, en);
            let (nl, en) = ("loopt niet per item", "does not run per item");
            self.require((id.index() == 0) == chart.item.is_none(), place, nl, en);
            chart
                .item
                .iter()
                .for_each(|item| self.in_table(place, *item, "items", &playbook.items));
        }
        let (nl, en) = ("is de wortel van geen verloop", "is the root of no chart");
        if let Some((state, _)) = roots.next() {
            self.require(false, Place("states", state.index()), nl, en);
        }
        let of = self.chart_of_states();
        let of_scope = |scope: StateId| of.get(scope).copied();
        self.together("duties", playbook.duties.as_slice(), |it| of_scope(it.scope));
        self.together("handlers", playbook.handlers.as_slice(), |it| of_scope(it.scope));
        self.together("counters", playbook.counters.as_slice(), |it| of_scope(it.owner));
        self.together("signals", playbook.signals.as_slice(), |it| Some(it.chart));
        self.together("guarantees", playbook.guarantees.as_slice(), |it| Some(it.chart));
    }

    /// The chart of each state, by the roots before it.
    fn chart_of_states(&self) -> Table<StateId, ChartId> {
        let (mut charts, mut roots) = (Table::new(), 0_usize);
        for state in self.playbook.states.as_slice() {
            roots += usize::from(state.parent.is_none());
            charts.push(ChartId::new(roots.saturating_sub(1)));
        }
        charts
    }

    /// Entries stand in the order of what they belong to, which exists.
    fn together<T>(
        &mut self,
        table: &'static str,
        entries: &[T],
        chart: impl Fn(&T) -> Option<ChartId>,
    ) {
        let mut last = ChartId::new(0);
        for (index, entry) in entries.iter().enumerate() {
            let place = Place(table, index);
            let Some(chart) = chart(entry) else { continue };
            self.in_table(place, chart, "charts", &self.playbook.charts);
            let (nl, en) = ("staat niet bij zijn verloop", "does not stand with its chart");
            self.require(last <= chart, place, nl, en);
            last = chart;
        }
    }
}
