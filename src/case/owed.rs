//! What is owed now, in words.

use super::Case;
use crate::diagnostic::Text;
use crate::engine::{ObligationNo, Status};
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
}

impl Case {
    /// What is owed now, in order of opening.
    #[must_use]
    pub fn owed(&self) -> Vec<Owed> {
        let machine = self.machine();
        let owed = self.state().owed().filter_map(|(obligation, owed)| {
            let party = owed.party.as_deref();
            Some(Owed {
                obligation,
                name: machine.playbook().duties.get(owed.duty)?.name.clone(),
                status: owed.status,
                who: Words::both(machine, |words| words.who(owed.doer, owed.accountable, party)),
                due: Words::both(machine, |words| words.by(owed.due)),
            })
        });
        owed.collect()
    }
}
