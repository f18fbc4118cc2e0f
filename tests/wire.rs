//! The wire form of machines: golden file, identity, and every kind of damage.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at what it does not expect"
)]

use std::fs;
use std::path::Path;

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::machine::Machine;
use draaiboek::machine::graph::node;
use draaiboek::machine::wire::{FORMAT, VERSION, WireError};
use draaiboek::{Event, Playbook};
use proptest::prelude::*;
use serde_json::Value;

const SOURCE: &str = include_str!("corpus/wire/klein.draaiboek");

fn compile(source: &str) -> Machine {
    match Playbook::compile(source) {
        Ok(playbook) => playbook.machine().clone(),
        Err(error) => panic!("{error}"),
    }
}

fn wire() -> String {
    compile(SOURCE).to_wire().unwrap()
}

/// The envelope with something changed in it, as text.
fn changed(change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut envelope: Value = serde_json::from_str(&wire()).unwrap();
    change(&mut envelope);
    serde_json::to_vec(&envelope).unwrap()
}

fn refused(wire: &[u8]) -> WireError {
    match Machine::from_wire(wire) {
        Err(error) => error,
        Ok(_) => panic!("read: {}", String::from_utf8_lossy(wire)),
    }
}

#[test]
fn the_golden_file_is_what_is_written_and_can_be_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/wire/klein.v1.json");
    let written = wire();
    if !path.exists() {
        fs::write(&path, &written).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap();
    assert_eq!(golden, written, "a change of the wire form is a new version of it");
    let machine = Machine::from_wire(golden.as_bytes()).unwrap();
    assert_eq!(machine.hash(), compile(SOURCE).hash());
    assert_eq!(machine.playbook(), compile(SOURCE).playbook());
    assert_eq!(machine.exprs(), compile(SOURCE).exprs());
    assert_eq!(machine.to_wire().unwrap(), golden);
}

#[test]
fn formatting_and_comments_and_the_language_of_keywords_change_no_identity() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/example");
    let dutch = fs::read_to_string(here.join("kern.draaiboek")).unwrap();
    let english = fs::read_to_string(here.join("kern.en.draaiboek")).unwrap();
    let identity = compile(&dutch).hash();
    assert_eq!(compile(&english).hash(), identity);
    let spread: String = dutch.lines().map(|line| format!("  {line}   // hier\n\n")).collect();
    assert_eq!(compile(&spread.replace("///", "//")).hash(), identity);
    let changed = dutch.replacen("binnen 20 werkdagen", "binnen 21 werkdagen", 1);
    assert_ne!(compile(&changed).hash(), identity);
}

#[test]
fn the_graph_has_the_states_and_moves_of_the_text() {
    let machine = compile(SOURCE);
    let names: Vec<&str> = machine.graph().node_weights().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["klein", "herstel", "keuren", "gesloten"]);
    let at = |name| node(machine.state(name).unwrap());
    let count = |from, to| machine.graph().edges_connecting(at(from), at(to)).count();
    assert_eq!(count("klein", "keuren"), 1);
    assert_eq!(count("herstel", "keuren"), 2);
    assert_eq!(count("keuren", "herstel"), 1);
    assert_eq!(count("keuren", "gesloten"), 3);
    assert_eq!(machine.graph().edge_count(), 7);
    let used_up = machine.graph().edge_weights().filter(|edge| edge.exhausted).count();
    assert_eq!(used_up, 2);
}

#[test]
fn other_formats_and_versions_are_named() {
    let other = changed(|envelope| envelope["format"] = "draaiboek-case".into());
    assert_eq!(refused(&other), WireError::Format { found: "draaiboek-case".into() });
    let later = changed(|envelope| {
        envelope["version"] = (VERSION + 1).into();
        envelope["extra"] = 1.into();
    });
    assert_eq!(refused(&later), WireError::Version { found: VERSION + 1 });
    assert!(matches!(refused(b"draaiboek"), WireError::Shape { .. }));
    assert!(matches!(refused(b"{}"), WireError::Shape { .. }));
    assert_eq!(refused(b""), WireError::Truncated);
    assert!(wire().contains(FORMAT));
}

