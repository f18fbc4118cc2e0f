//! Scopes, their statements, handlers and targets.

use super::Printer;
use crate::syntax::ast::{
    EndCare, EntryMode, Goal, Handler, Limit, Scope, ScopeKind, Statement, Target, Trigger,
    TriggerKind, Weekday,
};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Lead(lead) => {
                self.line(lead.span, &[]);
                self.k(Rule::kw_lead);
                self.name(&lead.role);
            }
            Statement::Inform(list) => {
                self.line(list.span, &[]);
                self.k(Rule::kw_inform);
                self.names(&list.roles, Rule::kw_and);
            }
            Statement::Consult(list) => {
                self.line(list.span, &[]);
                self.k(Rule::kw_consult);
                self.names(&list.roles, Rule::kw_and);
            }
            Statement::NoDeadline(no_deadline) => {
                self.line(no_deadline.span, &[]);
                self.k(Rule::kw_no_deadline);
                self.text(&no_deadline.reason);
            }
            Statement::Deadline(deadline) => {
                self.line(deadline.span, &[]);
                self.k(Rule::kw_deadline);
                self.term(&deadline.term, true);
            }
            Statement::Grounds(grounds) => {
                self.line(grounds.span, &[]);
                self.grounds(grounds);
            }
            Statement::Task(task) => {
                self.line(task.span, &task.docs);
                self.task(task);
            }
            Statement::Decision(decision) => {
                self.line(decision.span, &decision.docs);
                self.decision(decision);
            }
            Statement::Signal(signal) => self.signal(signal),
            Statement::Handler(handler) => self.handler(handler),
            Statement::Scaled(scaled) => {
                self.line(scaled.span, &[]);
                self.level_ref(&scaled.from);
                self.block(&scaled.body, scaled.span.end, Self::statement);
            }
            Statement::Scope(scope) => self.scope(scope),
            Statement::End(end) => {
                self.line(end.span, &end.docs);
                self.k(Rule::kw_end);
                self.name(&end.name);
                self.title(end.title.as_ref());
                if let Some(care) = &end.care {
                    self.end_care(care);
                }
            }
            Statement::Guarantee(guarantee) => self.guarantee(guarantee),
            Statement::Entry(action) => {
                self.line(super::action::span(action), &[]);
                self.action(action);
            }
            Statement::Fault(_) => {}
        }
    }

    fn end_care(&mut self, care: &EndCare) {
        self.ck(Rule::kw_care);
        match care {
            EndCare::With(role) => {
                self.k(Rule::kw_held_by);
                self.name(role);
            }
            EndCare::Ends(ends) => {
                self.k(Rule::kw_care_ends);
                if let Some(grounds) = &ends.grounds {
                    self.p(",");
                    self.grounds(grounds);
                }
            }
        }
    }

    fn scope(&mut self, scope: &Scope) {
        self.gap = true;
        self.line(scope.span, &scope.docs);
        self.k(match scope.kind {
            ScopeKind::Phase => Rule::kw_phase,
            ScopeKind::Track => Rule::kw_track,
            ScopeKind::Step => Rule::kw_step,
        });
        self.name(&scope.name);
        self.title(scope.title.as_ref());
        if scope.begin.is_some() {
            self.k(Rule::kw_begin);
        }
        self.block(&scope.body, scope.span.end, Self::statement);
    }

    fn handler(&mut self, handler: &Handler) {
        self.line(handler.span, &handler.docs);
        self.trigger(&handler.trigger);
        if let Some(guard) = &handler.guard {
            self.k(Rule::kw_if);
            self.expr(guard);
        }
        if let Some(instead) = &handler.instead_of {
            self.ck(Rule::kw_instead);
            self.name(instead);
        }
        if let Some(grounds) = &handler.grounds {
            self.p(",");
            self.grounds(grounds);
        }
        if !handler.actions.is_empty() {
            self.actions(&handler.actions, handler.span.end);
        }
        if let Some(target) = &handler.target {
            self.target(target);
        }
    }

    fn trigger(&mut self, trigger: &Trigger) {
        match &trigger.kind {
            TriggerKind::Signal(signal) => {
                self.k(Rule::kw_when);
                self.name(signal);
            }
            TriggerKind::AsSoonAs(condition) => {
                self.k(Rule::kw_as_soon);
                self.expr(condition);
            }
            TriggerKind::After(after) => {
                self.k(Rule::kw_after);
                self.duration(after);
            }
            TriggerKind::On(date) => {
                self.k(Rule::kw_on);
                self.expr(date);
            }
            TriggerKind::AfterEndOf(date) => {
                self.k(Rule::kw_after_end);
                self.expr(date);
            }
            TriggerKind::Before(before) => {
                self.duration(&before.lead);
                self.k(Rule::kw_before);
                self.expr(&before.date);
            }
            TriggerKind::At(time) => {
                self.k(Rule::kw_at);
                self.time(time);
            }
            TriggerKind::Every(every) => {
                self.k(Rule::kw_every);
                self.duration(every);
            }
            TriggerKind::Weekly(weekly) => {
                self.k(Rule::kw_every);
                self.k(weekday(weekly.day));
                if let Some(at) = &weekly.at {
                    self.k(Rule::kw_at);
                    self.time(at);
                }
            }
            TriggerKind::Done(_) => self.k(Rule::kw_done),
            TriggerKind::Overdue(_) => self.k(Rule::kw_overdue),
            TriggerKind::TaskOverdue(task) => {
                self.k(Rule::kw_task);
                self.name(task);
                self.k(Rule::kw_overdue);
            }
        }
    }

    pub(super) fn target(&mut self, target: &Target) {
        self.t("->");
        self.goal(&target.goal);
        if let Some(limit) = &target.limit {
            self.limit(limit);
        }
    }

    fn goal(&mut self, goal: &Goal) {
        match goal.mode {
            EntryMode::Enter => {}
            EntryMode::Again => self.k(Rule::kw_again),
            EntryMode::Resume => self.k(Rule::kw_resume),
        }
        self.name(&goal.name);
    }

    pub(super) fn limit(&mut self, limit: &Limit) {
        self.ck(Rule::kw_at_most);
        self.count(&limit.times);
        self.k(Rule::kw_times);
        if let Some(then) = &limit.then {
            self.ck(Rule::kw_thereafter);
            self.t("->");
            self.goal(then);
        }
    }
}

fn weekday(day: Weekday) -> Rule {
    match day {
        Weekday::Monday => Rule::kw_monday,
        Weekday::Tuesday => Rule::kw_tuesday,
        Weekday::Wednesday => Rule::kw_wednesday,
        Weekday::Thursday => Rule::kw_thursday,
        Weekday::Friday => Rule::kw_friday,
        Weekday::Saturday => Rule::kw_saturday,
        Weekday::Sunday => Rule::kw_sunday,
    }
}
