//! Every page is true: its wrong example has exactly its finding, its right example has none.

use draaiboek::diagnostic::{Code, Diagnostic, Level};
use draaiboek::{Playbook, explain};

/// All findings about a text, whether they stop compilation or not.
fn findings(source: &str) -> Vec<Diagnostic> {
    match Playbook::compile(source) {
        Ok(playbook) => playbook.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// The first example below a heading of a page.
fn example<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, below) = page.split_once(&format!("\n## {heading}\n"))?;
    let below = below.split("\n## ").next()?;
    let (_, code) = below.split_once("```draaiboek\n")?;
    code.split_once("```").map(|(code, _)| code)
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
        let Some(source) = example(code.page, "Fout / Wrong") else {
            faults.push(format!("{}: no wrong example", code.id));
            continue;
        };
        let found = findings(source);
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
        let Some(source) = example(code.page, "Goed / Right") else {
            faults.push(format!("{}: no right example", code.id));
            continue;
        };
        let found = findings(source);
        if !found.is_empty() {
            faults.push(format!("{} {}:\n{}", code.id, code.name, listed(&found)));
        }
    }
    assert!(faults.is_empty(), "{} pages:\n{}", faults.len(), faults.join("\n"));
}
