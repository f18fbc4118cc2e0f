//! What is owed now, in words.

use super::Case;
use crate::calendar::Due;
use crate::diagnostic::Text;
use crate::engine::{ObligationNo, Status};
use crate::machine::playbook::DutyKind;
use crate::words::Words;

/// A task or decision that is owed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Which obligation.
    pub obligation: ObligationNo,
    /// The task's or decision's name.
    pub name: String,
    /// Open or overdue.
    pub status: Status,
    /// By whom.
    pub who: Text,
    /// By when.
    pub due: Text,
    /// When it is due, if that is known.
    pub ends: Option<Due>,
    /// Whether its author wants it in the calendar of who does it.
    pub agenda: bool,
}

impl Case {
    /// What is owed now, in order of opening.
    #[must_use]
    pub fn owed(&self) -> Vec<Owed> {
        let machine = self.machine();
        let owed = self.state().owed().filter_map(|(obligation, owed)| {
            let duty = machine.playbook().duties.get(owed.duty)?;
            let party = owed.party.as_deref();
            Some(Owed {
                obligation,
                name: duty.name.clone(),
                status: owed.status,
                who: Words::both(machine, |words| words.who(owed.doer, owed.accountable, party)),
                due: Words::both(machine, |words| words.by(owed.due)),
                ends: owed.due,
                agenda: matches!(&duty.kind, DutyKind::Task(task) if task.agenda),
            })
        });
        owed.collect()
    }
}
