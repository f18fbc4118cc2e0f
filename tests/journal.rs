//! Journals and snapshots: replay gives the same bytes, damage is named.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    unreachable_pub,
    dead_code,
    reason = "helpers of tests may fail as tests do"
)]

#[path = "support/fragment.rs"]
mod fragment;

use draaiboek::canon::{self, Hash};
use draaiboek::diagnostic::Text;
use draaiboek::engine::{Entry, Recorded, State, step};
use draaiboek::journal::{
    Damage, Flaw, Journal, SnapshotError, read_snapshot, replay, resume, verify, write_snapshot,
};
use draaiboek::machine::Machine;
use draaiboek::{ErrorKind, Event, Playbook};
use fragment::{advance, answer, done, figures, hour, opening, round};

/// A case that goes round once, forgets its plan, and ends: with what fell due and what was said.
fn lived(machine: &Machine) -> (Journal, State) {
    let mut state = State::new(machine, "casus 1");
    let mut journal = Journal::new(machine, "casus 1");
    let mut inputs = vec![(hour(-24), opening(hour(-24), 3))];
    inputs.extend(round(0));
    inputs.push((hour(1_000), figures("opnieuw", hour(990), 8)));
    inputs.push((hour(2_000), advance(hour(2_000))));
    inputs.push((hour(2_001), done("klaar", hour(2_001), "overdragen")));
    for (now, input) in inputs {
        let step = step(machine, &mut state, now, input).unwrap();
        journal.append(&step.entries).unwrap();
    }
    (journal, state)
}

fn bytes(state: &State) -> Vec<u8> {
    canon::full(state).unwrap()
}

fn entry(damage: Damage) -> (u64, Flaw) {
    match damage {
        Damage::Entry { entry, flaw } => (entry, flaw),
        other => panic!("{other} names no entry"),
    }
}

#[test]
fn replay_at_every_split_gives_the_same_bytes() {
    let machine = fragment::machine();
    let (journal, lived) = lived(&machine);
    let due = journal.entries().iter().filter(|entry| entry.event == Recorded::Due).count();
    assert!(due >= 3 && journal.entries().len() >= due + 7, "{:#?}", journal.entries());
    let again = journal.replay(&machine).unwrap();
    assert_eq!(bytes(&again), bytes(&lived));
    for split in 0..=journal.entries().len() {
        let (before, after) = journal.entries().split_at(split);
        let half = replay(&machine, "casus 1", before).unwrap();
        let snapshot = write_snapshot(&half).unwrap();
        let read = read_snapshot(&machine, snapshot.as_bytes()).unwrap();
        assert_eq!(bytes(&read), bytes(&half), "snapshot after entry {split}");
        let whole = resume(&machine, read, after).unwrap();
        assert_eq!(bytes(&whole), bytes(&lived), "split after entry {split}");
    }
}

#[test]
fn an_input_that_came_too_late_does_so_again() {
    let machine = fragment::machine();
    let mut state = State::new(&machine, "x");
    let mut entries = Vec::new();
    for (now, input) in [
        (hour(0), opening(hour(0), 0)),
        (hour(1), figures("laag", hour(1), 9)),
        (hour(2), done("plan", hour(2), "herstelplan")),
        (hour(1_000), answer("oordeel", hour(1_000), "ja")),
    ] {
        entries.extend(step(&machine, &mut state, now, input).unwrap().entries);
    }
    let seen: Vec<u64> = entries.iter().map(|entry| entry.seen).collect();
    assert_eq!(seen, [0, 1, 2, 3, 3], "the answer was understood before the decision ended");
    assert_eq!(bytes(&replay(&machine, "x", &entries).unwrap()), bytes(&state));
    let within = replay(&machine, "x", &entries[..4]).unwrap();
    let damage = resume(&machine, within, &entries[4..]).unwrap_err();
    assert_eq!(entry(damage), (5, Flaw::Split), "no host ever sees a state within a call");
}

