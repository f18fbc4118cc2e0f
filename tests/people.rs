//! Who sees what, who claims what, what was known when, and what is delivered twice.
#![cfg(feature = "language")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop")]

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, Known, Outcome, Settlement, Trace};
use draaiboek::machine::Machine;
use draaiboek::value::Value;
use draaiboek::{Aim, Case, Event, Playbook};

const SOURCE: &str = r#"
draaiboek mensen "Mensen"
versie "1"
tijdzone "Europe/Amsterdam"

rol gemeente
rol aanbieder
rol curator
rol toezichthouder
gegeven reden : tekst persoonlijk zichtbaar voor gemeente, vanaf trede ernstig toezichthouder
gegeven kasweken : aantal
gegeven zaaknummer : tekst
afgeleid krap is kasweken < 13

ernst trede {
    regulier < ernstig
    ernstig als kasweken < 4
    bepaald door toezichthouder
    verlaagd alleen door toezichthouder
}

signaal zorgmelding door gemeente vermeldt reden
signaal cijfers door aanbieder vermeldt kasweken
signaal uitspraak door curator of toezichthouder vermeldt zaaknummer uniek per zaaknummer
signaal gereed door elk van gemeente en aanbieder
signaal failliet door curator
bij zorgmelding { meld gemeente "Uw melding: {reden}" }
bij failliet { curator vervangt gemeente voor de rest }

stap volgen {
    regie toezichthouder
    termijn 10 jaar
    besluit goed "Goed?" door een ander dan aanbieder binnen 1 jaar {
        ja            -> gesloten
        nee           -> gesloten
        geen antwoord -> gesloten
    }
    bij uitspraak { leg vast "Uitspraak" }
    bij gereed { leg vast "Gereed" }
    te laat -> gesloten
}
einde gesloten
"#;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn opened() -> Case {
    let opening = Playbook::compile(SOURCE).expect("a playbook").opening("casus");
    let opening = opening.party("gemeente", "Gemeente A").party("aanbieder", "Stichting B");
    let opening = opening.party("curator", "Mr. C").party("toezichthouder", "NZa");
    opening.open(at("2026-06-01T09:00:00Z")).unwrap().0
}

fn seen(case: &Case, role: &str) -> Vec<String> {
    case.facts_for(role).unwrap().into_iter().map(|seen| seen.fact).collect()
}

#[test]
fn a_role_sees_its_facts_those_of_the_level_and_those_of_whom_it_replaces() {
    let mut case = opened();
    let open = ["kasweken", "zaaknummer", "krap"];
    let all = ["reden", "kasweken", "zaaknummer", "krap"];
    assert_eq!(seen(&case, "gemeente"), all);
    assert_eq!(seen(&case, "aanbieder"), open);
    assert_eq!(seen(&case, "toezichthouder"), open);
    assert_eq!(seen(&case, "curator"), open);
    assert_eq!(case.facts_for("niemand"), None);
    let now = at("2026-06-02T09:00:00Z");
    let figures =
        Event::signal("cijfers").id("1").by("aanbieder", "Stichting B").with("kasweken", 3);
    case.apply(now, figures).unwrap();
    assert_eq!(seen(&case, "toezichthouder"), all);
    case.apply(now, Event::signal("failliet").id("2").by("curator", "Mr. C")).unwrap();
    assert_eq!(seen(&case, "curator"), all);
    assert_eq!(seen(&case, "aanbieder"), open);
}

