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

/// What stands behind the timeline of the last scenario.
fn why_not(name: &str, story: &str, language: &str) -> String {
    let said = said(&format!("--lang {language} run {story} --why-not {name}"));
    said.rsplit("✓ ").next().unwrap().to_owned()
}

/// The same without numbers of lines: the shipped playbook grows.
fn without_lines(text: &str, word: &str) -> String {
    let mark = format!("({word} ");
    let mut parts = text.split(&mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        format!("{text}{mark}…{rest}")
    })
}

#[test]
fn why_not_of_a_name_that_is_not_there_says_so_before_anything_runs() {
    let story = "tests/corpus/cli/proef.draaiboek tests/corpus/cli/proef-mislukt.scenario";
    assert_snapshot!(said(&format!("run {story} --why-not nergens")));
}

#[test]
fn why_not_yet_names_what_is_missing_who_must_act_and_what_happens_otherwise() {
    let story = "playbooks/jeugdhulp.draaiboek playbooks/jeugdhulp/gemist-plan.scenario";
    let all = ["jeugdhulp", "crisis", "crisisteam", "vervolg"].map(|it| why_not(it, story, "nl"));
    assert_snapshot!("why_not_nl", without_lines(&all.join("\n"), "regel"));
    assert_snapshot!("why_not_en", without_lines(&why_not("jeugdhulp", story, "en"), "line"));
    let story =
        "tests/corpus/scenario/outside-en.draaiboek tests/corpus/scenario/outside-en.scenario";
    assert_snapshot!("why_not_host", why_not("outside", story, "en"));
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
fn the_faults_of_a_playbook_are_told_once_for_all_its_scenarios() {
    assert_snapshot!(said("test tests/corpus/cli/kapot.scenario"));
}

#[test]
fn every_fault_of_a_scenario_is_reported_at_once() {
    assert_snapshot!(said("check tests/corpus/cli/proef-fout.scenario --lang en"));
}

#[test]
fn a_playbook_given_as_a_scenario_is_told_apart_from_a_faulty_scenario() {
    let playbook = "tests/corpus/cli/proef.draaiboek";
    let asked = [
        format!("test {playbook}"),
        format!("test {playbook} --lang en"),
        format!("run {playbook} {playbook}"),
    ];
    assert_snapshot!(asked.map(|asked| said(&asked)).join("\n\n"));
}

#[test]
fn a_scenario_that_was_not_checked_is_not_said_to_be_without_findings() {
    let scenario = "scenario \"Z\" voor x\n  op 2026-03-02\n";
    let playbook = include_str!("corpus/cli/proef.draaiboek").replacen("proef", "x", 1);
    let files = [("a.draaiboek", playbook.as_str()), ("b.draaiboek", &playbook)];
    let folder = folder_with(&[files[0], files[1], ("z.scenario", scenario)]);
    assert_snapshot!(said_in(&folder, "check @z.scenario"));
}

#[test]
fn an_item_that_a_faulty_line_enrols_is_not_told_to_be_missing() {
    assert_snapshot!(said("check tests/corpus/cli/plekken.scenario"));
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
    let own = said("explain niet_aanvaard");
    assert!(own.contains("# R58 not-accepted"), "{own}");
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
    assert!(alone.contains("D0618") && alone.contains("zonder stappen"), "{alone}");
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

/// A folder of this test's own, gone when it ends.
fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// What is said about files of a folder, its name left out.
fn said_in(folder: &tempfile::TempDir, arguments: &str) -> String {
    let arguments = arguments.replace('@', &format!("{}/", folder.path().display()));
    said(&arguments).replace(&format!("{}/", folder.path().display()), "")
}

const TO_MEND: &str = include_str!("corpus/cli/herstel.draaiboek");

#[test]
fn what_can_be_mended_for_sure_is_shown_and_written() {
    let folder = folder_with(&[("een.draaiboek", TO_MEND), ("twee.draaiboek", TO_MEND)]);
    let dry = said_in(&folder, "check --fix --dry-run @een.draaiboek");
    assert_eq!(std::fs::read_to_string(folder.path().join("een.draaiboek")).unwrap(), TO_MEND);
    let fixed = said_in(&folder, "check --fix @een.draaiboek @twee.draaiboek");
    assert_snapshot!("fixed", fixed);
    let difference = |said: &str| {
        let lines = said.lines().skip(1).take_while(|line| !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(difference(&dry), difference(&fixed), "a dry run shows what is written");
    let once = std::fs::read_to_string(folder.path().join("een.draaiboek")).unwrap();
    assert_eq!(once, std::fs::read_to_string(folder.path().join("twee.draaiboek")).unwrap());
    let again = said_in(&folder, "check --fix @een.draaiboek --lang en");
    assert!(
        !again.contains("+++") && again.ends_with("een.draaiboek: 1 error\nexit: 1"),
        "{again}"
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("een.draaiboek")).unwrap(), once);
}

#[test]
fn a_mended_file_leaves_nothing_to_say() {
    let text = TO_MEND.replace("aanbiedr", "aanbieder");
    let folder = folder_with(&[("een.draaiboek", &text)]);
    let fixed = said_in(&folder, "check --fix @een.draaiboek");
    assert!(fixed.ends_with("een.draaiboek: 7 hersteld; geen bevindingen\nexit: 0"), "{fixed}");
    assert!(said_in(&folder, "check @een.draaiboek").ends_with("exit: 0"));
}

#[test]
fn scenarios_are_mended_against_the_mended_playbook() {
    let playbook = TO_MEND.replace("aanbiedr", "aanbieder");
    let story = "scenario \"Eén\" voor herstel\n  op 1-3-2026 09:00\n  expect in melden\n";
    let folder = folder_with(&[("een.draaiboek", &playbook), ("een.scenario", story)]);
    let dry = said_in(&folder, "check --fix --dry-run @een.scenario @een.draaiboek");
    assert!(dry.contains("namen niet nagekeken"), "{dry}");
    let said = said_in(&folder, "check --fix @een.scenario @een.draaiboek");
    assert!(said.contains("+  op 2026-03-01 09:00\n+  verwacht in melden"), "{said}");
    assert!(!said.contains("namen niet nagekeken") && said.ends_with("exit: 0"), "{said}");
    assert!(said_in(&folder, "test @").ends_with("exit: 0"));
}

#[cfg(unix)]
#[test]
fn a_mended_file_keeps_its_permissions_and_the_link_to_it() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder_with(&[("een.draaiboek", TO_MEND)]);
    let (file, link) = (folder.path().join("een.draaiboek"), folder.path().join("link.draaiboek"));
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    said_in(&folder, "check --fix @link.draaiboek");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_ne!(std::fs::read_to_string(&file).unwrap(), TO_MEND);
}

#[test]
fn a_file_that_may_not_be_written_is_left_as_it_is_and_the_others_are_mended() {
    let folder = folder_with(&[("een.draaiboek", TO_MEND), ("twee.draaiboek", TO_MEND)]);
    let file = folder.path().join("een.draaiboek");
    let mut permissions = std::fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&file, permissions).unwrap();
    let said = said_in(&folder, "check --fix @een.draaiboek @twee.draaiboek");
    assert!(said.contains("een.draaiboek: het bestand mag niet beschreven worden"), "{said}");
    assert!(said.contains("een.draaiboek: 6 fouten, 2 stijlpunten"), "{said}");
    assert!(said.contains("twee.draaiboek: 7 hersteld; 1 fout"), "{said}");
    assert!(said.ends_with("exit: 3"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), TO_MEND);
    assert_ne!(std::fs::read_to_string(folder.path().join("twee.draaiboek")).unwrap(), TO_MEND);
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing half-written is left behind");
}

#[test]
fn findings_are_sarif_for_tools_that_read_it() {
    let output = command("check --format sarif tests/corpus/cli/herstel.draaiboek").output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let place = |line: &str, column: &str| (region[line].as_u64(), region[column].as_u64());
        assert!(place("startLine", "startColumn") <= place("endLine", "endColumn"), "{region}");
    }
    insta::assert_json_snapshot!("sarif", log);
    let english = "check --format sarif --lang en tests/corpus/cli/herstel.draaiboek";
    let english = String::from_utf8(command(english).output().unwrap().stdout).unwrap();
    assert!(english.contains("## Wrong") && !english.contains("## Fout"), "{english}");
}

