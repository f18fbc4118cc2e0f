//! Random inputs for any machine: numbers pick names, times and values; some are nonsense.

use draaiboek::calendar::{Date, Duration, Timestamp, Unit};
use draaiboek::engine::{Actor, Binding, Field, Input, InputKind, State};
use draaiboek::machine::Machine;
use draaiboek::machine::id::{FactId, Id, Table};
use draaiboek::machine::playbook::{DutyKind, OutcomeName};
use draaiboek::value::{Document, Number, Type, Value};
use proptest::prelude::*;

/// One input in the making, before it is known for which machine.
#[derive(Clone, Copy, Debug)]
pub struct Blow {
    kind: u8,
    pick: usize,
    role: usize,
    value: usize,
    wait: u8,
    twist: u8,
}

pub fn blow() -> impl Strategy<Value = Blow> {
    let numbers = (0..16_u8, 0..64_usize, 0..64_usize, 0..64_usize, 0..16_u8, 0..40_u8);
    numbers.prop_map(|(kind, pick, role, value, wait, twist)| Blow {
        kind,
        pick,
        role,
        value,
        wait,
        twist,
    })
}

pub const START: &str = "2026-03-02T09:00:00Z";

/// The opening with one party in every role of the case that the playbook gives none.
pub fn opening(machine: &Machine) -> (Timestamp, Input) {
    let at: Timestamp = START.parse().unwrap();
    let roles = machine.playbook().roles.as_slice().iter();
    let bare = roles.filter(|role| role.item.is_none() && role.parties.is_empty());
    let parties = bare.map(|role| bind(&role.name, "p0")).collect();
    let kind = InputKind::Open { parties, facts: Vec::new(), forced: None };
    (at, Input { id: "open".into(), by: None, at, item: None, kind })
}

fn bind(role: &str, party: &str) -> Binding {
    Binding { role: role.into(), party: party.into(), until: None }
}

impl Blow {
    /// The input for a machine in a state, and when it comes in.
    pub fn aim(self, machine: &Machine, state: &State, number: usize) -> (Timestamp, Input) {
        let now = self.now(state);
        let at = match self.twist {
            0 => now.add_seconds(60).unwrap_or(now),
            1 => Timestamp::MIN,
            2 => Timestamp::MAX,
            3..10 => now.add_seconds(-86_400 * 3).unwrap_or(now),
            _ => now,
        };
        let id = match self.twist {
            11 => String::new(),
            12 => format!("{}", number.saturating_sub(1)),
            _ => number.to_string(),
        };
        let kind = self.kind(machine, state);
        let by = (self.twist != 13).then(|| self.actor(machine, state, &kind));
        (now, Input { id, by, at, item: None, kind })
    }

    fn now(self, state: &State) -> Timestamp {
        let last = state.last();
        let later = |seconds| last.add_seconds(seconds).unwrap_or(last);
        match (self.wait, self.twist) {
            (_, 14) => Timestamp::MAX,
            (_, 15) => Timestamp::MIN,
            (_, 16) => later(-1),
            (0..4, _) => last,
            (4..8, _) => later(3_600),
            (8..12, _) => later(3 * 86_400),
            (12..14, _) => state.next_deadline().unwrap_or(last).max(last),
            _ => later(30 * 86_400),
        }
    }

    fn kind(self, machine: &Machine, state: &State) -> InputKind {
        let playbook = machine.playbook();
        let name = |name: Option<&str>| match self.twist {
            17 => "onbekend".into(),
            _ => name.unwrap_or("geen").to_owned(),
        };
        match self.kind {
            0..5 => {
                let signal = pick(&playbook.signals, self.pick);
                let carries = signal.map_or(&[][..], |signal| &signal.carries);
                let name = name(signal.map(|signal| signal.name.as_str()));
                InputKind::Signal { name, fields: self.fields(machine, carries) }
            }
            5..9 => self.complete(machine, state, name),
            9..12 => {
                let decisions = state.owed().map(|(_, owed)| owed.duty).filter_map(|duty| {
                    let duty = playbook.duties.get(duty)?;
                    let DutyKind::Decision(decision) = &duty.kind else { return None };
                    Some((duty.name.as_str(), decision))
                });
                let decisions: Vec<_> = decisions.collect();
                let one = decisions.get(self.pick % decisions.len().max(1));
                let outcomes = one.map_or(&[][..], |(_, decision)| &decision.outcomes);
                let outcome = match outcomes.get(self.value % outcomes.len().max(1)) {
                    Some(outcome) => match &outcome.name {
                        OutcomeName::Named(name) => name.clone(),
                        OutcomeName::Yes => "ja".into(),
                        OutcomeName::No => "no".into(),
                        OutcomeName::NoAnswer => "geen antwoord".into(),
                    },
                    None => "ja".into(),
                };
                InputKind::Answer {
                    decision: name(one.map(|(name, _)| *name)),
                    outcome,
                    chosen: None,
                    fields: self.fields(machine, one.map_or(&[][..], |(_, it)| &it.carries)),
                }
            }
            12 => {
                let levels = playbook.scale.as_ref().map(|scale| scale.levels.as_slice());
                let levels = levels.unwrap_or_default();
                let level = levels.get(self.pick % levels.len().max(1));
                let reason = if self.twist == 18 { " " } else { "daarom" }.to_owned();
                InputKind::Determine { level: name(level.map(|level| level.name.as_str())), reason }
            }
            13 | 14 => {
                let role = pick(&playbook.roles, self.role).map(|role| role.name.as_str());
                let mut binding = bind(&name(role), &format!("p{}", self.value % 3));
                binding.until = (self.twist == 19).then_some(Date::MIN);
                if self.kind == 13 { InputKind::Bind(binding) } else { InputKind::Release(binding) }
            }
            _ if self.twist == 20 => opening(machine).1.kind,
            _ => InputKind::Advance,
        }
    }

