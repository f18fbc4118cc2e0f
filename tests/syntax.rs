//! Playbook texts: what is read, what is told about faults, and that reading never breaks.
#![cfg(feature = "language")]
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may stop at what it does not expect"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use draaiboek::Playbook;
use draaiboek::diagnostic::{Diagnostic, Language, mend};
use draaiboek::span::LineIndex;
use draaiboek::syntax::ast::Node;
use draaiboek::syntax::{
    MAX_BYTES, MAX_DEPTH, decode, parse, parse_scenario, print, print_scenario,
};

#[path = "syntax/damaged.rs"]
mod damaged;
#[path = "syntax/meant.rs"]
mod meant;

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
    assert!(found.is_empty(), "{}\n{}", path.display(), told(&text, &found));
    for language in LANGUAGES {
        let (printed, same, found) = round(&text, scenario, language);
        assert!(found.is_empty(), "{}\n{}", path.display(), told(&printed, &found));
        assert!(same, "{}\n{printed}", path.display());
        let (again, same, _) = round(&printed, scenario, language);
        assert_eq!(again, printed, "printing twice is printing once");
        assert!(same);
        for back in LANGUAGES {
            let (there, same, found) = round(&printed, scenario, back);
            assert!(found.is_empty(), "{}", told(&there, &found));
            assert!(same, "{there}");
        }
    }
}

#[test]
fn what_is_right_is_read_and_printed_without_loss() {
    insta::glob!("corpus/syntax/good/*", holds);
    insta::glob!("corpus/example/*.{draaiboek,scenario}", holds);
    insta::glob!("../playbooks", "**/*.{draaiboek,scenario}", holds);
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
    assert_eq!(found.iter().map(|finding| finding.code.id).collect::<Vec<_>>(), ["D0904"]);
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
            assert!(found.iter().any(|finding| finding.code.id == "D0905"));
            let found = parse(&nested(open, close, MAX_DEPTH)).diagnostics;
            assert!(found.iter().all(|finding| finding.code.id != "D0905"));
        }
        assert_eq!(parse(&nested("stap a {", "}", MAX_DEPTH)).diagnostics, vec![]);
        let deep = format!("draaiboek x\nafgeleid y is {}1{}", "(".repeat(64), ")".repeat(64));
        assert_eq!(parse(&deep).diagnostics, vec![]);
        let text = format!("draaiboek x\nzodra a {{ leg vast \"{{{}1\" }}", "(".repeat(9_999));
        assert!(parse(&text).diagnostics.iter().any(|finding| finding.code.id == "D0113"));
        let deep = format!("draaiboek x\nzodra a {{ leg vast \"{{{}1}}\" }}", "(".repeat(9_999));
        assert!(parse(&deep).diagnostics.iter().any(|finding| finding.code.id == "D0905"));
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

/// Statements that can end where others begin: one for every optional tail that is left out.
const STATEMENTS: &[&str] = &[
    "regie a",
    "informeer a",
    "informeer a en b",
    "raadpleeg a, b en c",
    "zonder termijn \"rust\"",
    "termijn 2 weken",
    "termijn 2 weken na d",
    "termijn uiterlijk d",
    "termijn dezelfde dag",
    "termijn 2 weken, als x dan 1 week",
    "termijn 2 weken, vanaf trede hoog 1 week, op grond van g",
    "op grond van g",
    "op grond van g en h",
    "taak t door a",
    "taak t \"T\" als x door elke a",
    "taak t door a als x, anders b",
    "taak t door a namens b",
    "taak t door a met b en c",
    "taak t door a binnen 3 dagen",
    "taak t door a binnen 3 dagen na signaal s",
    "taak t door a binnen 3 dagen na taak u klaar",
    "taak t door a uiterlijk 2 dagen voor d",
    "taak t door a dezelfde dag, elke 2 weken",
    "taak t door a wettelijk binnen 6 weken { desgewenst }",
    "besluit k door a { ja -> b nee { meld a \"x\" } geen antwoord -> c }",
    "besluit k \"K?\" over p door elk van a en (b als x) kiest c binnen 2 dagen { goed -> b }",
    "signaal s door a",
    "signaal s door a of b",
    "signaal s door iedereen vermeldt x en y",
    "signaal s door elk van a en b aanvaardt zorg, toegestaan als x > 3",
    "signaal s door a uniek per x { y is 3 }",
    "bij s -> b",
    "bij s als x { meld a \"x\" }",
    "bij s, in plaats van f -> b, hoogstens 2 keer, daarna -> c",
    "zodra x -> opnieuw b",
    "zodra x tussen 1 en 3 { zet y is x } -> hervat b",
    "klaar -> b",
    "te laat { verleng met 2 weken, hoogstens 3 keer }",
    "taak t te laat -> b",
    "na 3 dagen -> b",
    "na afloop van d -> b",
    "op d { zorg naar a }",
    "om 09:00 { hervat termijnen }",
    "elke 2 weken { a hersteld }",
    "elke maandag om 09:00 { a vervangt b }",
    "2 maanden voor d { a vervangt b voor de rest }",
    "vanaf trede hoog { informeer a }",
    "stap b { regie a }",
    "einde e",
    "einde e \"E\"",
    "einde e, zorg bij a",
    "einde e, zorg eindigt",
    "waarborg w altijd { x }",
    "waarborg w nooit { x }",
    "start o voor elke k",
    "start o voor elke k waar x, eerst waar y",
    "zorg naar a",
    "zorg naar a per d",
    "dossier naar a",
];

