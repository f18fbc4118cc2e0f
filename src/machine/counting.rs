//! By which calendar a term is counted.

use serde::{Deserialize, Serialize};

use super::id::{CalendarId, FactId, RoleId};
use super::playbook::{
    Action, Deadline, Due, Duty, DutyKind, Moment, Playbook, Property, Quorum, Term, Trigger, Who,
};
use super::{Dependent, Machine};
use crate::calendar::{self, Calendar, CalendarError, Date, Duration, Point, Unit, Zone};
use crate::span::Span;
use crate::value::Value;

/// A calendar by which the terms of some roles are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCalendar {
    /// What roles call it by.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// Its holidays and closing days.
    pub calendar: Calendar,
    /// Where it is declared.
    pub at: Span,
}

impl<E> Duty<E> {
    /// The roles that do or decide it, as the playbook writes them; none of a call, and of a
    /// decision by anyone but some.
    pub(crate) fn doers(&self) -> impl Iterator<Item = RoleId> {
        let (tasks, deciders) = match &self.kind {
            DutyKind::Task(task) => match task.who {
                Who::Role(role) | Who::Every(role) => ([Some(role), None], &[][..]),
                Who::Either { first, otherwise, .. } => ([Some(first), Some(otherwise)], &[][..]),
            },
            DutyKind::Decision(decision) if decision.quorum != Quorum::OtherThan => {
                ([None, None], decision.deciders.as_slice())
            }
            DutyKind::Decision(_) | DutyKind::Call(_) => ([None, None], &[][..]),
        };
        tasks.into_iter().flatten().chain(deciders.iter().map(|decider| decider.role))
    }
}

impl<E> Playbook<E> {
    /// The calendar of the roles that do or decide something, if all have one and the same of
    /// their own.
    pub(crate) fn named_calendar(&self, duty: &Duty<E>) -> Option<CalendarId> {
        let mut calendars = duty.doers().map(|role| self.roles.get(role)?.calendar);
        let first = calendars.next()??;
        calendars.all(|other| other == Some(first)).then_some(first)
    }

    /// The calendar by which the terms of a task, decision or call are counted: that of the roles
    /// that do or decide it, as the playbook writes them, where all have one and the same; else
    /// the playbook's own.
    #[must_use]
    pub fn calendar_of(&self, duty: &Duty<E>) -> &Calendar {
        let named = self.named_calendar(duty).and_then(|id| self.calendars.get(id));
        named.map_or(&self.header.calendar, |named| &named.calendar)
    }
}

/// A duration that a playbook counts in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountedIn {
    pub(crate) duration: Duration,
    /// By which calendar; `None`: the playbook's own.
    pub(crate) calendar: Option<CalendarId>,
    /// Back from a day.
    backwards: bool,
    /// Where it is written.
    #[cfg_attr(not(feature = "language"), expect(dead_code, reason = "only a text has places"))]
    pub(crate) at: Span,
}

impl<E> Playbook<E> {
    /// The durations that count business hours by a calendar without any.
    pub(crate) fn without_hours(&self) -> impl Iterator<Item = CountedIn> {
        let hours = |it: &CountedIn| {
            let named = it.calendar.and_then(|id| self.calendars.get(id));
            named.map_or(&self.header.calendar, |named| &named.calendar).has_hours()
        };
        let all = self.durations().into_iter();
        all.filter(|it| it.duration.unit == Unit::BusinessHour).filter(move |it| !hours(it))
    }

    /// The durations that lead outside the supported years from any instant of a case.
    pub(crate) fn beyond_years(&self) -> Vec<CountedIn> {
        let (Ok(first), Ok(last)) = (Date::new(1990, 1, 1), Date::new(2150, 12, 31)) else {
            return vec![];
        };
        let zone = Zone::utc();
        let mut found = self.durations();
        found.retain(|it| {
            let named = it.calendar.and_then(|id| self.calendars.get(id));
            let days = named.map_or(&self.header.calendar, |named| &named.calendar);
            let outside = |end: Result<calendar::Due, CalendarError>| {
                matches!(end, Err(CalendarError::OutOfRange { .. }))
            };
            outside(days.due_after(&zone, last, it.duration))
                || it.backwards && outside(days.due_before(&zone, first, it.duration))
        });
        found
    }

