//! Kinds of items with their holdings, and the handovers and processes that run for each of them.

use super::Resolver;
use super::fault::{
    derived_fact_stated, misplaced_care, missing_safety_net, safety_net_without_duty, said_twice,
};
use super::fit::found;
use super::header::text;
use super::kind::Kind;
use super::scope::At;
use crate::machine::id::{ChartId, FactId, HoldingId, Id, ItemId, RoleId};
use crate::machine::playbook::{Chart, Holding, Item};
use crate::span::Span;
use crate::syntax::ast::{self, HandoverKind, Member};

/// Of what an expression is.
#[derive(Clone, Copy, Default)]
pub(super) struct About {
    /// The kind of item in question; `None`: only the case is.
    pub(super) item: Option<ItemId>,
    /// Whether it is asked of each of them.
    pub(super) each: bool,
    /// The role of which a party is in question.
    pub(super) party: Option<RoleId>,
}

impl About {
    /// Of an item of a kind, or of the case alone.
    pub(super) fn of(item: Option<ItemId>) -> Self {
        Self { item, each: false, party: None }
    }

    /// Of each item of a kind.
    pub(super) fn each(item: ItemId) -> Self {
        Self { item: Some(item), each: true, party: None }
    }
}

impl<'a> Resolver<'a> {
    /// Does something where something else is in question.
    pub(super) fn about<T>(&mut self, about: About, what: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.about, about);
        let done = what(self);
        self.about = outer;
        done
    }

    /// The kinds of items, and what of them must always have a holder.
    pub(super) fn items(&mut self) {
        let items: Vec<_> = self.plan.items.iter().map(|(id, it)| (id, *it)).collect();
        for (id, it) in items {
            let item = self.item(id, it);
            self.hir.items.push(item);
        }
        let holdings: Vec<_> = self.plan.holdings.as_slice().to_vec();
        for (item, clause) in holdings {
            let holding = self.about(About::of(Some(item)), |this| this.held(item, clause));
            self.hir.holdings.push(holding);
        }
    }

    fn item(&mut self, id: ItemId, it: &'a ast::ItemType) -> Item {
        let mut item = Item {
            name: it.name.text.clone(),
            plural: it.plural.as_ref().map(|plural| plural.text.clone()),
            title: text(it.title.as_ref()),
            register: vec![],
            together: None,
            at: it.name.span,
        };
        let (mut register, mut together, mut care) = (None, None, None);
        for member in &it.members {
            match member {
                Member::Register(it) if self.is_first(&mut register, it.span) => {
                    item.register = self.roles_of(&it.by);
                }
                Member::Together(it) if self.is_first(&mut together, it.span) => {
                    item.together = self.together(id, it);
                }
                Member::Holder(it) if it.holding.name.is_none() => {
                    self.is_first(&mut care, it.span);
                }
                _ => {}
            }
        }
        item
    }

    /// What must hold for each item, whatever runs for it.
    pub(super) fn item_guarantees(&mut self) {
        let items: Vec<_> = self.plan.items.iter().map(|(id, it)| (id, *it)).collect();
        for (id, it) in items {
            for member in &it.members {
                if let Member::Guarantee(it) = member {
                    self.about(About::each(id), |this| this.guarantee(it, Some(id)));
                }
            }
        }
    }

    /// Whether something is said for the first time; reported when not.
    fn is_first(&mut self, said: &mut Option<Span>, at: Span) -> bool {
        let first = *said.get_or_insert(at);
        if first != at {
            self.report(said_twice::fault(self.first_word(at), at, first));
        }
        first == at
    }

    /// The stated fact of an item by which its items go together.
    fn together(&mut self, item: ItemId, it: &'a ast::Together) -> Option<FactId> {
        let name = &it.fact;
        if self.plan.care(item).is_none()
            && let Some(declared) = self.plan.items.get(item)
        {
            let fault = misplaced_care::without_holder(it.span, &declared.name);
            self.report(fault);
        }
        let fact: FactId = found(self.anywhere(Kind::Fact, name))?;
        let of = self.item_of(Kind::Fact, fact.index());
        if let Some(declared) = self.derived_at(fact) {
            self.report(derived_fact_stated::together(name, declared));
            return None;
        }
        if of == Some(item) {
            return Some(fact);
        }
        self.not_of_item(("gegeven", "fact"), name, of, item);
        None
    }

    fn held(&mut self, item: ItemId, it: &'a ast::HolderClause) -> Holding {
        let holder = self.role(&it.holder);
        let safety_net = match &it.safety_net {
            Some(name) => {
                let net = self.role(name);
                let declared = self.hir.roles.get(net).filter(|_| it.holding.name.is_none());
                let unbound = declared.filter(|role| role.duty_of_care.is_none());
                if let Some(at) = unbound.map(|role| role.at) {
                    self.report(safety_net_without_duty::fault(&name.text, name.span, at));
                }
                net
            }
            None => {
                if !self.is_faulty(it.span) {
                    self.report(missing_safety_net::fault(it));
                }
                RoleId::MISSING
            }
        };
        let name = it.holding.name.as_ref().map(|name| name.text.clone());
        Holding { item, name, holder, safety_net, at: it.span }
    }

    /// The charts: the case's own, then one per handover and process.
    pub(super) fn charts(&mut self) {
        for ((_, (item, handover)), (_, root)) in
            self.plan.charts.iter().zip(self.tree.roots.iter())
        {
            let moves_care = handover.is_some_and(|it| it.kind == HandoverKind::Handover);
            self.hir.charts.push(Chart { root: *root, item: *item, moves_care });
        }
    }

    /// What stands in handovers and processes, after all that is of the case.
    pub(super) fn handovers(&mut self) {
        let charts: Vec<_> = self.plan.charts.iter().map(|(id, it)| (id, *it)).collect();
        for (chart, (item, handover)) in charts {
            let Some(it) = handover else { continue };
            self.chart = chart;
            self.about(About::of(item), |this| {
                let root = this.enter(it.title.as_ref());
                this.body(&it.body, At::scope(root));
            });
        }
        self.chart = ChartId::new(0);
    }

    /// Whether statements stand in a handover, where care may move.
    pub(super) fn moves_care(&self) -> bool {
        self.hir.charts.get(self.chart).is_some_and(|chart| chart.moves_care)
    }

    /// Whether care may be moved, accepted or ended here; reported when not.
    pub(super) fn may_move_care(&mut self, at: Span) -> bool {
        let may = self.moves_care();
        if !may {
            let process = self.plan.charts.get(self.chart).and_then(|(_, it)| *it);
            self.report(misplaced_care::fault(at, process.map(|it| &it.name)));
        }
        may
    }

    /// What of the item in question is held; `MISSING` after a report.
    pub(super) fn holding(&mut self, written: &ast::Holding) -> HoldingId {
        if let Some(name) = &written.name {
            return self.id(Kind::Holding, name);
        }
        let Some(item) = self.about.item else {
            self.report(super::fault::item_out_of_sight::unsaid(
                self.text(written.span),
                written.span,
            ));
            return HoldingId::MISSING;
        };
        if let Some(care) = self.plan.care(item) {
            return care;
        }
        if let Some(declared) = self.plan.items.get(item) {
            let fault = misplaced_care::without_holder(written.span, &declared.name);
            self.report(fault);
        }
        HoldingId::MISSING
    }

    /// Reports something that is of another kind of item than it is used for.
    pub(super) fn not_of_item(
        &mut self,
        what: (&str, &str),
        name: &ast::Name,
        of: Option<ItemId>,
        wanted: ItemId,
    ) {
        let item = |id: ItemId| self.plan.items.get(id).map(|it| &it.name);
        let Some(wanted) = item(wanted) else { return };
        let fault = super::fault::another_item::fault(what, name, of.and_then(item), wanted);
        self.report(fault);
    }
}
