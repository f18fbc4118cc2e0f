//! The scenarios that stand beside playbooks, run against them.
#![cfg(feature = "language")]
#![expect(clippy::expect_used, clippy::panic, reason = "a helper of a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use draaiboek::Playbook;
use draaiboek::diagnostic::Diagnostic;
use draaiboek::import::Memory;
use draaiboek::scenario::Scenarios;

/// The scenario files in a folder, in order of name.
fn scenarios(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file"));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "scenario"))
        .collect();
    files.sort();
    files
}

fn compiled(path: &Path) -> Playbook {
    let source = fs::read_to_string(path).expect("a playbook");
    let playbook = Playbook::compile(&source).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    // What some of them are about: what the order of writing decides, an end before care has
    // moved, a holder whom an input names, what happens once.
    let about = ["order-decides", "care-elsewhere", "never-chosen", "used-up-overdue"];
    let found = playbook.diagnostics().iter().filter(|it| !about.contains(&it.code.name));
    assert_eq!(found.collect::<Vec<_>>(), Vec::<&Diagnostic>::new(), "{path:?}");
    playbook
}

/// The playbook of a further case: beside the scenario, or in the folder above.
fn named(scenario: &Path, name: &str) -> Playbook {
    let beside = scenario.with_file_name(name).with_extension("draaiboek");
    let above = scenario.parent().expect("a folder").with_file_name(name);
    compiled(&if beside.exists() { beside } else { above.with_extension("draaiboek") })
}

/// Runs every scenario of a file; gives how many there were.
fn run(path: &Path, playbook: &Playbook) -> usize {
    let source = fs::read_to_string(path).expect("a scenario");
    let (file, found) = Scenarios::read(&source);
    assert_eq!(found, [], "{path:?}");
    for scenario in file.iter() {
        let title = scenario.title();
        let others: Vec<Playbook> =
            scenario.others().iter().map(|name| named(path, name)).collect();
        let report = scenario
            .run_with(playbook, &others)
            .unwrap_or_else(|found| panic!("{title}: {found:#?}"));
        assert!(report.passed(), "{path:?}, {title}\n{}", report.text().nl);
        assert!(report.expectations() > 0, "{path:?}, {title}");
    }
    file.iter().len()
}

/// Runs the scenarios of a folder, each against the playbook of its own name.
fn run_twins(folder: &str) -> usize {
    let twin = |path: &PathBuf| run(path, &compiled(&path.with_extension("draaiboek")));
    scenarios(folder).iter().map(twin).sum()
}

#[test]
fn the_shipped_playbooks_do_what_their_scenarios_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("playbooks");
    let run_all = |name: &str| {
        let playbook = compiled(&folder.join(name).with_extension("draaiboek"));
        assert_eq!(playbook.diagnostics(), [], "{name}");
        let files = scenarios(&format!("playbooks/{name}"));
        files.iter().map(|path| run(path, &playbook)).sum::<usize>()
    };
    assert!(run_all("jeugdhulp") >= 50);
    assert!(run_all("geschil") >= 2);
}

#[test]
fn the_english_corpus_does_what_its_scenarios_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/english");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
    let shared = Memory::new().with("words.draaiboek", read("words.draaiboek"));
    let source = read("meals.draaiboek");
    let playbook = Playbook::compile_with("meals.draaiboek", &source, &shared)
        .unwrap_or_else(|error| panic!("{error}"));
    let found: Vec<&str> = playbook.diagnostics().iter().map(|found| found.code.id).collect();
    assert_eq!(found, ["D0206"], "what it waives");
    assert!(run(&folder.join("meals.scenario"), &playbook) >= 3);
    let playbook = Playbook::compile(&read("kennel.draaiboek")).unwrap_or_else(|it| panic!("{it}"));
    assert_eq!(playbook.diagnostics(), []);
    assert!(run(&folder.join("kennel.scenario"), &playbook) >= 2);
}

#[test]
fn the_example_does_what_its_scenario_says_in_both_languages() {
    assert_eq!(run_twins("tests/corpus/example"), 6);
}

#[test]
fn priorities_interrupts_and_re_entry_are_as_in_the_table() {
    assert!(run_twins("tests/corpus/scxml") >= 40);
}

#[test]
fn the_table_says_of_every_case_whether_it_differs_from_scxml() {
    let files = scenarios("tests/corpus/scxml");
    let row = |path: &PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().replace('-', " ");
        let head = fs::read_to_string(path).expect("a scenario");
        let verdict = |line: &str| match line.strip_prefix("// ")?.split_once([':', '.'])?.0 {
            "Gelijk" | "Same" => Some("same"),
            "Verschilt" | "Differs" => Some("**differs**"),
            _ => None,
        };
        format!("| {name} | {} |", head.lines().find_map(verdict).expect("a verdict"))
    };
    let table = include_str!("corpus/scxml/README.md").lines();
    let table: Vec<&str> = table.skip_while(|line| *line != "|---|---|").skip(1).collect();
    assert_eq!(table, files.iter().map(row).collect::<Vec<_>>());
}

#[test]
fn scenarios_of_single_rules_hold() {
    assert!(run_twins("tests/corpus/scenario") >= 99);
}
