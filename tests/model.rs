//! The engine against a naive interpreter of the resolved playbook.
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

use draaiboek::engine::{State, Trace, step};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRng, TestRunner};

use model::exercised::Counts;
use model::generate::Plan;
use model::interpreter::{Case, Life};
use model::stream::{Driver, Event};

mod model {
    pub mod calendar;
    pub mod compare;
    pub mod compile;
    pub mod eval;
    pub mod exercised;
    pub mod generate;
    pub mod interpreter;
    pub mod stream;
}

#[test]
fn engine_and_interpreter_agree() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let cases = number("DRAAIBOEK_MODEL_PLAYBOOKS", 200);
    let seed = number("DRAAIBOEK_MODEL_SEED", 1);
    let cases = u32::try_from(cases).expect("a number");
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let counts = thread.spawn(move || run(cases, seed)).expect("a thread").join();
    let Ok(counts) = counts else { panic!("see above") };
    for (what, count) in &counts.0 {
        println!("{count:8} {what}");
    }
    let refused = counts.get("input refused");
    assert!(refused < counts.get("input accepted"), "more is refused than accepted");
    assert_eq!(counts.missing(), Vec::<String>::new(), "never happened");
}

fn run(cases: u32, seed: u64) -> Counts {
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
    let mut closed = 0;
    for event in events {
        if closed > 3 || case.obligations.len() > 2000 {
            state = State::new(machine, "casus");
            case = Case::new(&compiled.hir);
            driver = Driver::new(start.wrapping_add(closed));
            closed = 0;
            log.push("--- a fresh case".to_owned());
        }
        let (now, input) = driver.next(&case, *event);
        log.push(model::compare::line(now, &input));
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
            let seen = done.is_ok_and(|step| step.trace.contains(&Trace::Runaway));
            counts.count("runaway", if seen { "seen by both" } else { "seen by the model only" });
            return Ok(());
        }
        let done = step(machine, &mut state, now, input);
        counts.step(&compiled.hir, &done);
        model::compare::answers(&done, &told)
            .and_then(|()| model::compare::states(machine, &state, &case))
            .map_err(|what| fail(what, &log))?;
        if let Life::Closed(_) = case.life {
            closed += 1;
        }
    }
    Ok(())
}
