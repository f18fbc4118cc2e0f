//! Adding working days, beside walking the same bitmap a day at a time; what listing them costs once
//! for each calendar; and raising the severity of a case with many open deadlines.
//!
//! `cargo bench --bench calendar` prints the ratios.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    unreachable_pub,
    reason = "benchmarks may fail as tests do"
)]

#[allow(dead_code, reason = "prints its own ratios")]
#[path = "support/ratio.rs"]
mod ratio;

#[path = "support/raise.rs"]
mod raise;

use std::hint::black_box;

use criterion::Criterion;
use draaiboek::calendar::{Calendar, Date, Duration, Holiday, Unit, Zone};
use ratio::Ratios;

const YEARS: std::ops::RangeInclusive<u16> = 2020..=2033;

const AMOUNTS: [u32; 3] = [1, 20, 250];

/// The working days of some years as bits, one after another.
struct Bitmap {
    first: Date,
    bits: Vec<u64>,
}

impl Bitmap {
    fn new(calendar: &Calendar) -> Self {
        let first = Date::new(*YEARS.start(), 1, 1).unwrap();
        let last = Date::new(*YEARS.end(), 12, 31).unwrap();
        let days = usize::try_from(last.days_since(first)).unwrap() + 1;
        let mut bits = vec![0; days.div_ceil(64)];
        for day in 0..days {
            let date = first.add_days(i64::try_from(day).unwrap()).unwrap();
            bits[day / 64] |= u64::from(calendar.is_working_day(date)) << (day % 64);
        }
        Self { first, bits }
    }

    /// Walks from date to date.
    fn walk(&self, start: Date, amount: u32) -> Date {
        let (mut date, mut left) = (start, amount);
        while left > 0 {
            date = date.tomorrow().unwrap();
            let day = usize::try_from(date.days_since(self.first)).unwrap();
            left -= u32::from(self.bits[day / 64] >> (day % 64) & 1 == 1);
        }
        date
    }

    /// Walks from bit to bit, and makes a date of the last: the least that a walk can cost.
    fn add(&self, start: Date, amount: u32) -> Date {
        let mut day = usize::try_from(start.days_since(self.first)).unwrap();
        let mut left = amount;
        while left > 0 {
            day += 1;
            left -= u32::from(self.bits[day / 64] >> (day % 64) & 1 == 1);
        }
        self.first.add_days(i64::try_from(day).unwrap()).unwrap()
    }
}

/// A calendar whose working days were not asked for yet.
fn own() -> Calendar {
    Calendar::national().working(Holiday::GoodFriday).closed(
        Date::new(2026, 12, 28).unwrap(),
        Date::new(2026, 12, 31).unwrap(),
        "Kerstreces",
    )
}

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let ratios = Ratios::default();
    let starts: Vec<Date> =
        (0..1000_i64).map(|k| Date::new(2024, 1, 1).unwrap().add_days(k * 3).unwrap()).collect();
    let count = starts.len() as u64;
    for (calendar, whose) in [(Calendar::national(), "national"), (own(), "own")] {
        let bitmap = Bitmap::new(&calendar);
        for amount in AMOUNTS {
            let term = Duration::new(amount, Unit::WorkingDay);
            let counted = |start: Date| calendar.day_after(start, term).unwrap().date;
            for start in &starts {
                assert_eq!(counted(*start), bitmap.add(*start, amount), "{start} + {amount}");
            }
            let each = |add: &dyn Fn(Date) -> Date| {
                for start in &starts {
                    black_box(add(black_box(*start)));
                }
            };
            let name = format!("{whose} calendar, {amount} working days");
            ratios.measure(&mut criterion, &name, count, || (), |()| each(&counted));
            let walk = |start| bitmap.walk(start, black_box(amount));
            let dates = format!("{name}, by dates");
            ratios.measure(&mut criterion, &dates, count, || (), |()| each(&walk));
            let walk = |start| bitmap.add(start, black_box(amount));
            let bits = format!("{name}, by bits");
            ratios.measure(&mut criterion, &bits, count, || (), |()| each(&walk));
        }
    }
    let (calendar, zone) = (Calendar::national(), Zone::named("Europe/Amsterdam").unwrap());
    let term = Duration::new(10, Unit::WorkingDay);
    ratios.measure(
        &mut criterion,
        "due, with the zone",
        count,
        || (),
        |()| {
            for start in &starts {
                black_box(calendar.due_after(&zone, black_box(*start), term).unwrap());
            }
        },
    );
    ratios.measure(
        &mut criterion,
        "derivation",
        count,
        || (),
        |()| {
            for start in &starts {
                black_box(calendar.derive_after(&zone, black_box(*start), term).unwrap());
            }
        },
    );
    ratios.measure(&mut criterion, "listing the working days", 1, own, |calendar| {
        calendar.day_after(starts[0], term).unwrap();
        calendar
    });
    raise::measure(&ratios, &mut criterion);
    criterion.final_summary();
    raise::print(&ratios);
    let listing = ratios.of("listing the working days");
    println!("listing the working days, once for a calendar: {listing:.0} ns");
    println!("due, 10 working days: {:.0} ns", ratios.of("due, with the zone"));
    println!("derivation, 10 working days: {:.0} ns", ratios.of("derivation"));
    for whose in ["national", "own"] {
        for amount in AMOUNTS {
            let name = format!("{whose} calendar, {amount} working days");
            let of = |walk| ratios.of(&format!("{name}, {walk}"));
            let (fast, dates, bits) = (ratios.of(&name), of("by dates"), of("by bits"));
            let (times, of_bits) = (dates / fast, bits / fast);
            let verdict = match amount {
                250 if of_bits >= 20.0 => ": ok",
                250 => ": TOO SLOW (at least 20 times)",
                _ => "",
            };
            println!(
                "{name}: {fast:.1} ns; from date to date {dates:.1} ns, {times:.1} times; \
                 from bit to bit {bits:.1} ns, {of_bits:.1} times{verdict}"
            );
        }
    }
}
