//! Conditions and comparisons: both sides must be of types that compare.

use super::Resolver;
use super::expression::{Hint, Typed};
use super::fault::incomparable_types::{self, Reason};
use super::fault::{incommensurable_durations, plain_number, unknown_name};
use super::fit::words;
use super::kind::Kind;
use super::plan::Planned;
use crate::calendar::Unit;
use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::expr::Comparison;
use crate::span::Span;
use crate::syntax::ast::{self, CompareOp};
use crate::value::{Number, Type, Value};

/// Whether a comparison asks for an order or only for equality.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Equality,
    Order,
}

impl Resolver<'_> {
    /// `A < B`
    pub(super) fn compare(&mut self, it: &ast::Compare) -> Typed {
        let (op, sign, asks) = match it.op {
            CompareOp::Is => (Comparison::Equal, "is", Asks::Equality),
            CompareOp::IsNot => (Comparison::NotEqual, "!=", Asks::Equality),
            CompareOp::Less => (Comparison::Less, "<", Asks::Order),
            CompareOp::AtMost => (Comparison::AtMost, "<=", Asks::Order),
            CompareOp::Greater => (Comparison::Greater, ">", Asks::Order),
            CompareOp::AtLeast => (Comparison::AtLeast, ">=", Asks::Order),
        };
        let (left, right) = self.sides(&it.left, &it.right);
        let at = it.left.span.to(it.right.span);
        let ty = self.comparable((&left, &right), asks, sign, at);
        (ExprKind::Compare(op, Box::new(left), Box::new(right)), ty)
    }

    /// `A in (B, C)`
    pub(super) fn one_of(&mut self, it: &ast::OneOf) -> Typed {
        let value = self.expr(&it.value, None);
        let mut choices = Vec::with_capacity(it.choices.len());
        let mut ty = Some(Ty::Value(Type::Truth));
        for written in &it.choices {
            let choice = self.hinted(written, &value);
            ty = ty.and(self.comparable((&value, &choice), Asks::Equality, "in", choice.span));
            choices.push(choice);
        }
        (ExprKind::OneOf(Box::new(value), choices), ty)
    }

    /// `A tussen B en C`
    pub(super) fn between(&mut self, it: &ast::BetweenExpr) -> Typed {
        let of = self.expr(&it.value, None);
        let low = self.hinted(&it.low, &of);
        let high = self.hinted(&it.high, &of);
        let lower = self.comparable((&of, &low), Asks::Order, ">=", low.span);
        let upper = self.comparable((&of, &high), Asks::Order, "<=", high.span);
        let kind = ExprKind::Between { of: Box::new(of), low: Box::new(low), high: Box::new(high) };
        (kind, lower.and(upper))
    }

    /// `A en B en …`, `A of B of …`
    pub(super) fn logic(&mut self, parts: &[ast::Expr], join: fn(Vec<Expr>) -> ExprKind) -> Typed {
        let mut resolved: Vec<Expr> = Vec::with_capacity(parts.len());
        // What the part before compares with an option of a choice.
        let mut compared: Option<(&ast::Compare, Ty)> = None;
        for part in parts {
            if let Some((before, ty)) = &compared
                && self.is_option_alone(part, before, ty)
            {
                resolved.push(super::fit::missing(part.span));
                continue;
            }
            let inner = self.expr(part, None);
            compared = match (&part.kind, &inner.kind) {
                (ast::ExprKind::Compare(it), ExprKind::Compare(Comparison::Equal, left, _)) => {
                    left.ty.clone().map(|ty| (it, ty))
                }
                _ => None,
            };
            resolved.push(self.truth(inner));
        }
        let known = resolved.iter().all(|part| part.ty.is_some());
        (join(resolved), known.then_some(Ty::Value(Type::Truth)))
    }

    /// Whether a part of a chain is a bare option of what the part before compares; reported then.
    fn is_option_alone(&mut self, part: &ast::Expr, before: &ast::Compare, ty: &Ty) -> bool {
        let (ast::ExprKind::Name(name), Ty::Value(Type::Choice(options))) = (&part.kind, ty) else {
            return false;
        };
        let (ast::ExprKind::Name(fact), ast::ExprKind::Name(first)) =
            (&before.left.kind, &before.right.kind)
        else {
            return false;
        };
        let alone = self.is_option(part) && options.contains(&name.text);
        if alone {
            let (name, fact, first) = (&name.text, &fact.text, &first.text);
            self.report(unknown_name::option_alone(name, part.span, fact, first));
        }
        alone
    }

    /// The side that can stand alone first: an option of a choice has its meaning from the other.
    fn sides(&mut self, left: &ast::Expr, right: &ast::Expr) -> (Expr, Expr) {
        if self.is_option(left) && !self.is_option(right) {
            let right = self.expr(right, None);
            let left = self.hinted(left, &right);
            return (left, right);
        }
        let left = self.expr(left, None);
        let right = self.hinted(right, &left);
        (left, right)
    }

    /// Whether an expression is a bare name that stands for nothing by itself.
    pub(super) fn is_option(&self, written: &ast::Expr) -> bool {
        let ast::ExprKind::Name(name) = &written.kind else { return false };
        let kinds = [Kind::Fact, Kind::Scale, Kind::Level, Kind::Item];
        kinds.into_iter().all(|kind| self.names.get(kind, &name.text).is_none())
    }

    fn hinted(&mut self, written: &ast::Expr, other: &Expr) -> Expr {
        match &other.ty {
            Some(ty) => self.expr(written, Some(Hint { ty, of: other.span })),
            // Nothing is known about the other side: a bare name may be an option of it.
            None if self.is_option(written) => super::fit::missing(written.span),
            None => self.expr(written, None),
        }
    }

    /// The type of a comparison; `None` after an error.
    fn comparable(
        &mut self,
        (left, right): (&Expr, &Expr),
        asks: Asks,
        sign: &str,
        at: Span,
    ) -> Option<Ty> {
        let (Some(a), Some(b)) = (&left.ty, &right.ty) else { return None };
        let truth = Some(Ty::Value(Type::Truth));
        match (a, b) {
            (Ty::Level, Ty::Level) => truth,
            (Ty::Value(a), Ty::Value(b)) if self.is_unit_forgotten(left, a, right, b) => None,
            (Ty::Value(Type::Duration(_)), Ty::Value(Type::Duration(_))) => {
                truth.filter(|_| self.commensurable(left, right, at))
            }
            (Ty::Value(a), Ty::Value(b))
                if a.compares_with(b) && (asks == Asks::Equality || a.is_ordered()) =>
            {
                truth
            }
            (a, b) => {
                let reason = reason((a, left), (b, right));
                self.report(incomparable_types::fault(words(a), words(b), sign, at, &reason));
                None
            }
        }
    }

    /// Reports a plain number beside an amount or percentage.
    pub(super) fn is_unit_forgotten(
        &mut self,
        left: &Expr,
        a: &Type,
        right: &Expr,
        b: &Type,
    ) -> bool {
        let plain = |ty: &Type| matches!(ty, Type::Number | Type::Count);
        let with_unit = |ty: &Type| matches!(ty, Type::Amount | Type::Percentage);
        let (expr, meant, other) = if plain(a) && with_unit(b) {
            (left, b, right)
        } else if with_unit(a) && plain(b) {
            (right, a, left)
        } else {
            return false;
        };
        match as_decimal(other) {
            Some(decimal) if !matches!(expr.kind, ExprKind::Literal(_)) => {
                self.report(plain_number::ratio(other.span, &decimal));
            }
            _ if *meant == Type::Percentage && !matches!(expr.kind, ExprKind::Literal(_)) => {
                let percentage = match &other.kind {
                    ExprKind::Arithmetic(..) => format!("({})", self.text(other.span)),
                    _ => self.text(other.span).to_owned(),
                };
                self.report(plain_number::computed(expr.span, &percentage));
            }
            _ => self.plain_number(expr, meant),
        }
        true
    }

    /// Whether two durations compare on every calendar; reported when they do not.
    pub(super) fn commensurable(&mut self, left: &Expr, right: &Expr, at: Span) -> bool {
        match (unit(left), unit(right)) {
            (Some(a), Some(b)) if a == b => return true,
            (Some(a), Some(b)) => {
                let (left, right) = (self.text(left.span), self.text(right.span));
                self.report(incommensurable_durations::fault((left, a), (right, b), at));
            }
            (None, other) => return !self.of_any_unit(left, other),
            (other, None) => return !self.of_any_unit(right, other),
        }
        false
    }

    /// Reports a duration that is compared or calculated with and may be of any unit: always.
    pub(super) fn of_any_unit(&mut self, expr: &Expr, meant: Option<Unit>) -> bool {
        let planned = match expr.kind {
            ExprKind::Fact(fact) => self.plan.facts.get(fact),
            _ => None,
        };
        let declared = match planned {
            Some((_, Planned::Stated(it))) => Some(it.kind.span),
            Some((_, Planned::Table(it))) => it.kind.as_ref().map(|kind| kind.span),
            _ => None,
        };
        let meant = meant.map(|unit| unit.word(self.file.language, true));
        let better = declared.zip(meant);
        let better = better.map(|(at, unit)| (at, format!("{} in {unit}", self.text(at))));
        let name = self.text(expr.span);
        self.report(incommensurable_durations::of_any_unit(name, expr.span, better));
        true
    }
}

