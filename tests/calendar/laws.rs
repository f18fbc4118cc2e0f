//! What holds of terms by any calendar: of a playbook with holidays that are worked, of an
//! organisation that closes, of a role with hours of its own.

use draaiboek::calendar::Opening;

use super::naive::days;
use super::*;

/// Calendars of every kind: none of their years is closed.
fn calendars() -> impl Strategy<Value = Calendar> {
    let closings = prop::collection::vec((days(), 0..20_i64), 0..12);
    let worked = prop::collection::vec(0..9_usize, 0..4);
    let decreed = prop::collection::vec(days(), 0..12);
    // By day: hours that clocks skip or show twice do not add up.
    let hours = prop::collection::btree_map(0..7_usize, (5..13_u16, 1..10_u16), 1..7);
    (closings, worked, decreed, hours, any::<bool>()).prop_map(
        |(closings, worked, decreed, hours, of_a_role)| {
            let mut calendar = Calendar::national();
            for holiday in worked {
                calendar = calendar.working(Holiday::ALL[holiday]);
            }
            for day in decreed {
                calendar = calendar.decreed(day, "bij besluit");
            }
            if of_a_role {
                calendar = Calendar::national().decreed_as(&calendar);
            }
            for (first, more) in closings {
                calendar = calendar.closed(first, first.add_days(more).unwrap(), "dicht");
            }
            for (day, (from, length)) in hours {
                let (from, until) = (from * 60 + 30, (from + length) * 60 + 30);
                calendar = calendar.open(Opening { day: Weekday::ALL[day], from, until });
            }
            calendar
        },
    )
}

fn starts() -> impl Strategy<Value = Timestamp> {
    (days(), 0..86_400_i64)
        .prop_map(|(day, second)| Zone::utc().first_instant(day).add_seconds(second).unwrap())
}

const KINDS: [(Unit, bool); 13] = [
    (Unit::WorkingDay, false),
    (Unit::WorkingDay, true),
    (Unit::BusinessHour, false),
    (Unit::Minute, false),
    (Unit::Hour, false),
    (Unit::Hour, true),
    (Unit::Day, false),
    (Unit::Day, true),
    (Unit::Week, false),
    (Unit::Week, true),
    (Unit::Month, false),
    (Unit::Month, true),
    (Unit::Year, false),
];

fn of((unit, statutory): (Unit, bool), amount: u32) -> Duration {
    let duration = Duration::new(amount, unit);
    if statutory { duration.statutory() } else { duration }
}

proptest! {
    #[test]
    fn what_starts_later_never_ends_earlier(
        calendar in calendars(), start in starts(), later in 0..5_000_000_i64, amount in 0..60_u32,
    ) {
        let (zone, later) = (amsterdam(), start.add_seconds(later).unwrap());
        for kind in KINDS {
            let end = |start| calendar.due(&zone, start, of(kind, amount)).unwrap().instant;
            prop_assert!(end(start) <= end(later), "{kind:?}");
            prop_assert!(start <= end(start), "{kind:?}");
            let begin = |end| calendar.back(&zone, end, of(kind, amount)).unwrap();
            prop_assert!(begin(start) <= begin(later), "{kind:?} back");
        }
    }

    #[test]
    fn so_many_and_so_many_more_are_as_many_together(
        calendar in calendars(), start in starts(), a in 0..200_u32, b in 0..200_u32,
    ) {
        let zone = amsterdam();
        let end = |start: Timestamp, unit, amount| {
            let due = calendar.due(&zone, start, Duration::new(amount, unit)).unwrap();
            // From the last day if there is one: not from its end, which is the next.
            due.day.map_or(due.instant, |day| zone.first_instant(day))
        };
        for unit in [Unit::WorkingDay, Unit::BusinessHour, Unit::Hour, Unit::Day, Unit::Week] {
            let together = end(start, unit, a + b);
            prop_assert_eq!(end(end(start, unit, a), unit, b), together, "{:?}", unit);
            prop_assert_eq!(end(end(start, unit, b), unit, a), together, "{:?}", unit);
        }
    }

    #[test]
    fn no_term_ends_on_a_day_that_does_not_count(
        calendar in calendars(), start in starts(), amount in 1..400_u32,
    ) {
        let zone = amsterdam();
        let duration = Duration::new(amount, Unit::WorkingDay);
        let end = calendar.due(&zone, start, duration).unwrap().day.unwrap();
        prop_assert!(calendar.is_working_day(end), "{end}");
        let begin = calendar.due_before(&zone, start, duration).unwrap().day.unwrap();
        prop_assert!(calendar.is_working_day(begin), "{begin}");
        for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::WorkingDay] {
            let term = Duration::new(amount, unit).statutory();
            let end = calendar.due(&zone, start, term).unwrap().day.unwrap();
            let extended = term.exclusion().is_none();
            prop_assert!(!extended || !calendar.is_statutory_rest(end), "{term:?} {end}");
        }
    }
}
