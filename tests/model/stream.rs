//! Streams of events at random: each says what is meant, the case says what that comes to.

use draaiboek::calendar::{Date, Duration, Timestamp, Unit};
use draaiboek::engine::{Actor, Binding, Field, Input, InputKind, ObligationNo, Salt};
use draaiboek::machine::id::{DutyId, FactId, Id, RoleId, SignalId};
use draaiboek::value::{Document, Number, Type, Value};
use proptest::collection::vec;
use proptest::prelude::*;

use super::interpreter::{Case, Life};

mod item;
mod outside;
mod purpose;
mod wrong;

/// One event: what kind, about what, how long after the one before.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    kind: u8,
    pub(super) jump: u8,
    pub(super) a: u8,
    pub(super) b: u8,
    pub(super) c: u8,
}

impl Event {
    /// Whether it is asked after this one why everything is not so yet.
    pub fn asks(self) -> bool {
        self.jump % 32 == 7
    }
}

/// A stream of so many events.
pub fn streams(events: usize) -> impl Strategy<Value = Vec<Event>> {
    let numbers = (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>());
    vec(numbers.prop_map(|(kind, jump, a, b, c)| Event { kind, jump, a, b, c }), events)
}

/// Turns events into inputs.
pub struct Driver {
    pub now: Timestamp,
    sent: Vec<Input>,
    count: u32,
    /// Whether most of what it says leads somewhere for some item.
    purposeful: bool,
}

impl Driver {
    /// Starts at an instant of 2025 to 2027.
    pub fn new(of: u8) -> Self {
        let start: Timestamp = "2025-03-28T08:15:00Z".parse().expect("an instant");
        let now = start.add_seconds(i64::from(of) * 3 * 86_400 + i64::from(of) * 977);
        let purposeful = of & 48 > 0;
        Self { now: now.expect("in range"), sent: Vec::new(), count: 0, purposeful }
    }

    /// The next input and when it is received.
    pub fn next(&mut self, case: &Case<'_>, event: Event) -> (Timestamp, Input) {
        self.count += 1;
        self.now = self.later(case, event.jump);
        let id = format!("i{}", self.count);
        let mut input = Input { id, by: None, at: self.now, item: None, kind: InputKind::Advance };
        let mut now = self.now;
        if case.life == Life::Unopened {
            input.kind = self.opening(event);
            if event.c.is_multiple_of(7) {
                self.spoil(case, &mut input, &mut now, event);
            }
        } else {
            let focus = item::focus(case, event);
            case.seen_from(focus, |case| self.say(case, &mut input, event));
            if event.c.is_multiple_of(5) {
                input.at = self.now.add_seconds(-i64::from(event.a) * 4000).expect("in range");
            }
            match event.kind % 32 {
                26 => self.again(&mut input, event),
                27 if event.c.is_multiple_of(2) && !case.hir.items.is_empty() => {
                    item::spoil(case, &mut input, event);
                }
                27..32 => self.spoil(case, &mut input, &mut now, event),
                _ => {}
            }
        }
        self.sent.push(input.clone());
        (now, input)
    }

    /// What was sent before, once more.
    fn again(&self, input: &mut Input, event: Event) {
        if let Some(before) = nth(&self.sent, event.b) {
            *input = before.clone();
        }
    }

    fn later(&self, case: &Case<'_>, jump: u8) -> Timestamp {
        let plus = |seconds: i64| self.now.add_seconds(seconds);
        let next = |micros: i64| case.next_instant().and_then(|at| at.add_micros(micros));
        let named = |text: &str| text.parse().ok();
        let at: Option<Timestamp> = match jump % 32 {
            0..=5 => plus(0),
            6..=9 => plus(i64::from(jump) * 60),
            10..=13 => plus(i64::from(jump) * 600),
            14..=17 => plus(86_400),
            18 | 19 => plus(3 * 86_400 + 3600),
            20..=23 => next(0),
            24 => next(-1),
            25 => next(1),
            26..29 if self.purposeful && jump < 128 => plus(3 * 3600),
            26 => plus(7 * 86_400),
            27 => plus(31 * 86_400),
            28 if jump > 128 => plus(100 * 86_400),
            29 => named("2026-03-29T00:59:59.999999Z"),
            30 => named("2026-10-25T00:30:00Z"),
            _ => named(["2026-12-24T22:59:00Z", "2027-04-26T22:00:00Z"][usize::from(jump / 128)]),
        };
        at.filter(|&at| at > self.now).unwrap_or(self.now)
    }

