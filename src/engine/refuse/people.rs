//! Faults of signals, bindings, claims and corrections.

use super::Check;
use crate::engine::command::Command;
use crate::engine::input::{Binding, Field};
use crate::engine::query;
use crate::engine::refusal::{Fault, ItemFault};
use crate::machine::id::{FactId, RoleId, SignalId};
use crate::value::Value;

impl Check<'_> {
    pub(super) fn signal(&mut self, name: &str, fields: &[Field]) -> Option<Command> {
        let actor = self.actor();
        let Some(signal) = self.machine.signal(name) else {
            self.fault(Fault::UnknownSignal(name.into()));
            return None;
        };
        let declared = &self.machine.playbook().signals[signal];
        self.focus_on(declared.chart);
        let fields = self.fields(fields, &declared.carries, &declared.optionally);
        self.allowed(signal, &fields);
        let (role, party) = actor?;
        let Some(senders) = &declared.senders else {
            let (item, sender) = (self.item, (role, party));
            return Some(Command::Signal { signal, item, sender, fields });
        };
        let mut senders = senders.iter().copied();
        let Some(sender) = senders.find(|sender| self.stands_for(*sender, None) == role) else {
            self.fault(Fault::NotASender(signal));
            return None;
        };
        let (item, sender) = (self.item, (sender, party));
        Some(Command::Signal { signal, item, sender, fields })
    }

    /// A signal with a condition: refused unless that is definitely true.
    fn allowed(&mut self, signal: SignalId, said: &[(FactId, Value)]) {
        let focus = super::item::focus_of_signal(self.machine, self.item, signal);
        let (what, when) = ((signal, focus), (self.now, self.input.at));
        if let Err(unknown) = query::allows(self.machine, self.state, what, said, when) {
            self.fault(Fault::NotNow { signal, unknown });
        }
    }

    pub(super) fn binding(&mut self, binding: &Binding) -> Option<Command> {
        let (role, until) = self.bound(binding)?;
        let contested = self.state.claims.iter().any(|claim| claim.role == role);
        if self.state.is_held_for(self.item, role, &binding.party, self.input.at) && !contested {
            self.fault(Fault::BindingStands);
        }
        Some(Command::Bind { role, item: self.item, party: binding.party.clone(), until })
    }

    pub(super) fn release(&mut self, binding: &Binding) -> Option<Command> {
        let role = self.role(&binding.role)?;
        self.of_item(self.machine.playbook().roles[role].item);
        let held = self.state.is_held_for(self.item, role, &binding.party, self.input.at);
        let item = self.item.and_then(|no| self.state.item(no));
        let keeps = item.is_some_and(|it| !it.kept_by(role, &binding.party).is_empty());
        if !held && !keeps && !self.is_claimed(role, &binding.party) {
            self.fault(Fault::BindingStands);
        }
        Some(Command::Release { role, item: self.item, party: binding.party.clone() })
    }

    pub(super) fn claim(&mut self, name: &str, party: &str) -> Option<Command> {
        let role = self.role(name)?;
        self.of_item(None);
        if self.machine.playbook().roles[role].item.is_some() {
            self.item_fault(ItemFault::Needed);
        }
        let holds = |at| self.state.is_held(role, party, at);
        if holds(self.input.at) || holds(self.now) || self.is_claimed(role, party) {
            self.fault(Fault::BindingStands);
        }
        Some(Command::Claim { role, party: party.to_owned() })
    }

    fn is_claimed(&self, role: RoleId, party: &str) -> bool {
        self.state.claims.iter().any(|claim| claim.role == role && claim.claimant == party)
    }

    /// A correction needs nobody who says it; who does, holds the role when it is received, since
    /// `at` is from when the facts hold.
    pub(super) fn correction(&mut self, fields: &[Field], reason: &str) -> Option<Command> {
        if self.input.by.is_some() {
            self.actor_at(self.now);
        }
        if reason.trim().is_empty() {
            self.fault(Fault::NoReason);
        }
        if fields.is_empty() {
            self.fault(Fault::NothingStated);
        }
        let kind = self.item.and_then(|no| self.state.item(no)).map(|item| item.kind);
        let stateable = self.facts_of(kind);
        let fields = self.fields(fields, &[], &stateable);
        Some(Command::Correct { item: self.item, fields, reason: reason.to_owned() })
    }
}
