//! One year's ordinary days as bits: counting and selecting without walking over days.

use super::Closing;
use super::date::Date;
use super::holiday::{Holiday, first_weekday, leap};

/// Bit `n` is the `n`-th day of the year (from 0): set when people work on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    year: u16,
    bits: Bits,
}

type Bits = [u64; 6];

/// The first year of [`NATIONAL`].
const FIRST: u16 = *Holiday::YEARS.start();

/// Monday to Friday without national holidays, for the years that are asked for most.
#[expect(clippy::indexing_slicing, reason = "INVARIANT: below the length, or it fails to compile")]
static NATIONAL: [Bits; (*Holiday::YEARS.end() - FIRST + 1) as usize] = {
    let mut table = [[0; 6]; _];
    let mut at = 0;
    while at < table.len() {
        table[at] = national(FIRST + at as u16);
        at += 1;
    }
    table
};

impl Year {
    /// Monday to Friday of `year` without its national holidays, 1–9999.
    pub(super) fn national(year: u16) -> Self {
        let known = year.checked_sub(FIRST).and_then(|at| NATIONAL.get(usize::from(at)));
        Self { year, bits: known.copied().unwrap_or_else(|| national(year)) }
    }

    /// Every day of `year`.
    pub(super) fn all(year: u16) -> Self {
        let mut all = Self { year, bits: [u64::MAX; 6] };
        all.clear(365 + leap(year), 6 * 64);
        all
    }

    /// Whether a day of the year is left in.
    pub(super) fn contains(&self, day: u16) -> bool {
        self.bits.get(usize::from(day / 64)).is_some_and(|word| word >> (day % 64) & 1 == 1)
    }

    /// Takes out one day of the year.
    pub(super) fn take(&mut self, day: u16) {
        self.bits = clear(self.bits, day);
    }

    /// Makes a day of the year a working day again if it is one of Monday to Friday.
    pub(super) fn give_back(&mut self, day: u16) {
        let weekdays = weekdays(self.year);
        let cleared = clear(weekdays, day);
        for ((bits, weekdays), cleared) in self.bits.iter_mut().zip(weekdays).zip(cleared) {
            *bits |= weekdays & !cleared;
        }
    }

    /// Takes out the days of a closing that lie in the year.
    pub(super) fn clear_closing(&mut self, closing: &Closing) {
        let (year, before, after) = (self.year, closing.first.year(), closing.last.year());
        if before <= year && year <= after && closing.first <= closing.last {
            let first = if before < year { 0 } else { closing.first.ordinal() };
            let last = if after > year { 366 } else { closing.last.ordinal() };
            self.clear(first, last);
        }
    }

    /// Takes out the days `from..=last`, as days of the year from 0.
    fn clear(&mut self, from: u16, last: u16) {
        let (from, last) = (i32::from(from), i32::from(last));
        for (start, word) in (0..).step_by(64).zip(&mut self.bits) {
            *word &= !(below(last - start + 1) & !below(from - start));
        }
    }

    /// How many days are left in before a day of the year.
    pub(super) fn before(&self, day: u16) -> u32 {
        let day = i32::from(day);
        let words = (0..).step_by(64).zip(self.bits).take_while(|(start, _)| *start < day);
        words.map(|(start, word)| (word & below(day - start)).count_ones()).sum()
    }

    /// How many days are left in.
    pub(super) fn count(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// The `n`-th day that is left in, from 1; else how many there are.
    pub(super) fn select(&self, n: u32) -> Result<Option<Date>, u32> {
        let mut left = n;
        for (start, word) in (0_u16..).step_by(64).zip(self.bits) {
            let here = word.count_ones();
            if left <= here {
                return Ok(Date::from_ordinal(
                    self.year,
                    start + nth(word, left.saturating_sub(1)),
                ));
            }
            left -= here;
        }
        Err(n - left)
    }
}

/// The position of the `n`-th bit that is set, from 0: by halves.
fn nth(mut word: u64, mut n: u32) -> u16 {
    let mut at = 0;
    for half in [32, 16, 8, 4, 2, 1] {
        let here = (word & (u64::MAX >> (64 - half))).count_ones();
        if n >= here {
            n -= here;
            word >>= half;
            at += half;
        }
    }
    at
}

/// The lowest `count` bits; none when negative, all from 64.
fn below(count: i32) -> u64 {
    match u32::try_from(count) {
        Err(_) | Ok(0) => 0,
        Ok(count) => u64::MAX >> 64_u32.saturating_sub(count),
    }
}

/// Monday to Friday without national holidays.
const fn national(year: u16) -> Bits {
    let mut bits = weekdays(year);
    let mut left: &[Holiday] = &Holiday::ALL;
    while let [holiday, rest @ ..] = left {
        if let Some(day) = holiday.day(year) {
            bits = clear(bits, day);
        }
        left = rest;
    }
    bits
}

/// Monday to Friday.
const fn weekdays(year: u16) -> Bits {
    let monday = first_weekday(year);
    // 64 days are nine weeks and a day.
    let [a, b, c, d, e, f] = [
        week(monday),
        week(monday + 1),
        week(monday + 2),
        week(monday + 3),
        week(monday + 4),
        week(monday + 5),
    ];
    [a, b, c, d, e, f & (u64::MAX >> (64 - 45 - leap(year)))]
}

/// Takes one day of the year out.
const fn clear(bits: Bits, day: u16) -> Bits {
    let [a, b, c, d, e, f] = bits;
    let keep = !(1 << (day % 64));
    match day / 64 {
        0 => [a & keep, b, c, d, e, f],
        1 => [a, b & keep, c, d, e, f],
        2 => [a, b, c & keep, d, e, f],
        3 => [a, b, c, d & keep, e, f],
        4 => [a, b, c, d, e & keep, f],
        _ => [a, b, c, d, e, f & keep],
    }
}

/// 64 days of which the first is `weekday` (0 = Monday, taken modulo 7), Monday to Friday set.
const fn week(weekday: u16) -> u64 {
    /// 64 + 7 days from a Monday.
    const WEEKS: u128 = {
        let mut bits = 0_u128;
        let mut day = 0;
        while day < 77 {
            bits |= 0b001_1111 << day;
            day += 7;
        }
        bits
    };
    (WEEKS >> (weekday % 7)) as u64
}
