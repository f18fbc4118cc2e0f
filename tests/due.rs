//! Why a due date falls where it falls, whatever gave it, and what was promised when.
#![cfg(feature = "language")]
#![allow(clippy::expect_used, clippy::panic, reason = "a helper of a test fails by panicking")]

use draaiboek::calendar::{Date, Duration, Timestamp, Unit};
use draaiboek::engine::{EffectKind, Known, NewDue, ObligationNo, Trace};
use draaiboek::value::Value;
use draaiboek::{Case, Event, Playbook, Remark, Step};

const SOURCE: &str = r#"draaiboek casus "Casus"
versie "1"
geldig vanaf 2026-01-01
tijdzone "Europe/Amsterdam"

rol aanbieder
rol gemeente
ernst trede { gewoon < acuut ; bepaald door gemeente ; verlaagd alleen door gemeente }

stap begin begin {
    regie gemeente
    termijn 6 weken
    taak plan door aanbieder binnen 10 werkdagen, vanaf trede acuut 48 uur
    taak brief door aanbieder wettelijk binnen 2 weken
    klaar -> gesloten
    te laat -> gesloten
}
einde gesloten
"#;

fn at(local: &str) -> Timestamp {
    format!("{local}:00+01:00").parse().expect("an instant")
}

fn opened(now: &str) -> (Case, Step) {
    let playbook = Playbook::compile(SOURCE).expect("compiles");
    playbook.opening("casus-1").party("gemeente", "Gemeente B").open(at(now)).expect("opens")
}

/// The sentences of the due dates that a step gives.
fn derived(step: &Step) -> Vec<String> {
    step.effects().filter_map(|effect| effect.derived()).map(|text| text.nl).collect()
}

#[test]
fn every_due_date_says_why_it_falls_there() {
    let (mut case, step) = opened("2026-12-11T09:00");
    let plan = "geopend vr 11-12-2026, + 10 werkdagen: ma 14-12, di 15-12, wo 16-12, do 17-12, \
        vr 18-12, ma 21-12, di 22-12, wo 23-12, do 24-12, (vr 25-12 Eerste Kerstdag) ma 28-12; \
        uiterlijk ma 28-12, 24.00 uur";
    let brief = "geopend vr 11-12-2026, + wettelijk 2 weken: (vr 25-12 Eerste Kerstdag, \
        za 26-12 Tweede Kerstdag, zo 27-12) ma 28-12, Atw art. 1 lid 1; uiterlijk ma 28-12, \
        24.00 uur";
    assert_eq!(derived(&step), [plan, brief]);
    let opened = step.effects().find(|effect| effect.derivation().is_some()).expect("one");
    assert!(matches!(opened.kind(), EffectKind::Opened { .. }));
    assert!(!opened.derivation().expect("one").is_plain());
    assert!(opened.derived().expect("one").en.starts_with("opened Fri 11 Dec 2026, + 10 working"));

    let raise =
        Event::determine("acuut", "het loopt spaak").id("trede-1").by("gemeente", "Gemeente B");
    let step = case.apply(at("2026-12-14T10:00"), raise).expect("raised");
    let raised = "vanaf ma 14-12-2026, 10.00 uur, + 48 uur; uiterlijk wo 16-12, 10.00 uur";
    assert_eq!(derived(&step), [raised]);
    let why = case.why("plan").remove(0).text().nl;
    assert!(
        why.contains("uiterlijk wo 16-12-2026 10:00: vanaf trede acuut binnen 48 uur"),
        "{why}"
    );
    assert!(why.contains(raised), "{why}");
    assert!(why.contains("op vr 11-12-2026 09:00 beloofd: uiterlijk ma 28-12-2026"), "{why}");
}

