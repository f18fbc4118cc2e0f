//! The command on cases with items.
#![cfg(feature = "cli")]
#![expect(clippy::expect_used, reason = "a helper of a test fails by panicking")]

use std::process::Command;

const WHOLE: [&str; 2] =
    ["tests/corpus/example/geheel.draaiboek", "tests/corpus/example/geheel.scenario"];

/// What `draaiboek run` writes, and whether it ended well.
fn run(story: [&str; 2], more: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
    let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("run").args(story);
    let output = command.args(more).output().expect("runs");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    (text, output.status.success())
}

#[test]
fn what_is_the_same_for_twelve_youths_is_told_once() {
    let (text, well) = run(WHOLE, &[]);
    assert!(well, "{text}");
    for line in [
        "+ j1–j12: jeugdige ingeschreven\n",
        "→ j1–j12: zorg van aanbieder (Stichting A) naar aanbieder (Gemeente B) (opvolging)\n",
        "▸ j1–j3: stap aanbieden begint\n",
    ] {
        assert_eq!(text.matches(line).count(), 1, "{line}{text}");
    }
}

#[test]
fn a_timeline_of_one_item_has_nothing_of_another() {
    let (text, _) = run(WHOLE, &["--item", "j2"]);
    assert!(text.contains("j2: zorg van woonplaats (Gemeente C) naar ontvanger (Stichting W)"));
    assert!(text.contains("● kandidaat \"Stichting Y\" meldt intrekking over j2\n"), "{text}");
    for other in ["j1: ", "j3: ", "over j1", "van j1", "taak ouders (Informeer jeugdigen en"] {
        let end = text.split("Daarna vanzelf").next().expect("text");
        assert!(!end.contains(other), "{other}: {text}");
    }
    let (unknown, well) = run(WHOLE, &["--item", "j99"]);
    assert!(unknown.contains("Van faillissement tot sluiting: er is geen item `j99`"), "{unknown}");
    assert!(!well);
}

#[test]
fn an_agenda_is_a_calendar_file_and_nothing_else() {
    let story = [
        "tests/corpus/scenario/op-tijd-en-dag.draaiboek",
        "tests/corpus/scenario/op-tijd-en-dag.scenario",
    ];
    let (text, well) = run(story, &["--agenda", "regio"]);
    assert!(well, "{text}");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n"), "{text}");
    assert!(text.contains("SUMMARY:Dien de stukken in\r\n"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    let (unknown, well) = run(story, &["--agenda", "nergens"]);
    assert!(!well && unknown.contains("er is geen rol `nergens`"), "{unknown}");
}

#[test]
fn what_is_of_an_item_and_names_none_or_another_is_found_before_it_runs() {
    let story = ["tests/corpus/items/kring.draaiboek", "tests/corpus/items/kring-fout.scenario"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
    let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("check").args(story);
    let output = command.args(["--format", "json"]).output().expect("runs");
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    let source = include_str!("corpus/items/kring-fout.scenario");
    let findings = files[1]["findings"].as_array().expect("findings").iter().map(|found| {
        assert_eq!(found["code"], "D1009", "{found}");
        let line = usize::try_from(found["line"].as_u64().expect("a line")).expect("small");
        let said = |what: &str, of| found[what][of].as_str().expect("text").to_owned();
        let source = source.lines().nth(line - 1).expect("a line").trim();
        format!(
            "{line}: {source}\n  {}\n    {}\n  {}\n    {}",
            said("message", "nl"),
            said("help", "nl"),
            said("message", "en"),
            said("help", "en"),
        )
    });
    insta::assert_snapshot!(findings.collect::<Vec<_>>().join("\n"));
}

const RING: [&str; 2] =
    ["tests/corpus/items/kring.draaiboek", "tests/corpus/items/kring-loopt.scenario"];

#[test]
fn rules_stand_at_the_instant_and_the_item_at_which_they_fired() {
    let (text, _) = run(RING, &["--why"]);
    insta::assert_snapshot!("ring_why", text);
    let (text, _) = run(RING, &["--why", "--lang", "en"]);
    insta::assert_snapshot!("ring_why_en", text);
}

#[test]
fn a_timeline_of_one_item_shows_what_moved_it_whoever_it_was_about() {
    let (text, _) = run(RING, &["--item", "k1", "--why"]);
    insta::assert_snapshot!("ring_item", text);
    let (missing, well) = run(RING, &["--item", "K1"]);
    assert!(missing.contains("er is geen item `K1`; wel: k1, k2\n"), "{missing}");
    assert!(!well, "{missing}");
}

#[test]
fn what_is_asked_of_one_is_told_of_one() {
    let story = "tests/corpus/scenario/besluit-met-gegevens.draaiboek";
    let mut command = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
    let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["explain", story, "keuze"]);
    let output = command.output().expect("runs");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("zodra een kandidaat: aanvaard"), "{text}");
}
