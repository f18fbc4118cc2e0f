//! Many cases and long journals: bytes per idle case, events per second when 10,000 providers with
//! 40 youths each go bankrupt, and entries replayed per second.
//!
//! `cargo bench --bench portfolio` prints them; `cargo bench --bench portfolio bankrupt` what is
//! about bankruptcies only.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    dead_code,
    unreachable_pub,
    reason = "benchmarks may fail as tests do"
)]

#[path = "../tests/support/fragment.rs"]
mod fragment;
#[path = "support/youths.rs"]
mod youths;

use std::time::Instant;

use draaiboek::calendar::Timestamp;
use draaiboek::canon::hash_full;
use draaiboek::engine::{Input, State, step};
use draaiboek::journal::{Journal, replay, verify};
use draaiboek::{Case, Event, Playbook};
use fragment::{answer, done, figures, opening};
use youths::resident;

const CASES: usize = 100_000;
const BANKRUPT: usize = 10_000;
/// As many of them are open at the same time.
const AT_ONCE: usize = 1_000;
const YOUTHS: usize = 40;
const ENTRIES: i64 = 1_000_000;
const SHIPPED: &str = include_str!("../playbooks/jeugdhulp.draaiboek");

fn main() {
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    bankruptcies();
    if std::env::args().any(|arg| arg == "bankrupt") {
        return;
    }
    idle_cases();
    long_journal();
}

/// Providers with 40 youths each that go bankrupt: from opening a case until every youth has a
/// place and the case is closed.
fn bankruptcies() {
    let playbook = Playbook::compile(youths::SOURCE).unwrap();
    let (mut events, mut time) = (0, std::time::Duration::ZERO);
    for batch in 0..BANKRUPT / AT_ONCE {
        let before = resident();
        let start = Instant::now();
        let mut cases: Vec<Case> =
            (0..AT_ONCE).map(|_| youths::started(&playbook, YOUTHS)).collect();
        time += start.elapsed();
        if batch == 0 {
            let bytes = (resident() - before) / AT_ONCE;
            let each = bytes / YOUTHS;
            println!("{AT_ONCE} cases of {YOUTHS} youths: {bytes} bytes a case, {each} a youth");
        }
        let start = Instant::now();
        events += cases.iter_mut().map(youths::all_placed).sum::<usize>();
        time += start.elapsed();
        assert!(cases.iter().all(|case| case.is_in("gesloten")));
    }
    let each = time.as_nanos() / events as u128;
    let plain = plain_step();
    println!(
        "{BANKRUPT} cases of {YOUTHS} youths through a bankruptcy: {events} events in {time:.1?}, \
         {} a second, {each} ns each, {:.1} times the plain step of {plain} ns",
        1_000_000_000 / each,
        each as f64 / plain as f64,
    );
}

/// Nanoseconds of a step of a case without youths.
fn plain_step() -> u128 {
    let machine = fragment::machine();
    let mut state = State::new(&machine, "casus");
    step(&machine, &mut state, minute(0), opening(minute(0), 0)).unwrap();
    let start = Instant::now();
    for at in 1..=100_000 {
        let input = said(at);
        step(&machine, &mut state, input.at, input).unwrap();
    }
    start.elapsed().as_nanos() / 100_000
}

/// Cases of the shipped playbook that are waiting, most of them in their first step.
fn idle_cases() {
    let playbook = Playbook::compile(SHIPPED).unwrap();
    let before = resident();
    let cases: Vec<Case> = (0..CASES).map(|number| idle(&playbook, number)).collect();
    let bytes = resident() - before;
    println!("{} open cases: {} bytes per idle case", cases.len(), bytes / CASES);
}

fn idle(playbook: &Playbook, number: usize) -> Case {
    let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
    let opening = playbook.opening(format!("casus-{number}")).party("aanbieder", "Zorg BV");
    let opening = opening.party("gemeenten", "Utrecht").party("coordinator", "Utrecht");
    let (mut case, _) = opening.party("accounthouder", "Regio Utrecht").open(now).unwrap();
    if number.is_multiple_of(4) {
        let weak = Event::signal("kwartaalcijfers").id("cijfers").by("aanbieder", "Zorg BV");
        let weak = weak.with("current_ratio", 1).with("solvabiliteit", 15);
        case.apply(now, weak.with("resultaat", 0).with("kasweken", 10)).unwrap();
    }
    case
}

/// One case that goes round and round, a minute a step.
fn long_journal() {
    let machine = fragment::machine();
    let mut state = State::new(&machine, "lang");
    let mut journal = Journal::new(&machine, "lang");
    let say = |state: &mut State, journal: &mut Journal, input: Input| {
        let step = step(&machine, state, input.at, input).unwrap();
        journal.append(&step.entries).unwrap();
    };
    say(&mut state, &mut journal, opening(minute(0), 0));
    for at in 1..ENTRIES {
        say(&mut state, &mut journal, said(at));
    }
    let entries = journal.entries();
    let start = Instant::now();
    verify(entries, machine.hash()).unwrap();
    let verified = start.elapsed();
    let start = Instant::now();
    let again = replay(&machine, "lang", entries).unwrap();
    let replayed = start.elapsed();
    assert_eq!(hash_full(&again), hash_full(&state));
    let each = |time: std::time::Duration| time.as_nanos() / entries.len() as u128;
    println!("{} entries verified in {verified:.2?}, {} ns each", entries.len(), each(verified));
    println!("{} entries replayed in {replayed:.2?}, {} ns each", entries.len(), each(replayed));
}

fn said(at: i64) -> Input {
    let (now, id) = (minute(at), at.to_string());
    match at % 4 {
        1 => figures(id, now, 9),
        2 => done(id, now, "herstelplan"),
        3 => answer(id, now, "ja"),
        _ => figures(id, now, 20),
    }
}

fn minute(number: i64) -> Timestamp {
    let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
    start.add_seconds(60 * number).unwrap()
}