#[test]
fn results_of_scenarios_are_junit_xml() {
    let folder = folder_with(&[]);
    let said = said_in(&folder, "test --junit @uit.xml tests/corpus/cli");
    assert!(said.ends_with("exit: 1"), "{said}");
    assert_snapshot!("junit", std::fs::read_to_string(folder.path().join("uit.xml")).unwrap());
    let said = said_in(&folder, "test --junit @is/er/niet.xml tests/corpus/cli");
    assert!(said.ends_with("exit: 3"), "{said}");
}

#[test]
fn junit_xml_is_well_formed_whatever_the_scenario_is_called() {
    let title = "scenario \"a\u{1}\u{1b}[31m<b>&'\t\u{85}\u{ffff}é]]>\" voor proef\n";
    let folder = folder_with(&[("raar.scenario", title)]);
    said_in(&folder, "test --junit @uit.xml @raar.scenario");
    let xml = std::fs::read_to_string(folder.path().join("uit.xml")).unwrap();
    let whole = |c: char| !c.is_control() && c != '\u{ffff}' || c == '\n';
    assert!(xml.chars().all(whole), "{xml:?}");
    let mut reader = quick_xml::Reader::from_str(&xml);
    reader.config_mut().check_end_names = true;
    let mut names = Vec::new();
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(element) if element.name().as_ref() == "testcase" => {
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    names.push(quick_xml::escape::unescape(&attribute.value).unwrap().into_owned());
                }
            }
            _ => {}
        }
    }
    let name = "a\\u{1}\\u{1b}[31m<b>&'\t\\u{85}\\u{ffff}é]]>";
    assert_eq!(names.first().map(String::as_str), Some(name), "{xml}");
}

