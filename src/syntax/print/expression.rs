//! Expressions and texts with expressions, on one line.

use super::{Printer, quoted};
use crate::syntax::ast::{
    ArithmeticOp, Chain, CompareOp, CountOf, Date, DateTime, DocumentExpr, Duration, Expr,
    ExprKind, Holding, Magnitude, Number, NumberUnit, OutcomeName, Quantifier, TaskIs, TaskState,
    Template, TemplatePart, TimeOfDay, Unit,
};
use crate::syntax::grammar::Rule;
use crate::syntax::keyword::{self, Keyword};

// How tightly an expression binds; what binds less than its surroundings gets parentheses.
const ANY: u8 = 1;
const AND: u8 = 2;
const CONDITION: u8 = 3;
const COMPARISON: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const OPERAND: u8 = 7;

impl Printer<'_> {
    pub(super) fn expr(&self, expr: &Expr) -> String {
        self.at_least(expr, ANY)
    }

    /// As what stands alone between keywords: a sum.
    pub(super) fn sum(&self, expr: &Expr) -> String {
        self.at_least(expr, SUM)
    }

    fn at_least(&self, expr: &Expr, least: u8) -> String {
        let words = self.bare(expr);
        if binding(expr) < least { format!("({words})") } else { words }
    }

    fn bare(&self, expr: &Expr) -> String {
        let word = |rule| self.word(rule).to_owned();
        match &expr.kind {
            ExprKind::Or(all) => self.chain(all, AND, Rule::kw_or),
            ExprKind::And(all) => self.chain(all, CONDITION, Rule::kw_and),
            ExprKind::Not(inner) => self.after(Rule::kw_not, &self.at_least(inner, COMPARISON)),
            ExprKind::Compare(compare) => {
                let left = self.at_least(&compare.left, SUM);
                let right = self.at_least(&compare.right, SUM);
                format!("{left} {} {right}", self.compare_op(compare.op))
            }
            ExprKind::OneOf(one) => {
                let value = self.at_least(&one.value, SUM);
                format!("{value} {} ({})", word(Rule::kw_in), self.arguments(&one.choices))
            }
            ExprKind::Between(between) => {
                let value = self.at_least(&between.value, SUM);
                let low = self.at_least(&between.low, SUM);
                let high = self.at_least(&between.high, SUM);
                let (tussen, en) = (word(Rule::kw_between), word(Rule::kw_and));
                format!("{value} {tussen} {low} {en} {high}")
            }
            ExprKind::Sum(chain) => self.arithmetic(chain, PRODUCT),
            ExprKind::Product(chain) => self.arithmetic(chain, OPERAND),
            ExprKind::Negative(inner) => {
                let plain = matches!(
                    inner.kind,
                    ExprKind::Number(_) | ExprKind::Duration(_) | ExprKind::Name(_)
                );
                let inner = self.bare(inner);
                if plain { format!("-{inner}") } else { format!("-({inner})") }
            }
            ExprKind::Name(name) => name.text.clone(),
            ExprKind::Yes(_) => word(Rule::kw_yes),
            ExprKind::No(_) => word(Rule::kw_no),
            ExprKind::Done(_) => word(Rule::kw_done),
            ExprKind::Accepted(_) => word(Rule::kw_accepted),
            ExprKind::Today(_) => word(Rule::kw_today),
            ExprKind::Number(written) => self.number(written),
            ExprKind::Date(written) => date(written),
            ExprKind::Instant(written) => date_time(written),
            ExprKind::Duration(written) => self.duration(written),
            ExprKind::Text(text) => quoted(text),
            ExprKind::Document(document) => self.document(document),
            _ => self.asked(expr),
        }
    }

    /// Functions, and how things stand.
    fn asked(&self, expr: &Expr) -> String {
        let word = |rule| self.word(rule);
        match &expr.kind {
            ExprKind::Known(inner) => format!("{}({})", word(Rule::kw_known), self.expr(inner)),
            ExprKind::Age(age) => {
                let on = age.on.as_ref();
                let on = on.map(|on| format!(", {} {}", word(Rule::kw_on), self.expr(on)));
                let born = self.expr(&age.born);
                format!("{}({born}{})", word(Rule::kw_age), on.unwrap_or_default())
            }
            ExprKind::Earliest(all) => {
                format!("{}({})", word(Rule::kw_earliest), self.arguments(all))
            }
            ExprKind::Latest(all) => format!("{}({})", word(Rule::kw_latest), self.arguments(all)),
            ExprKind::In(name) => self.after(Rule::kw_in, &name.text),
            ExprKind::Task(task) => self.duty_is(Rule::kw_task, task),
            ExprKind::Action(task) => self.duty_is(Rule::kw_action, task),
            ExprKind::Decision(decision) => {
                let outcome = self.outcome_name(&decision.outcome);
                let name = &decision.decision.text;
                format!("{} {name} {} {outcome}", word(Rule::kw_decision), word(Rule::kw_is))
            }
            ExprKind::Received(signal) => {
                format!("{} {} {}", word(Rule::kw_signal), signal.text, word(Rule::kw_received))
            }
            ExprKind::Quantified(quantified) => {
                let quantifier = word(match quantified.quantifier {
                    Quantifier::All => Rule::kw_all,
                    Quantifier::Some => Rule::kw_some,
                    Quantifier::No => Rule::kw_none,
                });
                let over = &quantified.over.text;
                format!("{quantifier} {over}: {}", self.quantified(&quantified.body))
            }
            ExprKind::InARow(row) => {
                let body = self.quantified(&row.condition);
                format!("{} {}: {body}", row.times.value, word(Rule::kw_in_a_row))
            }
            ExprKind::Count(count) => self.count_of(count),
            ExprKind::HeldBy(held) => {
                let holding = self.holding(&held.holding);
                format!("{holding} {} {}", word(Rule::kw_held_by), held.role.text)
            }
            _ => String::new(),
        }
    }

    fn document(&self, document: &DocumentExpr) -> String {
        let (reference, version) = (quoted(&document.reference), quoted(&document.version));
        let plain = format!("{reference} {}", self.after(Rule::kw_version, &version));
        match &document.hash {
            Some(hash) => format!("{plain} {}", self.after(Rule::kw_hash, &quoted(hash))),
            None => plain,
        }
    }

    /// The body of a quantifier: another one in it stands in parentheses.
    fn quantified(&self, body: &Expr) -> String {
        let nested = matches!(body.kind, ExprKind::Quantified(_) | ExprKind::InARow(_));
        self.at_least(body, if nested { OPERAND } else { ANY })
    }

    fn count_of(&self, count: &CountOf) -> String {
        let all = format!("{} {}", self.word(Rule::kw_number_of), count.over.text);
        let Some(only) = &count.only else { return all };
        let one = |expr: &Expr| match &expr.kind {
            ExprKind::Count(_) => format!("({})", self.bare(expr)),
            _ => self.at_least(expr, OPERAND),
        };
        let only = match &only.kind {
            ExprKind::Not(inner) => self.after(Rule::kw_not, &one(inner)),
            _ => one(only),
        };
        format!("{all} {} {only}", self.word(Rule::kw_where))
    }

    fn chain(&self, all: &[Expr], least: u8, glue: Rule) -> String {
        let all: Vec<String> = all.iter().map(|expr| self.at_least(expr, least)).collect();
        all.join(&format!(" {} ", self.word(glue)))
    }

    fn arithmetic(&self, chain: &Chain, least: u8) -> String {
        let mut words = self.at_least(&chain.first, least);
        for link in &chain.rest {
            words.push_str(match link.op {
                ArithmeticOp::Add => " + ",
                ArithmeticOp::Subtract => " - ",
                ArithmeticOp::Multiply => " * ",
                ArithmeticOp::Divide => " / ",
            });
            words.push_str(&self.at_least(&link.operand, least));
        }
        words
    }

    pub(super) fn arguments(&self, all: &[Expr]) -> String {
        all.iter().map(|expr| self.expr(expr)).collect::<Vec<_>>().join(", ")
    }

    fn compare_op(&self, op: CompareOp) -> &'static str {
        match op {
            CompareOp::Is => self.word(Rule::kw_is),
            CompareOp::IsNot => self.word(Rule::kw_is_not),
            CompareOp::Less => "<",
            CompareOp::AtMost => "<=",
            CompareOp::Greater => ">",
            CompareOp::AtLeast => ">=",
        }
    }

    fn number(&self, number: &Number) -> String {
        let mut words = number.digits.clone();
        if let Some(magnitude) = number.magnitude {
            words.push(' ');
            words.push_str(self.word(match magnitude {
                Magnitude::Thousand => Rule::kw_thousand,
                Magnitude::Million => Rule::kw_million,
                Magnitude::Billion => Rule::kw_billion,
            }));
        }
        match number.unit {
            NumberUnit::None => {}
            NumberUnit::Euro => words = format!("{words} {}", self.word(Rule::kw_euro)),
            NumberUnit::Percent => words.push('%'),
        }
        words
    }

    pub(super) fn duration(&self, duration: &Duration) -> String {
        let unit = unit(duration.unit).map_or("", |keyword| match duration.amount {
            1 => keyword.word(self.language),
            _ => keyword.plural(self.language),
        });
        format!("{} {unit}", duration.amount)
    }

    fn duty_is(&self, kind: Rule, it: &TaskIs) -> String {
        format!("{} {} {}", self.word(kind), it.task.text, self.task_state(it.state))
    }

    pub(super) fn task_state(&self, state: TaskState) -> &'static str {
        self.word(match state {
            TaskState::Done => Rule::kw_done,
            TaskState::Open => Rule::kw_open,
            TaskState::Overdue => Rule::kw_overdue,
            TaskState::Withdrawn => Rule::kw_withdrawn,
            TaskState::Excused => Rule::kw_excused,
        })
    }

    pub(super) fn outcome_name(&self, name: &OutcomeName) -> String {
        match name {
            OutcomeName::Yes(_) => self.word(Rule::kw_yes).to_owned(),
            OutcomeName::No(_) => self.word(Rule::kw_no).to_owned(),
            OutcomeName::NoAnswer(_) => self.word(Rule::kw_no_answer).to_owned(),
            OutcomeName::Named(name) => name.text.clone(),
        }
    }

    /// `zorg`, `houder X`
    pub(super) fn holding(&self, holding: &Holding) -> String {
        match &holding.name {
            None => self.word(Rule::kw_care).to_owned(),
            Some(name) => self.after(Rule::kw_holder, &name.text),
        }
    }

    /// `zorg`, `X`
    pub(super) fn moved(&self, holding: &Holding) -> String {
        match &holding.name {
            None => self.word(Rule::kw_care).to_owned(),
            Some(name) => name.text.clone(),
        }
    }

    pub(super) fn template(&self, template: &Template) -> String {
        let mut words = String::from("\"");
        for part in &template.parts {
            match part {
                TemplatePart::Text(text) => words.push_str(&text.replace('{', "{{")),
                TemplatePart::Expr(expr) => {
                    words.push('{');
                    words.push_str(&self.expr(expr));
                    words.push('}');
                }
            }
        }
        words.push('"');
        words
    }
}

