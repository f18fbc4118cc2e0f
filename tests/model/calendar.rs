//! A calendar that walks: another computus for Easter, days and working days one at a time.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use draaiboek::calendar::{
    self, Calendar, ClockTime, Count, Counted, Date, Due, Duration, Point, Timestamp, Unit, Weekday,
};
use draaiboek::value::Value;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use holidays::holidays;

mod holidays;
mod hours;

const SECOND: i64 = 1_000_000;
/// jiff ends a day before the year 9999 does; zones repeat after 400 years.
const LAST: i64 = 253_000_000_000 * SECOND;
const CYCLE: i64 = 146_097 * 86_400 * SECOND;
/// Since 1970 clocks in Europe are moved on the hour.
const HOURS: Range<i64> = 0..LAST / (3600 * SECOND);

/// What is left of a term, and by what it was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Left {
    rest: Rest,
    by: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Rest {
    Micros(i64),
    Days(u32),
    Working(u32),
    Open(i64),
}

/// The zone and the days off of a playbook.
pub struct Walker {
    zone: TimeZone,
    worked: BTreeSet<String>,
    decreed: BTreeSet<Date>,
    closed: Vec<(Date, Date)>,
    /// Day of the week and minutes of the day between which it is open.
    open: Vec<(String, u64, u64)>,
    starts: RefCell<BTreeMap<Date, Timestamp>>,
    /// How far the clock is ahead in each hour that was asked about.
    ahead: RefCell<BTreeMap<i64, i64>>,
    hours: RefCell<BTreeMap<Date, Vec<(u64, u64)>>>,
}

impl Walker {
    pub fn new(zone: &str, calendar: &Calendar) -> Self {
        let json = serde_json::to_value(calendar).expect("a calendar is data");
        let date = |value: &serde_json::Value| -> Date {
            value.as_str().expect("a date").parse().expect("a date")
        };
        let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
        let worked = list("worked");
        let worked = worked.iter().map(|day| day.as_str().expect("a name").to_owned());
        let decreed = json["decreed"].as_object().cloned().unwrap_or_default();
        let minute = |value: &serde_json::Value| value.as_u64().expect("a minute");
        let hours = |open: &serde_json::Value| {
            let day = open["day"].as_str().expect("a day").to_owned();
            (day, minute(&open["from"]), minute(&open["until"]))
        };
        Self {
            zone: TimeZoneDatabase::bundled().get(zone).expect("a zone"),
            worked: worked.collect(),
            decreed: decreed.keys().map(|day| day.parse().expect("a date")).collect(),
            closed: list("closed").iter().map(|c| (date(&c["first"]), date(&c["last"]))).collect(),
            open: list("open").iter().map(hours).collect(),
            starts: RefCell::default(),
            ahead: RefCell::default(),
            hours: RefCell::default(),
        }
    }