#[test]
fn what_the_text_says_of_a_task_is_told_in_both_languages() {
    let duties = ["lijst", "terugbellen", "gesprek", "weekbericht", "dank", "verder"];
    let pages = |lang: &str| {
        let page = |duty| said(&format!("explain tests/corpus/cli/uitleg.draaiboek {duty}{lang}"));
        duties.map(page).join("\n\n")
    };
    assert_snapshot!("explain_duty_nl", pages(""));
    assert_snapshot!("explain_duty_en", pages(" --lang en"));
}

#[test]
fn what_the_text_says_of_a_task_is_told_to_programs() {
    let arguments = "explain tests/corpus/cli/uitleg.draaiboek terugbellen --format json";
    let output = command(arguments).output().unwrap();
    let pages: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    insta::assert_json_snapshot!("explain_duty_json", pages);
    let all = command("explain tests/corpus/cli/uitleg.draaiboek --format json").output().unwrap();
    let all: serde_json::Value = serde_json::from_slice(&all.stdout).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 6);
    let code = command("explain D0201 --format json").output().unwrap();
    let code: serde_json::Value = serde_json::from_slice(&code.stdout).unwrap();
    assert_eq!((&code["code"], &code["level"]), (&"D0201".into(), &"error".into()));
}

#[test]
fn what_cannot_be_explained_says_what_can() {
    let unknown = said("explain tests/corpus/cli/uitleg.draaiboek gespek");
    assert!(unknown.contains("wel: lijst, terugbellen, gesprek"), "{unknown}");
    assert!(unknown.ends_with("exit: 1"), "{unknown}");
    let list = said("explain tests/corpus/cli/uitleg.draaiboek");
    assert!(list.contains("besluit verder: Gaan we verder? (regel 54)"), "{list}");
    assert!(said("explain tests/corpus/readme/fout.draaiboek plan").ends_with("exit: 1"));
    assert!(said("explain there-is-no-such.draaiboek plan").ends_with("exit: 3"));
}

#[test]
fn a_timeline_for_a_role_shows_what_concerns_it_and_nothing_else() {
    let story = "tests/corpus/example/kern.draaiboek tests/corpus/example/kern.scenario";
    let of = |role: &str| said(&format!("run {story} --role {role}"));
    let views = ["aanbieder", "curator", "toezichthouder"].map(of);
    assert_snapshot!("run_role", views.join("\n\n"));
    let unknown = of("aanbiedr");
    assert!(unknown.contains("er is geen rol `aanbiedr`; wel: aanbieder, gemeente"), "{unknown}");
    assert!(unknown.ends_with("exit: 1"), "{unknown}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&format!("completions {shell}"));
        for word in ["draaiboek", "check", "explain", "dry-run"] {
            assert!(script.contains(word), "{shell}: no {word}");
        }
        assert!(script.ends_with("exit: 0"), "{shell}");
    }
    assert!(said("completions fish").contains("Meldt alles"), "help in the language asked for");
    assert!(said("completions fish --lang en").contains("Reports everything"));
    assert!(said("completions tcsh").ends_with("exit: 2"));
}

#[test]
fn help_is_given_in_both_languages() {
    let commands = ["check", "run", "test", "explain", "term", "completions"];
    let help = |lang: &str| {
        let pages = commands.map(|name| said(&format!("{name} --help --lang {lang}")));
        pages.join("\n\n")
    };
    assert_snapshot!("help_nl", help("nl"));
    assert_snapshot!("help_en", help("en"));
}

