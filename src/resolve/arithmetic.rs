//! Calculations: chains from left to right, with the typing of values.

use super::Resolver;
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
        let Some(ty) = ty else {
            let sum = matches!(op, Arithmetic::Add | Arithmetic::Sub);
            let told = match (a.clone(), b.clone()) {
                (Ty::Value(a), Ty::Value(b)) if sum => self.lacks_unit((&left, a), (&right, b)),
                _ => false,
            };
            if !told && let (Some(a), Some(b)) = (&left.ty, &right.ty) {
                let (a, b) = (words(a), words(b));
                self.report(incomparable_types::fault(a, b, sign, span, &Reason::Types));
            }
            return missing(span);
        };
        let kind = ExprKind::Arithmetic(op, Box::new(left), Box::new(right));
        Expr { kind, ty: Some(Ty::Value(ty)), span }
    }

    /// Reports what cannot be added because of its unit, or for want of one; whether it did.
    fn lacks_unit(&mut self, (left, a): (&Expr, Type), (right, b): (&Expr, Type)) -> bool {
        match (&a, &b) {
            (Type::Duration(_), Type::Duration(_)) => {
                !self.commensurable(left, right, left.span.to(right.span))
            }
            (Type::Date, Type::Duration(None)) => self.of_any_unit(right, Some(Unit::Day)),
            (Type::Duration(None), Type::Date) => self.of_any_unit(left, Some(Unit::Day)),
            (Type::Instant, Type::Duration(None)) => self.of_any_unit(right, Some(Unit::Minute)),
            (Type::Duration(None), Type::Instant) => self.of_any_unit(left, Some(Unit::Minute)),
            _ => self.is_unit_forgotten(left, &a, right, &b),
        }
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
