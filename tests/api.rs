//! What hosts do with the library: compile, open, tell, ask, keep.
#![cfg(feature = "language")]
#![allow(clippy::expect_used, clippy::panic, reason = "a helper of a test fails by panicking")]

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, Outcome, Refusal};
use draaiboek::{Act, Case, Error, ErrorKind, Event, Playbook};

const SOURCE: &str = include_str!("corpus/example/kern.draaiboek");

fn at(local: &str) -> Timestamp {
    format!("{local}:00+01:00").parse().expect("an instant")
}

fn opened() -> Case {
    let playbook = Playbook::compile(SOURCE).expect("compiles");
    let opening = playbook
        .opening("casus-1")
        .party("aanbieder", "Stichting A")
        .party("gemeenten", "Gemeente B")
        .party("gemeente", "Gemeente C")
        .party("coordinator", "Gemeente B");
    let (case, step) = opening.open(at("2026-11-26T08:00")).expect("opens");
    assert_eq!(step.outcome(), Outcome::Applied);
    case
}

fn figures() -> Event {
    let ratio: draaiboek::value::Number = "0.9".parse().expect("a number");
    Event::signal("kwartaalcijfers")
        .id("ews-2026-q3-17")
        .by("toezichthouder", "Nederlandse Zorgautoriteit")
        .with("current_ratio", ratio)
        .with("kasweken", 10)
        .with("omzet_jeugd", 14_000_000)
}

fn codes(refusal: &Refusal) -> Vec<&str> {
    refusal.faults.iter().map(|fault| fault.id()).collect()
}

#[test]
fn an_event_gives_sentences_and_data() {
    let mut case = opened();
    let step = case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let mut effects = step.effects();
    let task = effects.find(|it| matches!(it.kind(), EffectKind::Opened { .. })).expect("a task");
    let opened = "taak herstelplan (Lever een herstelplan aan) geopend voor aanbieder, \
        uiterlijk do 24-12-2026";
    assert_eq!(task.to_string(), opened);
    let english = "task herstelplan (Lever een herstelplan aan) opened for aanbieder, \
        due Thu 24 Dec 2026";
    assert_eq!(task.text().en, english);
    assert_eq!(task.duty(), Some("herstelplan"));
    // Its legal basis lapsed in 2025, and the step says so.
    assert!(matches!(effects.next().expect("another").kind(), EffectKind::Grounds { .. }));
    let ids: std::collections::BTreeSet<String> = step.effects().map(|one| one.id()).collect();
    assert_eq!(ids.len(), step.effects().len());
    assert!(ids.iter().all(|id| id.starts_with("casus-1/2/")), "{ids:?}");
    assert!(case.is_in("herstelplan"));
    assert_eq!(case.level(), Some("zorgelijk"));
    assert_eq!(case.value("in_monitoring"), Some(true.into()));
}

#[test]
fn the_same_event_counts_once_even_when_delivered_late() {
    let mut case = opened();
    case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let before = case.clone();
    let again = case.apply(at("2026-11-30T12:00"), figures()).expect("a duplicate");
    assert_eq!(again.outcome(), Outcome::Duplicate { seq: 2 });
    assert_eq!(case.state(), before.state());
    let other = case.apply(at("2026-11-30T12:00"), figures().with("kasweken", 9));
    assert_eq!(codes(&other.expect_err("other content")), ["R02"]);
}

#[test]
fn a_refusal_names_every_fault_and_changes_nothing() {
    let mut case = opened();
    let before = case.clone();
    let event = Event::signal("kwartaalcijfers")
        .id("q3")
        .by("curator", "mr. De Vries")
        .with("kasweken", "veel")
        .with("failliet", true);
    let refusal = case.apply(at("2026-11-26T09:00"), event).expect_err("refused");
    assert_eq!(codes(&refusal), ["R22", "R20", "R17", "R19", "R19"]);
    let text = refusal.text(case.machine());
    assert!(text.nl.contains("`mr. De Vries` bekleedt op dat tijdstip de rol `curator` niet"));
    assert!(text.en.contains("`current_ratio` is missing"));
    assert_eq!(case.state(), before.state());
    let misplaced = Event::answer("haalbaar", "ja").id("b").with("failliet", true).with("x", 1);
    let refusal = case.apply(at("2026-11-26T09:00"), misplaced).expect_err("refused");
    assert_eq!(codes(&refusal), ["R21", "R17", "R16", "R25"]);
}

#[test]
fn a_preview_shows_what_would_happen_and_changes_nothing() {
    let mut case = opened();
    let before = case.clone();
    let preview = case.preview(at("2026-11-26T09:00"), figures()).expect("accepted");
    assert_eq!(case.state(), before.state());
    let real = case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    assert_eq!(preview.data, real.data);
}

