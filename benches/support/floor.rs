//! The machine of `tests/support/fragment.rs` as a Rust programmer would write it: the same
//! inputs, the same effects, trace and entries, and nothing general.

use std::collections::HashMap;

use draaiboek::calendar::{Calendar, Due, Duration, Timestamp, Unit, Zone};
use draaiboek::canon::{self, Hash};
use draaiboek::engine::{
    Actor, Effect, EffectKind, Entry, Fired, Input, InputKind, ObligationNo, Outcome, Recorded,
    Remark, Step, Trace, Withdrawal,
};
use draaiboek::machine::id::{DutyId, FactId, HandlerId, Id, RoleId, SignalId, StateId};
use draaiboek::value::{Type, Value};
use sha2::{Digest, Sha256};

/// The steps; the numbers are those of the states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Follow = 1,
    Plan = 2,
    Judge = 3,
    Carry = 4,
    Handover = 5,
    Closed = 6,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Duty {
    Plan = 1,
    Judge = 2,
    Forecast = 3,
    Handover = 4,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Provider = 0,
    Municipality = 1,
    Supervisor = 2,
}

#[derive(Clone, Copy, Debug)]
struct Owed {
    no: ObligationNo,
    duty: Duty,
    due: Due,
    reminder: Option<Timestamp>,
    overdue: bool,
}

/// What there is to know of a case.
#[derive(Clone, Debug)]
pub struct Floor {
    calendar: Calendar,
    zone: Zone,
    parties: [String; 3],
    opened: Timestamp,
    place: Place,
    /// Statements of the weeks of cash: from when, how many, in which entry.
    cash: Vec<(Timestamp, i64, u64)>,
    current: usize,
    owed: Vec<Owed>,
    obligations: u32,
    seen: HashMap<String, (u64, Hash)>,
    seq: u64,
    last: Timestamp,
    head: Hash,
}

/// One entry in the making.
struct Making<'a> {
    step: &'a mut Step,
    seq: u64,
    n: u32,
    at: Timestamp,
}

impl Making<'_> {
    fn emit(&mut self, kind: EffectKind) {
        self.step.effects.push(Effect { seq: self.seq, n: self.n, at: self.at, item: None, kind });
        self.n += 1;
    }

    fn fired(&mut self, handler: usize) {
        let handler = HandlerId::new(handler);
        self.step
            .trace
            .push(Remark { item: None, what: Trace::Fired { handler, how: Fired::Move } });
    }
}

impl Floor {
    /// A case that opens at once. `machine` is where its chain begins.
    pub fn open(machine: Hash, input: Input) -> (Self, Step) {
        let InputKind::Open { parties, .. } = &input.kind else { panic!("no opening") };
        let named = |role: &str| {
            let found = parties.iter().find(|binding| binding.role == role).unwrap();
            found.party.clone()
        };
        let at = input.at;
        let mut floor = Self {
            calendar: Calendar::default(),
            zone: Zone::named("Europe/Amsterdam").unwrap(),
            parties: [named("aanbieder"), named("gemeente"), named("toezichthouder")],
            opened: at,
            place: Place::Follow,
            cash: Vec::new(),
            current: 0,
            owed: Vec::new(),
            obligations: 0,
            seen: HashMap::new(),
            seq: 0,
            last: at,
            head: machine,
        };
        let mut step = empty();
        let mut making = floor.entry(at, &mut step);
        making.emit(EffectKind::Entered(StateId::new(0)));
        making.emit(EffectKind::Entered(StateId::new(1)));
        let content = canon::hash_full(&input).unwrap();
        floor.seen.insert(input.id.clone(), (1, content));
        floor.record(at, 0, Recorded::Said(input), content, &mut step);
        (floor, step)
    }

