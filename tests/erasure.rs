//! What was erased is nowhere any more, and the journal is whole.
#![cfg(feature = "language")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test may fail by panicking"
)]

use draaiboek::canon::{self, Hash};
use draaiboek::engine::{Entry, Fault, Known, Outcome, Recorded, Snapshot, State};
use draaiboek::journal::{Damage, Flaw, Journal, redact, replay, verify};
use draaiboek::value::Value;
use draaiboek::{Case, Event};
use lived::{Lived, Op, at, playbook, salt, secrets};
use proptest::collection::vec;
use proptest::prelude::*;

#[path = "erasure/lived.rs"]
mod lived;

const FACTS: [&str; 6] = ["reden", "bedrag_pp", "herhaling", "dossier", "ernstig", "uiterste"];

fn bytes(state: &State) -> Vec<u8> {
    canon::full(state).unwrap()
}

fn ops(many: usize) -> impl Strategy<Value = Vec<Op>> {
    let op = (any::<u8>(), any::<u8>(), 0..400_u16);
    vec(op.prop_map(|(kind, of, later)| Op { kind, of, later }), many)
}

/// Everything that a host keeps of a case.
fn kept(case: &Case, journal: &Journal) -> String {
    let state = format!(
        "{:?}",
        canon::full(case.state()).map(|it| String::from_utf8_lossy(&it).into_owned())
    );
    format!("{}\n{}\n{state}\n{:?}", case.snapshot().unwrap(), journal.to_text(), case.state())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_is_left_and_everything_goes_on(
        before in ops(60),
        between in ops(10),
        after in ops(15),
        items in 0..4_u8,
    ) {
        let mut lived = Lived::open();
        for item in 0..3 {
            lived.act(Op { kind: 7, of: item, later: 1 });
        }
        before.iter().for_each(|op| lived.try_act(*op));
        let told = kept(&lived.case, &lived.journal);
        prop_assert!(secrets(0).iter().any(|secret| told.contains(secret)));
        lived.erase(None, &FACTS);
        for item in ["k0", "k1", "k2"] {
            if lived.case.state().item_no(item).is_some() {
                lived.erase(Some(item), &[]);
            }
        }
        let (machine, whole) = (playbook().machine(), lived.journal.clone());
        lived.journal.redact(machine).unwrap();
        let left = kept(&lived.case, &lived.journal);
        let all = (0..=255).flat_map(secrets);
        let found: Vec<String> = all.filter(|secret| left.contains(secret)).collect();
        prop_assert!(found.is_empty(), "{found:?} is left in\n{left}");
        goes_on(&mut lived, whole, &after)?;
        // Once more: of what was said since, and of one item only.
        between.iter().for_each(|op| lived.try_act(*op));
        if items < 3 && lived.case.state().item_no(&format!("k{items}")).is_some() {
            lived.erase(Some(&format!("k{items}")), &["naam", "letter"]);
        }
        let whole = lived.journal.clone();
        lived.journal.redact(machine).unwrap();
        goes_on(&mut lived, whole, &after)?;
    }
}

/// The redacted journal leads where the whole one leads, and on.
fn goes_on(lived: &mut Lived, whole: Journal, after: &[Op]) -> Result<(), TestCaseError> {
    let machine = playbook().machine();
    prop_assert_eq!(whole.head(), lived.journal.head());
    verify(lived.entries(), machine.hash()).unwrap();
    let text = Journal::from_text(lived.journal.to_text().as_bytes()).unwrap();
    prop_assert_eq!(&text, &lived.journal);
    let hashes = |journal: &Journal| journal.entries().iter().map(|it| it.hash).collect::<Vec<_>>();
    prop_assert_eq!(hashes(&whole), hashes(&lived.journal));
    let now = bytes(lived.case.state());
    prop_assert!(bytes(&lived.journal.replay(machine).unwrap()) == now);
    if let Ok(state) = whole.replay(machine) {
        prop_assert!(bytes(&state) == now);
    }
    let mut again = playbook().replay(&lived.journal).unwrap();
    for (at, event) in &lived.said {
        let told = again.apply(*at, event.clone());
        let told = told.map(|step| step.outcome());
        prop_assert!(matches!(told, Ok(Outcome::Duplicate { .. })), "{:?} of {:?}", told, event);
    }
    prop_assert!(bytes(again.state()) == now);
    after.iter().for_each(|op| lived.try_act(*op));
    let mut other =
        Lived { case: again, journal: lived.journal.clone(), said: vec![], now: lived.now };
    let from = other.entries().iter().filter(|it| it.seq <= other.case.state().seq()).count();
    let tail = other.journal.entries()[from..].to_vec();
    other.case = other.case.resume(&tail).unwrap();
    prop_assert!(bytes(other.case.state()) == bytes(lived.case.state()));
    Ok(())
}

