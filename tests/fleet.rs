//! Fleets at random: many youths, handed over while everything comes in late, twice and in another
//! order, and who should take them over fails.
#![cfg(feature = "language")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    reason = "a test may fail by panicking and be told how long to run"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use draaiboek::engine::{
    EffectKind, Entry, Input, InputKind, ItemEffect, Outcome, Phase, State, Step, step,
};
use draaiboek::machine::Machine;
use draaiboek::{Playbook, canon, journal};

use fleet::said::Driver;
use fleet::shadow::Shadow;
use fleet::together::Together;
use many::{Counts, divided, number};

#[path = "support/many.rs"]
mod many;
mod fleet {
    mod dice;
    pub mod said;
    pub mod shadow;
    pub mod together;
    mod youth;
}

/// Half of the fleets go through the example of the language description.
const WHOLE: &str = include_str!("corpus/example/geheel.draaiboek");
const FLEET: &str = include_str!("fleet/vloot.draaiboek");

/// In some of the fleets the youths of a family go together.
const REGISTER: &str = "register door coordinator";
const FAMILIES: &str = "register door coordinator\n gegeven gezin : aantal\n samen per gezin";

/// What must happen in a thousand fleets, and at least how often; of a fleet once at most.
const WANTED: &[(&str, u64)] = &[
    ("fleet several municipalities", 600),
    ("fleet closing", 200),
    ("fleet enrolled while closing", 140),
    ("fleet closed", 100),
    ("fleet reopened", 100),
    ("fleet succession midway", 150),
    ("fleet stopped", 300),
    ("fleet withdrawn", 400),
    ("fleet receiver failed", 180),
    ("input duplicate", 3000),
    ("input out of order", 10_000),
    ("input refused", 10_000),
    ("effect Chosen", 1500),
    ("effect Lapsed", 1200),
    ("effect AcceptanceWithdrawn", 500),
    ("effect Planned", 1600),
    ("effect MoveOff", 350),
    ("effect Barred", 5000),
    ("effect Waits", 1000),
    ("effect Split", 250),
    ("fleet family moved together", 20),
    ("effect HoldingEnded", 3000),
    ("effect NobodyHolds", 800),
    ("effect Misplaced", 3),
    ("effect Contradicted", 2000),
    ("effect Restored", 100),
    ("effect Ended", 3000),
    ("effect RegisterComplete", 400),
    ("turn Planned", 250),
    ("turn PlannedLate", 450),
    ("turn Succession", 4000),
    ("turn SafetyNet", 500),
];

#[test]
fn nobody_is_ever_without_a_holder() {
    let counts = divided(run);
    assert!(counts.get("input with an effect") * 2 >= counts.get("input"), "too little happens");
    if fleets() < 1000 {
        return;
    }
    assert!(counts.get("input") >= 200_000, "too few inputs");
    let scarce = WANTED.iter().filter(|(what, least)| counts.get(what) * 1000 < least * fleets());
    assert_eq!(scarce.collect::<Vec<_>>(), Vec::<&(&str, u64)>::new(), "too seldom");
}

fn fleets() -> u64 {
    number("DRAAIBOEK_FLEETS", 1100)
}

/// The fleets of one worker.
fn run(worker: u64, workers: u64) -> Counts {
    let compile = |text: &str| Playbook::compile(text).expect("a playbook");
    let families = |text: &str| compile(&text.replace(REGISTER, FAMILIES));
    let playbooks = [compile(WHOLE), compile(FLEET), families(FLEET), families(WHOLE)];
    let first = number("DRAAIBOEK_FLEETS_SEED", 1);
    let mut counts = Counts::default();
    for seed in (first..first + fleets()).filter(|seed| seed % workers == worker) {
        let playbook = &playbooks[(seed / workers % 4) as usize];
        for what in one(playbook.machine(), seed, &mut counts) {
            counts.count("fleet", what);
        }
    }
    counts
}

