//! Business hours, by hand and against a counter that goes through the clock minute by minute.

use draaiboek::calendar::{Opening, Step, Way};

use super::*;

fn opening(day: Weekday, from: u16, until: u16) -> Opening {
    Opening { day, from, until }
}

/// Monday to Thursday 9:00 to 17:00, on Friday with a break and an hour less.
fn office() -> Calendar {
    use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    let week = [Monday, Tuesday, Wednesday, Thursday];
    let office = week
        .into_iter()
        .fold(Calendar::national(), |calendar, day| calendar.open(opening(day, 540, 1020)));
    office.open(opening(Friday, 540, 750)).open(opening(Friday, 780, 960))
}

#[test]
fn business_hours_counted_by_hand() {
    let (calendar, zone) = (office(), amsterdam());
    let after = |start: &str, hours: &str| {
        let due = calendar.due(&zone, at(start), term(hours)).unwrap();
        assert_eq!(due.day, None);
        zone.local(due.instant).to_string()
    };
    // 26 November 2026 is a Thursday.
    let cases = [
        ("2026-11-26 09:00", "8 kantooruren", "2026-11-26 17:00"),
        ("2026-11-26 15:00", "2 kantooruren", "2026-11-26 17:00"),
        ("2026-11-26 15:00", "3 kantooruren", "2026-11-27 10:00"),
        ("2026-11-26 20:00", "1 kantooruur", "2026-11-27 10:00"),
        ("2026-11-26 05:30", "1 business hour", "2026-11-26 10:00"),
        ("2026-11-27 12:00", "1 kantooruur", "2026-11-27 13:30"),
        ("2026-11-27 15:30", "2 kantooruren", "2026-11-30 10:30"),
        ("2026-11-28 11:00", "8 kantooruren", "2026-11-30 17:00"),
        ("2026-11-26 15:00", "0 kantooruren", "2026-11-26 15:00"),
        // Christmas on a Friday; New Year on a Friday.
        ("2026-12-24 16:00", "2 kantooruren", "2026-12-28 10:00"),
        ("2026-12-31 16:00", "1 kantooruur", "2026-12-31 17:00"),
        // The clocks change on Sunday 28 March 2027, Easter; Monday is Easter Monday.
        ("2027-03-25 16:00", "2 kantooruren", "2027-03-30 10:00"),
        ("2026-11-23 09:00", "39 kantooruren", "2026-11-30 09:30"),
    ];
    for (start, hours, end) in cases {
        assert_eq!(after(start, hours), end, "{hours} from {start}");
    }
    let before = |end: &str, hours: &str| {
        let due = calendar.due_before(&zone, at(end), term(hours)).unwrap();
        zone.local(due.instant).to_string()
    };
    assert_eq!(before("2026-11-30 10:30", "2 kantooruren"), "2026-11-27 15:30");
    assert_eq!(before("2026-11-30 08:00", "1 kantooruur"), "2026-11-27 15:00");
    assert_eq!(before("2026-11-27 13:30", "1 kantooruur"), "2026-11-27 12:00");
}

#[test]
fn business_hours_say_which_hours_count() {
    let (calendar, zone) = (office(), amsterdam());
    let text = |start: &str, hours: &str| {
        let derived = calendar.derive(&zone, at(start), term(hours)).unwrap();
        let text = derived.text();
        format!("{}\n{}", text.nl, text.en)
    };
    insta::assert_snapshot!(
        [
            text("2026-11-26 15:00", "4 kantooruren"),
            text("2026-12-24 16:00", "12 kantooruren"),
            text("2026-11-26 15:00", "100 kantooruren"),
            text("2026-11-26 15:00", "0 kantooruren"),
        ]
        .join("\n")
    );
    let back = calendar.derive_before(&zone, at("2026-11-30 10:30"), term("2 kantooruren"));
    let expected = "2 kantooruren voor ma 30-11-2026, 10.30 uur: ma 30-11 9.00–10.30, \
        vr 27-11 15.30–16.00; uiterlijk vr 27-11, 15.30 uur";
    assert_eq!(back.unwrap().text().nl, expected);
}

