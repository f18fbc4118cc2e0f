//! Imports: what is said about playbooks in several files, and that the division changes nothing.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at what it does not expect"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use draaiboek::diagnostic::{Diagnostic, Level};
use draaiboek::import::{Alone, Loader, Memory};
use draaiboek::scenario::Scenarios;
use draaiboek::sources::Sources;
use draaiboek::span::Span;
use draaiboek::{Event, Findings, Playbook};
use proptest::prelude::*;

#[path = "import/bombs.rs"]
mod bombs;

/// The files of a folder and those below it, by their path from it.
fn folder(root: &Path) -> Memory {
    let (mut waiting, mut files) = (vec![root.to_owned()], Memory::new());
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files = files.with(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Each file with, under each line, what is found there, and the places that belong to it.
fn shown(findings: &Findings) -> String {
    let mut shown = String::new();
    for (file, name) in findings.sources().names().enumerate() {
        writeln!(shown, "== {name}").unwrap();
        for (number, line) in (1..).zip(findings.text(file).unwrap().lines()) {
            writeln!(shown, "{line}").unwrap();
            for found in findings.diagnostics() {
                let place = findings.sources().place(found.span);
                let here = findings.locate(found.span).file == file && place.line == number;
                if here {
                    show(&mut shown, findings, found);
                }
            }
        }
    }
    if findings.diagnostics().is_empty() {
        shown.push_str("\nno findings\n");
    }
    shown
}

fn show(shown: &mut String, findings: &Findings, found: &Diagnostic) {
    let at = findings.locate(found.span);
    let before = at.text[..at.span.start as usize].rsplit('\n').next().unwrap();
    let indent = " ".repeat(before.chars().count());
    let code = found.code;
    writeln!(shown, "{indent}^ {} {}: {}", code.id, code.name, found.message.nl).unwrap();
    for label in &found.labels {
        let place = findings.sources().place(label.span).text();
        writeln!(shown, "{indent}| {}: {}", place.nl, label.text.nl).unwrap();
    }
    for note in &found.notes {
        writeln!(shown, "{indent}| {}", note.nl).unwrap();
    }
}

#[test]
fn every_fault_is_shown_in_its_file() {
    insta::glob!("corpus/import/*/hoofd.draaiboek", |path| {
        let source = fs::read_to_string(path).unwrap();
        let files = folder(path.parent().unwrap());
        let findings = Playbook::diagnose_with("hoofd.draaiboek", &source, &files);
        let compiled = Playbook::compile_with("hoofd.draaiboek", &source, &files);
        let also = match &compiled {
            Ok(playbook) => playbook.findings(),
            Err(error) => error.findings(),
        };
        assert_eq!(also.diagnostics(), findings.diagnostics());
        insta::assert_snapshot!(shown(&findings));
        if let Ok(story) = fs::read_to_string(path.with_extension("scenario")) {
            let (scenarios, found) = Scenarios::read(&story);
            assert_eq!(found, []);
            for scenario in scenarios.iter() {
                let report = scenario.run(compiled.as_ref().unwrap()).unwrap();
                assert!(report.passed() && report.expectations() > 0, "{}", report.text().nl);
            }
        }
    });
}

const DUTCH: &str = include_str!("corpus/example/kern.draaiboek");
const ENGLISH: &str = include_str!("corpus/example/kern.en.draaiboek");

/// The declarations of the example, and the example with an import in their place.
fn split(whole: &str, [first, after]: [&str; 2], import: &str) -> [String; 2] {
    let start = whole.find(first).unwrap();
    let end = whole.find(after).unwrap();
    let rest = format!("{}\n{import} \"gedeeld.draaiboek\"\n{}", &whole[..start], &whole[end..]);
    [whole[start..end].to_owned(), rest]
}

const MARKS: [[&str; 2]; 2] =
    [["\ngrondslag ", "\nvanaf trede acuut"], ["\nlegal basis ", "\nfrom trede acuut"]];

#[test]
fn a_playbook_in_one_file_and_in_several_in_either_language_is_the_same_machine() {
    let whole = Playbook::compile(DUTCH).unwrap().machine().hash();
    let [dutch, rest] = split(DUTCH, MARKS[0], "gebruik");
    let [english, english_rest] = split(ENGLISH, MARKS[1], "use");
    let shared = [format!("draaiboek gedeeld\n{dutch}"), format!("playbook gedeeld\n{english}")];
    for rest in [rest, english_rest] {
        for shared in &shared {
            let files = Memory::new().with("gedeeld.draaiboek", shared.as_str());
            let playbook = Playbook::compile_with("kern.draaiboek", &rest, &files).unwrap();
            assert_eq!(playbook.diagnostics(), []);
            assert_eq!(playbook.machine().hash(), whole);
            let read = Playbook::from_wire(playbook.to_wire().unwrap().as_bytes()).unwrap();
            assert_eq!(read.machine().hash(), whole);
            assert_eq!(read.machine().sources(), playbook.machine().sources());
        }
    }
}

#[test]
fn an_explanation_points_into_the_file_that_says_it() {
    let [declared, rest] = split(DUTCH, MARKS[0], "gebruik");
    let shared = format!("draaiboek gedeeld\n{declared}");
    let files = Memory::new().with("gedeeld.draaiboek", shared.as_str());
    let playbook = Playbook::compile_with("kern.draaiboek", &rest, &files).unwrap();
    let now = "2026-11-26T09:00:00+01:00".parse().unwrap();
    let opening = playbook.opening("casus").party("aanbieder", "Stichting A");
    let (mut case, _) = opening.party("coordinator", "Gemeente B").open(now).unwrap();
    let figures =
        Event::signal("kwartaalcijfers").by("toezichthouder", "Nederlandse Zorgautoriteit");
    let figures = figures.id("1").with("kasweken", 10).with("omzet_jeugd", 14_000_000);
    case.apply(now, figures.with("current_ratio", 1)).unwrap();
    let explanation = &case.why("herstelplan")[0];
    let mut files = BTreeSet::new();
    for because in &explanation.reasons {
        let text = if because.file.is_some() { &shared } else { &rest };
        let line = text.lines().nth(because.line as usize - 1).map(str::trim);
        assert_eq!(because.source.as_deref(), line);
        files.insert(because.file.as_deref());
    }
    assert_eq!(files, BTreeSet::from([None, Some("gedeeld.draaiboek")]));
    let text = explanation.text();
    assert!(text.nl.contains("(gedeeld.draaiboek:3)") && text.nl.contains("(regel "), "{text:?}");
    // Loaded without its texts it still knows the places.
    let loaded = Playbook::from_wire(playbook.to_wire().unwrap().as_bytes()).unwrap();
    let restored = loaded.restore(case.snapshot().unwrap().as_bytes()).unwrap();
    assert_eq!(restored.why("herstelplan")[0].text(), text);
}

#[test]
fn a_playbook_that_is_compiled_alone_says_so_of_its_imports() {
    let source = "draaiboek alleen\ngebruik \"rollen.draaiboek\"\nstap a { regie gemeente }\n";
    let error = Playbook::compile(source).unwrap_err();
    assert_eq!(error.diagnostics(), Playbook::diagnose(source));
    let found = &error.diagnostics()[0];
    assert_eq!((found.code.id, found.notes.len()), ("D0220", 1));
    assert!(error.diagnostics().iter().all(|it| it.code.id != "D0201"), "{error}");
}

#[test]
fn an_error_names_file_and_line() {
    let files = Memory::new().with("b", "draaiboek b\n\nrol gemeente\nrol gemeente\n");
    let source = "draaiboek a\ngebruik \"b\"\nstap s { regie niemand }\n";
    let error = Playbook::compile_with("a", source, &files).unwrap_err().to_string();
    assert!(error.contains("\nline 3: D0201: "), "{error}");
    assert!(error.contains("\nb:4: D0203: "), "{error}");
}

/// Of files that use each other: the texts without imports, in the order in which an author would
/// copy them in; `None` when one comes to use itself.
fn inlined(uses: &[Vec<usize>], at: usize, above: &mut Vec<usize>, seen: &mut Vec<usize>) -> bool {
    above.push(at);
    let mut acyclic = true;
    for &other in &uses[at] {
        if above.contains(&other) {
            acyclic = false;
        } else if !seen.contains(&other) {
            acyclic &= inlined(uses, other, above, seen);
        }
    }
    above.pop();
    seen.push(at);
    acyclic
}

/// A file of a graph: its imports, then what it declares.
fn of_graph(uses: &[Vec<usize>], name: usize) -> String {
    let mut text = format!("draaiboek d{name}\n");
    uses[name].iter().for_each(|other| writeln!(text, "gebruik \"{other}\"").unwrap());
    text + &declared(name)
}

fn declared(name: usize) -> String {
    let flow = "stap s { regie r0 taak t door r0 binnen 1 dag klaar -> e te laat -> e }\neinde e\n";
    let flow = if name == 0 { flow } else { "" };
    format!(
        "rol r{name} \"R\"\ngegeven f{name} : ja/nee is nee\nsignaal s{name} door r{name}\n{flow}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_graph_of_files_is_the_text_that_copying_gives_or_tells_its_cycle(
        uses in prop::collection::vec(prop::collection::vec(0_usize..7, 0..3), 7)
    ) {
        let files = (0..7).fold(Memory::new(), |files, name| {
            files.with(name.to_string(), of_graph(&uses, name))
        });
        let mut order = vec![];
        let acyclic = inlined(&uses, 0, &mut vec![], &mut order);
        let findings = Playbook::diagnose_with("0", &of_graph(&uses, 0), &files);
        let is_error = |found: &&Diagnostic| found.level() == Level::Error;
        let errors: Vec<_> = findings.diagnostics().iter().filter(is_error).collect();
        prop_assert_eq!(acyclic, errors.is_empty(), "{:?}", errors);
        prop_assert!(errors.iter().all(|found| found.code.id == "D0221"), "{:?}", errors);
        let named = findings.sources().names().collect::<BTreeSet<_>>();
        prop_assert_eq!(named.len(), order.len());
        if acyclic {
            let copied: String = order.iter().map(|name| declared(*name)).collect();
            let copied = Playbook::compile(&format!("draaiboek d0\n{copied}")).unwrap();
            let imported = Playbook::compile_with("0", &of_graph(&uses, 0), &files).unwrap();
            prop_assert_eq!(imported.machine().hash(), copied.machine().hash());
        }
    }
}

#[test]
fn paths_are_resolved_from_the_folder_of_the_file_that_uses_them() {
    let files = Memory::new().with("a/b/c", "").with("a/d", "").with("e", "");
    let resolved = |from, path| files.resolve(from, path).ok();
    assert_eq!(resolved("a/b/c", "../d").as_deref(), Some("a/d"));
    assert_eq!(resolved("a/b/c", "./c").as_deref(), Some("a/b/c"));
    assert_eq!(resolved("a/d", "b//c").as_deref(), Some("a/b/c"));
    assert_eq!(resolved("e", "a/./d").as_deref(), Some("a/d"));
    assert_eq!(resolved("a/d", "../../e"), None);
    assert_eq!(resolved("e", "d"), None);
    assert!(files.read("d").is_err());
    assert!(Alone.resolve("e", "a/d").is_err() && Alone.read("e").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_place_lies_in_the_text_of_its_file_however_the_files_are_damaged(
        cuts in prop::collection::vec((any::<bool>(), any::<usize>(), 0_usize..40), 1..6)
    ) {
        let [declared, rest] = split(DUTCH, MARKS[0], "gebruik");
        let mut texts = [rest, format!("draaiboek gedeeld\n{declared}")];
        for (shared, at, length) in cuts {
            let text = &mut texts[usize::from(shared)];
            let kept = text.chars().count() - length;
            let at = at % kept;
            *text = text.chars().take(at).chain(text.chars().skip(at + length)).collect();
        }
        let files = Memory::new().with("gedeeld.draaiboek", texts[1].as_str());
        let findings = Playbook::diagnose_with("kern.draaiboek", &texts[0], &files);
        for found in findings.diagnostics() {
            let labels = found.labels.iter().map(|label| label.span);
            for span in labels.chain(found.fix.iter().map(|fix| fix.span)).chain([found.span]) {
                let at = findings.locate(span);
                prop_assert_eq!(at.text, &texts[at.file]);
                prop_assert!(at.text.get(at.span.range()).is_some(), "{:?}", found);
                let line = at.text[..at.span.start as usize].matches('\n').count() + 1;
                prop_assert_eq!(findings.sources().place(span).line as usize, line);
            }
        }
    }

    #[test]
    fn files_that_a_wire_form_lies_about_have_places_all_the_same(
        starts in prop::collection::vec(any::<u32>(), 0..4),
        lines in prop::collection::vec(any::<u32>(), 0..4),
        span in (any::<u32>(), any::<u32>()),
    ) {
        let files: Vec<_> = starts.iter().map(|start| {
            serde_json::json!({ "name": "x", "start": start })
        }).collect();
        let sources = serde_json::json!({ "files": files, "lines": { "starts": lines } });
        let sources: Sources = serde_json::from_value(sources).unwrap();
        let span = Span { start: span.0, end: span.1 };
        let local = sources.local(span);
        prop_assert!(local.start <= span.start);
        prop_assert!(sources.place(span).line as usize <= lines.len());
        let range = sources.range(sources.file(span));
        prop_assert!(range.start <= range.end);
    }
}
