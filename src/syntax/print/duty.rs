//! Tasks and decisions.

use super::{Printer, WIDTH, quoted, title};
use crate::span::Span;
use crate::syntax::ast::{
    Decider, DeciderMode, Deciders, Decision, Escalate, Outcome, RungWhen, Task, TaskClause, Who,
};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn task(&mut self, task: &Task, apart: bool) {
        self.before(task.span, apart);
        self.docs(&task.docs);
        let words = self.task_head(task);
        let clauses: Vec<String> =
            task.clauses.iter().map(|clause| self.task_clause(clause)).collect();
        if task.clauses.is_empty() {
            self.words(&words);
            return;
        }
        let inline = format!("{{ {} }}", clauses.join(" ; "));
        if self.fits(&words, &inline) && clauses.len() == 1 && !self.has_comment(task.span) {
            self.line(&format!("{} {inline}", words.join(" ")));
            return;
        }
        self.open(words);
        for (clause, words) in task.clauses.iter().zip(clauses) {
            self.before(clause.span(), false);
            self.line(&words);
        }
        self.close(task.span, "");
    }

    /// Whether words and a block stand on one line.
    pub(super) fn fits(&self, words: &[String], block: &str) -> bool {
        let width: usize = words.iter().map(|word| word.chars().count() + 1).sum();
        self.indent + width + block.chars().count() <= WIDTH && !block.contains('\n')
    }

    fn task_head(&self, task: &Task) -> Vec<String> {
        let mut words = vec![self.after(Rule::kw_task, &task.name.text)];
        words.extend(task.title.as_ref().map(quoted));
        if let Some(condition) = &task.condition {
            words.push(self.after(Rule::kw_if, &self.expr(condition)));
        }
        words.push(self.after(Rule::kw_by, &self.who(&task.who)));
        if let Some(role) = &task.on_behalf {
            words.push(self.after(Rule::kw_on_behalf, &role.text));
        }
        if !task.with.is_empty() {
            words.push(self.after(Rule::kw_with, &self.all_of(&task.with)));
        }
        words.extend(task.term.as_ref().map(|term| self.term(term)));
        if let Some(every) = &task.every
            && let Some(last) = words.last_mut()
        {
            let every = self.after(Rule::kw_every, &self.duration(every));
            last.push_str(", ");
            last.push_str(&every);
        }
        words
    }

    fn who(&self, who: &Who) -> String {
        let options: Vec<String> = who
            .options
            .iter()
            .map(|option| {
                let each = if option.each { self.word(Rule::kw_every) } else { "" };
                let role = format!("{each} {}", option.role.text);
                let condition = option.condition.as_ref();
                let condition = condition.map(|cond| self.after(Rule::kw_if, &self.expr(cond)));
                format!("{} {}", role.trim(), condition.unwrap_or_default()).trim().to_owned()
            })
            .collect();
        options.join(&format!(", {} ", self.word(Rule::kw_otherwise)))
    }

    fn task_clause(&self, clause: &TaskClause) -> String {
        match clause {
            TaskClause::Remind(remind) => {
                self.after(Rule::kw_remind_after, &self.duration(&remind.after))
            }
            TaskClause::Escalate(escalate) => self.escalate(escalate),
            TaskClause::Delivers(facts) => {
                self.after(Rule::kw_delivers, &self.all_of(&facts.names))
            }
            TaskClause::Grounds(grounds) => self.grounds(grounds),
            TaskClause::Check(text) => self.after(Rule::kw_check, &quoted(text)),
            TaskClause::Postponement(postponement) => {
                let by = self.after(Rule::kw_postponement, &self.any_of(&postponement.by));
                let most = self.duration(&postponement.at_most);
                format!("{by} {}", self.after(Rule::kw_at_most, &most))
            }
            TaskClause::StaysOpen(_) => self.word(Rule::kw_stays_open).to_owned(),
            TaskClause::Once(_) => self.word(Rule::kw_once).to_owned(),
            TaskClause::Optional(_) => self.word(Rule::kw_optional).to_owned(),
            TaskClause::Agenda(_) => self.word(Rule::kw_agenda).to_owned(),
            TaskClause::Fault(_) => String::new(),
        }
    }

    fn escalate(&self, escalate: &Escalate) -> String {
        let rungs: Vec<String> = escalate
            .rungs
            .iter()
            .map(|rung| {
                let when = match &rung.when {
                    RungWhen::Overdue(_) => self.word(Rule::kw_escalate).to_owned(),
                    RungWhen::After(delay) => {
                        let delay = self.after(Rule::kw_after, &self.duration(delay));
                        format!("{delay} {}", self.word(Rule::kw_to))
                    }
                    RungWhen::From(level) => {
                        format!("{} {}", self.level(level), self.word(Rule::kw_at_once_to))
                    }
                };
                let names: Vec<&str> = rung.to.iter().map(|name| name.text.as_str()).collect();
                let to = names.join(&format!(" {} ", self.word(Rule::kw_and)));
                let over = if rung.takes_over { self.word(Rule::kw_taking_over) } else { "" };
                format!("{when} {to} {over}").trim_end().to_owned()
            })
            .collect();
        rungs.join(", ")
    }

    pub(super) fn decision(&mut self, decision: &Decision, apart: bool) {
        self.before(decision.span, apart);
        self.docs(&decision.docs);
        let mut words = vec![self.after(Rule::kw_decision, &decision.name.text)];
        words.push(title(decision.question.as_ref()));
        if let Some(document) = &decision.about {
            words.push(self.after(Rule::kw_about, &document.text));
        }
        if let Some(condition) = &decision.condition {
            words.push(self.after(Rule::kw_if, &self.expr(condition)));
        }
        words.push(self.after(Rule::kw_by, &self.deciders(&decision.deciders)));
        if let Some(role) = &decision.chooses {
            words.push(self.after(Rule::kw_chooses, &role.text));
        }
        words.extend(decision.term.as_ref().map(|term| self.term(term)));
        let stated = self.stated_facts(&decision.carries, &decision.optional);
        words.extend(stated.into_iter().map(|clause| format!(", {clause}")));
        self.open(words);
        for outcome in &decision.outcomes {
            self.outcome(outcome);
        }
        self.close(decision.span, "");
    }

    fn deciders(&self, deciders: &Deciders) -> String {
        let seats: Vec<String> = deciders.roles.iter().map(|seat| self.decider(seat)).collect();
        let seats = self.join(&seats, Rule::kw_and);
        match &deciders.mode {
            DeciderMode::One(_) => seats,
            DeciderMode::Each(_) => self.after(Rule::kw_all_of, &seats),
            DeciderMode::AnyOne(_) => self.after(Rule::kw_one_of, &seats),
            DeciderMode::OtherThan(_) => self.after(Rule::kw_other_than, &seats),
            DeciderMode::Quorum(count) => {
                format!("{} {}", count.value, self.after(Rule::kw_of, &seats))
            }
        }
    }

    fn decider(&self, seat: &Decider) -> String {
        match &seat.condition {
            None => seat.role.text.clone(),
            Some(condition) => {
                let condition = self.after(Rule::kw_if, &self.expr(condition));
                format!("({} {condition})", seat.role.text)
            }
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.before(outcome.span, false);
        let words = vec![self.outcome_name(&outcome.name)];
        let target = outcome.target.as_ref().map(|target| self.target(target));
        let mut span: Span = outcome.span;
        if let Some(target) = &outcome.target {
            span.end = target.span.start;
        }
        self.acting(words, &outcome.actions, span, target);
    }
}