#[test]
fn a_role_is_told_what_it_may_do_and_with_which_facts() {
    let mut case = opened();
    let now = at("2026-11-26T09:00");
    case.apply(now, figures()).expect("accepted");
    let allowed = case.allowed("aanbieder", now).expect("a role");
    let acts: Vec<&Act> = allowed.iter().map(|allowed| &allowed.act).collect();
    let signal = |name: &str| Act::Signal(name.to_owned());
    let plan = Act::Complete("herstelplan".to_owned());
    assert_eq!(acts, [&signal("kwartaalcijfers"), &signal("zorgmelding"), &plan]);
    let first = allowed.first().expect("the signal");
    let fields: Vec<(&str, bool)> =
        first.fields.iter().map(|field| (field.fact.as_str(), field.required)).collect();
    assert_eq!(fields, [("current_ratio", true), ("kasweken", true), ("omzet_jeugd", true)]);
    let late = case.allowed("toezichthouder", at("2026-12-24T09:00")).expect("a role");
    let levels = late.iter().find_map(|allowed| match &allowed.act {
        Act::Determine(levels) => Some(levels.join(" ")),
        _ => None,
    });
    assert_eq!(levels.as_deref(), Some("ernstig acuut faillissement"));
    assert_eq!(codes(&case.allowed("niemand", now).expect_err("no role")), ["R10"]);
}

