//! Derivations: the sentences, held against what is due, and checked step by step.

use draaiboek::calendar::{Derivation, Exclusion, Provisional, Step, Way};

use super::*;

fn sentence(start: &str, duration: &str) -> (String, String) {
    let (calendar, zone) = (Calendar::national(), amsterdam());
    let text = calendar.derive(&zone, at(start), term(duration)).unwrap().text();
    (text.nl, text.en)
}

/// The sentences of both languages, one a line.
fn lines(cases: &[(&str, &str)]) -> String {
    let line = |(start, duration): &(&str, &str)| {
        let (nl, en) = sentence(start, duration);
        format!("{nl}\n{en}\n")
    };
    cases.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sentence_of_the_example() {
    let (nl, en) = sentence("2026-04-30 10:00", "3 werkdagen");
    let expected = "ontvangen do 30-4-2026, + 3 werkdagen: vr 1-5, ma 4-5, \
        (di 5-5 Bevrijdingsdag) wo 6-5; uiterlijk wo 6-5, 24.00 uur";
    assert_eq!(nl, expected);
    let expected = "received Thu 30 Apr 2026, + 3 working days: Fri 1 May, Mon 4 May, \
        (Tue 5 May Liberation Day) Wed 6 May; due Wed 6 May, 24:00";
    assert_eq!(en, expected);
}

#[test]
fn sentences_of_every_kind_of_term() {
    insta::assert_snapshot!(lines(&[
        ("2026-12-24 20:00", "5 werkdagen"),
        ("2026-12-24 20:00", "10 werkdagen"),
        ("2026-11-26 09:00", "20 werkdagen"),
        ("2026-11-26 09:00", "60 werkdagen"),
        ("2026-11-28 09:00", "0 werkdagen"),
        ("2026-11-27 09:00", "6 weken"),
        ("2026-08-31 09:00", "6 maanden"),
        ("2026-11-13 09:00", "wettelijk 6 weken"),
        ("2026-12-24 09:00", "wettelijk 3 dagen"),
        ("2027-03-12 09:00", "wettelijk 2 weken"),
        ("2027-05-04 09:00", "wettelijk 1 dag"),
        ("2026-01-11 09:00", "wettelijk 13 weken"),
        ("2026-01-11 09:00", "wettelijk 1 jaar"),
        ("2031-05-21 09:00", "wettelijk 2 dagen"),
        ("2026-12-25 10:00", "wettelijk 24 uur"),
        ("2027-03-27 14:00", "24 uur"),
        ("2026-10-24 14:00", "24 uur"),
        ("2026-11-27 18:30", "48 uur"),
        ("2026-11-27 18:30", "200000 uur"),
        ("2027-03-27 14:00", "1 dag"),
        ("2240-03-27 14:00", "2 werkdagen"),
    ]));
}

#[test]
fn sentences_of_a_calendar_of_ones_own() {
    let zone = amsterdam();
    let calendar = Calendar::national()
        .working(Holiday::GoodFriday)
        .closed(date("2026-12-28"), date("2026-12-31"), "Kerstreces")
        .closed(date("2027-02-01"), date("2027-02-01"), "")
        .decreed(date("2029-05-11"), "");
    let after = |start: &str, duration| {
        let derived = calendar.derive_after(&zone, date(start), term(duration)).unwrap();
        derived.text().nl
    };
    let before = |start: &str, duration| {
        let text = calendar.derive_before(&zone, date(start), term(duration)).unwrap().text();
        format!("{}\n{}", text.nl, text.en)
    };
    insta::assert_snapshot!(
        [
            after("2026-12-24", "3 werkdagen"),
            after("2026-12-04", "40 werkdagen"),
            after("2027-03-25", "1 werkdag"),
            after("2029-05-09", "wettelijk 2 dagen"),
            before("2027-03-30", "2 werkdagen"),
            before("2026-12-11", "wettelijk 2 maanden"),
            before("2027-03-31", "1 maand"),
            before("2027-03-29", "24 uur"),
            before("2027-01-04", "30 werkdagen"),
        ]
        .join("\n")
    );
    let received = calendar.derive(&zone, at("2026-11-27 09:00"), term("1 dag")).unwrap();
    let opened = received.text_of(&draaiboek::diagnostic::Text {
        nl: "geopend".to_owned(),
        en: "opened".to_owned(),
    });
    assert_eq!(opened.nl, "geopend vr 27-11-2026, + 1 dag; uiterlijk za 28-11, 24.00 uur");
}

#[test]
fn years_of_which_not_all_decrees_are_known_are_provisional() {
    let (calendar, zone) = (Calendar::national(), amsterdam());
    let provisional = |calendar: &Calendar, start: &str, duration| {
        calendar.derive(&zone, at(start), term(duration)).unwrap().provisional
    };
    let ends = "wettelijk 6 weken";
    assert_eq!(provisional(&calendar, "2028-05-01 09:00", ends), None);
    let unknown = Some(Provisional::Decrees(2029));
    assert_eq!(provisional(&calendar, "2029-05-01 09:00", ends), unknown);
    assert_eq!(provisional(&calendar, "2028-12-20 09:00", ends), unknown);
    assert_eq!(provisional(&calendar, "2029-05-01 09:00", "6 weken"), None);
    assert_eq!(provisional(&calendar, "2029-05-01 09:00", "wettelijk 1 jaar"), None);
    let told = calendar.clone().decrees_known(2029, 2031);
    assert_eq!(provisional(&told, "2031-05-01 09:00", ends), None);
    assert!(told.knows_decrees(2022) && !told.knows_decrees(2032));
    let apart = calendar.clone().decrees_known(2040, 2041);
    assert!(apart.knows_decrees(2040) && !apart.knows_decrees(2026));
    let beyond = provisional(&calendar, "2201-05-01 09:00", "3 werkdagen");
    assert_eq!(beyond, Some(Provisional::Holidays(2201)));
    assert_eq!(provisional(&calendar, "1890-05-01 09:00", "3 weken"), None);
}

#[test]
fn a_decree_that_was_not_verified_and_decides_makes_a_date_provisional() {
    let zone = amsterdam();
    let told = Calendar::national().decreed(date("2026-05-15"), "Besluit (Stcrt. 2025, 1)");
    let of = |calendar: &Calendar, start: &str, duration: &str| {
        let derived = calendar.derive_after(&zone, date(start), term(duration)).unwrap();
        (derived.day.unwrap().to_string(), derived.provisional, derived.text().nl)
    };
    let national = Calendar::national();
    let unverified = |day: &str| Some(Provisional::Unverified(date(day)));
    // 15 May 2026 is the Friday after Ascension.
    let (end, provisional, text) = of(&national, "2026-05-01", "wettelijk 2 weken");
    assert_eq!((end.as_str(), provisional), ("2026-05-18", unverified("2026-05-15")));
    assert!(text.ends_with(
        "(voorlopig: niet nagegaan is of vr 15-5 bij besluit met een feestdag gelijkstaat)"
    ));
    // The second ordinary day of three would have been the Friday.
    let (end, provisional, _) = of(&national, "2026-05-12", "wettelijk 3 dagen");
    assert_eq!((end.as_str(), provisional), ("2026-05-18", unverified("2026-05-15")));
    // It lies within the term and decides nothing.
    assert_eq!(of(&national, "2026-05-01", "wettelijk 3 weken").1, None);
    assert_eq!(of(&national, "2026-05-01", "2 weken").1, None);
    // Verified: by the domain, and by whoever wrote the playbook.
    assert_eq!(of(&national, "2022-05-13", "wettelijk 2 weken").0, "2022-05-30");
    assert_eq!(of(&national, "2022-05-13", "wettelijk 2 weken").1, None);
    assert_eq!(of(&told, "2026-05-01", "wettelijk 2 weken").1, None);
}

/// Recounts a derivation from its steps alone.
fn recheck(calendar: &Calendar, zone: &Zone, of: &Derivation<'_>) {
    let mut at = of.start.day(zone);
    let mut counted = 0;
    for step in &of.steps {
        let next = if of.way == Way::Backwards { at.yesterday() } else { at.tomorrow() };
        match *step {
            Step::Counted { day } => {
                assert_eq!(Some(day), next);
                assert!(calendar.is_working_day(day) && !day.weekday().is_weekend());
                (at, counted) = (day, counted + 1);
            }
            Step::Skipped { day, why } => {
                assert_eq!(Some(day), next);
                assert!(reason_holds(day, why), "{day} {why:?}");
                assert!(!calendar.is_working_day(day));
                at = day;
            }
            Step::Moved { to } => at = to,
            Step::Clamped { wanted, to } => {
                assert!(Date::new(to.year(), to.month(), wanted).is_err());
                assert_ne!(to.tomorrow().map(Date::month), Some(to.month()));
                at = to;
            }
            Step::TwoOrdinary { first, second } => {
                assert!(first < second && second > at);
                assert!(!calendar.is_statutory_rest(first) && !calendar.is_statutory_rest(second));
                at = second;
            }
            Step::Rest { day, why } => {
                assert_eq!(day, at);
                assert!(reason_holds(day, why), "{day} {why:?}");
                at = day.tomorrow().unwrap();
            }
            Step::Rolled { to } => assert_eq!(to, at),
            Step::NotExtended { why } => {
                assert!(of.duration.statutory);
                assert!(of.duration.exclusion() == Some(why) || why == Exclusion::Backwards);
            }
            Step::Length { seconds } => assert_ne!(seconds, 86_400),
            Step::Elapsed { .. } | Step::Clocks { .. } => assert_eq!(of.day, None),
            Step::AtOnce { .. } => panic!("nothing was over"),
            Step::Open { .. } => panic!("no business hours"),
        }
    }
    if of.duration.unit == Unit::WorkingDay {
        assert_eq!(counted, of.duration.amount);
    }
    if of.day.is_some() {
        assert_eq!(of.day, Some(at));
    }
}

fn reason_holds(day: Date, why: DayOff<'_>) -> bool {
    match why {
        DayOff::National(holiday) => holiday.date(day.year()) == Some(day),
        DayOff::Weekend => day.weekday().is_weekend(),
        DayOff::Closed(name) => name == "dicht",
        DayOff::Decreed(name) => !name.is_empty(),
    }
}

fn durations() -> impl Strategy<Value = Duration> {
    let units = [
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Year,
        Unit::WorkingDay,
        Unit::WorkingDay,
    ];
    (0..300_u32, 0..units.len(), any::<bool>()).prop_map(move |(amount, unit, statutory)| {
        let amount = match units[unit] {
            Unit::Month => amount / 10,
            Unit::Year => amount / 50,
            Unit::Week => amount / 5,
            _ => amount,
        };
        Duration { amount, unit: units[unit], statutory }
    })
}

proptest! {
    #[test]
    fn a_derivation_ends_where_the_term_does_and_can_be_recounted(
        start in naive::days(), minute in 0..1440_i64, duration in durations(),
        closed in prop::collection::btree_set(naive::days(), 0..60), way in 0..3_u8,
    ) {
        let zone = amsterdam();
        let mut calendar = Calendar::national().working(Holiday::LiberationDay);
        for day in closed {
            calendar = calendar.closed(day, day.add_days(8).unwrap(), "dicht");
        }
        let at = zone.first_instant(start).add_seconds(minute * 60).unwrap();
        let (due, derived) = match way {
            0 => (calendar.due(&zone, at, duration), calendar.derive(&zone, at, duration)),
            1 => {
                let derived = calendar.derive_after(&zone, start, duration);
                (calendar.due_after(&zone, start, duration), derived)
            }
            _ => {
                let derived = calendar.derive_before(&zone, start, duration);
                (calendar.due_before(&zone, start, duration), derived)
            }
        };
        let (due, derived) = (due.unwrap(), derived.unwrap());
        prop_assert_eq!(derived.instant, due.instant);
        prop_assert_eq!(derived.day, due.day);
        prop_assert_eq!(&calendar.explain(&zone, due), &Some(derived.clone()));
        let clamped = derived.steps.iter().any(|step| matches!(step, Step::Clamped { .. }));
        prop_assert_eq!(clamped, due.clamped);
        recheck(&calendar, &zone, &derived);
        let text = derived.text();
        prop_assert!(!text.nl.is_empty() && !text.en.is_empty());
        prop_assert!(text.nl.len() < 2000, "{}", text.nl);
    }
}

proptest! {
    #[test]
    fn what_was_left_of_a_term_is_derived_as_it_is_counted(
        start in naive::days(), later in 0..200_i64, again in 0..200_i64, duration in durations(),
    ) {
        let (zone, calendar) = (amsterdam(), Calendar::national());
        let noon = |day: Date| zone.first_instant(day).add_seconds(43_200).unwrap();
        let due = calendar.due(&zone, noon(start), duration).unwrap();
        let stopped = start.add_days(later).unwrap();
        let left = calendar.left(&zone, noon(stopped), due);
        let runs = noon(stopped.add_days(again).unwrap());
        let resumed = calendar.resumed(&zone, runs, left).unwrap();
        let derived = calendar.explain(&zone, resumed).unwrap();
        prop_assert_eq!((derived.instant, derived.day), (resumed.instant, resumed.day));
        prop_assert_eq!(derived.way, Way::Left);
        prop_assert!(derived.text().nl.starts_with("loopt weer vanaf "));
        recheck(&calendar, &zone, &derived);
    }
}

#[test]
fn what_was_over_when_it_began_to_count_is_over_at_once() {
    let (zone, calendar) = (amsterdam(), Calendar::national());
    let due = calendar.due(&zone, at("2026-11-26 09:00"), term("1 werkdag")).unwrap();
    let raise = at("2026-12-01 10:30");
    let derived = calendar.explain(&zone, Due { instant: raise, day: None, ..due }).unwrap();
    assert_eq!((derived.instant, derived.day), (raise, None));
    let expected = "ontvangen do 26-11-2026, + 1 werkdag: vr 27-11; dat is al voorbij; \
        uiterlijk di 1-12, 10.30 uur";
    assert_eq!(derived.text().nl, expected);
    assert_eq!(calendar.explain(&zone, Due::at(raise)), None);
}