    fn opening(&self, event: Event) -> InputKind {
        let all =
            [("aa", "A"), ("bb", "B"), ("ccs", "C1"), ("cc", "C2"), ("ee", "E"), ("ccs", "A")];
        let some =
            all.iter().enumerate().filter(|(bit, _)| event.a & (1 << bit) == 0 || event.b > 40);
        let parties = some.map(|(_, (role, party))| binding(role, party)).collect();
        let mut facts = Vec::new();
        if event.c & 1 > 0 {
            facts.push(field("k0", Value::Count(i64::from(event.c) - 20)));
        }
        if event.c & 2 > 0 {
            facts.push(field("f1", Value::Truth(event.c & 4 > 0)));
        }
        InputKind::Open { parties, facts, forced: Some("Proef".to_owned()) }
    }

    /// Something that is mostly allowed.
    fn say(&self, case: &Case<'_>, input: &mut Input, event: Event) {
        let kind = event.kind % 32;
        let items = !case.hir.items.is_empty();
        let closed = matches!(case.life, Life::Closed(_));
        if closed && !case.complete.is_empty() && event.a.is_multiple_of(2) {
            input.kind = reopening();
            return;
        }
        let aims = self.purposeful && items && kind < 26 && !event.c.is_multiple_of(5);
        if aims && let Some(said) = purpose::said(case, self.now, event) {
            (input.item, (input.by, input.kind)) = said;
            return;
        }
        let about_items = items && event.c % 8 < 4;
        if about_items && !(2..=19).contains(&kind) {
            let (item, (by, kind)) = item::said(case, self.now, event);
            (input.item, input.by, input.kind) = (item, by, kind);
            return;
        }
        let said = match kind {
            0 | 1 => Some((None, InputKind::Advance)),
            2..=11 => completion(case, self.now, event),
            12..=15 => answer(case, self.now, event),
            16 | 17 => match reply(case, event) {
                Some((of, said)) => {
                    input.item = of.map(|no| case.items[no].id.clone());
                    (input.by, input.kind) = said;
                    return;
                }
                None => None,
            },
            23 => determination(case, self.now, event),
            24 if event.b < 80 => Some((None, erasure(case, event))),
            24 => Some((None, InputKind::Bind(some_binding(event)))),
            25 => release(case, self.now, event),
            20..=22 if closed && event.a.is_multiple_of(2) => Some((None, reopening())),
            20 | 21 => outside::said(case, self.now, event),
            22 if event.b < 110 => Some((None, claim(case, event))),
            22 if event.b < 170 => Some((None, erasure(case, event))),
            22 => Some((None, correction(case, event))),
            _ => None,
        };
        let (by, kind) = said.unwrap_or_else(|| signal(case, self.now, event));
        let of_item = match &kind {
            InputKind::Complete { .. }
            | InputKind::Answer { .. }
            | InputKind::Extend { .. }
            | InputKind::SetDue { .. }
            | InputKind::Excuse { .. }
            | InputKind::Signal { .. } => case.focus().item,
            _ => None,
        };
        input.item = of_item.map(|no| case.items[no].id.clone());
        (input.by, input.kind) = (by, kind);
    }
}

type Said = (Option<Actor>, InputKind);

fn nth<T>(list: &[T], of: u8) -> Option<&T> {
    if list.is_empty() { None } else { list.get(usize::from(of) % list.len()) }
}

fn binding(role: &str, party: &str) -> Binding {
    Binding { role: role.to_owned(), party: party.to_owned(), until: None }
}

