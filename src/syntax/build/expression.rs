//! Expressions, and texts with expressions in them.

use pest::Parser;

use super::cursor::Cursor;
use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::span::Span;
use crate::syntax::ast::{
    Age, ArithmeticOp, BetweenExpr, Chain, Compare, CompareOp, CountOf, DecisionIs, DocumentExpr,
    Expr, ExprKind, HeldBy, InARow, Link, OneOf, Quantified, Quantifier, TaskIs, TaskState,
    Template, TemplatePart,
};
use crate::syntax::grammar::{Grammar, Rule};

impl<'i> Builder<'i> {
    /// `expression`, `inner_or`
    pub(super) fn expression(&mut self, part: &Part<'i>) -> Built<Expr> {
        self.chain(part, ExprKind::Or, Self::and_chain)
    }

    /// `and_chain`, `inner_and`
    fn and_chain(&mut self, part: &Part<'i>) -> Built<Expr> {
        self.chain(part, ExprKind::And, Self::condition)
    }

    fn chain(
        &mut self,
        part: &Part<'i>,
        kind: fn(Vec<Expr>) -> ExprKind,
        operand: fn(&mut Self, &Part<'i>) -> Built<Expr>,
    ) -> Built<Expr> {
        let mut cursor = part.cursor();
        let first = operand(self, &cursor.next().ok_or(Drift)?)?;
        if cursor.peek().is_none() {
            return Ok(first);
        }
        let mut all = vec![first];
        for part in cursor {
            all.push(operand(self, &part)?);
        }
        Ok(Expr { kind: kind(all), span: self.span(part) })
    }

    /// `condition`, `inner_condition`
    fn condition(&mut self, part: &Part<'i>) -> Built<Expr> {
        let mut cursor = part.cursor();
        let negated = cursor.accept(Rule::negation).is_some();
        let inner = cursor.next().ok_or(Drift)?;
        let expr = match inner.rule() {
            Rule::quantified => self.quantified(&inner)?,
            Rule::in_a_row => self.in_a_row(&inner)?,
            _ => self.comparison(&inner)?,
        };
        Ok(self.negate(negated, expr, part))
    }

    fn negate(&self, negated: bool, expr: Expr, part: &Part<'i>) -> Expr {
        if !negated {
            return expr;
        }
        Expr { kind: ExprKind::Not(Box::new(expr)), span: self.span(part) }
    }

    fn quantified(&mut self, part: &Part<'i>) -> Built<Expr> {
        let mut cursor = part.cursor();
        let quantifier = match cursor.need(Rule::quantifier)?.keyword()? {
            Rule::kw_all => Quantifier::All,
            Rule::kw_some => Quantifier::Some,
            _ => Quantifier::No,
        };
        let over = self.need_name(&mut cursor)?;
        let body = Box::new(self.expression(&cursor.need(Rule::inner_or)?)?);
        let kind = ExprKind::Quantified(Quantified { quantifier, over, body });
        Ok(Expr { kind, span: self.span(part) })
    }

    fn in_a_row(&mut self, part: &Part<'i>) -> Built<Expr> {
        let mut cursor = part.cursor();
        let times = self.need_count(&mut cursor)?;
        let condition = Box::new(self.expression(&cursor.need(Rule::inner_or)?)?);
        Ok(Expr { kind: ExprKind::InARow(InARow { times, condition }), span: self.span(part) })
    }

    fn comparison(&mut self, part: &Part<'i>) -> Built<Expr> {
        let mut cursor = part.cursor();
        let left = self.sum(&cursor.need(Rule::sum)?)?;
        let Some(tail) = cursor.next() else { return Ok(left) };
        let value = Box::new(left);
        let mut inner = tail.cursor();
        let kind = match tail.rule() {
            Rule::compared => {
                let op = compare_op(&inner.need(Rule::compare_mark)?)?;
                let right = Box::new(self.sum(&inner.need(Rule::sum)?)?);
                ExprKind::Compare(Compare { op, left: value, right })
            }
            Rule::one_of_these => {
                let choices = self.arguments(inner)?;
                ExprKind::OneOf(OneOf { value, choices })
            }
            Rule::between => {
                let low = Box::new(self.sum(&inner.need(Rule::sum)?)?);
                let high = Box::new(self.sum(&inner.need(Rule::sum)?)?);
                ExprKind::Between(BetweenExpr { value, low, high })
            }
            _ => return Err(Drift),
        };
        Ok(Expr { kind, span: self.span(part) })
    }

    fn arguments(&mut self, cursor: Cursor<'i>) -> Built<Vec<Expr>> {
        let mut arguments = vec![];
        for part in cursor {
            arguments.push(self.expression(&part)?);
        }
        Ok(arguments)
    }

    /// `sum`
    pub(super) fn sum(&mut self, part: &Part<'i>) -> Built<Expr> {
        self.arithmetic(part, Rule::sum_mark, ExprKind::Sum, Self::product)
    }

    fn product(&mut self, part: &Part<'i>) -> Built<Expr> {
        self.arithmetic(part, Rule::product_mark, ExprKind::Product, Self::operand)
    }

    fn arithmetic(
        &mut self,
        part: &Part<'i>,
        mark: Rule,
        kind: fn(Chain) -> ExprKind,
        operand: fn(&mut Self, &Part<'i>) -> Built<Expr>,
    ) -> Built<Expr> {
        let mut cursor = part.cursor();
        let first = operand(self, &cursor.next().ok_or(Drift)?)?;
        let mut rest = vec![];
        while let Some(mark) = cursor.accept(mark) {
            // A mark may have white space behind it.
            let op = match mark.text().trim_end() {
                "+" => ArithmeticOp::Add,
                "-" => ArithmeticOp::Subtract,
                "*" => ArithmeticOp::Multiply,
                _ => ArithmeticOp::Divide,
            };
            rest.push(Link { op, operand: operand(self, &cursor.next().ok_or(Drift)?)? });
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let kind = kind(Chain { first: Box::new(first), rest });
        Ok(Expr { kind, span: self.span(part) })
    }

    /// `operand`, `day`
    fn operand(&mut self, part: &Part<'i>) -> Built<Expr> {
        let span = self.span(part);
        let mut cursor = part.cursor();
        let kind = match part.rule() {
            Rule::name => ExprKind::Name(self.name(part)),
            Rule::yes => ExprKind::Yes(span),
            Rule::no => ExprKind::No(span),
            Rule::done => ExprKind::Done(span),
            Rule::accepted => ExprKind::Accepted(span),
            Rule::today => ExprKind::Today(span),
            Rule::number => ExprKind::Number(self.number(part)?),
            Rule::date => ExprKind::Date(self.date(part)?),
            Rule::instant => ExprKind::Instant(self.date_time(part)?),
            Rule::duration => ExprKind::Duration(self.duration(part)?),
            Rule::text => ExprKind::Text(self.text(part)),
            Rule::document => {
                let reference = self.text(&cursor.need(Rule::text)?);
                let version = self.text(&cursor.need(Rule::text)?);
                let hash = cursor.accept(Rule::text).map(|part| self.text(&part));
                ExprKind::Document(DocumentExpr { reference, version, hash })
            }
            Rule::parenthesised => {
                let inner = self.expression(&cursor.need(Rule::expression)?)?;
                return Ok(Expr { kind: inner.kind, span });
            }
            Rule::negative => {
                ExprKind::Negative(Box::new(self.operand(&cursor.next().ok_or(Drift)?)?))
            }
            Rule::known => {
                let inner = self.expression(&cursor.need(Rule::expression)?)?;
                ExprKind::Known(Box::new(inner))
            }
            Rule::age => {
                let born = Box::new(self.expression(&cursor.need(Rule::expression)?)?);
                let on = cursor.accept(Rule::expression).map(|part| self.expression(&part));
                ExprKind::Age(Age { born, on: on.transpose()?.map(Box::new) })
            }
            Rule::earliest => ExprKind::Earliest(self.arguments(cursor)?),
            Rule::latest => ExprKind::Latest(self.arguments(cursor)?),
            _ => self.state(part)?,
        };
        Ok(Expr { kind, span })
    }

    /// Operands that ask how things stand.
    fn state(&mut self, part: &Part<'i>) -> Built<ExprKind> {
        let mut cursor = part.cursor();
        Ok(match part.rule() {
            rule @ (Rule::task_is | Rule::action_is) => {
                let task = self.need_name(&mut cursor)?;
                let state = task_state(&cursor.need(Rule::task_state)?)?;
                let is = TaskIs { task, state };
                if rule == Rule::task_is { ExprKind::Task(is) } else { ExprKind::Action(is) }
            }
            Rule::decision_is => {
                let decision = self.need_name(&mut cursor)?;
                let outcome = self.outcome_name(&cursor.need(Rule::outcome_name)?)?;
                ExprKind::Decision(DecisionIs { decision, outcome })
            }
            Rule::signal_received => ExprKind::Received(self.need_name(&mut cursor)?),
            Rule::in_state => ExprKind::In(self.need_name(&mut cursor)?),
            Rule::held_by => {
                let holding = self.holding(&cursor.need(Rule::holding)?)?;
                ExprKind::HeldBy(HeldBy { holding, role: self.need_name(&mut cursor)? })
            }
            Rule::count_of => {
                let over = self.need_name(&mut cursor)?;
                let only = cursor.accept(Rule::counted).map(|part| self.counted(&part));
                ExprKind::Count(CountOf { over, only: only.transpose()?.map(Box::new) })
            }
            _ => return Err(Drift),
        })
    }

    fn counted(&mut self, part: &Part<'i>) -> Built<Expr> {
        let mut cursor = part.cursor();
        let negated = cursor.accept(Rule::negation).is_some();
        let expr = self.operand(&cursor.next().ok_or(Drift)?)?;
        Ok(self.negate(negated, expr, part))
    }

    /// `day`: what a date may be given by.
    pub(super) fn day(&mut self, part: &Part<'i>) -> Built<Expr> {
        self.operand(&part.only()?)
    }

    /// A text in which `{expr}` is an expression and `{{` a brace.
    pub(super) fn template(&mut self, part: &Part<'i>) -> Template {
        let text = self.text(part);
        let quote = part.text().chars().next().map_or(0, char::len_utf8);
        let mut at = part.raw_span().start as usize + quote;
        let mut rest = text.text.as_str();
        let mut parts = vec![];
        let mut plain = String::new();
        while let Some((before, behind)) = rest.split_once('{') {
            plain.push_str(before);
            at += before.len() + 1;
            if let Some(behind) = behind.strip_prefix('{') {
                plain.push('{');
                (at, rest) = (at + 1, behind);
                continue;
            }
            let Some((inside, behind)) = behind.split_once('}') else {
                let span = Span::new(at - 1, at);
                self.diagnostics.push(crate::syntax::fault::text_brace::at(span));
                (plain, rest) = (plain + "{", behind);
                continue;
            };
            if let Some(expr) = self.inserted(Span::new(at, at + inside.len())) {
                if !plain.is_empty() {
                    parts.push(TemplatePart::Text(std::mem::take(&mut plain)));
                }
                parts.push(TemplatePart::Expr(expr));
            }
            (at, rest) = (at + inside.len() + 1, behind);
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(TemplatePart::Text(plain));
        }
        Template { parts, span: text.span }
    }

    /// The expression at a place within a text.
    fn inserted(&mut self, span: Span) -> Option<Expr> {
        let text = self.slice(span);
        if self.too_deep(text, span) {
            return None;
        }
        let Ok(mut pairs) = Grammar::parse(Rule::only_expression, text) else {
            self.explain(span, Context::Expression);
            self.hide(span);
            return None;
        };
        let part = Part::new(pairs.next()?, span.start as usize);
        self.audit(&part);
        let expr = part.only().and_then(|part| self.expression(&part));
        expr.inspect_err(|Drift| {
            self.drift(&part);
        })
        .ok()
    }
}

/// `task_state`
pub(super) fn task_state(part: &Part<'_>) -> Built<TaskState> {
    Ok(match part.keyword()? {
        Rule::kw_done => TaskState::Done,
        Rule::kw_open => TaskState::Open,
        Rule::kw_overdue => TaskState::Overdue,
        Rule::kw_withdrawn => TaskState::Withdrawn,
        Rule::kw_excused => TaskState::Excused,
        _ => return Err(Drift),
    })
}

fn compare_op(part: &Part<'_>) -> Built<CompareOp> {
    if let Ok(keyword) = part.keyword() {
        let negative = keyword == Rule::kw_is_not;
        return Ok(if negative { CompareOp::IsNot } else { CompareOp::Is });
    }
    Ok(match part.text().trim_end() {
        "=" | "==" => CompareOp::Is,
        "!=" | "<>" | "\u{2260}" => CompareOp::IsNot,
        "<" => CompareOp::Less,
        "<=" | "=<" | "\u{2264}" => CompareOp::AtMost,
        ">" => CompareOp::Greater,
        ">=" | "\u{2265}" => CompareOp::AtLeast,
        _ => return Err(Drift),
    })
}
