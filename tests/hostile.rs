//! What nobody should send: nothing panics, what is refused changes nothing.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    unreachable_pub,
    reason = "helpers of tests may fail as tests do"
)]

#[path = "hostile/blow.rs"]
mod blow;

use std::cell::Cell;

use blow::Blow;
use draaiboek::Playbook;
use draaiboek::calendar::Timestamp;
use draaiboek::canon::{Hash, hash_full};
use draaiboek::engine::{Input, Outcome, Recorded, Refusal, State, step};
use draaiboek::journal::{read_snapshot, replay, resume, verify, write_snapshot};
use draaiboek::machine::Machine;
use draaiboek::machine::wire::WireError;
use draaiboek::value::{Number, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const PLAYBOOKS: [&str; 2] = [
    include_str!("corpus/example/kern.draaiboek"),
    include_str!("../playbooks/jeugdhulp.draaiboek"),
];

fn machines() -> impl Iterator<Item = Machine> {
    PLAYBOOKS.iter().map(|source| Playbook::compile(source).unwrap().machine().clone())
}

fn hash(state: &State) -> Hash {
    hash_full(state).unwrap()
}

fn opened(machine: &Machine) -> (State, draaiboek::engine::Step) {
    let mut state = State::new(machine, "casus");
    let (now, input) = blow::opening(machine);
    let step = step(machine, &mut state, now, input).unwrap();
    (state, step)
}

/// How often what became of random inputs.
#[derive(Default)]
struct Tally {
    applied: Cell<u32>,
    refused: Cell<u32>,
    duplicate: Cell<u32>,
    late: Cell<u32>,
    due: Cell<u32>,
}

fn count(cell: &Cell<u32>) {
    cell.set(cell.get() + 1);
}

#[test]
fn random_inputs_never_panic_and_refused_ones_change_nothing() {
    let machines: Vec<Machine> = machines().collect();
    let tally = Tally::default();
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    let stream = (0..machines.len(), prop::collection::vec(blow::blow(), 1..60));
    TestRunner::new(config)
        .run(&stream, |(machine, blows)| survive(&machines[machine], &blows, &tally))
        .unwrap();
    let Tally { applied, refused, duplicate, late, due } = tally;
    let [applied, refused] = [applied.get(), refused.get()];
    assert!(applied > 500 && refused > 500, "{applied} applied, {refused} refused");
    assert!(duplicate.get() > 0, "no duplicate");
    assert!(late.get() > 0, "none too late");
    assert!(due.get() > 100, "{} instants fell due", due.get());
}

fn survive(machine: &Machine, blows: &[Blow], tally: &Tally) -> Result<(), TestCaseError> {
    let (mut state, opened) = opened(machine);
    let mut entries = opened.entries;
    let mut half = None;
    let mut last: Option<(Timestamp, Input)> = None;
    for (number, blow) in blows.iter().enumerate() {
        let (now, input) = blow.aim(machine, &state, number);
        let before = hash(&state);
        match step(machine, &mut state, now, input.clone()) {
            Err(Refusal { faults, .. }) => {
                prop_assert!(!faults.is_empty());
                prop_assert_eq!(hash(&state), before, "{:?} was refused", input);
                count(&tally.refused);
            }
            Ok(step) => {
                for entry in &step.entries {
                    if entry.event == Recorded::Due {
                        count(&tally.due);
                    }
                }
                match step.outcome {
                    Outcome::TooLate => count(&tally.late),
                    Outcome::Duplicate { .. } => prop_assert_eq!(hash(&state), before),
                    _ => count(&tally.applied),
                }
                if step.outcome == Outcome::Applied {
                    last = Some((now, input));
                }
                entries.extend(step.entries);
            }
        }
        if let Some((now, said)) = last.clone() {
            let before = hash(&state);
            let again = step(machine, &mut state, now, said).unwrap();
            let duplicate = matches!(again.outcome, Outcome::Duplicate { .. });
            prop_assert!(duplicate && again.entries.is_empty() && again.effects.is_empty());
            prop_assert_eq!(hash(&state), before, "a duplicate changed something");
            count(&tally.duplicate);
        }
        if number == blows.len() / 2 {
            half = Some((write_snapshot(&state).unwrap(), entries.len()));
        }
    }
    prop_assert_eq!(verify(&entries, machine.hash()), Ok(()));
    prop_assert_eq!(hash(&replay(machine, "casus", &entries).unwrap()), hash(&state));
    if let Some((snapshot, at)) = half {
        let read = read_snapshot(machine, snapshot.as_bytes()).unwrap();
        let whole = resume(machine, read, &entries[at..]).unwrap();
        prop_assert_eq!(hash(&whole), hash(&state));
    }
    Ok(())
}

#[test]
fn damaged_wire_forms_are_refused() {
    for machine in machines() {
        let wire = machine.to_wire().unwrap();
        let length = wire.len();
        for at in (0..length).step_by(length / 200) {
            let cut = Machine::from_wire(&wire.as_bytes()[..at]).unwrap_err();
            assert_eq!(cut, WireError::Truncated, "cut at byte {at}");
            let mut flipped = wire.clone().into_bytes();
            flipped[at] ^= 1 << (at % 8);
            assert!(Machine::from_wire(&flipped).is_err(), "a flipped bit at byte {at}");
        }
        let read = |wire: String| Machine::from_wire(wire.as_bytes()).unwrap_err();
        let newer = wire.replacen(r#""version":1"#, r#""version":2"#, 1);
        assert_eq!(read(newer), WireError::Version { found: 2 });
        let other = wire.replacen("draaiboek-machine", "draaiboek-case", 1);
        assert_eq!(read(other), WireError::Format { found: "draaiboek-case".into() });
        let extra = wire.replacen(r#""playbook":{"#, r#""playbook":{"extra":1,"#, 1);
        assert!(matches!(read(extra), WireError::Shape { .. }));
        let again = Machine::from_wire(wire.as_bytes()).unwrap();
        assert_eq!(again.hash(), machine.hash());
    }
}

#[test]
fn inputs_as_json_are_read_strictly() {
    let (now, input) = blow::opening(&machines().next().unwrap());
    let json = serde_json::to_string(&input).unwrap();
    assert_eq!(serde_json::from_str::<Input>(&json).unwrap(), input);
    let changed = [
        json.replacen(r#""id":"open""#, r#""id":"open","extra":1"#, 1),
        json.replacen(r#""id":"open","#, "", 1),
        json.replacen(r#""id":"open""#, r#""id":"open","id":"twee""#, 1),
        json.replacen(&now.micros().to_string(), "9223372036854775807", 1),
        json.replacen(&now.micros().to_string(), "1.5", 1),
        json.replacen("Open", "Opening", 1),
    ];
    for changed in changed {
        assert_ne!(changed, json);
        assert!(serde_json::from_str::<Input>(&changed).is_err(), "{changed}");
    }
    for beyond in ["1.0000000001", "1000000000000000", "1e3", "", "NaN", "0x10", "1,5"] {
        assert!(beyond.parse::<Number>().is_err(), "{beyond}");
        let value = format!(r#"{{"number":"{beyond}"}}"#);
        assert!(serde_json::from_str::<Value>(&value).is_err(), "{value}");
    }
}

#[test]
fn an_opening_in_the_first_and_last_years_is_refused() {
    for machine in machines() {
        for at in ["0001-01-01T00:00:00Z", "1989-06-01T00:00:00Z", "2151-06-01T00:00:00Z"] {
            refused_at(&machine, at.parse().unwrap());
        }
        refused_at(&machine, Timestamp::MIN);
        refused_at(&machine, Timestamp::MAX);
    }
}

fn refused_at(machine: &Machine, at: Timestamp) {
    let (_, mut input) = blow::opening(machine);
    input.at = at;
    let mut state = State::new(machine, "casus");
    let before = hash(&state);
    let refusal = step(machine, &mut state, at, input).unwrap_err();
    let codes: Vec<&str> = refusal.faults.iter().map(|fault| fault.id()).collect();
    assert!(codes.contains(&"R05"), "{codes:?} at {at}");
    assert_eq!(hash(&state), before);
}
