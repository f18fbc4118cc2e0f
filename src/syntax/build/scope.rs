//! Statements, scopes, ends, guarantees.

use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    BeforeProperty, Between, CareEnds, Deadline, End, EndCare, Eventually, Guarantee, Lead,
    NoDeadline, Property, RoleList, Scaled, Scope, ScopeKind, Statement, Waiver, WithinProperty,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `body`
    pub(super) fn body(&mut self, part: &Part<'i>) -> Vec<Statement> {
        let mut cursor = part.cursor();
        let mut body = cursor.room();
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::statement_fault {
                let kept = self.recover(&line, Context::Statement, before.as_ref());
                kept.put(&mut body, |statement| statement);
            } else {
                body.push(self.statement(&line));
            }
            before = Some(line);
        }
        body
    }

    /// `statement`
    pub(super) fn statement(&mut self, part: &Part<'i>) -> Statement {
        let built = self.try_statement(part);
        built.unwrap_or_else(|Drift| Statement::Fault(self.drift(part)))
    }

    fn try_statement(&mut self, part: &Part<'i>) -> Built<Statement> {
        let mut cursor = part.cursor();
        Ok(match part.rule() {
            Rule::task => Statement::Task(Box::new(self.task(part)?)),
            Rule::handler => Statement::Handler(Box::new(self.handler(part)?)),
            Rule::scope => Statement::Scope(self.scope(part)?),
            Rule::decision => Statement::Decision(Box::new(self.decision(part)?)),
            Rule::signal => Statement::Signal(Box::new(self.signal(part)?)),
            Rule::end => Statement::End(self.end(part)?),
            Rule::guarantee => Statement::Guarantee(Box::new(self.guarantee(part)?)),
            Rule::grounds => Statement::Grounds(self.grounds(part)?),
            Rule::start | Rule::moving => Statement::Entry(Box::new(self.action(part)?)),
            Rule::lead => {
                let role = self.need_name(&mut cursor)?;
                Statement::Lead(Lead { role, span: self.span(part) })
            }
            Rule::inform => {
                let roles = self.need_names(&mut cursor)?;
                Statement::Inform(RoleList { roles, span: self.span(part) })
            }
            Rule::consult => {
                let roles = self.need_names(&mut cursor)?;
                Statement::Consult(RoleList { roles, span: self.span(part) })
            }
            Rule::no_deadline => {
                let reason = self.need_text(&mut cursor)?;
                Statement::NoDeadline(NoDeadline { reason, span: self.span(part) })
            }
            Rule::waiver => {
                let code = self.need_name(&mut cursor)?;
                let about = cursor.accept(Rule::name).map(|part| self.name(&part));
                let reason = self.need_text(&mut cursor)?;
                Statement::Waiver(Waiver { code, about, reason, span: self.span(part) })
            }
            Rule::deadline => {
                let term = self.term(&cursor.need(Rule::deadline_term)?)?;
                Statement::Deadline(Deadline { term, span: self.span(part) })
            }
            Rule::scaled => {
                let from = self.level_ref(&cursor.need(Rule::level_ref)?)?;
                let body = self.body(&cursor.need(Rule::body)?);
                Statement::Scaled(Scaled { from, body, span: self.span(part) })
            }
            _ => return Err(Drift),
        })
    }

    fn scope(&mut self, part: &Part<'i>) -> Built<Scope> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let kind = match cursor.need(Rule::scope_kind)?.keyword()? {
            Rule::kw_phase => ScopeKind::Phase,
            Rule::kw_track => ScopeKind::Track,
            _ => ScopeKind::Step,
        };
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let begin = cursor.accept(Rule::begin).map(|part| self.span(&part));
        let body = self.body(&cursor.need(Rule::body)?);
        Ok(Scope { docs, kind, name, title, begin, body, span: self.span(part) })
    }

    fn end(&mut self, part: &Part<'i>) -> Built<End> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let care = match cursor.next() {
            None => None,
            Some(clause) if clause.rule() == Rule::care_with => {
                Some(EndCare::With(self.only_name(&clause)?))
            }
            Some(clause) => {
                let grounds = self.take_grounds(&mut clause.cursor())?;
                Some(EndCare::Ends(CareEnds { grounds, span: self.span(&clause) }))
            }
        };
        Ok(End { docs, name, title, care, span: self.span(part) })
    }

    /// `guarantee`
    pub(super) fn guarantee(&mut self, part: &Part<'i>) -> Built<Guarantee> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let property = self.property(&cursor.next().ok_or(Drift)?)?;
        Ok(Guarantee { docs, name, title, property, span: self.span(part) })
    }

    fn property(&mut self, part: &Part<'i>) -> Built<Property> {
        let mut cursor = part.cursor();
        let first = self.expression(&cursor.need(Rule::expression)?)?;
        let within = cursor.accept(Rule::length).map(|part| self.length(&part)).transpose()?;
        let mut more = vec![];
        for part in cursor {
            more.push(self.expression(&part)?);
        }
        let mut more = more.into_iter();
        Ok(match (part.rule(), more.next(), more.next(), within) {
            (Rule::always, None, ..) => Property::Always(first),
            (Rule::never, None, ..) => Property::Never(first),
            (Rule::never, Some(before), ..) => {
                Property::Before(BeforeProperty { never: first, before })
            }
            (Rule::after_that, Some(holds), None, None) => {
                Property::Eventually(Eventually { after: first, holds })
            }
            (Rule::after_that, Some(holds), None, Some(within)) => {
                Property::Within(WithinProperty { after: first, within, holds })
            }
            (Rule::between_that, Some(until), Some(never), _) => {
                Property::Between(Between { from: first, until, never })
            }
            _ => return Err(Drift),
        })
    }
}
