//! Conditions and values of the playbook as a person would write them.

use super::{Words, say};
use crate::machine::expr::{
    Atom, Comparison, DutyIs, Formula, Lowered, OfParty, Operand, Operation,
};
use crate::machine::id::{AtomId, DutyId, ExprId, FormulaId, OperandId};
use crate::value::{Truth, Value};

impl Words<'_> {
    /// `kasweken < 13 of current_ratio < 1`
    pub(crate) fn expr(self, expr: ExprId) -> String {
        match self.machine.exprs().roots.get(expr) {
            Some(Lowered::Guard(formula)) => self.formula(*formula, false),
            Some(Lowered::Value(operand)) => self.operand(*operand, false),
            None => "?".to_owned(),
        }
    }

    /// A condition, or with `want` false its opposite.
    pub(crate) fn condition(self, formula: FormulaId, want: bool) -> String {
        match self.machine.exprs().formulas.get(formula) {
            _ if want => self.formula(formula, false),
            Some(Formula::Not(inner)) => self.formula(*inner, false),
            _ => {
                let inner = self.formula(formula, true);
                say!(self, nl: "niet {inner}", en: "not {inner}")
            }
        }
    }

    /// `within`: inside a larger condition, where a list needs parentheses.
    pub(super) fn formula(self, formula: FormulaId, within: bool) -> String {
        let (parts, word) = match self.machine.exprs().formulas.get(formula) {
            Some(Formula::Constant(Truth::True)) => return self.pick("ja", "yes").to_owned(),
            Some(Formula::Constant(Truth::False)) => return self.pick("nee", "no").to_owned(),
            Some(Formula::Constant(Truth::Unknown)) => {
                return self.pick("onbekend", "unknown").to_owned();
            }
            Some(Formula::Atom(atom)) => return self.atom(*atom),
            Some(Formula::Not(inner)) => {
                let inner = self.formula(*inner, true);
                return say!(self, nl: "niet {inner}", en: "not {inner}");
            }
            Some(Formula::And(parts)) => (parts, self.pick(" en ", " and ")),
            Some(Formula::Or(parts)) => (parts, self.pick(" of ", " or ")),
            None => return "?".to_owned(),
        };
        let parts: Vec<String> = parts.iter().map(|part| self.formula(*part, true)).collect();
        let list = parts.join(word);
        if within && parts.len() > 1 { format!("({list})") } else { list }
    }

    fn atom(self, atom: AtomId) -> String {
        let Some(atom) = self.machine.exprs().atoms.get(atom) else { return "?".to_owned() };
        match atom {
            Atom::Fact(fact) => self.fact(*fact).to_owned(),
            Atom::Known(operand) => {
                let operand = self.operand(*operand, false);
                say!(self, nl: "bekend({operand})", en: "known({operand})")
            }
            Atom::Compare(comparison, left, right) => {
                let (left, right) = (self.operand(*left, false), self.operand(*right, false));
                format!("{left} {} {right}", self.comparison(*comparison))
            }
            Atom::Severity(comparison, level) => {
                let (scale, level) = (self.scale(), self.level(*level));
                format!("{scale} {} {level}", self.comparison(*comparison))
            }
            Atom::In(state) => {
                let state = self.brief().state(*state);
                say!(self, nl: "in {state}", en: "in {state}")
            }
            Atom::Duty(duty, is) | Atom::OfParty(OfParty::Task(duty, is)) => {
                let is = match is {
                    DutyIs::Done => self.pick("klaar", "done"),
                    DutyIs::Open => self.pick("open", "open"),
                    DutyIs::Overdue => self.pick("te laat", "overdue"),
                    DutyIs::Withdrawn => self.pick("ingetrokken", "withdrawn"),
                    DutyIs::Excused => self.pick("verschoond", "excused"),
                };
                format!("{} {is}", self.brief().duty(*duty))
            }
            Atom::Decided(duty, outcome) | Atom::OfParty(OfParty::Voted(duty, outcome)) => {
                self.decision_is(*duty, Some(*outcome))
            }
            Atom::Unanswered(duty) => self.decision_is(*duty, None),
            Atom::Received(signal) | Atom::OfParty(OfParty::Sent(signal)) => {
                let signal = self.signal(*signal);
                say!(self, nl: "signaal {signal} ontvangen", en: "signal {signal} received")
            }
            Atom::InARow(times, streak) => {
                let condition = self.machine.exprs().streaks.get(*streak);
                let condition = condition.map_or_else(String::new, |it| self.formula(*it, true));
                say!(
                    self,
                    nl: "{times} keer op rij: {condition}",
                    en: "{times} times in a row: {condition}",
                )
            }
            Atom::Quantified(quantifier, census) => self.quantified(*quantifier, *census),
            Atom::HeldBy(holding, role) => {
                let (holding, role) = (self.holder_of(*holding), self.role(*role));
                say!(self, nl: "{holding} bij {role}", en: "{holding} with {role}")
            }
            Atom::Ended => self.pick("klaar", "done").to_owned(),
            Atom::Accepted => self.pick("aanvaard", "accepted").to_owned(),
        }
    }

    fn decision_is(self, duty: DutyId, outcome: Option<u32>) -> String {
        format!("{} is {}", self.brief().duty(duty), self.outcome(duty, outcome))
    }

    fn comparison(self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => "is",
            Comparison::NotEqual => self.pick("is niet", "is not"),
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        }
    }

    fn operand(self, operand: OperandId, within: bool) -> String {
        let Some(operand) = self.machine.exprs().operands.get(operand) else {
            return "?".to_owned();
        };
        let operands = |operands: &[OperandId]| {
            let operands = operands.iter().map(|operand| self.operand(*operand, false));
            operands.collect::<Vec<_>>().join(", ")
        };
        match operand {
            Operand::Literal(Value::Text(text)) => format!("“{text}”"),
            Operand::Literal(value) => {
                value.words(self.language).zone(self.machine.zone()).to_string()
            }
            Operand::Fact(fact) => self.fact(*fact).to_owned(),
            Operand::Truth(formula) => self.formula(*formula, true),
            Operand::SeverityName => self.scale().to_owned(),
            Operand::Today => self.pick("vandaag", "today").to_owned(),
            Operand::Negate(inner) => format!("-{}", self.operand(*inner, true)),
            Operand::Arithmetic(operation, left, right) => {
                let sign = match operation {
                    Operation::Add => '+',
                    Operation::Sub => '-',
                    Operation::Mul => '*',
                    Operation::Div => '/',
                };
                let (left, right) = (self.operand(*left, true), self.operand(*right, true));
                let sum = format!("{left} {sign} {right}");
                if within { format!("({sum})") } else { sum }
            }
            Operand::Age { of, on } => {
                let (of, on) = (self.operand(*of, false), self.operand(*on, false));
                say!(self, nl: "leeftijd({of}, op {on})", en: "age({of}, on {on})")
            }
            Operand::Count(census) => self.counted(*census),
            Operand::ItemName(item) => self.item_kind(*item).to_owned(),
            Operand::Holder(role) => self.role(*role).to_owned(),
            Operand::Earliest(of) => {
                let of = operands(of);
                say!(self, nl: "vroegste({of})", en: "earliest({of})")
            }
            Operand::Latest(of) => {
                let of = operands(of);
                say!(self, nl: "laatste({of})", en: "latest({of})")
            }
        }
    }
}
