//! Times of a scenario, in the playbook's zone.

use super::{Planner, What, fault};
use crate::calendar::{Date, Timestamp, Zone};
use crate::diagnostic::Language;
use crate::span::Span;
use crate::syntax::ast;
use crate::syntax::ast::DateTime;
use crate::words::Words;

/// When something must be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Day {
    /// On this last day.
    Date(Date),
    /// At this instant.
    Instant(Timestamp),
}

impl Planner<'_> {
    /// `op DATE [TIME]` and `open op DATE [TIME]`
    pub(super) fn on(&mut self, written: &DateTime, open: bool) -> Option<What> {
        let at = self.instant(written)?;
        self.go_to(at, written.span);
        let opens = open || (!self.opening.explicit && self.opening.opened.is_none());
        if opens {
            match self.opening.opened {
                Some(first) => {
                    self.found.push(fault::opened_twice::opened_twice(written.span, first));
                }
                None => self.opening.opened = Some(written.span),
            }
        }
        Some(What::Time { at, opens })
    }

    /// `na D`: to the end of the term, as in the playbook itself.
    pub(super) fn after(&mut self, written: &ast::Duration) -> Option<What> {
        let Some(now) = self.now else {
            self.found.push(fault::line_before_date::before_date(written.span));
            return None;
        };
        let calendar = &self.machine.playbook().header.calendar;
        match calendar.due(self.machine.zone(), now, written.length()) {
            Ok(due) => {
                self.go_to(due.instant, written.span);
                Some(What::Time { at: due.instant, opens: false })
            }
            Err(error) => {
                self.found.push(fault::impossible_moment::out_of_years(written.span, error.text()));
                None
            }
        }
    }

    /// The instant; without a time the day's first.
    pub(super) fn instant(&self, written: &DateTime) -> Option<Timestamp> {
        instant(written, self.machine.zone())
    }

    /// The day, or the instant when a time is given.
    pub(super) fn day(&self, written: &DateTime) -> Option<Day> {
        match written.time {
            Some(_) => self.instant(written).map(Day::Instant),
            None => date(&written.date).map(Day::Date),
        }
    }

    fn go_to(&mut self, at: Timestamp, span: Span) {
        if let Some(before) = self.now.filter(|before| at < *before) {
            let words = Words::new(self.machine, Language::Dutch);
            let (now, before) = (words.plain(at), words.plain(before));
            self.found.push(fault::impossible_moment::runs_back(span, &now, &before));
        }
        self.now = self.now.max(Some(at));
    }
}

pub(super) fn instant(written: &DateTime, zone: &Zone) -> Option<Timestamp> {
    let date = date(&written.date)?;
    Some(match &written.time {
        Some(time) => zone.instant(date, time.hour, time.minute),
        None => zone.first_instant(date),
    })
}

pub(super) fn date(written: &ast::Date) -> Option<Date> {
    Date::new(written.year, written.month, written.day).ok()
}