/// A percentage that is written out, as a number: `-10%` is `-0.1`.
fn as_decimal(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Literal(Value::Percentage(number)) => {
            Some(number.checked_div(Number::from(100))?.to_string())
        }
        _ => None,
    }
}

/// Why two expressions do not compare.
fn reason<'e>((a, left): (&Ty, &'e Expr), (b, right): (&Ty, &'e Expr)) -> Reason<'e> {
    let quoted = |options: &[String], expr: &'e Expr| match &expr.kind {
        ExprKind::Literal(Value::Text(text)) if options.contains(text) => {
            Some(Reason::Quoted(expr.span, text))
        }
        _ => None,
    };
    match (a, b) {
        (Ty::Value(a), Ty::Value(b)) if a.compares_with(b) => Reason::NoOrder,
        (Ty::Value(Type::Choice(_)), Ty::Value(Type::Choice(_))) => Reason::NothingInCommon,
        (Ty::Value(Type::Choice(options)), _) => quoted(options, right).unwrap_or(Reason::Types),
        (_, Ty::Value(Type::Choice(options))) => quoted(options, left).unwrap_or(Reason::Types),
        _ => Reason::Types,
    }
}

/// The unit of a duration; `None`: it may be any.
pub(super) fn unit(expr: &Expr) -> Option<Unit> {
    match expr.ty {
        Some(Ty::Value(Type::Duration(unit))) => unit,
        _ => None,
    }
}
