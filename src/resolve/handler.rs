//! Handlers: what fires them and what follows.

use super::Resolver;
use super::kind::Kind;
use super::scope::At;
use crate::calendar::{ClockTime, Weekday};
use crate::hir::Expr;
use crate::machine::id::{ActionId, DutyId, Id, SignalId, StateId};
use crate::machine::playbook::{Handler, Trigger};
use crate::syntax::ast::{self, TriggerKind};

impl<'a> Resolver<'a> {
    /// A handler.
    pub(super) fn handler(&mut self, it: &'a ast::Handler, at: At) {
        let order = self.next_order();
        let trigger = self.trigger(&it.trigger);
        let guard = it.guard.as_ref().map(|guard| self.condition(guard, false));
        let instead_of = it.instead_of.as_ref().map(|name| self.outer_scope(name));
        self.grounds_of(it.grounds.as_ref());
        let target = it.target.as_ref().map(|target| self.target(target, at.state));
        let actions = self.actions(&it.actions, at, target.as_ref());
        let Some(trigger) = trigger else { return };
        let id = self.hir.handlers.push(Handler {
            scope: at.state,
            from: at.from,
            trigger,
            guard,
            instead_of,
            actions,
            target,
            order,
            at: it.trigger.span,
        });
        self.edit(at.state, |state| state.handlers.push(id));
    }

    /// A state by name; the root goes by that of the playbook, the handover or the process.
    fn outer_scope(&mut self, name: &ast::Name) -> StateId {
        let root = self.tree.roots.get(self.chart).copied().unwrap_or(StateId::MISSING);
        let is_state = self.names.get(Kind::State, &name.text).is_some();
        if !is_state && self.tree.get(root).is_some_and(|root| root.name == name.text) {
            return root;
        }
        self.own(Kind::State, name)
    }

    /// What fires a handler; `None` for what has no date.
    fn trigger(&mut self, trigger: &ast::Trigger) -> Option<Trigger<Expr>> {
        match &trigger.kind {
            TriggerKind::Signal(name) => {
                Some(Trigger::Signal(self.own::<SignalId>(Kind::Signal, name)))
            }
            TriggerKind::AsSoonAs(condition) => {
                Some(Trigger::When(self.condition(condition, true)))
            }
            TriggerKind::After(duration) => Some(Trigger::After(self.lasting(duration))),
            TriggerKind::On(date) => self.date_ref(date).map(Trigger::On),
            TriggerKind::AfterEndOf(date) => self.date_ref(date).map(Trigger::AfterEnd),
            TriggerKind::Before(it) => {
                let lead = self.lasting(&it.lead);
                self.date_ref(&it.date).map(|date| Trigger::Before(lead, date))
            }
            TriggerKind::At(time) => Some(Trigger::At(clock_time(None, Some(time)))),
            TriggerKind::Every(duration) => Some(Trigger::Every(self.period(duration))),
            TriggerKind::Weekly(it) => Some(Trigger::At(clock_time(Some(it.day), it.at.as_ref()))),
            TriggerKind::Done(_) => Some(Trigger::Done),
            TriggerKind::Overdue(_) => Some(Trigger::Overdue),
            TriggerKind::TaskOverdue(name) => {
                Some(Trigger::DutyOverdue(self.own::<DutyId>(Kind::Task, name)))
            }
            TriggerKind::ActionOverdue(name) => {
                let action: ActionId = self.id(Kind::HostAction, name);
                let chart = self.chart;
                self.called(name, action, |_, of| of == chart)?;
                Some(Trigger::CallOverdue(action))
            }
        }
    }
}

/// A time by the clock; without one the first of the day.
fn clock_time(day: Option<Weekday>, at: Option<&ast::TimeOfDay>) -> ClockTime {
    let (hour, minute) = at.map_or((0, 0), |at| (at.hour, at.minute));
    ClockTime { day, hour, minute }
}
