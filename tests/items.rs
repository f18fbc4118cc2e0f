//! What a host can ask about the items of a case.
#![cfg(feature = "language")]
#![expect(clippy::expect_used, reason = "a helper of a test fails by panicking")]

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::engine::Known;
use draaiboek::{Act, Case, Event, Moment, Playbook};

const SOURCE: &str = r#"
draaiboek proef "Proef; met komma, en een titel die zo lang is dat hij niet op één regel past"
versie "1"
tijdzone "Europe/Amsterdam"
grondslag jw23 "Jeugdwet art. 2.3"
rol aanbieder ; rol regio
item kind/kinderen {
    gegeven mag : ja/nee is ja
    gegeven naam : tekst persoonlijk
    rol woonplaats zorgplicht op grond van jw23
    zorg bij aanbieder, vangnet woonplaats
    register door regio
}
stap lopen begin {
    regie regio
    zonder termijn "zolang er kinderen zijn"
    start overbrengen voor elke kind waar mag
    klaar -> gesloten
}
einde gesloten
overdracht overbrengen per kind {
    signaal over door regio eventueel naam
    stap vragen begin {
        regie woonplaats
        termijn 4 weken
        taak plek "Vraag een plek; schrijf op wat de gemeente, de ouders en de aanbieder ervan vonden" door woonplaats binnen 5 werkdagen { agenda }
        bij over { zorg naar woonplaats } -> gedaan
        te laat -> gedaan
    }
    einde gedaan, zorg bij woonplaats
}
"#;

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn day(day: u8) -> Moment {
    Moment::On(Date::new(2026, 6, day).expect("a date"))
}

fn tell(case: &mut Case, when: &str, id: &str, event: Event) {
    case.apply(at(when), event.id(id)).expect("accepted");
}

/// Two children of Arnhem and one of Ede; of one care moved on the third of June.
fn case() -> Case {
    let playbook = Playbook::compile(SOURCE).expect("compiles");
    let opening = playbook.opening("casus-1").party("aanbieder", "Ster").party("regio", "Regio");
    let (mut case, _) = opening.open(at("2026-06-01T08:00:00Z")).expect("opens");
    for (id, town) in [("k1", "Arnhem"), ("k2", "Arnhem"), ("k3", "Ede")] {
        let event = Event::enrol("kind", id).held_by("woonplaats", town);
        let event = if id == "k3" { event.with("mag", false) } else { event };
        tell(&mut case, "2026-06-01T08:00:00Z", &format!("in-{id}"), event);
    }
    let over =
        Event::signal("over").about("k1").by("regio", "Regio").with_salted("naam", "Sam", [1; 16]);
    tell(&mut case, "2026-06-03T10:00:00Z", "over", over);
    case
}

#[test]
fn who_holds_care_now_on_a_day_at_an_instant_and_as_was_known() {
    let case = case();
    let who = |when| case.holder("k1", None, when).map(|held| (held.role, held.party));
    let held = |role: &str, party: &str| Some((role.to_owned(), party.to_owned()));
    assert_eq!(who(Moment::Now), held("woonplaats", "Arnhem"));
    assert_eq!(who(day(1)), held("aanbieder", "Ster"));
    assert_eq!(who(day(2)), held("aanbieder", "Ster"));
    assert_eq!(who(day(3)), held("woonplaats", "Arnhem"));
    assert_eq!(who(Moment::At(at("2026-06-03T09:59:59Z"))), held("aanbieder", "Ster"));
    assert_eq!(who(Moment::At(at("2026-06-01T07:59:59Z"))), None);
    let known = Known::At(at("2026-06-02T00:00:00Z"));
    let then = case.holder_as_known("k1", None, day(4), known).expect("held");
    assert_eq!((then.party.as_str(), then.duty_only), ("Ster", false));
    assert_eq!(case.holder("k9", None, Moment::Now), None);
    assert_eq!(case.holder("k1", Some("dossier"), Moment::Now), None);
}

#[test]
fn items_by_municipality_with_where_they_are_and_what_covers_their_care() {
    let case = case();
    let ids = |items: Vec<draaiboek::ItemView>| -> Vec<String> {
        items.into_iter().map(|item| format!("{} {}", item.id, item.states.join("+"))).collect()
    };
    assert_eq!(ids(case.items()), ["k1 gedaan", "k2 vragen", "k3 "]);
    assert_eq!(ids(case.items_of("woonplaats", "Arnhem")), ["k1 gedaan", "k2 vragen"]);
    assert_eq!(ids(case.items_of("regio", "Regio")), Vec::<String>::new());
    assert_eq!(ids(case.by_duty_only()), ["k1 gedaan"]);
}