#[test]
fn everything_that_is_allowed_is_accepted() {
    let mut case = opened();
    let now = at("2026-11-26T09:00");
    case.apply(now, figures()).expect("accepted");
    let mut tried = 0;
    for role in ["aanbieder", "gemeente", "coordinator", "toezichthouder", "curator"] {
        for allowed in case.allowed(role, now).expect("a role") {
            let event = match &allowed.act {
                Act::Signal(name) => Event::signal(name),
                Act::Complete(task) => Event::complete(task),
                Act::Answer { decision, outcomes } => Event::answer(decision, &*outcomes[0]),
                Act::CompleteRegister(kind) => Event::complete_register(kind),
                Act::Determine(levels) => Event::determine(&*levels[0], "reden"),
            };
            let event =
                allowed.fields.iter().fold(event, |event, field| event.with(&field.fact, 1));
            let event = event.id("proef").by(role, &allowed.party);
            assert!(case.preview(now, event).is_ok(), "{role}: {:?}", allowed.act);
            tried += 1;
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn a_task_is_explained_down_to_the_lines_of_the_playbook() {
    let mut case = opened();
    case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let explanations = case.why("herstelplan");
    let [explanation] = explanations.as_slice() else { panic!("{explanations:?}") };
    for because in &explanation.reasons {
        let line = SOURCE.lines().nth(because.line as usize - 1).map(str::trim);
        assert_eq!(because.source.as_deref(), line);
    }
    let has = |text: &str, source: &str| {
        let found = explanation.reasons.iter().any(|because| {
            because.text.nl.contains(text)
                && because.source.as_deref().is_some_and(|line| line.contains(source))
        });
        assert!(found, "{text}, {source}: {explanation}");
    };
    has("taak herstelplan", "taak herstelplan \"Lever");
    has("begon op do 26-11-2026 09:00 door", "zodra trede >= zorgelijk -> herstel");
    has("trede is zorgelijk", "zorgelijk     als");
    has("op grond van Convenant", "grondslag convenant");
    has("uiterlijk do 24-12-2026: binnen 20 werkdagen", "binnen 20 werkdagen");
    let derived = "geopend do 26-11-2026, + 20 werkdagen: vr 27-11 t/m do 24-12, 4 weken; \
        uiterlijk do 24-12, 24.00 uur";
    has(derived, "binnen 20 werkdagen");
    assert!(case.why("plaatsing").is_empty());
}

#[test]
fn the_next_deadline_says_what_falls_due_and_can_be_advanced_to() {
    let mut case = opened();
    case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let deadline = case.next_deadline().expect("a deadline");
    assert!(deadline.to_string().contains("herinnering: taak herstelplan"), "{deadline}");
    let step = case.advance(deadline.at()).expect("time passes");
    assert_eq!(step.outcome(), Outcome::Advanced);
    let reminder = step.effects().next().expect("an effect");
    assert!(matches!(reminder.kind(), EffectKind::Reminder(_)));
    let owed = case.owed();
    assert_eq!(owed.first().map(|owed| owed.name.as_str()), Some("herstelplan"));
    assert!(case.advance(at("2026-11-26T09:00")).is_err(), "time does not run back");
}

#[test]
fn what_was_kept_goes_on_as_if_nothing_had_happened() -> Result<(), Error> {
    let mut case = opened();
    case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let playbook = Playbook::from_wire(case.playbook().to_wire()?.as_bytes())?;
    assert_eq!(playbook.machine().hash(), case.machine().hash());
    let mut restored = playbook.restore(case.snapshot()?.as_bytes())?;
    assert_eq!(restored.state(), case.state());
    let later = at("2027-02-01T09:00");
    let (one, two) = (case.advance(later), restored.advance(later));
    assert_eq!(one.expect("passes").data, two.expect("passes").data);
    let damaged = case.snapshot()?.replace("Stichting A", "Stichting B");
    let error = playbook.restore(damaged.as_bytes()).expect_err("damaged");
    assert_eq!(error.kind(), ErrorKind::Snapshot);
    Ok(())
}

#[test]
fn a_faulty_playbook_gives_every_finding_at_once() {
    let source = SOURCE.replace("op grond van convenant", "op grond van convenat");
    let source = source.replace("bij kwartaalcijfers", "bij kwartaalcijfer");
    let error = Playbook::compile(&source).expect_err("faulty");
    assert_eq!(error.kind(), ErrorKind::Faulty);
    let ids: Vec<&str> = error.diagnostics().iter().map(|found| found.code.id).collect();
    assert_eq!(ids, ["D0201", "D0201"], "{error}");
    assert!(error.to_string().contains("line 70: D0201: "), "{error}");
    let error = Playbook::compile_bytes(b"draaiboek \xff").expect_err("no text");
    assert_eq!(error.diagnostics().len(), 1);
    let error = Playbook::from_wire(b"{}").expect_err("no machine");
    assert_eq!(error.kind(), ErrorKind::Wire);
}

#[test]
fn a_case_opens_outside_the_validity_only_for_a_reason() {
    let playbook = Playbook::compile(SOURCE).expect("compiles");
    let early = at("2021-01-01T09:00");
    assert_eq!(codes(&playbook.open("casus", early).expect_err("too early")), ["R09"]);
    let forced = playbook.opening("casus").forced("proef").fact("kasweken", 3).open(early);
    let (case, _) = forced.expect("forced");
    assert_eq!(case.level(), Some("acuut"));
}

#[test]
fn a_role_is_told_what_concerns_it() {
    let mut case = opened();
    let step = case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let told = |role: &str| -> Vec<String> {
        step.effects_for(role).map(|effect| effect.brief().nl).collect()
    };
    let severity = "trede omhoog: van regulier naar zorgelijk";
    let informed = "toezichthouder en gemeenten geïnformeerd over stap herstelplan";
    assert_eq!(told("curator"), [severity]);
    let consulted = "gemeenten geraadpleegd over stap herstelplan";
    assert_eq!(told("gemeente"), [severity, consulted, informed]);
    assert_eq!(told("gemeenten"), told("gemeente"), "a role by its plural is the same role");
    let aanbieder = told("aanbieder");
    assert!(aanbieder.iter().any(|one| one.starts_with("taak herstelplan geopend")));
    assert!(!aanbieder.contains(&informed.to_owned()), "{aanbieder:?}");
    assert_eq!(told("niemand"), Vec::<String>::new());
    let owed = |role: &str| case.owed_by(role).into_iter().map(|owed| owed.name).collect();
    let names: Vec<String> = owed("aanbieder");
    assert_eq!(names, ["herstelplan"]);
    let none: Vec<String> = owed("curator");
    assert!(none.is_empty() && case.owed_by("niemand").is_empty());
}

#[test]
fn a_successor_owes_and_the_other_hears_that_it_passed() {
    let mut case = opened();
    case.apply(at("2026-11-26T09:00"), figures()).expect("accepted");
    let bankrupt = Event::signal("faillissement_uitgesproken").id("f").by("curator", "Mr. K");
    let now = at("2026-11-27T18:30");
    case.apply(now, Event::bind("curator", "Mr. K").id("bind")).expect("accepted");
    let step = case.apply(now, bankrupt).expect("accepted");
    let replaced = |role: &str| {
        let kinds = step.effects_for(role).map(|effect| effect.kind().clone());
        kinds.filter(|kind| matches!(kind, EffectKind::Replaced { .. })).count()
    };
    assert_eq!((replaced("aanbieder"), replaced("curator"), replaced("toezichthouder")), (2, 1, 0));
    let owed: Vec<String> = case.owed_by("curator").into_iter().map(|owed| owed.name).collect();
    assert_eq!(owed, ["register"]);
    assert!(case.owed_by("aanbieder").is_empty());
}
