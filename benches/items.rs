//! One case with many youths: what an event about one of them costs beside the others, and what
//! enrolling, starting and ending all of them cost.
//!
//! `cargo bench --bench items` prints times and bytes; `benches/instructions.sh` counts the
//! instructions of the same events beside 10 and beside 100,000 youths.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "benchmarks may fail as tests do"
)]

use std::time::Instant;

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::value::{Document, Value};
use draaiboek::{Case, Event, Playbook};

const SOURCE: &str = include_str!("../tests/corpus/example/geheel.draaiboek");

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

/// What is said until one youth has a place: a candidate, its acceptance, the choice.
fn placed(number: usize) -> Vec<(String, Event)> {
    let (item, party) = (id(number), "Stichting X");
    let on = Value::Date(Date::new(2027, 1, 18).unwrap());
    let events = [
        Event::offer(&item, "kandidaat", party),
        Event::complete("reactie").about(&item).by("kandidaat", party),
        Event::signal("toezegging").about(&item).by("kandidaat", party).with("overgang_op", on),
        Event::answer("keuze", "gekozen").about(&item).by("woonplaats", "Gemeente B"),
    ];
    let named = |(at, event)| (format!("{item}-{at}"), event);
    events.into_iter().enumerate().map(named).collect()
}

/// A candidate for one youth that comes and goes.
fn asked_in_vain(number: usize) -> Vec<(String, Event)> {
    let (item, party) = (id(SOME), format!("Stichting {number}"));
    let came = Event::offer(&item, "kandidaat", &party);
    let went = Event::retract(&item, "kandidaat", &party);
    vec![(format!("kwam-{number}"), came), (format!("ging-{number}"), went)]
}

fn id(number: usize) -> String {
    format!("j{number}")
}

fn started(playbook: &Playbook, count: usize) -> Case {
    let mut case = opened(playbook);
    enrol(&mut case, count);
    start(&mut case);
    case
}

fn opened(playbook: &Playbook) -> Case {
    let opening = playbook.opening("casus").party("aanbieder", "Stichting A");
    let opening = opening.party("coordinator", "Gemeente B").party("curator", "Mr. C");
    opening.party("gemeenten", "Gemeente B").open(now()).unwrap().0
}

fn enrol(case: &mut Case, count: usize) {
    for number in 0..count {
        let youth = Event::enrol("jeugdige", id(number)).held_by("woonplaats", "Gemeente B");
        say(case, youth.with("verblijf", true), format!("in-{number}"));
    }
}

/// Up to the step in which a handover begins for every youth.
fn start(case: &mut Case) {
    let plan = Document { reference: "plan".into(), version: "1".into(), hash: "1".into() };
    let coordinator = |event: Event| event.by("coordinator", "Gemeente B");
    let agreed = |role: &str, party: &str| Event::answer("akkoord", "ja").by(role, party);
    let events = [
        Event::signal("faillissement_uitgesproken").by("curator", "Mr. C"),
        Event::complete("register").by("curator", "Mr. C"),
        coordinator(Event::complete("capaciteit")),
        coordinator(Event::complete("planstuk").with("plan", Value::Document(plan))),
        agreed("gemeente", "Gemeente B"),
        agreed("toezichthouder", "Nederlandse Zorgautoriteit"),
    ];
    for (at, event) in events.into_iter().enumerate() {
        say(case, event, format!("begin-{at}"));
    }
    assert!(case.is_in("uitvoeren"));
}

fn say(case: &mut Case, event: Event, id: String) {
    case.apply(now(), event.id(id)).unwrap();
}

fn now() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().unwrap()
}

/// Resident bytes of this process.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}