#[test]
fn reordered_repeated_and_missing_entries_are_named() {
    let machine = fragment::machine();
    let (journal, _) = lived(&machine);
    let whole = journal.entries();
    let named = |entries: &[Entry]| {
        let damage = verify(entries, machine.hash()).unwrap_err();
        assert_eq!(replay(&machine, "casus 1", entries).unwrap_err(), damage);
        entry(damage)
    };
    for at in 0..whole.len() - 1 {
        let number = at as u64 + 1;
        let mut swapped = whole.to_vec();
        swapped.swap(at, at + 1);
        assert_eq!(named(&swapped), (number, Flaw::Sequence { found: number + 1 }));
        let mut repeated = whole.to_vec();
        repeated.insert(at, whole[at].clone());
        assert_eq!(named(&repeated), (number + 1, Flaw::Sequence { found: number }));
        let mut missing = whole.to_vec();
        missing.remove(at);
        assert_eq!(named(&missing), (number, Flaw::Sequence { found: number + 1 }));
        let mut renumbered = missing;
        for (entry, seq) in renumbered.iter_mut().zip(1..) {
            entry.seq = seq;
        }
        assert_eq!(named(&renumbered), (number, Flaw::Link));
    }
}

#[test]
fn changed_entries_are_named() {
    let machine = fragment::machine();
    let (journal, _) = lived(&machine);
    type Change = fn(&mut Entry);
    let changes: [(Change, Flaw); 4] = [
        (|entry| entry.at = entry.at.add_seconds(1).unwrap(), Flaw::Hash),
        (|entry| entry.event = Recorded::Said(figures("vals", entry.at, 99)), Flaw::Hash),
        (|entry| entry.hash = Hash::ZERO, Flaw::Hash),
        (|entry| entry.previous = Hash::ZERO, Flaw::Link),
    ];
    for at in 0..journal.entries().len() {
        for (change, flaw) in &changes {
            let mut entries = journal.entries().to_vec();
            change(&mut entries[at]);
            let damage = verify(&entries, machine.hash()).unwrap_err();
            assert_eq!(entry(damage.clone()), (at as u64 + 1, flaw.clone()));
            assert_eq!(replay(&machine, "casus 1", &entries).unwrap_err(), damage);
        }
    }
}

#[test]
fn append_takes_only_what_follows() {
    let machine = fragment::machine();
    let (journal, _) = lived(&machine);
    let mut other = Journal::new(&machine, "casus 1");
    let (first, rest) = journal.entries().split_at(2);
    assert_eq!(entry(other.append(rest).unwrap_err()).0, 1);
    other.append(first).unwrap();
    assert_eq!(entry(other.append(first).unwrap_err()).0, 3);
    other.append(rest).unwrap();
    assert_eq!((other.head(), &other), (journal.head(), &journal));
}

#[test]
fn a_chain_forged_by_hand_is_no_replay() {
    let machine = fragment::machine();
    let (mut state, mut forged) = (State::new(&machine, "x"), State::new(&machine, "x"));
    let opened = step(&machine, &mut state, hour(0), opening(hour(0), 0)).unwrap();
    step(&machine, &mut forged, hour(0), opening(hour(0), 0)).unwrap();
    let low = step(&machine, &mut state, hour(1), figures("a", hour(1), 9)).unwrap();
    let mut said = low.entries[0].clone();
    assert_eq!(replay(&machine, "x", &[opened.entries[0].clone(), said.clone()]).unwrap(), state);
    said.event = Recorded::Due;
    let damage = replay(&machine, "x", &[opened.entries[0].clone(), said]).unwrap_err();
    assert_eq!(entry(damage), (2, Flaw::Hash));
}

#[test]
fn the_text_of_a_journal_comes_back() {
    let machine = fragment::machine();
    let (journal, _) = lived(&machine);
    let text = journal.to_text();
    assert_eq!(text.lines().count(), journal.entries().len() + 2);
    assert_eq!(Journal::from_text(text.as_bytes()).unwrap(), journal);
    let empty = Journal::new(&machine, "leeg");
    assert_eq!(Journal::from_text(empty.to_text().as_bytes()).unwrap(), empty);
}

#[test]
fn no_flipped_bit_of_a_journal_passes_unseen() {
    let machine = fragment::machine();
    let (journal, _) = lived(&machine);
    let text = journal.to_text().into_bytes();
    let lines: Vec<usize> = text.split(|b| *b == b'\n').map(<[u8]>::len).collect();
    for at in 0..text.len() {
        let mut damaged = text.clone();
        damaged[at] ^= 1 << (at % 8);
        match Journal::from_text(&damaged).unwrap_err() {
            Damage::Entry { entry, .. } if at > lines[0] => {
                let line = entry as usize;
                let start: usize = lines[..line].iter().map(|length| length + 1).sum();
                assert!((start..=start + lines[line]).contains(&at), "byte {at} is not in {entry}");
            }
            _ => {}
        }
    }
}

