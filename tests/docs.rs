//! The language reference is true, in both languages: its examples compile, run and fail as it
//! says, and say the same. `DRAAIBOEK_DOCS=write` writes the English examples from the Dutch.
#![cfg(feature = "language")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test may stop at what it does not expect, and be told to write"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use draaiboek::diagnostic::{Diagnostic, Language, Level};
use draaiboek::import::Memory;
use draaiboek::scenario::Scenarios;
use draaiboek::{Playbook, explain};

#[path = "docs/block.rs"]
mod block;

use block::{Block, Kind, blocks};

const DOCUMENTS: [&str; 2] = ["docs/language.md", "docs/language.en.md"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a document")
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A playbook of a document, whole: a part gets the header that the document shows.
fn whole(document: &[Block<'_>], block: &Block<'_>) -> String {
    if block.text.starts_with("draaiboek ") || block.text.starts_with("playbook ") {
        return block.text.to_owned();
    }
    let header = document.iter().find(|block| block.kind == Kind::Header).expect("a header");
    format!("{}\n{}", header.text, block.text)
}

/// The files that a document shows.
fn files(document: &[Block<'_>]) -> Memory {
    document.iter().fold(Memory::new(), |files, block| match block.kind {
        Kind::File(name) => files.with(name, block.text),
        _ => files,
    })
}

fn compiled(document: &[Block<'_>], block: &Block<'_>) -> Result<Playbook, Vec<Diagnostic>> {
    let files = files(document);
    Playbook::compile_with("voorbeeld.draaiboek", &whole(document, block), &files)
        .map_err(|error| error.diagnostics().to_vec())
}

/// The playbook that a scenario is for: the one above it.
fn above<'b, 'd>(document: &'b [Block<'d>], block: &Block<'_>) -> &'b Block<'d> {
    let mut before = document.iter().rev().skip_while(|other| other.line >= block.line);
    before.find(|block| block.kind == Kind::Playbook).expect("a playbook above a scenario")
}

/// All findings about an example that is wrong, or not executed yet.
fn all_findings(document: &[Block<'_>], block: &Block<'_>) -> Vec<Diagnostic> {
    if block.language == "scenario" {
        let playbook = compiled(document, above(document, block)).expect("compiles");
        let (scenarios, mut found) = Scenarios::read(block.text);
        scenarios.iter().for_each(|scenario| found.extend(scenario.check(&playbook)));
        return found;
    }
    match compiled(document, block) {
        Ok(playbook) => playbook.diagnostics().to_vec(),
        Err(found) => found,
    }
}

/// The same without those that the author accepts.
fn findings(document: &[Block<'_>], block: &Block<'_>) -> Vec<Diagnostic> {
    let found = all_findings(document, block);
    found.into_iter().filter(|found| found.waived.is_none()).collect()
}

fn listed(findings: &[Diagnostic]) -> String {
    let lines = findings.iter().map(|it| format!("    {} {}", it.code.id, it.message.nl));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is wrong with the examples of one kind, in both documents.
fn faults(of: impl Fn(&[Block<'_>], &Block<'_>) -> Option<String>) -> Vec<String> {
    let mut faults = Vec::new();
    for path in DOCUMENTS {
        let text = read(path);
        let document = blocks(&text);
        let told = document.iter().filter_map(|block| {
            of(&document, block).map(|fault| format!("{path}:{}\n{fault}", block.line))
        });
        faults.extend(told);
    }
    faults
}

#[test]
fn examples_compile_without_a_finding() {
    assert_none(&faults(|document, block| {
        if block.kind != Kind::Playbook {
            return None;
        }
        let found = findings(document, block);
        (!found.is_empty()).then(|| listed(&found))
    }));
}

/// Runs the scenarios of a block; gives what did not come out as expected.
fn run(document: &[Block<'_>], block: &Block<'_>) -> Option<String> {
    let playbook = compiled(document, above(document, block)).ok()?;
    let (scenarios, found) = Scenarios::read(block.text);
    if !found.is_empty() {
        return Some(listed(&found));
    }
    let told = scenarios.iter().filter_map(|scenario| match scenario.run(&playbook) {
        Err(found) => Some(listed(&found)),
        Ok(report) if !report.passed() => Some(report.text().nl.clone()),
        Ok(report) => (report.expectations() == 0).then(|| "expects nothing".to_owned()),
    });
    let told: Vec<_> = told.collect();
    (!told.is_empty() || scenarios.iter().len() == 0).then(|| told.join("\n"))
}

#[test]
fn scenarios_pass_against_the_playbook_above_them() {
    assert_none(&faults(|document, block| {
        (block.kind == Kind::Scenario).then(|| run(document, block)).flatten()
    }));
}

#[test]
fn wrong_examples_have_the_finding_they_name_and_no_other() {
    assert_none(&faults(|document, block| {
        let Kind::Wrong(code) = block.kind else { return None };
        let found = findings(document, block);
        let right = !found.is_empty() && found.iter().all(|found| found.code.id == code);
        (!right).then(|| listed(&found))
    }));
}

/// An example with the keywords of English, as the printer writes it. `None`: it cannot be read.
fn in_english(block: &Block<'_>) -> Option<String> {
    use draaiboek::syntax::{parse, parse_scenario, print, print_scenario};
    if block.language == "scenario" {
        let read = parse_scenario(block.text);
        let text = print_scenario(&read.file, Language::English);
        return read.file.faults.is_empty().then(|| reasons_in_english(&text));
    }
    let read = parse(block.text);
    // A part has no header. What is wrong in another way cannot be printed: it is written by hand.
    let sound = read.diagnostics.iter().all(|found| found.code.id == "D0111");
    sound.then(|| print(&read.file, Language::English))
}

/// Names of refusals are words of the language too, though no keywords.
fn reasons_in_english(scenario: &str) -> String {
    let line = |line: &str| match line.split_once(" because of ") {
        Some((refused, name)) => {
            let reason = draaiboek::engine::Reason::named(name).expect("a refusal");
            format!("{refused} because of {}\n", reason.name(Language::English))
        }
        None => format!("{line}\n"),
    };
    scenario.lines().map(line).collect()
}

/// Writes the English examples from the Dutch.
fn write(dutch: &[Block<'_>], english: &[Block<'_>], text: &str) {
    let mut out = text.to_owned();
    for (dutch, english) in dutch.iter().zip(english).rev() {
        if let Some(twin) = in_english(dutch) {
            out.replace_range(english.range.clone(), &twin);
        }
    }
    fs::write(root().join(DOCUMENTS[1]), out).expect("writes");
}

#[test]
fn every_example_has_an_english_twin_that_gives_the_same_machine() {
    let [dutch_text, english_text] = DOCUMENTS.map(read);
    let (dutch, english) = (blocks(&dutch_text), blocks(&english_text));
    let kinds = |document: &[Block<'_>]| {
        document.iter().map(|block| format!("{} {:?}", block.language, block.kind)).collect()
    };
    let (ours, theirs): (Vec<_>, Vec<_>) = (kinds(&dutch), kinds(&english));
    assert_eq!(ours, theirs);
    if std::env::var("DRAAIBOEK_DOCS").is_ok_and(|mode| mode == "write") {
        return write(&dutch, &english, &english_text);
    }
    for (ours, theirs) in dutch.iter().zip(&english) {
        if let Some(twin) = in_english(ours) {
            assert_eq!(theirs.text, twin, "{}:{}", DOCUMENTS[1], theirs.line);
        }
        if ours.kind == Kind::Playbook {
            let ours = compiled(&dutch, ours).expect("compiles");
            let theirs = compiled(&english, theirs).expect("compiles");
            assert_eq!(ours.machine().hash(), theirs.machine().hash());
        }
    }
}

/// The names in backticks in a column, from 1, of the table below a heading.
fn table(document: &str, heading: &str, column: usize) -> BTreeSet<String> {
    let (_, below) = document.split_once(&format!("\n{heading}\n")).expect("the heading");
    let lines = below.lines().skip_while(|line| !line.starts_with('|'));
    let cells = lines.take_while(|line| line.starts_with('|')).skip(2);
    cells
        .flat_map(|line| line.split('|').nth(column).expect("a cell").split('`').skip(1).step_by(2))
        .map(squeezed)
        .collect()
}

/// What the front end says it does not execute yet: the names it gives to D0901.
fn not_executed(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            not_executed(&path, found);
            continue;
        }
        let code: String = fs::read_to_string(path).expect("text").split_whitespace().collect();
        let calls = code.split("postpone(\"").skip(1);
        found.extend(calls.filter_map(|call| call.split('"').next()).map(str::to_owned));
    }
}

#[test]
fn the_list_of_what_is_not_executed_yet_is_what_is_refused() {
    let mut refused = BTreeSet::new();
    not_executed(&root().join("src/resolve"), &mut refused);
    let text = read(DOCUMENTS[0]);
    let document = blocks(&text);
    let mut shown = BTreeSet::new();
    for block in document.iter().filter(|block| block.kind == Kind::Later) {
        let found = findings(&document, block);
        let code = if block.language == "scenario" { "D1004" } else { "D0901" };
        let heavy: Vec<_> = found.iter().filter(|it| it.level() != Level::Style).collect();
        assert!(heavy.iter().all(|it| it.code.id == code), "{}\n{}", block.line, listed(&found));
        assert!(!heavy.is_empty(), "{}: it is executed by now", block.line);
        let executed = executed_lines(block, &found);
        assert!(executed.is_empty(), "{}: executed by now: {executed:?}", block.line);
        if code == "D0901" {
            let names = heavy.iter().filter_map(|it| it.message.nl.split('`').nth(1));
            shown.extend(names.map(squeezed));
        }
    }
    assert_eq!(shown, refused, "the examples, and what the front end refuses");
    assert_eq!(table(&text, "## Nog niet uitgevoerd", 1), refused);
    assert_eq!(table(&read(DOCUMENTS[1]), "## Not executed yet", 2), refused);
}

/// The lines of a scenario, but those that set the time, about which nothing was found.
fn executed_lines<'d>(block: &Block<'d>, found: &[Diagnostic]) -> Vec<&'d str> {
    if block.language != "scenario" {
        return vec![];
    }
    let start = |line: &str| line.as_ptr() as usize - block.text.as_ptr() as usize;
    let is_said = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let is_told = |line: &str| {
        let at = start(line)..start(line) + line.len();
        found.iter().any(|found| at.contains(&found.span.range().start))
    };
    let lines = block.text.lines().filter(is_said);
    lines.filter(|line| !line.starts_with("  op ") && *line != "  }" && !is_told(line)).collect()
}

fn squeezed(name: &str) -> String {
    name.split_whitespace().collect()
}

#[test]
fn every_code_that_is_mentioned_exists_and_every_code_about_playbooks_is_mentioned() {
    let codes: BTreeSet<&str> = explain::all().map(|code| code.id).collect();
    for path in DOCUMENTS {
        let text = read(path);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let is_code = |word: &&str| {
            word.len() > 2
                && word.starts_with(['D', 'R'])
                && word[1..].chars().all(|c| c.is_ascii_digit())
        };
        let mentioned: BTreeSet<&str> = words.filter(is_code).collect();
        let unknown: Vec<_> = mentioned.difference(&codes).collect();
        assert!(unknown.is_empty(), "{path}: {unknown:?}");
        let missing: Vec<_> = codes.difference(&mentioned).collect();
        assert!(missing.is_empty(), "{path}: {missing:?}");
    }
}

/// The place of a heading in a link, as sites that render Markdown make it.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

fn headings(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().filter_map(|line| {
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        line[depth..].strip_prefix(' ').filter(|_| depth > 0).map(|title| (depth, title))
    });
    lines.collect()
}

#[test]
fn links_lead_somewhere_and_the_documents_have_the_same_parts() {
    let texts = DOCUMENTS.map(read);
    let depths = |text: &str| headings(text).into_iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(depths(&texts[0]), depths(&texts[1]));
    for (path, text) in DOCUMENTS.iter().zip(&texts) {
        let anchors: BTreeSet<String> = headings(text).into_iter().map(|it| anchor(it.1)).collect();
        for link in text.split("](").skip(1).filter_map(|link| link.split(')').next()) {
            if link.starts_with("https://") {
                continue;
            }
            let there = match link.strip_prefix('#') {
                Some(place) => anchors.contains(place),
                None => root().join("docs").join(link).exists(),
            };
            assert!(there, "{path}: {link}");
        }
    }
}
