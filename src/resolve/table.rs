//! Decision tables: rows, their values of one type, and the row for everything else.

use super::Resolver;
use super::expression::Hint;
use super::fault::{empty_table, long_table, misplaced_otherwise};
use super::fault::{mixed_values, unordered_highest, untyped_option};
use super::fit::{missing, type_words};
use crate::hir::{Expr, Ty};
use crate::machine::id::FactId;
use crate::machine::playbook::{DecisionTable, Derivation, MAX_ROWS, Policy, Row};
use crate::span::Span;
use crate::syntax::ast::{self, HitPolicy};
use crate::value::Type;

impl<'a> Resolver<'a> {
    /// Gives a table its rows and its type: the one it declares, else that of its values.
    pub(super) fn table(&mut self, id: FactId, it: &'a ast::Table) {
        let declared = it.kind.as_ref().map(|kind| self.ty(kind));
        let count = it.rows.iter().filter(|row| row.condition.is_some()).count();
        if count > MAX_ROWS {
            self.report(long_table::fault(&it.name.text, count, it.name.span));
            self.postponed = true;
            return;
        }
        let (mut rows, mut otherwise) = self.rows(it, declared.as_ref());
        if rows.is_empty() && !self.is_faulty(it.span) {
            self.report(empty_table::fault(&it.name.text, it.name.span));
        }
        let values = rows.iter().map(|row| &row.value).chain(&otherwise);
        let Some(ty) = declared.or_else(|| common(values)) else { return };
        if it.policy == HitPolicy::Highest && !ty.is_ordered() && !matches!(ty, Type::Choice(_)) {
            self.report(unordered_highest::fault(type_words(&ty), it.name.span));
        }
        for value in rows.iter_mut().map(|row| &mut row.value).chain(&mut otherwise) {
            let written = std::mem::replace(value, missing(Span::default()));
            *value = match &written.ty {
                Some(Ty::Value(other))
                    if it.kind.is_none() && *other != ty && !other.compares_with(&ty) =>
                {
                    let (words, others) = (type_words(other), type_words(&ty));
                    self.report(mixed_values::fault(words, others, written.span));
                    missing(written.span)
                }
                _ => self.fitted(written, &ty),
            };
        }
        let policy = match it.policy {
            HitPolicy::First => Policy::First,
            HitPolicy::Unique => Policy::Unique,
            HitPolicy::Highest => Policy::Highest,
        };
        let Some(fact) = self.hir.facts.get_mut(id) else { return };
        fact.derived = Some(Derivation::Table(DecisionTable { policy, rows, otherwise }));
        fact.ty = ty;
        self.untyped.remove(&id);
    }

    fn rows(
        &mut self,
        it: &'a ast::Table,
        declared: Option<&Type>,
    ) -> (Vec<Row<Expr>>, Option<Expr>) {
        let watched = std::mem::replace(&mut self.watched, true);
        let ty = declared.cloned().map(Ty::Value);
        let hint = ty.as_ref().map(|ty| Hint { ty, of: it.name.span });
        let (mut rows, mut otherwise) = (Vec::with_capacity(it.rows.len()), None);
        let mut told = false;
        for (position, row) in (1..).zip(&it.rows) {
            let value = match &row.value.kind {
                ast::ExprKind::Name(name) if hint.is_none() && self.is_option(&row.value) => {
                    if !std::mem::replace(&mut told, true) && !self.names.is_lost(&name.text) {
                        let table = &it.name.text;
                        self.report(untyped_option::fault(table, &name.text, name.span));
                    }
                    missing(name.span)
                }
                _ => self.expr(&row.value, hint),
            };
            match &row.condition {
                Some(condition) => {
                    let when = self.condition(condition, true);
                    rows.push(Row { value, when, at: row.span });
                }
                None if position < it.rows.len() => {
                    self.report(misplaced_otherwise::fault(row.span));
                    otherwise = Some(value);
                }
                None => otherwise = Some(value),
            }
        }
        self.watched = watched;
        (rows, otherwise)
    }
}

/// The type that all values can have: the first, but a number where one of several counts is.
fn common<'e>(mut values: impl Iterator<Item = &'e Expr>) -> Option<Type> {
    let ty = |expr: &Expr| match &expr.ty {
        Some(Ty::Value(ty)) => Some(ty.clone()),
        _ => None,
    };
    let first = values.find_map(ty)?;
    let number = first == Type::Count && values.any(|value| ty(value) == Some(Type::Number));
    Some(if number { Type::Number } else { first })
}
