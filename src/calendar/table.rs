//! The working days of many years in two tables: counted and found by looking up.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use super::Calendar;
use super::date::{Date, new_year};
use super::holiday::leap;

/// The years in which cases run.
const YEARS: RangeInclusive<u16> = 1990..=2150;
const FIRST: i32 = new_year(*YEARS.start());
/// How many days they have: few enough to number them by sixteen bits.
const COUNT: usize = (new_year(*YEARS.end() + 1) - FIRST) as usize;
const _: () = assert!(COUNT <= u16::MAX as usize);

/// The working days of all [`YEARS`]; days are numbered from [`FIRST`].
pub(super) struct Table {
    /// How many working days there are up to each day, itself included.
    until: Box<[u16]>,
    /// The working days.
    open: Box<[u16]>,
}

impl Table {
    /// `None` when some year has no working day: that is for whoever counts to find out.
    fn of(calendar: &Calendar) -> Option<Self> {
        let (mut until, mut open) = (Vec::with_capacity(COUNT), Vec::with_capacity(COUNT));
        for year in YEARS {
            let days = calendar.year(year);
            if days.count() == 0 {
                return None;
            }
            for day in 0..365 + leap(year) {
                if days.contains(day) {
                    open.push(until.len() as u16);
                }
                until.push(open.len() as u16);
            }
        }
        Some(Self { until: until.into(), open: open.into() })
    }

    /// How many working days there are up to a date, itself included.
    #[inline]
    fn until(&self, date: Date) -> Option<u32> {
        let day = usize::try_from(date.days() - FIRST).ok()?;
        self.until.get(day).map(|count| u32::from(*count))
    }

    /// The working day before which so many come.
    #[inline]
    fn nth(&self, n: u32) -> Option<Date> {
        let day = self.open.get(n as usize)?;
        Date::from_days(i64::from(FIRST) + i64::from(*day))
    }

    /// The working day so many after a date.
    #[inline]
    pub(super) fn after(&self, from: Date, amount: u32) -> Option<Date> {
        self.nth(self.until(from)?.checked_add(amount)?.checked_sub(1)?)
    }

    /// The working day so many before a date.
    #[inline]
    pub(super) fn back(&self, from: Date, amount: u32) -> Option<Date> {
        self.nth(self.until(from.yesterday()?)?.checked_sub(amount)?)
    }

    /// How many working days there are after `from`, up to and including `to`.
    pub(super) fn between(&self, from: Date, to: Date) -> Option<u32> {
        self.until(to)?.checked_sub(self.until(from)?)
    }
}

/// The table of a calendar, made when it is first asked for: no part of what it is.
#[derive(Clone, Default)]
pub(super) struct Cache(OnceLock<Option<Arc<Table>>>);

impl Cache {
    /// `None` when some year has no working day.
    #[inline]
    pub(super) fn get(&self, calendar: &Calendar) -> Option<&Table> {
        self.0.get_or_init(|| Table::of(calendar).map(Arc::new)).as_deref()
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
