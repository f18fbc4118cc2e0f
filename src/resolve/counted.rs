//! What is asked of items: counts, quantifiers, who holds them, whether they are done.

use super::Resolver;
use super::expression::{Typed, WRONG, predicate, typed};
use super::fault::{item_out_of_sight, not_of_each, zero_times};
use super::fit::found;
use super::item::About;
use super::kind::Kind;
use crate::hir::{Expr, ExprKind};
use crate::machine::expr::{OfParty, Over, Quantifier};
use crate::machine::id::{FactId, ItemId, RoleId};
use crate::span::Span;
use crate::syntax::ast;
use crate::value::Type;

impl Resolver<'_> {
    /// `alle|een|geen X: C`
    pub(super) fn quantified(&mut self, it: &ast::Quantified) -> Typed {
        let quantifier = match it.quantifier {
            ast::Quantifier::All => Quantifier::All,
            ast::Quantifier::Some => Quantifier::Some,
            ast::Quantifier::No => Quantifier::No,
        };
        let Some(over) = self.over(&it.over) else { return WRONG };
        let body = self.of_those(over, &it.body);
        let known = body.ty.is_some();
        let kind = ExprKind::Quantified(quantifier, over, Box::new(body));
        if known { typed(kind, Type::Truth) } else { WRONG }
    }

    /// `aantal X [waar C]`
    pub(super) fn count(&mut self, it: &ast::CountOf) -> Typed {
        let Some(over) = self.over(&it.over) else { return WRONG };
        let only = match &it.only {
            None => None,
            Some(only) => {
                let only = self.of_those(over, only);
                if only.ty.is_none() {
                    return WRONG;
                }
                Some(Box::new(only))
            }
        };
        typed(ExprKind::Count(over, only), Type::Count)
    }

    /// What is counted; reported when nothing can be.
    fn over(&mut self, name: &ast::Name) -> Option<Over> {
        let is_item = self.names.get(Kind::Item, &name.text).is_some();
        if is_item {
            let item: ItemId = found(self.anywhere(Kind::Item, name))?;
            return self
                .is_plain(("een telling van items", "a count of items"), name.span)
                .then_some(Over::Items(item));
        }
        if self.names.get(Kind::Role, &name.text).is_none() {
            self.unknown(Kind::Item, &[Kind::Item, Kind::Role], name);
            return None;
        }
        let role: RoleId = found(self.role(name))?;
        self.needs_plural(role, name);
        Some(Over::Parties(role))
    }

    /// A condition on those that are counted.
    fn of_those(&mut self, over: Over, body: &ast::Expr) -> Expr {
        match over {
            Over::Items(item) => self.of_each(item, body),
            Over::Parties(role) => {
                let (about, watched) = (About { party: Some(role), ..self.about }, self.watched);
                self.about(about, |this| this.condition(body, watched))
            }
        }
    }

    /// Something of the party in question; `None` where none is.
    pub(super) fn of_party(&mut self, of: OfParty, at: Span) -> Option<Typed> {
        self.about.party?;
        let plain = self.is_plain(("iets van een partij", "something of a party"), at);
        Some(if plain { predicate(Some(ExprKind::OfParty(of))) } else { WRONG })
    }

    /// A condition on each item of a kind.
    pub(super) fn of_each(&mut self, item: ItemId, condition: &ast::Expr) -> Expr {
        self.about(About::each(item), |this| this.condition(condition, true))
    }

    /// Whether what hangs on more than one item and the case's facts and states may be read here;
    /// reported where it is asked of each item.
    pub(super) fn is_plain(&mut self, what: (&str, &str), at: Span) -> bool {
        self.reads_wide = true;
        if self.about.each {
            self.report(not_of_each::fault(what, at));
        }
        !self.about.each
    }

    /// Whether a fact may be read here: a derived one may hang on more than it seems.
    pub(super) fn is_plain_fact(&mut self, fact: FactId, at: Span) -> bool {
        if !self.wide.contains(&fact) {
            return true;
        }
        self.reads_wide = true;
        if self.about.each {
            self.report(not_of_each::derived(self.text(at), at));
        }
        !self.about.each
    }

    /// `zorg bij R`, `houder X bij R`
    pub(super) fn held_by(&mut self, it: &ast::HeldBy) -> Typed {
        let holding = self.holding(&it.holding);
        let role = self.role(&it.role);
        let both = found(holding).zip(found(role));
        predicate(both.map(|(holding, role)| ExprKind::HeldBy(holding, role)))
    }

    /// `klaar`: asked of each item, since while a handover runs its own item is not done.
    pub(super) fn ended(&mut self, at: Span) -> Typed {
        if self.about.each {
            return predicate(Some(ExprKind::Ended));
        }
        self.report(item_out_of_sight::not_of_each(self.text(at), at));
        WRONG
    }

    /// `aanvaard`, of a candidate.
    pub(super) fn accepted(&mut self, at: Span) -> Typed {
        if self.about.party.is_some_and(|role| self.hir.is_of_candidates(role)) {
            return predicate(Some(ExprKind::Accepted));
        }
        self.report(item_out_of_sight::no_candidate(self.text(at), at));
        WRONG
    }

    /// The name of an item: its id.
    pub(super) fn item_name(&mut self, name: &ast::Name) -> Typed {
        let Some(item) = found(self.anywhere::<ItemId>(Kind::Item, name)) else { return WRONG };
        if self.about.item == Some(item) {
            return typed(ExprKind::ItemName(item), Type::Text);
        }
        let here = self.about.item.and_then(|item| self.plan.items.get(item)).copied();
        if let Some(declared) = self.plan.items.get(item) {
            let fault = item_out_of_sight::fault(Kind::Item, name, declared, here);
            self.report(fault);
        }
        WRONG
    }

    /// `N keer op rij: COND`. The condition is read when facts are stated: not today's date.
    pub(super) fn in_a_row(&mut self, it: &ast::InARow) -> Typed {
        if it.times.value == 0 {
            self.report(zero_times::in_a_row(it.times.span));
        }
        let condition = self.condition(&it.condition, true);
        let ty = condition.ty.clone();
        (ExprKind::InARow(it.times.value, Box::new(condition)), ty)
    }
}