fn field(fact: &str, value: Value) -> Field {
    Field { fact: fact.to_owned(), value, salt: None }
}

fn actor(case: &Case<'_>, role: RoleId, party: &str) -> Option<Actor> {
    Some(Actor { role: case.hir.roles[role].name.clone(), party: party.to_owned() })
}

fn completion(case: &Case<'_>, now: Timestamp, event: Event) -> Option<Said> {
    let owed: Vec<_> = case
        .obligations
        .iter()
        .filter(|o| o.status.is_owed() && case.delivers(o.duty).is_some())
        .filter(|o| o.item == case.focus().item)
        .collect();
    let obligation = nth(&owed, event.a)?;
    let role = if event.b.is_multiple_of(4) { obligation.accountable } else { obligation.doer };
    let parties = case.parties(role, now);
    let party = obligation.party.clone().or_else(|| nth(&parties, event.b).cloned())?;
    let fields = case.delivers(obligation.duty)?.iter();
    let fields = fields.map(|&fact| stated(case, fact, event)).collect();
    let task = case.hir.duties[obligation.duty].name.clone();
    let evidence = vec!["stuk".to_owned()];
    Some((actor(case, role, &party), InputKind::Complete { task, fields, evidence }))
}

fn answer(case: &Case<'_>, now: Timestamp, event: Event) -> Option<Said> {
    let owed: Vec<DutyId> = case
        .obligations
        .iter()
        .filter(|o| o.status.is_owed() && case.is_decision(o.duty))
        .filter(|o| o.item == case.focus().item)
        .map(|o| o.duty)
        .collect();
    let &duty = nth(&owed, event.a)?;
    let &role = nth(&case.seats_of(duty), event.b)?;
    let parties = case.parties(role, now);
    let party = nth(&parties, event.c)?;
    let outcomes = case.outcomes(duty);
    let outcome = nth(&outcomes, event.b.wrapping_mul(event.c) / 3)?.clone();
    let decision = case.hir.duties[duty].name.clone();
    let item = case.focus().item.map(|no| &case.items[no]);
    let accepted: Vec<&String> = item.into_iter().flat_map(|item| &item.accepted).collect();
    let accepted = nth(&accepted, event.c).map(|party| (*party).clone());
    let some = item.map(|_| format!("P{}", event.b % 4));
    let chosen = if event.c.is_multiple_of(6) { some } else { accepted };
    let chosen = chosen.filter(|_| !event.c.is_multiple_of(5));
    let first = outcomes.first().filter(|_| chosen.is_some() && event.a.is_multiple_of(2));
    let outcome = first.cloned().unwrap_or(outcome);
    let fields = said_with(case, duty, event);
    Some((actor(case, role, party), InputKind::Answer { decision, outcome, chosen, fields }))
}

/// What a decision must state, and at times what it may.
fn said_with(case: &Case<'_>, duty: DutyId, event: Event) -> Vec<Field> {
    let (must, may) = case.carried(duty);
    let may = if event.b.is_multiple_of(3) { may } else { &[] };
    must.iter().chain(may).map(|&fact| stated(case, fact, event)).collect()
}

/// What the host answers, mostly to something that it was asked and has not answered yet.
fn reply(case: &Case<'_>, event: Event) -> Option<(Option<usize>, Said)> {
    let mut calls = case.calls();
    if !event.a.is_multiple_of(4) {
        calls.retain(|(no, ..)| case.obligations[*no].status.is_owed());
    }
    let (no, action, answers) = nth(&calls, event.a)?;
    let of = case.obligations[*no].item;
    let signal = (*nth(answers, event.b)?).to_owned();
    let declared = case.hir.signals.iter().find(|(_, declared)| declared.name == signal)?.1;
    let fields = declared.carries.iter().map(|&fact| stated(case, fact, event)).collect();
    let no = ObligationNo(u32::try_from(*no).expect("a small number"));
    let call = event.c.is_multiple_of(3).then_some(no);
    Some((of, (None, InputKind::Reply { action: (*action).to_owned(), call, signal, fields })))
}