    /// One input, after what falls due; `None`: refused.
    pub fn step(&mut self, now: Timestamp, input: Input) -> Option<Step> {
        let mut step = empty();
        let advance = matches!(input.kind, InputKind::Advance);
        let content = if advance { Hash::ZERO } else { canon::hash_full(&input).ok()? };
        if !advance && let Some((seq, before)) = self.seen.get(&input.id) {
            step.outcome = Outcome::Duplicate { seq: *seq };
            return (*before == content).then_some(step);
        }
        let before = self.seq;
        let command = self.check(now, &input)?;
        while let Some(at) = self.next_deadline().filter(|at| *at <= now) {
            self.fall_due(at, &mut step);
            self.record(at, self.seq, Recorded::Due, Hash::ZERO, &mut step);
        }
        let same = before == self.seq || self.check(now, &input) == Some(command);
        let seen = if same { self.seq } else { before };
        match command {
            Command::Advance => {
                step.outcome = Outcome::Advanced;
                return Some(step);
            }
            Command::Figures(weeks) => self.figures(now, input.at, weeks, &mut step),
            Command::Done(no) => self.done(now, input.at, no, &mut step),
            Command::Answer(no, outcome) if self.owed.iter().any(|owed| owed.no == no) => {
                self.answer(now, no, outcome, &mut step);
            }
            Command::Answer(..) => {
                step.trace.push(Remark { item: None, what: Trace::TooLate(duty(Duty::Judge)) });
                step.outcome = Outcome::TooLate;
            }
        }
        self.seen.insert(input.id.clone(), (self.seq + 1, content));
        self.record(now, seen, Recorded::Said(input), content, &mut step);
        Some(step)
    }

    fn check(&self, now: Timestamp, input: &Input) -> Option<Command> {
        let years =
            |at: Timestamp| (631_148_400..5_711_900_400).contains(&(at.micros() / 1_000_000));
        if now < self.last || !years(now) {
            return None;
        }
        if matches!(input.kind, InputKind::Advance) {
            return Some(Command::Advance);
        }
        let closed = self.place == Place::Closed;
        if input.id.is_empty() || input.at > now || !years(input.at) || closed {
            return None;
        }
        let Actor { role, party } = input.by.as_ref()?;
        let role = match role.as_str() {
            "aanbieder" => Role::Provider,
            "gemeente" => Role::Municipality,
            "toezichthouder" => Role::Supervisor,
            _ => return None,
        };
        if self.parties[role as usize] != *party || input.at < self.opened {
            return None;
        }
        match &input.kind {
            InputKind::Signal { name, fields } if name == "cijfers" && role == Role::Provider => {
                let [field] = fields.as_slice() else { return None };
                match field.value.clone().fit(&Type::Count)? {
                    Value::Count(weeks) if field.fact == "kasweken" => {
                        Some(Command::Figures(weeks))
                    }
                    _ => None,
                }
            }
            InputKind::Complete { task, fields, .. } if fields.is_empty() => {
                let (duty, doer) = match task.as_str() {
                    "herstelplan" => (Duty::Plan, Role::Provider),
                    "prognose" => (Duty::Forecast, Role::Provider),
                    "overdragen" => (Duty::Handover, Role::Municipality),
                    _ => return None,
                };
                let owed = self.owed.iter().find(|owed| owed.duty == duty)?;
                (role == doer).then_some(Command::Done(owed.no))
            }
            InputKind::Answer { decision, outcome, .. } if decision == "haalbaar" => {
                let outcome = match outcome.as_str() {
                    "ja" | "yes" => 0,
                    "nee" | "no" => 1,
                    _ => return None,
                };
                let owed = self.owed.iter().find(|owed| owed.duty == Duty::Judge)?;
                (role == Role::Supervisor).then_some(Command::Answer(owed.no, outcome))
            }
            _ => None,
        }
    }