/// A case of which two things were erased, and its journal before and after redaction.
fn erased() -> (Lived, Journal) {
    let mut lived = Lived::open();
    let report = Event::signal("melding").by("regio", "Regio").with("reden", "geheim");
    assert!(lived.apply(report.with("ernstig", true).salted(|fact| salt(1, fact))));
    assert!(lived.act(Op { kind: 7, of: 0, later: 1 }));
    lived.erase(Some("k0"), &["naam"]);
    assert!(lived.apply(Event::update("k0").with_salted("letter", 7, salt(2, "letter"))));
    lived.erase(None, &[]);
    assert!(lived.act(Op { kind: 4, of: 3, later: 1 }));
    let whole = lived.journal.clone();
    lived.journal.redact(playbook().machine()).unwrap();
    (lived, whole)
}

#[test]
fn what_was_erased_is_told_apart_from_what_was_never_stated() {
    let (lived, _) = erased();
    let case = &lived.case;
    let (now, opened) = (lived.now, at("2026-06-01T08:00:00Z"));
    for fact in ["reden", "ernstig"] {
        assert_eq!(case.value(fact), None, "not even its default");
        assert!(case.is_erased(None, fact) && case.was_erased(fact, now, Known::At(now)));
        assert_eq!(case.value_as_of(fact, now, Known::At(now)), None);
    }
    assert!(case.was_erased("reden", opened, Known::At(opened)), "also of what was known before");
    assert!(!case.was_erased("ernstig", opened, Known::Entry(1)));
    assert_eq!(case.value_as_of("ernstig", opened, Known::Entry(1)), Some(Value::Truth(false)));
    assert!(!case.is_erased(None, "dossier") && !case.is_erased(None, "openbaar"));
    assert!(case.is_erased(Some("k0"), "naam") && !case.is_erased(Some("k0"), "letter"));
    assert!(!case.is_erased(Some("k9"), "naam") && !case.is_erased(None, "naam"));
    let seen = case.facts_for("regio").unwrap();
    let reason = seen.iter().find(|seen| seen.fact == "reden").unwrap();
    assert!(reason.erased && reason.value.is_none());
}

#[test]
fn damage_in_a_redacted_journal_is_named() {
    let (lived, _) = erased();
    let machine = playbook().machine();
    let entries = lived.entries();
    let redacted = entries.iter().position(|it| it.seq == 2).unwrap();
    let damage = |entries: &[Entry]| {
        let damage = replay(machine, "casus-1", entries).unwrap_err();
        assert_eq!(verify(entries, machine.hash()).unwrap_err(), damage);
        match damage {
            Damage::Entry { entry, flaw } => (entry, flaw),
            other => panic!("{other} names no entry"),
        }
    };
    let mut changed = entries.to_vec();
    let Recorded::Said(input) = &mut changed[redacted].event else { panic!("a signal") };
    let fields = input.kind.fields_mut().unwrap();
    assert!(fields[0].is_erased() && fields[1].is_erased());
    fields[0].value = Value::Text(Hash::of(b"iets anders").to_string());
    assert_eq!(damage(&changed), (2, Flaw::Hash));
    let mut swapped = entries.to_vec();
    swapped.swap(1, 2);
    assert_eq!(damage(&swapped), (2, Flaw::Sequence { found: 3 }));
    let mut missing = entries.to_vec();
    missing.remove(1);
    assert_eq!(damage(&missing), (2, Flaw::Sequence { found: 3 }));
}

#[test]
fn a_forged_snapshot_is_refused() {
    let (lived, whole) = erased();
    let machine = playbook().machine();
    for journal in [&lived.journal, &whole] {
        let at = journal.entries().iter().rposition(|it| matches!(it.event, Recorded::Erased(..)));
        let mut entries = journal.entries().to_vec();
        let entry = &mut entries[at.unwrap()];
        let Recorded::Erased(_, snapshot) = &mut entry.event else { panic!("an erasure") };
        let Snapshot::State(state) = &snapshot else { panic!("the last keeps its state") };
        let mut other = serde_json::to_value(state).unwrap();
        other["level"] = 0.into();
        other["visit_count"] = 99.into();
        *snapshot = Snapshot::State(serde_json::from_value(other).unwrap());
        let seq = entry.seq;
        let damage = replay(machine, "casus-1", &entries).unwrap_err();
        assert_eq!(damage, Damage::Entry { entry: seq, flaw: Flaw::Hash });
    }
}

#[test]
fn without_the_last_snapshot_nothing_can_go_on() {
    let (lived, _) = erased();
    let machine = playbook().machine();
    let last = lived.entries().iter().rposition(|it| matches!(it.event, Recorded::Erased(..)));
    let until = &lived.entries()[..last.unwrap()];
    verify(until, machine.hash()).unwrap();
    let damage = replay(machine, "casus-1", until).unwrap_err();
    assert!(matches!(damage, Damage::Entry { flaw: Flaw::Erased, .. }), "{damage:?}");
    let other = replay(machine, "casus-2", lived.entries()).unwrap_err();
    assert!(matches!(other, Damage::Entry { flaw: Flaw::Snapshot, .. }), "{other:?}");
}

