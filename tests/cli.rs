//! What the command says, and how it ends.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]

use std::io::Read;
use std::process::{Command, Stdio};

use insta::assert_snapshot;

fn command(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_draaiboek"));
    command.args(arguments.split_whitespace()).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Everything that is said, then the exit code.
fn said(arguments: &str) -> String {
    let output = command(arguments).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let text = text.replace(&format!("{}/", env!("CARGO_MANIFEST_DIR")), "");
    format!("$ draaiboek {arguments}\n{text}exit: {}", output.status.code().unwrap())
}

#[test]
fn the_shipped_playbook_runs_as_a_timeline() {
    let story = "playbooks/jeugdhulp.draaiboek playbooks/jeugdhulp/faillissement.scenario";
    assert_snapshot!(said(&format!("run {story}")));
}

#[test]
fn the_timeline_says_in_english_which_lines_made_it_happen() {
    let story = "tests/corpus/example/kern.en.draaiboek tests/corpus/example/kern.en.scenario";
    assert_snapshot!(said(&format!("--lang en run --why {story}")));
}

#[test]
fn what_is_not_as_expected_stands_at_its_line() {
    let story = "tests/corpus/cli/proef.draaiboek tests/corpus/cli/proef-mislukt.scenario";
    assert_snapshot!(said(&format!("run {story}")));
}

#[test]
fn failed_scenarios_show_expected_and_found_in_both_languages() {
    let dutch = said("test tests/corpus/cli/proef-mislukt.scenario");
    assert_snapshot!("failed_nl", dutch);
    assert_snapshot!("failed_en", said("test --lang en tests/corpus/cli/proef-mislukt.scenario"));
}

#[test]
fn every_fault_of_a_scenario_is_reported_at_once() {
    assert_snapshot!(said("check tests/corpus/cli/proef-fout.scenario --lang en"));
}

#[test]
fn findings_for_programs_are_json() {
    let output =
        command("check --format json tests/corpus/readme/fout.draaiboek").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = files[0]["findings"].as_array().unwrap();
    assert_eq!(files[0]["file"], "tests/corpus/readme/fout.draaiboek");
    for finding in findings {
        assert!(finding["code"].as_str().unwrap().starts_with('D'));
        assert!(finding["line"].as_u64().unwrap() > 0 && finding["column"].as_u64().unwrap() > 0);
        assert!(finding["message"]["nl"].is_string() && finding["message"]["en"].is_string());
        assert_eq!(finding["level"], "error");
    }
    let lines: Vec<u64> = findings.iter().map(|one| one["line"].as_u64().unwrap()).collect();
    assert!(lines.is_sorted() && lines.len() == 4, "{lines:?}");
}

#[test]
fn a_code_is_explained_in_the_language_asked_for() {
    assert_snapshot!(said("explain d1003"));
    let english = said("explain --lang en no-authority");
    assert!(english.contains("This role may not do this"), "{english}");
    assert!(!english.contains("Deze rol"), "{english}");
    let list = said("explain");
    assert!(list.contains("D0201  ") && list.contains("R34    not-a-sender"), "{list}");
}

#[test]
fn exit_codes_tell_findings_usage_and_unreadable_files_apart() {
    let code = |arguments: &str| command(arguments).output().unwrap().status.code();
    assert_eq!(code("check playbooks/jeugdhulp.draaiboek"), Some(0));
    assert_eq!(code("test playbooks"), Some(0));
    assert_eq!(code("explain D0201"), Some(0));
    assert_eq!(code("--help"), Some(0));
    assert_eq!(code("check tests/corpus/readme/fout.draaiboek"), Some(1));
    assert_eq!(code("test tests/corpus/cli"), Some(1));
    assert_eq!(code("explain D9999"), Some(1));
    assert_eq!(code("test tests/data"), Some(1), "a test that tests nothing is no success");
    assert_eq!(code(""), Some(2));
    assert_eq!(code("run playbooks/jeugdhulp.draaiboek"), Some(2));
    assert_eq!(code("check there-is-no-such-file.draaiboek"), Some(3));
    assert_eq!(code("test there-is-no-such-folder"), Some(3));
    let missing = "run playbooks/jeugdhulp.draaiboek there-is-no-such.scenario";
    assert_eq!(code(missing), Some(3));
}

#[test]
fn a_file_that_is_no_text_is_named_and_the_others_are_still_checked() {
    let folder = std::env::temp_dir().join(format!("draaiboek-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("binary.draaiboek");
    std::fs::write(&file, b"draaiboek \xff\n").unwrap();
    let said = said(&format!("check {} playbooks/jeugdhulp.draaiboek", file.display()));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(said.contains("binary.draaiboek: 1 fout"), "{said}");
    assert!(said.contains("playbooks/jeugdhulp.draaiboek: geen bevindingen"), "{said}");
    assert!(said.ends_with("exit: 1"), "{said}");
}

#[test]
fn faults_in_files_that_a_playbook_uses_are_shown_there() {
    let folder = "tests/corpus/import/namen-dubbel-over-bestanden";
    assert_snapshot!(said(&format!("check --lang en {folder}/hoofd.draaiboek")));
    assert_snapshot!(said("check tests/corpus/import/kring-van-drie/hoofd.draaiboek"));
    assert_snapshot!(said("check --lang en tests/corpus/import/bestand-ontbreekt/hoofd.draaiboek"));
}

#[test]
fn findings_in_several_files_are_json_per_file() {
    let folder = "tests/corpus/import/namen-dubbel-over-bestanden";
    let output =
        command(&format!("check --format json {folder}/hoofd.draaiboek")).output().unwrap();
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = Vec::new();
    for file in files.as_array().unwrap() {
        let name = file["file"].as_str().unwrap();
        let text = std::fs::read_to_string(name).unwrap();
        for finding in file["findings"].as_array().unwrap() {
            let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
            let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
            let word = text.get(range).unwrap().split_whitespace().next().unwrap();
            let label = finding["labels"][0]["file"].as_str().unwrap();
            let short = |path: &str| path.rsplit('/').next().unwrap().to_owned();
            found.push(format!(
                "{}:{}:{} {word} {}",
                short(name),
                finding["line"],
                finding["column"],
                short(label),
            ));
        }
    }
    let expected = [
        "hoofd.draaiboek:9:7 trede cijfers.draaiboek",
        "rollen.draaiboek:3:5 gemeente hoofd.draaiboek",
        "cijfers.draaiboek:3:9 kasweken rollen.draaiboek",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_playbook_that_uses_other_files_runs_and_is_tested_as_any_other() {
    let folder = "tests/corpus/import/gedeelde-woorden";
    let story = format!("{folder}/hoofd.draaiboek {folder}/hoofd.scenario");
    assert_snapshot!(said(&format!("run --why {story}")));
    assert!(said(&format!("test {folder}")).ends_with("1 geslaagd, 0 mislukt\nexit: 0"));
}

#[test]
fn a_shared_file_is_checked_with_the_playbook_that_uses_it() {
    let folder = "tests/corpus/import/gedeelde-woorden";
    let shared = format!("{folder}/gedeeld/rollen.draaiboek {folder}/gedeeld/figures.draaiboek");
    let together = said(&format!("check {shared} {folder}/hoofd.draaiboek"));
    let summary = format!("{folder}/hoofd.draaiboek: geen bevindingen\nexit: 0");
    assert_eq!(together.split_once('\n').unwrap().1, summary);
    let alone = said(&format!("check {folder}/gedeeld/wetten.draaiboek"));
    assert!(alone.contains("D0618") && alone.contains("alleen declaraties"), "{alone}");
    // Of files that use each other one is left to tell it.
    let ring = "tests/corpus/import/kring-van-drie";
    let told = said(&format!("check {ring}/a.draaiboek {ring}/b.draaiboek {ring}/c.draaiboek"));
    assert!(told.contains("D0221") && told.ends_with("exit: 1"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_file_has_one_name_whatever_links_lead_to_it_and_only_files_are_read() {
    use std::fs;
    let folder = std::env::temp_dir().join(format!("draaiboek-links-{}", std::process::id()));
    fs::create_dir_all(folder.join("onder")).unwrap();
    fs::write(folder.join("onder/rollen.draaiboek"), "draaiboek rollen\nrol gemeente\n").unwrap();
    std::os::unix::fs::symlink("onder/rollen.draaiboek", folder.join("link.draaiboek")).unwrap();
    let uses = |paths: &[&str]| {
        let uses: String = paths.iter().map(|path| format!("gebruik \"{path}\"\n")).collect();
        let flow = "stap s { regie gemeente zonder termijn \"proef\" }";
        let file = folder.join("hoofd.draaiboek");
        fs::write(&file, format!("draaiboek hoofd\n{uses}{flow}\n")).unwrap();
        said(&format!("check {}", file.display()))
    };
    let linked = uses(&["onder/rollen.draaiboek", "link.draaiboek", "onder/../link.draaiboek"]);
    let strange = uses(&["onder", "/dev/zero"]);
    fs::remove_dir_all(&folder).unwrap();
    assert!(!linked.contains("D0203") && !linked.contains("D0220"), "{linked}");
    assert_eq!(strange.matches("dit is geen bestand").count(), 2, "{strange}");
}

#[test]
fn colours_are_asked_for_and_carry_no_meaning_alone() {
    let story = "tests/corpus/cli/proef.draaiboek tests/corpus/cli/proef-mislukt.scenario";
    let plain = command(&format!("run {story}")).output().unwrap().stdout;
    let coloured = command(&format!("--color always run {story}")).output().unwrap().stdout;
    assert!(coloured.len() > plain.len());
    let stripped = anstream::adapter::strip_bytes(&coloured).into_vec();
    assert_eq!(stripped, plain);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut test = command("test playbooks tests/corpus/scxml");
    let mut child = test.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut complaints = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{complaints}");
    assert_eq!(complaints, "");
}
