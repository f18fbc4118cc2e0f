//! A time zone: from instants to civil dates and clock times, and back.

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date::Date;
use super::timestamp::Timestamp;

/// The Gregorian calendar, and with it every zone's present rule, repeats after so many years.
const CYCLE_YEARS: i16 = 400;
const CYCLE_MICROS: i64 = 146_097 * 86_400_000_000;
/// 9999-01-01T00:00:00Z: jiff stops 26 hours short of the end of that year, so from here on we
/// look 400 years back.
const LAST_YEAR: i64 = 253_370_764_800_000_000;

const SECOND: i64 = 1_000_000;
/// Seconds of a day by the clock.
const DAY: i64 = 86_400;

/// A zone of the IANA time zone database bundled with the crate: the same on every machine.
///
/// Cheap to clone; serialised as its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A date and a clock time, for printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Local {
    /// The civil date.
    pub date: Date,
    /// 0–23
    pub hour: u8,
    /// 0–59
    pub minute: u8,
    /// 0–59
    pub second: u8,
}

/// There is no zone of that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no time zone `{name}`")]
pub struct UnknownZone {
    /// What was asked for.
    pub name: String,
    /// Names that look like it, nearest first; at most three.
    pub nearest: Vec<String>,
}

impl Zone {
    /// Coordinated Universal Time.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The zone with this IANA name, such as `Europe/Amsterdam`, in exactly that spelling.
    ///
    /// # Errors
    /// When there is none; the error names the nearest.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let database = TimeZoneDatabase::bundled();
        match database.get(name) {
            Ok(zone) if zone.iana_name() == Some(name) && !zone.is_unknown() => Ok(Self(zone)),
            _ => Err(UnknownZone { name: name.to_owned(), nearest: nearest(&database, name) }),
        }
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The civil date at an instant. Before 0001-01-01 and after 9999-12-31: the nearest date.
    #[must_use]
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.local(at).date
    }

    /// The date and the clock at an instant. Dates as for [`Self::date_of`].
    #[must_use]
    pub fn local(&self, at: Timestamp) -> Local {
        let micros = at.micros();
        let known = if micros >= LAST_YEAR { micros - CYCLE_MICROS } else { micros };
        let known = jiff::Timestamp::from_microsecond(known).unwrap_or(jiff::Timestamp::MAX);
        let seconds = micros.div_euclid(SECOND) + i64::from(self.0.to_offset(known).seconds());
        let (day, clock) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let outside = if day < 0 { Date::MIN } else { Date::MAX };
        let part = |seconds: i64, of: i64| u8::try_from(clock / seconds % of).unwrap_or(0);
        Local {
            date: Date::from_days(day).unwrap_or(outside),
            hour: part(3600, 24),
            minute: part(60, 60),
            second: part(1, 60),
        }
    }

    /// The first instant of a civil date: midnight, or the end of the gap that swallows it.
    ///
    /// Of a date that the zone skipped as a whole: the first instant of the next one. At the ends
    /// of the years 0001 to 9999 in UTC: the nearest [`Timestamp`].
    #[must_use]
    pub fn first_instant(&self, date: Date) -> Timestamp {
        self.resolve(date, 0, 0, true)
    }

    /// The end of a civil date: the first instant of the next.
    #[must_use]
    pub fn end_of(&self, date: Date) -> Timestamp {
        match date.tomorrow() {
            Some(next) => self.first_instant(next),
            // INVARIANT: 9599-12-31 has a next day, and the rules repeat after 400 years.
            None => Date::new(9600, 1, 1).map_or(Timestamp::MAX, |next| {
                let micros = self.first_instant(next).micros();
                Timestamp::saturating(micros.saturating_add(CYCLE_MICROS))
            }),
        }
    }

    /// The instant of a clock time on a civil date; hours beyond 23 and minutes beyond 59 count
    /// as the last.
    ///
    /// A time that the clock skips is read as if it had not (02:30 is 03:30, an hour late by the
    /// clock); of a time that comes twice, the first.
    #[must_use]
    pub fn instant(&self, date: Date, hour: u8, minute: u8) -> Timestamp {
        self.resolve(date, hour, minute, false)
    }

    /// The first instant at which the clock shows a time of a civil date or more: of a time that it
    /// skips the end of the gap, of one that comes twice the first. Otherwise as
    /// [`Self::instant`].
    #[must_use]
    pub fn not_before(&self, date: Date, hour: u8, minute: u8) -> Timestamp {
        self.resolve(date, hour, minute, true)
    }

    fn resolve(&self, date: Date, hour: u8, minute: u8, first: bool) -> Timestamp {
        let civil = jiff::civil::Date::from(date);
        let cycle = civil.year() == 9999;
        let year = if cycle { civil.year() - CYCLE_YEARS } else { civil.year() };
        let clock = |number: u8, max: u8| i8::try_from(number.min(max)).unwrap_or(0);
        let (hour, minute) = (clock(hour, 23), clock(minute, 59));
        let civil = DateTime::new(year, civil.month(), civil.day(), hour, minute, 0, 0);
        let civil = civil.unwrap_or(DateTime::MAX);
        let ambiguous = self.0.to_ambiguous_timestamp(civil);
        let gap = first && matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let at = ambiguous.compatible().unwrap_or(jiff::Timestamp::MAX);
        let at = if gap { self.gap_end(at) } else { at };
        let micros = at.as_microsecond() + if cycle { CYCLE_MICROS } else { 0 };
        Timestamp::saturating(micros)
    }

    /// The instants after `first`, up to and including `last`, at which the clocks change, each
    /// with how many seconds they go forward (back when negative).
    pub(crate) fn changes(
        &self,
        first: Timestamp,
        last: Timestamp,
    ) -> impl Iterator<Item = (Timestamp, i32)> {
        let from = jiff::Timestamp::try_from(first).unwrap_or(jiff::Timestamp::MAX);
        let offset = |at| self.0.to_offset(at).seconds();
        let mut before = offset(from);
        self.0
            .following(from)
            .map_while(move |change| {
                let at = Timestamp::try_from(change.timestamp()).ok().filter(|at| *at <= last)?;
                let after = change.offset().seconds();
                let seconds = after - std::mem::replace(&mut before, after);
                Some((at, seconds))
            })
            .filter(|(_, seconds)| *seconds != 0)
    }

    /// The transition that opened the gap just before `after`.
    fn gap_end(&self, after: jiff::Timestamp) -> jiff::Timestamp {
        let beyond = after.checked_add(jiff::SignedDuration::from_nanos(1)).unwrap_or(after);
        self.0.preceding(beyond).next().map_or(after, |transition| transition.timestamp())
    }
}

