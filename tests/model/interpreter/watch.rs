//! Guarantees: looked at once per entry, when it has run to completion.

use std::collections::BTreeMap;

use draaiboek::engine::EffectKind;
use draaiboek::hir::Expr;
use draaiboek::machine::id::GuaranteeId;
use draaiboek::machine::playbook::{Guarantee, Property};

use super::{Case, Focus, Monitor, eval};

impl Case<'_> {
    pub(super) fn watch(&mut self) {
        self.must_have_been_met();
        for focus in self.watched() {
            self.about(focus, |case| {
                for (id, guarantee) in case.hir.guarantees.iter() {
                    if case.is_watched(guarantee) {
                        let before = case.monitors_here().remove(&id).unwrap_or_default();
                        let after = case.look(id, before);
                        case.monitors_here().insert(id, after);
                    }
                }
            });
        }
    }

    /// The case, then each item that is there with what runs for it.
    pub(super) fn watched(&self) -> Vec<Focus> {
        let own = (0..self.items.len()).filter(|&no| !self.items[no].withdrawn);
        let own = own.map(|no| Focus { item: Some(no), ..Focus::default() });
        let mut all: Vec<Focus> = own.chain(self.running_charts()).collect();
        all.sort();
        all
    }

    /// Whether a guarantee is of the chart or of the item in focus.
    fn is_watched(&self, guarantee: &Guarantee<Expr>) -> bool {
        let Focus { item, chart } = self.focus.get();
        let itself = item.filter(|_| chart == Focus::default().chart);
        let kind = itself.map(|no| self.items[no].kind);
        (guarantee.chart, guarantee.item) == (chart, kind)
    }

    fn monitors_here(&mut self) -> &mut BTreeMap<GuaranteeId, Monitor> {
        match self.focus.get() {
            Focus { item: Some(no), chart } if chart == Focus::default().chart => {
                &mut self.items[no].monitors
            }
            _ => &mut self.monitors,
        }
    }

    pub(super) fn monitors_of(&self, focus: Focus) -> &BTreeMap<GuaranteeId, Monitor> {
        match focus.item.filter(|_| focus.chart == Focus::default().chart) {
            Some(no) => &self.items[no].monitors,
            None => &self.courses[&focus].monitors,
        }
    }

    fn look(&mut self, id: GuaranteeId, before: Monitor) -> Monitor {
        let mut monitor = before;
        let guarantee = &self.hir.guarantees[id];
        let holds = |expr| eval::holds(self, expr);
        let violated = match &guarantee.property {
            Property::Always(p) => Some(eval::truth(self, p).is_false()),
            Property::Never(p) => Some(holds(p)),
            Property::NotBefore { never, before } => {
                monitor.armed |= holds(before);
                Some(holds(never) && !monitor.armed)
            }
            Property::Between { from, until, never } => {
                monitor.armed = !holds(until) && (monitor.armed || holds(from));
                Some(monitor.armed && holds(never))
            }
            Property::Within { after, within, then } => {
                let until = self.days(None).due(self.now, *within).map(|due| due.instant);
                let (after, then) = (holds(after), holds(then));
                if after && !monitor.armed && !monitor.awaiting && !then {
                    (monitor.awaiting, monitor.until) = (true, until);
                }
                monitor.armed = after;
                monitor.awaiting &= !then;
                None
            }
            Property::Eventually { after, then } => {
                let (after, then) = (holds(after), holds(then));
                monitor.awaiting |= after && !monitor.armed;
                monitor.armed = after;
                monitor.awaiting &= !then;
                None
            }
        };
        if let Some(violated) = violated {
            if violated && !monitor.violated {
                self.emit(EffectKind::Violated(id));
            }
            monitor.violated = violated;
        }
        monitor
    }

    /// What is awaited until now and did not come, in order of writing, then of items.
    fn must_have_been_met(&mut self) {
        let mut late = Vec::new();
        for focus in self.watched() {
            let now = self.now;
            let is_late = |monitor: &Monitor| {
                monitor.awaiting && monitor.until.is_some_and(|until| until <= now)
            };
            for (id, _) in self.monitors_of(focus).iter().filter(|(_, monitor)| is_late(monitor)) {
                late.push((self.hir.guarantees[*id].order, focus, *id));
            }
        }
        late.sort();
        for (_, focus, id) in late {
            self.about(focus, |case| {
                case.monitors_here().get_mut(&id).expect("a monitor").awaiting = false;
                let Property::Within { then, .. } = &case.hir.guarantees[id].property else {
                    return;
                };
                if !eval::holds(case, then) {
                    case.emit(EffectKind::Violated(id));
                }
            });
        }
    }

    /// The case, a chart or an item is done: what is still awaited never comes.
    pub(super) fn close_monitors(&mut self) {
        for id in self.monitors_here().keys().copied().collect::<Vec<_>>() {
            let monitor = self.monitors_here().get_mut(&id).expect("a monitor");
            if std::mem::replace(&mut monitor.awaiting, false) {
                self.emit(EffectKind::Violated(id));
            }
        }
    }
}
