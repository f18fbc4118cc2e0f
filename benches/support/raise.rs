//! Raising the severity of a case with many open deadlines: what of it the dates take.

use std::hint::black_box;

use criterion::Criterion;
use draaiboek::Playbook;
use draaiboek::calendar::{Duration, Timestamp, Unit};
use draaiboek::engine::{Actor, Input, InputKind, State, step};

use super::ratio::Ratios;

/// How many deadlines are open; the raise must be as cheap for each of more as of as many.
const OPEN: u32 = 1_000;
const MORE: u32 = 10_000;

/// Of every party one task, with this part of its term from the level that is reached.
fn playbook(part: &str) -> Playbook {
    let text = format!(
        "draaiboek veel \"Veel\"\nversie \"1\"\ngeldig vanaf 2026-01-01\n\
         tijdzone \"Europe/Amsterdam\"\nrol regio\nrol gemeente/gemeenten\n\
         ernst trede {{ gewoon < acuut ; bepaald door regio ; verlaagd alleen door regio }}\n\
         stap volgen begin {{\n    regie regio\n    zonder termijn \"meting\"\n    \
         taak plan door elke gemeente binnen 40 werkdagen{part} {{ escaleer te laat naar regio }}\n\
         klaar -> gesloten\n}}\neinde gesloten\n"
    );
    Playbook::compile(&text).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn opened(playbook: &Playbook, parties: u32) -> State {
    let mut opening = playbook.opening("casus").party("regio", "Regio");
    for party in 0..parties {
        opening = opening.party("gemeenten", format!("Gemeente {party}"));
    }
    let (case, _) = opening.open(at("2026-03-02T09:00:00Z")).unwrap();
    assert_eq!(case.state().owed().count(), parties as usize);
    case.state().clone()
}

fn raise() -> Input {
    let kind = InputKind::Determine { level: "acuut".into(), reason: "het loopt mis".into() };
    let by = Some(Actor { role: "regio".into(), party: "Regio".into() });
    Input { id: "trede".into(), by, at: at("2026-03-04T10:00:00Z"), item: None, kind }
}

fn name(what: &str, parties: u32) -> String {
    format!("raise, {what}, {parties} deadlines")
}

/// Measures raises that bring every deadline nearer, that compute a later one, and that compute
/// none; beside as many plain additions.
pub fn measure(ratios: &Ratios, criterion: &mut Criterion) {
    let kinds = [
        ("nearer", ", vanaf trede acuut 5 werkdagen"),
        ("later", ", vanaf trede acuut 60 werkdagen"),
        ("no date", ""),
    ];
    for (what, part) in kinds {
        let playbook = playbook(part);
        for parties in [OPEN, MORE] {
            let state = opened(&playbook, parties);
            let machine = playbook.machine();
            ratios.measure(
                criterion,
                &name(what, parties),
                u64::from(parties),
                || (state.clone(), raise()),
                |(mut state, input)| {
                    black_box(step(machine, &mut state, input.at, input).unwrap());
                    state
                },
            );
        }
    }
    let playbook = playbook("");
    let (zone, calendar) = (playbook.machine().zone(), playbook.machine().calendar(None));
    let term = Duration::new(60, Unit::WorkingDay);
    ratios.measure(
        criterion,
        "plain additions",
        u64::from(OPEN),
        || at("2026-03-04T10:00:00Z"),
        |now| {
            for _ in 0..OPEN {
                black_box(calendar.due(zone, black_box(now), term).unwrap());
            }
        },
    );
}

/// Prints the whole raise per deadline, whether it is linear, and the part of the dates.
pub fn print(ratios: &Ratios) {
    let of = |what: &str, parties| ratios.of(&name(what, parties));
    let (many, more) = (of("nearer", OPEN), of("nearer", MORE));
    let times = more / many;
    let linear = if times <= 1.5 { "linear" } else { "NOT LINEAR" };
    println!(
        "raise of {OPEN} open deadlines: {many:.0} ns per deadline; of {MORE}: {more:.0} ns, \
         {times:.2} times: {linear}"
    );
    let (dates, plain) = (of("later", OPEN) - of("no date", OPEN), ratios.of("plain additions"));
    let times = dates / plain;
    let verdict = if times <= 2.0 { "ok" } else { "TOO SLOW (at most 2 times)" };
    println!(
        "its dates: {dates:.0} ns, a plain addition {plain:.0} ns, {times:.2} times: {verdict}"
    );
}
