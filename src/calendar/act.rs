//! The Algemene termijnenwet: to which terms it applies, and to which day it extends them.

use serde::Serialize;

use super::Calendar;
use super::date::Date;
use super::duration::{Duration, Unit};

/// Why the Algemene termijnenwet does not extend a term.
///
/// Terms that are not statutory are outside it altogether, and so are terms of deprivation of
/// liberty (article 4): write those without `wettelijk`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exclusion {
    /// Article 4: in hours or minutes.
    Hours,
    /// Article 4: more than 90 days, 12 weeks or 3 months.
    Long,
    /// Article 4: in years.
    Years,
    /// Article 1(2): counted back from a moment or an event.
    Backwards,
}

impl Duration {
    /// Why the Act does not extend a statutory term of this length, counted forwards; `None` where
    /// it does.
    #[must_use]
    pub fn exclusion(self) -> Option<Exclusion> {
        let most = match self.unit {
            Unit::Minute | Unit::Hour | Unit::BusinessHour => return Some(Exclusion::Hours),
            Unit::Year => return Some(Exclusion::Years),
            Unit::Day | Unit::WorkingDay => 90,
            Unit::Week => 12,
            Unit::Month => 3,
        };
        (self.amount > most).then_some(Exclusion::Long)
    }

    /// Whether a term of this length is one of three days or more, in the sense of article 2; how
    /// many days holidays make of it does not matter.
    pub(super) fn is_three_days(self) -> bool {
        match self.unit {
            Unit::Minute | Unit::Hour | Unit::BusinessHour => false,
            Unit::Day | Unit::WorkingDay => self.amount >= 3,
            Unit::Week | Unit::Month | Unit::Year => self.amount >= 1,
        }
    }
}

impl Calendar {
    /// Applies the Act to a term over the days after `start`, up to `end`; `None` beyond the year
    /// 9999.
    pub(super) fn roll(&self, start: Date, end: Date, duration: Duration) -> Option<Date> {
        if duration.exclusion().is_some() {
            return Some(end);
        }
        let mut day = end;
        // Article 2: three days or more hold at least two that are ordinary.
        if duration.is_three_days() {
            let mut ordinary = 0;
            let mut at = start;
            while ordinary < 2 {
                at = at.tomorrow()?;
                ordinary += u8::from(!self.is_statutory_rest(at));
            }
            day = day.max(at);
        }
        // Article 1(1): an end on a Saturday, Sunday or holiday moves to the next ordinary day.
        while self.is_statutory_rest(day) {
            day = day.tomorrow()?;
        }
        Some(day)
    }
}