#[test]
fn what_is_hidden_from_a_role_stands_in_no_effect_remark_or_debug_form_for_it() {
    let mut case = opened();
    let now = at("2026-06-02T09:00:00Z");
    let worry = Event::signal("zorgmelding").id("1").by("gemeente", "Gemeente A");
    let step = case.apply(now, worry.with_salted("reden", "Geheim", [1; 16])).unwrap();
    let texts = |role: &str| -> String {
        let effects = step.effects_for(role).map(|effect| effect.to_string());
        effects.chain(step.trace_for(role).map(|remark| remark.to_string())).collect()
    };
    assert!(texts("gemeente").contains("Uw melding: Geheim"));
    assert!(texts("gemeente").contains("gegeven reden veranderd"));
    for role in ["aanbieder", "toezichthouder", "curator"] {
        assert!(!texts(role).contains("Geheim") && !texts(role).contains("reden"), "{role}");
    }
    assert_eq!(texts("niemand"), "");
    assert!(!format!("{:?}", step.entries()).contains("Geheim"));
    assert!(!format!("{:?}", case.state()).contains("Geheim"));
    let correction =
        Event::correct("Verkeerd kind").id("2").with_salted("reden", "Anders", [1; 16]);
    assert!(!format!("{correction:?}").contains("Anders"));
    let step = case.apply(now, correction).unwrap();
    let corrected =
        |role| step.effects_for(role).any(|it| matches!(it.kind(), EffectKind::Corrected { .. }));
    assert!(corrected("gemeente") && !corrected("aanbieder"));
}

#[test]
fn no_machine_shows_a_value_to_who_does_not_see_it() {
    let playbook = Playbook::compile(SOURCE).unwrap();
    let machine = playbook.machine();
    let reason = machine.fact("reden").unwrap();
    let mut tables = machine.playbook().clone();
    tables.facts.get_mut(reason).unwrap().visible = Some(vec![]);
    let exprs = machine.exprs().clone();
    let refused = Machine::new(tables, exprs, machine.sources().clone()).unwrap_err();
    let [invalid] = &refused[..] else { panic!("one fault: {refused:?}") };
    assert_eq!(invalid.text().en, "`facts[0]` is shown to who does not see it: `roles[0]`");
}

#[test]
fn a_fact_is_asked_as_it_was_and_as_it_was_known() {
    let mut case = opened();
    let say = |case: &mut Case, id: &str, now: &str, weeks: i64, from: &str| {
        let event = Event::signal("cijfers").id(id).by("aanbieder", "Stichting B");
        case.apply(at(now), event.with("kasweken", weeks).at(at(from))).unwrap();
    };
    say(&mut case, "1", "2026-06-02T09:00:00Z", 20, "2026-06-02T09:00:00Z");
    say(&mut case, "2", "2026-06-09T09:00:00Z", 10, "2026-06-09T09:00:00Z");
    let wrong = Event::correct("Een nul te veel").id("3").with("kasweken", 2);
    case.apply(at("2026-06-10T09:00:00Z"), wrong.at(at("2026-06-02T09:00:00Z"))).unwrap();
    let asked = |fact, effective: &str, known| case.value_as_of(fact, at(effective), known);
    let weeks = |effective, known| asked("kasweken", effective, known);
    let (before, after) = (Known::Entry(3), Known::Entry(4));
    assert_eq!(weeks("2026-06-01T09:00:00Z", after), None);
    assert_eq!(weeks("2026-06-05T09:00:00Z", before), Some(Value::Count(20)));
    assert_eq!(weeks("2026-06-05T09:00:00Z", after), Some(Value::Count(2)));
    assert_eq!(weeks("2026-06-09T09:00:00Z", after), Some(Value::Count(10)));
    let known = Known::At(at("2026-06-08T09:00:00Z"));
    assert_eq!(weeks("2026-06-09T09:00:00Z", known), Some(Value::Count(20)));
    let tight = asked("krap", "2026-06-05T09:00:00Z", before);
    assert_eq!(tight, Some(Value::Truth(false)));
    assert_eq!(asked("krap", "2026-06-05T09:00:00Z", after), Some(Value::Truth(true)));
    assert_eq!(case.value("kasweken"), Some(Value::Count(10)));
    assert_eq!(case.level(), Some("regulier"));
}