#[test]
fn redacting_twice_or_in_two_goes_is_the_same() {
    let (lived, whole) = erased();
    let machine = playbook().machine();
    let mut twice = lived.entries().to_vec();
    redact(machine, &mut twice).unwrap();
    assert_eq!(twice, lived.entries());
    let first = whole.entries().iter().position(|it| matches!(it.event, Recorded::Erased(..)));
    let mut parts = whole.entries().to_vec();
    redact(machine, &mut parts[..=first.unwrap()]).unwrap();
    let halfway = replay(machine, "casus-1", &parts).unwrap();
    assert_eq!(bytes(&halfway), bytes(lived.case.state()));
    redact(machine, &mut parts).unwrap();
    assert_eq!(parts, lived.entries());
}

#[test]
fn personal_values_without_a_salt_are_refused_wherever_they_are_stated() {
    let mut lived = Lived::open();
    assert!(lived.act(Op { kind: 7, of: 0, later: 1 }));
    let now = lived.now;
    let by = |event: Event| event.by("regio", "Regio");
    let events = [
        by(Event::signal("melding")).with("reden", "x"),
        by(Event::signal("melding")).with_salted("reden", "x", [0; 16]),
        Event::correct("Tikfout").with("reden", "x"),
        Event::enrol("kind", "k5").held_by("woonplaats", "Arnhem").with("naam", "x"),
        Event::update("k0").with("naam", "x"),
        Event::erase_all("Verzoek", [0; 16]),
        Event::correct("Tikfout").with_salted("openbaar", 3, [0; 16]),
    ];
    for (at, event) in events.into_iter().enumerate() {
        let refused = lived.case.apply(now, event.id(format!("e{at}"))).unwrap_err();
        assert!(matches!(refused.faults[..], [Fault::NoSalt(_)]), "{at}: {refused:?}");
        let text = refused.text(playbook().machine());
        assert!(text.nl.contains("zout") && text.en.contains("salt"), "{text:?}");
    }
    let opening = playbook().opening("casus-2").party("regio", "Regio").fact("reden", "x");
    assert!(opening.open(now).is_err());
    let others = ["openbaar", "onbekend", "naam"];
    for (at, fact) in others.into_iter().enumerate() {
        let event = Event::erase([fact], "Verzoek", [1; 16]).id(format!("o{at}"));
        assert!(lived.case.apply(now, event).is_err(), "{fact}");
    }
    let blank = Event::erase(["reden"], " ", [1; 16]).id("leeg");
    assert!(lived.case.apply(now, blank).is_err());
}

#[test]
fn a_closed_case_and_a_withdrawn_item_can_be_erased() {
    let mut lived = Lived::open();
    assert!(lived.act(Op { kind: 7, of: 0, later: 1 }));
    assert!(lived.apply(Event::withdraw("k0", "Verhuisd")));
    lived.erase(Some("k0"), &[]);
    assert!(lived.case.is_erased(Some("k0"), "naam"));
    assert!(lived.act(Op { kind: 15, of: 60, later: 1 }));
    assert!(lived.act(Op { kind: 15, of: 99, later: 1 }));
    assert!(matches!(lived.case.state().phase(), draaiboek::engine::Phase::Closed(_)));
    lived.erase(None, &["reden"]);
    assert!(lived.case.is_erased(None, "reden"));
    let whole = lived.journal.clone();
    lived.journal.redact(playbook().machine()).unwrap();
    assert_eq!(whole.replay(playbook().machine()).unwrap(), *lived.case.state());
    assert_eq!(lived.journal.replay(playbook().machine()).unwrap(), *lived.case.state());
}

#[test]
fn a_delivery_again_with_another_salt_is_other_content() {
    let mut lived = Lived::open();
    let event = |of| {
        let event = Event::signal("melding").by("regio", "Regio").id("m").at(lived_at());
        event.with_salted("reden", "x", salt(of, "reden"))
    };
    fn lived_at() -> draaiboek::calendar::Timestamp {
        at("2026-06-01T08:00:00Z")
    }
    lived.case.apply(lived.now, event(1)).unwrap();
    assert!(lived.case.apply(lived.now, event(1)).is_ok());
    let refused = lived.case.apply(lived.now, event(2)).unwrap_err();
    assert_eq!(refused.faults, [Fault::IdReused]);
    let erasure = |of| Event::erase_all("Verzoek", [of; 16]).id("w").at(lived_at());
    lived.case.apply(lived.now, erasure(1)).unwrap();
    let again = lived.case.apply(lived.now, erasure(2)).unwrap();
    assert!(matches!(again.outcome(), Outcome::Duplicate { .. }));
}
