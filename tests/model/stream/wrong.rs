//! One thing wrong with an input: every way to be refused that a stream can provoke.

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::engine::{Actor, Input, InputKind, ObligationNo};
use draaiboek::value::{Number, Value};

use super::super::interpreter::Case;
use super::{Driver, Event, binding, field, nth};

impl Driver {
    pub(super) fn spoil(
        &self,
        case: &Case<'_>,
        input: &mut Input,
        now: &mut Timestamp,
        event: Event,
    ) {
        let of = event.a.wrapping_mul(3).wrapping_add(event.b);
        match of % 40 {
            0 => input.id.clear(),
            1 => {
                if let Some(before) = nth(&self.sent, event.b) {
                    input.id.clone_from(&before.id);
                }
            }
            2 => *now = now.add_seconds(-86_400 * 400).expect("in range"),
            3 => input.at = now.add_micros(1).expect("in range"),
            4 => *now = year(2151),
            5 => *now = year(1989),
            6 => input.at = year(1989),
            7 => input.kind = self.opening(event),
            8 => input.kind = InputKind::Advance,
            _ => self.spoil_more(case, input, of % 40, event),
        }
    }

    fn spoil_more(&self, case: &Case<'_>, input: &mut Input, of: u8, event: Event) {
        let role = case.hir.roles.as_slice();
        let some_role = role[usize::from(event.c) % role.len()].name.clone();
        match of {
            9 => set_actor(input, "xx", "A"),
            10 => input.by = None,
            11..=13 => set_actor(input, &some_role, "Niemand"),
            14..=17 => other_role(case, input, self.now, event),
            18 => rename(input),
            19 if event.b.is_multiple_of(2) => {
                let task = "tx".to_owned();
                input.kind = InputKind::Complete { task, fields: vec![], evidence: vec![] };
            }
            19 => {
                let (decision, outcome) = ("bx".to_owned(), "ja".to_owned());
                input.kind = InputKind::Answer { decision, outcome, chosen: None, fields: vec![] };
            }
            20..=26 => spoil_fields(case, input, of),
            27 | 28 => some_completion(case, input, self.now, event),
            29 if event.c.is_multiple_of(3) => some_reply(input, event),
            29 => some_answer(case, input, self.now, event),
            30 => self.vote_again(input, event),
            31..=33 => self.determine(case, input, event),
            34 => input.kind = InputKind::Bind(binding("xx", "A")),
            35 => {
                let mut ended = binding("aa", "A");
                ended.until = Some(Date::new(2024, 1, 1).expect("a date"));
                input.kind = InputKind::Bind(ended);
            }
            36 => input.kind = InputKind::Release(binding(&some_role, "Niemand")),
            37 => {
                let held = case.hir.roles.ids().find_map(|role| {
                    let party = case.parties(role, self.now).first()?.clone();
                    Some(binding(&case.hir.roles[role].name, &party))
                });
                if let Some(held) = held {
                    input.kind = InputKind::Bind(held);
                }
            }
            38 => {
                let parties = vec![binding("aa", "A"), binding("aa", "B"), binding("bb", "B")];
                let parties = if event.c.is_multiple_of(2) {
                    parties
                } else {
                    vec![binding("aa", "A"), binding("aa", "A"), binding("yy", "A")]
                };
                let facts = vec![field("gn", Value::Count(1))];
                input.kind = InputKind::Open { parties, facts, forced: None };
            }
            _ => {
                let InputKind::Open { forced, .. } = &mut input.kind else { return };
                *forced = None;
                input.at = year(2024);
            }
        }
    }

    /// The last vote once more, under a new id.
    fn vote_again(&self, input: &mut Input, event: Event) {
        let votes: Vec<&Input> =
            self.sent.iter().rev().filter(|i| matches!(i.kind, InputKind::Answer { .. })).collect();
        if let Some(vote) = nth(&votes, event.b % 3) {
            input.by.clone_from(&vote.by);
            input.kind = vote.kind.clone();
        }
    }

    fn determine(&self, case: &Case<'_>, input: &mut Input, event: Event) {
        let Some(scale) = &case.hir.scale else {
            let level = "l1".to_owned();
            input.kind = InputKind::Determine { level, reason: "Om".to_owned() };
            return;
        };
        let names = scale.levels.as_slice();
        let level = match event.c % 4 {
            0 => "lx".to_owned(),
            1 => names[0].name.clone(),
            _ => names[usize::from(event.b) % names.len()].name.clone(),
        };
        let reason = if event.c.is_multiple_of(5) { "  " } else { "Om" }.to_owned();
        let roles: Vec<_> = scale.determined_by.iter().chain(&scale.lowered_by).collect();
        if let Some(&&role) = nth(&roles, event.a) {
            let role = case.stands_for(role);
            if let Some(party) = case.parties(role, self.now).first() {
                set_actor(input, &case.hir.roles[role].name, party);
            }
        }
        input.kind = InputKind::Determine { level, reason };
    }
}

