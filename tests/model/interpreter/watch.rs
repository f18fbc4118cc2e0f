//! Guarantees: looked at once per entry, when it has run to completion.

use draaiboek::engine::EffectKind;
use draaiboek::machine::id::GuaranteeId;
use draaiboek::machine::playbook::Property;

use super::{Case, eval};

impl Case<'_> {
    pub(super) fn watch(&mut self) {
        self.must_have_been_met();
        for (id, guarantee) in self.hir.guarantees.iter() {
            let mut monitor = self.monitors.remove(&id).unwrap_or_default();
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
            self.monitors.insert(id, monitor);
        }
    }

    /// What is awaited until now and did not come.
    fn must_have_been_met(&mut self) {
        let late = |id: &GuaranteeId| {
            let monitor = &self.monitors[id];
            monitor.awaiting && monitor.until.is_some_and(|until| until <= self.now)
        };
        for id in self.monitors.keys().copied().filter(late).collect::<Vec<_>>() {
            self.monitors.get_mut(&id).expect("a monitor").awaiting = false;
            let Property::Within { then, .. } = &self.hir.guarantees[id].property else { continue };
            if !eval::holds(self, then) {
                self.emit(EffectKind::Violated(id));
            }
        }
    }

    /// The case closes: what is still awaited never comes.
    pub(super) fn close_monitors(&mut self) {
        for id in self.monitors.keys().copied().collect::<Vec<_>>() {
            let monitor = self.monitors.get_mut(&id).expect("a monitor");
            if std::mem::replace(&mut monitor.awaiting, false) {
                self.emit(EffectKind::Violated(id));
            }
        }
    }
}
