//! What the head of the file says: validity, zone, calendar; and the legal bases.

use super::Resolver;
use super::fault::{empty_validity, not_yet_executed, unknown_zone};
use super::kind::Kind;
use crate::calendar::{Calendar, Date, Zone};
use crate::diagnostic::Diagnostic;
use crate::hir::Hir;
use crate::machine::id::{GroundId, Id, Table};
use crate::machine::playbook::{Ground, Header, Validity};
use crate::span::Span;
use crate::syntax::ast::{self, Declaration};

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
        calendars: Table::new(),
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

    /// The keyword with which a place begins, as the author wrote it, for both languages.
    pub(super) fn first_word(&self, at: Span) -> (&'a str, &'a str) {
        let word = self.text(at).split_whitespace().next().unwrap_or_default();
        (word, word)
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
