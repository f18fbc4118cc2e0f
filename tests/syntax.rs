//! Playbook texts: what is read, what is told about faults, and that reading never breaks.
#![cfg(feature = "language")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use draaiboek::diagnostic::{Diagnostic, Language};
use draaiboek::span::LineIndex;
use draaiboek::syntax::ast::Node;
use draaiboek::syntax::{
    MAX_BYTES, MAX_DEPTH, decode, parse, parse_scenario, print, print_scenario,
};

const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

/// Reads `text`, prints it in `language`, and reads that: gives the print, whether both trees are
/// the same, and what is wrong with the print.
fn round(text: &str, scenario: bool, language: Language) -> (String, bool, Vec<Diagnostic>) {
    if scenario {
        let mut first = parse_scenario(text).file;
        let printed = print_scenario(&first, language);
        let second = parse_scenario(&printed);
        first.language = second.file.language;
        let same = first.without_spans() == second.file.without_spans();
        (printed, same, second.diagnostics)
    } else {
        let mut first = parse(text).file;
        let printed = print(&first, language);
        let second = parse(&printed);
        first.language = second.file.language;
        let same = first.without_spans() == second.file.without_spans();
        (printed, same, second.diagnostics)
    }
}

/// Holds for a text without faults: read without a finding, printed and read to the same tree, in
/// both languages, there and back.
fn holds(path: &std::path::Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let scenario = path.extension().is_some_and(|extension| extension == "scenario");
    let found = if scenario { parse_scenario(&text).diagnostics } else { parse(&text).diagnostics };
    assert_eq!(found, vec![], "{}", path.display());
    for language in LANGUAGES {
        let (printed, same, found) = round(&text, scenario, language);
        assert_eq!(found, vec![], "{}\n{printed}", path.display());
        assert!(same, "{}\n{printed}", path.display());
        let (again, same, _) = round(&printed, scenario, language);
        assert_eq!(again, printed, "printing twice is printing once");
        assert!(same);
        for back in LANGUAGES {
            let (there, same, found) = round(&printed, scenario, back);
            assert_eq!(found, vec![], "{there}");
            assert!(same, "{there}");
        }
    }
}

#[test]
fn what_is_right_is_read_and_printed_without_loss() {
    insta::glob!("corpus/syntax/good/*", holds);
}

/// Source and findings together, findings in both languages.
fn told(text: &str, diagnostics: &[Diagnostic]) -> String {
    let index = LineIndex::new(text);
    let mut out = String::new();
    for line in text.lines() {
        writeln!(out, "| {}", line.escape_debug().to_string().replace("\\\"", "\"")).unwrap();
    }
    for finding in diagnostics {
        assert!(finding.span.end as usize <= text.len());
        let (line, column) = index.line_column(text, finding.span.start);
        writeln!(out, "\n{line}:{column} {} {}", finding.code.id, finding.code.name).unwrap();
        for (language, mark) in [(Language::Dutch, "nl"), (Language::English, "en")] {
            let help = finding.help.as_ref().map_or("", |help| help.get(language));
            writeln!(out, "  {mark} {} | {help}", finding.message.get(language)).unwrap();
        }
        for label in &finding.labels {
            let (line, column) = index.line_column(text, label.span.start);
            writeln!(out, "  at {line}:{column} {}", label.text.nl).unwrap();
        }
        for note in &finding.notes {
            writeln!(out, "  note {}", note.nl).unwrap();
        }
        if let Some(fix) = &finding.fix {
            let old = text.get(fix.span.range()).unwrap();
            writeln!(out, "  fix {old:?} => {:?}", fix.replacement).unwrap();
        }
    }
    out
}

#[test]
fn each_fault_is_told_once_where_it_is() {
    insta::glob!("corpus/syntax/fault/*.{draaiboek,scenario}", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let scenario = path.extension().is_some_and(|extension| extension == "scenario");
        let diagnostics =
            if scenario { parse_scenario(&text).diagnostics } else { parse(&text).diagnostics };
        insta::assert_snapshot!(told(&text, &diagnostics));
    });
}

#[test]
fn a_file_that_is_no_text_is_told_by_byte_and_line() {
    let bytes = b"draaiboek proef\nversie \"\xff\"\n";
    let finding = decode(bytes).unwrap_err();
    assert_eq!((finding.code.id, finding.span.start), ("D0115", 24));
    assert!(finding.message.en.contains("byte 24") && finding.message.en.contains("line 2"));
    assert_eq!(decode(b"draaiboek"), Ok("draaiboek"));
}

