//! Findings about roles and flow: every playbook of the corpus with what is said about it.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at what it does not expect"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use draaiboek::Playbook;
use draaiboek::diagnostic::Diagnostic;
use draaiboek::span::LineIndex;

/// All findings about a text, whether they stop compilation or not.
fn findings(source: &str) -> Vec<Diagnostic> {
    match Playbook::compile(source) {
        Ok(playbook) => playbook.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// The source with, under each line, what is found there; then the details.
fn shown(source: &str) -> String {
    let lines = LineIndex::new(source);
    let findings = findings(source);
    let mut shown = String::new();
    for (number, line) in (1..).zip(source.lines()) {
        writeln!(shown, "{line}").unwrap();
        for finding in findings.iter().filter(|it| lines.line(it.span.start) == number) {
            let (_, column) = lines.line_column(source, finding.span.start);
            let indent = " ".repeat(column as usize - 1);
            let code = finding.code;
            writeln!(shown, "{indent}^ {} {}: {}", code.id, code.name, finding.message.nl).unwrap();
            if let Some(reason) = &finding.waived {
                writeln!(shown, "{indent}| geaccepteerd: {reason}").unwrap();
            }
            for label in &finding.labels {
                let line = lines.line(label.span.start);
                writeln!(shown, "{indent}| regel {line}: {}", label.text.nl).unwrap();
            }
            for note in &finding.notes {
                writeln!(shown, "{indent}| {}", note.nl).unwrap();
            }
        }
    }
    shown
}

#[test]
fn flow() {
    insta::glob!("corpus/check/flow/*.draaiboek", |path: &Path| {
        let source = fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(shown(&source));
    });
}

#[test]
fn the_example_has_no_findings() {
    for name in ["kern.draaiboek", "kern.en.draaiboek"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/example").join(name);
        let source = fs::read_to_string(path).unwrap();
        assert_eq!(findings(&source), vec![], "{}", shown(&source));
    }
}

#[test]
fn every_finding_speaks_both_languages_and_offers_a_remedy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/check/flow");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        for finding in findings(&source) {
            seen += 1;
            let texts = std::iter::once(&finding.message)
                .chain(finding.labels.iter().map(|label| &label.text))
                .chain(&finding.notes)
                .chain(&finding.help);
            for text in texts {
                assert!(
                    !text.nl.is_empty() && !text.en.is_empty() && text.nl != text.en,
                    "{text:?}"
                );
                assert!(!text.nl.ends_with('.') && !text.en.ends_with('.'), "{text:?}");
            }
            assert!(finding.help.is_some(), "{finding:?}");
            assert!(source.get(finding.span.range()).is_some_and(|at| !at.is_empty()));
        }
    }
    assert!(seen > 10, "only {seen} findings");
}
