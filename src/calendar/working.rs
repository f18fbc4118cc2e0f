//! Working days: so many later or earlier, and how many there are in between.
//!
//! By the [table](super::table) of a calendar where it reaches, at the same cost however many days
//! are counted; elsewhere by the year.

use super::date::{Date, Moved};
use super::duration::Duration;
use super::table::Table;
use super::{Calendar, CalendarError};

impl Calendar {
    #[inline]
    pub(super) fn add_working_days(
        &self,
        from: Date,
        duration: Duration,
    ) -> Result<Moved, CalendarError> {
        self.shifted(from, duration, Table::after, Self::add_by_years)
    }

    pub(super) fn take_working_days(
        &self,
        from: Date,
        duration: Duration,
    ) -> Result<Moved, CalendarError> {
        self.shifted(from, duration, Table::back, Self::take_by_years)
    }

    /// By the table where it reaches, else by the year.
    #[inline]
    fn shifted(
        &self,
        from: Date,
        duration: Duration,
        by_table: impl FnOnce(&Table, Date, u32) -> Option<Date>,
        by_years: impl FnOnce(&Self, Date, Duration) -> Result<Moved, CalendarError>,
    ) -> Result<Moved, CalendarError> {
        let amount = duration.amount;
        if amount == 0 {
            return Ok(exactly(from));
        }
        let found = self.table.get(self).and_then(|table| by_table(table, from, amount));
        found.map_or_else(|| by_years(self, from, duration), |date| Ok(exactly(date)))
    }

    /// How many working days there are after `from`, up to and including `to`.
    pub(super) fn working_days(&self, from: Date, to: Date) -> u32 {
        if to <= from {
            return 0;
        }
        let found = self.table.get(self).and_then(|table| table.between(from, to));
        found.unwrap_or_else(|| {
            let in_year = |year: u16| {
                let open = self.year(year);
                // Up to and including a day of the year.
                let until = |day: Date| open.before(day.ordinal() + 1);
                let all = if year == to.year() { until(to) } else { open.count() };
                let gone = if year == from.year() { until(from) } else { 0 };
                all.saturating_sub(gone)
            };
            (from.year()..=to.year()).map(in_year).sum()
        })
    }

    #[cold]
    fn add_by_years(&self, from: Date, duration: Duration) -> Result<Moved, CalendarError> {
        let outside = || CalendarError::OutOfRange { from, duration };
        let mut year = from.year();
        let mut open = self.year(year);
        // Counted from the start of the year.
        let done = from.ordinal() + 1;
        let mut left = u64::from(duration.amount) + u64::from(open.before(done));
        loop {
            match open.select(u32::try_from(left).unwrap_or(u32::MAX)) {
                Ok(date) => {
                    return date.map(exactly).ok_or_else(outside);
                }
                Err(count) => left -= u64::from(count),
            }
            year += 1;
            if year > Date::MAX.year() {
                return Err(outside());
            }
            open = self.year(year);
            self.check_open(year, open.count())?;
        }
    }

    #[cold]
    fn take_by_years(&self, from: Date, duration: Duration) -> Result<Moved, CalendarError> {
        let outside = || CalendarError::OutOfRange { from, duration };
        let mut left = duration.amount;
        let mut year = from.year();
        let mut open = self.year(year);
        let mut count = open.before(from.ordinal());
        while left > count {
            left -= count;
            year -= 1;
            if year < Date::MIN.year() {
                return Err(outside());
            }
            open = self.year(year);
            count = open.count();
            self.check_open(year, count)?;
        }
        let date = open.select(count - left + 1).ok().flatten().ok_or_else(outside)?;
        Ok(exactly(date))
    }

    fn check_open(&self, year: u16, count: u32) -> Result<(), CalendarError> {
        if count > 0 {
            return Ok(());
        }
        let (first, last) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
        let entry = first.ok().zip(last.ok()).and_then(|(first, last)| self.closing(first, last));
        Err(CalendarError::Closed { year, entry: entry.map(str::to_owned) })
    }
}

fn exactly(date: Date) -> Moved {
    Moved { date, clamped: false }
}