    /// Every duration that is counted somewhere, with the calendar that counts it.
    fn durations(&self) -> Vec<CountedIn> {
        let mut found = Vec::new();
        for (_, duty) in self.duties.iter() {
            let calendar = self.named_calendar(duty);
            let mut add = |duration, backwards, at| {
                found.push(CountedIn { duration, calendar, backwards, at });
            };
            bounds(&duty.term).for_each(|(duration, back, at)| add(duration, back, at));
            if let DutyKind::Task(task) = &duty.kind {
                task.reminders.iter().for_each(|it| add(it.after, false, it.at));
                let rungs = task.ladder.iter().filter_map(|it| Some((it.after?, it.at)));
                rungs.for_each(|(after, at)| add(after, false, at));
                task.postponement.iter().for_each(|it| add(it.at_most, false, duty.at));
            }
        }
        let actions = self.handlers.iter().map(|(_, it)| (&it.actions, it.at));
        let outcomes = self.duties.iter().flat_map(|(_, duty)| match &duty.kind {
            DutyKind::Decision(it) => it.outcomes.iter().chain(&it.no_answer).collect(),
            DutyKind::Task(_) | DutyKind::Call(_) => vec![],
        });
        for (actions, at) in actions.chain(outcomes.map(|it| (&it.actions, it.at))) {
            for action in actions {
                if let Action::Extend { task, by: duration, .. } = action {
                    let duty = task.and_then(|task| self.duties.get(task));
                    let calendar = duty.and_then(|duty| self.named_calendar(duty));
                    let (duration, backwards) = (*duration, false);
                    found.push(CountedIn { duration, calendar, backwards, at });
                }
            }
        }
        let own = |(duration, backwards, at)| CountedIn { duration, calendar: None, backwards, at };
        let deadlines = self.states.iter().filter_map(|(_, state)| match &state.deadline {
            Deadline::Term(term, _) => Some(term),
            Deadline::Unstated | Deadline::Never(_) => None,
        });
        found.extend(deadlines.flat_map(bounds).map(own));
        found.extend(self.duties.iter().filter_map(|(_, duty)| match &duty.kind {
            DutyKind::Task(task) => Some(own((task.every?, false, duty.at))),
            DutyKind::Decision(_) | DutyKind::Call(_) => None,
        }));
        found.extend(self.handlers.iter().filter_map(|(_, handler)| match handler.trigger {
            Trigger::After(it) | Trigger::Every(it) => Some(own((it, false, handler.at))),
            Trigger::Before(it, _) => Some(own((it, true, handler.at))),
            _ => None,
        }));
        found.extend(self.guarantees.iter().filter_map(|(_, it)| match &it.property {
            Property::Within { within, .. } => Some(own((*within, false, it.at))),
            _ => None,
        }));
        found
    }
}

impl Machine {
    /// Why some term or trigger that follows a date cannot be counted when it is this one.
    pub(crate) fn uncountable(&self, fact: FactId, value: &Value) -> Option<CalendarError> {
        let point = match value {
            Value::Date(date) => Point::Day(*date),
            Value::Instant(at) => Point::Instant(*at),
            _ => return None,
        };
        let dependents = self.index().by_fact.get(fact).into_iter().flatten();
        dependents.flat_map(|it| self.counted_from(*it, fact)).find_map(|(days, by, back)| {
            match back {
                true => days.due_before(self.zone(), point, by).err(),
                false => days.due_after(self.zone(), point, by).err(),
            }
        })
    }

    /// What counts from a fact, on or back.
    fn counted_from(&self, it: Dependent, fact: FactId) -> Vec<(&Calendar, Duration, bool)> {
        let playbook = self.playbook();
        let own = &playbook.header.calendar;
        let (term, days) = match it {
            Dependent::Duty(duty, _) => {
                let duty = playbook.duties.get(duty);
                (duty.map(|duty| &duty.term), duty.map_or(own, |duty| playbook.calendar_of(duty)))
            }
            Dependent::State(state, _) => {
                match playbook.states.get(state).map(|state| &state.deadline) {
                    Some(Deadline::Term(term, _)) => (Some(term), own),
                    _ => (None, own),
                }
            }
            Dependent::Handler(handler) => {
                return match playbook.handlers.get(handler).map(|handler| &handler.trigger) {
                    Some(Trigger::Before(by, _)) => vec![(own, *by, true)],
                    _ => vec![],
                };
            }
        };
        let parts = term.into_iter().flat_map(|term| &term.parts);
        let counted = parts.filter_map(|part| match &part.due {
            Due::Within { duration, after: Some(Moment::Fact(of)) } if *of == fact => {
                Some((days, *duration, false))
            }
            Due::After(by, date) if date.fact() == Some(fact) => Some((days, *by, false)),
            Due::Before(by, date) if date.fact() == Some(fact) => Some((days, *by, true)),
            _ => None,
        });
        counted.collect()
    }
}

fn bounds<E>(term: &Term<E>) -> impl Iterator<Item = (Duration, bool, Span)> {
    term.parts.iter().filter_map(|part| match part.due {
        Due::Within { duration, .. } | Due::After(duration, _) => Some((duration, false, part.at)),
        Due::Before(duration, _) => Some((duration, true, part.at)),
        Due::By(_) | Due::SameDay => None,
    })
}
