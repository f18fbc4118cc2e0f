//! Values as people read them, in Dutch and in English.

use std::fmt;

use super::{Number, Type, Value};
use crate::calendar::{Date, Timestamp, Unit, Zone, month};
use crate::diagnostic::Language;

/// A value in words; made by [`Value::words`].
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    value: &'a Value,
    language: Language,
    zone: Option<&'a Zone>,
}

impl Value {
    /// For people: `ja`, `€ 2.000.000,00`, `12,5%`, `26 november 2026`, `10 werkdagen`; in
    /// English `yes`, `€2,000,000.00`, `12.5%`, `26 November 2026`, `10 working days`.
    ///
    /// An amount shows two decimals, more if it has more.
    #[must_use]
    pub fn words(&self, language: Language) -> Words<'_> {
        Words { value: self, language, zone: None }
    }
}

impl Type {
    /// A value of the type, with its article, in Dutch and in English.
    pub(crate) fn words(&self) -> (&'static str, &'static str) {
        use Unit::{BusinessHour, Day, Hour, Minute, Month, Week, WorkingDay, Year};
        match self {
            Self::Truth => ("een ja of nee", "a yes or no"),
            Self::Number => ("een getal", "a number"),
            Self::Count => ("een aantal", "a count"),
            Self::Amount => ("een bedrag", "an amount of money"),
            Self::Percentage => ("een percentage", "a percentage"),
            Self::Date => ("een datum", "a date"),
            Self::Instant => ("een tijdstip", "an instant"),
            Self::Duration(unit) => match unit {
                None => ("een duur", "a duration"),
                Some(Minute | Hour) => {
                    ("een duur in minuten of uren", "a duration in minutes or hours")
                }
                Some(BusinessHour) => ("een duur in kantooruren", "a duration in business hours"),
                Some(Day | Week) => ("een duur in dagen of weken", "a duration in days or weeks"),
                Some(Month | Year) => {
                    ("een duur in maanden of jaren", "a duration in months or years")
                }
                Some(WorkingDay) => ("een duur in werkdagen", "a duration in working days"),
            },
            Self::Text => ("een tekst", "a text"),
            Self::Choice(_) => ("een keuze", "a choice"),
            Self::Document => ("een document", "a document"),
        }
    }
}

impl<'a> Words<'a> {
    /// Shows instants on the clocks of `zone`; without one they are in RFC 3339.
    #[must_use]
    pub fn zone(self, zone: &'a Zone) -> Self {
        Self { zone: Some(zone), ..self }
    }

    fn instant(&self, f: &mut fmt::Formatter<'_>, at: Timestamp) -> fmt::Result {
        let Some(zone) = self.zone else {
            return write!(f, "{at}");
        };
        let local = zone.local(at);
        f.write_str(&long(local.date, self.language))?;
        write!(f, " {:02}:{:02}", local.hour, local.minute)
    }
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Truth(truth) => f.write_str(match (self.language, truth) {
                (Language::Dutch, true) => "ja",
                (Language::Dutch, false) => "nee",
                (Language::English, true) => "yes",
                (Language::English, false) => "no",
            }),
            Value::Number(number) => f.write_str(&grouped(*number, self.language, 0)),
            Value::Count(count) => f.write_str(&grouped((*count).into(), self.language, 0)),
            Value::Amount(amount) => {
                let (sign, number) = match amount.decimal().is_sign_negative() {
                    true => ("-", Number::from(amount.decimal().abs())),
                    false => ("", *amount),
                };
                let digits = grouped(number, self.language, 2);
                match self.language {
                    Language::Dutch => write!(f, "€ {sign}{digits}"),
                    Language::English => write!(f, "{sign}€{digits}"),
                }
            }
            Value::Percentage(percent) => {
                write!(f, "{}%", grouped(*percent, self.language, 0))
            }
            Value::Date(date) => f.write_str(&long(*date, self.language)),
            Value::Instant(at) => self.instant(f, *at),
            Value::Duration(duration) => duration.words(self.language).fmt(f),
            Value::Text(text) | Value::Choice(text) => f.write_str(text),
            Value::Document(document) => {
                let word = match self.language {
                    Language::Dutch => "versie",
                    Language::English => "version",
                };
                write!(f, "{} ({word} {})", document.reference, document.version)
            }
        }
    }
}

/// Digits in groups of three, and at least `decimals` decimals.
fn grouped(number: Number, language: Language, decimals: usize) -> String {
    let (group, point) = match language {
        Language::Dutch => ('.', ','),
        Language::English => (',', '.'),
    };
    let plain = number.to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = whole.trim_start_matches('-');
    let mut shown = String::with_capacity(plain.len() + 8);
    if whole.starts_with('-') {
        shown.push('-');
    }
    for (left, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        shown.push(digit);
        if left > 0 && left % 3 == 0 {
            shown.push(group);
        }
    }
    if decimals > 0 || !fraction.is_empty() {
        shown.push(point);
        shown.push_str(fraction);
        shown.extend(std::iter::repeat_n('0', decimals.saturating_sub(fraction.len())));
    }
    shown
}

/// `26 november 2026`, `26 November 2026`
fn long(date: Date, language: Language) -> String {
    format!("{} {} {}", date.day(), month(date.month(), language), date.year())
}