#[test]
fn competing_claims_stand_until_somebody_settles_them() {
    let mut case = opened();
    let now = at("2026-06-02T09:00:00Z");
    let step = case.apply(now, Event::claim("gemeente", "Gemeente D").id("1")).unwrap();
    let text =
        "“Gemeente D” claimt de rol gemeente van “Gemeente A”: die houdt haar tot er is beslist";
    assert_eq!(step.effects().map(|effect| effect.to_string()).collect::<Vec<_>>(), [text]);
    let [conflict] = &case.conflicts()[..] else { panic!("one conflict") };
    assert_eq!((&*conflict.role, &*conflict.claimant), ("gemeente", "Gemeente D"));
    assert_eq!(conflict.holder.as_deref(), Some("Gemeente A"));
    assert!(case.apply(now, Event::claim("gemeente", "Gemeente D").id("2")).is_err());
    let mut confirmed = case.clone();
    let step = confirmed.apply(now, Event::bind("gemeente", "Gemeente A").id("3")).unwrap();
    let settled = |how| move |kind: &EffectKind| matches!(kind, EffectKind::Settled { how: it, .. } if *it == how);
    assert!(step.effects().any(|effect| settled(Settlement::Denied)(effect.kind())));
    assert_eq!(confirmed.conflicts(), []);
    let step = case.apply(now, Event::bind("gemeente", "Gemeente D").id("4")).unwrap();
    assert!(step.effects().any(|effect| settled(Settlement::Granted)(effect.kind())));
    assert_eq!(case.conflicts(), []);
}

#[test]
fn a_second_report_of_the_same_is_recorded_and_names_the_first() {
    let mut case = opened();
    let now = at("2026-06-02T09:00:00Z");
    let report = |id: &str, role: &str, party: &str| {
        Event::signal("uitspraak").id(id).by(role, party).with("zaaknummer", "F.26/1")
    };
    let first = case.apply(now, report("1", "curator", "Mr. C")).unwrap();
    assert_eq!(first.outcome(), Outcome::Applied);
    let second = case.apply(now, report("2", "toezichthouder", "NZa")).unwrap();
    assert_eq!(second.outcome(), Outcome::Repeated { seq: 2 });
    assert_eq!((second.entries().len(), second.effects().len()), (1, 0));
    assert_eq!(
        second.data.trace.iter().map(|remark| remark.what.clone()).collect::<Vec<_>>(),
        [Trace::Repeated { signal: case.machine().signal("uitspraak").unwrap(), seq: 2 }]
    );
}

#[test]
fn every_kind_of_input_is_a_duplicate_however_late_it_is_delivered_again() {
    let mut case = opened();
    let now = at("2026-06-02T09:00:00Z");
    let events = [
        Event::signal("zorgmelding")
            .by("gemeente", "Gemeente A")
            .with("reden", "Wegloper")
            .salted(|_| [1; 16]),
        Event::signal("uitspraak").by("curator", "Mr. C").with("zaaknummer", "F.26/1"),
        Event::signal("uitspraak").by("toezichthouder", "NZa").with("zaaknummer", "F.26/1"),
        Event::signal("gereed").by("gemeente", "Gemeente A"),
        Event::claim("gemeente", "Gemeente D"),
        Event::release("gemeente", "Gemeente D"),
        Event::claim("gemeente", "Gemeente E"),
        Event::bind("gemeente", "Gemeente E"),
        Event::correct("Tikfout").with("kasweken", 3),
        Event::determine("ernstig", "Daarom").by("toezichthouder", "NZa"),
        Event::answer("goed", "ja").by("curator", "Mr. C"),
        Event::correct("Na sluiting").with("kasweken", 4),
        Event::erase(["reden"], "Bewaartermijn", [2; 16]),
    ];
    let named = || (0..).zip(&events).map(|(id, event): (u32, _)| event.clone().id(id.to_string()));
    for event in named() {
        case.apply(now, event).unwrap();
    }
    let state = case.state().clone();
    for late in ["2026-06-02T09:00:00Z", "2027-06-02T09:00:00Z", "2026-06-01T09:00:00Z"] {
        for (position, event) in (2..).zip(named()) {
            let step = case.apply(at(late), event).unwrap();
            assert_eq!(step.outcome(), Outcome::Duplicate { seq: position });
            assert_eq!((step.entries().len(), step.effects().len()), (0, 0));
        }
    }
    assert_eq!(*case.state(), state);
    let other = Event::correct("Na sluiting").with("kasweken", 5).id("11");
    assert!(case.apply(at("2027-06-02T09:00:00Z"), other).is_err());
    let journal = case.snapshot().unwrap();
    assert_eq!(*case.playbook().restore(journal.as_bytes()).unwrap().state(), state);
}

