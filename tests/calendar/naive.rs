//! Day-by-day counting, written to be obviously right, and the properties held against it.

use std::collections::BTreeSet;

use super::*;

/// Easter by Knuth's algorithm (The Art of Computer Programming, 1.3.2, exercise 14).
fn knuth(year: i32) -> Date {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let (dropped, moon) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5);
    let sunday = 5 * year / 4 - dropped - 10;
    let mut epact = (11 * golden + 20 + moon - dropped).rem_euclid(30);
    if (epact == 25 && golden > 11) || epact == 24 {
        epact += 1;
    }
    let mut full = 44 - epact;
    if full < 21 {
        full += 30;
    }
    full += 7 - (sunday + full) % 7;
    let march = Date::new(year.try_into().unwrap(), 3, 1).unwrap();
    march.add_days(i64::from(full) - 1).unwrap()
}

/// Whether the law knows the day as a Saturday, a Sunday or a holiday; 1990 and later.
fn rests(day: Date) -> bool {
    let civil = jiff::civil::Date::from(day);
    if civil.weekday().to_monday_zero_offset() >= 5 {
        return true;
    }
    let queen = if day.year() < 2014 { (4, 30) } else { (4, 27) };
    let fixed = [(1, 1), (5, 5), (12, 25), (12, 26), queen];
    let saturday = civil.weekday() == jiff::civil::Weekday::Saturday;
    let eve = saturday && (day.month(), day.day() + 1) == queen;
    let after_easter = day.days_since(knuth(day.year().into()));
    fixed.contains(&(day.month(), day.day())) || eve || [-2, 1, 39, 50].contains(&after_easter)
}

/// What decrees of 2022 to 2028 equate with holidays, for the Act alone.
#[rustfmt::skip]
const DECREED: [&str; 11] = [
    "2022-05-27", "2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30",
    "2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26",
];

/// Whether the day is no ordinary one to the Act.
fn equated(day: Date) -> bool {
    rests(day) || DECREED.contains(&day.to_string().as_str())
}

fn step(day: Date, forward: bool) -> Date {
    if forward { day.tomorrow().unwrap() } else { day.yesterday().unwrap() }
}

fn walk(from: Date, amount: u32, forward: bool, works: impl Fn(Date) -> bool) -> Date {
    let (mut day, mut left) = (from, amount);
    while left > 0 {
        day = step(day, forward);
        left -= u32::from(works(day));
    }
    day
}

/// Articles 1(1) and 2 of the Algemene termijnenwet, for a term of so many days.
fn roll(start: Date, days: u32) -> Date {
    let mut term: Vec<Date> = (1..=days).map(|k| start.add_days(k.into()).unwrap()).collect();
    if days >= 3 {
        while term.iter().filter(|day| !equated(**day)).count() < 2 {
            term.push(step(*term.last().unwrap(), true));
        }
    }
    let mut last = *term.last().unwrap();
    while equated(last) {
        last = step(last, true);
    }
    last
}

pub(super) fn days() -> impl Strategy<Value = Date> {
    let first = date("1990-01-01");
    (0..40_177_i64).prop_map(move |days| first.add_days(days).unwrap())
}

#[test]
fn easter_by_two_algorithms() {
    for year in 1583..=9999_u16 {
        assert_eq!(easter(year), Some(knuth(year.into())), "{year}");
    }
    assert_eq!(easter(0), None);
    assert_eq!(easter(10_000), None);
}

#[test]
fn dates_count_as_jiff_counts() {
    let mut civil = jiff::civil::date(1, 1, 1);
    let mut day = Date::MIN;
    for number in 0_i64.. {
        assert_eq!(jiff::civil::Date::from(day), civil);
        assert_eq!(Date::MIN.add_days(number), Some(day));
        let weekday =
            Weekday::ALL[usize::try_from(civil.weekday().to_monday_zero_offset()).unwrap()];
        assert_eq!(day.weekday(), weekday);
        let Ok(next) = civil.tomorrow() else { break };
        (civil, day) = (next, day.tomorrow().unwrap());
    }
    assert_eq!(day, Date::MAX);
    assert_eq!(day.tomorrow(), None);
    assert_eq!(Date::MIN.yesterday(), None);
    assert_eq!(Date::MIN.add_days(i64::MAX), None);
}

