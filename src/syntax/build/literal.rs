//! Names, texts, dates, times, counts, durations, numbers.

use unicode_normalization::UnicodeNormalization;

use super::cursor::Cursor;
use super::{Builder, Built, Drift, Part};
use crate::calendar;
use crate::span::Span;
use crate::syntax::ast::{
    Count, Date, DateTime, Duration, Grounds, Magnitude, Name, Number, NumberUnit, Period, Str,
    TimeOfDay, Unit,
};
use crate::syntax::fault;
use crate::syntax::grammar::Rule;
use crate::syntax::letters;

impl<'i> Builder<'i> {
    /// `name`
    pub(super) fn name(&mut self, part: &Part<'i>) -> Name {
        let span = part.raw_span();
        let written = part.text();
        if written.is_ascii() {
            return Name { text: written.to_owned(), span };
        }
        let text: String = written.nfc().collect();
        if let Some(disguise) = letters::disguise(&text, &self.scripts) {
            self.diagnostics.push(fault::look_alike_letter::at(span, written, &disguise));
            return Name { text: disguise.meant, span };
        }
        if text != written {
            self.diagnostics.push(fault::decomposed_name::at(span, &text));
        } else if let Some(scripts) = letters::mixed(&text) {
            let latin = self.latin.of(written, self.text);
            self.diagnostics.push(fault::mixed_scripts::at(span, written, scripts, &latin));
        }
        Name { text, span }
    }

    /// The next name within.
    pub(super) fn need_name(&mut self, cursor: &mut Cursor<'i>) -> Built<Name> {
        let part = cursor.need(Rule::name)?;
        Ok(self.name(&part))
    }

    /// The name within a part that holds nothing else.
    pub(super) fn only_name(&mut self, part: &Part<'i>) -> Built<Name> {
        self.need_name(&mut part.cursor())
    }

    /// The next part, if it is one of `rule` that holds a name.
    pub(super) fn take_name(&mut self, cursor: &mut Cursor<'i>, rule: Rule) -> Built<Option<Name>> {
        cursor.accept(rule).map(|part| self.only_name(&part)).transpose()
    }

    /// `names`
    pub(super) fn names(&mut self, part: &Part<'i>) -> Vec<Name> {
        let cursor = part.cursor();
        let mut names = cursor.room();
        names.extend(cursor.filter(|part| part.rule() == Rule::name).map(|part| self.name(&part)));
        names
    }

    /// The next part within, which is `names`.
    pub(super) fn need_names(&mut self, cursor: &mut Cursor<'i>) -> Built<Vec<Name>> {
        let part = cursor.need(Rule::names)?;
        Ok(self.names(&part))
    }

    /// `grounds`
    pub(super) fn grounds(&mut self, part: &Part<'i>) -> Built<Grounds> {
        let names = self.need_names(&mut part.cursor())?;
        Ok(Grounds { names, span: self.span(part) })
    }

    /// The next part, if it is `grounds`.
    pub(super) fn take_grounds(&mut self, cursor: &mut Cursor<'i>) -> Built<Option<Grounds>> {
        cursor.accept(Rule::grounds).map(|part| self.grounds(&part)).transpose()
    }

    /// `text`: what stands between the quotation marks.
    pub(super) fn text(&mut self, part: &Part<'i>) -> Str {
        let span = part.raw_span();
        let mut inner = part.text().chars();
        inner.next();
        inner.next_back();
        Str { text: inner.as_str().to_owned(), span }
    }

    /// The next text within.
    pub(super) fn need_text(&mut self, cursor: &mut Cursor<'i>) -> Built<Str> {
        let part = cursor.need(Rule::text)?;
        Ok(self.text(&part))
    }

    /// The next part, if it is a text.
    pub(super) fn take_text(&mut self, cursor: &mut Cursor<'i>) -> Option<Str> {
        cursor.accept(Rule::text).map(|part| self.text(&part))
    }

    /// `count`
    pub(super) fn count(&mut self, part: &Part<'i>) -> Count {
        let span = part.raw_span();
        Count { value: self.whole(part.text(), span), span }
    }

    /// The next count within.
    pub(super) fn need_count(&mut self, cursor: &mut Cursor<'i>) -> Built<Count> {
        let part = cursor.need(Rule::count)?;
        Ok(self.count(&part))
    }

    fn whole(&mut self, digits: &str, span: Span) -> u32 {
        // The largest stands for what cannot be read.
        digits.parse().ok().filter(|count| *count < u32::MAX).unwrap_or_else(|| {
            self.diagnostics.push(fault::number_too_large::at(span));
            u32::MAX
        })
    }

