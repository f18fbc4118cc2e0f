//! Whether an expression fits the type of its place, and types in words.

use super::Resolver;
use super::expression::Hint;
use super::fault::{plain_number, type_mismatch, value_out_of_type};
use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::expr::Operation;
use crate::machine::id::{FactId, Id};
use crate::span::Span;
use crate::syntax::ast;
use crate::text;
use crate::value::{Number, Type, Value};

/// A type in Dutch and in English, with its article.
pub(super) fn words(ty: &Ty) -> (&'static str, &'static str) {
    match ty {
        Ty::Level => ("een trede", "a severity level"),
        Ty::Value(ty) => type_words(ty),
    }
}

/// The type of a fact in Dutch and in English, with its article.
pub(super) fn type_words(ty: &Type) -> (&'static str, &'static str) {
    ty.words()
}

impl Resolver<'_> {
    /// A condition: yes or no. `watched`: it is looked at whenever something changes, so that
    /// it cannot read today's date.
    pub(super) fn condition(&mut self, written: &ast::Expr, watched: bool) -> Expr {
        let outer = std::mem::replace(&mut self.watched, watched);
        let expr = self.expr(written, None);
        self.watched = outer;
        self.truth(expr)
    }

    /// An expression that must be a yes or no.
    pub(super) fn truth(&mut self, mut expr: Expr) -> Expr {
        if let Some(ty) = &expr.ty
            && *ty != Ty::Value(Type::Truth)
        {
            let expected = type_words(&Type::Truth);
            let fault = type_mismatch::fault(expected, words(ty), expr.span).help(text!(
                nl: "maak er een voorwaarde van, met `is`, `<` of `>`",
                en: "make it a condition, with `is`, `<` or `>`",
            ));
            self.report(fault);
            expr.ty = None;
        }
        expr
    }

    /// A value given to a fact.
    pub(super) fn assigned(&mut self, fact: FactId, written: &ast::Expr) -> Expr {
        let Some(ty) = self.fact_ty(fact).cloned() else { return self.expr(written, None) };
        let of = self.hir.facts.get(fact).map(|fact| fact.at).unwrap_or_default();
        self.given(&ty, of, written)
    }

    /// A value given where one of type `ty` belongs; `of` is where that is said.
    pub(super) fn given(&mut self, ty: &Type, of: Span, written: &ast::Expr) -> Expr {
        let expr = self.expr(written, Some(Hint { ty: &Ty::Value(ty.clone()), of }));
        self.fitted(expr, ty)
    }

    /// The expression as a value of `ty`; reported when it is none.
    pub(super) fn fitted(&mut self, mut expr: Expr, ty: &Type) -> Expr {
        let at = expr.span;
        let found = match &expr.ty {
            None => return expr,
            Some(found) => found.clone(),
        };
        let Ty::Value(have) = &found else {
            self.report(type_mismatch::fault(type_words(ty), words(&found), at));
            return missing(at);
        };
        if fits(have, ty) {
            return expr;
        }
        match (have, ty) {
            (Type::Count, Type::Number) => as_number(expr),
            (Type::Number, Type::Count) => match whole(&expr) {
                Some(count) => {
                    expr.kind = ExprKind::Literal(Value::Count(count));
                    expr.ty = Some(Ty::Value(Type::Count));
                    expr
                }
                None if matches!(expr.kind, ExprKind::Literal(_)) => {
                    let range = ("een aantal is geheel, zoals 3", "a count is whole, such as 3");
                    self.report(value_out_of_type::fault(type_words(ty), at, range));
                    missing(at)
                }
                None => {
                    self.report(type_mismatch::fault(type_words(ty), words(&found), at));
                    missing(at)
                }
            },
            (Type::Count | Type::Number, Type::Amount | Type::Percentage) => {
                self.plain_number(&expr, ty);
                missing(at)
            }
            (Type::Text, Type::Document) => {
                let reference = self.text(at);
                let fault = type_mismatch::fault(type_words(ty), words(&found), at);
                self.report(fault.help(text!(
                    nl: "zeg ook welke versie: `{reference} versie \"1\"`",
                    en: "say which version too: `{reference} version \"1\"`",
                )));
                missing(at)
            }
            (Type::Choice(given), Type::Choice(options)) => {
                self.report(type_mismatch::other_choice(options, given, at));
                missing(at)
            }
            _ => {
                self.report(type_mismatch::fault(type_words(ty), words(&found), at));
                missing(at)
            }
        }
    }

    /// Reports a number without the unit that its place asks for.
    pub(super) fn plain_number(&mut self, expr: &Expr, meant: &Type) {
        let literal = matches!(expr.kind, ExprKind::Literal(_)).then(|| self.text(expr.span));
        if let (ExprKind::Literal(Value::Number(share)), Type::Percentage) = (&expr.kind, meant)
            && share.to_whole().is_none()
            && share.decimal().abs() < Number::from(1).decimal()
            && let Some(percent) = share.checked_mul(Number::from(100))
        {
            let (percentage, plain) = (format!("{percent}%"), format!("{share}%"));
            return self.report(plain_number::share(expr.span, &percentage, &plain));
        }
        let plain = literal.filter(|text| !text.contains(['(', '/']));
        let better = plain.map(|text| match meant {
            Type::Percentage => format!("{text}%"),
            _ => format!("{text} euro"),
        });
        self.report(plain_number::fault(expr.span, type_words(meant), better.as_deref()));
    }
}

/// An expression after an error.
pub(super) fn missing(span: Span) -> Expr {
    Expr { kind: ExprKind::Missing, ty: None, span }
}

/// Whether every value of `have` is one of `ty`.
fn fits(have: &Type, ty: &Type) -> bool {
    match (have, ty) {
        (Type::Choice(have), Type::Choice(options)) => {
            have.iter().all(|option| options.contains(option))
        }
        (Type::Duration(_), Type::Duration(None)) => true,
        _ => have == ty,
    }
}

/// A count as a number: a literal becomes one, anything else is multiplied by the number 1.
fn as_number(mut expr: Expr) -> Expr {
    let span = expr.span;
    let ty = Some(Ty::Value(Type::Number));
    if let ExprKind::Literal(Value::Count(count)) = &expr.kind {
        expr.kind = ExprKind::Literal(Value::Number((*count).into()));
        return Expr { ty, ..expr };
    }
    let one = ExprKind::Literal(Value::Number(Number::from(1)));
    let one = Expr { kind: one, ty: ty.clone(), span };
    let kind = ExprKind::Arithmetic(Operation::Mul, Box::new(expr), Box::new(one));
    Expr { kind, ty, span }
}

fn whole(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Literal(Value::Number(number)) => number.to_whole(),
        _ => None,
    }
}

/// The fact of a reference, for one that is not missing.
pub(super) fn found<I: Id>(id: I) -> Option<I> {
    (!id.is_missing()).then_some(id)
}