proptest! {
    #[test]
    fn working_days_as_counted_one_by_one(
        start in days(), amount in 0..700_u32, closed in prop::collection::btree_set(days(), 0..40),
        worked in prop::collection::btree_set(0..9_usize, 0..4), forward: bool,
    ) {
        let worked: BTreeSet<Holiday> = worked.into_iter().map(|i| Holiday::ALL[i]).collect();
        let mut calendar = Calendar::national();
        for holiday in &worked {
            calendar = calendar.working(*holiday);
        }
        for (k, day) in closed.iter().enumerate() {
            calendar = match k % 2 {
                0 => calendar.closed(*day, day.add_days(9).unwrap(), "dicht"),
                _ => calendar.decreed(*day, "bij besluit"),
            };
        }
        // Every other one is equated by decree, which closes nothing.
        let shut = |day: Date| {
            closed.iter().step_by(2).any(|first| (0..10).contains(&day.days_since(*first)))
        };
        let here = |day: Date| {
            let mut all = Holiday::ALL.into_iter().filter(|h| h.date(day.year()) == Some(day));
            all.any(|holiday| !worked.contains(&holiday))
        };
        let works = |day: Date| {
            let weekend = jiff::civil::Date::from(day).weekday().to_monday_zero_offset() >= 5;
            !(weekend || shut(day) || rests(day) && here(day))
        };
        let duration = Duration::new(amount, Unit::WorkingDay);
        let moved = match forward {
            true => calendar.day_after(start, duration),
            false => calendar.day_before(start, duration),
        };
        prop_assert_eq!(moved.unwrap().date, walk(start, amount, forward, works));
        prop_assert_eq!(calendar.is_working_day(start), works(start));
    }

    #[test]
    fn working_days_back_are_those_forward(start in days(), amount in 0..300_u32) {
        let (calendar, term) = (Calendar::national(), Duration::new(amount, Unit::WorkingDay));
        let there = calendar.day_after(start, term).unwrap().date;
        if calendar.is_working_day(start) {
            prop_assert_eq!(calendar.day_before(there, term).unwrap().date, start);
        }
    }

    #[test]
    fn the_act_as_it_reads(start in days(), days in 1..=90_u32) {
        let term = Duration::new(days, Unit::Day).statutory();
        let moved = Calendar::national().day_after(start, term).unwrap();
        prop_assert_eq!(moved.date, roll(start, days));
    }

    #[test]
    fn civil_terms_as_jiff_adds_them(start in days(), amount in 0..500_u32, forward: bool) {
        use jiff::ToSpan;
        let civil = jiff::civil::Date::from(start);
        let n = i64::from(amount);
        let spans = [n.days(), n.weeks(), n.months(), (n / 5).years()];
        let units = [Unit::Day, Unit::Week, Unit::Month, Unit::Year];
        for (span, unit) in spans.into_iter().zip(units) {
            let amount = if unit == Unit::Year { amount / 5 } else { amount };
            let duration = Duration::new(amount, unit);
            let (ours, theirs) = match forward {
                true => (start.plus(duration), civil.checked_add(span)),
                false => (start.minus(duration), civil.checked_sub(span)),
            };
            let moved = ours.unwrap();
            let theirs = theirs.unwrap();
            prop_assert_eq!(jiff::civil::Date::from(moved.date), theirs);
            prop_assert_eq!(moved.clamped, unit >= Unit::Month && theirs.day() != civil.day());
        }
    }

    #[test]
    fn instants_read_back(micros in Timestamp::MIN.micros()..=Timestamp::MAX.micros()) {
        let at = Timestamp::from_micros(micros).unwrap();
        prop_assert_eq!(at.to_string().parse(), Ok(at));
        if let Ok(theirs) = jiff::Timestamp::try_from(at) {
            prop_assert_eq!(theirs.to_string(), at.to_string());
            prop_assert_eq!(Timestamp::try_from(theirs), Ok(at));
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}", near in "[0-9T:+.Z-]{8,30}") {
        for text in [text, near] {
            let (date, at) = (text.parse::<Date>(), text.parse::<Timestamp>());
            if let Ok(date) = date {
                prop_assert_eq!(date.to_string(), text.as_str());
            }
            if let Ok(at) = at {
                prop_assert_eq!(at.to_string().parse(), Ok(at));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_text_is_a_zone_by_another_name(text in "\\PC{0,100}") {
        if let Ok(zone) = Zone::named(&text) {
            prop_assert_eq!(zone.name(), text);
        }
    }
}
