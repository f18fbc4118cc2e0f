//! A derivation as a sentence, Dutch and English.

mod hours;

use super::{Derivation, Point, Provisional, Step, Way};
use crate::calendar::act::Exclusion;
use crate::calendar::{Date, DayOff, Timestamp, Unit};
use crate::diagnostic::{Language, Text};

/// More working days than this are not listed one by one.
const LISTED: u32 = 10;
/// More days off, or changes of the clock, than this are counted only.
const NAMED: usize = 12;

impl Derivation<'_> {
    /// The sentence, of something received: `ontvangen do 30-4-2026, + 3 werkdagen: vr 1-5,
    /// ma 4-5, (di 5-5 Bevrijdingsdag) wo 6-5; uiterlijk wo 6-5, 24.00 uur`.
    #[must_use]
    pub fn text(&self) -> Text {
        self.text_of(&Text { nl: "ontvangen".to_owned(), en: "received".to_owned() })
    }

    /// The same sentence of something that happened in another way, such as `geopend`.
    #[must_use]
    pub fn text_of(&self, happened: &Text) -> Text {
        let sentence = |language| Sentence::new(self, language).build(happened.get(language));
        Text { nl: sentence(Language::Dutch), en: sentence(Language::English) }
    }
}

/// One sentence in the making.
struct Sentence<'a> {
    of: &'a Derivation<'a>,
    language: Language,
    /// The year of the date written last: it is written again only when it changes.
    year: u16,
}

impl<'a> Sentence<'a> {
    fn new(of: &'a Derivation<'a>, language: Language) -> Self {
        Self { of, language, year: 0 }
    }

    fn build(mut self, happened: &str) -> String {
        let of = self.of;
        let start = match of.start {
            Point::Instant(at) if of.duration.ends_at_instant() => self.instant(at),
            start => self.date(start.day(of.zone)),
        };
        let first = self.year;
        let duration = of.duration.words(self.language);
        let head = match of.way {
            Way::Backwards => {
                self.pick(format!("{duration} voor {start}"), format!("{duration} before {start}"))
            }
            Way::Forwards => format!("{happened} {start}, + {duration}"),
            Way::Left => {
                let left = self.left();
                self.pick(
                    format!("loopt weer vanaf {start}, nog {left}"),
                    format!("runs again from {start}, {left} left"),
                )
            }
        };
        let middle = self.middle();
        // The end stands by itself in the year of the start.
        self.year = first;
        let end = match of.day {
            Some(day) => format!("{}, {}", self.date(day), self.pick("24.00 uur", "24:00")),
            None => self.instant(of.instant),
        };
        let last = self.pick("uiterlijk", "due");
        format!("{head}{middle}; {last} {end}{}{}", self.length(), self.provisional())
    }

