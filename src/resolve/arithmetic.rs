//! Calculations: chains from left to right, with the typing of values.

use super::Resolver;
use super::comparison::sample;
use super::expression::{DEPTH, Typed, WRONG};
use super::fault::incomparable_types::{self, Reason};
use super::fault::{long_calculation, type_mismatch};
use super::fit::{missing, type_words, words};
use crate::calendar::Unit;
use crate::hir::{Expr, ExprKind, Ty};
use crate::span::Span;
use crate::syntax::ast::{self, ArithmeticOp};
use crate::value::{Arithmetic, Number, Type, Value};

impl Resolver<'_> {
    /// `A + B - C`, `A * B / C`
    pub(super) fn chain(&mut self, chain: &ast::Chain, at: Span) -> Typed {
        // The first operand ends up below every operator of the chain.
        let links = u32::try_from(chain.rest.len()).unwrap_or(u32::MAX);
        if self.depth.saturating_add(links) >= DEPTH {
            self.report(long_calculation::fault(at));
            return WRONG;
        }
        self.depth += links;
        let mut total = self.expr(&chain.first, None);
        for link in &chain.rest {
            let operand = self.expr(&link.operand, None);
            total = self.step(total, link.op, operand);
            self.depth = self.depth.saturating_sub(1);
        }
        (total.kind, total.ty)
    }

    fn step(&mut self, left: Expr, op: ArithmeticOp, right: Expr) -> Expr {
        let span = left.span.to(right.span);
        let (op, sign) = match op {
            ArithmeticOp::Add => (Arithmetic::Add, "+"),
            ArithmeticOp::Subtract => (Arithmetic::Sub, "-"),
            ArithmeticOp::Multiply => (Arithmetic::Mul, "*"),
            ArithmeticOp::Divide => (Arithmetic::Div, "/"),
        };
        let (Some(a), Some(b)) = (&left.ty, &right.ty) else { return missing(span) };
        let ty = match (a, b) {
            (Ty::Value(a), Ty::Value(b)) => op.ty(a, b),
            _ => None,
        };
        let sum = matches!(op, Arithmetic::Add | Arithmetic::Sub);
        let Some(ty) = ty else {
            let (a, b) = (a.clone(), b.clone());
            if let (Ty::Value(x), Ty::Value(y)) = (&a, &b)
                && sum
                && self.is_unit_forgotten(&left, x, &right, y)
            {
                return missing(span);
            }
            self.report(incomparable_types::fault(
                words(&a),
                words(&b),
                sign,
                span,
                &Reason::Types,
            ));
            return missing(span);
        };
        let fine = match &ty {
            Type::Duration if sum && !is_date(&left) => self.commensurable(&left, &right, span),
            Type::Date | Type::Instant if sum => self.on_calendar(&left, &right, sign, span),
            _ => true,
        };
        if !fine {
            return missing(span);
        }
        let kind = ExprKind::Arithmetic(op, Box::new(left), Box::new(right));
        Expr { kind, ty: Some(Ty::Value(ty)), span }
    }

    /// Whether a date or an instant moves by a duration without asking a calendar or a zone.
    fn on_calendar(&mut self, left: &Expr, right: &Expr, sign: &str, at: Span) -> bool {
        let moved = |expr: &Expr| expr.ty != Some(Ty::Value(Type::Duration));
        let (point, length) = if moved(left) { (left, right) } else { (right, left) };
        let Some(unit) = sample(length).map(|duration| duration.unit) else { return true };
        let elapsed = matches!(unit, Unit::Minute | Unit::Hour);
        let (fits, en, nl) = if is_date(point) {
            let fits = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
            (
                fits,
                "a duration in minutes, hours or working days",
                "een duur in minuten, uren of werkdagen",
            )
        } else {
            (elapsed, "a duration in days or longer", "een duur in dagen of langer")
        };
        if !fits {
            let point = point.ty.as_ref().map_or_else(|| type_words(&Type::Date), words);
            self.report(incomparable_types::fault(point, (nl, en), sign, at, &Reason::Types));
        }
        fits
    }

    /// `- A`; of a literal, the negative literal.
    pub(super) fn negative(&mut self, written: &ast::Expr) -> Typed {
        let inner = self.expr(written, None);
        let ty = inner.ty.clone();
        let minus = |number: Number| Number::ZERO.checked_sub(number);
        let literal = match &inner.kind {
            ExprKind::Literal(Value::Number(number)) => minus(*number).map(Value::Number),
            ExprKind::Literal(Value::Count(count)) => count.checked_neg().map(Value::Count),
            ExprKind::Literal(Value::Amount(number)) => minus(*number).map(Value::Amount),
            ExprKind::Literal(Value::Percentage(number)) => minus(*number).map(Value::Percentage),
            _ => None,
        };
        if let Some(literal) = literal {
            return (ExprKind::Literal(literal), ty);
        }
        match &ty {
            None => WRONG,
            Some(Ty::Value(Type::Number | Type::Count | Type::Amount | Type::Percentage)) => {
                (ExprKind::Negate(Box::new(inner)), ty)
            }
            Some(other) => {
                let expected = type_words(&Type::Number);
                self.report(type_mismatch::fault(expected, words(other), inner.span));
                WRONG
            }
        }
    }
}

fn is_date(expr: &Expr) -> bool {
    expr.ty == Some(Ty::Value(Type::Date))
}