fn signal(case: &Case<'_>, now: Timestamp, event: Event) -> Said {
    let kind = case.focus().item.map(|no| case.items[no].kind);
    let here = |signal: &SignalId| case.hir.charts[case.hir.signals[*signal].chart].item == kind;
    let signals: Vec<SignalId> = case.hir.signals.ids().filter(here).collect();
    let first = || case.hir.signals.ids().next().expect("a signal");
    send(case, now, event, nth(&signals, event.a).copied().unwrap_or_else(first))
}

/// A signal, by somebody who may send it.
fn send(case: &Case<'_>, now: Timestamp, event: Event, signal: SignalId) -> Said {
    let declared = &case.hir.signals[signal];
    let senders: Vec<RoleId> = match &declared.senders {
        Some(senders) => senders.iter().map(|&role| case.stands_for(role)).collect(),
        None => case.hir.roles.ids().collect(),
    };
    let held: Vec<(RoleId, String)> = senders
        .into_iter()
        .flat_map(|role| case.parties(role, now).into_iter().map(move |party| (role, party)))
        .collect();
    let by = nth(&held, event.b).and_then(|(role, party)| actor(case, *role, party));
    let optional = declared.optionally.iter().filter(|_| event.c.is_multiple_of(2));
    let facts = declared.carries.iter().chain(optional);
    let fields = facts.map(|&fact| stated(case, fact, event)).collect();
    (by, InputKind::Signal { name: declared.name.clone(), fields })
}

fn determination(case: &Case<'_>, now: Timestamp, event: Event) -> Option<Said> {
    let scale = case.hir.scale.as_ref()?;
    let roles: Vec<RoleId> =
        scale.determined_by.iter().chain(&scale.lowered_by).map(|&r| case.stands_for(r)).collect();
    let &role = nth(&roles, event.a)?;
    let parties = case.parties(role, now);
    let party = nth(&parties, event.b)?;
    let up = usize::from(event.c) % scale.levels.len();
    let down = case.level.index().saturating_sub(1);
    let level = if event.b.is_multiple_of(2) { down } else { up };
    let level = scale.levels.as_slice()[level].name.clone();
    let reason = "Omdat het zo is".to_owned();
    Some((actor(case, role, party), InputKind::Determine { level, reason }))
}

fn some_binding(event: Event) -> Binding {
    let roles = ["aa", "bb", "cc", "dd", "ee", "ff", "ccs", "ffs"];
    let parties = ["A", "B", "C1", "C3", "D", "F1"];
    let mut binding = binding(
        roles[usize::from(event.a) % roles.len()],
        parties[usize::from(event.b) % parties.len()],
    );
    binding.until = event.c.is_multiple_of(3).then(|| date(event.c));
    binding
}

fn release(case: &Case<'_>, now: Timestamp, event: Event) -> Option<Said> {
    let roles = case.hir.roles.iter().filter(|(_, role)| role.item.is_none());
    let roles: Vec<RoleId> = roles.map(|(id, _)| id).collect();
    let &role = nth(&roles, event.a)?;
    let parties = case.parties(role, now);
    let party = nth(&parties, event.b)?;
    Some((None, InputKind::Release(binding(&case.hir.roles[role].name, party))))
}

fn claim(case: &Case<'_>, event: Event) -> InputKind {
    let claimed = nth(&case.claims, event.c).filter(|_| event.c.is_multiple_of(4));
    if let Some((role, party)) = claimed {
        return InputKind::Release(binding(&case.hir.roles[*role].name, party));
    }
    let Binding { role, party, .. } = some_binding(event);
    let role = if event.c.is_multiple_of(9) { "yy".to_owned() } else { role };
    InputKind::Claim { role, party }
}