    fn figures(&mut self, now: Timestamp, at: Timestamp, weeks: i64, step: &mut Step) {
        let before = self.cash.get(self.current).copied();
        let latest = before.is_none_or(|(stated, ..)| at >= stated);
        if latest {
            self.current = self.cash.len();
            if before.is_none_or(|(_, before, _)| before != weeks) {
                step.trace.push(Remark { item: None, what: Trace::Fact(FactId::new(0)) });
            }
        }
        self.cash.push((at, weeks, self.seq + 1));
        let weeks = self.cash[self.current].1;
        let (handler, to, enabled) = match self.place {
            Place::Follow => (0, Place::Plan, weeks < 13),
            Place::Carry => (3, Place::Follow, weeks >= 13),
            _ => {
                return step
                    .trace
                    .push(Remark { item: None, what: Trace::Unawaited(SignalId::new(0)) });
            }
        };
        if enabled {
            let mut making = self.entry(now, step);
            making.fired(handler);
            self.go(to, making);
        } else {
            step.trace
                .push(Remark { item: None, what: Trace::NotEnabled(HandlerId::new(handler)) });
        }
    }

    fn done(&mut self, now: Timestamp, at: Timestamp, no: ObligationNo, step: &mut Step) {
        let Some(position) = self.owed.iter().position(|owed| owed.no == no) else { return };
        let owed = self.owed.remove(position);
        let mut making = self.entry(now, step);
        let in_time = at < owed.due.instant;
        making.emit(EffectKind::Completed { obligation: no, in_time });
        match (self.place, owed.duty) {
            (Place::Plan, Duty::Plan) => {
                making.fired(1);
                self.go(Place::Judge, making);
            }
            (Place::Handover, Duty::Handover) => {
                making.fired(5);
                self.go(Place::Closed, making);
            }
            _ => {}
        }
    }

    fn answer(&mut self, now: Timestamp, no: ObligationNo, outcome: u32, step: &mut Step) {
        self.owed.retain(|owed| owed.no != no);
        let by = (role(Role::Supervisor), self.parties[2].clone());
        let mut making = self.entry(now, step);
        making.emit(EffectKind::Voted { obligation: no, by, outcome });
        making.emit(EffectKind::Decided { obligation: no, outcome: Some(outcome) });
        let outcome = Some(outcome);
        making
            .step
            .trace
            .push(Remark { item: None, what: Trace::Outcome { duty: duty(Duty::Judge), outcome } });
        self.go(if outcome == Some(0) { Place::Carry } else { Place::Plan }, making);
    }

    fn fall_due(&mut self, at: Timestamp, step: &mut Step) {
        let mut making = self.entry(at, step);
        let mut late = None;
        for owed in &mut self.owed {
            if !owed.overdue && owed.due.instant <= at {
                owed.overdue = true;
                making.emit(EffectKind::Overdue(owed.no));
                late = Some(*owed);
            }
            if owed.reminder.take_if(|reminder| *reminder <= at).is_some() {
                making.emit(EffectKind::Reminder(owed.no));
            }
        }
        let Some(Owed { no, duty: late, .. }) = late else { return };
        match (self.place, late) {
            (Place::Plan, Duty::Plan) => {
                let (supervisor, text) = (role(Role::Supervisor), "Geen plan".to_owned());
                making.emit(EffectKind::Escalated { obligation: no, to: supervisor, rung: 0 });
                making.emit(EffectKind::Left(state(Place::Plan)));
                making.fired(2);
                making.emit(EffectKind::Notice {
                    to: vec![role(Role::Municipality)],
                    text,
                    shows: vec![],
                });
                self.place = Place::Handover;
                self.enter(making);
            }
            (Place::Judge, Duty::Judge) => {
                self.owed.retain(|owed| owed.no != no);
                making.emit(EffectKind::Decided { obligation: no, outcome: None });
                making.step.trace.push(Remark {
                    item: None,
                    what: Trace::Outcome { duty: duty(Duty::Judge), outcome: None },
                });
                self.go(Place::Handover, making);
            }
            (Place::Carry, Duty::Forecast) => {
                making.fired(4);
                self.go(Place::Handover, making);
            }
            _ => {}
        }
    }

