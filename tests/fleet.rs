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

use std::collections::BTreeMap;
use std::fmt::Write as _;

use draaiboek::engine::{Entry, Input, InputKind, Outcome, State, step};
use draaiboek::machine::Machine;
use draaiboek::{Playbook, canon, journal};

use fleet::said::Driver;
use fleet::shadow::Shadow;
use fleet::together::Together;

mod fleet {
    pub mod said;
    pub mod shadow;
    pub mod together;
}

const TEXT: &str = include_str!("corpus/example/geheel.draaiboek");

/// In some of the fleets the youths of a family go together.
const REGISTER: &str = "register door coordinator";
const FAMILIES: &str = "register door coordinator\n gegeven gezin : aantal\n samen per gezin";

/// How many run at the same time.
const WORKERS: u64 = 2;

/// What happened how often.
#[derive(Default)]
struct Counts(BTreeMap<String, u64>);

impl Counts {
    fn count(&mut self, what: &str) {
        *self.0.entry(what.to_owned()).or_default() += 1;
    }

    fn get(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }
}

#[test]
fn nobody_is_ever_without_a_holder() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let fleets = number("DRAAIBOEK_FLEETS", 1000);
    let first = number("DRAAIBOEK_FLEETS_SEED", 1);
    let workers: Vec<_> = (0..WORKERS)
        .map(|worker| {
            std::thread::spawn(move || {
                let alone = Playbook::compile(TEXT).expect("a playbook");
                let families = TEXT.replace(REGISTER, FAMILIES);
                let families = Playbook::compile(&families).expect("a playbook");
                let mut counts = Counts::default();
                for seed in (first..first + fleets).filter(|seed| seed % WORKERS == worker) {
                    let playbook = if seed % 3 == 0 { &families } else { &alone };
                    run(playbook.machine(), seed, &mut counts);
                }
                counts
            })
        })
        .collect();
    let mut counts = Counts::default();
    for worker in workers {
        let Ok(done) = worker.join() else { panic!("see above") };
        for (what, n) in done.0 {
            *counts.0.entry(what).or_default() += n;
        }
    }
    for (what, count) in &counts.0 {
        println!("{count:8} {what}");
    }
    if fleets < 1000 {
        return;
    }
    assert!(counts.get("input") >= fleets * 150, "too few inputs");
    assert!(counts.get("input with an effect") * 2 >= counts.get("input"), "too little happens");
    let wanted = [
        "Enrolled",
        "ItemWithdrawn",
        "RegisterComplete",
        "Started",
        "Ended",
        "Offered",
        "Lapsed",
        "Chosen",
        "Accepted",
        "AcceptanceWithdrawn",
        "Moved",
        "Planned",
        "MoveOff",
        "Barred",
        "Waits",
        "Split",
        "moved together",
        "HoldingEnded",
        "NobodyHolds",
        "Misplaced",
        "Contradicted",
        "Closed",
        "duplicate",
        "refused",
        "replayed",
    ];
    let missing: Vec<_> = wanted.iter().filter(|what| counts.get(what) == 0).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "never happened");
}

fn run(machine: &Machine, seed: u64, counts: &mut Counts) {
    let mut state = State::new(machine, "casus");
    let mut driver = Driver::new(seed);
    let mut shadow = Shadow::default();
    let mut together = Together::default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut log = String::new();
    for _ in 0..driver.length() {
        let (now, input) = driver.next(machine, &state);
        let _ = writeln!(log, "{now} {} {:?} {:?}", input.at, input.item, input.kind);
        let before = driver.looks_closely().then(|| canon::full(&state).expect("canonical"));
        counts.count("input");
        let found = match step(machine, &mut state, now, input.clone()) {
            Err(refusal) => {
                refusal.faults.iter().for_each(|fault| counts.count(fault.id()));
                counts.count("refused");
                let after = before.is_some().then(|| canon::full(&state).expect("canonical"));
                if before == after { Ok(()) } else { Err("a refusal changed something".into()) }
            }
            Ok(done) => {
                counted(machine, &state, &input, &done, counts);
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
    }
    if let Err(what) = shadow.all(machine, &state) {
        panic!("fleet {seed}: {what}\n{log}");
    }
    let again = journal::replay(machine, "casus", &entries).expect("replays");
    let same = canon::full(&again).expect("canonical") == canon::full(&state).expect("canonical");
    assert!(same, "fleet {seed}: a replay leads elsewhere\n{log}");
    (0..together.moved).for_each(|_| counts.count("moved together"));
    counts.count("replayed");
}

fn counted(
    machine: &Machine,
    state: &State,
    input: &Input,
    done: &draaiboek::engine::Step,
    counts: &mut Counts,
) {
    if !done.effects.is_empty() {
        counts.count("input with an effect");
    }
    if matches!(done.outcome, Outcome::Duplicate { .. }) {
        counts.count("duplicate");
    }
    for effect in &done.effects {
        let text = format!("{:?}", effect.kind).replace("Item(", "");
        let name = text.split(['(', ' ', '{']).next().unwrap_or_default();
        counts.count(name);
    }
    let closing = fleet::said::is_closing(machine, state);
    if closing && matches!(input.kind, InputKind::Enrol { .. }) {
        counts.count("enrolled while closing");
    }
}
