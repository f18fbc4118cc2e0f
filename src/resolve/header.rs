//! What the head of the file says: validity, zone, calendar; and the legal bases.

use super::Resolver;
use super::fault::{
    calendar_conflict, closed_all_year, empty_validity, not_yet_executed, said_twice, unknown_zone,
};
use super::kind::Kind;
use crate::calendar::{Calendar, Date, Holiday, Zone};
use crate::diagnostic::Diagnostic;
use crate::hir::Hir;
use crate::machine::id::{GroundId, Id, Table};
use crate::machine::playbook::{Ground, Header, Validity};
use crate::span::Span;
use crate::syntax::ast::{self, CalendarEntry, Declaration};

/// The zone of a playbook that names none.
const ZONE: &str = "Europe/Amsterdam";
/// The version of the language that this crate reads.
const LANGUAGE_VERSION: &str = "1";

/// A playbook with nothing in it but its name and language.
pub(super) fn empty(file: &ast::File) -> Hir {
    let header = file.header.as_ref();
    Hir {
        header: Header {
            name: header.map(|it| it.name.text.clone()).unwrap_or_default(),
            title: text(header.and_then(|it| it.title.as_ref())),
            version: text(header.and_then(|it| it.version.as_ref())).unwrap_or_default(),
            valid: Validity::default(),
            zone: ZONE.to_owned(),
            calendar: Calendar::national(),
            language: file.language,
            at: header.map(|it| it.span).unwrap_or_default(),
        },
        grounds: Table::new(),
        roles: Table::new(),
        facts: Table::new(),
        scale: None,
        signals: Table::new(),
        actions: Table::new(),
        items: Table::new(),
        holdings: Table::new(),
        charts: Table::new(),
        states: Table::new(),
        duties: Table::new(),
        handlers: Table::new(),
        guarantees: Table::new(),
        counters: Table::new(),
    }
}

/// What an optional text says.
pub(super) fn text(text: Option<&ast::Str>) -> Option<String> {
    text.map(|text| text.text.clone())
}

/// A date that the parser has found to exist.
pub(super) fn date(date: &ast::Date) -> Option<Date> {
    Date::new(date.year, date.month, date.day).ok()
}

/// Reports a version of the language that is not executed.
pub(crate) fn language_version(header: &ast::Header) -> Option<Diagnostic> {
    let version = header.language_version.as_ref()?;
    let known = version.text == LANGUAGE_VERSION;
    let words = ("taalversie", "language version");
    (!known).then(|| not_yet_executed::fault(words, version.span))
}

impl<'a> Resolver<'a> {
    /// The head of the file, and the playbook's calendar.
    pub(super) fn header(&mut self) {
        let file = self.file;
        if let Some(header) = &file.header {
            if let Some(valid) = &header.valid {
                self.hir.header.valid = self.validity(valid);
            }
            if let Some(found) = language_version(header) {
                self.postponed = true;
                self.report(found);
            }
            if let Some(zone) = &header.zone {
                self.zone(zone);
            }
        }
        self.zone = self.zone.take().or_else(|| Zone::named(ZONE).ok());
        self.calendars();
    }

    fn zone(&mut self, written: &ast::Str) {
        match Zone::named(&written.text) {
            Ok(zone) => {
                zone.name().clone_into(&mut self.hir.header.zone);
                self.zone = Some(zone);
            }
            Err(unknown) => {
                self.report(unknown_zone::fault(&written.text, written.span, &unknown.nearest));
            }
        }
    }

    /// A half-open range of dates; an empty one is reported.
    pub(super) fn validity(&mut self, period: &ast::Period) -> Validity {
        let from = period.from.as_ref().and_then(date);
        let until = period.until.as_ref().and_then(date);
        if let (Some(from), Some(until)) = (from, until)
            && from >= until
        {
            self.report(empty_validity::fault(period.span));
        }
        Validity { from, until }
    }

    fn calendars(&mut self) {
        let mut own: Option<Span> = None;
        for declaration in self.declarations() {
            let Declaration::Calendar(calendar) = declaration else { continue };
            if let Some(name) = &calendar.name {
                self.postpone("kalender", "calendar", name.span);
            } else if let Some(first) = own {
                self.report(said_twice::fault(
                    self.first_word(calendar.span),
                    calendar.span,
                    first,
                ));
            } else {
                own = Some(calendar.span);
                self.calendar(calendar);
            }
        }
    }

