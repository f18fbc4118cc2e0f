//! The engine against a naive interpreter of the resolved playbook; its journal against itself.
#![cfg(feature = "language")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    reason = "a test may fail by panicking and be told how long to run"
)]

use std::cell::RefCell;

use draaiboek::calendar::Timestamp;
use draaiboek::canon;
use draaiboek::engine::{Entry, Input, InputKind, Recorded, State, Trace, step};
use draaiboek::journal::{read_snapshot, redact, replay, resume, verify, write_snapshot};
use draaiboek::machine::Machine;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRng, TestRunner};

use many::{Counts, divided, number};
use model::generate::Plan;
use model::interpreter::{Case, Life};
use model::stream::{Driver, Event};

#[path = "support/many.rs"]
mod many;
mod model {
    pub mod calendar;
    pub mod compare;
    pub mod compile;
    pub mod eval;
    pub mod exercised;
    pub mod generate;
    pub mod interpreter;
    pub mod log;
    pub mod stream;
    pub mod why_not;
}

#[test]
fn engine_and_interpreter_agree() {
    let counts = divided(run);
    let refused = counts.get("input refused");
    assert!(refused < counts.get("input accepted"), "more is refused than accepted");
    assert!(counts.get("stream cut short") * 20 < playbooks(), "too much falls due too often");
    assert_eq!(model::exercised::missing(&counts), Vec::<String>::new(), "never happened");
}

/// What has differed once, kept as it was shown: `tests/corpus/model`, or the file named by
/// `DRAAIBOEK_MODEL_LOG`.
#[test]
fn what_differed_once_agrees() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/model");
    let files = match std::env::var("DRAAIBOEK_MODEL_LOG") {
        Ok(file) => vec![file.into()],
        Err(_) => std::fs::read_dir(folder)
            .expect("a folder")
            .map(|file| file.expect("a file").path())
            .collect::<Vec<std::path::PathBuf>>(),
    };
    assert!(!files.is_empty(), "nothing is kept");
    for file in files {
        let log = std::fs::read_to_string(&file).expect("text");
        let (text, cases) = model::log::read(&log);
        let Ok(compiled) = model::compile::compile(&text) else {
            panic!("{} does not compile any more: mend its text", file.display());
        };
        let machine = compiled.playbook.machine();
        for said in cases {
            let (mut state, mut case) = (State::new(machine, "casus"), Case::new(&compiled.hir));
            for (now, input) in said {
                let told = case.step(now, &input);
                let line = model::log::line(now, &input);
                let done = step(machine, &mut state, now, input);
                model::compare::answers(&done, &told)
                    .and_then(|()| model::compare::states(machine, &state, &case))
                    .unwrap_or_else(|what| panic!("{}\n{line}\n{what}", file.display()));
            }
        }
    }
}

fn playbooks() -> u64 {
    number("DRAAIBOEK_MODEL_PLAYBOOKS", 1000)
}

/// The part of a worker, each with a seed of its own.
fn run(worker: u64, workers: u64) -> Counts {
    let cases = u32::try_from(playbooks().div_ceil(workers)).expect("a number");
    let seed = number("DRAAIBOEK_MODEL_SEED", 1) * workers + worker;
    let config = Config {
        cases,
        max_global_rejects: cases * 2,
        failure_persistence: None,
        max_shrink_iters: 3000,
        max_shrink_time: 40_000,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(config.rng_algorithm, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let counts = RefCell::new(Counts::default());
    let strategy = (model::generate::plans(), model::stream::streams(100), 0..=255_u8);
    let strategy = strategy.prop_map(Shown);
    let result = runner.run(&strategy, |Shown((plan, events, start))| {
        one(&plan, &events, start, &mut counts.borrow_mut())
    });
    match result {
        Ok(()) => counts.into_inner(),
        Err(TestError::Fail(reason, _)) => panic!("{}", reason.message()),
        Err(TestError::Abort(reason)) => panic!("aborted: {}", reason.message()),
    }
}

/// A description that is not printed: its text is.
#[derive(Clone)]
struct Shown<T>(T);

impl<T> std::fmt::Debug for Shown<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a playbook and a stream")
    }
}