    fn go(&mut self, to: Place, mut making: Making<'_>) {
        making.emit(EffectKind::Left(state(self.place)));
        self.owed.retain(|owed| {
            if !owed.overdue {
                let why = Withdrawal::Left;
                making.emit(EffectKind::Withdrawn { obligation: owed.no, why });
            }
            owed.overdue
        });
        self.place = to;
        self.enter(making);
    }

    fn enter(&mut self, mut making: Making<'_>) {
        making.emit(EffectKind::Entered(state(self.place)));
        let (amount, unit) = match self.place {
            Place::Follow => return,
            Place::Plan => {
                let to = vec![role(Role::Municipality)];
                making.emit(EffectKind::Inform { state: state(Place::Plan), to });
                (20, Unit::WorkingDay)
            }
            Place::Judge => (5, Unit::WorkingDay),
            Place::Carry => (4, Unit::Week),
            Place::Handover => (13, Unit::Week),
            Place::Closed => return making.emit(EffectKind::Closed(state(Place::Closed))),
        };
        let (owes, doer) = match self.place {
            Place::Judge => (Duty::Judge, Role::Supervisor),
            Place::Carry => (Duty::Forecast, Role::Provider),
            Place::Handover => (Duty::Handover, Role::Municipality),
            _ => (Duty::Plan, Role::Provider),
        };
        let after = |amount, unit| {
            self.calendar.due(&self.zone, making.at, Duration::new(amount, unit)).unwrap()
        };
        let due = after(amount, unit);
        let reminder = (owes == Duty::Plan).then(|| after(10, Unit::WorkingDay).instant);
        let no = ObligationNo(self.obligations);
        self.obligations += 1;
        self.owed.push(Owed { no, duty: owes, due, reminder, overdue: false });
        making.emit(EffectKind::Opened {
            obligation: no,
            duty: duty(owes),
            party: None,
            doer: role(doer),
            accountable: role(doer),
            due: Some(due),
        });
    }

    fn next_deadline(&self) -> Option<Timestamp> {
        let due = |owed: &Owed| (!owed.overdue).then_some(owed.due.instant);
        let both = |owed: &Owed| [due(owed), owed.reminder];
        self.owed.iter().flat_map(both).flatten().min()
    }

    fn entry<'a>(&self, at: Timestamp, step: &'a mut Step) -> Making<'a> {
        Making { step, seq: self.seq + 1, n: 0, at }
    }

    fn record(
        &mut self,
        at: Timestamp,
        seen: u64,
        event: Recorded,
        content: Hash,
        step: &mut Step,
    ) {
        self.seq += 1;
        let (seq, previous) = (self.seq, self.head);
        let mut hasher = Sha256::new();
        hasher.update(previous.bytes());
        hasher.update(seq.to_be_bytes());
        hasher.update(seen.to_be_bytes());
        hasher.update(at.micros().to_be_bytes());
        hasher.update([u8::from(matches!(event, Recorded::Said(_)))]);
        hasher.update(content.bytes());
        let hash = Hash(hasher.finalize().into());
        self.head = hash;
        self.last = at;
        step.entries.push(Entry { seq, seen, at, event, previous, hash });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Command {
    Advance,
    Figures(i64),
    Done(ObligationNo),
    Answer(ObligationNo, u32),
}

fn empty() -> Step {
    let (entries, effects, trace) = (Vec::new(), Vec::new(), Vec::new());
    Step { entries, effects, trace, outcome: Outcome::Applied }
}

fn state(place: Place) -> StateId {
    StateId::new(place as usize)
}

fn duty(duty: Duty) -> DutyId {
    DutyId::new(duty as usize)
}

fn role(role: Role) -> RoleId {
    RoleId::new(role as usize)
}