    fn complete(
        self,
        machine: &Machine,
        state: &State,
        name: impl Fn(Option<&str>) -> String,
    ) -> InputKind {
        let tasks = state.owed().filter_map(|(_, owed)| {
            let duty = machine.playbook().duties.get(owed.duty)?;
            let DutyKind::Task(task) = &duty.kind else { return None };
            Some((duty.name.as_str(), task))
        });
        let tasks: Vec<_> = tasks.collect();
        let one = tasks.get(self.pick % tasks.len().max(1));
        let delivers = one.map_or(&[][..], |(_, task)| &task.delivers);
        let fields = self.fields(machine, delivers);
        InputKind::Complete { task: name(one.map(|(name, _)| *name)), fields, evidence: vec![] }
    }

    /// Somebody who may say it, if there is, else anybody.
    fn actor(self, machine: &Machine, state: &State, kind: &InputKind) -> Actor {
        let playbook = machine.playbook();
        let senders = match kind {
            InputKind::Signal { name, .. } => machine
                .signal(name)
                .and_then(|signal| playbook.signals.get(signal)?.senders.clone()),
            InputKind::Complete { task, .. } => machine.task(task).map(|duty| {
                state.instances(duty).flat_map(|(_, ob)| [ob.doer, ob.accountable]).collect()
            }),
            InputKind::Answer { decision, .. } => {
                machine.decision(decision).and_then(|duty| match &playbook.duties.get(duty)?.kind {
                    DutyKind::Decision(one) => Some(one.deciders.iter().map(|d| d.role).collect()),
                    DutyKind::Task(_) | DutyKind::Call(_) => None,
                })
            }
            _ => playbook.scale.as_ref().map(|scale| scale.lowered_by.clone()),
        };
        let senders = senders.unwrap_or_default();
        let role = match senders.get(self.role % senders.len().max(1)) {
            Some(role) if self.twist != 21 => playbook.roles.get(*role),
            _ => pick(&playbook.roles, self.role),
        };
        let name = role.map_or("geen", |role| &role.name);
        let parties: Vec<&str> = machine
            .role(name)
            .map(|role| state.parties(role, state.last()).collect())
            .unwrap_or_default();
        let party = parties.get(self.value % parties.len().max(1)).copied().unwrap_or("niemand");
        Actor { role: name.into(), party: party.into() }
    }

    fn fields(self, machine: &Machine, expected: &[FactId]) -> Vec<Field> {
        let facts = &machine.playbook().facts;
        let mut fields = Vec::new();
        for (at, fact) in expected.iter().enumerate() {
            let declared = facts.get(*fact).unwrap();
            let value = match self.twist {
                22 => odd(self.value),
                _ => fitting(&declared.ty, self.value + at),
            };
            let salt = (self.twist == 23).then_some([7; 16]);
            fields.push(Field { fact: declared.name.clone(), value, salt });
        }
        match self.twist {
            24 => fields.truncate(1),
            25 => fields.extend(fields.first().cloned()),
            26 => fields.push(Field { fact: "onbekend".into(), value: true.into(), salt: None }),
            27 => {
                let other = pick(facts, self.pick).map(|fact| fact.name.clone());
                let fact = other.unwrap_or_default();
                fields.push(Field { fact, value: odd(self.value), salt: None });
            }
            _ => {}
        }
        fields
    }
}

fn pick<K: Id, T>(table: &Table<K, T>, at: usize) -> Option<&T> {
    table.as_slice().get(at % table.len().max(1))
}

/// A value of a type, from the edges of what it can hold to everyday ones.
fn fitting(ty: &Type, at: usize) -> Value {
    let number = || {
        let numbers = ["0", "0.4", "0.9", "1.1", "5", "25", "999999999999999", "-0.000000001"];
        numbers[at % numbers.len()].parse::<Number>().unwrap()
    };
    let days = ["0001-01-01", "2026-03-29", "2026-12-24", "2028-02-29", "9999-12-31"];
    let day = || days[at % days.len()].parse::<Date>().unwrap();
    match ty {
        Type::Truth => (!at.is_multiple_of(3)).into(),
        Type::Number => Value::Number(number()),
        Type::Count => [3, 9, 20, 0, -1, i64::MAX, i64::MIN][at % 7].into(),
        Type::Amount => Value::Amount(number()),
        Type::Percentage => Value::Percentage(number()),
        Type::Date => day().into(),
        Type::Instant => [Timestamp::MIN, START.parse().unwrap(), Timestamp::MAX][at % 3].into(),
        Type::Duration(unit) => Duration::new(u32::MAX, unit.unwrap_or(Unit::Year)).into(),
        Type::Text => "\u{202e}tekst\0".into(),
        Type::Choice(options) => Value::Choice(options[at % options.len()].clone()),
        Type::Document => document(),
    }
}

/// A value that most facts cannot hold.
fn odd(at: usize) -> Value {
    let beyond: rust_decimal::Decimal = "0.0000000000000000000000000001".parse().unwrap();
    match at % 6 {
        0 => Value::Number(beyond.into()),
        1 => Value::Amount(rust_decimal::Decimal::MAX.into()),
        2 => Value::Choice("onbekend".into()),
        3 => Value::Text("x".repeat(100_000)),
        4 => Value::Percentage(rust_decimal::Decimal::MIN.into()),
        _ => document(),
    }
}

fn document() -> Value {
    Document { reference: String::new(), version: "\n".into(), hash: "geen".into() }.into()
}