#[test]
fn why_not_tells_a_role_nothing_of_what_it_does_not_see() {
    let playbook = Playbook::compile(
        "draaiboek d versie \"1\" tijdzone \"Europe/Amsterdam\"\n\
         rol gemeente\nrol aanbieder\n\
         gegeven diagnose : tekst persoonlijk zichtbaar voor gemeente\n\
         gegeven opname : datum zichtbaar voor gemeente\n\
         signaal melding door gemeente vermeldt diagnose, opname\n\
         stap volgen {\n    regie gemeente\n    zonder termijn \"tot het bekend is\"\n\
         zodra bekend(diagnose) en opname > 2026-01-01 -> gesloten\n\
         op opname { leg vast \"opgenomen\" }\n}\neinde gesloten\n",
    )
    .unwrap_or_else(|error| panic!("{error}"));
    let case =
        playbook.open("c", "2026-06-01T09:00:00Z".parse().expect("an instant")).expect("open");
    let told = |role| case.why_not_for(role, None, Aim::State("gesloten")).expect("a role").text();
    assert!(told("gemeente").nl.contains("diagnose") && told("gemeente").nl.contains("opname"));
    for text in [told("aanbieder").nl, told("aanbieder").en] {
        assert!(!text.contains("diagnose") && !text.contains("opname"), "{text}");
        assert!(text.contains("afgeschermd") || text.contains("hidden"), "{text}");
    }
    assert_eq!(case.why_not_for("niemand", None, Aim::Closed), None);
}

#[test]
fn what_the_host_is_asked_is_told_in_words_without_what_not_everyone_sees() {
    let source = "draaiboek proef\n\
         versie \"1\"\n\
         tijdzone \"Europe/Amsterdam\"\n\
         rol regio\n\
         actie reserveer(kind, naam, dagen) antwoordt plek binnen 2 werkdagen\n\
         item kind/kinderen {\n\
         gegeven naam : tekst persoonlijk zichtbaar voor regio\n\
         gegeven dagen : aantal\n\
         register door regio\n\
         }\n\
         stap lopen begin { regie regio ; zonder termijn \"x\"\n\
         start plaatsen voor elke kind ; klaar -> gesloten }\n\
         einde gesloten\n\
         traject plaatsen per kind {\n\
         signaal plek door regio\n\
         signaal zoek door regio\n\
         stap vragen begin { regie regio ; termijn 2 weken\n\
         bij zoek { doe reserveer(kind, naam, dagen) }\n\
         bij plek -> gedaan\n\
         te laat -> gedaan }\n\
         einde gedaan\n\
         }\n";
    let playbook = Playbook::compile(source).unwrap();
    let now = at("2026-06-01T08:00:00Z");
    let opening = playbook.opening("casus").party("regio", "Regio");
    let (mut case, _) = opening.open(now).unwrap();
    let child = Event::enrol("kind", "k1").id("1").with("dagen", 3);
    case.apply(now, child.with_salted("naam", "Geheim", [7; 16])).unwrap();
    let asked = Event::signal("zoek").about("k1").id("2").by("regio", "Regio");
    let step = case.apply(now, asked).unwrap();
    let texts: Vec<String> = step.effects().map(|effect| effect.to_string()).collect();
    assert!(texts.iter().all(|text| !text.contains("Geheim")), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("naam is afgeschermd, dagen is 3")), "{texts:?}");
    let given = step.effects().find_map(|effect| match effect.kind() {
        EffectKind::Call { arguments, .. } => arguments.get(1).cloned().flatten(),
        _ => None,
    });
    assert_eq!(given, Some(Value::Text("Geheim".to_owned())), "the host gets it");
}
