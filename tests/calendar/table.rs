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

/// With closings across the ends of years and holidays that are worked.
fn own() -> Calendar {
    Calendar::national()
        .working(Holiday::GoodFriday)
        .working(Holiday::LiberationDay)
        .closed(date("1989-12-20"), date("1990-01-09"), "Verbouwing")
        .closed(date("2026-12-28"), date("2026-12-31"), "Kerstreces")
        .closed(date("2061-01-20"), date("2061-11-30"), "Brand")
        .closed(date("2150-12-20"), date("2151-01-20"), "Verhuizing")
}

#[test]
fn counting_working_days_allocates_nothing() {
    let (calendar, zone) = (own(), amsterdam());
    // Its working days are listed when they are first asked for.
    calendar.day_after(date("2026-11-26"), term("1 werkdag")).unwrap();
    let counted = allocation_counter::measure(|| {
        for amount in 0..=250 {
            let term = Duration::new(amount, Unit::WorkingDay).statutory();
            calendar.day_after(date("2026-11-26"), term).unwrap();
            calendar.due_before(&zone, date("2027-11-26"), term).unwrap();
        }
    });
    assert_eq!(counted.count_total, 0);
}

#[test]
fn working_days_of_all_years_in_which_cases_run_and_around_them() {
    let days = |first: &str, last: &str| {
        let (first, last) = (date(first), date(last));
        (0..=last.days_since(first)).map(move |day| first.add_days(day.into()).unwrap())
    };
    for calendar in [Calendar::national(), own()] {
        let open: Vec<Date> =
            days("1984-01-01", "2157-12-31").filter(|it| calendar.is_working_day(*it)).collect();
        for (k, start) in days("1988-01-01", "2153-12-31").enumerate() {
            let amount = [1, 2, 5, 23, 250, 600, 0][k % 7];
            let term = Duration::new(amount, Unit::WorkingDay);
            let before = open.partition_point(|day| *day < start);
            let until = open.partition_point(|day| *day <= start);
            let (after, back) = match amount as usize {
                0 => (start, start),
                amount => (open[until + amount - 1], open[before - amount]),
            };
            assert_eq!(calendar.day_after(start, term).unwrap().date, after, "{start} {amount}");
            assert_eq!(calendar.day_before(start, term).unwrap().date, back, "{start} {amount}");
        }
    }
}

#[test]
fn a_calendar_that_gets_another_entry_counts_with_it() {
    let (calendar, week) = (Calendar::national(), term("5 werkdagen"));
    let end = |calendar: &Calendar| calendar.day_after(date("2026-08-28"), week).unwrap().date;
    assert_eq!(end(&calendar), date("2026-09-04"));
    let closed = calendar.clone().closed(date("2026-09-01"), date("2026-09-01"), "Studiedag");
    assert_eq!(end(&closed), date("2026-09-07"));
    assert_eq!(end(&calendar), date("2026-09-04"));
    assert_eq!(calendar, Calendar::national());
}