#[test]
fn a_term_that_was_extended_suspended_or_set_says_so() {
    let (mut case, _) = opened("2026-12-11T09:00");
    let longer = "2 weken".parse().expect("a term");
    let step =
        case.apply(at("2026-12-14T09:00"), Event::extend("plan", longer, "ziekte").id("langer"));
    let extended = "vanaf ma 28-12-2026, + 2 weken; uiterlijk ma 11-1-2027, 24.00 uur";
    assert_eq!(derived(&step.expect("extended")), [extended]);
    let why = case.why("plan").remove(0).text().nl;
    assert!(why.contains("uitgesteld, verlengd of anders bepaald na de opening"), "{why}");

    let step = case
        .apply(at("2026-12-21T09:00"), Event::suspend("overleg").id("stil"))
        .expect("suspended");
    assert_eq!(derived(&step), Vec::<String>::new());
    let step = case.apply(at("2027-01-04T09:00"), Event::resume().id("weer")).expect("resumed");
    let [plan, brief, term] = &derived(&step)[..] else { panic!("{:?}", derived(&step)) };
    let left = "loopt weer vanaf ma 4-1-2027, nog 21 dagen; uiterlijk ma 25-1, 24.00 uur";
    assert_eq!(plan, left);
    let rolled =
        "loopt weer vanaf ma 4-1-2027, nog wettelijk 7 dagen; uiterlijk ma 11-1, 24.00 uur";
    assert_eq!(brief, rolled);
    assert!(term.starts_with("loopt weer vanaf ma 4-1-2027, nog 32 dagen"), "{term}");

    let day = "2027-02-01".parse().expect("a day");
    let set = Event::set_due("plan", NewDue::Day(day), "afgesproken").id("gezet");
    let step = case.apply(at("2027-01-05T09:00"), set).expect("set");
    assert_eq!(derived(&step), Vec::<String>::new());
}

#[test]
fn what_was_promised_when_stays_known() {
    let (mut case, _) = opened("2026-12-11T09:00");
    let longer = "2 weken".parse().expect("a term");
    case.apply(at("2026-12-14T09:00"), Event::extend("plan", longer, "ziekte").id("langer"))
        .expect("extended");
    case.apply(at("2026-12-21T09:00"), Event::suspend("overleg").id("stil")).expect("suspended");
    case.apply(at("2027-01-04T09:00"), Event::resume().id("weer")).expect("resumed");
    let plan = ObligationNo(0);
    let promised: Vec<String> = case.promises(plan).into_iter().map(|it| it.text.nl).collect();
    let expected = [
        "op vr 11-12-2026 09:00 beloofd: uiterlijk ma 28-12-2026",
        "op ma 14-12-2026 09:00 beloofd: uiterlijk ma 11-1-2027",
        "op ma 21-12-2026 09:00 beloofd: nog zonder uiterste datum",
        "op ma 4-1-2027 09:00 beloofd: uiterlijk ma 25-1-2027",
    ];
    assert_eq!(promised, expected);
    let obligation = case.state().obligation(plan).expect("an obligation");
    let day = |then| obligation.promised(then).and_then(|due| due.day).map(|day| day.to_string());
    assert_eq!(day(Known::At(at("2026-12-11T08:59"))), None);
    assert_eq!(day(Known::At(at("2026-12-20T12:00"))).as_deref(), Some("2027-01-11"));
    assert_eq!(day(Known::At(at("2026-12-24T12:00"))), None);
    assert_eq!(day(Known::Entry(1)).as_deref(), Some("2026-12-28"));
    assert_eq!(case.owed()[0].ends.and_then(|due| due.day), obligation.due.and_then(|due| due.day));
    assert!(case.derivation(plan).expect("derived").text().nl.contains("nog 21 dagen"));
}

const LENGTHS: &str = r#"draaiboek duren "Duren"
versie "1"
geldig vanaf 2026-01-01
tijdzone "Europe/Amsterdam"

rol gemeente
gegeven verblijf : duur in weken
gegeven los : duur
signaal stand door gemeente eventueel verblijf, los
tabel soort : keuze kort, lang eerste { kort als verblijf < 26 weken ; lang als verblijf >= 26 weken }

