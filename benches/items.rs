//! One case with many youths: what an event about one of them costs beside the others, and what
//! enrolling, starting and ending all of them cost.
//!
//! `cargo bench --bench items` prints times and bytes; `benches/instructions.sh` counts the
//! instructions of the same events beside 10 and beside 100,000 youths.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    dead_code,
    reason = "benchmarks may fail as tests do"
)]

use std::time::Instant;

use draaiboek::{Case, Event, Playbook};
use youths::{SOURCE, enrol, id, opened, placed, resident, say, start, started};

#[path = "support/youths.rs"]
mod youths;

/// How many youths are handed over in what is counted.
const SOME: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    let playbook = Playbook::compile(SOURCE).unwrap();
    if let Some(count) = arguments.iter().find_map(|argument| argument.parse().ok()) {
        let mut case = started(&playbook, count);
        counted(&mut case, (0..SOME).flat_map(placed).collect());
        return;
    }
    // First, while no memory was given back that it could use again.
    all_of_them(&playbook, 100_000);
    all_of_them(&playbook, 10_000);
    for count in [10, 100_000] {
        let mut case = started(&playbook, count);
        counted(&mut case, (0..SOME).flat_map(placed).collect());
        let events: Vec<_> = (0..200).flat_map(asked_in_vain).collect();
        let steps = events.len() as u128;
        let start = Instant::now();
        counted(&mut case, events);
        let each = start.elapsed().as_nanos() / steps;
        println!("{each} ns an event about one of {count} youths");
    }
}

/// Enrolling, starting and ending all, a youth.
fn all_of_them(playbook: &Playbook, count: usize) {
    let before = resident();
    let time = |what: &str, act: &mut dyn FnMut()| {
        let start = Instant::now();
        act();
        let each = start.elapsed().as_nanos() / count as u128;
        println!("{count} youths: {what} takes {each} ns each");
    };
    let mut case = opened(playbook);
    time("enrolling", &mut || enrol(&mut case, count));
    time("starting", &mut || start(&mut case));
    let bytes = resident().saturating_sub(before) / count;
    println!("{count} youths: {bytes} bytes each, their handovers running");
    time("ending", &mut || {
        for number in 0..count {
            let died = Event::signal("overlijden").about(id(number)).by("woonplaats", "Gemeente B");
            say(&mut case, died, format!("overleden-{number}"));
        }
    });
}

/// What callgrind counts, by this name.
#[inline(never)]
fn counted(case: &mut Case, events: Vec<(String, Event)>) {
    for (name, event) in events {
        say(case, event, name);
    }
}

/// A candidate for one youth that comes and goes.
fn asked_in_vain(number: usize) -> Vec<(String, Event)> {
    let (item, party) = (id(SOME), format!("Stichting {number}"));
    let came = Event::offer(&item, "kandidaat", &party);
    let went = Event::retract(&item, "kandidaat", &party);
    vec![(format!("kwam-{number}"), came), (format!("ging-{number}"), went)]
}
