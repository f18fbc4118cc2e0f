//! Scenarios: commands and expectations.

use super::Printer;
use crate::syntax::ast::scenario::{
    Case, Command, CommandKind, ExpectDuty, ExpectHeld, Expectation, ExpectationKind, Refuse,
    RoleRef, Scenario,
};
use crate::syntax::ast::{DateTime, Name, Str};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn scenario(&mut self, scenario: &Scenario) {
        self.gap = true;
        self.line(scenario.span, &scenario.docs);
        self.k(Rule::kw_scenario);
        self.text(&scenario.title);
        self.k(Rule::kw_for);
        self.name(&scenario.playbook);
        self.depth += 1;
        for command in &scenario.commands {
            self.command_line(command);
        }
        self.comments_before(scenario.span.end);
        self.newline();
        self.depth -= 1;
    }

    fn command_line(&mut self, command: &Command) {
        self.gap = matches!(command.kind, CommandKind::On(_) | CommandKind::After(_));
        self.line(command.span, &[]);
        self.command(command);
    }

    fn command(&mut self, command: &Command) {
        match &command.kind {
            CommandKind::On(at) => {
                self.k(Rule::kw_on);
                self.date_time(at);
            }
            CommandKind::After(after) => {
                self.k(Rule::kw_after);
                self.duration(after);
            }
            CommandKind::Open(at) => {
                self.k(Rule::kw_open_on);
                self.date_time(at);
            }
            CommandKind::ForceOpen(reason) => {
                self.k(Rule::kw_force_open);
                self.text(reason);
            }
            CommandKind::Party(bindings) => {
                self.k(Rule::kw_party);
                for (position, binding) in bindings.iter().enumerate() {
                    if position > 0 {
                        self.t(";");
                    }
                    self.name(&binding.role);
                    self.k(Rule::kw_is);
                    self.texts(&binding.parties);
                }
            }
            CommandKind::Expect(expect) => {
                self.k(Rule::kw_expect);
                if expect.negated {
                    self.k(Rule::kw_not);
                }
                for (position, what) in expect.what.iter().enumerate() {
                    if position > 0 {
                        self.k(Rule::kw_and);
                    }
                    self.expectation(what);
                }
            }
            CommandKind::Refuse(Refuse { input, reason }) => {
                self.k(Rule::kw_refuse);
                self.command(input);
                if let Some(reason) = reason {
                    self.k(Rule::kw_because);
                    self.name(reason);
                }
            }
            CommandKind::Case(Case { name, playbook, commands }) => {
                self.k(Rule::kw_case);
                self.name(name);
                self.k(Rule::kw_for);
                self.name(playbook);
                self.block(commands, command.span.end, Self::command_line);
            }
            CommandKind::Fault(_) => {}
            _ => self.input(command),
        }
    }

    fn texts(&mut self, texts: &[Str]) {
        for (position, text) in texts.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            self.text(text);
        }
    }

    fn role_ref(&mut self, role: &RoleRef) {
        self.name(&role.role);
        self.title(role.party.as_ref());
    }

    fn of_item(&mut self, item: Option<&Name>) {
        if let Some(item) = item {
            self.k(Rule::kw_of);
            self.name(item);
        }
    }

    fn at_instant(&mut self, at: Option<&DateTime>) {
        if let Some(at) = at {
            self.k(Rule::kw_at_instant);
            self.date_time(at);
        }
    }

    /// What a role says.
    fn input(&mut self, command: &Command) {
        match &command.kind {
            CommandKind::Report(report) => {
                self.role_ref(&report.by);
                self.k(Rule::kw_reports);
                self.name(&report.signal);
                if let Some(item) = &report.item {
                    self.k(Rule::kw_about);
                    self.name(item);
                }
                self.assignments(&report.facts);
                self.at_instant(report.at.as_ref());
            }
            CommandKind::Complete(complete) => {
                self.role_ref(&complete.by);
                self.k(Rule::kw_completes);
                self.k(Rule::kw_task);
                self.name(&complete.task);
                self.of_item(complete.item.as_ref());
                self.assignments(&complete.facts);
                self.at_instant(complete.at.as_ref());
            }
            CommandKind::Decide(decide) => {
                self.role_ref(&decide.by);
                self.k(Rule::kw_decides);
                self.name(&decide.decision);
                self.k(Rule::kw_is);
                self.outcome_name(&decide.outcome);
                self.of_item(decide.item.as_ref());
                self.assignments(&decide.facts);
                self.at_instant(decide.at.as_ref());
            }
            CommandKind::Determine(determine) => {
                self.role_ref(&determine.by);
                self.k(Rule::kw_determines);
                self.name(&determine.scale);
                self.name(&determine.level);
                self.title(determine.reason.as_ref());
                self.at_instant(determine.at.as_ref());
            }
            CommandKind::Release(role) => {
                self.k(Rule::kw_release);
                self.role_ref(role);
                self.k(Rule::kw_release_free);
            }
            CommandKind::Claim(claim) => {
                self.text(&claim.party);
                self.k(Rule::kw_claims);
                self.name(&claim.role);
            }
            CommandKind::Answer(answer) => {
                self.k(Rule::kw_action);
                self.name(&answer.action);
                self.k(Rule::kw_answers);
                self.name(&answer.signal);
                self.assignments(&answer.facts);
            }
            _ => self.item_input(command),
        }
    }

    /// Inputs about items.
    fn item_input(&mut self, command: &Command) {
        match &command.kind {
            CommandKind::ItemParty(party) => {
                self.name(&party.role);
                self.of_item(Some(&party.item));
                self.k(Rule::kw_is);
                self.texts(&party.parties);
            }
            CommandKind::WithdrawCandidate(withdraw) => {
                self.k(Rule::kw_withdraw);
                self.role_ref(&withdraw.candidate);
                self.of_item(Some(&withdraw.item));
                self.k(Rule::kw_withdraw_in);
            }
            CommandKind::Enrol(enrol) => {
                self.k(Rule::kw_enrol);
                if let Some(count) = &enrol.count {
                    self.count(count);
                }
                self.name(&enrol.item);
                self.name(&enrol.id);
                self.assignments(&enrol.facts);
            }
            CommandKind::Update(update) => {
                self.k(Rule::kw_update);
                self.name(&update.item);
                if update.facts.is_empty() {
                    self.t("{ }");
                }
                self.assignments(&update.facts);
            }
            CommandKind::WithdrawItem(withdraw) => {
                self.k(Rule::kw_withdraw_item);
                self.name(&withdraw.item);
                self.text(&withdraw.ground);
            }
            CommandKind::DeclareComplete(declare) => {
                self.role_ref(&declare.by);
                self.k(Rule::kw_declares);
                self.k(Rule::kw_register);
                self.of_item(Some(&declare.items));
                self.k(Rule::kw_complete);
            }
            _ => self.term_input(command),
        }
    }

    /// Inputs about terms, corrections, the life of the case.
    fn term_input(&mut self, command: &Command) {
        match &command.kind {
            CommandKind::Suspend(reason) => {
                self.k(Rule::kw_suspend);
                self.text(reason);
            }
            CommandKind::Resume(_) => self.k(Rule::kw_resume_deadlines),
            CommandKind::Extend(extend) => {
                self.k(Rule::kw_extend);
                self.of_task(&extend.task, extend.item.as_ref());
                self.k(Rule::kw_extend_by);
                self.duration(&extend.by);
                self.title(extend.reason.as_ref());
            }
            CommandKind::Excuse(excuse) => {
                self.k(Rule::kw_excuse);
                self.of_task(&excuse.task, excuse.item.as_ref());
                self.title(excuse.reason.as_ref());
            }
            CommandKind::SetDue(set) => {
                self.k(Rule::kw_set);
                self.k(Rule::kw_due_of);
                self.of_task(&set.task, set.item.as_ref());
                self.k(Rule::kw_set_to);
                self.date_time(&set.due);
                self.title(set.reason.as_ref());
            }
            CommandKind::Correct(correct) => {
                self.k(Rule::kw_correct);
                if let Some(item) = &correct.item {
                    self.name(item);
                }
                if correct.facts.is_empty() {
                    self.t("{ }");
                }
                self.assignments(&correct.facts);
                self.at_instant(correct.at.as_ref());
                self.title(correct.reason.as_ref());
            }
            CommandKind::Reopen(reason) => {
                self.k(Rule::kw_reopen);
                self.text(reason);
            }
            CommandKind::Migrate(playbook) => {
                self.k(Rule::kw_migrate);
                self.name(playbook);
            }
            _ => {}
        }
    }

    fn of_task(&mut self, task: &Name, item: Option<&Name>) {
        self.k(Rule::kw_task);
        self.name(task);
        self.of_item(item);
    }

    fn expectation(&mut self, expectation: &Expectation) {
        match &expectation.kind {
            ExpectationKind::In(inside) => {
                if let Some(item) = &inside.item {
                    self.name(item);
                }
                self.k(Rule::kw_in);
                self.name(&inside.scope);
            }
            ExpectationKind::Task(duty) => self.expect_duty(Rule::kw_task, duty),
            ExpectationKind::Decision(duty) => self.expect_duty(Rule::kw_decision, duty),
            ExpectationKind::Outcome(outcome) => {
                self.k(Rule::kw_decision);
                self.name(&outcome.decision);
                self.of_item(outcome.item.as_ref());
                self.k(Rule::kw_is);
                self.outcome_name(&outcome.outcome);
            }
            ExpectationKind::Value(value) => {
                self.name(&value.name);
                self.of_item(value.item.as_ref());
                self.k(Rule::kw_is);
                self.sum(&value.value);
            }
            ExpectationKind::Unknown(unknown) => {
                self.name(&unknown.name);
                self.of_item(unknown.item.as_ref());
                self.k(Rule::kw_unknown);
            }
            ExpectationKind::Held(held) => self.expect_held(held),
            ExpectationKind::Notice(notice) => {
                self.k(Rule::kw_notice_to);
                self.role_ref(&notice.to);
                if let Some(contains) = &notice.contains {
                    self.k(Rule::kw_contains);
                    self.text(contains);
                }
            }
            ExpectationKind::Violation(guarantee) => {
                self.k(Rule::kw_violation);
                self.name(guarantee);
            }
            ExpectationKind::Closed(_) => self.k(Rule::kw_closed),
        }
    }

    fn expect_duty(&mut self, kind: Rule, duty: &ExpectDuty) {
        self.k(kind);
        self.name(&duty.name);
        self.of_item(duty.item.as_ref());
        self.task_state(duty.state);
        if let Some(role) = &duty.owed_by {
            self.k(Rule::kw_for);
            self.role_ref(role);
        }
        if let Some(due) = &duty.due {
            self.k(Rule::kw_no_later);
            self.date_time(due);
        }
    }

    fn expect_held(&mut self, held: &ExpectHeld) {
        match &held.holding.name {
            None => self.k(Rule::kw_care),
            Some(name) => self.name(name),
        }
        self.of_item(Some(&held.item));
        self.k(Rule::kw_held_by);
        self.role_ref(&held.by);
        if let Some(on) = &held.on {
            self.ck(Rule::kw_on);
            self.date_time(on);
        }
    }
}
