//! The machine written by hand and the engine, held against each other.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Input, Outcome, State, step};
use draaiboek::machine::Machine;

use crate::floor::Floor;
use crate::fragment::{advance, answer, done, figures, hour, opening, round};

/// A case that was opened in both.
pub fn opened(machine: &Machine) -> (Floor, State) {
    let input = opening(hour(-24), 0);
    let (floor, by_hand) = Floor::open(machine.hash(), input.clone());
    let mut state = State::new(machine, "casus");
    let by_engine = step(machine, &mut state, hour(-24), input).unwrap();
    assert_eq!(by_hand, by_engine, "opening");
    (floor, state)
}

/// Both say the same of the same inputs, refused and late ones among them.
pub fn agree(machine: &Machine) {
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
