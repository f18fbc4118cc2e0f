//! Calendars: days off and holidays that are working days.

use super::handler::weekday;
use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{Calendar, CalendarEntry, Closed, Equated, Holiday, Opening, Works};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `calendar`
    pub(super) fn calendar(&mut self, part: &Part<'i>) -> Built<Calendar> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = cursor.accept(Rule::name).map(|part| self.name(&part));
        let title = self.take_text(&mut cursor);
        let mut lines = cursor.need(Rule::days)?.cursor();
        let mut entries = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut lines) {
            match line.rule() {
                Rule::day_off => entries.push(CalendarEntry::Closed(self.day_off(&line)?)),
                Rule::equated => entries.push(CalendarEntry::Equated(self.equated(&line)?)),
                Rule::opening => entries.push(CalendarEntry::Opening(self.opening(&line)?)),
                Rule::works => {
                    let holiday = holiday(line.only()?.keyword()?)?;
                    entries.push(CalendarEntry::Works(Works { holiday, span: self.span(&line) }));
                }
                _ => {
                    self.recover(&line, Context::Day, before.as_ref());
                }
            }
            before = Some(line);
        }
        Ok(Calendar { docs, name, title, entries, span: self.span(part) })
    }

    fn equated(&mut self, part: &Part<'i>) -> Built<Equated> {
        let mut cursor = part.cursor();
        let date = self.need_date(&mut cursor)?;
        let why = self.take_text(&mut cursor);
        Ok(Equated { date, why, span: self.span(part) })
    }

    fn opening(&mut self, part: &Part<'i>) -> Built<Opening> {
        let mut cursor = part.cursor();
        let day = cursor.accept(Rule::weekday).map(|day| weekday(day.keyword()?)).transpose()?;
        let from = self.time(&cursor.need(Rule::time)?)?;
        let until = self.time(&cursor.need(Rule::time)?)?;
        Ok(Opening { day, from, until, span: self.span(part) })
    }

    fn day_off(&mut self, part: &Part<'i>) -> Built<Closed> {
        let mut cursor = part.cursor();
        let from = self.need_date(&mut cursor)?;
        let until = self.bound(cursor.accept(Rule::until_date))?;
        let why = self.take_text(&mut cursor);
        Ok(Closed { from, until, why, span: self.span(part) })
    }
}

fn holiday(rule: Rule) -> Built<Holiday> {
    Ok(match rule {
        Rule::kw_new_year => Holiday::NewYear,
        Rule::kw_good_friday => Holiday::GoodFriday,
        Rule::kw_easter_monday => Holiday::EasterMonday,
        Rule::kw_kings_day => Holiday::KingsDay,
        Rule::kw_liberation_day => Holiday::LiberationDay,
        Rule::kw_ascension => Holiday::Ascension,
        Rule::kw_whit_monday => Holiday::WhitMonday,
        Rule::kw_christmas => Holiday::ChristmasDay,
        Rule::kw_boxing_day => Holiday::SecondChristmasDay,
        _ => return Err(Drift),
    })
}