#[test]
fn what_a_role_owes_and_may_names_the_item() {
    let case = case();
    let now = at("2026-06-03T11:00:00Z");
    let owed = case.owed_by("woonplaats");
    let owed: Vec<_> = owed.iter().map(|it| (it.name.as_str(), it.item.as_deref())).collect();
    assert_eq!(owed, [("plek", Some("k2"))]);
    let may = case.allowed("woonplaats", now).expect("a role");
    let may: Vec<_> = may.iter().map(|it| (&it.act, it.item.as_deref(), &*it.party)).collect();
    assert_eq!(may, [(&Act::Complete("plek".into()), Some("k2"), "Arnhem")]);
    let regio = case.allowed("regio", now).expect("a role");
    let regio: Vec<_> = regio.iter().map(|it| (&it.act, it.item.as_deref())).collect();
    let over = Act::Signal("over".into());
    let complete = Act::CompleteRegister("kind".into());
    let expected =
        [(&complete, None), (&over, Some("k1")), (&over, Some("k2")), (&over, Some("k3"))];
    assert_eq!(regio, expected);
}

#[test]
fn why_a_task_of_an_item_is_owed_and_what_the_item_waits_for() {
    let case = case();
    assert_eq!(case.why("plek"), []);
    let [why] = &case.why_of("k2", "plek")[..] else { panic!("one") };
    let text = why.text().nl;
    assert!(text.contains("vragen begon op"), "{text}");
    let waits = |item| -> Vec<String> {
        case.waits_for(item).into_iter().map(|waits| waits.text.nl).collect()
    };
    assert_eq!(waits("k3"), ["overdracht overbrengen is nog niet begonnen"]);
    assert_eq!(waits("k2").len(), 2, "{:?}", waits("k2"));
    assert_eq!(waits("k1"), Vec::<String>::new());
    assert_eq!(waits("k9"), Vec::<String>::new());
}

#[test]
fn an_agenda_has_what_is_owed_escaped_and_folded_and_no_fact() {
    let case = case();
    let agenda = case.agenda("woonplaats");
    assert_eq!(agenda, case.agenda("woonplaats"));
    assert!(agenda.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{agenda}");
    assert!(agenda.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{agenda}");
    assert!(agenda.lines().all(|line| line.len() <= 75), "{agenda}");
    let whole = agenda.replace("\r\n ", "");
    assert_eq!(whole.matches("BEGIN:VEVENT").count(), 1, "{whole}");
    assert!(whole.contains("DTSTART;VALUE=DATE:20260608\r\n"), "{whole}");
    assert!(whole.contains("SUMMARY:k2: Vraag een plek\\; schrijf op wat de gemeente\\, de"));
    assert!(whole.contains("UID:casus-1/1@draaiboek\r\n"), "{whole}");
    assert!(!whole.contains("Sam"), "{whole}");
    assert_eq!(case.agenda("regio").matches("VEVENT").count(), 0);
    assert_eq!(case.agenda("niemand").matches("VEVENT").count(), 0);
}

#[test]
fn a_refusal_about_an_item_names_it_and_nothing_has_changed() {
    let mut case = case();
    let town = |event: Event| event.by("woonplaats", "Arnhem");
    let bad = [
        ("k9", Event::update("k9").with("mag", true)),
        ("k1", Event::enrol("kind", "k1").held_by("woonplaats", "Ede")),
        ("k8", Event::enrol("ding", "k8")),
        ("k8", Event::enrol("kind", "k8")),
        ("k8", Event::enrol("kind", "k8").held_by("burgemeester", "Ede")),
        ("k1", town(Event::complete("plek")).about("k1")),
        ("k2", Event::complete("plek").about("k2").by("woonplaats", "Ede")),
        ("k2", town(Event::complete("plak")).about("k2")),
        ("k2", Event::signal("over").about("k2").by("regio", "Regio").with("mag", true)),
        ("k2", Event::signal("weg").about("k2").by("regio", "Regio")),
        ("k2", Event::bind("woonplaats", "Arnhem").about("k2")),
        ("k2", Event::bind("regio", "Regio 2").about("k2")),
        ("k2", Event::release("woonplaats", "Ede").about("k2")),
        ("k2", Event::withdraw("k2", " ")),
        ("k2", Event::suspend("Even niet").about("k2")),
        ("k2", Event::resume().about("k2")),
        ("k2", Event::reopen("Toch").about("k2")),
        ("k2", Event::reply("bel", "over").about("k2")),
        ("k2", Event::claim("woonplaats", "Ede").about("k2")),
        ("k2", Event::offer("k2", "woonplaats", "Ede")),
        ("k2", Event::correct("Tikfout").about("k2")),
        ("k2", Event::excuse("plek", " ").about("k2")),
    ];
    let count = bad.len();
    for (no, (id, event)) in bad.into_iter().enumerate() {
        let before = case.snapshot().expect("kept");
        let refused = case.apply(at("2026-06-04T08:00:00Z"), event.id(format!("fout-{no}")));
        let refusal = refused.expect_err("refused");
        assert_eq!(refusal.item.as_deref(), Some(id));
        let words = refusal.text(case.machine());
        assert!(words.nl.contains(&format!("`{id}`")), "{no}: {}", words.nl);
        assert!(words.en.contains(&format!("`{id}`")), "{no}: {}", words.en);
        assert_eq!(case.snapshot().expect("kept"), before, "{no}");
    }
    assert_eq!(count, 22);
}