#[test]
fn unknown_fields_are_refused_wherever_they_stand() {
    let places: &[&[&str]] = &[
        &[],
        &["machine"],
        &["machine", "playbook"],
        &["machine", "playbook", "header"],
        &["machine", "playbook", "header", "calendar"],
        &["machine", "playbook", "states", "1"],
        &["machine", "playbook", "duties", "0"],
        &["machine", "playbook", "duties", "0", "kind", "Task"],
        &["machine", "playbook", "duties", "0", "term", "parts", "0"],
        &["machine", "playbook", "handlers", "0"],
        &["machine", "playbook", "handlers", "0", "actions", "0", "Notify"],
        &["machine", "playbook", "scale"],
        &["machine", "exprs"],
        &["machine", "sources"],
        &["machine", "sources", "files", "0"],
        &["machine", "sources", "lines"],
    ];
    for place in places {
        let wire = changed(|envelope| {
            let inner = place.iter().fold(envelope, |value, step| match step.parse::<usize>() {
                Ok(index) => &mut value[index],
                Err(_) => &mut value[*step],
            });
            inner.as_object_mut().unwrap().insert("extra".into(), Value::Null);
        });
        assert!(matches!(refused(&wire), WireError::Shape { .. }), "{place:?}");
    }
}

#[test]
fn every_cut_is_noticed() {
    let wire = wire();
    for end in (0..wire.len()).step_by(7).chain(wire.len() - 40..wire.len()) {
        if wire.is_char_boundary(end) {
            assert_eq!(refused(&wire.as_bytes()[..end]), WireError::Truncated, "{end}");
        }
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let wire = wire().into_bytes();
    // All bits of every 101st byte and one bit of each other: every byte is hit, in good time.
    for at in 0..wire.len() {
        let bits = if at % 101 == 0 { 0..8 } else { at % 8..at % 8 + 1 };
        for bit in bits {
            let mut damaged = wire.clone();
            damaged[at] ^= 1 << bit;
            let context =
                || String::from_utf8_lossy(&wire[at.saturating_sub(20)..=at]).into_owned();
            assert!(Machine::from_wire(&damaged).is_err(), "byte {at} bit {bit}: {}", context());
        }
    }
}

#[test]
fn a_forged_identity_is_noticed() {
    let forged = changed(|envelope| envelope["hash"] = "0".repeat(64).into());
    assert_eq!(refused(&forged), WireError::Identity);
    let forged = changed(|envelope| envelope["sum"] = "0".repeat(64).into());
    assert_eq!(refused(&forged), WireError::Sum);
}

/// Numbers in the tables, with their place: ids, orders, amounts.
fn numbers(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Number(_) => found.push(path.to_owned()),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| numbers(item, &format!("{path}/{index}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, it)| numbers(it, &format!("{path}/{name}"), found));
        }
        _ => {}
    }
}

/// Writes an envelope anew around changed tables, with the sums a forger would compute.
fn forge(tables: Value) -> Result<Machine, Vec<draaiboek::machine::Invalid>> {
    let playbook = serde_json::from_value(tables["playbook"].clone());
    let exprs = serde_json::from_value(tables["exprs"].clone());
    let (Ok(playbook), Ok(exprs)) = (playbook, exprs) else { return Err(vec![]) };
    Machine::new(playbook, exprs, draaiboek::sources::Sources::new("", ""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    /// Tables with other numbers in them are either unsound and said to be, or make a machine that
    /// opens a case, takes a signal and lets time pass without stumbling.
    #[test]
    fn forged_tables_never_make_a_step_stumble(
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..80), 1..4),
    ) {
        let mut envelope: Value = serde_json::from_str(&wire()).unwrap();
        let mut places = Vec::new();
        numbers(&envelope["machine"]["playbook"], "/playbook", &mut places);
        numbers(&envelope["machine"]["exprs"], "/exprs", &mut places);
        for (index, number) in picks {
            let place = index.get(&places);
            *envelope["machine"].pointer_mut(place).unwrap() = number.into();
        }
        if let Ok(machine) = forge(envelope["machine"].take()) {
            drive(Playbook::from(machine));
        }
    }

    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Machine::from_wire(&bytes).is_err());
    }
}