fn binding(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Or(_) | ExprKind::Quantified(_) | ExprKind::InARow(_) => ANY,
        ExprKind::And(_) => AND,
        ExprKind::Not(_) => CONDITION,
        ExprKind::Compare(_) | ExprKind::OneOf(_) | ExprKind::Between(_) => COMPARISON,
        ExprKind::Sum(_) => SUM,
        ExprKind::Product(_) => PRODUCT,
        _ => OPERAND,
    }
}

pub(super) fn date(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

pub(super) fn time(time: &TimeOfDay) -> String {
    format!("{:02}:{:02}", time.hour, time.minute)
}

pub(super) fn date_time(at: &DateTime) -> String {
    match &at.time {
        Some(clock) => format!("{} {}", date(&at.date), time(clock)),
        None => date(&at.date),
    }
}

pub(super) fn unit(unit: Unit) -> Option<&'static Keyword> {
    keyword::of(match unit {
        Unit::Minute => Rule::kw_minute,
        Unit::Hour => Rule::kw_hour,
        Unit::BusinessHour => Rule::kw_business_hour,
        Unit::Day => Rule::kw_day,
        Unit::WorkingDay => Rule::kw_working_day,
        Unit::Week => Rule::kw_week,
        Unit::Month => Rule::kw_month,
        Unit::Year => Rule::kw_year,
    })
}