    /// The civil date of an instant.
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.date_of_micros(at.micros())
    }

    /// What the clock shows, in seconds since 1970, in years in which that is simple.
    fn clock(&self, micros: i64) -> Option<i64> {
        let hour = micros.div_euclid(3600 * SECOND);
        if !HOURS.contains(&hour) {
            return None;
        }
        let mut ahead = self.ahead.borrow_mut();
        let ahead = ahead.entry(hour).or_insert_with(|| {
            let at = jiff::Timestamp::from_second(hour * 3600).expect("an instant");
            self.zone.to_offset(at).seconds().into()
        });
        Some(micros.div_euclid(SECOND) + *ahead)
    }

    /// What the clock shows, and how many years later that is: beyond the last year that can be
    /// asked about, as many years earlier.
    fn civil(&self, micros: i64) -> (jiff::civil::DateTime, i16) {
        let (micros, years) = if micros >= LAST { (micros - CYCLE, 400) } else { (micros, 0) };
        let at = jiff::Timestamp::from_microsecond(micros).expect("an instant");
        (self.zone.to_datetime(at), years)
    }

    fn date_of_micros(&self, micros: i64) -> Date {
        if let Some(clock) = self.clock(micros) {
            return epoch().add_days(clock.div_euclid(86_400)).expect("a date");
        }
        let (civil, years) = self.civil(micros);
        let year = civil.year() + years;
        if year < 1 {
            return Date::MIN;
        }
        let civil = jiff::civil::Date::new(year, civil.month(), civil.day());
        civil.ok().and_then(|date| Date::try_from(date).ok()).unwrap_or(Date::MAX)
    }

    /// The first instant of a civil date: walk hours, then minutes, then seconds.
    pub fn first_instant(&self, date: Date) -> Timestamp {
        if let Some(&known) = self.starts.borrow().get(&date) {
            return known;
        }
        let midnight = i64::from(date.days_since(epoch())) * 86_400 * SECOND;
        let mut at = midnight - 30 * 3600 * SECOND;
        let before = |micros| match date.yesterday() {
            Some(_) => self.date_of_micros(micros) < date,
            None => micros < Timestamp::MIN.micros(),
        };
        for step in [3600 * SECOND, 60 * SECOND, SECOND] {
            while before(at + step) {
                at += step;
            }
        }
        at += SECOND;
        let first = at.clamp(Timestamp::MIN.micros(), Timestamp::MAX.micros());
        let first = Timestamp::from_micros(first).expect("an instant");
        self.starts.borrow_mut().insert(date, first);
        first
    }

    /// The first instant after a civil date.
    pub fn end_of(&self, date: Date) -> Timestamp {
        date.tomorrow().map_or_else(
            || {
                // The zone does in 10000 what it does 400 years before.
                let next = self.first_instant(Date::new(9600, 1, 1).expect("a date"));
                next.add_micros(CYCLE).unwrap_or(Timestamp::MAX)
            },
            |next| self.first_instant(next),
        )
    }

    /// Due at the end of a civil date.
    pub fn by(&self, day: Date) -> Due {
        Due { instant: self.end_of(day), day: Some(day), clamped: false, counted: None }
    }

    /// When a term that starts now ends; `None` outside the years of the calendar.
    pub fn due(&self, start: Timestamp, duration: Duration) -> Option<Due> {
        let counted = Some(Counted::From(Point::Instant(start), duration));
        self.ends(start, duration).map(|due| Due { counted, ..due })
    }

    fn ends(&self, start: Timestamp, duration: Duration) -> Option<Due> {
        if let Some(seconds) = seconds(duration) {
            return Some(at(start.add_seconds(seconds)?));
        }
        if duration.unit == Unit::BusinessHour {
            return Some(at(self.after_open(start, hour_micros(duration))?));
        }
        let (day, clamped) = self.walk(self.date_of(start), duration, 1)?;
        let day =
            if duration.statutory { self.roll(self.date_of(start), day, duration)? } else { day };
        Some(Due { clamped, ..self.by(day) })
    }

    /// When a term that is counted from a date ends.
    pub fn due_after(&self, date: Date, duration: Duration) -> Option<Due> {
        let counted = Some(Counted::From(Point::Day(date), duration));
        self.ends(self.first_instant(date), duration).map(|due| Due { counted, ..due })
    }

    /// The end of the day so long before a date.
    pub fn due_before(&self, date: Date, duration: Duration) -> Option<Due> {
        let counted = Some(Counted::Before(Point::Day(date), duration));
        if seconds(duration).is_some() || duration.unit == Unit::BusinessHour {
            return Some(Due { counted, ..at(self.back(date, duration)?) });
        }
        let (day, clamped) = self.walk(date, duration, -1)?;
        Some(Due { clamped, counted, ..self.by(day) })
    }

    /// The first instant of the day so long before a date.
    pub fn back(&self, date: Date, duration: Duration) -> Option<Timestamp> {
        self.back_from(Value::Date(date), duration)
    }

    /// The instant so long before a date or an instant: in hours from it, else the first of a day.
    pub fn back_from(&self, point: Value, duration: Duration) -> Option<Timestamp> {
        let (date, at) = match point {
            Value::Date(date) => (date, self.first_instant(date)),
            Value::Instant(at) => (self.date_of(at), at),
            _ => return None,
        };
        match seconds(duration) {
            Some(seconds) => at.add_seconds(-seconds),
            None if duration.unit == Unit::BusinessHour => {
                self.before_open(at, hour_micros(duration))
            }
            None => Some(self.first_instant(self.walk(date, duration, -1)?.0)),
        }
    }

    /// The end of the day in which the instant lies.
    pub fn same_day(&self, start: Timestamp) -> Due {
        self.by(self.date_of(start))
    }

    /// The next minute after an instant at which the clock of a day that counts has come to a time
    /// for the first time: walk days, then minutes.
    pub fn next_clock(&self, time: ClockTime, after: Timestamp) -> Option<Timestamp> {
        let mut day = self.date_of(after);
        loop {
            if time.day.is_none_or(|wanted| wanted == day.weekday()) {
                let mut at = self.first_instant(day);
                while self.clock_of(at) < (day, time.hour, time.minute) {
                    at = at.add_seconds(60)?;
                }
                if at > after {
                    return Some(at);
                }
            }
            day = day.tomorrow()?;
        }
    }

    fn clock_of(&self, at: Timestamp) -> (Date, u8, u8) {
        if let Some(clock) = self.clock(at.micros()) {
            let minute = clock.rem_euclid(86_400) / 60;
            let part = |of: i64| u8::try_from(of).expect("a clock");
            return (self.date_of(at), part(minute / 60), part(minute % 60));
        }
        let (clock, _) = self.civil(at.micros());
        (self.date_of(at), clock.hour().unsigned_abs(), clock.minute().unsigned_abs())
    }

    /// What is left of a term: what it was counted in, one by one.
    pub fn left(&self, now: Timestamp, due: Due) -> Left {
        let Some(last) = due.day else {
            if due.by().is_some_and(|by| by.unit == Unit::BusinessHour) {
                return Left {
                    rest: Rest::Open(self.open_between(now, due.instant)),
                    by: due.by(),
                };
            }
            return Left { rest: Rest::Micros(due.instant.micros_since(now).max(0)), by: due.by() };
        };
        let working = due.by().is_some_and(|by| by.unit == Unit::WorkingDay);
        let (mut day, mut count) = (self.date_of(now), 0);
        while day < last {
            day = day.tomorrow().expect("a day");
            count += u32::from(!working || self.is_working_day(day));
        }
        Left { rest: if working { Rest::Working(count) } else { Rest::Days(count) }, by: due.by() }
    }

    /// When a term ends of which so much is left.
    pub fn resumed(&self, now: Timestamp, left: Left) -> Option<Due> {
        let count = match left.rest {
            Rest::Micros(micros) => Count::Elapsed(micros),
            Rest::Days(days) => Count::Days(days),
            Rest::Working(days) => Count::WorkingDays(days),
            Rest::Open(micros) => Count::Open(micros),
        };
        let counted = Some(Counted::Left(now, calendar::Left { count, by: left.by }));
        let (count, unit) = match left.rest {
            Rest::Micros(micros) => {
                return Some(Due { counted, ..at(now.add_micros(micros)?) });
            }
            Rest::Open(micros) => {
                return Some(Due { counted, ..at(self.after_open(now, micros)?) });
            }
            Rest::Days(count) => (count, Unit::Day),
            Rest::Working(count) => (count, Unit::WorkingDay),
        };
        let (mut day, _) = self.walk(self.date_of(now), Duration::new(count, unit), 1)?;
        while left.by.is_some_and(|by| by.statutory && applies(by)) && self.is_rest(day) {
            day = day.tomorrow()?;
        }
        Some(Due { counted, ..self.by(day) })
    }

    fn walk(&self, from: Date, duration: Duration, sign: i64) -> Option<(Date, bool)> {
        let amount = i64::from(duration.amount);
        match duration.unit {
            Unit::Day => days(from, sign * amount),
            Unit::Week => days(from, sign * amount * 7),
            Unit::Month => months(from, sign * amount),
            Unit::Year => months(from, sign * amount * 12),
            Unit::WorkingDay => {
                let mut day = from;
                let mut left = amount;
                while left > 0 {
                    day = day.add_days(sign)?;
                    left -= i64::from(self.is_working_day(day));
                }
                Some((day, false))
            }
            Unit::Hour | Unit::Minute | Unit::BusinessHour => Some((from, false)),
        }
    }

    /// Monday to Friday, no holiday that counts, no closing day.
    pub fn is_working_day(&self, day: Date) -> bool {
        let off = holidays(day).iter().any(|name| !self.worked.contains(*name))
            || self.closed.iter().any(|&(first, last)| first <= day && day <= last);
        !weekend(day) && !off
    }

    /// The Algemene termijnenwet: two ordinary days in three or more, no end on a day of rest.
    fn is_rest(&self, day: Date) -> bool {
        weekend(day) || !holidays(day).is_empty() || self.decreed.contains(&day)
    }

    fn roll(&self, start: Date, end: Date, duration: Duration) -> Option<Date> {
        if !applies(duration) {
            return Some(end);
        }
        let rest = |day| self.is_rest(day);
        let ordinary = |end: Date| {
            let length = end.days_since(start);
            (1..=length).filter(|n| start.add_days((*n).into()).is_some_and(|d| !rest(d))).count()
        };
        let mut day = end;
        let (days, amount) =
            (matches!(duration.unit, Unit::Day | Unit::WorkingDay), duration.amount);
        let short = amount == 0 || days && amount < 3;
        while rest(day) || (!short && ordinary(day) < 2) {
            day = day.tomorrow()?;
        }
        Some(day)
    }
}