stap volgen begin {
    regie gemeente
    zonder termijn "tot het lang duurt"
    zodra soort is lang -> gesloten
    bij stand { leg vast "{verblijf} {los}" }
}
einde gesloten
"#;

#[test]
fn a_duration_is_taken_in_units_that_compare_with_its_own() {
    let playbook = Playbook::compile(LENGTHS).expect("compiles");
    let opening = playbook.opening("casus-1").party("gemeente", "Gemeente B");
    let (mut case, _) = opening.open(at("2026-12-11T09:00")).expect("opens");
    let mut states = 0;
    let mut state = |fact: &str, length: Duration| {
        states += 1;
        let told = Event::signal("stand").id(format!("stand-{states}")).with(fact, length);
        case.apply(at("2026-12-11T10:00"), told.by("gemeente", "Gemeente B"))
            .map(|_| (case.value("soort"), case.is_in("volgen")))
    };
    let refused = [
        Duration::new(6, Unit::Month),
        Duration::new(4368, Unit::Hour),
        Duration::new(130, Unit::WorkingDay),
        Duration::new(26, Unit::Week).statutory(),
    ];
    for length in refused {
        let refusal = state("verblijf", length).expect_err("another unit");
        assert_eq!(refusal.faults.len(), 1);
        let text = refusal.faults.first().map(|fault| fault.text(playbook.machine()));
        let text = text.expect("a fault");
        assert_eq!(text.nl, "de waarde van `verblijf` past niet: geef een duur in dagen of weken");
        assert_eq!(
            text.en,
            "the value of `verblijf` does not fit: give a duration in days or weeks"
        );
    }
    // What is compared with nothing may be of any unit.
    assert!(state("los", Duration::new(6, Unit::Month)).is_ok());
    let found = state("verblijf", Duration::new(25, Unit::Week)).expect("weeks");
    assert_eq!(found, (Some(Value::Choice("kort".to_owned())), true));
    let found = state("verblijf", Duration::new(182, Unit::Day)).expect("days");
    assert_eq!(found, (Some(Value::Choice("lang".to_owned())), false));
}

#[test]
fn an_alarm_that_was_past_when_its_date_came_says_so() {
    let source = include_str!("corpus/scenario/teruggeteld.draaiboek");
    let playbook = Playbook::compile(source).expect("compiles");
    let opening = playbook.opening("casus-1").party("gemeente", "Gemeente B");
    let (mut case, _) = opening.open(at("2026-11-02T09:00")).expect("opens");
    let mut told = |day: &str| {
        let day: Date = day.parse().expect("a day");
        let event = Event::signal("bericht").id(format!("tot {day}")).with("titel_tot", day);
        let step = case.apply(at("2026-11-02T09:00"), event.by("gemeente", "Gemeente B"));
        let step = step.expect("accepted");
        let past = |it: &Remark<'_>| matches!(it.kind(), Trace::Past { .. });
        step.trace().filter(past).map(|it| it.text()).collect::<Vec<_>>()
    };
    assert_eq!(told("2027-01-03"), []);
    let [past] = &told("2026-12-11")[..] else { panic!("one") };
    assert_eq!(
        past.nl,
        "`2 maanden voor titel_tot` (regel 14) hoort bij zo 11-10-2026 00:00, dat al voorbij is: \
         daarom meteen"
    );
    assert_eq!(
        past.en,
        "`2 months before titel_tot` (line 14) is for Sun 11 Oct 2026 00:00, which is past: so at \
         once"
    );
}

const FAR: &str = r#"draaiboek ver "Ver weg"
versie "1"
geldig vanaf 2026-01-01
tijdzone "Europe/Amsterdam"

rol gemeente
gegeven begin_op : datum
gegeven einde_op : datum
gegeven zitting : tijdstip
signaal stand door gemeente eventueel begin_op, einde_op, zitting

stap volgen begin {
    regie gemeente
    termijn 26 weken, binnen 2 werkdagen na zitting
    taak toets door gemeente binnen 6 weken na begin_op
    2 maanden voor einde_op { leg vast "bijna" }
    bij stand { leg vast "stand" }
    te laat -> gesloten
}
einde gesloten
"#;

