//! Actions on items and roles: starting, stopping, sending, moving care, taking a place.

use super::Resolver;
use super::fault::{another_chart, listed_twice};
use super::fit::found;
use super::kind::Kind;
use crate::hir::Expr;
use crate::machine::id::{ChartId, DutyId, HoldingId, Id, ItemId, RoleId, SignalId};
use crate::machine::playbook::{Action, Part, Succession};
use crate::span::Span;
use crate::syntax::ast::{self, ReplacedPart};

impl Resolver<'_> {
    /// `start H voor elke ITEM [waar C][, eerst waar C]`
    pub(super) fn start(&mut self, it: &ast::Start) -> Option<Action<Expr>> {
        let (chart, item) = self.child(&it.handover, Some(&it.item), it.span)?;
        let only = it.only.as_ref().map(|only| self.of_each(item, only));
        let first = it.first.as_ref().map(|first| self.of_each(item, first));
        Some(Action::Start { chart, only, first })
    }

    /// `stop H [voor elke ITEM [waar C]]`
    pub(super) fn stop(&mut self, it: &ast::Stop) -> Option<Action<Expr>> {
        let (chart, item) = self.child(&it.handover, it.item.as_ref(), it.span)?;
        let only = it.only.as_ref().map(|only| self.of_each(item, only));
        Some(Action::Stop { chart, only })
    }

    /// A handover or process, and the kind of item for which it runs, which is the one written.
    fn child(
        &mut self,
        handover: &ast::Name,
        item: Option<&ast::Name>,
        at: Span,
    ) -> Option<(ChartId, ItemId)> {
        let chart: ChartId = self.anywhere(Kind::Handover, handover);
        let written: Option<ItemId> = item.map(|item| {
            let id = self.anywhere(Kind::Item, item);
            self.each_item(id, item);
            id
        });
        if !self.in_case() {
            self.postpone("start of stop in een overdracht", "start or stop in a handover", at);
            return None;
        }
        let of = found(self.plan.item_of_chart(found(chart)?)?)?;
        match written {
            Some(written) if written != of && !written.is_missing() => {
                let words = ("overdracht of traject", "handover or process");
                self.not_of_item(words, handover, Some(of), written);
            }
            _ => {}
        }
        Some((chart, of))
    }

    /// `stuur S naar elke ITEM [waar C]`
    pub(super) fn send(&mut self, it: &ast::Send) -> Option<Action<Expr>> {
        let signal: SignalId = self.anywhere(Kind::Signal, &it.signal);
        let item: ItemId = self.anywhere(Kind::Item, &it.item);
        self.each_item(item, &it.item);
        if !self.in_case() {
            self.postpone("stuur in een overdracht", "send in a handover", it.span);
            return None;
        }
        let (signal, item) = (found(signal)?, found(item)?);
        let of = self.item_of(Kind::Signal, signal.index());
        if of != Some(item) {
            if of.is_none_or(|of| !of.is_missing()) {
                self.not_of_item(("signaal", "signal"), &it.signal, of, item);
            }
            return None;
        }
        let only = it.only.as_ref().map(|only| self.of_each(item, only));
        Some(Action::Send { signal, item, only })
    }

    /// Whether statements stand in the case's own chart.
    fn in_case(&self) -> bool {
        self.chart.index() == 0
    }

    /// `zorg naar R [per DATE]`, of another holding likewise.
    pub(super) fn moved(&mut self, it: &ast::Move) -> Option<Action<Expr>> {
        let holding = self.moving(&it.holding, it.span);
        let to = self.role(&it.to);
        let per = match &it.per {
            Some(date) => Some(self.date_ref(date)?),
            None => None,
        };
        Some(Action::Move { holding: holding?, to: found(to)?, per })
    }

    /// `zorg ook bij R tot DATE`, of another holding likewise.
    pub(super) fn beside(&mut self, it: &ast::Beside) -> Option<Action<Expr>> {
        let holding = self.moving(&it.holding, it.span);
        let second = self.role(&it.second);
        let until = self.date_ref(&it.until)?;
        Some(Action::Beside { holding: holding?, second: found(second)?, until })
    }

    /// `zorg blijft`, of another holding likewise.
    pub(super) fn stays(&mut self, it: &ast::Stays) -> Option<Action<Expr>> {
        self.moving(&it.holding, it.span).map(Action::Stays)
    }

    /// What moves, or does not, of the item in question; care only in a handover.
    fn moving(&mut self, written: &ast::Holding, at: Span) -> Option<HoldingId> {
        let may = written.name.is_some() || self.may_move_care(at);
        if may { found(self.holding(written)) } else { None }
    }

    /// The signal of `geef`: of the chart in which it stands, or of the case.
    pub(super) fn raised(&mut self, name: &ast::Name) -> SignalId {
        let signal: SignalId = self.anywhere(Kind::Signal, name);
        let of_case = self.chart_of(Kind::Signal, signal.index()) == Some(ChartId::new(0));
        if of_case { signal } else { self.own(Kind::Signal, name) }
    }

    /// `A vervangt B [voor …]`
    pub(super) fn replace(&mut self, it: &ast::Replace) -> Option<Action<Expr>> {
        let (by, of) = (self.common_role(&it.by), self.common_role(&it.replaced));
        if by == of && by.is_some_and(|role| !role.is_missing()) {
            let (again, first) = (&it.replaced, it.by.span);
            self.report(listed_twice::fault(&again.text, again.span, first));
        }
        let part = match &it.part {
            ReplacedPart::All(_) => Part::All,
            ReplacedPart::Rest(_) => Part::Rest,
            ReplacedPart::Parts(parts) => Part::Named {
                duties: self.replaced_tasks(&parts.tasks),
                holdings: parts.holdings.iter().flat_map(|it| self.replaced_holdings(it)).collect(),
            },
        };
        Some(Action::Replace(Succession { by: by?, of: of?, part }))
    }

    /// Tasks of any chart: who takes a place takes it everywhere.
    fn replaced_tasks(&mut self, names: &[ast::Name]) -> Vec<DutyId> {
        let found = names.iter().map(|name| self.anywhere(Kind::Task, name)).collect();
        self.once(names, found)
    }

    /// A holding by its name; care: of every kind of item that is in care.
    fn replaced_holdings(&mut self, written: &ast::Holding) -> Vec<HoldingId> {
        if let Some(name) = &written.name {
            return found(self.anywhere(Kind::Holding, name)).into_iter().collect();
        }
        let care: Vec<_> = self.plan.items.ids().filter_map(|item| self.plan.care(item)).collect();
        if care.is_empty() {
            self.report(super::fault::misplaced_care::nothing_in_care(written.span));
        }
        care
    }

    /// A role of the case: what is said of it holds for the whole case.
    pub(super) fn common_role(&mut self, name: &ast::Name) -> Option<RoleId> {
        let role = self.role(name);
        if self.item_of(Kind::Role, role.index()).is_some() {
            self.postpone("rol per item vervangen", "replace a role per item", name.span);
            return None;
        }
        Some(role)
    }

    /// Answers to an action of the host are heard where it is asked for, or in the case.
    pub(super) fn heard_here(&mut self, answers: &[SignalId], name: &ast::Name) {
        for answer in answers {
            let chart = self.chart_of(Kind::Signal, answer.index());
            let Some(chart) = chart.filter(|it| it.index() > 0 && *it != self.chart) else {
                continue;
            };
            let place = |chart| {
                let root = self.tree.roots.get(chart).and_then(|root| self.tree.get(*root))?;
                Some((root.name, root.at))
            };
            if let (Some(here), Some(there)) = (place(self.chart), place(chart)) {
                let kind = Kind::HostAction;
                let fault = another_chart::fault(kind, &name.text, name.span, here, there);
                self.report(fault);
                return;
            }
        }
    }
}
