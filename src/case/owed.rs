//! What is owed now, in words.

use super::Case;
use crate::calendar::{Derivation, Due};
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
    /// The id of the item that it is about; `None`: the case itself.
    pub item: Option<String>,
    /// Open or overdue.
    pub status: Status,
    /// By whom.
    pub who: Text,
    /// The party whose it is, where each party of a role owes its own.
    pub party: Option<String>,
    /// By when.
    pub due: Text,
    /// When it is due, if that is known.
    pub ends: Option<Due>,
    /// Whether a legal basis on which it rests is in force, or it rests on none.
    pub in_force: bool,
    /// Whether its author wants it in the calendar of who does it.
    pub agenda: bool,
}

impl Case {
    /// How the due instant of an obligation was counted, as data; its
    /// [sentence](Derivation::text_of) says why it falls on that day. `None` while it has none, and
    /// where it was given as a day or an instant.
    #[must_use]
    pub fn derivation(&self, obligation: ObligationNo) -> Option<Derivation<'_>> {
        let obligation = self.state().obligation(obligation)?;
        self.machine().explain(Some(obligation.duty), obligation.due?)
    }

    /// What is owed now, in order of opening.
    #[must_use]
    pub fn owed(&self) -> Vec<Owed> {
        let machine = self.machine();
        let today = machine.zone().date_of(self.state().last());
        let owed = self.state().owed().filter_map(|(obligation, owed)| {
            let duty = machine.playbook().duties.get(owed.duty)?;
            let party = owed.party.as_deref();
            Some(Owed {
                obligation,
                name: duty.name.clone(),
                item: owed.item.and_then(|no| Some(self.state().item(no)?.id.clone())),
                status: owed.status,
                who: Words::both(machine, |words| words.who(owed.doer, owed.accountable, party)),
                party: owed.party.clone(),
                due: Words::both(machine, |words| words.by(owed.due)),
                ends: owed.due,
                in_force: machine.in_force(owed.duty, today),
                agenda: matches!(&duty.kind, DutyKind::Task(task) if task.agenda),
            })
        });
        owed.collect()
    }
}
