//! Actions, and texts with expressions in them.

use super::recover::Context;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    Action, Beside, Do, Expr, Extend, LevelRef, Move, NameAction, Notify, OpenPlaybook, Record,
    Replace, ReplacedPart, ReplacedParts, Send, Set, Start, Stays, Stop, Suspend,
};
use crate::syntax::fault;
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `actions`
    pub(super) fn actions(&mut self, part: &Part<'i>) -> Vec<Action> {
        let mut cursor = part.cursor();
        let mut actions = cursor.room();
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::action_fault {
                let kept = self.recover(&line, Context::Action, before.as_ref());
                kept.put_fault(&mut actions, Action::Fault);
            } else {
                let built = self.action(&line);
                actions.push(built.unwrap_or_else(|Drift| Action::Fault(self.drift(&line))));
            }
            before = Some(line);
        }
        if actions.is_empty() {
            self.diagnostics.push(fault::empty_block::at(self.span(part)));
        }
        actions
    }

    /// `action`
    pub(super) fn action(&mut self, part: &Part<'i>) -> Built<Action> {
        match part.rule() {
            Rule::task => self.task(part).map(Action::Task),
            Rule::decision => self.decision(part).map(Action::Decision),
            Rule::notify
            | Rule::record
            | Rule::set
            | Rule::at_least
            | Rule::do_action
            | Rule::emit
            | Rule::open_playbook => self.saying(part),
            Rule::extend | Rule::withdraw_task | Rule::suspend | Rule::resume_deadlines => {
                self.term_action(part)
            }
            Rule::start | Rule::stop | Rule::send => self.item_action(part),
            _ => self.role_action(part),
        }
    }

    fn saying(&mut self, part: &Part<'i>) -> Built<Action> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        Ok(match part.rule() {
            Rule::notify => {
                let roles = self.need_names(&mut cursor)?;
                let text = self.template(&cursor.need(Rule::text)?);
                Action::Notify(Notify { roles, text, span })
            }
            Rule::record => {
                let text = self.template(&cursor.need(Rule::text)?);
                Action::Record(Record { text, span })
            }
            Rule::set => {
                let fact = self.need_name(&mut cursor)?;
                let value = self.expression(&cursor.need(Rule::expression)?)?;
                Action::Set(Set { fact, value, span })
            }
            Rule::at_least => {
                let scale = self.need_name(&mut cursor)?;
                let level = self.need_name(&mut cursor)?;
                Action::AtLeast(LevelRef { scale, level, span })
            }
            Rule::do_action => {
                let action = self.need_name(&mut cursor)?;
                let mut arguments = vec![];
                for part in cursor {
                    arguments.push(self.expression(&part)?);
                }
                Action::Do(Do { action, arguments, span })
            }
            Rule::emit => Action::Emit(NameAction { name: self.need_name(&mut cursor)?, span }),
            _ => {
                let playbook = self.need_name(&mut cursor)?;
                let with = cursor.accept(Rule::names).map(|part| self.names(&part));
                let with = with.unwrap_or_default();
                Action::OpenPlaybook(OpenPlaybook { playbook, with, span })
            }
        })
    }

    fn term_action(&mut self, part: &Part<'i>) -> Built<Action> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        Ok(match part.rule() {
            Rule::extend => {
                let task = self.take_name(&mut cursor, Rule::extended_task)?;
                let by = self.need_duration(&mut cursor)?;
                let limit = cursor.accept(Rule::extend_limit);
                let limit = limit.map(|part| self.limit(&part)).transpose()?;
                Action::Extend(Extend { task, by, limit, span })
            }
            Rule::withdraw_task => {
                Action::WithdrawTask(NameAction { name: self.need_name(&mut cursor)?, span })
            }
            Rule::suspend => {
                Action::Suspend(Suspend { reason: self.need_text(&mut cursor)?, span })
            }
            _ => Action::ResumeDeadlines(span),
        })
    }

    fn item_action(&mut self, part: &Part<'i>) -> Built<Action> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        let name = self.need_name(&mut cursor)?;
        let item = cursor.accept(Rule::name).map(|part| self.name(&part));
        let only = self.take_where(cursor.accept(Rule::where_only))?;
        let first = self.take_where(cursor.accept(Rule::where_first))?;
        Ok(match part.rule() {
            Rule::stop => Action::Stop(Stop { handover: name, item, only, span }),
            Rule::start => {
                let item = item.ok_or(Drift)?;
                Action::Start(Start { handover: name, item, only, first, span })
            }
            _ => Action::Send(Send { signal: name, item: item.ok_or(Drift)?, only, span }),
        })
    }

    fn take_where(&mut self, part: Option<Part<'i>>) -> Built<Option<Expr>> {
        part.map(|part| self.expression(&part.only()?)).transpose()
    }

    fn role_action(&mut self, part: &Part<'i>) -> Built<Action> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        Ok(match part.rule() {
            Rule::replace => {
                let by = self.need_name(&mut cursor)?;
                let replaced = self.need_name(&mut cursor)?;
                let part = match cursor.accept(Rule::replaced) {
                    None => ReplacedPart::All(span),
                    Some(part) => self.replaced_part(&part)?,
                };
                Action::Replace(Replace { by, replaced, part, span })
            }
            Rule::restore => {
                Action::Restore(NameAction { name: self.need_name(&mut cursor)?, span })
            }
            Rule::moving => {
                let holding = self.holding(&cursor.need(Rule::moved)?)?;
                let to = self.need_name(&mut cursor)?;
                let per = cursor.accept(Rule::day).map(|part| self.day(&part)).transpose()?;
                Action::Move(Move { holding, to, per, span })
            }
            Rule::beside => {
                let holding = self.holding(&cursor.need(Rule::moved)?)?;
                let second = self.need_name(&mut cursor)?;
                let until = self.day(&cursor.need(Rule::day)?)?;
                Action::Beside(Beside { holding, second, until, span })
            }
            Rule::stays => {
                let holding = self.holding(&cursor.need(Rule::moved)?)?;
                Action::Stays(Stays { holding, span })
            }
            _ => return Err(Drift),
        })
    }

    fn replaced_part(&mut self, part: &Part<'i>) -> Built<ReplacedPart> {
        let span = self.span(part);
        let mut cursor = part.cursor();
        if cursor.accept(Rule::the_rest).is_some() {
            return Ok(ReplacedPart::Rest(span));
        }
        let mut parts = ReplacedParts { tasks: vec![], holdings: vec![], span };
        for part in cursor {
            let inner = part.only()?;
            match inner.rule() {
                Rule::extended_task => parts.tasks.push(self.only_name(&inner)?),
                _ => parts.holdings.push(self.holding(&inner)?),
            }
        }
        Ok(ReplacedPart::Parts(parts))
    }
}