    fn middle(&mut self) -> String {
        let mut parts = vec![];
        if self.of.duration.unit == Unit::WorkingDay {
            parts.extend(self.working_days());
        }
        if self.of.duration.unit == Unit::BusinessHour {
            parts.extend(self.open());
        }
        let steps = &self.of.steps;
        for step in steps {
            match *step {
                Step::Clamped { wanted, to } => parts.push(self.clamped(wanted, to)),
                Step::AtOnce { .. } => {
                    parts.push(self.pick("dat is al voorbij", "that is over already").to_owned());
                }
                Step::NotExtended { why } => parts.push(self.excluded(why)),
                Step::TwoOrdinary { first, second } => {
                    let (first, second) = (self.date(first), self.date(second));
                    parts.push(self.pick(
                        format!("twee gewone dagen, {first} en {second} (Atw art. 2)"),
                        format!("two ordinary days, {first} and {second} (Act, art. 2)"),
                    ));
                }
                Step::Rolled { to } => {
                    let rest = steps.iter().filter_map(|step| match *step {
                        Step::Rest { day, why } => Some((day, why)),
                        _ => None,
                    });
                    let over = self.named(rest, true);
                    let (to, act) =
                        (self.date(to), self.pick("Atw art. 1 lid 1", "Act, art. 1(1)"));
                    parts.push(format!("({over}) {to}, {act}"));
                }
                _ => {}
            }
        }
        parts.extend(self.clocks());
        if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) }
    }

    fn working_days(&mut self) -> Option<String> {
        if self.of.duration.amount == 0 {
            return Some(self.pick("dezelfde dag", "the same day").to_owned());
        }
        if self.of.duration.amount > LISTED {
            return self.long();
        }
        let (mut listed, mut off) = (vec![], vec![]);
        for step in &self.of.steps {
            match *step {
                Step::Skipped { day, why } => off.push((day, why)),
                Step::Counted { day } => {
                    let off = self.named(std::mem::take(&mut off), false);
                    let day = self.date(day);
                    listed.push(match off.is_empty() {
                        true => day,
                        false => format!("({off}) {day}"),
                    });
                }
                _ => {}
            }
        }
        Some(listed.join(", "))
    }

    /// The first and the last of many days, how long it took, and the days off by name.
    fn long(&mut self) -> Option<String> {
        let of = self.of;
        let (first, last) = (of.counted().next()?, of.counted().last()?);
        let took = last.days_since(of.start.day(of.zone));
        let took = self.weeks(took.unsigned_abs());
        let (first, last) = (self.date(first), self.date(last));
        let off = of.steps.iter().filter_map(|step| match *step {
            Step::Skipped { day, why } => Some((day, why)),
            _ => None,
        });
        let off = self.named(off, false);
        let run =
            self.pick(format!("{first} t/m {last}, {took}"), format!("{first} to {last}, {took}"));
        let without = self.pick("zonder", "without");
        Some(if off.is_empty() { run } else { format!("{run}, {without} {off}") })
    }

    /// `4 weken en 1 dag`
    fn weeks(&self, days: u32) -> String {
        let (weeks, days) = (days / 7, days % 7);
        let some = |n: u32, unit: Unit| {
            (n > 0).then(|| format!("{n} {}", unit.word(self.language, n != 1)))
        };
        let parts: Vec<String> =
            [some(weeks, Unit::Week), some(days, Unit::Day)].into_iter().flatten().collect();
        parts.join(self.pick(" en ", " and "))
    }

    /// Days off by name, runs of one name as one; ordinary weekends only where they matter.
    pub(super) fn named<'b>(
        &mut self,
        days: impl IntoIterator<Item = (Date, DayOff<'b>)>,
        weekends: bool,
    ) -> String {
        let mut runs: Vec<(Date, Date, DayOff<'b>)> = vec![];
        for (day, why) in days {
            if !weekends && day.weekday().is_weekend() {
                continue;
            }
            match runs.last_mut() {
                Some((_, last, name))
                    if *name == why
                        && why != DayOff::Weekend
                        && day.days_since(*last).abs() <= 3 =>
                {
                    *last = day;
                }
                _ => runs.push((day, day, why)),
            }
        }
        let more = runs.len().saturating_sub(NAMED);
        let mut names: Vec<String> = runs
            .into_iter()
            .take(NAMED)
            .map(|(first, last, why)| self.run(first, last, why))
            .collect();
        if more > 0 {
            names.push(self.pick(format!("en {more} andere"), format!("and {more} others")));
        }
        names.join(", ")
    }

    fn run(&mut self, first: Date, last: Date, why: DayOff<'_>) -> String {
        let name = why.name(first.year(), self.language);
        let until = self.pick("t/m", "to");
        let days = match first == last {
            true => self.date(first),
            false => format!("{} {until} {}", self.date(first), self.date(last)),
        };
        if name.is_empty() { days } else { format!("{days} {name}") }
    }

    fn clamped(&mut self, wanted: u8, to: Date) -> String {
        let month = to.month();
        let day = self.date(to);
        let name = crate::calendar::month(month, self.language);
        self.pick(
            format!("{wanted} {name} bestaat niet, dus {day}"),
            format!("there is no {wanted} {name}, so {day}"),
        )
    }

    fn excluded(&self, why: Exclusion) -> String {
        let (nl, en) = match why {
            Exclusion::Hours => ("in uren (Atw art. 4)", "in hours (Act, art. 4)"),
            Exclusion::Years => ("in jaren (Atw art. 4)", "in years (Act, art. 4)"),
            Exclusion::Backwards => {
                ("teruggeteld (Atw art. 1 lid 2)", "counted back (Act, art. 1(2))")
            }
            Exclusion::Long => (
                "langer dan 90 dagen, 12 weken of 3 maanden (Atw art. 4)",
                "longer than 90 days, 12 weeks or 3 months (Act, art. 4)",
            ),
        };
        self.pick(format!("niet verlengd, want {nl}"), format!("not extended, since {en}"))
    }

    fn clocks(&mut self) -> Option<String> {
        let changes: Vec<(Timestamp, i32)> = self
            .of
            .steps
            .iter()
            .filter_map(|step| match *step {
                Step::Clocks { at, seconds } => Some((at, seconds)),
                _ => None,
            })
            .collect();
        let zone = self.of.zone.name();
        if changes.len() > NAMED {
            let count = changes.len();
            return Some(self.pick(
                format!("de klok van {zone} verspringt {count} keer"),
                format!("the clocks of {zone} change {count} times"),
            ));
        }
        let said: Vec<String> =
            changes.into_iter().map(|(at, seconds)| self.change(at, seconds)).collect();
        let whose =
            self.pick(format!("de klok van {zone} gaat"), format!("the clocks of {zone} go"));
        (!said.is_empty()).then(|| format!("{whose} {}", said.join(", ")))
    }

    /// `zo 28-3 vooruit naar 3.00 uur`
    fn change(&mut self, at: Timestamp, seconds: i32) -> String {
        let day = self.date(self.of.zone.date_of(at));
        let (clock, forward) = (self.clock(at), seconds > 0);
        let way = match forward {
            true => self.pick("vooruit naar", "forward to"),
            false => self.pick("terug naar", "back to"),
        };
        format!("{day} {way} {clock}")
    }

    fn length(&self) -> String {
        let seconds = self.of.steps.iter().find_map(|step| match *step {
            Step::Length { seconds } => Some(seconds),
            _ => None,
        });
        let Some(seconds) = seconds else { return String::new() };
        let hours = match (seconds / 3600, seconds % 3600 / 60) {
            (hours, 0) => format!("{hours}"),
            (hours, minutes) => format!("{hours}:{minutes:02}"),
        };
        self.pick(format!(" (een dag van {hours} uur)"), format!(" (a day of {hours} hours)"))
    }

    fn provisional(&mut self) -> String {
        match self.of.provisional {
            None => String::new(),
            Some(Provisional::Decrees(year)) => self.pick(
                format!(
                    " (voorlopig: niet bekend is welke dagen in {year} bij besluit met feestdagen \
                     gelijkstaan)"
                ),
                format!(
                    " (provisional: which days of {year} a decree equates with holidays is not \
                     known)"
                ),
            ),
            Some(Provisional::Unverified(day)) => {
                let day = self.date(day);
                self.pick(
                    format!(
                        " (voorlopig: niet nagegaan is of {day} bij besluit met een feestdag \
                         gelijkstaat)"
                    ),
                    format!(
                        " (provisional: it was not verified that a decree equates {day} with a \
                         holiday)"
                    ),
                )
            }
            Some(Provisional::Holidays(year)) => self.pick(
                format!(" (voorlopig: de feestdagen van {year} zijn aangenomen)"),
                format!(" (provisional: the holidays of {year} are assumed)"),
            ),
        }
    }

    pub(super) fn date(&mut self, date: Date) -> String {
        if date.year() == self.year {
            return date.brief(self.language);
        }
        self.year = date.year();
        date.short(self.language)
    }

    /// `za 27-3-2027, 14.00 uur`
    fn instant(&mut self, at: Timestamp) -> String {
        format!("{}, {}", self.date(self.of.zone.date_of(at)), self.clock(at))
    }

    fn clock(&self, at: Timestamp) -> String {
        let local = self.of.zone.local(at);
        let (hour, minute, second) = (local.hour, local.minute, local.second);
        match (self.language, second) {
            (Language::Dutch, 0) => format!("{hour}.{minute:02} uur"),
            (Language::Dutch, _) => format!("{hour}.{minute:02}.{second:02} uur"),
            (Language::English, 0) => format!("{hour}:{minute:02}"),
            (Language::English, _) => format!("{hour}:{minute:02}:{second:02}"),
        }
    }

    pub(super) fn pick<T>(&self, nl: T, en: T) -> T {
        match self.language {
            Language::Dutch => nl,
            Language::English => en,
        }
    }
}

impl DayOff<'_> {
    /// Its name in a year; the author's own where he gave one, nothing for a weekend.
    #[must_use]
    pub fn name(&self, year: u16, language: Language) -> &str {
        match self {
            Self::National(holiday) => holiday.name(year, language),
            Self::Closed("") if language == Language::Dutch => "gesloten",
            Self::Closed("") => "closed",
            Self::Decreed("") if language == Language::Dutch => "gelijkgesteld",
            Self::Decreed("") => "equated",
            Self::Decreed(name) | Self::Closed(name) => name,
            Self::Weekend => "",
        }
    }
}
