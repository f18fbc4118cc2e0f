//! Handlers and targets.

use super::{Printer, expression};
use crate::syntax::ast::{EntryMode, Goal, Handler, Limit, Target, Trigger, TriggerKind, Weekday};
use crate::syntax::grammar::Rule;

impl Printer<'_> {
    pub(super) fn handler(&mut self, handler: &Handler, apart: bool) {
        self.before(handler.span, apart);
        self.docs(&handler.docs);
        let mut words = vec![self.trigger(&handler.trigger)];
        if let Some(guard) = &handler.guard {
            words.push(self.after(Rule::kw_if, &self.expr(guard)));
        }
        if let Some(outer) = &handler.instead_of {
            words.push(format!(", {}", self.after(Rule::kw_instead, &outer.text)));
        }
        if let Some(grounds) = &handler.grounds {
            words.push(format!(", {}", self.grounds(grounds)));
        }
        let target = handler.target.as_ref().map(|target| self.target(target));
        let mut span = handler.span;
        if let (Some(target), Some(last)) = (&handler.target, handler.actions.last()) {
            let end = last.span().end;
            span.end = if target.span.start > end { target.span.start } else { span.end };
        }
        self.acting(words, &handler.actions, span, target);
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        let word = |rule| self.word(rule).to_owned();
        match &trigger.kind {
            TriggerKind::Signal(name) => self.after(Rule::kw_when, &name.text),
            TriggerKind::AsSoonAs(condition) => self.after(Rule::kw_as_soon, &self.expr(condition)),
            TriggerKind::After(delay) => self.after(Rule::kw_after, &self.duration(delay)),
            TriggerKind::On(date) => self.after(Rule::kw_on, &self.expr(date)),
            TriggerKind::AfterEndOf(date) => self.after(Rule::kw_after_end, &self.expr(date)),
            TriggerKind::Before(before) => {
                let date = self.after(Rule::kw_before, &self.expr(&before.date));
                format!("{} {date}", self.duration(&before.lead))
            }
            TriggerKind::At(at) => self.after(Rule::kw_at, &expression::time(at)),
            TriggerKind::Every(period) => self.after(Rule::kw_every, &self.duration(period)),
            TriggerKind::Weekly(weekly) => {
                let day = self.after(Rule::kw_every, self.word(weekday(weekly.day)));
                match &weekly.at {
                    Some(at) => {
                        format!("{day} {} {}", word(Rule::kw_at), expression::time(at))
                    }
                    None => day,
                }
            }
            TriggerKind::Done(_) => word(Rule::kw_done),
            TriggerKind::Overdue(_) => word(Rule::kw_overdue),
            TriggerKind::TaskOverdue(name) => {
                format!("{} {} {}", word(Rule::kw_task), name.text, word(Rule::kw_overdue))
            }
            TriggerKind::ActionOverdue(name) => {
                format!("{} {} {}", word(Rule::kw_action), name.text, word(Rule::kw_overdue))
            }
        }
    }

    /// `-> T[, hoogstens N keer, daarna -> U]`
    pub(super) fn target(&self, target: &Target) -> String {
        let limit = target.limit.as_ref().map(|limit| format!(", {}", self.limit(limit)));
        format!("-> {}{}", self.goal(&target.goal), limit.unwrap_or_default())
    }

    fn goal(&self, goal: &Goal) -> String {
        match goal.mode {
            EntryMode::Enter => goal.name.text.clone(),
            EntryMode::Again => self.after(Rule::kw_again, &goal.name.text),
            EntryMode::Resume => self.after(Rule::kw_resume, &goal.name.text),
        }
    }

    pub(super) fn limit(&self, limit: &Limit) -> String {
        let (most, times) = (self.word(Rule::kw_at_most), self.word(Rule::kw_times));
        let words = format!("{most} {} {times}", limit.times.value);
        match &limit.then {
            Some(goal) => {
                format!("{words}, {} -> {}", self.word(Rule::kw_thereafter), self.goal(goal))
            }
            None => words,
        }
    }
}

pub(super) fn weekday(day: Weekday) -> Rule {
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
