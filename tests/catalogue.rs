//! k faults of the committed catalogue, in any combination, give exactly k primary diagnostics.
#![cfg(feature = "language")]
#![allow(clippy::expect_used, reason = "a test may stop at what it does not expect")]

use draaiboek::Playbook;
use draaiboek::diagnostic::Diagnostic;
use proptest::prelude::*;

const BASE: &str = include_str!("corpus/catalogue/basis.draaiboek");
const CATALOGUE: &str = include_str!("corpus/catalogue/fouten.txt");

/// A line of the base, what it becomes, and the code that must be reported.
struct Fault {
    code: &'static str,
    right: &'static str,
    wrong: &'static str,
}

fn catalogue() -> Vec<Fault> {
    let lines = CATALOGUE.lines().filter(|line| !line.starts_with('#'));
    let fault = |line: &'static str| {
        let (code, rest) = line.split_once(": ").expect("code");
        let (right, wrong) = rest.split_once(" => ").expect("arrow");
        assert_eq!(BASE.lines().filter(|base| *base == right).count(), 1, "{right}");
        Fault { code, right, wrong }
    };
    lines.map(fault).collect()
}

fn with_faults(faults: &[Fault], chosen: &[bool]) -> (String, Vec<&'static str>) {
    let mut codes = Vec::new();
    let mut text = String::new();
    for line in BASE.lines() {
        let fault = faults.iter().zip(chosen).find(|(fault, on)| **on && fault.right == line);
        codes.extend(fault.map(|(fault, _)| fault.code));
        text.push_str(fault.map_or(line, |(fault, _)| fault.wrong));
        text.push('\n');
    }
    codes.sort_unstable();
    (text, codes)
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    let mut codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    codes.sort_unstable();
    codes
}

fn check(faults: &[Fault], chosen: &[bool]) {
    let (text, expected) = with_faults(faults, chosen);
    let diagnostics = Playbook::diagnose(&text);
    assert_eq!(codes(&diagnostics), expected, "{diagnostics:#?}\n{text}");
}

#[test]
fn the_base_has_no_fault_and_each_fault_alone_gives_its_code() {
    let faults = catalogue();
    check(&faults, &vec![false; faults.len()]);
    for alone in 0..faults.len() {
        let chosen: Vec<bool> = (0..faults.len()).map(|at| at == alone).collect();
        check(&faults, &chosen);
    }
}

#[test]
fn all_faults_together_are_all_reported() {
    let faults = catalogue();
    check(&faults, &vec![true; faults.len()]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_combination_gives_exactly_its_faults(
        chosen in proptest::collection::vec(any::<bool>(), catalogue().len())
    ) {
        check(&catalogue(), &chosen);
    }
}
