//! What handlers and outcomes do, and where they lead, as the playbook declares it.

use super::{Words, say};
use crate::machine::id::{DutyId, ExprId};
use crate::machine::playbook::{Action, Limit, Piece, Target, TargetKind, Template};

impl Words<'_> {
    /// `melding aan gemeenten: “…”; naar stap oordeel`; what does nothing says so.
    pub(crate) fn leads(self, actions: &[Action<ExprId>], target: Option<&Target>) -> String {
        let actions = actions.iter().map(|action| self.action(action));
        let all: Vec<String> = actions.chain(target.map(|target| self.target(target))).collect();
        if all.is_empty() {
            return self.pick("verder gebeurt er niets", "nothing else happens").to_owned();
        }
        all.join("; ")
    }

    /// `melding aan gemeenten: “…”`
    pub(crate) fn action(self, action: &Action<ExprId>) -> String {
        match action {
            Action::Notify { to, text } => {
                let (to, text) = (self.whom_all(to), self.template(text));
                say!(self, nl: "melding aan {to}: “{text}”", en: "notice to {to}: “{text}”")
            }
            Action::Open(duty) => {
                let duty = self.duty(*duty);
                say!(self, nl: "{duty} gaat open", en: "{duty} opens")
            }
            Action::Withdraw(duty) => {
                let duty = self.brief().duty(*duty);
                say!(self, nl: "{duty} wordt ingetrokken", en: "{duty} is withdrawn")
            }
            Action::Set { fact, value } => {
                let (fact, value) = (self.fact(*fact), self.expr(*value));
                say!(self, nl: "{fact} wordt {value}", en: "{fact} becomes {value}")
            }
            Action::AtLeast(level) => {
                let (scale, level) = (self.scale(), self.level(*level));
                say!(self, nl: "{scale} minstens {level}", en: "{scale} at least {level}")
            }
            Action::Extend { task, by, limit } => self.extension(*task, *by, limit.as_ref()),
            Action::Replace(it) => self.brief().replaced(it.by, it.of, &it.part),
            Action::Restore(role) => {
                let role = self.role(*role);
                say!(self, nl: "{role} hersteld", en: "{role} restored")
            }
            Action::Raise(signal) => {
                let signal = self.signal(*signal);
                say!(self, nl: "signaal {signal} wordt gegeven", en: "signal {signal} is raised")
            }
            Action::OpenPlaybook { playbook, with } => {
                let with: Vec<&str> = with.iter().map(|fact| self.fact(*fact)).collect();
                let opened = say!(
                    self,
                    nl: "draaiboek {playbook} te openen voor deze casus",
                    en: "playbook {playbook} to be opened for this case",
                );
                if with.is_empty() { opened } else { format!("{opened} ({})", self.list(&with)) }
            }
            Action::Suspend(reason) => self.suspended(reason),
            Action::ResumeTerms => self.resumed(),
            Action::Start { .. }
            | Action::Stop { .. }
            | Action::Move { .. }
            | Action::Beside { .. }
            | Action::Stays(_)
            | Action::Send { .. } => self.item_action(action),
            Action::Record(text) => {
                let text = self.template(text);
                say!(self, nl: "vastgelegd: “{text}”", en: "recorded: “{text}”")
            }
        }
    }

    fn extension(
        self,
        task: Option<DutyId>,
        by: crate::calendar::Duration,
        limit: Option<&Limit>,
    ) -> String {
        let by = by.words(self.language);
        let extended = match task.map(|task| self.brief().duty(task)) {
            Some(task) => say!(self, nl: "{task} {by} langer", en: "{task} {by} longer"),
            None => say!(self, nl: "de termijn {by} langer", en: "the deadline {by} longer"),
        };
        extended + &self.limit(limit)
    }

    /// `naar stap herstelplan, hoogstens 2 keer, daarna naar fase overdracht`
    pub(crate) fn target(self, target: &Target) -> String {
        let state = self.state(target.state);
        let led = match target.kind {
            TargetKind::Enter => say!(self, nl: "naar {state}", en: "to {state}"),
            TargetKind::Again => say!(self, nl: "opnieuw naar {state}", en: "again to {state}"),
            TargetKind::Resume => {
                say!(
                    self,
                    nl: "terug naar {state}, waar die gebleven was",
                    en: "back to {state}, where it was left",
                )
            }
        };
        led + &self.limit(target.limit.as_ref())
    }

    fn limit(self, limit: Option<&Limit>) -> String {
        let Some(limit) = limit else { return String::new() };
        let counter = self.machine.playbook().counters.get(limit.counter);
        let times = counter.map_or(0, |counter| counter.times);
        let capped = match (times, self.language) {
            (1, crate::diagnostic::Language::English) => ", at most once".to_owned(),
            _ => say!(self, nl: ", hoogstens {times} keer", en: ", at most {times} times"),
        };
        let Some(then) = &limit.then else { return capped };
        let then = self.target(then);
        capped + &say!(self, nl: ", daarna {then}", en: ", then {then}")
    }

    /// The text as written, what is filled in between braces.
    fn template(self, template: &Template<ExprId>) -> String {
        let piece = |piece: &Piece<ExprId>| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(value) => format!("{{{}}}", self.expr(*value)),
        };
        template.pieces.iter().map(piece).collect()
    }
}