/// Some facts stated anew, mostly with a reason.
fn correction(case: &Case<'_>, event: Event) -> InputKind {
    let facts = case.hir.facts.iter();
    let facts = facts.filter(|(_, fact)| fact.derived.is_none() && fact.item.is_none());
    let facts: Vec<FactId> = facts.map(|(id, _)| id).collect();
    let some = [event.a, event.b, event.c];
    let some = some.into_iter().take(usize::from(event.c % 4)).filter_map(|of| nth(&facts, of));
    let mut some: Vec<FactId> = some.copied().collect();
    some.dedup();
    let fields = some.into_iter().map(|fact| stated(case, fact, event)).collect();
    let reason = if event.b.is_multiple_of(7) { " " } else { "Tikfout" }.to_owned();
    InputKind::Correct { fields, reason }
}

/// Some personal facts of the case or of the item in focus, or all.
pub(super) fn erasure(case: &Case<'_>, event: Event) -> InputKind {
    let kind = case.focus().item.map(|no| case.items[no].kind);
    let facts = case.hir.facts.iter();
    let facts = facts.filter(|(_, fact)| fact.personal && fact.item == kind);
    let facts: Vec<String> = facts.map(|(_, fact)| fact.name.clone()).collect();
    let some = [event.a, event.c].into_iter().filter_map(|of| nth(&facts, of)).cloned();
    let wrong = event.b.is_multiple_of(8).then(|| "k0".to_owned());
    let facts = some.take(usize::from(event.a % 3)).chain(wrong).collect();
    let ground = if event.c == 3 { " " } else { "Bewaartermijn" }.to_owned();
    InputKind::Erase { facts, ground, salt: Salt([event.c; 16]) }
}

/// A date of 2025 to 2028, sometimes of far away.
fn date(of: u8) -> Date {
    match of {
        250 => Date::MIN,
        251 => Date::MAX,
        _ => {
            let (year, month) = (2025 + u16::from(of % 4), of / 4 % 12 + 1);
            Date::new(year, month, of % 28 + 1).expect("a date")
        }
    }
}

/// A value for a fact, as an event says it.
pub fn stated(case: &Case<'_>, fact: FactId, event: Event) -> Field {
    let declared = &case.hir.facts[fact];
    let of = event.c.wrapping_add(event.b.wrapping_mul(u8::try_from(fact.index()).unwrap_or(1)));
    let number: Number = format!("{}.{}", of % 5, of % 10).parse().expect("a number");
    let value = match &declared.ty {
        Type::Truth => Value::Truth(of % 2 == 0),
        Type::Number if of == 7 => Value::Number("999999999999999.999999999".parse().expect("one")),
        Type::Number => Value::Number(number),
        Type::Count if of == 8 => Value::Count(i64::MAX),
        Type::Count => Value::Count(i64::from(of % 9) - 1),
        Type::Amount => Value::Amount(Number::from(i64::from(of) * 40)),
        Type::Percentage => Value::Percentage(Number::from(i64::from(of % 12))),
        Type::Date if of == 9 => Value::Date(Date::new(9999, 12, 20).expect("a date")),
        Type::Date if of == 10 => Value::Date(Date::new(1, 1, 12).expect("a date")),
        Type::Date => Value::Date(date(of)),
        Type::Instant => {
            let start: Timestamp = "2026-01-05T10:00:00Z".parse().expect("an instant");
            Value::Instant(start.add_seconds(i64::from(of) * 90_000).expect("in range"))
        }
        Type::Duration(unit) => {
            let any = [Unit::Day, Unit::Week, Unit::Hour, Unit::Month][usize::from(of % 4)];
            let unit = unit.filter(|_| of % 16 != 5).unwrap_or(any);
            Value::Duration(Duration::new(u32::from(of % 6) + 1, unit))
        }
        Type::Text => Value::Text("naam".to_owned()),
        Type::Choice(options) => Value::Choice(nth(options, of).expect("an option").clone()),
        Type::Document => Value::Document(Document {
            reference: "plan".to_owned(),
            version: (of % 3).to_string(),
            hash: if of % 5 == 0 { "abc".to_owned() } else { String::new() },
        }),
    };
    let salt = declared.personal.then_some([of; 16]);
    Field { fact: declared.name.clone(), value, salt }
}

fn reopening() -> InputKind {
    InputKind::Reopen { reason: "Er is nieuws".to_owned() }
}
