//! The table of terms counted by hand, and the test vectors of the domain in it.

use super::*;

struct Case<'a> {
    backwards: bool,
    start: &'a str,
    term: Duration,
    end: &'a str,
    clamped: bool,
}

fn cases() -> Vec<Case<'static>> {
    let lines = include_str!("../data/terms.csv").lines().filter(|line| !line.starts_with('#'));
    let read = |line: &'static str| {
        let [way, start, term, end, why] = line.split(';').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let backwards = match way {
            "after" => false,
            "before" => true,
            _ => panic!("{line}"),
        };
        Case { backwards, start, term: super::term(term), end, clamped: why.starts_with("clamped") }
    };
    lines.skip(1).map(read).collect()
}

#[test]
fn terms_counted_by_hand() {
    let (calendar, zone) = (Calendar::national(), amsterdam());
    let cases = cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    for case in cases {
        let noon = format!("{} 12:00", case.start);
        let (due, derived) = if case.backwards {
            let from = date(case.start);
            let derived = calendar.derive_before(&zone, from, case.term);
            (calendar.due_before(&zone, from, case.term).unwrap(), derived.unwrap())
        } else {
            let from = at(if case.start.contains(' ') { case.start } else { &noon });
            let derived = calendar.derive(&zone, from, case.term);
            (calendar.due(&zone, from, case.term).unwrap(), derived.unwrap())
        };
        let name = format!("{} {:?}", case.start, case.term);
        if case.end.contains(' ') {
            assert_eq!((due.instant, due.day), (at(case.end), None), "{name}");
        } else {
            let end = date(case.end);
            assert_eq!((due.instant, due.day), (zone.end_of(end), Some(end)), "{name}");
        }
        assert_eq!(due.clamped, case.clamped, "{name}");
        assert_eq!((derived.instant, derived.day), (due.instant, due.day), "{name}");
    }
}

#[test]
fn counting_working_days_allocates_nothing() {
    let calendar = Calendar::national().working(Holiday::GoodFriday).closed(
        date("2026-12-28"),
        date("2026-12-31"),
        "Kerstreces",
    );
    let zone = amsterdam();
    let counted = allocation_counter::measure(|| {
        for amount in 0..=250 {
            let term = Duration::new(amount, Unit::WorkingDay).statutory();
            calendar.day_after(date("2026-11-26"), term).unwrap();
            calendar.due_before(&zone, date("2027-11-26"), term).unwrap();
        }
    });
    assert_eq!(counted.count_total, 0);
}
