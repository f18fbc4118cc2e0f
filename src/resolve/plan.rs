//! What the first pass counts out: which entry of which table comes from where, and whose it is.

use std::collections::HashMap;

use super::Resolver;
use super::header::date;
use super::kind::Kind;
use crate::hir::ExprKind;
use crate::machine::id::{ChartId, DutyId, FactId, HoldingId, Id, ItemId, RoleId, SignalId, Table};
use crate::syntax::ast::{self, ExprKind as Written};
use crate::value::Value;

/// A fact to come.
#[derive(Clone, Copy)]
pub(super) enum Planned<'a> {
    Stated(&'a ast::Fact),
    Derived(&'a ast::Derived),
    Table(&'a ast::Table),
    /// `vroegste(…)` or `laatste(…)` where a date is followed.
    InPlace(&'a ast::Expr),
}

/// A role to come.
#[derive(Clone, Copy)]
pub(super) enum PlannedRole<'a> {
    Declared(&'a ast::Role),
    /// `uit NAME/NAMES` of another role.
    Candidates(&'a ast::Candidates),
}

/// Entries of tables in the order that they will have: those of the case first, then per kind of
/// item and per handover or process.
#[derive(Default)]
pub(super) struct Plan<'a> {
    pub(super) roles: Table<RoleId, (Option<ItemId>, PlannedRole<'a>)>,
    pub(super) facts: Table<FactId, (Option<ItemId>, Planned<'a>)>,
    pub(super) items: Table<ItemId, &'a ast::ItemType>,
    pub(super) holdings: Table<HoldingId, (ItemId, &'a ast::HolderClause)>,
    /// The case's own chart has no declaration.
    pub(super) charts: Table<ChartId, (Option<ItemId>, Option<&'a ast::Handover>)>,
    pub(super) signals: Table<SignalId, ChartId>,
    /// Of a decision: its declaration.
    pub(super) duties: Table<DutyId, (ChartId, Option<&'a ast::Decision>)>,
    /// Every call of the host, with the name of the action.
    pub(super) calls: Vec<(DutyId, &'a str)>,
    in_place: HashMap<String, FactId>,
}

impl<'a> Plan<'a> {
    /// The kind of item for which a chart runs.
    pub(super) fn item_of_chart(&self, chart: ChartId) -> Option<ItemId> {
        self.charts.get(chart).and_then(|(item, _)| *item)
    }

    /// The fact that a date computed in place becomes.
    pub(super) fn in_place(&self, name: &str) -> Option<FactId> {
        self.in_place.get(name).copied()
    }

    /// The care of a kind of item, if it has a holder.
    pub(super) fn care(&self, item: ItemId) -> Option<HoldingId> {
        let mut holdings = self.holdings.iter();
        let is_care = |(of, clause): &(ItemId, &ast::HolderClause)| {
            *of == item && clause.holding.name.is_none()
        };
        holdings.find(|(_, holding)| is_care(holding)).map(|(id, _)| id)
    }
}

impl<'a> Resolver<'a> {
    /// The chart of a state, a task, a decision or a signal.
    pub(super) fn chart_of(&self, kind: Kind, index: usize) -> Option<ChartId> {
        match kind {
            Kind::State => self.tree.get(Id::new(index)).map(|node| node.chart),
            Kind::Task | Kind::Decision => self.plan.duties.get(Id::new(index)).map(|it| it.0),
            Kind::Signal => self.plan.signals.get(Id::new(index)).copied(),
            _ => None,
        }
    }

    /// The kind of item that something is of; `None`: of the case.
    pub(super) fn item_of(&self, kind: Kind, index: usize) -> Option<ItemId> {
        match kind {
            Kind::Fact => self.plan.facts.get(Id::new(index)).and_then(|it| it.0),
            Kind::Role => self.plan.roles.get(Id::new(index)).and_then(|it| it.0),
            Kind::Holding => self.plan.holdings.get(Id::new(index)).map(|it| it.0),
            _ => self.chart_of(kind, index).and_then(|chart| self.plan.item_of_chart(chart)),
        }
    }

    /// Plans a fact of `item` for each date that is computed in place in `written` from facts of
    /// it and of the case, inner ones first.
    pub(super) fn plan_in_place(&mut self, written: &'a ast::Expr, item: Option<ItemId>) {
        let (Written::Earliest(list) | Written::Latest(list)) = &written.kind else { return };
        list.iter().for_each(|part| self.plan_in_place(part, item));
        let Some(name) = self.name_in_place(written) else { return };
        if !self.plan.in_place.contains_key(&name) {
            let id = self.plan.facts.push((item, Planned::InPlace(written)));
            self.plan.in_place.insert(name, id);
        }
    }

    /// The name of a date that something follows, the same in every language and layout. `None`
    /// when it names what is not declared (yet), or is no date.
    pub(super) fn name_in_place(&mut self, written: &ast::Expr) -> Option<String> {
        let (word, list) = match &written.kind {
            Written::Date(it) => return date(it).map(|date| date.to_string()),
            Written::Instant(it) => {
                return match self.instant(it).0 {
                    ExprKind::Literal(Value::Instant(at)) => Some(at.to_string()),
                    _ => None,
                };
            }
            Written::Name(name) => {
                let fact = self.names.get(Kind::Fact, &name.text);
                return fact.map(|_| name.text.clone());
            }
            Written::Earliest(list) => ("earliest", list),
            Written::Latest(list) => ("latest", list),
            _ => return None,
        };
        let names: Option<Vec<String>> = list.iter().map(|it| self.name_in_place(it)).collect();
        Some(format!("{word}({})", names?.join(", ")))
    }
}