#[test]
fn a_date_from_which_a_term_leads_outside_the_years_is_refused_by_name() {
    let playbook = Playbook::compile(FAR).expect("compiles");
    let opening = playbook.opening("casus-1").party("gemeente", "Gemeente B");
    let (mut case, _) = opening.open(at("2026-11-02T09:00")).expect("opens");
    let mut state = |fact: &str, value: Value| {
        let event = Event::signal("stand").id(format!("{fact} {value:?}")).with(fact, value);
        let told = case.apply(at("2026-11-02T09:00"), event.by("gemeente", "Gemeente B"));
        told.map_err(|refusal| {
            let ids: Vec<_> = refusal.faults.iter().map(|fault| fault.id()).collect();
            (ids, refusal.text(playbook.machine()).nl)
        })
    };
    let day = |text: &str| Value::Date(text.parse().expect("a day"));
    let (codes, text) = state("begin_op", day("9999-12-31")).expect_err("six weeks too far");
    assert_eq!(codes, ["R05"]);
    assert!(text.contains("van `begin_op` afhangt"), "{text}");
    assert_eq!(state("einde_op", day("0001-02-15")).expect_err("too early").0, ["R05"]);
    let last = Value::Instant("9999-12-30T10:00:00Z".parse().expect("an instant"));
    assert_eq!(state("zitting", last).expect_err("too far").0, ["R05"]);
    // Where nothing is counted on from it, the last day is a day like any other.
    assert!(state("einde_op", day("9999-12-31")).is_ok());
    assert!(state("begin_op", day("9999-11-19")).is_ok());
    let longer = Duration::new(u32::MAX - 1, Unit::Year);
    let extend = Event::extend("toets", longer, "ziekte").id("langer");
    let refusal = case.apply(at("2026-11-03T09:00"), extend).expect_err("beyond all years");
    let text = refusal.text(playbook.machine()).nl;
    assert!(text.contains("niet te verlengen: 4294967294 jaar vanaf 9999-12-31"), "{text}");
    let hours = Duration::new(3, Unit::BusinessHour);
    let extend = Event::extend("toets", hours, "ziekte").id("korter");
    let refusal = case.apply(at("2026-11-03T09:00"), extend).expect_err("no opening hours");
    let text = refusal.text(playbook.machine()).nl;
    assert!(text.contains("de kalender heeft geen openingstijden"), "{text}");
}

#[test]
fn a_host_adds_a_decree_that_nobody_knew_of() {
    let source = SOURCE
        .replace("rol aanbieder", "kalender kk { vrij 2029-06-01 }\nrol aanbieder, kalender kk");
    let playbook = Playbook::compile(&source).expect("compiles");
    let days: [(Date, &str); 1] = [("2029-05-11".parse().expect("a day"), "Stcrt. 2028, 1")];
    let newer = playbook.equating(days, Some((2029, 2031))).expect("sound");
    assert_ne!(playbook.machine().hash(), newer.machine().hash());
    let derived = |playbook: &Playbook| {
        let opening = playbook.opening("casus-1").party("gemeente", "Gemeente B");
        // The brief is due on Ascension Day, which comes before that Friday.
        let (_, step) = opening.open(at("2029-04-26T09:00")).expect("opens");
        derived(&step).swap_remove(1)
    };
    let before = derived(&playbook);
    assert!(before.contains("uiterlijk vr 11-5, 24.00 uur (voorlopig"), "{before}");
    let after = derived(&newer);
    assert!(after.ends_with("uiterlijk ma 14-5, 24.00 uur"), "{after}");
    assert!(after.contains("vr 11-5 Stcrt. 2028, 1"), "{after}");
    let wire = newer.to_wire().expect("a text");
    let read = Playbook::from_wire(wire.as_bytes()).expect("the same");
    assert_eq!(read.machine().hash(), newer.machine().hash());
    assert!(playbook.equating([], Some((2031, 2029))).is_err());
}
