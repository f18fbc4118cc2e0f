//! What names stand for.

use draaiboek::machine::id::{DutyId, FactId, LevelId, RoleId, SignalId};

use super::Case;

impl Case<'_> {
    pub fn role_named(&self, name: &str) -> Option<RoleId> {
        let named = |role: &draaiboek::machine::playbook::Role| {
            role.name == name || role.plural.as_deref() == Some(name)
        };
        self.hir.roles.iter().find(|(_, role)| named(role)).map(|(id, _)| id)
    }

    pub(super) fn fact_named(&self, name: &str) -> Option<FactId> {
        self.hir.facts.iter().find(|(_, fact)| fact.name == name).map(|(id, _)| id)
    }

    pub(super) fn signal_named(&self, name: &str) -> Option<SignalId> {
        self.hir.signals.iter().find(|(_, signal)| signal.name == name).map(|(id, _)| id)
    }

    pub(super) fn duty_named(&self, name: &str, decision: bool) -> Option<DutyId> {
        let mut ids = self.hir.duties.ids();
        ids.find(|&d| {
            let found = if decision { self.is_decision(d) } else { self.task(d).is_some() };
            found && self.hir.duties[d].name == name
        })
    }

    pub(super) fn level_named(&self, name: &str) -> Option<LevelId> {
        let scale = self.hir.scale.as_ref()?;
        scale.levels.iter().find(|(_, level)| level.name == name).map(|(id, _)| id)
    }
}
