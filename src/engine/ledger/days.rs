//! Which civil days and nights count for whom.

use super::known::AsKnown;
use super::record::{Cover, Holder};
use crate::calendar::{Date, Timestamp, Zone};

/// How civil days are counted for holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Measures: the day on which another begins to hold is its first, and the day before it the
    /// last of the holder before. (Regeling Jeugdwet art. 4.3.3–4.3.4 and 6.5: the date of
    /// handing over and that of taking over lie one day apart.)
    LastDay,
    /// Help with stay: each night counts for whoever holds at the end of the day on which it
    /// begins. The end is the day after the last night, so that it may be the start of the next
    /// holder. (Regeling Jeugdwet art. 3.4–3.5.)
    LastNight,
}

/// Successive days or nights of one holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days<'a> {
    /// Whose they are.
    pub holder: &'a Holder,
    /// What its holding rests on.
    pub cover: Cover,
    /// The first day, or the day on which the first night begins.
    pub first: Date,
    /// The last day; of nights the day after the last.
    pub last: Date,
    /// How many days or nights: at least one.
    pub count: u32,
}

impl<'a> AsKnown<'a> {
    /// The days, or the nights that begin on them, of each holder within `first..=last`, in the
    /// civil dates of a zone, in order. Of what lies ahead: as if the last turn went on.
    #[must_use]
    pub fn days(
        self,
        zone: &Zone,
        convention: Convention,
        first: Date,
        last: Date,
    ) -> Vec<Days<'a>> {
        let mut all: Vec<Days<'a>> = Vec::new();
        let end = self.ended().map(|end| end.by.at);
        for interval in self.intervals().filter(|interval| !interval.is_empty()) {
            let from = zone.date_of(interval.turn.from()).max(first);
            let to = match interval.until {
                Some(until) => convention.last_before(zone, until, end == Some(until)),
                None => Some(last),
            };
            let Some(to) = to.map(|to| to.min(last)) else { continue };
            let Ok(days) = u32::try_from(to.days_since(from)) else { continue };
            let (holder, cover) = (&interval.turn.holder, interval.turn.cover);
            let (count, last) = (days + 1, convention.told(to));
            match all.last_mut().filter(|old| (old.holder, old.cover) == (holder, cover)) {
                Some(old) => (old.last, old.count) = (last, old.count + count),
                None => all.push(Days { holder, cover, first: from, last, count }),
            }
        }
        all
    }
}

impl Convention {
    /// The last day that counts for a turn until an instant, at which the ledger ends or another
    /// begins; `None` before the first date.
    fn last_before(self, zone: &Zone, until: Timestamp, ends: bool) -> Option<Date> {
        let date = zone.date_of(until);
        // The day on which a ledger ends has no other holder.
        let held = ends && self == Self::LastDay && until > zone.first_instant(date);
        if held { Some(date) } else { date.yesterday() }
    }

    /// The day that is told as the end when this is the last that counts.
    fn told(self, last: Date) -> Date {
        match self {
            Self::LastDay => last,
            Self::LastNight => last.tomorrow().unwrap_or(last),
        }
    }
}
