//! A derivation as it is counted, a day at a time.

use super::{Derivation, Provisional, Step, Way};
use crate::calendar::act::Exclusion;
use crate::calendar::opening::hours;
use crate::calendar::{Calendar, Date, DayOff, Holiday, Timestamp, Unit, decree};

impl<'a> Derivation<'a> {
    /// From `from`, the day of the start, to the end.
    pub(super) fn walk(&mut self, calendar: &'a Calendar, from: Date) -> Option<()> {
        if let Some(seconds) = self.duration.seconds() {
            let backwards = self.way == Way::Backwards;
            let micros = seconds.checked_mul(if backwards { -1_000_000 } else { 1_000_000 })?;
            self.elapse(self.instant, micros)?;
            if self.duration.statutory && !backwards {
                self.steps.push(Step::NotExtended { why: Exclusion::Hours });
            }
            return Some(());
        }
        if self.duration.unit == Unit::BusinessHour {
            let start = self.instant;
            self.pass(calendar, hours(self.duration));
            self.instant = match self.way {
                Way::Backwards => calendar.before_hours(self.zone, start, self.duration).ok()?,
                Way::Forwards | Way::Left => {
                    calendar.after_hours(self.zone, start, self.duration).ok()?
                }
            };
            return Some(());
        }
        let mut day = self.count(calendar, from)?;
        if self.duration.statutory {
            day = self.extend(calendar, from, day)?;
        }
        self.end(calendar, from, day);
        Some(())
    }

    /// Terms in hours and minutes.
    pub(super) fn elapse(&mut self, from: Timestamp, micros: i64) -> Option<()> {
        self.instant = from.add_micros(micros)?;
        self.steps.push(Step::Elapsed { seconds: micros / 1_000_000 });
        let (first, last) = (from.min(self.instant), from.max(self.instant));
        let changes = self.zone.changes(first, last);
        self.steps.extend(changes.map(|(at, seconds)| Step::Clocks { at, seconds }));
        Some(())
    }

    /// Terms in business hours, from the instant of the start.
    pub(super) fn pass(&mut self, calendar: &'a Calendar, micros: i64) {
        let forward = self.way != Way::Backwards;
        for (day, open) in calendar.opened(self.zone, self.instant, micros, forward) {
            let skipped = || calendar.day_off(day).map(|why| Step::Skipped { day, why });
            match open {
                Some((from, until)) => self.steps.push(Step::Open { day, from, until }),
                None => self.steps.extend(skipped()),
            }
        }
    }

    /// The day that the calendar counts to.
    fn count(&mut self, calendar: &'a Calendar, from: Date) -> Option<Date> {
        let step = |day: Date| match self.way {
            Way::Backwards => day.yesterday(),
            Way::Forwards | Way::Left => day.tomorrow(),
        };
        if self.duration.unit == Unit::WorkingDay {
            let (mut day, mut left) = (from, self.duration.amount);
            while left > 0 {
                day = step(day)?;
                self.steps.push(match calendar.day_off(day) {
                    Some(why) => Step::Skipped { day, why },
                    None => Step::Counted { day },
                });
                left -= u32::from(calendar.day_off(day).is_none());
            }
            return Some(day);
        }
        let moved = match self.way {
            Way::Backwards => from.minus(self.duration)?,
            Way::Forwards | Way::Left => from.plus(self.duration)?,
        };
        self.steps.push(match moved.clamped {
            true => Step::Clamped { wanted: from.day(), to: moved.date },
            false => Step::Moved { to: moved.date },
        });
        Some(moved.date)
    }

    /// Extends the term by the Act.
    fn extend(&mut self, calendar: &'a Calendar, from: Date, end: Date) -> Option<Date> {
        let excluded = match self.way {
            Way::Forwards => self.duration.exclusion(),
            Way::Backwards => Some(Exclusion::Backwards),
            // Whether the Act applies was decided by the whole term.
            Way::Left => None,
        };
        if let Some(why) = excluded {
            self.steps.push(Step::NotExtended { why });
            return Some(end);
        }
        let mut day = end;
        if self.way == Way::Forwards && self.duration.is_three_days() {
            let mut found = (1..).map_while(|days| from.add_days(days));
            let mut ordinary = || found.find(|day| !calendar.is_statutory_rest(*day));
            let (first, second) = (ordinary()?, ordinary()?);
            if second > end {
                self.steps.push(Step::TwoOrdinary { first, second });
                day = second;
            }
        }
        let stands = day;
        while let Some(why) = calendar.statutory_rest(day) {
            self.steps.push(Step::Rest { day, why });
            day = day.tomorrow()?;
        }
        if day > stands {
            self.steps.push(Step::Rolled { to: day });
        }
        Some(day)
    }

    /// The end of the last day, and what is uncertain about it.
    fn end(&mut self, calendar: &Calendar, from: Date, day: Date) {
        self.day = Some(day);
        self.instant = self.zone.end_of(day);
        let length = self.instant.micros_since(self.zone.first_instant(day)) / 1_000_000;
        if length != 86_400 {
            self.steps.push(Step::Length { seconds: length });
        }
        let extended = self.duration.statutory
            && !self.steps.iter().any(|step| matches!(step, Step::NotExtended { .. }));
        let unknown = |year: &u16| extended && !calendar.knows_decrees(*year);
        let outside = |year: &u16| !Holiday::YEARS.contains(year);
        let counts = extended || self.duration.unit == Unit::WorkingDay;
        let years = [from.year(), day.year()];
        let holidays = years.into_iter().find(outside).filter(|_| counts);
        // Where the end falls, and the days beyond it, are what a decree can change.
        let decrees = Some(day.year()).filter(unknown).map(Provisional::Decrees);
        let unverified = self.deciding(calendar, from).map(Provisional::Unverified);
        self.provisional = holidays.map(Provisional::Holidays).or(unverified).or(decrees);
    }

    /// The first day without which the term would end earlier, and of which it was not verified
    /// that a decree equates it with a holiday.
    fn deciding(&self, calendar: &Calendar, from: Date) -> Option<Date> {
        let unverified = |(_, name): &(&Date, &String)| decree::is_unverified(name);
        self.steps.iter().find_map(|step| match step {
            Step::Rest { day, why: DayOff::Decreed(name) } => {
                decree::is_unverified(name).then_some(*day)
            }
            Step::TwoOrdinary { second, .. } => {
                let mut between = calendar.decreed.range(from..*second);
                between.find(unverified).map(|(day, _)| *day)
            }
            _ => None,
        })
    }
}