    /// The keyword with which a place begins, as the author wrote it, for both languages.
    pub(super) fn first_word(&self, at: Span) -> (&'a str, &'a str) {
        let word = self.text(at).split_whitespace().next().unwrap_or_default();
        (word, word)
    }

    fn calendar(&mut self, calendar: &ast::Calendar) {
        let mut works: Vec<(Holiday, Span)> = Vec::new();
        for entry in &calendar.entries {
            let CalendarEntry::Works(it) = entry else { continue };
            let holiday = holiday(it.holiday);
            if let Some((_, first)) = works.iter().find(|(other, _)| *other == holiday) {
                let line = self.text(it.span);
                self.report(said_twice::fault((line, line), it.span, *first));
                continue;
            }
            works.push((holiday, it.span));
            let built = std::mem::take(&mut self.hir.header.calendar);
            self.hir.header.calendar = built.working(holiday);
        }
        for entry in &calendar.entries {
            match entry {
                CalendarEntry::Closed(it) => self.closed(it, &works),
                CalendarEntry::Equated(it) => self.equated(it),
                CalendarEntry::Works(_) => {}
            }
        }
    }

    fn equated(&mut self, equated: &ast::Equated) {
        let Some(date) = date(&equated.date) else { return };
        let name = text(equated.why.as_ref()).unwrap_or_default();
        let built = std::mem::take(&mut self.hir.header.calendar);
        self.hir.header.calendar = built.decreed(date, name);
    }

    fn closed(&mut self, closed: &ast::Closed, works: &[(Holiday, Span)]) {
        let until = match &closed.until {
            Some(until) => date(until).and_then(Date::yesterday),
            None => date(&closed.from),
        };
        let (Some(first), Some(last)) = (date(&closed.from), until) else { return };
        if last < first {
            self.report(empty_validity::fault(closed.span));
            return;
        }
        // A run that ends in the second next year or later holds every holiday.
        let years = first.year()..=last.year().min(first.year().saturating_add(1));
        for (holiday, at) in works {
            let mut days = years.clone().filter_map(|year| holiday.date(year));
            if let Some(day) = days.find(|day| first <= *day && *day <= last) {
                self.report(calendar_conflict::fault(&day.to_string(), closed.span, *at));
            }
        }
        let name = text(closed.why.as_ref()).unwrap_or_default();
        let built = std::mem::take(&mut self.hir.header.calendar);
        let built = built.closed(first, last, name);
        let shut = (first.year()..=last.year()).find(|year| !built.is_open_in(*year));
        self.hir.header.calendar = built;
        if let Some(year) = shut {
            self.report(closed_all_year::fault(year, closed.span));
        }
    }

    /// The legal bases.
    pub(super) fn grounds(&mut self) {
        for declaration in self.declarations() {
            let Declaration::Ground(it) = declaration else { continue };
            let valid = self.validity(&it.valid);
            let title = text(it.title.as_ref());
            let name = it.name.text.clone();
            self.hir.grounds.push(Ground { name, title, valid, at: it.name.span });
        }
    }

    /// The bases that something rests on.
    pub(super) fn grounds_of(&mut self, grounds: Option<&ast::Grounds>) -> Vec<GroundId> {
        grounds.map(|grounds| self.ids(Kind::Ground, &grounds.names)).unwrap_or_default()
    }

    /// Adds bases that are not there yet.
    pub(super) fn add_grounds(&mut self, to: &mut Vec<GroundId>, grounds: Option<&ast::Grounds>) {
        for ground in self.grounds_of(grounds) {
            if !ground.is_missing() && !to.contains(&ground) {
                to.push(ground);
            }
        }
    }
}

fn holiday(holiday: ast::Holiday) -> Holiday {
    match holiday {
        ast::Holiday::NewYear => Holiday::NewYear,
        ast::Holiday::GoodFriday => Holiday::GoodFriday,
        ast::Holiday::EasterMonday => Holiday::EasterMonday,
        ast::Holiday::KingsDay => Holiday::KingsDay,
        ast::Holiday::LiberationDay => Holiday::LiberationDay,
        ast::Holiday::Ascension => Holiday::Ascension,
        ast::Holiday::WhitMonday => Holiday::WhitMonday,
        ast::Holiday::Christmas => Holiday::ChristmasDay,
        ast::Holiday::BoxingDay => Holiday::SecondChristmasDay,
    }
}
