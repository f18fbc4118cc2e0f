//! Calendars: the playbook's own, and those that roles name.

use std::collections::BTreeMap;

use super::Resolver;
use super::fault::{
    calendar_conflict, closed_all_year, empty_validity, impossible_hours, said_twice,
};
use super::header::{date, text};
use crate::calendar::{Calendar, Closing, Date, Holiday, Opening, Weekday};
use crate::machine::playbook::NamedCalendar;
use crate::span::Span;
use crate::syntax::ast::{self, CalendarEntry, Declaration};

impl Resolver<'_> {
    /// The playbook's own calendar, then those with a name: what a decree equates in the
    /// playbook's own counts in all.
    pub(super) fn calendars(&mut self) {
        let mut own: Option<Span> = None;
        for declaration in self.declarations() {
            let Declaration::Calendar(it) = declaration else { continue };
            if it.name.is_some() {
                continue;
            }
            if let Some(first) = own {
                self.report(said_twice::fault(self.first_word(it.span), it.span, first));
                continue;
            }
            own = Some(it.span);
            self.hir.header.calendar = self.calendar(it, Calendar::national());
        }
        for declaration in self.declarations() {
            let Declaration::Calendar(it) = declaration else { continue };
            let Some(name) = &it.name else { continue };
            let base = Calendar::national().decreed_as(&self.hir.header.calendar);
            let calendar = self.calendar(it, base);
            let (name, title, at) = (name.text.clone(), text(it.title.as_ref()), name.span);
            self.hir.calendars.push(NamedCalendar { name, title, calendar, at });
        }
    }

    fn calendar(&mut self, calendar: &ast::Calendar, mut built: Calendar) -> Calendar {
        let mut works: Vec<(Holiday, Span)> = Vec::new();
        for entry in &calendar.entries {
            let CalendarEntry::Works(it) = entry else { continue };
            let holiday = it.holiday;
            if let Some((_, first)) = works.iter().find(|(other, _)| *other == holiday) {
                let line = self.text(it.span);
                self.report(said_twice::fault((line, line), it.span, *first));
                continue;
            }
            works.push((holiday, it.span));
            built = built.working(holiday);
        }
        let mut equated: BTreeMap<Date, Span> = BTreeMap::new();
        for entry in &calendar.entries {
            built = match entry {
                CalendarEntry::Closed(it) => self.closed(it, &works, built),
                CalendarEntry::Equated(it) => self.equated(it, &mut equated, built),
                CalendarEntry::Works(_) | CalendarEntry::Opening(_) => built,
            };
        }
        self.shut(calendar, &built);
        self.openings(calendar, built)
    }

    fn closed(
        &mut self,
        closed: &ast::Closed,
        works: &[(Holiday, Span)],
        built: Calendar,
    ) -> Calendar {
        let until = match &closed.until {
            Some(until) => date(until).and_then(Date::yesterday),
            None => date(&closed.from),
        };
        let (Some(first), Some(last)) = (date(&closed.from), until) else { return built };
        if last < first {
            self.report(empty_validity::fault(closed.span));
            return built;
        }
        let name = text(closed.why.as_ref()).unwrap_or_default();
        let closing = Closing { first, last, name };
        if let Some((worked, day)) = built.worked_in(&closing)
            && let Some((_, at)) = works.iter().find(|(holiday, _)| *holiday == worked)
        {
            self.report(calendar_conflict::fault(&day.to_string(), closed.span, *at));
        }
        built.closed(first, last, closing.name)
    }

    fn equated(
        &mut self,
        equated: &ast::Equated,
        said: &mut BTreeMap<Date, Span>,
        built: Calendar,
    ) -> Calendar {
        let Some(day) = date(&equated.date) else { return built };
        if let Some(first) = said.get(&day) {
            let line = self.text(equated.span);
            self.report(said_twice::fault((line, line), equated.span, *first));
            return built;
        }
        said.insert(day, equated.span);
        built.decreed(day, text(equated.why.as_ref()).unwrap_or_default())
    }

    /// Hours without a day are those of Monday to Friday, but of the days that have their own.
    fn openings(&mut self, calendar: &ast::Calendar, mut built: Calendar) -> Calendar {
        let lines = calendar.entries.iter().filter_map(|entry| match entry {
            CalendarEntry::Opening(it) => Some(it),
            _ => None,
        });
        let lines: Vec<&ast::Opening> = lines.collect();
        let own: Vec<Weekday> = lines.iter().filter_map(|it| it.day).collect();
        let mut read: BTreeMap<Weekday, Vec<(Opening, Span)>> = BTreeMap::new();
        for line in lines {
            let days = match line.day {
                Some(day) => vec![day],
                None => {
                    let all = Weekday::ALL.into_iter().filter(|day| !day.is_weekend());
                    all.filter(|day| !own.contains(day)).collect()
                }
            };
            let minute = |it: &ast::TimeOfDay| u16::from(it.hour) * 60 + u16::from(it.minute);
            let (from, until) = (minute(&line.from), minute(&line.until));
            let mut other = None;
            for opening in days.into_iter().map(|day| Opening { day, from, until }) {
                let read = read.entry(opening.day).or_default();
                match read.iter().find(|(other, _)| other.overlaps(&opening)) {
                    Some((_, at)) => other = other.or(Some(*at)),
                    None => read.push((opening, line.span)),
                }
                built = built.open(opening);
            }
            if until <= from || other.is_some() {
                self.report(impossible_hours::fault(line.span, other.filter(|_| from < until)));
            }
        }
        built
    }

    /// Reports the year in which nobody works, at the last line that closes days of it.
    fn shut(&mut self, calendar: &ast::Calendar, built: &Calendar) {
        let Some((year, _)) = built.shut_year() else { return };
        let lines = calendar.entries.iter().filter_map(|entry| match entry {
            CalendarEntry::Closed(it) => Some(it),
            _ => None,
        });
        let last = lines.rev().find(|it| {
            let until = it.until.as_ref().unwrap_or(&it.from);
            (it.from.year..=until.year).contains(&year)
        });
        if let Some(last) = last {
            self.report(closed_all_year::fault(year, last.span));
        }
    }
}