/// Up to three names of the database, nearest first.
fn nearest(database: &TimeZoneDatabase, name: &str) -> Vec<String> {
    let wanted = fold(name);
    let city = wanted.rsplit('/').next().unwrap_or_default().to_owned();
    let mut found: Vec<(usize, String)> = database
        .available()
        .filter_map(|known| {
            let known = known.as_str();
            let folded = fold(known);
            let last = folded.rsplit('/').next().unwrap_or_default();
            let distance = distance(&folded, &wanted).min(distance(last, &city) + 1);
            (distance <= 3).then(|| (distance, known.to_owned()))
        })
        .collect();
    found.sort();
    found.truncate(3);
    found.into_iter().map(|(_, name)| name).collect()
}

fn fold(name: &str) -> String {
    let shown = name.chars().take(64).map(|c| if c == ' ' { '_' } else { c });
    shown.collect::<String>().to_lowercase()
}

/// Levenshtein's distance, in characters.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (above, a) in left.chars().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = before;
        }
        for (cell, b) in cells.zip(right.chars()) {
            let substituted = diagonal + usize::from(a != b);
            diagonal = *cell;
            before = substituted.min(before + 1).min(*cell + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or(0)
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:02}:{:02}", self.date, self.hour, self.minute)?;
        if self.second == 0 { Ok(()) } else { write!(f, ":{:02}", self.second) }
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
