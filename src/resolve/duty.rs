//! Tasks: who does them, when they are due, reminders and ladders.

use std::cmp::Ordering;

use super::Resolver;
use super::fault::{doers_not_possible, late_reminder, missing_term, several_take_over};
use super::header::text;
use super::kind::Kind;
use super::scope::At;
use crate::calendar::Duration;
use crate::diagnostic::Language;
use crate::hir::Expr;
use crate::machine::id::{DutyId, GroundId, Id};
use crate::machine::playbook::{
    Due, Duty, DutyKind, Postponement, Reminder, Rung, Task, Term, Who,
};
use crate::syntax::ast::{self, RungWhen, TaskClause, WhoOption};

impl<'a> Resolver<'a> {
    /// The next task or decision, in the scope where it stands.
    pub(super) fn next_duty(&mut self, at: At) -> DutyId {
        let id = DutyId::new(self.next_duty);
        self.next_duty += 1;
        self.edit(at.state, |state| state.duties.push(id));
        id
    }

    /// A task. `by_action`: written in an action block.
    pub(super) fn task(&mut self, it: &'a ast::Task, at: At, by_action: bool) -> DutyId {
        let at = At { state: at.opens.unwrap_or(at.state), opens: None, ..at };
        let id = self.next_duty(at);
        let order = self.next_order();
        let when = it.condition.as_ref().map(|condition| self.condition(condition, true));
        let who = self.who(&it.who);
        let on_behalf = it.on_behalf.as_ref().map(|role| self.role(role));
        let with = self.roles_of(&it.with);
        let mut grounds = Vec::new();
        let named = (Kind::Task, &it.name);
        let term = self.duty_term(it.term.as_ref(), named, it.span, &mut grounds);
        let mut task = Task {
            who,
            on_behalf,
            with,
            every: it.every.as_ref().map(|period| self.period(period)),
            reminders: vec![],
            ladder: vec![],
            delivers: vec![],
            checklist: vec![],
            postponement: None,
            stays_open: false,
            once: false,
            optional: false,
            agenda: false,
        };
        for clause in &it.clauses {
            self.clause(clause, &mut task, &mut grounds);
        }
        self.late_reminders(&task.reminders, &term);
        let duty = Duty {
            name: it.name.text.clone(),
            title: text(it.title.as_ref()),
            scope: at.state,
            from: at.from.filter(|_| !by_action),
            when,
            by_action,
            term,
            grounds,
            kind: DutyKind::Task(task),
            order,
            at: it.name.span,
        };
        self.duties.push((id, duty));
        id
    }

    /// The term of a task or decision, which must have one.
    pub(super) fn duty_term(
        &mut self,
        term: Option<&ast::Term>,
        (kind, name): (Kind, &ast::Name),
        whole: crate::span::Span,
        grounds: &mut Vec<GroundId>,
    ) -> Term<Expr> {
        match term {
            Some(term) => self.term(term, grounds),
            None => {
                if !self.is_faulty(whole) {
                    self.report(missing_term::fault(kind, &name.text, name.span));
                }
                Term { parts: vec![], at: name.span }
            }
        }
    }

    fn who(&mut self, who: &ast::Who) -> Who<Expr> {
        let single = |option: &WhoOption| option.condition.is_none();
        match who.options.as_slice() {
            [] => Who::Role(Id::MISSING),
            [only] if single(only) && only.each => {
                let role = self.role(&only.role);
                self.each_party(role, &only.role);
                Who::Every(role)
            }
            [only] => Who::Role(self.role(&only.role)),
            [first, middle @ .., last] => {
                if let Some(each) = who.options.iter().find(|option| option.each) {
                    self.report(doers_not_possible::each(each.span));
                }
                if let Some(second) = middle.first() {
                    self.report(doers_not_possible::chain(second.span));
                }
                let role = self.role(&first.role);
                let condition = first.condition.as_ref().map(|it| self.condition(it, true));
                for option in middle {
                    self.role(&option.role);
                    option.condition.iter().for_each(|it| drop(self.condition(it, true)));
                }
                let otherwise = self.role(&last.role);
                match condition {
                    Some(when) => Who::Either { first: role, when, otherwise },
                    None => Who::Role(role),
                }
            }
        }
    }

    fn clause(
        &mut self,
        clause: &ast::TaskClause,
        task: &mut Task<Expr>,
        grounds: &mut Vec<GroundId>,
    ) {
        match clause {
            TaskClause::Remind(it) => {
                let (after, order) = (self.lasting(&it.after), self.next_order());
                task.reminders.push(Reminder { after, order, at: it.span });
            }
            TaskClause::Escalate(it) => {
                for rung in &it.rungs {
                    self.rung(rung, &mut task.ladder);
                }
            }
            TaskClause::Delivers(it) => task.delivers.extend(self.stated(&it.names)),
            TaskClause::Grounds(it) => self.add_grounds(grounds, Some(it)),
            TaskClause::Check(point) => task.checklist.push(point.text.clone()),
            TaskClause::Postponement(it) => {
                let (by, at_most) = (self.roles_of(&it.by), self.lasting(&it.at_most));
                task.postponement = Some(Postponement { by, at_most });
            }
            TaskClause::StaysOpen(_) => task.stays_open = true,
            TaskClause::Once(_) => task.once = true,
            TaskClause::Optional(_) => task.optional = true,
            TaskClause::Agenda(_) => task.agenda = true,
            TaskClause::Fault(_) => {}
        }
    }

    fn rung(&mut self, rung: &ast::Rung, ladder: &mut Vec<Rung>) {
        let (after, from) = match &rung.when {
            RungWhen::Overdue(_) => (None, None),
            RungWhen::After(duration) => (Some(self.lasting(duration)), None),
            RungWhen::From(level) => (None, Some(self.level(level))),
        };
        let roles = self.roles_of(&rung.to);
        if rung.takes_over && roles.len() > 1 {
            self.report(several_take_over::fault(rung.span));
        }
        for to in roles {
            let order = self.next_order();
            let takes_over = rung.takes_over;
            ladder.push(Rung { after, from, to, takes_over, order, at: rung.span });
        }
    }

    /// Reports reminders that do not come before the end of a term that always applies.
    fn late_reminders(&mut self, reminders: &[Reminder], term: &Term<Expr>) {
        let always = term.parts.iter().filter(|part| part.from.is_none() && part.when.is_none());
        let bounds: Vec<Duration> = always
            .filter_map(|part| match &part.due {
                // An empty duration is reported already.
                Due::Within { duration, after: None } if duration.amount > 0 => Some(*duration),
                _ => None,
            })
            .collect();
        for reminder in reminders {
            let late = |bound: &&Duration| {
                let plain = Duration { statutory: false, ..**bound };
                reminder.after.compare(plain).is_some_and(Ordering::is_ge)
            };
            if let Some(bound) = bounds.iter().find(late) {
                let words = |duration: Duration| {
                    let language = |language: Language| duration.words(language).to_string();
                    [language(Language::Dutch), language(Language::English)]
                };
                let (after, bound) = (words(reminder.after), words(*bound));
                self.report(late_reminder::fault(&after, &bound, reminder.at));
            }
        }
    }
}
