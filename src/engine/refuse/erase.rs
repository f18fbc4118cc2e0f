//! Faults of erasures.

use super::Check;
use crate::engine::command::Command;
use crate::engine::input::{NO_SALT, Salt};
use crate::engine::refusal::Fault;
use crate::machine::id::FactId;

impl Check<'_> {
    /// An erasure needs a ground; who orders it may be named. Only what is marked personal has a
    /// commitment in the chain and can be erased.
    pub(super) fn erasure(
        &mut self,
        names: &[String],
        ground: &str,
        salt: Salt,
    ) -> Option<Command> {
        if self.input.by.is_some() {
            self.actor();
        }
        self.reason(ground);
        if salt.0 == NO_SALT {
            self.fault(Fault::NoSalt(None));
        }
        if self.input.item.is_some() && self.item.is_none() {
            return None;
        }
        let kind = self.item.and_then(|no| self.state.item(no)).map(|item| item.kind);
        let facts = match names {
            [] => self.machine.personal(kind).collect(),
            names => names.iter().filter_map(|name| self.erasable(name)).collect(),
        };
        Some(Command::Erase { item: self.item, facts, ground: ground.to_owned() })
    }

    fn erasable(&mut self, name: &str) -> Option<FactId> {
        let Some(fact) = self.machine.fact(name) else {
            self.fault(Fault::UnknownFact(name.to_owned()));
            return None;
        };
        let declared = &self.machine.playbook().facts[fact];
        self.of_item(declared.item);
        if !declared.personal {
            self.fault(Fault::NotPersonal(fact));
        }
        Some(fact)
    }
}
