//! Actions and blocks of them.

use super::Printer;
use crate::span::Span;
use crate::syntax::ast::{Action, Expr, Holding, ReplacedPart};
use crate::syntax::grammar::Rule;

/// Where an action stands.
pub(super) fn span(action: &Action) -> Span {
    match action {
        Action::Notify(node) => node.span,
        Action::Task(node) => node.span,
        Action::Decision(node) => node.span,
        Action::WithdrawTask(node) | Action::Restore(node) | Action::Emit(node) => node.span,
        Action::Set(node) => node.span,
        Action::AtLeast(node) => node.span,
        Action::Extend(node) => node.span,
        Action::Suspend(node) => node.span,
        Action::ResumeDeadlines(span) | Action::Fault(span) => *span,
        Action::Replace(node) => node.span,
        Action::Start(node) => node.span,
        Action::Stop(node) => node.span,
        Action::Move(node) => node.span,
        Action::Stays(node) => node.span,
        Action::Send(node) => node.span,
        Action::Record(node) => node.span,
        Action::Do(node) => node.span,
        Action::OpenPlaybook(node) => node.span,
    }
}

impl Printer<'_> {
    /// `{ a ; b }`: on one line for one or two plain actions without comments among them.
    pub(super) fn actions(&mut self, actions: &[Action], end: u32) {
        let plain = |action: &Action| !matches!(action, Action::Task(_) | Action::Decision(_));
        let last = actions.last().map_or(end, |action| span(action).end);
        let short = actions.len() <= 2 && actions.iter().all(plain);
        if short && !self.has_comment_before(last) {
            self.t("{");
            for (position, action) in actions.iter().enumerate() {
                if position > 0 {
                    self.t(";");
                }
                self.action(action);
            }
            self.t("}");
        } else {
            self.block(actions, last, |p, action| {
                p.line(span(action), &[]);
                p.action(action);
            });
        }
    }

    pub(super) fn action(&mut self, action: &Action) {
        match action {
            Action::Notify(notify) => {
                self.k(Rule::kw_notify);
                self.names(&notify.roles, Rule::kw_and);
                self.template(&notify.text);
            }
            Action::Task(task) => self.task(task),
            Action::Decision(decision) => self.decision(decision),
            Action::WithdrawTask(withdraw) => {
                self.k(Rule::kw_withdraw);
                self.k(Rule::kw_task);
                self.name(&withdraw.name);
                self.k(Rule::kw_withdraw_in);
            }
            Action::Set(set) => {
                self.k(Rule::kw_set);
                self.name(&set.fact);
                self.k(Rule::kw_is);
                self.expr(&set.value);
            }
            Action::AtLeast(level) => {
                self.name(&level.scale);
                self.k(Rule::kw_at_least);
                self.name(&level.level);
            }
            Action::Extend(extend) => {
                self.k(Rule::kw_extend);
                if let Some(task) = &extend.task {
                    self.k(Rule::kw_task);
                    self.name(task);
                }
                self.k(Rule::kw_extend_by);
                self.duration(&extend.by);
                if let Some(limit) = &extend.limit {
                    self.limit(limit);
                }
            }
            Action::Suspend(suspend) => {
                self.k(Rule::kw_suspend);
                self.text(&suspend.reason);
            }
            Action::ResumeDeadlines(_) => self.k(Rule::kw_resume_deadlines),
            Action::Record(record) => {
                self.k(Rule::kw_record);
                self.template(&record.text);
            }
            Action::Emit(emit) => {
                self.k(Rule::kw_raise);
                self.name(&emit.name);
            }
            Action::Restore(restore) => {
                self.name(&restore.name);
                self.k(Rule::kw_restored);
            }
            Action::Replace(replace) => {
                self.name(&replace.by);
                self.k(Rule::kw_replaces);
                self.name(&replace.replaced);
                self.replaced(&replace.part);
            }
            _ => self.item_action(action),
        }
    }

    /// Actions on items, holdings, the host and other playbooks.
    fn item_action(&mut self, action: &Action) {
        match action {
            Action::Start(start) => {
                self.k(Rule::kw_start);
                self.name(&start.handover);
                self.k(Rule::kw_for_every);
                self.name(&start.item);
                self.filter(Rule::kw_where, start.only.as_ref());
                self.filter(Rule::kw_first_where, start.first.as_ref());
            }
            Action::Stop(stop) => {
                self.k(Rule::kw_stop);
                self.name(&stop.handover);
                if let Some(item) = &stop.item {
                    self.k(Rule::kw_for_every);
                    self.name(item);
                    self.filter(Rule::kw_where, stop.only.as_ref());
                }
            }
            Action::Move(moving) => {
                self.moved(&moving.holding);
                self.k(Rule::kw_to);
                self.name(&moving.to);
                if let Some(per) = &moving.per {
                    self.k(Rule::kw_as_of);
                    self.expr(per);
                }
            }
            Action::Stays(stays) => {
                self.moved(&stays.holding);
                self.k(Rule::kw_stays);
            }
            Action::Send(send) => {
                self.k(Rule::kw_send);
                self.name(&send.signal);
                self.k(Rule::kw_to);
                self.k(Rule::kw_every);
                self.name(&send.item);
                self.filter(Rule::kw_where, send.only.as_ref());
            }
            Action::Do(call) => {
                self.k(Rule::kw_do);
                self.name(&call.action);
                self.p("(");
                self.tight = true;
                self.arguments(&call.arguments);
                self.p(")");
            }
            Action::OpenPlaybook(open) => {
                self.k(Rule::kw_open);
                self.k(Rule::kw_playbook);
                self.name(&open.playbook);
                self.k(Rule::kw_for_this_case);
                if !open.with.is_empty() {
                    self.k(Rule::kw_with);
                    self.names(&open.with, Rule::kw_and);
                }
            }
            _ => {}
        }
    }

    fn filter(&mut self, keyword: Rule, condition: Option<&Expr>) {
        if let Some(condition) = condition {
            self.ck(keyword);
            self.expr(condition);
        }
    }

    /// `zorg`, or the bare name of another holding.
    fn moved(&mut self, holding: &Holding) {
        match &holding.name {
            None => self.k(Rule::kw_care),
            Some(name) => self.name(name),
        }
    }

    fn replaced(&mut self, part: &ReplacedPart) {
        match part {
            ReplacedPart::All(_) => {}
            ReplacedPart::Rest(_) => {
                self.k(Rule::kw_for);
                self.k(Rule::kw_the_rest);
            }
            ReplacedPart::Parts(parts) => {
                self.k(Rule::kw_for);
                let mut first = true;
                for task in &parts.tasks {
                    if !std::mem::take(&mut first) {
                        self.p(",");
                    }
                    self.k(Rule::kw_task);
                    self.name(task);
                }
                for holding in &parts.holdings {
                    if !std::mem::take(&mut first) {
                        self.p(",");
                    }
                    self.moved(holding);
                }
            }
        }
    }
}
