//! Which states, duties, handlers belong to which chart; which facts and roles to which item.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use crate::machine::expr::{Exprs, Over};
use crate::machine::id::{
    CensusId, ChartId, CounterId, DutyId, ExprId, FactId, GuaranteeId, HandlerId, HoldingId, Id,
    Ids, ItemId, RoleId, SignalId, StateId, Table,
};
use crate::machine::playbook::{Fact, Playbook};

/// What belongs to a chart.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) states: Ids<StateId>,
    pub(crate) duties: Ids<DutyId>,
    pub(crate) handlers: Ids<HandlerId>,
    pub(crate) counters: Ids<CounterId>,
    pub(crate) signals: Ids<SignalId>,
    pub(crate) guarantees: Ids<GuaranteeId>,
}

/// What belongs to a kind of item.
#[derive(Clone, Debug)]
pub(crate) struct Members {
    pub(crate) facts: Ids<FactId>,
    pub(crate) roles: Ids<RoleId>,
    pub(crate) holdings: Ids<HoldingId>,
    /// Charts that run for it, in order.
    pub(crate) charts: Vec<ChartId>,
    /// What is counted over it, in order.
    pub(crate) censuses: Vec<CensusId>,
}

/// The chart of each state.
pub(super) fn chart_of(playbook: &Playbook<ExprId>) -> Table<StateId, ChartId> {
    let mut roots = playbook.charts.iter();
    let mut charts: Table<StateId, ChartId> = Table::new();
    let mut present = ChartId::new(0);
    for state in playbook.states.as_slice() {
        if state.parent.is_none()
            && let Some((chart, _)) = roots.next()
        {
            present = chart;
        }
        charts.push(present);
    }
    charts
}

/// What belongs to each chart.
pub(super) fn of_charts(
    playbook: &Playbook<ExprId>,
    of: &Table<StateId, ChartId>,
) -> Table<ChartId, Parts> {
    let count = playbook.charts.len();
    let states = Ids::grouped(of, count, |chart| Some(*chart));
    let duties = Ids::grouped(&playbook.duties, count, |duty| Some(of[duty.scope]));
    let handlers = Ids::grouped(&playbook.handlers, count, |handler| Some(of[handler.scope]));
    let counters = Ids::grouped(&playbook.counters, count, |counter| Some(of[counter.owner]));
    let signals = Ids::grouped(&playbook.signals, count, |signal| Some(signal.chart));
    let guarantees = Ids::grouped(&playbook.guarantees, count, |it| Some(it.chart));
    let parts = |chart| Parts {
        states: states[chart],
        duties: duties[chart],
        handlers: handlers[chart],
        counters: counters[chart],
        signals: signals[chart],
        guarantees: guarantees[chart],
    };
    playbook.charts.ids().map(parts).collect()
}

/// What belongs to each kind of item.
pub(super) fn of_items(playbook: &Playbook<ExprId>, exprs: &Exprs) -> Table<ItemId, Members> {
    let count = playbook.items.len();
    let stated = |fact: &Fact<ExprId>| fact.item.filter(|_| fact.derived.is_none());
    let facts = Ids::grouped(&playbook.facts, count, stated);
    let roles = Ids::grouped(&playbook.roles, count, |role| role.item);
    let holdings = Ids::grouped(&playbook.holdings, count, |holding| Some(holding.item));
    let member = |item| Members {
        facts: facts[item],
        roles: roles[item],
        holdings: holdings[item],
        charts: Vec::new(),
        censuses: Vec::new(),
    };
    let mut members: Table<ItemId, Members> = playbook.items.ids().map(member).collect();
    for (id, chart) in playbook.charts.iter() {
        if let Some(item) = chart.item {
            members[item].charts.push(id);
        }
    }
    for (id, census) in exprs.censuses.iter() {
        if let Over::Items(item) = census.over {
            members[item].censuses.push(id);
        }
    }
    members
}