fn epoch() -> Date {
    Date::new(1970, 1, 1).expect("a date")
}

/// Due at an instant, on no day in particular.
pub fn at(instant: Timestamp) -> Due {
    Due { instant, day: None, clamped: false, counted: None }
}

/// Whether two ends are one to whoever must meet them.
pub fn alike(one: Option<Due>, other: Option<Due>) -> bool {
    one.map(|due| (due.instant, due.day)) == other.map(|due| (due.instant, due.day))
}

/// Whether the Algemene termijnenwet applies to a statutory term so long.
fn applies(duration: Duration) -> bool {
    match duration.unit {
        Unit::Day | Unit::WorkingDay => duration.amount <= 90,
        Unit::Week => duration.amount <= 12,
        Unit::Month => duration.amount <= 3,
        Unit::Year => false,
        _ => true,
    }
}

fn hour_micros(duration: Duration) -> i64 {
    i64::from(duration.amount) * 3600 * SECOND
}

/// Elapsed seconds of a term in hours or minutes.
pub fn seconds(duration: Duration) -> Option<i64> {
    match duration.unit {
        Unit::Hour => Some(i64::from(duration.amount) * 3600),
        Unit::Minute => Some(i64::from(duration.amount) * 60),
        _ => None,
    }
}

fn days(from: Date, count: i64) -> Option<(Date, bool)> {
    from.add_days(count).map(|date| (date, false))
}

/// The same day of another month, or the last there is.
fn months(from: Date, count: i64) -> Option<(Date, bool)> {
    let month = i64::from(from.year()) * 12 + i64::from(from.month()) - 1 + count;
    let year = u16::try_from(month.div_euclid(12)).ok()?;
    let month = u8::try_from(month.rem_euclid(12) + 1).ok()?;
    let date = (1..=from.day()).rev().find_map(|day| Date::new(year, month, day).ok())?;
    Some((date, date.day() != from.day()))
}

fn weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