/// Declarations that can end where others begin.
const DECLARATIONS: &[&str] = &[
    "gebruik \"x\"",
    "kalender { vrij 2026-05-15 }",
    "grondslag g",
    "grondslag g \"G\" vanaf 2026-01-01",
    "rol a",
    "rol a/b \"A\"",
    "rol a zorgplicht op grond van g",
    "rol a uit b/c",
    "rol a \"A\", kalender k",
    "gegeven x : getal",
    "gegeven x : keuze a, b",
    "gegeven x : keuze a, b \"X\" is a persoonlijk zichtbaar voor a, vanaf trede hoog b",
    "afgeleid x is y",
    "afgeleid x is y + 3",
    "afgeleid x is 2 keer op rij: y > 2",
    "tabel x eerste { 1 als y 2 anders }",
    "ernst trede { laag < hoog hoog als x }",
    "item k { gegeven x : getal }",
    "actie doe_iets(x) antwoordt s binnen 2 dagen",
    "overdracht o per k { regie a }",
];

#[test]
fn a_statement_never_swallows_the_one_behind_it() {
    let items = |body: &str| {
        let parsed = parse(&format!("draaiboek x\n{body}"));
        assert_eq!(parsed.diagnostics, vec![], "{body}");
        parsed.file.without_spans().items
    };
    let english = |body: &str| {
        let file = parse(&format!("draaiboek x\n{body}")).file;
        print(&file, Language::English).replacen("playbook x\n", "", 1)
    };
    let all: Vec<&str> = STATEMENTS.iter().chain(DECLARATIONS).copied().collect();
    let alone: Vec<_> = all.iter().map(|text| items(text)).collect();
    let englished: Vec<_> = all.iter().map(|text| english(text)).collect();
    for (first, one) in alone.iter().enumerate() {
        // All at once behind one statement, which begins again before each.
        let (mut dutch, mut other) = (String::new(), String::from("playbook x\n"));
        let mut expected = vec![];
        for (second, two) in alone.iter().enumerate() {
            writeln!(dutch, "{}\n{}", all[first], all[second]).unwrap();
            writeln!(other, "{}\n{}", englished[first], englished[second]).unwrap();
            expected.extend(one.iter().chain(two).cloned());
        }
        assert_eq!(items(&dutch), expected, "{}", all[first]);
        let other = parse(&other);
        assert_eq!(other.diagnostics, vec![]);
        assert_eq!(other.file.without_spans().items, expected, "{}", englished[first]);
    }
}

#[test]
fn keywords_of_a_place_are_names_elsewhere() {
    let text = "draaiboek draaiboek \"D\"\nrol door \"D\"\nrol overdracht \"O\"\n\
                gegeven register : getal\ngegeven aantal : aantal is 3\ngegeven open : ja/nee\n\
                stap begin begin {\n    regie door\n    taak register \"R\" door overdracht binnen 2 dagen\n    \
                zodra aantal > 3 en register < 2 en open -> begin\n    informeer door en overdracht\n}\n";
    assert_eq!(parse(text).diagnostics, vec![]);
}

/// A playbook of which some names are given.
fn named(role: &str, other: &str, fact: &str, step: &str) -> String {
    format!(
        "draaiboek d versie \"1\" tijdzone \"Europe/Amsterdam\"\n\
         rol {role}\nrol {other}\nrol regieZh\n\
         gegeven {fact} : aantal is 3\n\
         signaal s door {role}, {other} of regieZh vermeldt {fact}\n\
         stap {step} {{\n\
             regie {role}\n\
             bij s als {fact} > 3 {{ meld {other} \"nu {{{fact} + 1}}\" }} -> opnieuw {step}\n\
             taak t door {other} binnen 2 dagen {{ escaleer te laat naar {role} }}\n\
             klaar   -> af\n\
             te laat -> af\n\
         }}\n\
         einde af\n"
    )
}

#[test]
fn names_that_mix_scripts_are_mended_everywhere_and_then_it_compiles() {
    // Letters without a look-alike; one whose name in Latin letters is taken; and one with loose
    // accents as well.
    let source = named("regieЖ", "regieЖь", "kas_λжe\u{301}", "планz");
    let check = |text: &str| match Playbook::compile(text) {
        Ok(playbook) => playbook.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    };
    let found = check(&source);
    let mixed: Vec<_> = found.iter().filter(|it| it.code.id == "D0121").collect();
    assert_eq!(mixed.len(), 10);
    assert!(mixed.iter().all(|it| it.fix.is_some()));
    let mended = mend(&source, check);
    assert_eq!(mended.source, named("regieZh_2", "regieZh_3", "kas_lzhé", "planz"));
    assert_eq!(mended.found, []);
    assert!(Playbook::compile(&mended.source).is_ok());
}