/// Opens a case and drives it for two years; what it answers does not matter here.
fn drive(playbook: Playbook) {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let opened = playbook
        .opening("zaak")
        .party("aanbieder", "A")
        .party("gemeenten", "B")
        .fact("einddatum", "2026-12-31".parse::<Date>().unwrap())
        .fact("kasweken", 10)
        .open(at("2026-02-02T09:00:00Z"));
    let Ok((mut case, _)) = opened else { return };
    let by = |event: Event| event.id("een").by("aanbieder", "A");
    let events = [
        by(Event::complete("plan")),
        by(Event::signal("cijfers").with("kasweken", 3)).id("twee"),
        by(Event::answer("akkoord", "nee")).id("drie").by("gemeente", "B"),
        by(Event::signal("faillissement")).id("vier"),
    ];
    for (month, event) in (3..).zip(events) {
        let _ = case.apply(at(&format!("2026-{month:02}-02T09:00:00Z")), event);
        let _ = case.next_deadline();
    }
    let _ = case.advance(at("2028-03-02T09:00:00Z"));
}

#[test]
fn messages_exist_in_both_languages() {
    let errors = [
        refused(b""),
        refused(b"{}"),
        refused(&changed(|envelope| envelope["version"] = 9.into())),
        refused(&changed(|envelope| envelope["format"] = "x".into())),
        refused(&changed(|envelope| envelope["sum"] = "0".repeat(64).into())),
        refused(&changed(|envelope| envelope["hash"] = "0".repeat(64).into())),
    ];
    for error in errors {
        let (text, remedy) = (error.text(), error.remedy());
        assert!(!text.nl.is_empty() && text.nl != text.en, "{text:?}");
        assert_eq!(error.to_string(), format!("{}; {}", text.en, remedy.en));
    }
}

#[test]
fn a_calendar_that_cannot_be_is_refused_by_the_name_of_its_entry() {
    const SOURCE: &str = r#"draaiboek klein "Klein"
versie "1"
geldig vanaf 2026-01-01
tijdzone "Europe/Amsterdam"
kalender rijk { open 09:00 tot 17:00 ; werkdag goede vrijdag }
rol gemeente
rol toezicht, kalender rijk
stap melden {
    regie gemeente
    taak bellen door gemeente binnen 2 werkdagen
    taak toets door toezicht binnen 2 kantooruren
    te laat -> gesloten
}
einde gesloten
"#;
    let machine = compile(SOURCE);
    let tables: Value = serde_json::from_str(&machine.to_wire().unwrap()).unwrap();
    let with = |place: &str, value: Value| {
        let mut tables = tables["machine"].clone();
        *tables.pointer_mut(place).expect("a place") = value;
        let found = forge(tables).expect_err("refused");
        assert!(!found.is_empty(), "it can be read");
        found.iter().map(|it| it.text().nl.clone()).collect::<Vec<_>>().join("; ")
    };
    assert!(forge(tables["machine"].clone()).is_ok());
    let closing = |first: &str, last: &str, name: &str| serde_json::json!([{ "first": first, "last": last, "name": name }]);
    let (own, rijk) = ("/playbook/header/calendar", "/playbook/calendars/0/calendar");
    let shut = || closing("2026-12-01", "2028-02-01", "Verbouwing");
    let said = with(&format!("{own}/closed"), shut());
    assert_eq!(said, "`calendar[0]`: `Verbouwing` laat in 2027 geen enkele werkdag over");
    let said = with(&format!("{rijk}/closed"), shut());
    assert!(said.contains("`calendars[0]`: `Verbouwing` laat in 2027"), "{said}");
    let said = with(&format!("{rijk}/closed"), closing("2026-04-02", "2026-04-04", "Pasen"));
    assert!(said.contains("`Pasen` sluit 2026-04-03"), "{said}");
    let said = with(&format!("{own}/closed"), closing("2026-04-02", "2026-04-01", "Om"));
    assert!(said.contains("`Om` eindigt op 2026-04-01"), "{said}");
    let said = with(&format!("{rijk}/open/0/until"), 1441.into());
    assert!(said.contains("open op maandag van minuut 540 tot 1441"), "{said}");
    let said = with(&format!("{rijk}/open"), serde_json::json!([]));
    assert!(said.contains("`calendars[0]`: telt kantooruren, maar is nooit open"), "{said}");
    let said = with("/playbook/roles/1/calendar", 7.into());
    assert!(said.contains("`roles[1]` verwijst naar `calendars[7]`"), "{said}");
    let said = with("/playbook/header/zone", "Mars/Olympus".into());
    assert_eq!(said, "tijdzone `Mars/Olympus` bestaat niet");
}
