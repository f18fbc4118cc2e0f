//! What one may ask of a case in order to say something sensible to it.

use draaiboek::machine::id::{DutyId, FactId, RoleId};
use draaiboek::machine::playbook::{OutcomeName, Quorum};

use super::Case;

impl Case<'_> {
    /// The facts that completing a task must state; `None` of another duty.
    pub fn delivers(&self, duty: DutyId) -> Option<&[FactId]> {
        self.task(duty).map(|task| &task.delivers[..])
    }

    /// The facts that an answer must state, and those that it may.
    pub fn carried(&self, duty: DutyId) -> (&[FactId], &[FactId]) {
        self.decision(duty).map_or((&[], &[]), |it| (&it.carries[..], &it.optionally[..]))
    }

    pub fn is_decision(&self, duty: DutyId) -> bool {
        self.decision(duty).is_some()
    }

    /// The roles that take seats in a decision now.
    pub fn seats_of(&self, duty: DutyId) -> Vec<RoleId> {
        if self.decision(duty).is_some_and(|decision| decision.quorum == Quorum::OtherThan) {
            return self.hir.roles.ids().collect();
        }
        let deciders = self.deciders(duty).into_iter();
        deciders.map(|role| self.resolve(role, Some(duty))).collect()
    }

    /// What may be answered.
    pub fn outcomes(&self, duty: DutyId) -> Vec<String> {
        let outcomes = self.decision(duty).into_iter().flat_map(|decision| &decision.outcomes);
        let name = |name: &OutcomeName| match name {
            OutcomeName::Yes => "ja".to_owned(),
            OutcomeName::No => "no".to_owned(),
            OutcomeName::Named(name) => name.clone(),
            OutcomeName::NoAnswer => "geen antwoord".to_owned(),
        };
        outcomes.map(|outcome| name(&outcome.name)).collect()
    }

    /// The roles that may postpone a task.
    pub fn postponers(&self, duty: DutyId) -> Vec<RoleId> {
        let allowed = self.task(duty).and_then(|task| task.postponement.as_ref());
        let named = allowed.into_iter().flat_map(|it| it.by.iter());
        named.map(|&role| self.resolve(role, Some(duty))).collect()
    }

    /// The role that stands for a role that no duty mentions.
    pub fn stands_for(&self, role: RoleId) -> RoleId {
        self.resolve(role, None)
    }
}
