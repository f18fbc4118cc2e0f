//! Compiling: parse, resolve, check and lower beside pest's parse alone, and how it grows.
//!
//! `cargo bench --bench compile` prints the ratios.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    unreachable_pub,
    reason = "benchmarks may fail as tests do"
)]

#[path = "support/generated.rs"]
mod generated;
#[path = "support/ratio.rs"]
mod ratio;

use std::hint::black_box;

use criterion::Criterion;
use draaiboek::Playbook;
use pest::Parser as _;
use ratio::Ratios;

/// Pest by itself, on the same grammar.
mod grammar {
    #![allow(missing_docs, reason = "generated")]
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/lexis.pest"]
    #[grammar = "grammar/playbook.pest"]
    #[grammar = "grammar/scenario.pest"]
    pub struct Grammar;
}

const SHIPPED: &str = include_str!("../playbooks/jeugdhulp.draaiboek");

fn main() {
    let texts = [
        ("shipped", SHIPPED.to_owned()),
        ("1,000 steps", generated::playbook(1_000)),
        ("10,000 steps", generated::playbook(10_000)),
    ];
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    let ratios = Ratios::default();
    for (name, text) in &texts {
        let compiled = Playbook::compile(text).unwrap();
        assert!(compiled.diagnostics().is_empty(), "{name}: {:#?}", compiled.diagnostics());
        ratios.measure(
            &mut criterion,
            &format!("pest alone, {name}"),
            1,
            || (),
            |()| black_box(grammar::Grammar::parse(grammar::Rule::file, text).unwrap().len()),
        );
        ratios.measure(
            &mut criterion,
            &format!("compile, {name}"),
            1,
            || (),
            |()| Playbook::compile(text).unwrap(),
        );
    }
    criterion.final_summary();
    for (name, _) in &texts {
        ratios.print(&format!("compile, {name}"), &format!("pest alone, {name}"), 3.0);
    }
    ratios.print("compile, 10,000 steps", "compile, 1,000 steps", 12.0);
}
