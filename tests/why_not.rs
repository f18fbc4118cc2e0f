//! Why not yet, of a case and of its items: sentences, data, and what one role may read of it.
#![cfg(feature = "language")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at what it does not expect"
)]

use std::fmt::Write as _;

use draaiboek::scenario::Scenarios;
use draaiboek::{Aim, Case, Event, Missing, Playbook, What, WhyNot};
use insta::assert_snapshot;

const SOURCE: &str = include_str!("corpus/why_not/verhuizing.draaiboek");
const STORIES: &str = include_str!("corpus/why_not/verhuizing.scenario");

/// The case at the end of a story.
fn after(story: usize) -> Case {
    let playbook = Playbook::compile(SOURCE).expect("a playbook");
    let (scenarios, found) = Scenarios::read(STORIES);
    assert!(found.is_empty(), "{found:?}");
    let report =
        scenarios.iter().nth(story).expect("so many stories").run(&playbook).expect("runs");
    assert!(report.passed());
    report.case
}

fn both(title: &str, answer: &WhyNot, out: &mut String) {
    let text = answer.text();
    let _ = writeln!(out, "# {title}\n{}{}", text.nl, text.en);
}

#[test]
fn a_condition_over_parties_names_who_lacks_what_and_what_was_decided_otherwise() {
    let case = after(0);
    let answer = case.why_not(Aim::State("uitvoeren")).unwrap();
    let mut out = String::new();
    both("stap uitvoeren", &answer, &mut out);
    assert_snapshot!("over_parties", out);
    let lacking: Vec<(&What, &str)> = answer
        .missing()
        .filter_map(|it| Some((&it.what, it.by.first()?.parties.first()?.as_str())))
        .collect();
    let begroting = What::Signal("begroting".to_owned());
    let [first, .., last] = &lacking[..] else { panic!("{lacking:?}") };
    assert_eq!(*first, (&begroting, "Gemeente B"));
    assert!(matches!(last, (What::Ended(_), "Gemeente C")), "{lacking:?}");
    assert!(lacking.contains(&(&begroting, "Gemeente C")));
    assert!(
        lacking
            .iter()
            .any(|(what, by)| { matches!(what, What::Obligation(_)) && *by == "Gemeente C" })
    );
}

#[test]
fn of_one_item_it_is_told_what_it_waits_for_and_for_whom_of_its_family() {
    let case = after(1);
    let mut out = String::new();
    let aims = [
        ("k1", "daar", Aim::State("daar")),
        ("k1", "zorg", Aim::Move(None)),
        ("k2", "overgang", Aim::State("overgang")),
        ("k3", "gaan", Aim::State("gaan")),
        ("k3", "past", Aim::Task("past")),
        ("k3", "keuze", Aim::Decision("keuze")),
        ("k3", "zoek_plek", Aim::Action("zoek_plek")),
        ("k1", "zoek_plek", Aim::Action("zoek_plek")),
        ("k4", "alles", Aim::Closed),
    ];
    for (item, name, aim) in aims {
        let answer = case.why_not_of(item, aim).unwrap_or_else(|| panic!("{item} {name}"));
        assert_eq!(answer.item.as_deref(), Some(item));
        both(&format!("{name} van {item}"), &answer, &mut out);
    }
    both("de casus", &case.why_not(Aim::Closed).unwrap(), &mut out);
    both("na de laatste", &after(2).why_not(Aim::Closed).unwrap(), &mut out);
    assert_snapshot!("of_items", out);
    let answer = case.why_not_of("k1", Aim::Move(None)).unwrap();
    let waits: Vec<(Option<&str>, &What)> =
        answer.missing().map(|it: &Missing| (it.item.as_deref(), &it.what)).collect();
    assert!(matches!(waits[..], [(Some("k2"), What::Instant(Some(_))), (Some("k3"), What::Move)]));
    assert_snapshot!("as_data", serde_json::to_string_pretty(&answer).unwrap());
}

#[test]
fn what_is_of_items_is_not_of_the_case_and_the_other_way_round() {
    let case = after(1);
    assert_eq!(case.why_not(Aim::State("gaan")), None);
    assert_eq!(case.why_not(Aim::Task("past")), None);
    assert_eq!(case.why_not(Aim::Action("zoek_plek")), None);
    assert_eq!(case.why_not(Aim::Move(None)), None);
    assert_eq!(case.why_not_of("k1", Aim::State("uitvoeren")), None);
    assert_eq!(case.why_not_of("k1", Aim::Move(Some("dossier"))), None);
    assert_eq!(case.why_not_of("k9", Aim::State("gaan")), None);
    let named = |name| Aim::named(case.machine(), name);
    assert_eq!(named("zorg"), [Aim::Move(None)]);
    assert_eq!(named("overgang"), [Aim::State("overgang")]);
    assert_eq!(named("zoek_plek"), [Aim::Action("zoek_plek")]);
    assert_eq!(named("nergens"), []);
}

#[test]
fn a_role_reads_nothing_of_an_item_that_it_does_not_see() {
    let case = after(1);
    let told = |role, item| {
        let answer = case.why_not_for(role, Some(item), Aim::State("daar")).expect("a role");
        serde_json::to_string(&answer).unwrap() + &answer.text().en
    };
    assert!(told("coordinator", "k2").contains("diagnose"));
    let hidden = told("gemeente", "k2");
    assert!(!hidden.contains("diagnose") && hidden.contains("hidden from this role"), "{hidden}");
    assert!(told("gemeente", "k1").contains("k3"), "who blocks is no fact");
    assert_eq!(case.why_not_for("niemand", Some("k1"), Aim::Closed), None);
}

#[test]
fn an_item_that_is_gone_waits_for_nothing() {
    let mut case = after(1);
    let now = case.state().last();
    case.apply(now, Event::withdraw("k3", "Verhuisd naar elders").id("uit")).expect("applies");
    let answer = case.why_not_of("k3", Aim::State("gaan")).unwrap();
    assert_eq!(answer.about.nl, "uitgeschreven: “Verhuisd naar elders”");
    assert!(answer.ways.is_empty() && answer.otherwise.is_empty());
    let waits = case.why_not_of("k1", Aim::Move(None)).unwrap();
    assert!(waits.missing().all(|it| it.item.as_deref() != Some("k3")));
}

#[test]
fn a_signal_that_came_in_an_earlier_step_has_not_come_again() {
    let source = "draaiboek her \"Heen en weer\"\nversie \"1\"\ntijdzone \"Europe/Amsterdam\"\n\
        rol regio\nsignaal verder door regio\n\
        stap heen begin { regie regio ; zonder termijn \"x\" ; bij verder -> weer }\n\
        stap weer { regie regio ; zonder termijn \"x\" ; bij verder -> uit }\neinde uit";
    let playbook = Playbook::compile(source).expect("a playbook");
    let story = "scenario \"Heen\" voor her\n op 2026-03-02 09:00\n";
    let why = |more: &str| {
        let (scenarios, _) = Scenarios::read(&format!("{story}{more}"));
        let report = scenarios.iter().next().expect("one").run(&playbook).expect("runs");
        report.case.why_not(Aim::Closed).expect("open").text().nl
    };
    let (first, again) = (why(""), why(" regio meldt verder\n"));
    assert!(first.contains("signaal verder van regio (regio) is niet gekomen"), "{first}");
    assert!(again.contains("signaal verder van regio (regio) is niet opnieuw gekomen"), "{again}");
}
