//! One year's ordinary days as bits: counting and selecting without walking over days.

use super::date::Date;

/// Bit `n` is the `n`-th day of the year (from 0): set when people work on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    first: Date,
    bits: [u64; 6],
}

impl Year {
    /// Monday to Friday of `year`, 1–9999.
    pub(super) fn weekdays(year: u16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        let days = Date::new(year, 12, 31).ok()?.days_since(first) + 1;
        let mut bits = [0; 6];
        // 1970-01-01 was a Thursday.
        let mut weekday = u32::try_from((first.days() + 3).rem_euclid(7)).ok()?;
        let mut left = u32::try_from(days).ok()?;
        for word in &mut bits {
            let here = left.min(64);
            *word = week(weekday) & (u64::MAX >> (64 - here.max(1)));
            weekday = (weekday + 64) % 7;
            left -= here;
        }
        Some(Self { first, bits })
    }

    /// Takes out the days `from..=last` that lie in this year.
    pub(super) fn clear(&mut self, from: Date, last: Date) {
        let (from, last) = (from.days_since(self.first).max(0), last.days_since(self.first));
        for (start, word) in (0..).step_by(64).zip(&mut self.bits) {
            *word &= !(below(last - start + 1) & !below(from - start));
        }
    }

    /// Leaves only the days after `date`, which lies in this year.
    pub(super) fn after(mut self, date: Date) -> Self {
        self.clear(self.first, date);
        self
    }

    /// Leaves only the days before `date`, which lies in this year.
    pub(super) fn before(mut self, date: Date) -> Self {
        self.clear(date, Date::MAX);
        self
    }

    /// How many days are left in.
    pub(super) fn count(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// The `n`-th day that is left in, from 1.
    pub(super) fn select(&self, n: u32) -> Option<Date> {
        let mut left = n.checked_sub(1)?;
        for (start, word) in (0_i64..).step_by(64).zip(self.bits) {
            let here = word.count_ones();
            if left < here {
                let word = (0..left).fold(word, |word, _| word & (word - 1));
                return self.first.add_days(start + i64::from(word.trailing_zeros()));
            }
            left -= here;
        }
        None
    }
}

/// The lowest `count` bits; none when negative, all from 64.
fn below(count: i32) -> u64 {
    match u32::try_from(count) {
        Err(_) | Ok(0) => 0,
        Ok(count) => u64::MAX >> 64_u32.saturating_sub(count),
    }
}

/// 64 days of which the first is `weekday` (0 = Monday), Monday to Friday set.
fn week(weekday: u32) -> u64 {
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
    u64::try_from((WEEKS >> weekday) & u128::from(u64::MAX)).unwrap_or(0)
}
