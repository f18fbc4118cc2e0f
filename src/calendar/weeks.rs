//! The working days of many years, by the week: counted and found without walking over days.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use super::Calendar;
use super::date::{Date, new_year};

/// The years in which cases run. The first begins on a Monday.
const YEARS: RangeInclusive<u16> = 1990..=2150;
const FIRST: i32 = new_year(*YEARS.start());
const END: i32 = new_year(*YEARS.end() + 1);

/// The working days of all [`YEARS`].
pub(super) struct Weeks {
    /// Every week, and an empty one after the last.
    weeks: Box<[Week]>,
    /// The week of every fifth working day, the first one included.
    fifth: Box<[u16]>,
}

#[derive(Clone, Copy)]
struct Week {
    /// How many working days come before it.
    before: u16,
    /// Its own as bits, Monday the lowest; at most five are set.
    open: u8,
}

impl Weeks {
    /// `None` when some year has no working day: that is for whoever counts to find out.
    fn of(calendar: &Calendar) -> Option<Self> {
        let mut weeks = vec![Week { before: 0, open: 0 }; ((END - FIRST) / 7 + 2) as usize];
        for year in YEARS {
            let (open, day) = (calendar.year(year), new_year(year) - FIRST);
            if open.count() == 0 {
                return None;
            }
            let monday = day % 7;
            let of_year = weeks.iter_mut().skip((day / 7) as usize);
            for (first, week) in (-monday..366).step_by(7).zip(of_year) {
                week.open |= open.week(first);
            }
        }
        let (mut before, mut fifth) = (0, Vec::new());
        for (at, week) in (0_u16..).zip(&mut weeks) {
            week.before = before;
            before += week.open.count_ones() as u16;
            if before > 5 * fifth.len() as u16 {
                fifth.push(at);
            }
        }
        Some(Self { weeks: weeks.into(), fifth: fifth.into() })
    }

    /// How many working days come before a day, as a day number from [`FIRST`].
    #[inline]
    fn before(&self, day: u32) -> Option<u32> {
        let week = self.weeks.get((day / 7) as usize)?;
        let earlier = week.open & ((1 << (day % 7)) - 1);
        Some(u32::from(week.before) + earlier.count_ones())
    }

    /// The working day before which so many come.
    #[inline]
    fn nth(&self, n: u32) -> Option<Date> {
        let mut at = usize::from(*self.fifth.get((n / 5) as usize)?);
        let begins_after = |at: usize| Some(u32::from(self.weeks.get(at)?.before) > n);
        // It lies in this week or the next, which no branch can foretell, but for holidays.
        at += usize::from(!begins_after(at + 1)?);
        while !begins_after(at + 1)? {
            at += 1;
        }
        let week = self.weeks.get(at)?;
        let day = NTH.get(usize::from(week.open))? >> (3 * (n - u32::from(week.before))) & 7;
        Date::from_days(i64::from(FIRST) + 7 * at as i64 + i64::from(day))
    }

    /// The working day so many after a date.
    #[inline]
    pub(super) fn after(&self, from: Date, amount: u32) -> Option<Date> {
        let until = self.before(since_first(from)? + 1)?;
        self.nth(until.checked_add(amount)?.checked_sub(1)?)
    }

    /// The working day so many before a date.
    #[inline]
    pub(super) fn back(&self, from: Date, amount: u32) -> Option<Date> {
        self.nth(self.before(since_first(from)?)?.checked_sub(amount)?)
    }

    /// How many working days there are after `from`, up to and including `to`.
    pub(super) fn between(&self, from: Date, to: Date) -> Option<u32> {
        let until = |date| self.before(since_first(date)? + 1);
        until(to)?.checked_sub(until(from)?)
    }
}

#[inline]
fn since_first(date: Date) -> Option<u32> {
    u32::try_from(date.days() - FIRST).ok()
}

/// Of a week's days as bits: which is the first that is set, the second and so on, three bits each.
#[expect(clippy::indexing_slicing, reason = "INVARIANT: below the length, or it fails to compile")]
static NTH: [u16; 128] = {
    let mut table = [0; 128];
    let mut open = 0;
    while open < table.len() {
        let (mut left, mut shift) = (open as u32, 0);
        while left != 0 && shift < 15 {
            table[open] |= (left.trailing_zeros() as u16) << shift;
            left &= left - 1;
            shift += 3;
        }
        open += 1;
    }
    table
};

/// The weeks of a calendar, made when they are first asked for: no part of what it is.
#[derive(Clone, Default)]
pub(super) struct Cache(OnceLock<Option<Arc<Weeks>>>);

impl Cache {
    /// The weeks, for counting from a date to one at least so many days from it; `None` where they
    /// do not reach.
    #[inline]
    pub(super) fn get(&self, calendar: &Calendar, from: Date, days: i64) -> Option<&Weeks> {
        let reaches = |day: i64| (FIRST.into()..END.into()).contains(&day);
        let (from, to) = (i64::from(from.days()), i64::from(from.days()) + days);
        if !reaches(from) || !reaches(to) {
            return None;
        }
        self.0.get_or_init(|| Weeks::of(calendar).map(Arc::new)).as_deref()
    }
}

impl PartialEq for Cache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Cache {}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}