#[test]
fn a_cut_off_journal_says_after_which_entry() {
    let machine = fragment::machine();
    let (journal, _) = lived(&machine);
    let text = journal.to_text();
    for at in 0..text.len() {
        let whole = text[..=at].matches('\n').count().saturating_sub(1) as u64;
        let damage = Journal::from_text(&text.as_bytes()[..at]).err();
        if at + 1 == text.len() {
            assert_eq!(damage, None, "only the last line end is missing");
        } else {
            assert_eq!(damage, Some(Damage::Cut { after: whole }), "cut at byte {at}");
        }
    }
}

#[test]
fn text_of_another_kind_or_version_is_refused() {
    let machine = fragment::machine();
    let text = Journal::new(&machine, "x").to_text();
    let read = |text: String| Journal::from_text(text.as_bytes()).unwrap_err();
    assert_eq!(
        read(text.replace(r#""version":1"#, r#""version":2"#)),
        Damage::Version { found: 2 }
    );
    let other = Damage::Format { found: "draaiboek-machine".into() };
    assert_eq!(read(text.replace("draaiboek-journal", "draaiboek-machine")), other);
    let extra = text.replace(r#""version":1"#, r#""version":1,"extra":0"#);
    assert!(matches!(read(extra), Damage::Line { line: 1, .. }));
    assert!(matches!(read(text.clone() + "\n"), Damage::Line { line: 3, .. }));
    assert_eq!(read(text.replace(r#""case":"x""#, r#""case":"y""#)), Damage::Sum);
    assert_eq!(Journal::from_text(b"").unwrap_err(), Damage::Cut { after: 0 });
}

#[test]
fn a_host_restores_a_case_from_a_snapshot_a_journal_or_both() {
    let playbook = Playbook::from(fragment::machine());
    let opening = playbook.opening("casus 1").party("aanbieder", "Zorg BV");
    let opening = opening.party("gemeente", "Utrecht").party("toezichthouder", "NZa");
    let (mut case, opened) = opening.open(hour(0)).unwrap();
    let mut journal = Journal::new(playbook.machine(), "casus 1");
    journal.append(opened.entries()).unwrap();
    let early = case.snapshot().unwrap();
    let low = Event::signal("cijfers").id("laag").by("aanbieder", "Zorg BV").with("kasweken", 9);
    let plan = Event::complete("herstelplan").id("plan").by("aanbieder", "Zorg BV");
    for (now, event) in [(hour(1), low), (hour(400), plan)] {
        journal.append(case.apply(now, event).unwrap().entries()).unwrap();
    }
    let late = case.snapshot().unwrap();
    assert_eq!(playbook.replay(&journal).unwrap().snapshot().unwrap(), late);
    let restored = playbook.restore(early.as_bytes()).unwrap();
    let resumed = restored.clone().resume(&journal.entries()[1..]).unwrap();
    assert_eq!(resumed.snapshot().unwrap(), late);
    let refused = restored.resume(&journal.entries()[2..]).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Journal);
    assert_eq!(refused.text().nl, "journaalregel 2 draagt nummer 3");
    let damaged = early.replacen("casus 1", "casus 2", 1);
    let refused = playbook.restore(damaged.as_bytes()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Snapshot);
}

/// Of everything that can be wrong: what, and what to do about it, in both languages.
#[test]
fn what_is_told_of_damage_says_what_to_do() {
    let (found, version) = (|| "iets".to_owned(), 9);
    let snapshots = [
        SnapshotError::Truncated,
        SnapshotError::Shape { detail: "expected value at line 1 column 2".to_owned() },
        SnapshotError::Format { found: found() },
        SnapshotError::Version { found: version },
        SnapshotError::Sum,
        SnapshotError::OtherMachine,
        SnapshotError::Unsound,
    ];
    let flaws = [
        Flaw::Sequence { found: 5 },
        Flaw::Link,
        Flaw::Hash,
        Flaw::Time,
        Flaw::Differs,
        Flaw::Split,
        Flaw::NoSalt,
        Flaw::Erased,
        Flaw::Snapshot,
    ];
    let journals = [
        Damage::OtherMachine,
        Damage::Cut { after: 3 },
        Damage::Line { line: 4, detail: "expected value at line 1 column 2".to_owned() },
        Damage::Format { found: found() },
        Damage::Version { found: version },
        Damage::Sum,
    ];
    let entries = flaws.map(|flaw| Damage::Entry { entry: 4, flaw });
    let told = |text: Text, remedy: Text| {
        format!("{}; {}\n{}; {}\n", text.nl, remedy.nl, text.en, remedy.en)
    };
    let snapshots = snapshots.iter().map(|it| told(it.text(), it.remedy()));
    let journals = journals.iter().chain(&entries).map(|it| told(it.text(), it.remedy()));
    let all: Vec<_> = snapshots.chain(journals).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_salted_value_is_in_the_chain_as_its_commitment() {
    let machine = fragment::machine();
    let run = |salt: Option<[u8; 16]>, weeks: i64| {
        let mut state = State::new(&machine, "x");
        step(&machine, &mut state, hour(0), opening(hour(0), 0)).unwrap();
        let mut input = figures("a", hour(1), weeks);
        if let draaiboek::engine::InputKind::Signal { fields, .. } = &mut input.kind {
            fields[0].salt = salt;
        }
        step(&machine, &mut state, hour(1), input).unwrap();
        state.head()
    };
    let heads = [run(None, 9), run(Some([1; 16]), 9), run(Some([2; 16]), 9), run(Some([1; 16]), 8)];
    for (at, head) in heads.iter().enumerate() {
        assert!(heads[..at].iter().all(|other| other != head), "{at} has the head of another");
    }
    assert_eq!(run(Some([1; 16]), 9), heads[1]);
}

#[test]
fn no_flipped_bit_of_a_snapshot_passes_unseen() {
    let machine = fragment::machine();
    let (_, state) = lived(&machine);
    let snapshot = write_snapshot(&state).unwrap().into_bytes();
    for at in 0..snapshot.len() {
        let mut damaged = snapshot.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(read_snapshot(&machine, &damaged).is_err(), "byte {at}");
        let cut = read_snapshot(&machine, &snapshot[..at]).unwrap_err();
        assert_eq!(cut, SnapshotError::Truncated, "cut at byte {at}");
    }
}

/// Snapshots whose sums are right and whose states cannot be.
#[test]
fn a_state_that_no_case_can_be_in_is_refused() {
    let machine = fragment::machine();
    let (_, state) = lived(&machine);
    let snapshot = write_snapshot(&state).unwrap();
    let forge = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut json: serde_json::Value = serde_json::from_str(&snapshot).unwrap();
        change(&mut json["state"]);
        let state: State = serde_json::from_value(json["state"].clone()).unwrap();
        json["sum"] = serde_json::to_value(canon::hash_full(&state).unwrap()).unwrap();
        read_snapshot(&machine, json.to_string().as_bytes())
    };
    assert_eq!(bytes(&forge(&|_| {}).unwrap()), bytes(&state));
    let changes: [&dyn Fn(&mut serde_json::Value); 9] = [
        &|state| state["level"] = 7.into(),
        &|state| state["own"]["active"][1] = 99.into(),
        &|state| state["obligations"][0]["duty"] = 99.into(),
        &|state| state["obligations"][0]["cause"] = serde_json::json!({ "Handler": 99 }),
        &|state| state["facts"][0]["current"] = 99.into(),
        &|state| state["own"]["visits"]["items"] = serde_json::json!([]),
        &|state| state["owed"] = serde_json::json!([0, 1, 2, 3, 4, 5, 99]),
        &|state| state["own"]["duties"]["items"][1]["done"] = 99.into(),
        &|state| {
            state["timers"] =
                serde_json::json!([{"at": 0, "order": 0, "item": null, "what": {"Role": 9}}])
        },
    ];
    for (at, change) in changes.iter().enumerate() {
        assert_eq!(forge(change).unwrap_err(), SnapshotError::Unsound, "change {at}");
    }
}

#[test]
fn a_snapshot_or_journal_of_another_machine_is_refused() {
    let machine = fragment::machine();
    let (journal, state) = lived(&machine);
    let mut tables = machine.playbook().clone();
    tables.header.version = "2".into();
    let other = Machine::new(tables, machine.exprs().clone(), machine.sources().clone()).unwrap();
    let snapshot = write_snapshot(&state).unwrap();
    let refused = read_snapshot(&other, snapshot.as_bytes()).unwrap_err();
    assert_eq!(refused, SnapshotError::OtherMachine);
    assert_eq!(journal.replay(&other).unwrap_err(), Damage::OtherMachine);
    let linked = replay(&other, "casus 1", journal.entries()).unwrap_err();
    assert_eq!(entry(linked), (1, Flaw::Link));
}
