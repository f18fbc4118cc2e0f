//! Items that go together, as a host sees them.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at what it does not expect"
)]

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Block, EffectKind, ItemEffect, State};
use draaiboek::journal::{SnapshotError, read_snapshot, write_snapshot};
use draaiboek::{Case, Event, Playbook, Step, canon};
use serde_json::{Value, json};

const SOURCE: &str = include_str!("corpus/scenario/gezinnen-gaan-samen.draaiboek");

fn now() -> Timestamp {
    Timestamp::from_micros(1_772_442_000_000_000).expect("March 2026")
}

fn tell(case: &mut Case, id: &str, event: Event) -> Step {
    match case.apply(now(), event.id(id)) {
        Ok(step) => step,
        Err(refusal) => panic!("{id}: {refusal}"),
    }
}

/// Three youths of one family, of which two can go; the step in which the second is asked to.
fn two_of_three() -> (Case, Step) {
    let playbook = Playbook::compile(SOURCE).expect("a playbook");
    let opening = playbook.opening("casus").party("aanbieder", "Zorg A").party("gemeente", "B");
    let (mut case, _) = opening.open(now()).expect("opens");
    for id in ["k1", "k2", "k3"] {
        tell(&mut case, &format!("in {id}"), Event::enrol("kind", id).with("gezin", "De Boer"));
        let bound = Event::bind("ontvanger", "Zorg X").about(id);
        tell(&mut case, &format!("bind {id}"), bound);
    }
    let mut last = None;
    for id in ["k1", "k2"] {
        tell(&mut case, &format!("ask {id}"), Event::offer(id, "kandidaat", "Zorg X"));
        let accepts = Event::signal("toezegging").about(id).by("kandidaat", "Zorg X");
        tell(&mut case, &format!("yes {id}"), accepts);
        let go = Event::signal("meteen").about(id).by("gemeente", "B");
        last = Some(tell(&mut case, &format!("go {id}"), go));
    }
    (case, last.expect("two"))
}

#[test]
fn who_waits_for_whom_and_why_is_told_and_can_be_asked() {
    let (mut case, step) = two_of_three();
    assert_eq!(case.goes_with("k1"), ["k2", "k3"]);
    let waits = step.effects().find_map(|effect| match effect.kind() {
        EffectKind::Item(ItemEffect::Waits { waiting, blocked, .. }) => {
            Some((waiting.clone(), blocked.clone(), effect.text()))
        }
        _ => None,
    });
    let (waiting, blocked, text) = waits.expect("they wait");
    assert_eq!(waiting, ["k1", "k2"]);
    assert_eq!(blocked, [("k3".to_owned(), Block::NotAsked)]);
    assert!(text.nl.contains("zorg van k1 en k2 wacht, want zij gaan samen"), "{}", text.nl);
    assert!(text.nl.contains("k3 (overgang niet opgedragen)"), "{}", text.nl);
    assert!(text.en.contains("for k3 (no move was ordered)"), "{}", text.en);

    let asked = case.waits_for("k1");
    let together = asked.iter().find(|it| it.text.nl.contains("gaat samen over")).expect("k3");
    assert!(together.text.nl.ends_with("wacht op k3 (overgang niet opgedragen)"));
    assert!(case.waits_for("k3").iter().all(|it| !it.text.nl.contains("samen")));

    let ground = "Blijft bij het pleeggezin";
    let step = tell(&mut case, "split", Event::split("k3", ground));
    let moved = |effect: &draaiboek::Effect<'_>| {
        matches!(effect.kind(), EffectKind::Item(ItemEffect::Moved { .. }))
    };
    assert_eq!(step.effects().filter(moved).count(), 2);
    assert_eq!(case.goes_with("k1"), ["k2"]);
    assert!(case.goes_with("k3").is_empty() && case.goes_with("k9").is_empty());
    let third = case.items().into_iter().find(|item| item.id == "k3").expect("k3");
    assert_eq!(third.apart.expect("split off").ground, ground);
    assert_eq!(third.care.expect("held").party, "Zorg A");
}

fn set_members(state: &mut Value, which: &str, list: &[u32]) {
    state["registers"][0]["groups"][0][1][which] = json!(list);
}

#[test]
fn an_index_of_groups_that_is_not_what_the_items_say_is_refused() {
    let (case, _) = two_of_three();
    let machine = case.machine();
    let snapshot = write_snapshot(case.state()).expect("a snapshot");
    let forge = |change: &dyn Fn(&mut Value)| {
        let mut json: Value = serde_json::from_str(&snapshot).expect("JSON");
        change(&mut json["state"]);
        let state: State = serde_json::from_value(json["state"].clone()).expect("a state");
        json["sum"] = serde_json::to_value(canon::hash_full(&state).expect("canonical")).unwrap();
        read_snapshot(machine, json.to_string().as_bytes())
    };
    assert!(forge(&|_| {}).is_ok());
    let members = |list: &'static [u32]| move |state: &mut Value| set_members(state, "all", list);
    let leaving =
        |list: &'static [u32]| move |state: &mut Value| set_members(state, "leaving", list);
    let changes: [&dyn Fn(&mut Value); 9] = [
        &|state| state["registers"][0]["groups"] = json!([]),
        &members(&[0, 1]),
        &members(&[0, 1, 2, 7]),
        &leaving(&[0]),
        &leaving(&[0, 1, 2]),
        &leaving(&[0, 1, 7]),
        &|state| {
            let none = json!([vec![1; 16], { "all": [], "leaving": [] }]);
            state["registers"][0]["groups"].as_array_mut().unwrap().push(none);
        },
        &|state| state["items"][1]["group"] = Value::Null,
        &|state| state["items"][1]["apart"] = json!({ "at": 0, "seq": 1, "ground": "x" }),
    ];
    for (at, change) in changes.iter().enumerate() {
        assert_eq!(forge(change).expect_err("forged"), SnapshotError::Unsound, "change {at}");
    }
}

#[test]
fn enrolling_into_a_large_group_costs_what_it_does_into_a_small_one() {
    let playbook = Playbook::compile(SOURCE).expect("a playbook");
    let opening = playbook.opening("casus").party("aanbieder", "Zorg A").party("gemeente", "B");
    let (mut case, _) = opening.open(now()).expect("opens");
    let mut enrol = |numbers: std::ops::Range<u32>| {
        allocation_counter::measure(|| {
            for no in numbers {
                let event = Event::enrol("kind", format!("k{no:05}")).with("gezin", "De Boer");
                tell(&mut case, &format!("in {no}"), event);
            }
        })
        .bytes_total
    };
    let small = enrol(0..100);
    enrol(100..9900);
    let large = enrol(9900..10_000);
    assert!(large < small * 2, "{large} bytes beside {small}");
}
