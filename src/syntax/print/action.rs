//! Actions and blocks of actions.

use super::{Printer, quoted};
use crate::span::Span;
use crate::syntax::ast::{Action, Extend, Move, Replace, ReplacedPart, Start};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    /// Words, a block of actions that ends with `span`, and a target.
    pub(super) fn acting(
        &mut self,
        mut words: Vec<String>,
        actions: &[Action],
        span: Span,
        target: Option<String>,
    ) {
        let target = target.unwrap_or_default();
        if actions.is_empty() {
            words.push(target);
            self.words(&words);
            return;
        }
        let short: Option<Vec<String>> = actions.iter().map(|action| self.short(action)).collect();
        if let Some(short) = short.filter(|_| !self.has_comment(span)) {
            let block = format!("{{ {} }}", short.join(" ; "));
            if actions.len() <= 3 && self.fits(&words, &format!("{block} {target}")) {
                words.extend([block, target]);
                self.words(&words);
                return;
            }
        }
        self.open(words);
        for action in actions {
            self.action(action, false);
        }
        self.close(span, &target);
    }

    pub(super) fn action(&mut self, action: &Action, apart: bool) {
        match action {
            Action::Task(task) => self.task(task, apart),
            Action::Decision(decision) => self.decision(decision, apart),
            Action::Fault(_) => {}
            _ => {
                self.before(action.span(), apart);
                let words = self.short(action).unwrap_or_default();
                self.line(&words);
            }
        }
    }

    /// An action on one line; none when it needs more.
    fn short(&self, action: &Action) -> Option<String> {
        let word = |rule| self.word(rule);
        Some(match action {
            Action::Notify(notify) => {
                let text = self.template(&notify.text);
                format!("{} {text}", self.after(Rule::kw_notify, &self.all_of(&notify.roles)))
            }
            Action::Set(set) => {
                let value = self.after(Rule::kw_is, &self.expr(&set.value));
                format!("{} {value}", self.after(Rule::kw_set, &set.fact.text))
            }
            Action::AtLeast(level) => {
                format!("{} {} {}", level.scale.text, word(Rule::kw_at_least), level.level.text)
            }
            Action::Extend(extend) => self.extend(extend),
            Action::Suspend(suspend) => self.after(Rule::kw_suspend, &quoted(&suspend.reason)),
            Action::ResumeDeadlines(_) => word(Rule::kw_resume_deadlines).to_owned(),
            Action::Replace(replace) => self.replace(replace),
            Action::Restore(role) => format!("{} {}", role.name.text, word(Rule::kw_restored)),
            Action::Start(start) => self.start(start),
            Action::Move(step) => self.moving(step),
            Action::Beside(beside) => [
                self.moved(&beside.holding),
                self.after(Rule::kw_also_with, &beside.second.text),
                self.after(Rule::kw_until, &self.expr(&beside.until)),
            ]
            .join(" "),
            Action::Stays(stays) => {
                format!("{} {}", self.moved(&stays.holding), word(Rule::kw_stays))
            }
            Action::Emit(signal) => self.after(Rule::kw_raise, &signal.name.text),
            Action::Record(record) => self.after(Rule::kw_record, &self.template(&record.text)),
            Action::Do(action) => {
                let name = self.after(Rule::kw_do, &action.action.text);
                format!("{name}({})", self.arguments(&action.arguments))
            }
            _ => return self.longer(action),
        })
    }

    /// Actions of more than one name.
    fn longer(&self, action: &Action) -> Option<String> {
        let word = |rule| self.word(rule);
        Some(match action {
            Action::WithdrawTask(task) => {
                let task = self.after(Rule::kw_task, &task.name.text);
                let words = self.after(Rule::kw_withdraw, &task);
                format!("{words} {}", word(Rule::kw_withdraw_in)).trim_end().to_owned()
            }
            Action::Stop(stop) => {
                let mut words = self.after(Rule::kw_stop, &stop.handover.text);
                if let Some(item) = &stop.item {
                    words = format!("{words} {}", self.after(Rule::kw_for_every, &item.text));
                }
                if let Some(only) = &stop.only {
                    words = format!("{words} {}", self.after(Rule::kw_where, &self.expr(only)));
                }
                words
            }
            Action::Send(send) => {
                let item = self.after(Rule::kw_every, &send.item.text);
                let signal = self.after(Rule::kw_send, &send.signal.text);
                let words = format!("{signal} {}", self.after(Rule::kw_to, &item));
                match &send.only {
                    Some(only) => {
                        format!("{words} {}", self.after(Rule::kw_where, &self.expr(only)))
                    }
                    None => words,
                }
            }
            Action::OpenPlaybook(open) => {
                let playbook = self.after(Rule::kw_playbook, &open.playbook.text);
                let words = self.after(Rule::kw_open, &playbook);
                let words = format!("{words} {}", word(Rule::kw_for_this_case));
                if open.with.is_empty() {
                    words
                } else {
                    format!("{words} {}", self.after(Rule::kw_with, &self.all_of(&open.with)))
                }
            }
            _ => return None,
        })
    }

    fn extend(&self, extend: &Extend) -> String {
        let mut words = self.word(Rule::kw_extend).to_owned();
        if let Some(task) = &extend.task {
            words = format!("{words} {}", self.after(Rule::kw_task, &task.text));
        }
        words = format!("{words} {}", self.after(Rule::kw_extend_by, &self.duration(&extend.by)));
        match &extend.limit {
            Some(limit) => format!("{words}, {}", self.limit(limit)),
            None => words,
        }
    }

    fn replace(&self, replace: &Replace) -> String {
        let (by, replaced) = (&replace.by.text, &replace.replaced.text);
        let words = format!("{by} {} {replaced}", self.word(Rule::kw_replaces));
        match &replace.part {
            ReplacedPart::All(_) => words,
            ReplacedPart::Rest(_) => {
                format!("{words} {}", self.after(Rule::kw_for, self.word(Rule::kw_the_rest)))
            }
            ReplacedPart::Parts(parts) => {
                let tasks = parts.tasks.iter().map(|task| self.after(Rule::kw_task, &task.text));
                let holdings = parts.holdings.iter().map(|holding| self.moved(holding));
                let parts: Vec<String> = tasks.chain(holdings).collect();
                format!("{words} {}", self.after(Rule::kw_for, &parts.join(", ")))
            }
        }
    }

    fn start(&self, start: &Start) -> String {
        let handover = self.after(Rule::kw_start, &start.handover.text);
        let mut words = format!("{handover} {}", self.after(Rule::kw_for_every, &start.item.text));
        if let Some(only) = &start.only {
            words = format!("{words} {}", self.after(Rule::kw_where, &self.expr(only)));
        }
        match &start.first {
            Some(first) => {
                format!("{words}, {}", self.after(Rule::kw_first_where, &self.expr(first)))
            }
            None => words,
        }
    }

    fn moving(&self, step: &Move) -> String {
        let holding = self.moved(&step.holding);
        let words = format!("{holding} {}", self.after(Rule::kw_to, &step.to.text));
        match &step.per {
            Some(date) => format!("{words} {}", self.after(Rule::kw_as_of, &self.expr(date))),
            None => words,
        }
    }
}
