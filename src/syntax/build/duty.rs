//! Tasks and decisions.

use super::cursor::Cursor;
use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    Decider, DeciderMode, Deciders, Decision, Escalate, NameClause, Outcome, OutcomeName,
    Postponement, Remind, Rung, RungWhen, Task, TaskClause, Who, WhoOption,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `task`
    pub(super) fn task(&mut self, part: &Part<'i>) -> Built<Task> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let title = self.take_text(&mut cursor);
        let condition = self.take_guard(&mut cursor)?;
        let who = self.who(&cursor.need(Rule::who)?)?;
        let on_behalf = self.take_name(&mut cursor, Rule::on_behalf)?;
        let with = match cursor.accept(Rule::helped_by) {
            Some(part) => self.need_names(&mut part.cursor())?,
            None => vec![],
        };
        let term = cursor.accept(Rule::term).map(|part| self.term(&part)).transpose()?;
        let every = cursor.accept(Rule::recurs);
        let every = every.map(|part| self.need_duration(&mut part.cursor())).transpose()?;
        let clauses = cursor.accept(Rule::task_block).map(|part| self.task_block(&part));
        let clauses = clauses.unwrap_or_default();
        let span = self.span(part);
        Ok(Task { docs, name, title, condition, who, on_behalf, with, term, every, clauses, span })
    }

    fn who(&mut self, part: &Part<'i>) -> Built<Who> {
        let cursor = part.cursor();
        let mut options = cursor.room();
        for option in cursor {
            let mut inner = option.cursor();
            let each = inner.accept(Rule::each).is_some();
            let role = self.need_name(&mut inner)?;
            let condition = self.take_guard(&mut inner)?;
            options.push(WhoOption { each, role, condition, span: self.span(&option) });
        }
        Ok(Who { options, span: self.span(part) })
    }

    pub(super) fn task_block(&mut self, part: &Part<'i>) -> Vec<TaskClause> {
        let mut cursor = part.cursor();
        let mut clauses = cursor.room();
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::task_fault {
                let kept = self.recover(&line, Context::TaskClause, before.as_ref());
                kept.put_fault(&mut clauses, TaskClause::Fault);
            } else {
                let built = self.task_clause(&line);
                clauses.push(built.unwrap_or_else(|Drift| TaskClause::Fault(self.drift(&line))));
            }
            before = Some(line);
        }
        clauses
    }

    fn task_clause(&mut self, part: &Part<'i>) -> Built<TaskClause> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        Ok(match part.rule() {
            Rule::remind => {
                let after = self.need_duration(&mut cursor)?;
                TaskClause::Remind(Remind { after, span })
            }
            Rule::escalate => TaskClause::Escalate(self.escalate(part)?),
            Rule::delivers => {
                let names = self.need_names(&mut cursor)?;
                TaskClause::Delivers(NameClause { names, span })
            }
            Rule::grounds => TaskClause::Grounds(self.grounds(part)?),
            Rule::check => TaskClause::Check(self.need_text(&mut cursor)?),
            Rule::postponement => {
                let by = self.need_names(&mut cursor)?;
                let at_most = self.need_duration(&mut cursor)?;
                TaskClause::Postponement(Postponement { by, at_most, span })
            }
            Rule::stays_open => TaskClause::StaysOpen(span),
            Rule::once => TaskClause::Once(span),
            Rule::optional => TaskClause::Optional(span),
            Rule::agenda => TaskClause::Agenda(span),
            _ => return Err(Drift),
        })
    }

    fn escalate(&mut self, part: &Part<'i>) -> Built<Escalate> {
        let cursor = part.cursor();
        let mut rungs = cursor.room();
        for line in cursor {
            let span = self.span(&line);
            if line.rule() == Rule::rung_to {
                let (to, takes_over) = self.rung_to(&line);
                let when = RungWhen::Overdue(span);
                rungs.push(Rung { when, to, takes_over, span });
                continue;
            }
            let mut inner = line.cursor();
            let when = inner.next().ok_or(Drift)?;
            let when = match when.rule() {
                Rule::rung_after => RungWhen::After(self.need_duration(&mut when.cursor())?),
                _ => RungWhen::From(self.level_ref(&when)?),
            };
            let (to, takes_over) = self.rung_to(&inner.need(Rule::rung_to)?);
            rungs.push(Rung { when, to, takes_over, span });
        }
        Ok(Escalate { rungs, span: self.span(part) })
    }

    fn rung_to(&mut self, part: &Part<'i>) -> (Vec<crate::syntax::ast::Name>, bool) {
        let takes_over = part.cursor().any(|part| part.rule() == Rule::taking_over);
        (self.names(part), takes_over)
    }

    /// `decision`
    pub(super) fn decision(&mut self, part: &Part<'i>) -> Built<Decision> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let name = self.need_name(&mut cursor)?;
        let question = self.take_text(&mut cursor);
        let about = self.take_name(&mut cursor, Rule::about)?;
        let condition = self.take_guard(&mut cursor)?;
        let deciders = self.deciders(&cursor.need(Rule::deciders)?)?;
        let chooses = self.take_name(&mut cursor, Rule::chooses)?;
        let term = cursor.accept(Rule::term).map(|part| self.term(&part)).transpose()?;
        let (mut carries, mut optional, mut outcomes) = (None, None, vec![]);
        for clause in cursor {
            match clause.rule() {
                Rule::outcomes => outcomes = self.outcomes(&clause)?,
                Rule::carries => self.named_once(&mut carries, &clause)?,
                Rule::optionally => self.named_once(&mut optional, &clause)?,
                _ => return Err(Drift),
            }
        }
        let span = self.span(part);
        Ok(Decision {
            docs,
            name,
            question,
            about,
            condition,
            deciders,
            chooses,
            term,
            carries: carries.unwrap_or_default(),
            optional: optional.unwrap_or_default(),
            outcomes,
            span,
        })
    }

    fn deciders(&mut self, part: &Part<'i>) -> Built<Deciders> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        let mode = self.decider_mode(&mut cursor, part)?;
        let mut roles = cursor.room();
        for seat in cursor {
            let mut inner = seat.cursor();
            let role = self.need_name(&mut inner)?;
            let condition = self.take_guard(&mut inner)?;
            roles.push(Decider { role, condition, span: self.span(&seat) });
        }
        Ok(Deciders { mode, roles, span })
    }

    fn decider_mode(&mut self, cursor: &mut Cursor<'i>, all: &Part<'i>) -> Built<DeciderMode> {
        if cursor.peek() == Some(Rule::seat) {
            return Ok(DeciderMode::One(self.span(all)));
        }
        let mode = cursor.next().ok_or(Drift)?;
        let span = self.span(&mode);
        Ok(match mode.rule() {
            Rule::all_of => DeciderMode::Each(span),
            Rule::one_of => DeciderMode::AnyOne(span),
            Rule::other_than => DeciderMode::OtherThan(span),
            Rule::quorum => DeciderMode::Quorum(self.need_count(&mut mode.cursor())?),
            _ => return Err(Drift),
        })
    }

    pub(super) fn outcomes(&mut self, part: &Part<'i>) -> Built<Vec<Outcome>> {
        let mut cursor = part.cursor();
        let mut outcomes = cursor.room();
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::outcome {
                outcomes.push(self.outcome(&line)?);
                self.without_capitals(&mut outcomes);
            } else {
                let kept = self.recover(&line, Context::Outcome, before.as_ref());
                kept.drop_from(&mut outcomes);
            }
            before = Some(line);
        }
        Ok(outcomes)
    }

    fn outcome(&mut self, part: &Part<'i>) -> Built<Outcome> {
        let mut cursor = part.cursor();
        let name = self.outcome_name(&cursor.need(Rule::outcome_name)?)?;
        let mut actions = vec![];
        let mut target = None;
        for clause in cursor {
            match clause.rule() {
                Rule::actions => actions = self.actions(&clause),
                Rule::target => target = Some(self.target(&clause)?),
                _ => return Err(Drift),
            }
        }
        Ok(Outcome { name, actions, target, span: self.span(part) })
    }

    /// `outcome_name`
    pub(super) fn outcome_name(&mut self, part: &Part<'i>) -> Built<OutcomeName> {
        let inner = part.only()?;
        let span = self.span(&inner);
        Ok(match inner.rule() {
            Rule::yes => OutcomeName::Yes(span),
            Rule::no => OutcomeName::No(span),
            Rule::no_answer => OutcomeName::NoAnswer(span),
            _ => OutcomeName::Named(self.name(&inner)),
        })
    }
}
