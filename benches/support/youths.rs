//! Youths of the example of the language description, and what is said until they have a place.

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::value::{Document, Value};
use draaiboek::{Case, Event, Playbook};

pub(crate) const SOURCE: &str = include_str!("../../tests/corpus/example/geheel.draaiboek");

/// What is said until one youth has a place: a candidate, its acceptance, the choice.
pub(crate) fn placed(number: usize) -> Vec<(String, Event)> {
    let (item, party) = (id(number), "Stichting X");
    let on = Value::Date(Date::new(2027, 1, 18).unwrap());
    let events = [
        Event::offer(&item, "kandidaat", party),
        Event::complete("reactie").about(&item).by("kandidaat", party),
        Event::signal("toezegging").about(&item).by("kandidaat", party).with("overgang_op", on),
        Event::answer("keuze", "gekozen").about(&item).by("woonplaats", "Gemeente B"),
    ];
    let named = |(at, event)| (format!("{item}-{at}"), event);
    events.into_iter().enumerate().map(named).collect()
}

pub(crate) fn id(number: usize) -> String {
    format!("j{number}")
}

pub(crate) fn started(playbook: &Playbook, count: usize) -> Case {
    let mut case = opened(playbook);
    enrol(&mut case, count);
    start(&mut case);
    case
}

pub(crate) fn opened(playbook: &Playbook) -> Case {
    let opening = playbook.opening("casus").party("aanbieder", "Stichting A");
    let opening = opening.party("coordinator", "Gemeente B").party("curator", "Mr. C");
    opening.party("gemeenten", "Gemeente B").open(now()).unwrap().0
}

pub(crate) fn enrol(case: &mut Case, count: usize) {
    for number in 0..count {
        let youth = Event::enrol("jeugdige", id(number)).held_by("woonplaats", "Gemeente B");
        say(case, youth.with("verblijf", true), format!("in-{number}"));
    }
}

/// Up to the step in which a handover begins for every youth.
pub(crate) fn start(case: &mut Case) {
    let plan = Document { reference: "plan".into(), version: "1".into(), hash: "1".into() };
    let coordinator = |event: Event| event.by("coordinator", "Gemeente B");
    let agreed = |role: &str, party: &str| Event::answer("akkoord", "ja").by(role, party);
    let events = [
        Event::signal("faillissement_uitgesproken").by("curator", "Mr. C"),
        Event::complete("register").by("curator", "Mr. C"),
        coordinator(Event::complete("capaciteit")),
        coordinator(Event::complete("planstuk").with("plan", Value::Document(plan))),
        agreed("gemeente", "Gemeente B"),
        agreed("toezichthouder", "Nederlandse Zorgautoriteit"),
    ];
    for (at, event) in events.into_iter().enumerate() {
        say(case, event, format!("begin-{at}"));
    }
    assert!(case.is_in("uitvoeren"));
}

/// From where handovers begin until every youth has a place and the case is closed; how many
/// events it took, those of `started` too.
pub(crate) fn all_placed(case: &mut Case) -> usize {
    let count = case.state().items().len();
    let coordinator = |event: Event| event.by("coordinator", "Gemeente B");
    let mut events: Vec<(String, Event)> = (0..count).flat_map(placed).collect();
    events.push(("ouders".into(), coordinator(Event::complete("ouders"))));
    events.push(("register".into(), coordinator(Event::complete_register("jeugdigen"))));
    for number in 0..count {
        let item = id(number);
        let file = Event::complete("dossier").about(&item).by("curator", "Mr. C");
        let talk = Event::complete("gesprek").about(&item).by("ontvanger", "Stichting X");
        events.extend([(format!("{item}-dossier"), file), (format!("{item}-gesprek"), talk)]);
    }
    let before = 1 + count + 6 + events.len();
    for (id, event) in events {
        say(case, event, id);
    }
    let moved: Timestamp = "2027-01-18T09:00:00Z".parse().unwrap();
    case.advance(moved).unwrap();
    for number in 0..count {
        let settled = Event::complete("toets").about(id(number)).by("woonplaats", "Gemeente B");
        case.apply(moved, settled.id(format!("toets-{number}"))).unwrap();
    }
    let lessons = Event::complete("lessen").by("gemeente", "Gemeente B").id("lessen");
    case.apply(moved, lessons).unwrap();
    before + 1 + count + 1
}

pub(crate) fn say(case: &mut Case, event: Event, id: String) {
    case.apply(now(), event.id(id)).unwrap();
}

pub(crate) fn now() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().unwrap()
}

/// Resident bytes of this process.
pub(crate) fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}
