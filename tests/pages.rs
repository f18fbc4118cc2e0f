//! Every page is true: its wrong example has exactly its finding, its right example has none.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at what it does not expect"
)]

use draaiboek::diagnostic::{Code, Diagnostic, Level};
use draaiboek::import::Memory;
use draaiboek::scenario::Scenarios;
use draaiboek::{Playbook, explain};

/// All findings about a text and the files it uses, whether they stop compilation or not.
fn findings(source: &str, files: &Memory) -> Vec<Diagnostic> {
    match Playbook::compile_with("voorbeeld.draaiboek", source, files) {
        Ok(playbook) => playbook.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// All findings about a scenario for a playbook that has none itself.
fn scenario_findings(playbook: &str, source: &str) -> Vec<Diagnostic> {
    assert_eq!(findings(playbook, &Memory::new()), vec![], "{playbook}");
    let playbook = Playbook::compile(playbook).unwrap();
    let (scenarios, mut found) = Scenarios::read(source);
    scenarios.iter().for_each(|scenario| found.extend(scenario.check(&playbook)));
    found
}

/// What stands below a heading of a page.
fn below<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, below) = page.split_once(&format!("\n## {heading}\n"))?;
    below.split("\n## ").next()
}

/// The first example in some language below a heading of a page.
fn example<'p>(page: &'p str, heading: &str, language: &str) -> Option<&'p str> {
    let (_, code) = below(page, heading)?.split_once(&format!("```{language}\n"))?;
    code.split_once("```").map(|(code, _)| code)
}

/// The files that the example below a heading uses: examples with a name.
fn files(page: &str, heading: &str) -> Memory {
    let named = below(page, heading).unwrap_or_default().split("```draaiboek ").skip(1);
    named.fold(Memory::new(), |files, named| {
        let (name, code) = named.split_once('\n').expect("a name");
        files.with(name, code.split_once("```").expect("an end").0)
    })
}

/// What is found about the example below a heading: a playbook, or a scenario for the page's own.
fn found_in(page: &str, heading: &str) -> Option<Vec<Diagnostic>> {
    if let Some(source) = example(page, heading, "draaiboek") {
        return Some(findings(source, &files(page, heading)));
    }
    let playbook = example(page, "Draaiboek / Playbook", "draaiboek")?;
    let source = example(page, heading, "scenario")?;
    Some(scenario_findings(playbook, source))
}

/// Codes of findings. A page may say why its fault cannot be shown in it.
fn codes() -> Vec<&'static Code> {
    let shown = |code: &&Code| !code.page.contains("\n## Zonder voorbeeld / Without an example\n");
    explain::all().filter(|code| code.id.starts_with('D')).filter(shown).collect()
}

fn listed(findings: &[Diagnostic]) -> String {
    let lines = findings.iter().map(|it| format!("  {} {}", it.code.id, it.message.nl));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn wrong_examples_are_wrong_in_one_way() {
    let mut faults = Vec::new();
    for code in codes() {
        let Some(found) = found_in(code.page, "Fout / Wrong") else {
            faults.push(format!("{}: no wrong example", code.id));
            continue;
        };
        let style = code.level == Level::Style;
        let heavy: Vec<_> =
            found.iter().filter(|it| style || it.level() != Level::Style).cloned().collect();
        if heavy.is_empty() || heavy.iter().any(|it| it.code != code) {
            faults.push(format!("{} {}:\n{}", code.id, code.name, listed(&heavy)));
        }
    }
    assert!(faults.is_empty(), "{} pages:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn right_examples_have_no_findings() {
    let mut faults = Vec::new();
    for code in codes() {
        let Some(found) = found_in(code.page, "Goed / Right") else {
            faults.push(format!("{}: no right example", code.id));
            continue;
        };
        let found: Vec<_> = found.into_iter().filter(|it| it.waived.is_none()).collect();
        if !found.is_empty() {
            faults.push(format!("{} {}:\n{}", code.id, code.name, listed(&found)));
        }
    }
    assert!(faults.is_empty(), "{} pages:\n{}", faults.len(), faults.join("\n"));
}
