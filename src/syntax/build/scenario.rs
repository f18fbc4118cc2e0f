//! Scenario files: inputs.

use super::cursor::Cursor;
use super::recover::Context;
use super::{Builder, Built, Drift, Part, Pieces};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::syntax::ast::scenario::{
    Answer, Case, Claim, Command, CommandKind, Complete, Correct, Decide, DeclareComplete,
    Determine, Enrol, Erase, ExtendTask, Held, ItemParty, PartyBinding, Refuse, Release, Report,
    RoleRef, Scenario, ScenarioFile, SetDue, TaskReason, Update, WithdrawCandidate, WithdrawItem,
};
use crate::syntax::ast::{Assignment, DateTime, Name, Str};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `scenario_file`
    pub(in crate::syntax) fn scenario_file(
        mut self,
        pieces: Pieces<'i>,
    ) -> (ScenarioFile, Vec<Diagnostic>) {
        let mut scenarios = vec![];
        let mut before = None;
        for piece in pieces {
            let part = match piece {
                Ok(part) => part,
                Err(rest) => {
                    self.unread(rest);
                    break;
                }
            };
            self.audit(&part);
            if part.rule() == Rule::scenario {
                match self.scenario(&part) {
                    Ok(scenario) => scenarios.push(scenario),
                    Err(Drift) => {
                        self.drift(&part);
                    }
                }
            } else {
                self.recover(&part, Context::Scenario, before.as_ref());
            }
            before = Some(part);
        }
        let (comments, faults) = self.rest();
        let span = Span::new(0, self.text.len());
        let language = self.language;
        (ScenarioFile { language, scenarios, comments, faults, span }, self.diagnostics)
    }

    fn scenario(&mut self, part: &Part<'i>) -> Built<Scenario> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let title = self.need_text(&mut cursor)?;
        let playbook = self.need_name(&mut cursor)?;
        let commands = self.commands(cursor);
        Ok(Scenario { docs, title, playbook, commands, span: self.span(part) })
    }

    pub(super) fn commands(&mut self, mut cursor: Cursor<'i>) -> Vec<Command> {
        let mut commands = vec![];
        let mut before = None;
        while let Some(line) = self.block(&mut cursor) {
            if line.rule() == Rule::command_fault {
                let kept = self.recover(&line, Context::Command, before.as_ref());
                let fault = |span| Command { kind: CommandKind::Fault(span), span };
                kept.put_fault(&mut commands, fault);
            } else {
                commands.push(self.command(&line));
            }
            before = Some(line);
        }
        commands
    }

    fn command(&mut self, part: &Part<'i>) -> Command {
        let kind = self.command_kind(part);
        let kind = kind.unwrap_or_else(|Drift| CommandKind::Fault(self.drift(part)));
        Command { kind, span: self.span(part) }
    }

    fn command_kind(&mut self, part: &Part<'i>) -> Built<CommandKind> {
        let mut cursor = part.cursor();
        let span = self.span(part);
        Ok(match part.rule() {
            Rule::set_time => CommandKind::On(self.when(&mut cursor)?),
            Rule::after => CommandKind::After(self.need_duration(&mut cursor)?),
            Rule::open_at => CommandKind::Open(self.when(&mut cursor)?),
            Rule::force_open => CommandKind::ForceOpen(self.need_text(&mut cursor)?),
            Rule::suspend => CommandKind::Suspend(self.need_text(&mut cursor)?),
            Rule::resume_deadlines => CommandKind::Resume(span),
            Rule::reopen => CommandKind::Reopen(self.need_text(&mut cursor)?),
            Rule::migrate => CommandKind::Migrate(self.need_name(&mut cursor)?),
            Rule::expect => CommandKind::Expect(self.expect(part)?),
            Rule::refuse => {
                let input = cursor.next().ok_or(Drift)?;
                let input = Box::new(self.command(&input));
                let reason = cursor.accept(Rule::name).map(|part| self.name(&part));
                CommandKind::Refuse(Refuse { input, reason })
            }
            Rule::case => {
                let name = self.need_name(&mut cursor)?;
                let playbook = self.need_name(&mut cursor)?;
                let commands = self.commands(cursor.need(Rule::case_block)?.cursor());
                CommandKind::Case(Case { name, playbook, commands })
            }
            Rule::report | Rule::complete_task | Rule::decide | Rule::determine => {
                self.said_by_role(part)?
            }
            Rule::party
            | Rule::item_party
            | Rule::release
            | Rule::claim
            | Rule::withdraw_candidate
            | Rule::declare_complete => self.about_role(part)?,
            Rule::held => CommandKind::Held(self.held(part)?),
            Rule::erase => CommandKind::Erase(self.erase(part)?),
            Rule::enrol
            | Rule::update
            | Rule::withdraw_item
            | Rule::split_off
            | Rule::correct
            | Rule::answer => self.about_item(part)?,
            _ => self.about_term(part)?,
        })
    }

    /// `when`
    pub(super) fn when(&mut self, cursor: &mut Cursor<'i>) -> Built<DateTime> {
        let part = cursor.need(Rule::when)?;
        self.date_time(&part)
    }

    /// `role_ref`
    pub(super) fn role_ref(&mut self, cursor: &mut Cursor<'i>) -> Built<RoleRef> {
        let part = cursor.need(Rule::role_ref)?;
        let mut inner = part.cursor();
        let role = self.need_name(&mut inner)?;
        let party = self.take_text(&mut inner);
        Ok(RoleRef { role, party, span: self.span(&part) })
    }

    /// The next part, if it is `of_item`.
    pub(super) fn of_item(&mut self, cursor: &mut Cursor<'i>) -> Built<Option<Name>> {
        self.take_name(cursor, Rule::of_item)
    }

    fn take_facts(&mut self, cursor: &mut Cursor<'i>) -> Built<Vec<Assignment>> {
        match cursor.accept(Rule::assignments) {
            Some(part) => self.assignments(&part),
            None => Ok(vec![]),
        }
    }

    fn at_instant(&mut self, cursor: &mut Cursor<'i>) -> Built<Option<DateTime>> {
        cursor.accept(Rule::at_instant).map(|part| self.when(&mut part.cursor())).transpose()
    }

    fn reason(&mut self, cursor: &mut Cursor<'i>) -> Built<Option<Str>> {
        cursor.accept(Rule::reason).map(|part| self.need_text(&mut part.cursor())).transpose()
    }

    fn said_by_role(&mut self, part: &Part<'i>) -> Built<CommandKind> {
        let mut cursor = part.cursor();
        let by = self.role_ref(&mut cursor)?;
        let name = self.need_name(&mut cursor)?;
        if part.rule() == Rule::determine {
            let level = self.need_name(&mut cursor)?;
            let reason = self.reason(&mut cursor)?;
            let at = self.at_instant(&mut cursor)?;
            return Ok(CommandKind::Determine(Determine { by, scale: name, level, reason, at }));
        }
        let outcome = cursor.accept(Rule::outcome_name);
        let outcome = outcome.map(|part| self.outcome_name(&part)).transpose()?;
        let about = self.take_name(&mut cursor, Rule::about)?;
        let item = self.of_item(&mut cursor)?.or(about);
        let facts = self.take_facts(&mut cursor)?;
        let at = self.at_instant(&mut cursor)?;
        Ok(match (part.rule(), outcome) {
            (Rule::report, None) => {
                CommandKind::Report(Report { by, signal: name, item, facts, at })
            }
            (Rule::complete_task, None) => {
                CommandKind::Complete(Complete { by, task: name, item, facts, at })
            }
            (_, Some(outcome)) => {
                CommandKind::Decide(Decide { by, decision: name, outcome, item, facts, at })
            }
            _ => return Err(Drift),
        })
    }

    fn texts(&mut self, cursor: &mut Cursor<'i>) -> Built<Vec<Str>> {
        let part = cursor.need(Rule::party_texts)?;
        Ok(part.cursor().map(|part| self.text(&part)).collect())
    }

    fn about_role(&mut self, part: &Part<'i>) -> Built<CommandKind> {
        let mut cursor = part.cursor();
        Ok(match part.rule() {
            Rule::party => {
                let mut bindings = vec![];
                for binding in cursor {
                    let mut inner = binding.cursor();
                    let role = self.need_name(&mut inner)?;
                    let parties = self.texts(&mut inner)?;
                    bindings.push(PartyBinding { role, parties, span: self.span(&binding) });
                }
                CommandKind::Party(bindings)
            }
            Rule::item_party => {
                let role = self.need_name(&mut cursor)?;
                let item = self.of_item(&mut cursor)?.ok_or(Drift)?;
                let parties = self.texts(&mut cursor)?;
                CommandKind::ItemParty(ItemParty { role, item, parties })
            }
            Rule::release => {
                let role = self.role_ref(&mut cursor)?;
                CommandKind::Release(Release { role, item: self.of_item(&mut cursor)? })
            }
            Rule::claim => CommandKind::Claim(self.claim(part)?),
            Rule::withdraw_candidate => {
                let candidate = self.role_ref(&mut cursor)?;
                let item = self.of_item(&mut cursor)?.ok_or(Drift)?;
                CommandKind::WithdrawCandidate(WithdrawCandidate { candidate, item })
            }
            _ => {
                let by = self.role_ref(&mut cursor)?;
                let items = self.of_item(&mut cursor)?.ok_or(Drift)?;
                CommandKind::DeclareComplete(DeclareComplete { by, items })
            }
        })
    }

    fn about_item(&mut self, part: &Part<'i>) -> Built<CommandKind> {
        let mut cursor = part.cursor();
        if part.rule() == Rule::correct {
            let item = cursor.accept(Rule::name).map(|part| self.name(&part));
            let facts = self.take_facts(&mut cursor)?;
            let at = self.at_instant(&mut cursor)?;
            let reason = self.reason(&mut cursor)?;
            return Ok(CommandKind::Correct(Correct { item, facts, at, reason }));
        }
        let count = cursor.accept(Rule::count).map(|part| self.count(&part));
        let item = self.need_name(&mut cursor)?;
        Ok(match part.rule() {
            Rule::enrol => {
                let id = self.need_name(&mut cursor)?;
                let facts = self.take_facts(&mut cursor)?;
                CommandKind::Enrol(Enrol { count, item, id, facts })
            }
            Rule::update => {
                CommandKind::Update(Update { item, facts: self.take_facts(&mut cursor)? })
            }
            Rule::answer => {
                let (action, signal) = (item, self.need_name(&mut cursor)?);
                let item = self.of_item(&mut cursor)?;
                let facts = self.take_facts(&mut cursor)?;
                let at = self.at_instant(&mut cursor)?;
                CommandKind::Answer(Answer { action, signal, item, facts, at })
            }
            _ => {
                let gone = WithdrawItem { item, ground: self.need_text(&mut cursor)? };
                match part.rule() {
                    Rule::split_off => CommandKind::SplitOff(gone),
                    _ => CommandKind::WithdrawItem(gone),
                }
            }
        })
    }

    /// `wis FACTS [van ITEM] "ground"`
    fn erase(&mut self, part: &Part<'i>) -> Built<Erase> {
        let mut cursor = part.cursor();
        let facts = cursor.accept(Rule::erased_facts);
        let facts = facts.map(|part| self.names(&part)).unwrap_or_default();
        let item = self.of_item(&mut cursor)?;
        let ground = self.need_text(&mut cursor)?;
        Ok(Erase { facts, item, ground })
    }

    /// `R had zorg van ITEM vanaf DATE [tot DATE]`
    fn held(&mut self, part: &Part<'i>) -> Built<Held> {
        let mut cursor = part.cursor();
        let by = self.role_ref(&mut cursor)?;
        let holding = self.held_thing(&mut cursor)?;
        let item = self.of_item(&mut cursor)?.ok_or(Drift)?;
        let from = self.when(&mut cursor)?;
        let until = match cursor.peek() {
            Some(Rule::when) => Some(self.when(&mut cursor)?),
            _ => None,
        };
        Ok(Held { by, holding, item, from, until })
    }

    fn about_term(&mut self, part: &Part<'i>) -> Built<CommandKind> {
        let mut cursor = part.cursor();
        let postpones = part.rule() == Rule::postpone_task;
        let who = postpones.then(|| self.role_ref(&mut cursor)).transpose()?;
        let task = self.need_name(&mut cursor)?;
        let item = self.of_item(&mut cursor)?;
        Ok(match part.rule() {
            Rule::extend_task | Rule::postpone_task => {
                let by = self.need_duration(&mut cursor)?;
                let reason = self.reason(&mut cursor)?;
                CommandKind::Extend(ExtendTask { who, task, item, by, reason })
            }
            Rule::excuse => {
                let reason = self.reason(&mut cursor)?;
                CommandKind::Excuse(TaskReason { task, item, reason })
            }
            Rule::set_due => {
                let due = self.when(&mut cursor)?;
                let reason = self.reason(&mut cursor)?;
                CommandKind::SetDue(SetDue { task, item, due, reason })
            }
            _ => return Err(Drift),
        })
    }

    /// `"party" claimt R`
    pub(super) fn claim(&mut self, part: &Part<'i>) -> Built<Claim> {
        let mut cursor = part.cursor();
        let party = self.need_text(&mut cursor)?;
        Ok(Claim { party, role: self.need_name(&mut cursor)? })
    }
}
