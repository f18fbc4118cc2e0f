//! Expressions, literals and texts with expressions in them.

use super::Printer;
use crate::diagnostic::Language;
use crate::syntax::ast::{
    Age, ArithmeticOp, Chain, CompareOp, Date, DateTime, Duration, Expr, ExprKind, Holding,
    Magnitude, Number, NumberUnit, Quantifier, TaskState, Template, TemplatePart, TimeOfDay, Unit,
};
use crate::syntax::grammar::Rule;
use crate::syntax::keyword;

/// How tightly an expression binds; an operand binds tightest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Quantified,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Count,
    Operand,
}

fn level(expr: &Expr) -> Level {
    match &expr.kind {
        ExprKind::Quantified(_) | ExprKind::InARow(_) => Level::Quantified,
        ExprKind::Or(_) => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::Not(_) => Level::Not,
        ExprKind::Compare(_) | ExprKind::OneOf(_) | ExprKind::Between(_) => Level::Compare,
        ExprKind::Sum(_) => Level::Sum,
        ExprKind::Product(_) => Level::Product,
        ExprKind::Count(_) => Level::Count,
        _ => Level::Operand,
    }
}

impl Printer<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) {
        self.at(expr, Level::Quantified);
    }

    /// An expression where only sums may stand.
    pub(super) fn sum(&mut self, expr: &Expr) {
        self.at(expr, Level::Sum);
    }

    /// `{ P }`
    pub(super) fn braced(&mut self, expr: &Expr) {
        self.t("{");
        self.expr(expr);
        self.t("}");
    }

    /// An expression where at least `least` must bind; else in parentheses.
    fn at(&mut self, expr: &Expr, least: Level) {
        if level(expr) >= least {
            self.bare(expr);
        } else {
            self.parenthesised(expr);
        }
    }

    fn parenthesised(&mut self, expr: &Expr) {
        self.open("(");
        self.bare(expr);
        self.p(")");
    }

    fn bare(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Or(parts) => self.chain(parts, Rule::kw_or, Level::And),
            ExprKind::And(parts) => self.chain(parts, Rule::kw_and, Level::Not),
            ExprKind::Not(inner) => {
                self.k(Rule::kw_not);
                self.at(inner, Level::Compare);
            }
            ExprKind::Compare(compare) => {
                self.at(&compare.left, Level::Sum);
                self.compare_op(compare.op);
                self.at(&compare.right, Level::Sum);
            }
            ExprKind::OneOf(one_of) => {
                self.at(&one_of.value, Level::Sum);
                self.k(Rule::kw_in);
                self.open("(");
                self.arguments(&one_of.choices);
                self.p(")");
            }
            ExprKind::Between(between) => {
                self.at(&between.value, Level::Sum);
                self.k(Rule::kw_between);
                self.at(&between.low, Level::Sum);
                self.k(Rule::kw_and);
                self.at(&between.high, Level::Sum);
            }
            ExprKind::Sum(chain) => self.operations(chain, Level::Product),
            ExprKind::Product(chain) => self.operations(chain, Level::Count),
            ExprKind::Negative(inner) => {
                self.open("-");
                match inner.kind {
                    ExprKind::Number(_) | ExprKind::Name(_) | ExprKind::Duration(_) => {
                        self.bare(inner);
                    }
                    _ => self.parenthesised(inner),
                }
            }
            ExprKind::Quantified(quantified) => {
                self.k(match quantified.quantifier {
                    Quantifier::All => Rule::kw_all,
                    Quantifier::Some => Rule::kw_some,
                    Quantifier::No => Rule::kw_none,
                });
                self.name(&quantified.over);
                self.p(":");
                self.at(&quantified.body, Level::Or);
            }
            ExprKind::InARow(row) => {
                self.count(&row.times);
                self.k(Rule::kw_in_a_row);
                self.p(":");
                self.at(&row.condition, Level::Or);
            }
            ExprKind::Count(count) => {
                self.k(Rule::kw_number_of);
                self.name(&count.over);
                if let Some(only) = &count.only {
                    self.k(Rule::kw_where);
                    self.counted(only);
                }
            }
            _ => self.operand(expr),
        }
    }

    fn chain(&mut self, parts: &[Expr], joint: Rule, least: Level) {
        for (position, part) in parts.iter().enumerate() {
            if position > 0 {
                self.k(joint);
            }
            self.at(part, least);
        }
    }

    fn operations(&mut self, chain: &Chain, least: Level) {
        self.at(&chain.first, least);
        for link in &chain.rest {
            self.t(match link.op {
                ArithmeticOp::Add => "+",
                ArithmeticOp::Subtract => "-",
                ArithmeticOp::Multiply => "*",
                ArithmeticOp::Divide => "/",
            });
            self.at(&link.operand, least);
        }
    }

    /// What an `aantal … waar` counts: one operand, at most one `niet`.
    fn counted(&mut self, only: &Expr) {
        match &only.kind {
            ExprKind::Not(inner) => {
                self.k(Rule::kw_not);
                self.at(inner, Level::Operand);
            }
            _ => self.at(only, Level::Operand),
        }
    }

    fn compare_op(&mut self, op: CompareOp) {
        match op {
            CompareOp::Is => self.k(Rule::kw_is),
            CompareOp::IsNot => self.k(Rule::kw_is_not),
            CompareOp::Less => self.t("<"),
            CompareOp::AtMost => self.t("<="),
            CompareOp::Greater => self.t(">"),
            CompareOp::AtLeast => self.t(">="),
        }
    }

    pub(super) fn arguments(&mut self, arguments: &[Expr]) {
        for (position, argument) in arguments.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            self.expr(argument);
        }
    }

    fn operand(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Yes(_) => self.k(Rule::kw_yes),
            ExprKind::No(_) => self.k(Rule::kw_no),
            ExprKind::Number(number) => self.number(number),
            ExprKind::Date(date) => self.date(date),
            ExprKind::Instant(instant) => self.date_time(instant),
            ExprKind::Duration(duration) => self.duration(duration),
            ExprKind::Text(text) => self.text(text),
            ExprKind::Today(_) => self.k(Rule::kw_today),
            ExprKind::Known(inner) => self.call(Rule::kw_known, std::slice::from_ref(inner)),
            ExprKind::Age(age) => self.age(age),
            ExprKind::Earliest(parts) => self.call(Rule::kw_earliest, parts),
            ExprKind::Latest(parts) => self.call(Rule::kw_latest, parts),
            ExprKind::In(state) => {
                self.k(Rule::kw_in);
                self.name(state);
            }
            ExprKind::Task(task) => {
                self.k(Rule::kw_task);
                self.name(&task.task);
                self.task_state(task.state);
            }
            ExprKind::Decision(decision) => {
                self.k(Rule::kw_decision);
                self.name(&decision.decision);
                self.k(Rule::kw_is);
                self.outcome_name(&decision.outcome);
            }
            ExprKind::Received(signal) => {
                self.k(Rule::kw_signal);
                self.name(signal);
                self.k(Rule::kw_received);
            }
            ExprKind::HeldBy(held) => self.held_by(&held.holding, &held.role.text),
            ExprKind::Done(_) => self.k(Rule::kw_done),
            ExprKind::Accepted(_) => self.k(Rule::kw_accepted),
            _ => self.parenthesised(expr),
        }
    }

    fn held_by(&mut self, holding: &Holding, role: &str) {
        self.holding(holding);
        self.k(Rule::kw_held_by);
        self.t(role);
    }

    fn call<E: std::borrow::Borrow<Expr>>(&mut self, function: Rule, arguments: &[E]) {
        self.k(function);
        self.p("(");
        self.tight = true;
        for (position, argument) in arguments.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            self.expr(argument.borrow());
        }
        self.p(")");
    }

    fn age(&mut self, age: &Age) {
        self.k(Rule::kw_age);
        self.p("(");
        self.tight = true;
        self.expr(&age.born);
        if let Some(on) = &age.on {
            self.ck(Rule::kw_on);
            self.expr(on);
        }
        self.p(")");
    }

    pub(super) fn task_state(&mut self, state: TaskState) {
        self.k(match state {
            TaskState::Done => Rule::kw_done,
            TaskState::Open => Rule::kw_open,
            TaskState::Overdue => Rule::kw_overdue,
            TaskState::Withdrawn => Rule::kw_withdrawn,
            TaskState::Excused => Rule::kw_excused,
        });
    }

    fn number(&mut self, number: &Number) {
        self.t(&number.digits);
        match number.magnitude {
            None => {}
            Some(Magnitude::Thousand) => self.k(Rule::kw_thousand),
            Some(Magnitude::Million) => self.k(Rule::kw_million),
            Some(Magnitude::Billion) => self.k(Rule::kw_billion),
        }
        match number.unit {
            NumberUnit::None => {}
            NumberUnit::Euro => self.k(Rule::kw_euro),
            NumberUnit::Percent => self.p("%"),
        }
    }

    pub(super) fn date(&mut self, date: &Date) {
        self.t(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    }

    pub(super) fn date_time(&mut self, at: &DateTime) {
        self.date(&at.date);
        if let Some(time) = &at.time {
            self.time(time);
        }
    }

    pub(super) fn time(&mut self, time: &TimeOfDay) {
        self.t(&format!("{:02}:{:02}", time.hour, time.minute));
    }

    pub(super) fn duration(&mut self, duration: &Duration) {
        self.t(&duration.amount.to_string());
        let rule = match duration.unit {
            Unit::Minute => Rule::kw_minute,
            Unit::Hour => Rule::kw_hour,
            Unit::Day => Rule::kw_day,
            Unit::WorkingDay => Rule::kw_working_day,
            Unit::Week => Rule::kw_week,
            Unit::Month => Rule::kw_month,
            Unit::Year => Rule::kw_year,
        };
        let dutch = self.language == Language::Dutch;
        let counted = dutch && matches!(duration.unit, Unit::Hour | Unit::Year);
        let many = duration.amount != 1 && !counted;
        self.t(keyword::of(rule).map_or("", |unit| {
            if many { unit.plural(self.language) } else { unit.word(self.language) }
        }));
    }

    /// A text with expressions: `{` is written twice where it is meant itself.
    pub(super) fn template(&mut self, template: &Template) {
        let mut text = String::from("\"");
        for part in &template.parts {
            match part {
                TemplatePart::Text(words) => {
                    text.push_str(&words.replace('"', "'").replace('{', "{{"));
                }
                TemplatePart::Expr(expr) => {
                    let mut inner = Printer::new(self.language, &[]);
                    inner.expr(expr);
                    text.push('{');
                    text.push_str(&inner.out);
                    text.push('}');
                }
            }
        }
        text.push('"');
        self.t(&text);
    }
}