#[test]
fn business_hours_need_opening_hours() {
    let zone = amsterdam();
    let never = Calendar::national();
    let error = never.due(&zone, at("2026-11-26 09:00"), term("1 kantooruur")).unwrap_err();
    assert_eq!(error, CalendarError::NoHours);
    assert!(error.text().nl.contains("open 09:00 tot 17:00"));
    let outside =
        office().due(&zone, at("2026-11-26 09:00"), Duration::new(u32::MAX, Unit::BusinessHour));
    assert!(matches!(outside, Err(CalendarError::OutOfRange { .. })));
    let faults = |calendar: Calendar| calendar.faults().len();
    assert_eq!(faults(office()), 0);
    assert_eq!(faults(office().open(opening(Weekday::Friday, 740, 790))), 2);
    assert_eq!(faults(office().open(opening(Weekday::Sunday, 600, 600))), 1);
    assert_eq!(faults(office().open(opening(Weekday::Sunday, 600, 1441))), 1);
}

/// Whether a calendar is open in the minute that begins at an instant.
fn is_open(zone: &Zone, hours: &[Opening], shut: &impl Fn(Date) -> bool, at: Timestamp) -> bool {
    let local = zone.local(at);
    let minute = u16::from(local.hour) * 60 + u16::from(local.minute);
    let here =
        |it: &Opening| it.day == local.date.weekday() && it.from <= minute && minute < it.until;
    !shut(local.date) && hours.iter().any(here)
}

fn hours() -> impl Strategy<Value = Vec<Opening>> {
    // Nobody is open at night, when the clocks change.
    let one = (0..7_usize, 18..90_u16, 1..40_u16);
    prop::collection::vec(one, 1..8).prop_map(|all| {
        let mut found: Vec<Opening> = vec![];
        for (day, from, length) in all {
            let (from, until) = (from * 10, (from + length).min(144) * 10);
            let opening = opening(Weekday::ALL[day], from, until);
            if !found.iter().any(|other| other.overlaps(&opening)) {
                found.push(opening);
            }
        }
        found
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn business_hours_as_the_clock_goes_minute_by_minute(
        start in naive::days(), minute in 0..1440_i64, amount in 0..30_u32, hours in hours(),
        closed in prop::collection::btree_set(0..40_i64, 0..6), stop in 0..20_000_i64,
    ) {
        let zone = amsterdam();
        let mut calendar = Calendar::national().working(Holiday::LiberationDay);
        for opening in &hours {
            calendar = calendar.open(*opening);
        }
        let mut off = std::collections::BTreeSet::new();
        for days in closed {
            let day = start.add_days(days).unwrap();
            off.insert(day);
            calendar = calendar.closed(day, day, "dicht");
        }
        let shut = |day: Date| {
            let liberation = (day.month(), day.day()) == (5, 5)
                && Holiday::Ascension.date(day.year()) != Some(day);
            off.contains(&day) || (Holiday::on(day).is_some() && !liberation)
        };
        let from = zone.first_instant(start).add_seconds(minute * 60).unwrap();
        let duration = Duration::new(amount, Unit::BusinessHour);
        let due = calendar.due(&zone, from, duration).unwrap();
        let (mut at, mut left, mut passed) = (from, amount * 60, 0);
        let stopped = from.add_seconds(stop * 60).unwrap();
        while left > 0 {
            let open = is_open(&zone, &hours, &shut, at);
            left -= u32::from(open);
            passed += u32::from(open && at < stopped);
            at = at.add_seconds(60).unwrap();
        }
        prop_assert_eq!(due.instant, at);
        let derived = calendar.explain(&zone, due).unwrap();
        prop_assert_eq!(derived.instant, due.instant);
        let counted: u32 = derived.steps.iter().map(|step| match step {
            Step::Open { from, until, .. } => until - from,
            _ => 0,
        }).sum();
        prop_assert_eq!(counted, amount * 3600);
        // What is left, run again from where it stopped, ends where it would have.
        let resumed = calendar.resumed(&zone, stopped, calendar.left(&zone, stopped, due)).unwrap();
        if passed < amount * 60 {
            prop_assert_eq!(resumed.instant, due.instant);
            prop_assert_eq!(calendar.explain(&zone, resumed).unwrap().way, Way::Left);
        }
        // And back again.
        let back = calendar.due_before(&zone, due.instant, duration).unwrap().instant;
        let (mut at, mut left) = (due.instant, amount * 60);
        while left > 0 {
            at = at.add_seconds(-60).unwrap();
            left -= u32::from(is_open(&zone, &hours, &shut, at));
        }
        prop_assert_eq!(back, at);
    }
}
