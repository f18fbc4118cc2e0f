//! Signals: who sends them, what they carry and set.

use std::collections::HashMap;

use super::Resolver;
use super::fault::{derived_fact_stated, listed_twice, not_constant};
use super::header::text;
use super::kind::Kind;
use crate::hir::{Expr, ExprKind};
use crate::machine::id::{FactId, Id};
use crate::machine::playbook::Signal;
use crate::span::Span;
use crate::syntax::ast::{self, SenderMode};

impl Resolver<'_> {
    /// A signal.
    pub(super) fn signal(&mut self, it: &ast::Signal) {
        self.postpone_clauses(it);
        let roles = self.roles_of(&it.senders.roles);
        let senders = match it.senders.mode {
            SenderMode::Anyone => None,
            SenderMode::Any | SenderMode::Each => Some(roles),
        };
        let carries = self.stated(&it.carries);
        let optionally = self.stated(&it.optional);
        let mut sets = Vec::with_capacity(it.sets.len());
        for assignment in &it.sets {
            let fact = self.stated_fact(&assignment.fact);
            let value = self.assigned(fact, &assignment.value);
            self.constant(&value);
            sets.push((fact, value));
        }
        self.said_once(it);
        self.hir.signals.push(Signal {
            name: it.name.text.clone(),
            title: text(it.title.as_ref()),
            senders,
            carries,
            optionally,
            sets,
            at: it.name.span,
        });
    }

    fn postpone_clauses(&mut self, it: &ast::Signal) {
        if it.senders.mode == SenderMode::Each {
            self.postpone("elk van", "all of", it.senders.span);
        }
        if let Some(first) = it.unique_per.first() {
            self.ids::<FactId>(Kind::Fact, &it.unique_per);
            self.postpone("uniek per", "unique per", first.span);
        }
        if let Some(care) = &it.care {
            match care.kind {
                ast::CareKind::Accepts => {
                    self.postpone("aanvaardt zorg", "accepts care", care.span);
                }
                ast::CareKind::Withdraws => {
                    self.postpone("trekt aanvaarding in", "withdraws acceptance", care.span);
                }
            }
        }
        if let Some(allowed) = &it.allowed {
            self.condition(allowed, false);
            self.postpone("toegestaan als", "allowed if", allowed.span);
        }
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
        id
    }

    /// Reports a value that is computed.
    pub(super) fn constant(&mut self, value: &Expr) {
        if !matches!(value.kind, ExprKind::Literal(_) | ExprKind::Missing) && value.ty.is_some() {
            self.report(not_constant::fault(value.span));
        }
    }

    /// Reports a fact in two of the lists of a signal; within a list it was reported already.
    fn said_once(&mut self, it: &ast::Signal) {
        let sets = it.sets.iter().map(|assignment| &assignment.fact);
        let mut seen: HashMap<&str, (usize, Span)> = HashMap::new();
        let carried = it.carries.iter().map(|name| (0, name));
        let optional = it.optional.iter().map(|name| (1, name));
        let set = sets.enumerate().map(|(index, name)| (index + 2, name));
        for (list, name) in carried.chain(optional).chain(set) {
            let first = *seen.entry(&name.text).or_insert((list, name.span));
            let is_fact = self.names.get(Kind::Fact, &name.text).is_some();
            if first.0 != list && is_fact {
                self.report(listed_twice::fault(&name.text, name.span, first.1));
            }
        }
    }

    fn derived_at(&self, fact: FactId) -> Option<Span> {
        if fact.is_missing() {
            return None;
        }
        let fact = self.hir.facts.get(fact)?;
        fact.derived.as_ref().map(|_| fact.at)
    }
}
