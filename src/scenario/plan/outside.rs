//! What comes from outside the playbook: suspension, other due instants, excuses, reopening.

use super::{Day, Planner, Said};
use crate::engine::{InputKind, NewDue};
use crate::syntax::ast::scenario::CommandKind;
use crate::syntax::ast::{Name, Str};

impl Planner<'_> {
    /// An input that needs no role.
    pub(super) fn outside(&mut self, kind: &CommandKind) -> Option<Said> {
        let mut item = None;
        let kind = match kind {
            CommandKind::Suspend(reason) => InputKind::Suspend { reason: reason.text.clone() },
            CommandKind::Resume(_) => InputKind::Resume { reason: None },
            CommandKind::Reopen(reason) => InputKind::Reopen { reason: reason.text.clone() },
            CommandKind::Excuse(it) => {
                item = self.about(it.item.as_ref())?;
                let task = self.granted(&it.task, item.as_ref())?;
                InputKind::Excuse { task, party: None, reason: written(it.reason.as_ref()) }
            }
            CommandKind::Extend(it) => {
                item = self.about(it.item.as_ref())?;
                let task = self.granted(&it.task, item.as_ref())?;
                let (by, reason) = (it.by.length(), written(it.reason.as_ref()));
                let kind = InputKind::Extend { task, party: None, by, reason };
                if let Some(role) = &it.who {
                    return self.say(role, item, None, kind);
                }
                kind
            }
            CommandKind::SetDue(it) => {
                item = self.about(it.item.as_ref())?;
                let task = self.granted(&it.task, item.as_ref())?;
                let due = match self.day(&it.due)? {
                    Day::Date(day) => NewDue::Day(day),
                    Day::Instant(at) => NewDue::Instant(at),
                };
                let reason = written(it.reason.as_ref());
                InputKind::SetDue { task, party: None, due, reason }
            }
            _ => return None,
        };
        Some(Said::by_nobody(item, None, kind))
    }

    /// The task's name, if there is one of it or that is what the scenario is about.
    fn granted(&mut self, task: &Name, item: Option<&String>) -> Option<String> {
        let known = self.task_of(task, item).is_some();
        Some(task.text.clone()).filter(|_| known || self.lenient)
    }
}

/// The reason given; none is refused by the case.
fn written(reason: Option<&Str>) -> String {
    reason.map(|reason| reason.text.clone()).unwrap_or_default()
}