fn year(year: u16) -> Timestamp {
    format!("{year}-06-01T12:00:00Z").parse().expect("an instant")
}

fn set_actor(input: &mut Input, role: &str, party: &str) {
    input.by = Some(Actor { role: role.to_owned(), party: party.to_owned() });
}

/// Somebody else who holds some other role.
fn other_role(case: &Case<'_>, input: &mut Input, now: Timestamp, event: Event) {
    let held: Vec<(String, String)> = case
        .hir
        .roles
        .iter()
        .flat_map(|(role, declared)| {
            let parties = case.parties(role, now).into_iter();
            parties.map(|party| (declared.name.clone(), party))
        })
        .collect();
    if let Some((role, party)) = nth(&held, event.c) {
        set_actor(input, role, party);
    }
}

fn rename(input: &mut Input) {
    match &mut input.kind {
        InputKind::Signal { name, .. } => name.push('x'),
        InputKind::Complete { task, .. } => task.push('x'),
        InputKind::Answer { decision, outcome, .. } if decision.len() % 2 == 0 => outcome.push('x'),
        InputKind::Answer { decision, .. } => decision.push('x'),
        InputKind::Reply { action, signal, .. } if action == "h0" => *signal = "m2".to_owned(),
        InputKind::Reply { action, .. } => action.push('x'),
        InputKind::Determine { level, .. } => level.push('x'),
        InputKind::Bind(binding) | InputKind::Release(binding) => binding.role.push('x'),
        InputKind::Claim { role, .. } => role.push('x'),
        InputKind::Correct { reason, .. } => reason.clear(),
        InputKind::Erase { facts, .. } => {
            facts.extend(["k0", "jk", "zz", "t0", "jd"].map(str::to_owned));
        }
        InputKind::Open { parties, .. } => parties.iter_mut().for_each(|b| b.role.push('x')),
        InputKind::Extend { task, .. }
        | InputKind::SetDue { task, .. }
        | InputKind::Excuse { task, .. } => task.push('x'),
        InputKind::Suspend { reason } | InputKind::Reopen { reason } => reason.clear(),
        InputKind::Enrol { kind, .. } | InputKind::CompleteRegister { kind } => kind.push('x'),
        InputKind::WithdrawItem { ground } | InputKind::Split { ground } => ground.clear(),
        InputKind::Offer { role, .. } | InputKind::Retract { role, .. } => role.push('x'),
        InputKind::Held { role, .. } => role.push('x'),
        InputKind::Update { .. } | InputKind::Resume { .. } | InputKind::Advance => {}
    }
}

fn spoil_fields(case: &Case<'_>, input: &mut Input, of: u8) {
    let Some(fields) = input.kind.fields_mut() else { return };
    match of {
        20 => fields.push(field("zz", Value::Count(1))),
        21 => fields.push(field("gn", Value::Count(1))),
        22 => {
            let facts = case.hir.facts.as_slice();
            let last = &facts[facts.len() / 2];
            fields.push(field(&last.name, Value::Text("x".to_owned())));
        }
        23 => {
            fields.pop();
        }
        24 => fields.extend(fields.first().cloned()),
        25 => {
            if let Some(first) = fields.first_mut() {
                first.value = Value::Text("onzin".to_owned());
                first.salt = Some([0; 16]);
            }
        }
        _ => {
            if let Some(first) = fields.first_mut() {
                let huge = rust_decimal::Decimal::from_i128_with_scale(10_i128.pow(27), 0);
                first.value = Value::Number(Number::from(huge));
            }
        }
    }
}

/// A task that may not be open, by somebody who holds a role.
fn some_completion(case: &Case<'_>, input: &mut Input, now: Timestamp, event: Event) {
    let tasks: Vec<_> =
        case.hir.duties.ids().filter(|&duty| case.delivers(duty).is_some()).collect();
    if let Some(&task) = nth(&tasks, event.b) {
        let task = case.hir.duties[task].name.clone();
        input.kind = InputKind::Complete { task, fields: Vec::new(), evidence: Vec::new() };
        other_role(case, input, now, event);
    }
}

/// An answer to what the host may not have been asked.
fn some_reply(input: &mut Input, event: Event) {
    let (action, signal) = (format!("h{}", event.a % 4), format!("m{}", event.b % 3));
    let call = event.b.is_multiple_of(2).then(|| ObligationNo(u32::from(event.a)));
    (input.by, input.kind) = (None, InputKind::Reply { action, call, signal, fields: Vec::new() });
}

fn some_answer(case: &Case<'_>, input: &mut Input, now: Timestamp, event: Event) {
    let decisions: Vec<_> = case.hir.duties.ids().filter(|&duty| case.is_decision(duty)).collect();
    if let Some(&decision) = nth(&decisions, event.b) {
        let decision = case.hir.duties[decision].name.clone();
        input.kind =
            InputKind::Answer { decision, outcome: "ja".to_owned(), chosen: None, fields: vec![] };
        other_role(case, input, now, event);
    }
}
