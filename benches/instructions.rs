//! Rounds of one case, to be counted in instructions: with so many unrelated open timers.
//!
//! `benches/instructions.sh` runs it under callgrind, once without and once with 100,000 of them, and
//! prints the ratio.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    dead_code,
    unreachable_pub,
    reason = "benchmarks may fail as tests do"
)]

#[path = "../tests/support/fragment.rs"]
mod fragment;

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Input, State, step};
use draaiboek::machine::Machine;
use fragment::{hour, opening, round};

fn main() {
    let participants = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(0);
    let machine = fragment::machine();
    let mut state = State::new(&machine, "casus");
    step(&machine, &mut state, hour(-24), opening(hour(-24), participants)).unwrap();
    // While nobody takes part, the report is owed once, by nobody in particular.
    assert_eq!(state.owed().count(), participants.max(1));
    let inputs: Vec<_> = (0..20).flat_map(round).collect();
    let steps = inputs.len();
    counted(&machine, &mut state, inputs);
    println!("{steps} steps beside {participants} open timers");
}

/// What callgrind counts, by this name.
#[inline(never)]
fn counted(machine: &Machine, state: &mut State, inputs: Vec<(Timestamp, Input)>) {
    for (now, input) in inputs {
        step(machine, state, now, input).unwrap();
    }
}
