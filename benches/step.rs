//! One step: the engine beside the same machine written by hand, and statig beside both.
//!
//! `cargo bench --bench step` prints the ratio; both must agree on every step before they are
//! measured.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    unreachable_pub,
    reason = "benchmarks may fail as tests do"
)]

#[path = "support/floor.rs"]
mod floor;
#[path = "../tests/support/fragment.rs"]
mod fragment;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/states.rs"]
mod states;

use std::hint::black_box;

use criterion::{BatchSize, Criterion};
use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Input, Outcome, State, step};
use draaiboek::machine::Machine;
use floor::Floor;
use fragment::{advance, answer, done, figures, hour, opening, round};
use ratio::Ratios;
use statig::prelude::*;

const ROUNDS: i64 = 40;
const STEPS: u64 = 5 * ROUNDS as u64;

fn main() {
    let machine = fragment::machine();
    agree(&machine);
    let mut criterion = Criterion::default().configure_from_args();
    let ratios = Ratios::default();
    measure(&machine, &ratios, &mut criterion);
    criterion.final_summary();
    ratios.print("engine", "by hand", 5.0);
}

fn measure(machine: &Machine, ratios: &Ratios, criterion: &mut Criterion) {
    let inputs = || (0..ROUNDS).flat_map(round).collect::<Vec<_>>();
    let (floor, state) = opened(machine);
    ratios.measure(
        criterion,
        "by hand",
        STEPS,
        || (floor.clone(), inputs()),
        |(mut floor, inputs)| {
            for (now, input) in inputs {
                black_box(floor.step(now, input).unwrap());
            }
            floor
        },
    );
    ratios.measure(
        criterion,
        "engine",
        STEPS,
        || (state.clone(), inputs()),
        |(mut state, inputs)| {
            for (now, input) in inputs {
                black_box(step(machine, &mut state, now, input).unwrap());
            }
            state
        },
    );
    criterion.bench_function("statig, without data", |bencher| {
        let mut machine = states::Steps.state_machine();
        let mut round = states::ROUND.iter().cycle();
        bencher.iter_batched(
            || *round.next().unwrap(),
            |event| machine.handle(&event),
            BatchSize::SmallInput,
        );
    });
}

fn opened(machine: &Machine) -> (Floor, State) {
    let input = opening(hour(-24), 0);
    let (floor, by_hand) = Floor::open(machine.hash(), input.clone());
    let mut state = State::new(machine, "casus");
    let by_engine = step(machine, &mut state, hour(-24), input).unwrap();
    assert_eq!(by_hand, by_engine, "opening");
    (floor, state)
}

/// Both machines say the same of the same inputs, refused and late ones among them.
fn agree(machine: &Machine) {
    let day = |day: i64| hour(24 * day);
    let low = |at: i64| (day(at), figures(format!("laag {at}"), day(at), 9));
    let plan = |at: i64| (day(at), done(format!("plan {at}"), day(at), "herstelplan"));
    let verdict = |at: i64, said: &str| (day(at), answer(format!("oordeel {at}"), day(at), said));
    let wait = |at: i64| (day(at), advance(day(at)));
    let handover = |at: i64| (day(at), done("overdragen", day(at), "overdragen"));
    let stories: [Vec<(Timestamp, Input)>; 6] = [
        (0..3).flat_map(round).collect(),
        vec![low(0), wait(60), plan(61), handover(62), low(63)],
        vec![low(0), plan(1), wait(30), handover(40)],
        vec![low(0), plan(1), verdict(2, "nee"), plan(3), verdict(4, "ja"), wait(80), handover(81)],
        vec![low(0), plan(1), verdict(50, "ja"), verdict(51, "ja")],
        vec![low(1), low(1), low(0), plan(1), verdict(2, "misschien"), verdict(2, "ja"), wait(1)],
    ];
    for (number, story) in stories.into_iter().enumerate() {
        let (mut floor, mut state) = opened(machine);
        for (at, (now, input)) in story.into_iter().enumerate() {
            let by_hand = floor.step(now, input.clone());
            let by_engine = step(machine, &mut state, now, input).ok();
            assert_eq!(by_hand, by_engine, "input {at} of story {number}");
            assert!(by_hand.is_none_or(|step| step.outcome != Outcome::More));
        }
    }
}