#[test]
fn a_text_of_more_than_four_mebibytes_is_not_read() {
    let text = " ".repeat(MAX_BYTES + 1);
    let found = parse(&text).diagnostics;
    assert_eq!(found.iter().map(|finding| finding.code.id).collect::<Vec<_>>(), ["D0901"]);
}

/// Runs in a thread with a stack of 2 MiB.
fn in_small_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn depth_beyond_the_cap_is_told_and_depth_at_the_cap_is_read() {
    in_small_stack(|| {
        let nested = |open: &str, close: &str, depth: usize| {
            format!("draaiboek x\n{}{}", open.repeat(depth), close.repeat(depth))
        };
        for (open, close) in [("stap a {", "}"), ("vanaf a b {", "}"), ("{", "}"), ("(", ")")] {
            let found = parse(&nested(open, close, 10_000)).diagnostics;
            assert!(found.iter().any(|finding| finding.code.id == "D0902"));
            let found = parse(&nested(open, close, MAX_DEPTH)).diagnostics;
            assert!(found.iter().all(|finding| finding.code.id != "D0902"));
        }
        assert_eq!(parse(&nested("stap a {", "}", MAX_DEPTH)).diagnostics, vec![]);
        let deep = format!("draaiboek x\nafgeleid y is {}1{}", "(".repeat(64), ")".repeat(64));
        assert_eq!(parse(&deep).diagnostics, vec![]);
        let text = format!("draaiboek x\nzodra a {{ leg vast \"{{{}1\" }}", "(".repeat(9_999));
        assert!(parse(&text).diagnostics.iter().any(|finding| finding.code.id == "D0113"));
        let deep = format!("draaiboek x\nzodra a {{ leg vast \"{{{}1}}\" }}", "(".repeat(9_999));
        assert!(parse(&deep).diagnostics.iter().any(|finding| finding.code.id == "D0902"));
    });
}

#[test]
fn chains_without_brackets_do_not_nest() {
    in_small_stack(|| {
        for link in [" en a", " of a", " + a", " * a", " - -a", " en niet a"] {
            let text = format!("draaiboek x\nafgeleid y is a{}", link.repeat(3_000));
            assert_eq!(parse(&text).diagnostics, vec![], "{link}");
        }
        for link in ["niet ", "alle x: ", "aantal x waar ", "2 keer op rij: ", "-"] {
            let text = format!("draaiboek x\nafgeleid y is {}a", link.repeat(3_000));
            assert!(!parse(&text).diagnostics.is_empty(), "{link}");
        }
        let text = format!("draaiboek x\nklaar -> a{}", ", daarna -> a".repeat(3_000));
        assert!(!parse(&text).diagnostics.is_empty());
    });
}

/// A playbook of `steps` steps.
fn long(steps: usize) -> String {
    let mut text = String::from("draaiboek lang \"Lang\"\nrol gemeente \"Gemeente\"\n");
    for step in 0..steps {
        let next = step + 1;
        writeln!(
            text,
            "stap s{step} \"Stap {step}\" {{\n    regie gemeente\n    taak t{step} \"Taak\" door \
             gemeente binnen 5 werkdagen, als x > 2 dan 3 werkdagen {{ herinner na 2 dagen }}\n    \
             zodra x > 3 en niet y -> s{next}\n    te laat {{ meld gemeente \"Nog {{x}}\" }} -> \
             s{next}\n}}"
        )
        .unwrap();
    }
    writeln!(text, "einde s{steps}").unwrap();
    text
}

#[test]
fn reading_takes_time_linear_in_the_text() {
    let time = |text: &str| {
        let start = Instant::now();
        let parsed = parse(text);
        (start.elapsed(), parsed)
    };
    let (short, parsed) = time(&long(100));
    assert_eq!(parsed.diagnostics, vec![]);
    let (tall, parsed) = time(&long(2_000));
    assert_eq!((parsed.diagnostics.len(), parsed.file.items.len()), (0, 2_002));
    assert!(tall < short * 100, "{short:?} for 100 steps, {tall:?} for 2000");
    let unclosed = format!("draaiboek x\n{}", "stap a { regie b zodra c {".repeat(32));
    let (time_taken, _) = time(&unclosed);
    assert!(time_taken < Duration::from_secs(5), "{time_taken:?}");
    let broken = long(500).replace("regie", "regi").replace("binnen", "bin nen");
    let (time_taken, parsed) = time(&broken);
    assert_eq!(parsed.diagnostics.len(), 1_000);
    assert!(time_taken < Duration::from_secs(60), "{time_taken:?}");
}