/// One fleet; what it went through.
fn one(machine: &Machine, seed: u64, counts: &mut Counts) -> BTreeSet<&'static str> {
    let mut state = State::new(machine, "casus");
    let mut driver = Driver::new(seed);
    let mut shadow = Shadow::default();
    let mut together = Together::default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut log = String::new();
    let mut seen = BTreeSet::new();
    if driver.has_several_municipalities() {
        seen.insert("several municipalities");
    }
    for _ in 0..driver.length() {
        let (now, input) = driver.next(machine, &state);
        let _ = writeln!(log, "{now} {} {:?} {:?}", input.at, input.item, input.kind);
        let before = driver.looks_closely().then(|| canon::full(&state).expect("canonical"));
        *counts.0.entry("input".to_owned()).or_default() += 1;
        let closing = fleet::said::is_closing(machine, &state);
        let found = match step(machine, &mut state, now, input.clone()) {
            Err(refusal) => {
                refusal.faults.iter().for_each(|fault| counts.count("fault", fault.id()));
                counts.count("input", "refused");
                let after = before.is_some().then(|| canon::full(&state).expect("canonical"));
                if before == after { Ok(()) } else { Err("a refusal changed something".into()) }
            }
            Ok(done) => {
                counted(&state, &done, counts);
                went_through(&state, &input, &done, closing, &mut seen);
                if entries.last().is_some_and(|entry| input.at < entry.at) {
                    counts.count("input", "out of order");
                }
                entries.extend_from_slice(&done.entries);
                let told = shadow.hear(machine, &state, &input, &done);
                told.and_then(|()| together.hear(machine, &state, &done))
            }
        };
        let found = found.and_then(|()| match before {
            Some(_) => shadow.all(machine, &state).and_then(|()| together.all(machine, &state)),
            None => Ok(()),
        });
        if let Err(what) = found {
            panic!("fleet {seed}: {what}\n{log}");
        }
        if fleet::said::is_closing(machine, &state) {
            seen.insert("closing");
        }
    }
    if let Err(what) = shadow.all(machine, &state) {
        panic!("fleet {seed}: {what}\n{log}");
    }
    let again = journal::replay(machine, "casus", &entries).expect("replays");
    let same = canon::full(&again).expect("canonical") == canon::full(&state).expect("canonical");
    assert!(same, "fleet {seed}: a replay leads elsewhere\n{log}");
    if together.moved > 0 {
        seen.insert("family moved together");
    }
    counts.count("journal", "replayed");
    seen
}

fn counted(state: &State, done: &Step, counts: &mut Counts) {
    if !done.effects.is_empty() {
        counts.count("input", "with an effect");
    }
    if matches!(done.outcome, Outcome::Duplicate { .. }) {
        counts.count("input", "duplicate");
    }
    for effect in &done.effects {
        let text = format!("{:?}", effect.kind).replace("Item(", "");
        counts.count("effect", text.split(['(', ' ', '{']).next().unwrap_or_default());
        if let EffectKind::Item(ItemEffect::Moved { turn, .. }) = &effect.kind {
            counts.count("turn", format!("{:?}", turn.why));
        }
    }
    if state.suspended().is_some() {
        counts.count("input", "while terms stand still");
    }
}

/// Notes what a fleet went through, by what a call did.
fn went_through(
    state: &State,
    input: &Input,
    done: &Step,
    closing: bool,
    seen: &mut BTreeSet<&'static str>,
) {
    let enrolled = |kind: &EffectKind| matches!(kind, EffectKind::Item(ItemEffect::Enrolled(_)));
    let runs = || state.items().iter().any(|item| item.runs());
    for effect in &done.effects {
        match &effect.kind {
            kind if closing && enrolled(kind) => seen.insert("enrolled while closing"),
            EffectKind::Replaced { .. } if runs() => seen.insert("succession midway"),
            EffectKind::CaseReopened { .. } => seen.insert("reopened"),
            EffectKind::Item(ItemEffect::Stopped(_)) => seen.insert("stopped"),
            EffectKind::Item(ItemEffect::ItemWithdrawn { .. }) => seen.insert("withdrawn"),
            _ => false,
        };
    }
    if matches!(state.phase(), Phase::Closed(_)) {
        seen.insert("closed");
    }
    if matches!(&input.kind, InputKind::Release(it) if it.role == "ontvanger") {
        seen.insert("receiver failed");
    }
}
