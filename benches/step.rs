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
    dead_code,
    reason = "benchmarks may fail as tests do"
)]

#[path = "support/agree.rs"]
mod agree;
#[path = "support/floor.rs"]
mod floor;
#[path = "../tests/support/fragment.rs"]
mod fragment;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/states.rs"]
mod states;

use std::hint::black_box;

use agree::{agree, opened};
use criterion::{BatchSize, Criterion};
use draaiboek::engine::step;
use draaiboek::machine::Machine;
use fragment::round;
use ratio::Ratios;
use statig::prelude::*;

const ROUNDS: i64 = 40;
const STEPS: u64 = 5 * ROUNDS as u64;

fn main() {
    let machine = fragment::quiet();
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
