//! Scenarios that somebody mangled: every one is reported on or runs, none brings anything down.
#![cfg(feature = "language")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it does not expect"
)]

use std::cell::Cell;
use std::sync::LazyLock;

use draaiboek::Playbook;
use draaiboek::diagnostic::Level;
use draaiboek::scenario::{Scenarios, Verdict};
use proptest::prelude::*;

const SCENARIO: &str = include_str!("corpus/scenario/verbs.scenario");

static PLAYBOOK: LazyLock<Playbook> = LazyLock::new(|| {
    Playbook::compile(include_str!("corpus/scenario/verbs.draaiboek")).expect("compiles")
});

/// One token deleted, doubled, swapped with the next, or replaced by another of the file.
#[derive(Clone, Debug)]
enum Mutation {
    Delete(usize),
    Double(usize),
    Swap(usize),
    Replace(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = 0..100_000_usize;
    prop_oneof![
        at.clone().prop_map(Mutation::Delete),
        at.clone().prop_map(Mutation::Double),
        at.clone().prop_map(Mutation::Swap),
        (at.clone(), at).prop_map(|(at, by)| Mutation::Replace(at, by)),
    ]
}

/// The words of the scenarios; ends of lines are words of their own.
fn tokens() -> Vec<String> {
    let spaced = SCENARIO.replace('\n', " \n ");
    spaced.split(' ').filter(|token| !token.is_empty()).map(str::to_owned).collect()
}

fn mutated(mutations: &[Mutation]) -> String {
    let mut tokens = tokens();
    for mutation in mutations {
        let count = tokens.len();
        match *mutation {
            Mutation::Delete(at) => {
                tokens.remove(at % count);
            }
            Mutation::Double(at) => tokens.insert(at % count, tokens[at % count].clone()),
            Mutation::Swap(at) => tokens.swap(at % count, (at + 1) % count),
            Mutation::Replace(at, by) => tokens[at % count] = tokens[by % count].clone(),
        }
    }
    tokens.join(" ")
}

#[test]
fn a_mangled_scenario_is_reported_on_or_runs() {
    let (refused, failed, passed) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let add = |count: &Cell<u32>| count.set(count.get() + 1);
    let cases = ProptestConfig { cases: 200, failure_persistence: None, ..<_>::default() };
    proptest!(cases, |(mutations in prop::collection::vec(mutation(), 1..4))| {
        let source = mutated(&mutations);
        let (file, found) = Scenarios::read(&source);
        for finding in &found {
            prop_assert!(source.get(finding.span.range()).is_some(), "{finding:?}");
        }
        for scenario in file.iter() {
            match scenario.run(&PLAYBOOK) {
                Err(found) => {
                    prop_assert!(found.iter().any(|one| one.level() == Level::Error));
                    for finding in &found {
                        prop_assert!(source.get(finding.span.range()).is_some(), "{finding:?}");
                    }
                    add(&refused);
                }
                Ok(report) if report.passed() => add(&passed),
                Ok(report) => {
                    for line in report.failed() {
                        let Verdict::Failed(failures) = &line.verdict else { unreachable!() };
                        prop_assert!(!failures.is_empty());
                    }
                    prop_assert!(report.text().nl.contains("verwacht: "));
                    add(&failed);
                }
            }
        }
    });
    let counts = (refused.get(), failed.get(), passed.get());
    assert!(counts.0 > 20 && counts.1 > 20 && counts.2 > 20, "{counts:?}");
}
