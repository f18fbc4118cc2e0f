//! Which states, duties, handlers belong to which chart; which facts and roles to which item.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use std::collections::BTreeSet;

use super::case_reads::{CaseReads, Reader};
use crate::machine::expr::{Lowered, Over};
use crate::machine::id::{
    CensusId, ChartId, CounterId, DutyId, ExprId, FactId, GuaranteeId, HandlerId, HoldingId, Id,
    Ids, ItemId, RoleId, SignalId, StateId, Table,
};
use crate::machine::playbook::{Action, DateRef, Fact, Guarantee, Playbook};

/// What belongs to a chart.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) states: Ids<StateId>,
    pub(crate) duties: Ids<DutyId>,
    pub(crate) handlers: Ids<HandlerId>,
    pub(crate) counters: Ids<CounterId>,
    pub(crate) signals: Ids<SignalId>,
    pub(crate) guarantees: Ids<GuaranteeId>,
    /// What its conditions read of the case, if it runs for items.
    pub(crate) reads: CaseReads,
}

/// What belongs to a kind of item.
#[derive(Clone, Debug)]
pub(crate) struct Members {
    pub(crate) facts: Ids<FactId>,
    pub(crate) roles: Ids<RoleId>,
    pub(crate) holdings: Ids<HoldingId>,
    pub(crate) guarantees: Ids<GuaranteeId>,
    /// Charts that run for it, in order.
    pub(crate) charts: Vec<ChartId>,
    /// What is counted over it, in order.
    pub(crate) censuses: Vec<CensusId>,
    /// What these, its guarantees and conditions of starts read of the case.
    pub(crate) reads: CaseReads,
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

/// The facts that planned moves follow.
pub(super) fn moved_by(playbook: &Playbook<ExprId>) -> BTreeSet<FactId> {
    let dates = playbook.actions_written().filter_map(|action| match action {
        Action::Move { per, .. } => per.and_then(DateRef::fact),
        _ => None,
    });
    dates.collect()
}

/// What belongs to each chart.
pub(super) fn of_charts(
    playbook: &Playbook<ExprId>,
    of: &Table<StateId, ChartId>,
    mut reads: Table<ChartId, CaseReads>,
) -> Table<ChartId, Parts> {
    let count = playbook.charts.len();
    let states = Ids::grouped(of, count, |chart| Some(*chart));
    let duties = Ids::grouped(&playbook.duties, count, |duty| Some(of[duty.scope]));
    let handlers = Ids::grouped(&playbook.handlers, count, |handler| Some(of[handler.scope]));
    let counters = Ids::grouped(&playbook.counters, count, |counter| Some(of[counter.owner]));
    let signals = Ids::grouped(&playbook.signals, count, |signal| Some(signal.chart));
    let of_chart = |it: &Guarantee<ExprId>| Some(it.chart).filter(|_| it.item.is_none());
    let guarantees = Ids::grouped(&playbook.guarantees, count, of_chart);
    let mut parts = |chart| Parts {
        states: states[chart],
        duties: duties[chart],
        handlers: handlers[chart],
        counters: counters[chart],
        signals: signals[chart],
        guarantees: guarantees[chart],
        reads: std::mem::take(&mut reads[chart]),
    };
    playbook.charts.ids().map(&mut parts).collect()
}

/// What belongs to each kind of item.
pub(super) fn of_items(reader: &Reader<'_>) -> Table<ItemId, Members> {
    let Reader { playbook, exprs, .. } = *reader;
    let count = playbook.items.len();
    let stated = |fact: &Fact<ExprId>| fact.item.filter(|_| fact.derived.is_none());
    let facts = Ids::grouped(&playbook.facts, count, stated);
    let roles = Ids::grouped(&playbook.roles, count, |role| role.item);
    let holdings = Ids::grouped(&playbook.holdings, count, |holding| Some(holding.item));
    let guarantees = Ids::grouped(&playbook.guarantees, count, |it| it.item);
    let member = |item| Members {
        facts: facts[item],
        roles: roles[item],
        holdings: holdings[item],
        guarantees: guarantees[item],
        charts: Vec::new(),
        censuses: Vec::new(),
        reads: CaseReads::default(),
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
            reader.add(&mut members[item].reads, Lowered::Guard(census.condition));
        }
    }
    for guarantee in playbook.guarantees.as_slice() {
        let Some(item) = guarantee.item else { continue };
        for condition in guarantee.property.conditions() {
            reader.add(&mut members[item].reads, exprs.roots[*condition]);
        }
    }
    for action in playbook.actions_written() {
        if let Action::Start { chart, only: Some(only), .. } = action
            && let Some(item) = playbook.charts[*chart].item
        {
            reader.add(&mut members[item].reads, exprs.roots[*only]);
        }
    }
    members
}
