//! Guarantees watched at run time: a violation is an effect and a record, never a lost input.

use super::effect::{EffectKind, ItemNo};
use super::run::Run;
use super::state::{Alarm, Focus, Item, Monitor, Timer};
use crate::machine::handler::Property;
use crate::machine::id::{ExprId, GuaranteeId, Ids};
use crate::value::Truth;

impl Run<'_> {
    /// Looks at every guarantee once the entry has run to completion.
    pub(super) fn watch(&mut self) {
        self.look_at(Focus::case());
        for focus in std::mem::take(&mut self.looked_at) {
            self.about(focus, |run| {
                if run.own_item().map_or_else(|| run.runs(), Item::is_present) {
                    run.watch_here();
                }
            });
        }
    }

    /// The guarantees of an item are looked at at the end of the entry, if its kind has any.
    pub(super) fn watch_item(&mut self, no: ItemNo) {
        let kind = self.state.item(no).map(|item| item.kind);
        let promised = |kind| !self.machine.index().items[kind].guarantees.is_empty();
        if kind.is_some_and(promised) {
            self.looked_at.insert(Focus::item(no));
        }
    }

    /// The item in focus, where no chart of it is.
    fn own_item(&self) -> Option<&Item> {
        self.state.item(self.focus.own_item()?)
    }

    /// The guarantees of the chart or of the item in focus.
    fn watched(&self) -> Ids<GuaranteeId> {
        let index = self.machine.index();
        match self.own_item() {
            Some(item) => index.items[item.kind].guarantees,
            None => index.charts[self.focus.chart].guarantees,
        }
    }

    fn monitor(&self, guarantee: GuaranteeId) -> Monitor {
        match self.own_item() {
            Some(item) => item.monitors[guarantee],
            None => self.course().monitors[guarantee],
        }
    }

    fn monitor_mut(&mut self, guarantee: GuaranteeId) -> &mut Monitor {
        if let Some(no) = self.focus.own_item() {
            return &mut self.state.items[no.index()].monitors[guarantee];
        }
        &mut self.course_mut().monitors[guarantee]
    }

    fn watch_here(&mut self) {
        for guarantee in self.watched().iter() {
            let declared = &self.playbook.guarantees[guarantee];
            match &declared.property {
                Property::Always(must) => self.forbid(guarantee, self.is(*must, Truth::False)),
                Property::Never(never) => self.forbid(guarantee, self.is(*never, Truth::True)),
                Property::NotBefore { never, before } => {
                    let seen = self.monitor(guarantee).armed || self.is_true(*before);
                    self.monitor_mut(guarantee).armed = seen;
                    self.forbid(guarantee, !seen && self.is_true(*never));
                }
                Property::Between { from, until, never } => {
                    let open = self.monitor(guarantee).armed || self.is_true(*from);
                    let open = open && !self.is_true(*until);
                    self.monitor_mut(guarantee).armed = open;
                    self.forbid(guarantee, open && self.is_true(*never));
                }
                Property::Within { after, within, then } => {
                    if self.rose(guarantee, *after, *then) {
                        let until =
                            self.due(self.own_days(), self.at, *within).map(|due| due.instant);
                        let alarm = until.map(|until| {
                            self.set_alarm(until, declared.order, Timer::Guarantee(guarantee)).at
                        });
                        self.monitor_mut(guarantee).until = alarm;
                    }
                }
                Property::Eventually { after, then } => {
                    self.rose(guarantee, *after, *then);
                }
            }
        }
    }

    /// Whether the awaiting began now. It ends when what is awaited is definitely true.
    fn rose(&mut self, guarantee: GuaranteeId, after: ExprId, then: ExprId) -> bool {
        let premise = self.is_true(after);
        let met = self.is_true(then);
        let monitor = self.monitor(guarantee);
        let rises = premise && !monitor.armed;
        let begins = rises && !monitor.pending && !met;
        if met {
            self.stop_waiting(guarantee);
        }
        let monitor = self.monitor_mut(guarantee);
        monitor.armed = premise;
        monitor.pending = (monitor.pending && !met) || begins;
        begins
    }

    fn stop_waiting(&mut self, guarantee: GuaranteeId) {
        if let Some(at) = self.monitor_mut(guarantee).until.take() {
            let order = self.playbook.guarantees[guarantee].order;
            self.state.timers.remove(&Alarm {
                at,
                order,
                item: self.focus.item,
                what: Timer::Guarantee(guarantee),
            });
        }
    }

    /// The time of a guarantee is up: violated, unless met by what happened at this instant.
    pub(super) fn must_have_been_met(&mut self, guarantee: GuaranteeId) {
        let Property::Within { then, .. } = &self.playbook.guarantees[guarantee].property else {
            return;
        };
        let met = self.is_true(*then);
        let Monitor { pending, .. } = self.monitor(guarantee);
        self.monitor_mut(guarantee).until = None;
        self.monitor_mut(guarantee).pending = false;
        if pending && !met {
            self.emit(EffectKind::Violated(guarantee));
        }
    }

    /// What is still awaited when the case closes is violated.
    pub(super) fn close_guarantees(&mut self) {
        for guarantee in self.watched().iter() {
            self.stop_waiting(guarantee);
            if std::mem::take(&mut self.monitor_mut(guarantee).pending) {
                self.emit(EffectKind::Violated(guarantee));
            }
        }
    }

    /// Raises one violation when what is forbidden begins to be so.
    fn forbid(&mut self, guarantee: GuaranteeId, violated: bool) {
        let before = std::mem::replace(&mut self.monitor_mut(guarantee).violated, violated);
        if violated && !before {
            self.emit(EffectKind::Violated(guarantee));
        }
    }

    fn is_true(&self, condition: ExprId) -> bool {
        self.is(condition, Truth::True)
    }

    fn is(&self, condition: ExprId, truth: Truth) -> bool {
        self.here().holds(condition) == truth
    }
}