    /// `date`
    pub(super) fn date(&mut self, part: &Part<'i>) -> Built<Date> {
        let span = part.raw_span();
        let mut fields = part.text().split(['-', '/']).map(str::parse::<u16>);
        let mut field = || fields.next().and_then(Result::ok).ok_or(Drift);
        let (first, month, last) = (field()?, field()?, field()?);
        let foreign = part.only()?.rule() == Rule::foreign_date;
        let (year, day) = if foreign { (last, first) } else { (first, last) };
        let month = u8::try_from(month).map_err(|_| Drift)?;
        let day = u8::try_from(day).map_err(|_| Drift)?;
        if calendar::Date::new(year, month, day).is_ok() {
            return Ok(Date { year, month, day, span });
        }
        self.diagnostics.push(fault::impossible_date::at(span, part.text()));
        Ok(Date { year: year.max(1), month: month.clamp(1, 12), day: day.clamp(1, 28), span })
    }

    /// The next date within.
    pub(super) fn need_date(&mut self, cursor: &mut Cursor<'i>) -> Built<Date> {
        let part = cursor.need(Rule::date)?;
        self.date(&part)
    }

    /// `from_date`, `until_date`
    pub(super) fn bound(&mut self, part: Option<Part<'i>>) -> Built<Option<Date>> {
        part.map(|part| self.need_date(&mut part.cursor())).transpose()
    }

    /// `[from_date] [until_date]`
    pub(super) fn period(&mut self, cursor: &mut Cursor<'i>, end: Span) -> Built<Period> {
        let from = self.bound(cursor.accept(Rule::from_date))?;
        let until = self.bound(cursor.accept(Rule::until_date))?;
        let span = match (&from, &until) {
            (Some(from), Some(until)) => from.span.to(until.span),
            (Some(one), None) | (None, Some(one)) => one.span,
            (None, None) => Span { start: end.end, end: end.end },
        };
        Ok(Period { from, until, span })
    }

    /// `time`
    pub(super) fn time(&mut self, part: &Part<'i>) -> Built<TimeOfDay> {
        let span = part.raw_span();
        let (hour, minute) = part.text().split_once(':').ok_or(Drift)?;
        let hour: u8 = hour.parse().map_err(|_| Drift)?;
        let minute: u8 = minute.parse().map_err(|_| Drift)?;
        if hour > 23 || minute > 59 {
            self.diagnostics.push(fault::impossible_time::at(span, part.text()));
        }
        Ok(TimeOfDay { hour: hour.min(23), minute: minute.min(59), span })
    }

    /// `when`, `instant`
    pub(super) fn date_time(&mut self, part: &Part<'i>) -> Built<DateTime> {
        let mut cursor = part.cursor();
        let date = self.need_date(&mut cursor)?;
        let time = cursor.accept(Rule::time).map(|part| self.time(&part)).transpose()?;
        Ok(DateTime { date, time, span: self.span(part) })
    }

    /// `duration`
    pub(super) fn duration(&mut self, part: &Part<'i>) -> Built<Duration> {
        let mut cursor = part.cursor();
        let amount = self.need_count(&mut cursor)?.value;
        let unit = unit(&cursor.need(Rule::unit)?)?;
        Ok(Duration { amount, unit, span: self.span(part) })
    }

    /// The next duration within.
    pub(super) fn need_duration(&mut self, cursor: &mut Cursor<'i>) -> Built<Duration> {
        let part = cursor.need(Rule::duration)?;
        self.duration(&part)
    }

    /// `number`
    pub(super) fn number(&mut self, part: &Part<'i>) -> Built<Number> {
        let mut cursor = part.cursor();
        let numeral = cursor.need(Rule::numeral)?.only()?;
        let digits = match numeral.rule() {
            Rule::foreign_decimal => numeral.text().replace('.', "").replace(',', "."),
            Rule::foreign_thousands => numeral.text().replace('.', ""),
            _ => numeral.text().replace('_', ""),
        };
        let magnitude = match cursor.accept(Rule::magnitude).map(|part| part.keyword()) {
            None => None,
            Some(Ok(Rule::kw_thousand)) => Some(Magnitude::Thousand),
            Some(Ok(Rule::kw_million)) => Some(Magnitude::Million),
            Some(Ok(Rule::kw_billion)) => Some(Magnitude::Billion),
            Some(_) => return Err(Drift),
        };
        let unit = if part.says(Rule::kw_euro) {
            NumberUnit::Euro
        } else if part.says(Rule::percent) {
            NumberUnit::Percent
        } else {
            NumberUnit::None
        };
        let number = Number { digits, magnitude, unit, span: self.span(part) };
        if number.value().is_none() {
            self.diagnostics.push(fault::number_too_large::at(number.span));
        }
        Ok(number)
    }
}

/// `unit`
pub(super) fn unit(part: &Part<'_>) -> Built<Unit> {
    Ok(match part.keyword()? {
        Rule::kw_minute => Unit::Minute,
        Rule::kw_hour => Unit::Hour,
        Rule::kw_business_hour => Unit::BusinessHour,
        Rule::kw_day => Unit::Day,
        Rule::kw_working_day => Unit::WorkingDay,
        Rule::kw_week => Unit::Week,
        Rule::kw_month => Unit::Month,
        Rule::kw_year => Unit::Year,
        _ => return Err(Drift),
    })
}