#[test]
fn a_term_says_when_it_ends_and_why() {
    // Arguments with spaces in them stand between bars.
    let ask = |arguments: &str| {
        let parts = arguments.split('|').map(str::trim);
        let output = command("term").args(parts).output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let text = text.replace(&format!("{}/", env!("CARGO_MANIFEST_DIR")), "");
        format!("$ draaiboek term {arguments}\n{text}exit: {}", output.status.code().unwrap())
    };
    let asked = [
        "10 werkdagen|--from|2026-12-24T20:00",
        "10 working days|--from|2026-12-24T20:00|--lang|en",
        "10 werkdagen|--from|2026-12-24|--calendar|tests/corpus/cli/kalender.draaiboek",
        "1 werkdag|--from|2026-12-24|--calendar|tests/corpus/cli/kalender.draaiboek|--role|loket",
        "6 kantooruren|--from|2026-12-24T14:00|--calendar|tests/corpus/cli/kalender.draaiboek|--role|loket",
        "6 kantooruren|--from|2026-12-24T14:00|--calendar|tests/corpus/cli/kalender.draaiboek",
        "1 werkdag|--from|2026-12-24|--calendar|tests/corpus/cli/kalender.draaiboek|--role|balie",
        "statutory 6 weeks|--from|2026-11-13|--lang|en",
        "24 uur|--from|2027-03-27 14:00",
        "24 uur|--from|2027-03-27T13:00:00Z",
        "24 uur|--from|2027-03-27 14:00|--zone|America/New_York",
        "2 maanden|--before|2026-12-11",
        "3 dagen|--from|2026-12-24|--format|json",
        "1 werkdag|--from|2026-12-24|--calendar|tests/corpus/cli/dicht.draaiboek",
        "4000000 weken|--from|2026-12-24",
        "10 dagne|--from|2026-12-24",
        "48 uren|--from|2026-12-24T20:00",
        "2 jaren|--from|2026-12-24",
        "binnen 2 weken|--from|2026-12-24",
        "within 2 weeks|--from|2026-12-24|--lang|en",
        "2 weken|--from|24-12-2026",
        "2 weken|--from|24-12-2026 20:00|--lang|en",
        "10 dagen|--from|2026-02-30",
        "10 dagen|--from|2026-02-28T25:00|--lang|en",
        "10 dagen|--from|2026-02-28|--zone|Europe/Amsterdm",
        "10 dagen",
    ];
    assert_snapshot!(asked.map(ask).join("\n\n"));
}

#[test]
fn wrong_usage_and_what_the_system_refuses_are_told_in_the_language_asked_for() {
    let wrong = [
        "chek",
        "check",
        "check --format xml nergens.draaiboek",
        "check --format",
        "check nergens.draaiboek --foo",
        "term 2 --from 2026-01-01 --before 2026-02-01",
        "check nergens.draaiboek src Cargo.toml/nergens.draaiboek",
        "check nergens.draaiboek src --lang en",
        "test nergens.scenario",
    ];
    assert_snapshot!(wrong.map(said).join("\n\n"));
}

#[test]
fn an_order_and_a_record_that_are_not_as_expected_are_shown_as_they_are() {
    let story =
        "tests/corpus/scenario/in-volgorde.draaiboek tests/corpus/unmet/in-volgorde.scenario";
    assert_snapshot!("order_nl", said(&format!("run {story}")));
    assert_snapshot!("order_en", said(&format!("--lang en run {story}")));
}

#[test]
fn of_thousands_of_findings_a_thousand_are_shown_and_all_are_counted() {
    let lines: String =
        (0..1200).map(|n| format!("bij m {{ meld a \"x {{onbekend{n}}}\" }}\n")).collect();
    let source = format!(
        "draaiboek x \"X\"\nversie \"1\"\ntijdzone \"Europe/Amsterdam\"\nrol a\nsignaal m door a\n\
         {lines}stap s {{ regie a ; zonder termijn \"x\" ; bij m -> e }}\neinde e\n"
    );
    let folder = folder_with(&[("x.draaiboek", &source)]);
    let said = said_in(&folder, "check @x.draaiboek");
    let end = "en nog 200; `--format json` meldt ze alle\n\nx.draaiboek: 1200 fouten\nexit: 1";
    assert!(said.ends_with(end), "{}", said.get(said.len() - 400..).unwrap());
    // The last one shown stands at its own line, far down the file.
    assert!(said.contains("x.draaiboek:1005:20\n"), "the place of the thousandth");
    assert!(said.contains("1005 │ bij m { meld a \"x {onbekend999}\" }"));
    let json = said_in(&folder, "check --format json @x.draaiboek");
    assert_eq!(json.matches("unknown-name").count(), 1200);
}
