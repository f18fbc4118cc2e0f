//! Signals: who sends them, what they carry and set.

use std::collections::HashMap;

use super::Resolver;
use super::fault::{
    case_fact_written, derived_fact_stated, key_not_carried, listed_twice, not_constant,
};
use super::header::text;
use super::kind::Kind;
use crate::hir::{Expr, ExprKind};
use crate::machine::id::{FactId, Id, RoleId};
use crate::machine::playbook::{Says, Signal};
use crate::span::Span;
use crate::syntax::ast::{self, SenderMode};

impl Resolver<'_> {
    /// A signal.
    pub(super) fn signal(&mut self, it: &ast::Signal) {
        let says = self.says(it);
        let (senders, jointly) = self.senders(&it.senders);
        let carries = self.stated(&it.carries);
        let optionally = self.stated(&it.optional);
        let mut sets = Vec::with_capacity(it.sets.len());
        for assignment in &it.sets {
            let fact = self.stated_fact(&assignment.fact);
            let value = self.assigned(fact, &assignment.value);
            self.constant(&value);
            sets.push((fact, value));
        }
        let named = it.sets.iter().map(|assignment| assignment.fact.clone());
        let each_set: Vec<[ast::Name; 1]> = named.map(|name| [name]).collect();
        let lists = [&it.carries[..], &it.optional].into_iter();
        let lists: Vec<_> = lists.chain(each_set.iter().map(|it| &it[..])).collect();
        self.said_once(&lists);
        let unique_per = self.key(it, &carries);
        let allowed = it.allowed.as_ref().map(|allowed| self.condition(allowed, false));
        self.hir.signals.push(Signal {
            name: it.name.text.clone(),
            title: text(it.title.as_ref()),
            senders,
            jointly,
            carries,
            optionally,
            sets,
            unique_per,
            allowed,
            chart: self.chart,
            says,
            at: it.name.span,
        });
    }

    /// Who may send it; `None`: anyone. And whether all must.
    fn senders(&mut self, written: &ast::Senders) -> (Option<Vec<RoleId>>, bool) {
        let roles = self.roles_of(&written.roles);
        match written.mode {
            SenderMode::Anyone => (None, false),
            SenderMode::Any => (Some(roles), false),
            SenderMode::Each => {
                if let ([role], [name]) = (roles.as_slice(), written.roles.as_slice()) {
                    self.needs_plural(*role, name);
                }
                (Some(roles), true)
            }
        }
    }

    /// The natural key: facts that it always carries.
    fn key(&mut self, it: &ast::Signal, carries: &[FactId]) -> Vec<FactId> {
        let key: Vec<FactId> = it.unique_per.iter().map(|name| self.id(Kind::Fact, name)).collect();
        for (name, fact) in it.unique_per.iter().zip(&key) {
            if !fact.is_missing() && !carries.contains(fact) {
                self.report(key_not_carried::fault(&name.text, name.span, it.name.span));
            }
        }
        self.once(&it.unique_per, key)
    }

    /// What it says about its sender's taking over of care.
    fn says(&mut self, it: &ast::Signal) -> Option<Says> {
        let care = it.care.as_ref()?;
        let says = match care.kind {
            ast::CareKind::Accepts => Says::Accepts,
            ast::CareKind::Withdraws => Says::Withdraws,
        };
        self.may_move_care(care.span).then_some(says)
    }

    /// Facts that come in from outside, each once; derived ones are reported.
    pub(super) fn stated(&mut self, names: &[ast::Name]) -> Vec<FactId> {
        let found = names.iter().map(|name| self.stated_fact(name)).collect();
        self.once(names, found)
    }

    /// A fact that may be stated or set; a derived one is reported.
    pub(super) fn stated_fact(&mut self, name: &ast::Name) -> FactId {
        let id: FactId = self.id(Kind::Fact, name);
        if let Some(declared) = self.derived_at(id) {
            self.report(derived_fact_stated::fault(&name.text, name.span, declared));
        }
        let of_case = !id.is_missing() && self.item_of(Kind::Fact, id.index()).is_none();
        if let Some((Some(_), Some(handover))) = self.plan.charts.get(self.chart)
            && of_case
        {
            self.report(case_fact_written::fault(&name.text, name.span, &handover.name));
        }
        id
    }

    /// Reports a value that is computed.
    pub(super) fn constant(&mut self, value: &Expr) {
        if !matches!(value.kind, ExprKind::Literal(_) | ExprKind::Missing) && value.ty.is_some() {
            self.report(not_constant::fault(value.span));
        }
    }

    /// Reports a fact in two lists of what is stated; within a list it was reported already.
    pub(super) fn said_once(&mut self, lists: &[&[ast::Name]]) {
        let mut seen: HashMap<&str, (usize, Span)> = HashMap::new();
        let named = lists.iter().enumerate();
        for (list, name) in named.flat_map(|(list, names)| names.iter().map(move |it| (list, it))) {
            let first = *seen.entry(&name.text).or_insert((list, name.span));
            let is_fact = self.names.get(Kind::Fact, &name.text).is_some();
            if first.0 != list && is_fact {
                self.report(listed_twice::fault(&name.text, name.span, first.1));
            }
        }
    }

    pub(super) fn derived_at(&self, fact: FactId) -> Option<Span> {
        if fact.is_missing() {
            return None;
        }
        let fact = self.hir.facts.get(fact)?;
        fact.derived.as_ref().map(|_| fact.at)
    }
}
