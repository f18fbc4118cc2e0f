//! Dates and instants that terms and triggers follow.

use super::Resolver;
use super::fault::not_a_moment::{self, Takes};
use super::fault::type_mismatch;
use super::fit::{found, type_words};
use super::header::date;
use super::kind::Kind;
use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::id::FactId;
use crate::machine::playbook::DateRef;
use crate::syntax::ast::{self, ExprKind as Written};
use crate::value::{Type, Value};

impl Resolver<'_> {
    /// A date or instant that a timer can follow: a literal, a fact, or the first or last of these.
    pub(super) fn date_ref(&mut self, written: &ast::Expr) -> Option<DateRef> {
        match &written.kind {
            Written::Date(it) => date(it).map(DateRef::Literal),
            Written::Instant(it) => match self.instant(it).0 {
                ExprKind::Literal(Value::Instant(at)) => Some(DateRef::Instant(at)),
                _ => None,
            },
            Written::Name(name) => {
                let fact: FactId = found(self.id(Kind::Fact, name))?;
                self.timed_fact(name, fact, Takes::Date).map(DateRef::Fact)
            }
            Written::Earliest(list) => self.computed(list, ExprKind::Earliest, written),
            Written::Latest(list) => self.computed(list, ExprKind::Latest, written),
            _ => {
                let calculation = ("geen datum of gegeven", "neither a date nor a fact");
                let text = self.text(written.span);
                let at = written.span;
                self.report(not_a_moment::fault(text, calculation, at, Takes::Date));
                None
            }
        }
    }

    /// The fact, if it is a date or an instant; reported when it is not.
    pub(super) fn timed_fact(
        &mut self,
        name: &ast::Name,
        fact: FactId,
        takes: Takes,
    ) -> Option<FactId> {
        let ty = self.fact_ty(fact)?;
        if matches!(ty, Type::Date | Type::Instant) {
            return Some(fact);
        }
        let ty = type_words(ty);
        self.report(not_a_moment::fault(&name.text, ty, name.span, takes));
        None
    }

    /// The first or last of some dates: a derived fact, one for all places that say the same.
    fn computed(
        &mut self,
        list: &[ast::Expr],
        make: fn(Vec<Expr>) -> ExprKind,
        written: &ast::Expr,
    ) -> Option<DateRef> {
        let mut parts = Vec::with_capacity(list.len());
        for it in list {
            let Some(date) = self.date_ref(it) else { continue };
            let (kind, ty) = self.followed(date)?;
            parts.push(Expr { kind, ty: Some(Ty::Value(ty)), span: it.span });
        }
        if parts.len() < list.len() {
            return None;
        }
        let first = parts.first()?.ty.clone();
        if let Some(other) = parts.iter().find(|part| part.ty != first) {
            let [expected, have] = [&first, &other.ty].map(words_of);
            self.report(type_mismatch::fault(expected, have, other.span));
            return None;
        }
        let name = self.name_in_place(written)?;
        let id = self.plan.in_place(&name)?;
        if self.untyped.contains(&id) {
            self.define(id, Expr { kind: make(parts), ty: first, span: written.span });
        }
        Some(DateRef::Fact(id))
    }

    /// A date as an expression, with its type.
    fn followed(&self, date: DateRef) -> Option<(ExprKind, Type)> {
        Some(match date {
            DateRef::Literal(it) => (ExprKind::Literal(Value::Date(it)), Type::Date),
            DateRef::Instant(it) => (ExprKind::Literal(Value::Instant(it)), Type::Instant),
            DateRef::Fact(fact) => (ExprKind::Fact(fact), self.fact_ty(fact)?.clone()),
        })
    }
}

fn words_of(ty: &Option<Ty>) -> (&'static str, &'static str) {
    match ty {
        Some(Ty::Value(ty)) => type_words(ty),
        _ => type_words(&Type::Date),
    }
}
