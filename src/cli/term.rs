//! `draaiboek term`: when a term ends, and how that comes about.

use std::io::{self, Write};
use std::path::Path;

use draaiboek::Playbook;
use draaiboek::calendar::{Calendar, CalendarError, Date, Derivation, Duration, Timestamp, Zone};
use serde_json::json;

use super::args::Shape;
use super::language::Lang;
use super::{Outcome, complain, run};

/// The zone of terms that name none.
const ZONE: &str = "Europe/Amsterdam";

/// What is asked.
pub(crate) struct Asked<'a> {
    pub(crate) term: &'a str,
    /// From when it is counted.
    pub(crate) from: Option<&'a str>,
    /// The day before which it is counted back.
    pub(crate) before: Option<&'a str>,
    /// The playbook whose calendar and zone count.
    pub(crate) calendar: Option<&'a Path>,
    /// The role of that playbook whose calendar counts.
    pub(crate) role: Option<&'a str>,
    pub(crate) zone: Option<&'a str>,
    pub(crate) format: Shape,
}

pub(crate) fn term(asked: &Asked<'_>, lang: Lang, out: &mut impl Write) -> io::Result<Outcome> {
    let (calendar, zone) = match asked.calendar {
        None => (Calendar::national(), ZONE.to_owned()),
        Some(path) => match run::playbook(path, lang, out)? {
            Err(outcome) => return Ok(outcome),
            Ok(playbook) => {
                let zone = playbook.machine().playbook().header.zone.clone();
                match calendar_of(&playbook, asked.role, lang) {
                    Ok(calendar) => (calendar, zone),
                    Err(why) => {
                        complain(&why);
                        return Ok(Outcome::Findings);
                    }
                }
            }
        },
    };
    let said = answer(asked, &calendar, asked.zone.unwrap_or(&zone), lang, out);
    said.unwrap_or_else(|why| {
        complain(&why);
        Ok(Outcome::Findings)
    })
}

/// The calendar of a role of a playbook, or the playbook's own; else why not.
fn calendar_of(playbook: &Playbook, role: Option<&str>, lang: Lang) -> Result<Calendar, String> {
    let machine = playbook.machine();
    let tables = machine.playbook();
    let Some(name) = role else { return Ok(tables.header.calendar.clone()) };
    let Some(role) = machine.role(name).and_then(|role| tables.roles.get(role)) else {
        let roles: Vec<&str> = tables.roles.iter().map(|(_, it)| it.name.as_str()).collect();
        let roles = roles.join(", ");
        return Err(lang.pick(
            format!("er is geen rol `{name}`; wel: {roles}"),
            format!("there is no role `{name}`; there are: {roles}"),
        ));
    };
    let named = role.calendar.and_then(|id| tables.calendars.get(id));
    Ok(named.map_or(&tables.header.calendar, |named| &named.calendar).clone())
}

/// Writes the answer, or says why there is none.
fn answer(
    asked: &Asked<'_>,
    calendar: &Calendar,
    zone: &str,
    lang: Lang,
    out: &mut impl Write,
) -> Result<io::Result<Outcome>, String> {
    let zone = Zone::named(zone).map_err(|unknown| {
        let (name, near) = (&unknown.name, unknown.nearest.join(", "));
        let near = if near.is_empty() { "Europe/Amsterdam" } else { &near };
        lang.pick(
            format!("er is geen tijdzone `{name}`; bedoeld: {near}"),
            format!("there is no time zone `{name}`; meant: {near}"),
        )
    })?;
    let duration: Duration = asked.term.parse().map_err(|_| {
        let term = asked.term;
        if let Some(meant) = meant_term(term) {
            return lang.pick(
                format!("`{term}` is geen termijn; schrijf `{meant}`"),
                format!("`{term}` is no term; write `{meant}`"),
            );
        }
        lang.pick(
            format!(
                "`{term}` is geen termijn; schrijf een getal en werkdagen, dagen, weken, \
                     maanden, jaar, uur, kantooruren of minuten, met `wettelijk` ervoor als de \
                     Algemene termijnenwet geldt"
            ),
            format!(
                "`{term}` is no term; write a number and working days, days, weeks, months, \
                     years, hours, business hours or minutes, after `statutory` where the \
                     Algemene termijnenwet applies"
            ),
        )
    })?;
    let derived = derive(asked, calendar, &zone, duration, lang)?;
    let derived = derived.map_err(|error| lang.text(&error.text()).to_owned())?;
    Ok(write(&derived, asked.format, lang, out).map(|()| Outcome::Fine))
}

fn derive<'a>(
    asked: &Asked<'_>,
    calendar: &'a Calendar,
    zone: &'a Zone,
    duration: Duration,
    lang: Lang,
) -> Result<Result<Derivation<'a>, CalendarError>, String> {
    let when = asked.from.or(asked.before).unwrap_or_default();
    let wrong = || {
        if let Some(meant) = meant_day(when) {
            return lang.pick(
                format!("schrijf `{meant}`: jaar, maand, dag, niet `{when}`"),
                format!("write `{meant}`: year, month, day, not `{when}`"),
            );
        }
        lang.pick(
            format!("`{when}` is geen dag of tijd zoals 2026-12-24 of 2026-12-24T20:00"),
            format!("`{when}` is no day or time such as 2026-12-24 or 2026-12-24T20:00"),
        )
    };
    if asked.from.is_none() || !when.contains(['T', ' ']) {
        let day: Date = when.parse().map_err(|_| wrong())?;
        return Ok(match asked.from {
            Some(_) => calendar.derive_after(zone, day, duration),
            None => calendar.derive_before(zone, day, duration),
        });
    }
    Ok(calendar.derive(zone, instant(when, zone).ok_or_else(wrong)?, duration))
}

/// A term that is written as in a playbook, with the word before it: `binnen 2 weken`.
fn meant_term(written: &str) -> Option<&str> {
    let (word, term) = written.trim().split_once(' ')?;
    let before = ["binnen", "na", "within", "after"].contains(&word);
    Some(term.trim()).filter(|term| before && term.parse::<Duration>().is_ok())
}

/// A day in the order of everyday, perhaps with a time: `24-12-2026`, `24-12-2026T20:00`.
fn meant_day(written: &str) -> Option<String> {
    let (day, time) = match written.find(['T', ' ']) {
        Some(at) => written.split_at_checked(at)?,
        None => (written, ""),
    };
    let numbers: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [day, month, year] = numbers.as_slice() else { return None };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (year.len() == 4).then(|| format!("{date}{time}"))
}

/// An instant: with an offset, or by the clock of the zone.
fn instant(text: &str, zone: &Zone) -> Option<Timestamp> {
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    let (day, clock) = text.split_once(['T', ' '])?;
    let (hour, minute) = clock.split_once(':')?;
    let number = |digits: &str, most: u8| {
        let two = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        two.then(|| digits.parse().ok())?.filter(|number: &u8| *number <= most)
    };
    Some(zone.instant(day.parse().ok()?, number(hour, 23)?, number(minute, 59)?))
}

fn write(of: &Derivation<'_>, format: Shape, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let text = of.text();
    if format == Shape::Text {
        return writeln!(out, "{}", lang.text(&text));
    }
    let answer = json!({
        "term": of.duration.words(lang.language()).to_string(),
        "day": of.day,
        "instant": of.instant.to_string(),
        "sentence": { "nl": text.nl, "en": text.en },
        "derivation": of,
    });
    serde_json::to_writer_pretty(&mut *out, &answer)?;
    writeln!(out)
}
