//! Tasks, decisions and terms.

use super::Printer;
use crate::syntax::ast::{
    Applies, Decider, DeciderMode, Decision, Due, Escalate, Length, MomentKind, Outcome,
    OutcomeName, RungWhen, Side, Task, TaskClause, Term, TermPart, Who,
};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn task(&mut self, task: &Task) {
        self.k(Rule::kw_task);
        self.name(&task.name);
        self.title(task.title.as_ref());
        if let Some(condition) = &task.condition {
            self.k(Rule::kw_if);
            self.expr(condition);
        }
        self.k(Rule::kw_by);
        self.who(&task.who);
        if let Some(on_behalf) = &task.on_behalf {
            self.k(Rule::kw_on_behalf);
            self.name(on_behalf);
        }
        if !task.with.is_empty() {
            self.k(Rule::kw_with);
            self.names(&task.with, Rule::kw_and);
        }
        if let Some(term) = &task.term {
            self.term(term, false);
        }
        if let Some(every) = &task.every {
            self.ck(Rule::kw_every);
            self.duration(every);
        }
        if !task.clauses.is_empty() {
            self.block(&task.clauses, task.span.end, Self::clause);
        }
    }

    fn who(&mut self, who: &Who) {
        for (position, option) in who.options.iter().enumerate() {
            if position > 0 {
                self.ck(Rule::kw_otherwise);
            }
            if option.each {
                self.k(Rule::kw_every);
            }
            self.name(&option.role);
            if let Some(condition) = &option.condition {
                self.k(Rule::kw_if);
                self.expr(condition);
            }
        }
    }

    fn clause(&mut self, clause: &TaskClause) {
        match clause {
            TaskClause::Remind(remind) => {
                self.line(remind.span, &[]);
                self.k(Rule::kw_remind_after);
                self.duration(&remind.after);
            }
            TaskClause::Escalate(escalate) => self.escalate(escalate),
            TaskClause::Delivers(delivers) => {
                self.line(delivers.span, &[]);
                self.k(Rule::kw_delivers);
                self.names(&delivers.names, Rule::kw_and);
            }
            TaskClause::Grounds(grounds) => {
                self.line(grounds.span, &[]);
                self.grounds(grounds);
            }
            TaskClause::Check(check) => {
                self.line(check.span, &[]);
                self.k(Rule::kw_check);
                self.text(check);
            }
            TaskClause::Postponement(postponement) => {
                self.line(postponement.span, &[]);
                self.k(Rule::kw_postponement);
                self.names(&postponement.by, Rule::kw_or);
                self.k(Rule::kw_at_most);
                self.duration(&postponement.at_most);
            }
            TaskClause::StaysOpen(span) => {
                self.line(*span, &[]);
                self.k(Rule::kw_stays_open);
            }
            TaskClause::Once(span) => {
                self.line(*span, &[]);
                self.k(Rule::kw_once);
            }
            TaskClause::Optional(span) => {
                self.line(*span, &[]);
                self.k(Rule::kw_optional);
            }
            TaskClause::Agenda(span) => {
                self.line(*span, &[]);
                self.k(Rule::kw_agenda);
            }
            TaskClause::Fault(_) => {}
        }
    }

    fn escalate(&mut self, escalate: &Escalate) {
        self.line(escalate.span, &[]);
        for (position, rung) in escalate.rungs.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            match &rung.when {
                RungWhen::Overdue(_) => self.k(Rule::kw_escalate),
                RungWhen::After(after) => {
                    self.k(Rule::kw_after);
                    self.duration(after);
                    self.k(Rule::kw_to);
                }
                RungWhen::From(level) => {
                    self.level_ref(level);
                    self.k(Rule::kw_at_once_to);
                }
            }
            for (at, role) in rung.to.iter().enumerate() {
                if at > 0 {
                    self.k(Rule::kw_and);
                }
                self.name(role);
            }
            if rung.takes_over {
                self.k(Rule::kw_taking_over);
            }
        }
    }

    /// A term; of a state its first part has no word before a length.
    pub(super) fn term(&mut self, term: &Term, of_state: bool) {
        for (position, part) in term.parts.iter().enumerate() {
            if position > 0 {
                self.p(",");
            }
            self.term_part(part, of_state && position == 0);
        }
    }

    fn term_part(&mut self, part: &TermPart, bare: bool) {
        match &part.applies {
            Some(Applies::If(condition)) => {
                self.k(Rule::kw_if);
                self.expr(condition);
                self.k(Rule::kw_then);
            }
            Some(Applies::From(level)) => self.level_ref(level),
            None => {}
        }
        if part.statutory {
            self.k(Rule::kw_statutory);
        }
        match &part.due {
            Due::Within(within) => {
                let same_day = matches!(within.length, Length::SameDay(_));
                if part.applies.is_none() && !bare && !same_day {
                    self.k(Rule::kw_within);
                }
                self.length(&within.length);
                if let Some(moment) = &within.after {
                    self.k(Rule::kw_after);
                    self.moment(&moment.kind);
                }
            }
            Due::By(by) => {
                self.k(Rule::kw_no_later);
                if let Some(offset) = &by.offset {
                    self.duration(&offset.length);
                    self.k(match offset.side {
                        Side::Before => Rule::kw_before,
                        Side::After => Rule::kw_after,
                    });
                }
                self.expr(&by.date);
            }
        }
        if let Some(grounds) = &part.grounds {
            self.p(",");
            self.grounds(grounds);
        }
    }

    fn moment(&mut self, moment: &MomentKind) {
        match moment {
            MomentKind::Fact(fact) => self.name(fact),
            MomentKind::Signal(signal) => {
                self.k(Rule::kw_signal);
                self.name(signal);
            }
            MomentKind::TaskDone(task) => {
                self.k(Rule::kw_task);
                self.name(task);
                self.k(Rule::kw_done);
            }
        }
    }

    pub(super) fn length(&mut self, length: &Length) {
        match length {
            Length::Lasting(duration) => self.duration(duration),
            Length::SameDay(_) => self.k(Rule::kw_same_day),
        }
    }

    pub(super) fn decision(&mut self, decision: &Decision) {
        self.k(Rule::kw_decision);
        self.name(&decision.name);
        self.title(decision.question.as_ref());
        if let Some(about) = &decision.about {
            self.k(Rule::kw_about);
            self.name(about);
        }
        if let Some(condition) = &decision.condition {
            self.k(Rule::kw_if);
            self.expr(condition);
        }
        self.k(Rule::kw_by);
        match &decision.deciders.mode {
            DeciderMode::One(_) => {}
            DeciderMode::Each(_) => self.k(Rule::kw_all_of),
            DeciderMode::AnyOne(_) => self.k(Rule::kw_one_of),
            DeciderMode::OtherThan(_) => self.k(Rule::kw_other_than),
            DeciderMode::Quorum(count) => {
                self.count(count);
                self.k(Rule::kw_of);
            }
        }
        self.deciders(&decision.deciders.roles);
        if let Some(chooses) = &decision.chooses {
            self.k(Rule::kw_chooses);
            self.name(chooses);
        }
        if let Some(term) = &decision.term {
            self.term(term, false);
        }
        self.block(&decision.outcomes, decision.span.end, Self::outcome);
    }

    fn deciders(&mut self, deciders: &[Decider]) {
        let last = deciders.len().saturating_sub(1);
        for (position, decider) in deciders.iter().enumerate() {
            match position {
                0 => {}
                _ if position == last => self.k(Rule::kw_and),
                _ => self.p(","),
            }
            match &decider.condition {
                None => self.name(&decider.role),
                Some(condition) => {
                    self.open("(");
                    self.name(&decider.role);
                    self.k(Rule::kw_if);
                    self.expr(condition);
                    self.p(")");
                }
            }
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.line(outcome.span, &[]);
        self.outcome_name(&outcome.name);
        if !outcome.actions.is_empty() {
            self.actions(&outcome.actions, outcome.span.end);
        }
        if let Some(target) = &outcome.target {
            self.target(target);
        }
    }

    pub(super) fn outcome_name(&mut self, name: &OutcomeName) {
        match name {
            OutcomeName::Yes(_) => self.k(Rule::kw_yes),
            OutcomeName::No(_) => self.k(Rule::kw_no),
            OutcomeName::NoAnswer(_) => self.k(Rule::kw_no_answer),
            OutcomeName::Named(name) => self.name(name),
        }
    }
}
