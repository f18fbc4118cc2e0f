//! Handlers, triggers, targets.

use super::cursor::Cursor;
use super::{Builder, Built, Drift, Part};
use crate::syntax::ast::{
    BeforeDate, EntryMode, Expr, Goal, Handler, Limit, Target, Trigger, TriggerKind, Weekday,
    Weekly,
};
use crate::syntax::grammar::Rule;

impl<'i> Builder<'i> {
    /// `handler`
    pub(super) fn handler(&mut self, part: &Part<'i>) -> Built<Handler> {
        let mut cursor = part.cursor();
        let docs = self.docs(part);
        let trigger = self.trigger(&cursor.need(Rule::trigger)?)?;
        let (mut guard, mut instead_of, mut grounds) = (None, None, None);
        let mut actions = vec![];
        let mut target = None;
        for clause in cursor {
            match clause.rule() {
                Rule::guard => {
                    let condition = self.expression(&clause.only()?)?;
                    self.once(&mut guard, condition, &clause);
                }
                Rule::instead => {
                    let name = self.only_name(&clause)?;
                    self.once(&mut instead_of, name, &clause);
                }
                Rule::grounds => {
                    let names = self.grounds(&clause)?;
                    self.once(&mut grounds, names, &clause);
                }
                Rule::actions => actions = self.actions(&clause),
                Rule::target => target = Some(self.target(&clause)?),
                _ => return Err(Drift),
            }
        }
        let span = self.span(part);
        Ok(Handler { docs, trigger, guard, instead_of, grounds, actions, target, span })
    }

    /// The next part, if it is `guard`.
    pub(super) fn take_guard(&mut self, cursor: &mut Cursor<'i>) -> Built<Option<Expr>> {
        cursor.accept(Rule::guard).map(|part| self.expression(&part.only()?)).transpose()
    }

    fn trigger(&mut self, part: &Part<'i>) -> Built<Trigger> {
        let span = self.span(part);
        let kind = part.only()?;
        let mut cursor = kind.cursor();
        let kind = match kind.rule() {
            Rule::on_signal => TriggerKind::Signal(self.need_name(&mut cursor)?),
            Rule::as_soon => {
                TriggerKind::AsSoonAs(self.expression(&cursor.need(Rule::expression)?)?)
            }
            Rule::after => TriggerKind::After(self.need_duration(&mut cursor)?),
            Rule::on_date => TriggerKind::On(self.day(&cursor.need(Rule::day)?)?),
            Rule::after_end => TriggerKind::AfterEndOf(self.day(&cursor.need(Rule::day)?)?),
            Rule::before_date => {
                let lead = self.need_duration(&mut cursor)?;
                let date = self.day(&cursor.need(Rule::day)?)?;
                TriggerKind::Before(BeforeDate { lead, date })
            }
            Rule::at_time => TriggerKind::At(self.time(&cursor.need(Rule::time)?)?),
            Rule::every => TriggerKind::Every(self.need_duration(&mut cursor)?),
            Rule::weekly => {
                let day = weekday(cursor.need(Rule::weekday)?.keyword()?)?;
                let at = cursor.accept(Rule::time).map(|part| self.time(&part)).transpose()?;
                TriggerKind::Weekly(Weekly { day, at })
            }
            Rule::done => TriggerKind::Done(span),
            Rule::overdue => TriggerKind::Overdue(span),
            Rule::task_overdue => TriggerKind::TaskOverdue(self.need_name(&mut cursor)?),
            Rule::action_overdue => TriggerKind::ActionOverdue(self.need_name(&mut cursor)?),
            _ => return Err(Drift),
        };
        Ok(Trigger { kind, span })
    }

    /// `target`
    pub(super) fn target(&mut self, part: &Part<'i>) -> Built<Target> {
        let mut cursor = part.cursor();
        let goal = self.goal(&cursor.need(Rule::goal)?)?;
        let limit = cursor.accept(Rule::target_limit).map(|part| self.limit(&part)).transpose()?;
        Ok(Target { goal, limit, span: self.span(part) })
    }

    fn goal(&mut self, part: &Part<'i>) -> Built<Goal> {
        let mut cursor = part.cursor();
        let mode = if cursor.accept(Rule::again).is_some() {
            EntryMode::Again
        } else if cursor.accept(Rule::resume).is_some() {
            EntryMode::Resume
        } else {
            EntryMode::Enter
        };
        Ok(Goal { mode, name: self.need_name(&mut cursor)?, span: self.span(part) })
    }

    /// `target_limit`, `extend_limit`
    pub(super) fn limit(&mut self, part: &Part<'i>) -> Built<Limit> {
        let mut cursor = part.cursor();
        let times = self.need_count(&mut cursor)?;
        let then = cursor.accept(Rule::goal).map(|part| self.goal(&part)).transpose()?;
        Ok(Limit { times, then, span: self.span(part) })
    }
}

pub(super) fn weekday(rule: Rule) -> Built<Weekday> {
    Ok(match rule {
        Rule::kw_monday => Weekday::Monday,
        Rule::kw_tuesday => Weekday::Tuesday,
        Rule::kw_wednesday => Weekday::Wednesday,
        Rule::kw_thursday => Weekday::Thursday,
        Rule::kw_friday => Weekday::Friday,
        Rule::kw_saturday => Weekday::Saturday,
        Rule::kw_sunday => Weekday::Sunday,
        _ => return Err(Drift),
    })
}
