//! What conditions compare: which values it has, which facts it reads, what it is called.

use std::collections::BTreeSet;

use super::dimension::{Dimension, Domain, Subject};
use super::shape::Lowered;
use crate::diagnostic::Language;
use crate::hir::{Expr, ExprKind};
use crate::machine::expr::{DutyIs, Operand, Operation};
use crate::machine::id::{DutyId, FactId, Id, OperandId, Table};
use crate::machine::playbook::{Derivation, DutyKind, OutcomeName};
use crate::machine::reads;
use crate::value::{Type, Value};

impl Subject {
    /// Whether it is about the course of the case: what such things may be together is not known
    /// here.
    pub(super) fn is_of_case(self) -> bool {
        matches!(
            self,
            Self::In(_)
                | Self::Duty(..)
                | Self::Decided(..)
                | Self::Received(_)
                | Self::InARow(..)
                | Self::Items(_)
        )
    }
}

impl Lowered<'_> {
    /// A dimension cut at some constants.
    pub(super) fn dimension(&self, of: Subject, constants: Vec<Value>) -> Dimension {
        let (domain, may_be_unknown) = match of {
            Subject::Fact(fact) => self.domain_of(fact),
            Subject::Severity => {
                let levels = self.hir.scale.as_ref().map_or(0, |scale| scale.levels.len());
                (Domain::Levels(levels), false)
            }
            Subject::Operand(_) => (by_constant(constants.first()), true),
            Subject::Pair(..) => (Domain::Levels(3), true),
            Subject::InARow(..) | Subject::Items(_) => (Domain::Truth, true),
            _ => (Domain::Truth, false),
        };
        Dimension::new(of, domain, may_be_unknown, constants)
    }

    fn domain_of(&self, fact: FactId) -> (Domain, bool) {
        let Some(declared) = self.hir.facts.get(fact) else { return (Domain::Truth, true) };
        let domain = match (&declared.ty, self.outputs(fact)) {
            (Type::Truth, _) => Domain::Truth,
            (_, Some(outputs)) => Domain::Names(Some(outputs)),
            (Type::Choice(options), None) => {
                Domain::Names(Some(options.iter().cloned().map(Value::Choice).collect()))
            }
            (Type::Text | Type::Document, None) => Domain::Names(None),
            (ty, None) => Domain::Ordered(ty.clone()),
        };
        (domain, declared.default.is_none())
    }

    /// The options that a table gives, if it gives nothing else.
    fn outputs(&self, fact: FactId) -> Option<Vec<Value>> {
        let Some(Derivation::Table(table)) = &self.hir.facts.get(fact)?.derived else {
            return None;
        };
        let outputs = table.rows.iter().map(|row| &row.value).chain(&table.otherwise);
        let option = |expr: &Expr| match &expr.kind {
            ExprKind::Literal(value @ Value::Choice(_)) => Some(value.clone()),
            _ => None,
        };
        let outputs: BTreeSet<Value> = outputs.map(option).collect::<Option<_>>()?;
        Some(outputs.into_iter().collect())
    }

    /// The stated facts on which something depends.
    pub(super) fn reads(&self, of: Subject) -> BTreeSet<FactId> {
        use crate::machine::expr::Lowered as Root;
        let exprs = self.exprs();
        let direct = match of {
            Subject::Fact(fact) => vec![fact],
            Subject::Operand(operand) | Subject::Known(operand) => {
                reads(exprs, Root::Value(operand))
            }
            Subject::Pair(left, right) => {
                let mut all = reads(exprs, Root::Value(left));
                all.extend(reads(exprs, Root::Value(right)));
                all
            }
            Subject::InARow(_, streak) => {
                let condition = exprs.streaks.get(streak);
                condition.map(|it| reads(exprs, Root::Guard(*it))).unwrap_or_default()
            }
            Subject::Severity => {
                let rules = self.hir.scale.iter().flat_map(|scale| &scale.rules);
                rules.flat_map(|rule| super::super::visit::facts(&rule.when)).collect()
            }
            _ => Vec::new(),
        };
        self.stated(direct)
    }

    fn stated(&self, direct: Vec<FactId>) -> BTreeSet<FactId> {
        let (mut stated, mut seen, mut stack) = (BTreeSet::new(), BTreeSet::new(), direct);
        while let Some(fact) = stack.pop() {
            if !seen.insert(fact) {
                continue;
            }
            match self.hir.facts.get(fact).and_then(|fact| fact.derived.as_ref()) {
                Some(derived) => {
                    stack.extend(derived.exprs().flat_map(super::super::visit::facts));
                }
                None => {
                    stated.insert(fact);
                }
            }
        }
        stated
    }

    /// A cell of a dimension in words, Dutch and English.
    pub(super) fn words(&self, dimension: &Dimension, cell: usize) -> (String, String) {
        let value = dimension.cells.get(cell);
        let say = |language: Language| {
            let pick = |nl: &'static str, en: &'static str| match language {
                Language::Dutch => nl,
                Language::English => en,
            };
            if let (Subject::Pair(left, right), Some(Some(Value::Count(order)))) =
                (dimension.of, value)
            {
                let sign =
                    ["<", "=", ">"].get(usize::try_from(*order).unwrap_or(0)).unwrap_or(&"=");
                let (left, right) = (self.operand(left, language), self.operand(right, language));
                return format!("`{left} {sign} {right}`");
            }
            let name = self.name(dimension.of, language);
            match value {
                None => format!("`{name}` {}", pick("onbekend", "unknown")),
                Some(None) if dimension.cells.len() == 1 => {
                    format!("`{name}` {}", pick("bekend", "known"))
                }
                Some(None) => format!("`{name}` {}", pick("iets anders", "something else")),
                Some(Some(Value::Count(level))) if dimension.of == Subject::Severity => {
                    format!("`{name}` = {}", self.level(*level))
                }
                Some(Some(value)) => format!("`{name}` = {}", value.words(language)),
            }
        };
        (say(Language::Dutch), say(Language::English))
    }

    fn level(&self, position: i64) -> &str {
        let levels = self.hir.scale.as_ref().map(|scale| scale.levels.as_slice());
        let index = usize::try_from(position).unwrap_or(usize::MAX);
        levels.and_then(|levels| levels.get(index)).map_or("?", |level| &level.name)
    }

    fn name(&self, of: Subject, language: Language) -> String {
        let pick = |nl: &str, en: &str| match language {
            Language::Dutch => nl.to_owned(),
            Language::English => en.to_owned(),
        };
        match of {
            Subject::Fact(fact) => name(&self.hir.facts, fact, |it| &it.name),
            Subject::Severity => {
                self.hir.scale.as_ref().map_or_else(String::new, |scale| scale.name.clone())
            }
            Subject::Operand(operand) | Subject::Pair(operand, _) => {
                self.operand(operand, language)
            }
            Subject::Known(operand) => {
                let inner = self.operand(operand, language);
                format!("{}({inner})", pick("bekend", "known"))
            }
            Subject::In(state) => {
                format!("in {}", name(&self.hir.states, state, |it| &it.name))
            }
            Subject::Duty(duty, is) => {
                let is = match is {
                    DutyIs::Done => pick("klaar", "done"),
                    DutyIs::Open => pick("open", "open"),
                    DutyIs::Overdue => pick("te laat", "overdue"),
                    DutyIs::Withdrawn => pick("ingetrokken", "withdrawn"),
                    DutyIs::Excused => pick("verschoond", "excused"),
                };
                format!("{} {is}", self.duty(duty, language))
            }
            Subject::Decided(duty, outcome) => {
                let outcome = self.outcome(duty, outcome, language);
                format!("{} is {outcome}", self.duty(duty, language))
            }
            Subject::Received(signal) => {
                let signal = name(&self.hir.signals, signal, |it| &it.name);
                let (kind, received) = (pick("signaal", "signal"), pick("ontvangen", "received"));
                format!("{kind} {signal} {received}")
            }
            Subject::Items(_) => "…".to_owned(),
            Subject::InARow(times, _) => {
                format!("{times} {} …", pick("keer op rij:", "times in a row:"))
            }
        }
    }

    fn duty(&self, duty: DutyId, language: Language) -> String {
        let Some(declared) = self.hir.duties.get(duty) else { return String::new() };
        let kind = match (&declared.kind, language) {
            (DutyKind::Task(_), Language::Dutch) => "taak",
            (DutyKind::Task(_), Language::English) => "task",
            (DutyKind::Decision(_), Language::Dutch) => "besluit",
            (DutyKind::Decision(_), Language::English) => "decision",
            (DutyKind::Call(_), Language::Dutch) => "actie",
            (DutyKind::Call(_), Language::English) => "action",
        };
        format!("{kind} {}", declared.name)
    }

    fn outcome(&self, duty: DutyId, outcome: Option<u32>, language: Language) -> String {
        let pick = |nl: &str, en: &str| match language {
            Language::Dutch => nl.to_owned(),
            Language::English => en.to_owned(),
        };
        let decision = self.hir.duties.get(duty).and_then(|duty| match &duty.kind {
            DutyKind::Decision(decision) => Some(decision),
            DutyKind::Task(_) | DutyKind::Call(_) => None,
        });
        let declared = outcome.and_then(|at| decision?.outcomes.get(at as usize));
        match declared.map(|outcome| &outcome.name) {
            Some(OutcomeName::Yes) => pick("ja", "yes"),
            Some(OutcomeName::No) => pick("nee", "no"),
            Some(OutcomeName::Named(name)) => name.clone(),
            _ => pick("geen antwoord", "no answer"),
        }
    }

    /// What is computed, as it could be written.
    fn operand(&self, operand: OperandId, language: Language) -> String {
        let pick = |nl: &'static str, en: &'static str| match language {
            Language::Dutch => nl,
            Language::English => en,
        };
        let of = |operand: &OperandId| self.operand(*operand, language);
        let list = |parts: &[OperandId]| parts.iter().map(of).collect::<Vec<_>>().join(", ");
        match self.exprs().operands.get(operand) {
            Some(Operand::Literal(value)) => value.words(language).to_string(),
            Some(Operand::Fact(fact)) => name(&self.hir.facts, *fact, |it| &it.name),
            Some(Operand::Holder(role)) => name(&self.hir.roles, *role, |it| &it.name),
            Some(Operand::Today) => pick("vandaag", "today").to_owned(),
            Some(Operand::Negate(inner)) => format!("-{}", of(inner)),
            Some(Operand::Arithmetic(operation, left, right)) => {
                let sign = match operation {
                    Operation::Add => '+',
                    Operation::Sub => '-',
                    Operation::Mul => '*',
                    Operation::Div => '/',
                };
                format!("{} {sign} {}", of(left), of(right))
            }
            Some(Operand::Age { of: born, .. }) => {
                format!("{}({})", pick("leeftijd", "age"), of(born))
            }
            Some(Operand::Earliest(parts)) => {
                format!("{}({})", pick("vroegste", "earliest"), list(parts))
            }
            Some(Operand::Latest(parts)) => {
                format!("{}({})", pick("laatste", "latest"), list(parts))
            }
            Some(
                Operand::Truth(_)
                | Operand::SeverityName
                | Operand::Count(_)
                | Operand::ItemName(_),
            )
            | None => "…".to_owned(),
        }
    }
}

/// The values of something computed, by what it is compared with.
fn by_constant(constant: Option<&Value>) -> Domain {
    match constant {
        Some(Value::Truth(_)) => Domain::Truth,
        Some(Value::Text(_) | Value::Choice(_) | Value::Document(_)) | None => Domain::Names(None),
        Some(Value::Number(_) | Value::Count(_)) => Domain::Ordered(Type::Number),
        Some(Value::Amount(_)) => Domain::Ordered(Type::Amount),
        Some(Value::Percentage(_)) => Domain::Ordered(Type::Percentage),
        Some(Value::Date(_)) => Domain::Ordered(Type::Date),
        Some(Value::Instant(_)) => Domain::Ordered(Type::Instant),
        Some(Value::Duration(it)) => Domain::Ordered(Type::Duration(Some(it.unit))),
    }
}

fn name<K: Id, T>(table: &Table<K, T>, id: K, name: impl Fn(&T) -> &String) -> String {
    table.get(id).map(name).cloned().unwrap_or_default()
}
