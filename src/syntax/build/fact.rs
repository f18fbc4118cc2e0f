//! Facts, derived facts, tables, severity.

use super::literal::unit as unit_of;
use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    Derived, Fact, FactType, HitPolicy, LevelRef, Lowering, Severity, SeverityRule, Table,
    TableRow, TypeKind, Visible, VisibleFrom,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    pub(super) fn fact(&mut self, part: &Part<'i>) -> Built<Fact> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let kind = self.fact_type(&cursor.need(Rule::fact_type)?)?;
        let (mut title, mut default, mut personal, mut visible) = (None, None, None, None);
        for clause in cursor {
            match clause.rule() {
                Rule::text => {
                    let text = self.text(&clause);
                    self.once(&mut title, text, &clause);
                }
                Rule::default => {
                    let value = self.expression(&clause.only()?)?;
                    self.once(&mut default, value, &clause);
                }
                Rule::personal => self.once(&mut personal, clause.raw_span(), &clause),
                Rule::visible => {
                    let seen = self.visible(&clause)?;
                    self.once(&mut visible, seen, &clause);
                }
                _ => return Err(Drift),
            }
        }
        let personal = personal.map(|span| self.comments.trim(self.text, span));
        let span = self.span(part);
        Ok(Fact { docs, name, kind, title, default, personal, visible, span })
    }

    pub(super) fn fact_type(&mut self, part: &Part<'i>) -> Built<FactType> {
        let kind = match part.keyword()? {
            Rule::kw_type_yes_no => TypeKind::YesNo,
            Rule::kw_type_number => TypeKind::Number,
            Rule::kw_type_count => TypeKind::Count,
            Rule::kw_type_amount => TypeKind::Amount,
            Rule::kw_type_percentage => TypeKind::Percentage,
            Rule::kw_type_date => TypeKind::Date,
            Rule::kw_type_instant => TypeKind::Instant,
            Rule::kw_type_duration => TypeKind::Duration,
            Rule::kw_type_text => TypeKind::Text,
            Rule::kw_type_choice => TypeKind::Choice,
            Rule::kw_type_document => TypeKind::Document,
            _ => return Err(Drift),
        };
        let unit = part.cursor().accept(Rule::unit).map(|unit| unit_of(&unit)).transpose()?;
        Ok(FactType { kind, choices: self.names(part), unit, span: self.span(part) })
    }

    fn visible(&mut self, part: &Part<'i>) -> Built<Visible> {
        let mut cursor = part.cursor();
        let roles = self.need_names(&mut cursor)?;
        let mut more = vec![];
        for line in cursor {
            let mut inner = line.cursor();
            let from = self.level_ref(&inner.need(Rule::level_ref)?)?;
            let roles = self.need_names(&mut inner)?;
            more.push(VisibleFrom { from, roles, span: self.span(&line) });
        }
        Ok(Visible { roles, more, span: self.span(part) })
    }

    /// `level_ref`
    pub(super) fn level_ref(&mut self, part: &Part<'i>) -> Built<LevelRef> {
        let mut cursor = part.cursor();
        let scale = self.need_name(&mut cursor)?;
        let level = self.need_name(&mut cursor)?;
        Ok(LevelRef { scale, level, span: self.span(part) })
    }

    pub(super) fn derived(&mut self, part: &Part<'i>) -> Built<Derived> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let value = self.expression(&cursor.need(Rule::expression)?)?;
        Ok(Derived { docs, name, title, value, span: self.span(part) })
    }

    pub(super) fn table(&mut self, part: &Part<'i>) -> Built<Table> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let kind = cursor.accept(Rule::fact_type);
        let kind = kind.map(|part| self.fact_type(&part)).transpose()?;
        let title = self.take_text(&mut cursor);
        let policy = match cursor.need(Rule::hit_policy)?.keyword()? {
            Rule::kw_unique => HitPolicy::Unique,
            Rule::kw_highest => HitPolicy::Highest,
            _ => HitPolicy::First,
        };
        let mut lines = cursor.need(Rule::rows)?.cursor();
        let mut rows = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut lines) {
            if line.rule() == Rule::row {
                let mut inner = line.cursor();
                let value = self.sum(&inner.need(Rule::sum)?)?;
                let condition = self.take_guard(&mut inner)?;
                rows.push(TableRow { value, condition, span: self.span(&line) });
            } else {
                let kept = self.recover(&line, Context::Row, before.as_ref());
                kept.drop_from(&mut rows);
            }
            before = Some(line);
        }
        Ok(Table { docs, name, kind, title, policy, rows, span: self.span(part) })
    }

    pub(super) fn severity(&mut self, part: &Part<'i>) -> Built<Severity> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let mut lines = cursor.need(Rule::levels_block)?.cursor();
        let (mut levels, mut determined, mut lowered) = (None, None, None);
        let mut rules = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut lines) {
            let mut inner = line.cursor();
            match line.rule() {
                Rule::levels => {
                    let names = self.names(&line);
                    self.once(&mut levels, names, &line);
                }
                Rule::severity_rule => {
                    let level = self.need_name(&mut inner)?;
                    let condition = self.take_guard(&mut inner)?.ok_or(Drift)?;
                    let grounds = self.take_grounds(&mut inner)?;
                    let span = self.span(&line);
                    rules.push(SeverityRule { level, condition, grounds, span });
                }
                Rule::determined => {
                    let roles = self.need_names(&mut inner)?;
                    self.once(&mut determined, roles, &line);
                }
                Rule::lowered => {
                    let by = self.need_names(&mut inner)?;
                    let at_most = inner.accept(Rule::count).map(|part| self.count(&part));
                    let lowering = Lowering { by, at_most, span: self.span(&line) };
                    self.once(&mut lowered, lowering, &line);
                }
                _ => {
                    self.recover(&line, Context::Level, before.as_ref());
                }
            }
            before = Some(line);
        }
        Ok(Severity {
            docs,
            name,
            title,
            levels: levels.unwrap_or_default(),
            rules,
            determined_by: determined.unwrap_or_default(),
            lowered,
            span: self.span(part),
        })
    }
}
