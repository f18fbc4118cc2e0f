//! The engine beside the same machine written by hand: same refusals, effects, traces, entries.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    dead_code,
    reason = "helpers of tests may fail as tests do"
)]

#[path = "../benches/support/agree.rs"]
mod agree;
#[path = "../benches/support/floor.rs"]
mod floor;
#[path = "support/fragment.rs"]
mod fragment;

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Actor, Input, step};
use fragment::{advance, answer, done, figures, hour};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What is said, how many days after the input before, how many days late, and a twist.
type Said = (u8, i64, i64, u8);

fn input(number: usize, last: i64, (what, wait, late, twist): Said) -> (Timestamp, Input) {
    let now = hour(24 * (last + wait));
    let at = if late > 8 { hour(24 * (last + wait - late)) } else { now };
    let id = if twist == 0 { "dubbel".into() } else { number.to_string() };
    let mut input = match what {
        0..3 => figures(id, at, 9),
        3..5 => figures(id, at, 20),
        5..8 => done(id, at, "herstelplan"),
        8 | 9 => done(id, at, "prognose"),
        10 => done(id, at, "overdragen"),
        11..14 => answer(id, at, "ja"),
        14 => answer(id, at, "nee"),
        _ => advance(now),
    };
    match twist {
        1 => input.by = Some(Actor { role: "gemeente".into(), party: "Utrecht".into() }),
        2 => input.by = Some(Actor { role: "aanbieder".into(), party: "Een ander".into() }),
        3 => input.by = None,
        4 => input.at = now.add_seconds(1).unwrap(),
        _ => {}
    }
    (now, input)
}

#[test]
fn worked_stories_are_told_the_same() {
    agree::agree(&fragment::quiet());
}

#[test]
fn random_inputs_come_to_the_same() {
    let machine = fragment::quiet();
    let (applied, refused) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let said = (0..16_u8, 0..9_i64, 0..12_i64, 0..40_u8);
    let stories = prop::collection::vec(said, 1..80);
    TestRunner::new(Config { cases: 128, failure_persistence: None, ..Config::default() })
        .run(&stories, |story| {
            let (mut floor, mut state) = agree::opened(&machine);
            let mut last = 0;
            for (number, said) in story.into_iter().enumerate() {
                let (now, input) = input(number, last, said);
                let by_hand = floor.step(now, input.clone());
                let by_engine = step(&machine, &mut state, now, input.clone()).ok();
                prop_assert_eq!(&by_hand, &by_engine, "input {}: {:?}", number, input);
                let tally = if by_hand.is_some() { &applied } else { &refused };
                tally.set(tally.get() + 1);
                if by_hand.is_some() {
                    last += said.1;
                }
            }
            Ok(())
        })
        .unwrap();
    let (applied, refused) = (applied.get(), refused.get());
    assert!(applied > 1_000 && refused > 500, "{applied} applied, {refused} refused");
}