fn one(plan: &Plan, events: &[Event], start: u8, counts: &mut Counts) -> Result<(), TestCaseError> {
    let text = model::generate::write(plan);
    let compiled = match model::compile::compile(&text) {
        Ok(compiled) => compiled,
        Err(found) => {
            for (code, _) in model::compile::errors(&found, &text) {
                counts.count("rejected", code);
            }
            return Err(TestCaseError::reject("does not compile"));
        }
    };
    let machine = compiled.playbook.machine();
    counts.playbook(&compiled.hir);
    let mut log = Vec::new();
    let mut state = State::new(machine, "casus");
    let mut case = Case::new(&compiled.hir);
    let mut driver = Driver::new(start);
    let mut kept = start.is_multiple_of(8).then(Vec::new);
    let mut closed = 0;
    for event in events {
        if closed > 3 || case.obligations.len() > 2000 {
            if let Some(entries) = &mut kept {
                replays(machine, &state, &std::mem::take(entries), counts);
            }
            state = State::new(machine, "casus");
            case = Case::new(&compiled.hir);
            driver = Driver::new(start.wrapping_add(closed));
            closed = 0;
            log.push(model::log::FRESH.to_owned());
        }
        let (now, input) = driver.next(&case, *event);
        log.push(model::log::line(now, &input));
        let fail = |what: String, log: &[String]| {
            TestCaseError::fail(format!("{text}\n{}\n\n{what}", log.join("\n")))
        };
        let caught =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| case.step(now, &input)));
        let Ok(told) = caught else { return Err(fail("the model panicked".to_owned(), &log)) };
        if case.too_much {
            counts.count("stream", "cut short");
            return Ok(());
        }
        if case.runaway {
            let done = step(machine, &mut state, now, input);
            if !done.is_ok_and(|step| step.trace.iter().any(|it| it.what == Trace::Runaway)) {
                return Err(fail("runs away in the model only".to_owned(), &log));
            }
            counts.count("runaway", "seen by both");
            return Ok(());
        }
        if kept.is_some() {
            in_pieces(machine, &state, now, counts);
        }
        let before = kept.is_some().then(|| canon::full(&state).expect("canonical"));
        let done = step(machine, &mut state, now, input);
        match (&done, &mut kept) {
            (Ok(step), Some(entries)) => entries.extend_from_slice(&step.entries),
            (Err(_), Some(_)) => {
                assert_eq!(canon::full(&state).ok(), before, "a refusal changed the state");
                counts.count("journal", "refused without a trace");
            }
            _ => {}
        }
        counts.step(&compiled.hir, &done);
        model::compare::answers(&done, &told)
            .and_then(|()| model::compare::states(machine, &state, &case))
            .map_err(|what| fail(format!("{what}\n{}", case.owed_so_far()), &log))?;
        if let Life::Closed(_) = case.life {
            closed += 1;
        } else if done.is_ok() && event.asks() {
            model::why_not::answers(&compiled.playbook, &state, &case, *event, counts)
                .map_err(|what| fail(what, &log))?;
        }
    }
    if let Some(entries) = kept {
        replays(machine, &state, &entries, counts);
    }
    Ok(())
}

/// One long advance is as many short ones, to every deadline and halfway to it: the same entries,
/// effects and state, byte for byte.
fn in_pieces(machine: &Machine, state: &State, until: Timestamp, counts: &mut Counts) {
    let advance = |state: &mut State, at| {
        let id = "advance".to_owned();
        step(machine, state, at, Input { id, by: None, at, item: None, kind: InputKind::Advance })
    };
    let mut once = state.clone();
    let Ok(whole) = advance(&mut once, until) else { return };
    let (mut often, mut entries, mut effects) = (state.clone(), Vec::new(), Vec::new());
    let mut now = state.last();
    while now < until && entries.len() < 300 {
        let due = often.next_deadline().map_or(until, |due| due.min(until));
        assert!(due > now, "{due} was due before {now}");
        let halfway = now.add_micros(due.micros_since(now) / 2).expect("an instant");
        for at in [halfway, due] {
            let part = advance(&mut often, at).expect("time goes on");
            entries.extend(part.entries);
            effects.extend(part.effects);
        }
        now = due;
    }
    let rest = advance(&mut often, until).expect("time goes on");
    entries.extend(rest.entries);
    effects.extend(rest.effects);
    assert_eq!((&entries, &effects), (&whole.entries, &whole.effects), "until {until}");
    assert!(canon::full(&often).ok() == canon::full(&once).ok(), "the state at {until}");
    if entries.len() > 1 {
        counts.count("journal", "advanced in pieces");
    }
}

/// The entries lead to the state, byte for byte, also by way of a snapshot after each call (of long
/// journals after some): what one call recorded belongs together.
fn replays(machine: &Machine, state: &State, entries: &[Entry], counts: &mut Counts) {
    let bytes = canon::full(state).expect("canonical");
    let mut half = State::new(machine, "casus");
    let stride = entries.len() / 16 + 1;
    let whole = |at: &usize| entries[*at..].iter().all(|entry| entry.seen >= *at as u64);
    let mut from = 0;
    for at in (0..entries.len()).filter(whole) {
        half = resume(machine, half, &entries[from..at]).expect("replays");
        from = at;
        if at.is_multiple_of(stride) {
            let snapshot = write_snapshot(&half).expect("a snapshot");
            let read = read_snapshot(machine, snapshot.as_bytes()).expect("reads back");
            let whole = resume(machine, read, &entries[at..]).expect("replays");
            assert!(canon::full(&whole).expect("canonical") == bytes, "split at {at}");
            counts.count("journal", "split");
        }
    }
    half = resume(machine, half, &entries[from..]).expect("replays");
    assert!(canon::full(&half).expect("canonical") == bytes, "call by call");
    counts.count("journal", "replayed");
    let mut redacted = entries.to_vec();
    redact(machine, &mut redacted).expect("every personal value has a salt");
    verify(&redacted, machine.hash()).expect("the chain is whole");
    let again = replay(machine, "casus", &redacted).expect("replays");
    assert!(canon::full(&again).expect("canonical") == bytes, "redacted");
    if redacted.iter().any(|entry| matches!(entry.event, Recorded::Erased(..))) {
        let what = if redacted == entries { "nothing to redact" } else { "redacted" };
        counts.count("journal", what);
    }
}
