//! What a role sees of a case.

use super::effect::{EffectKind, Trace};
use super::state::State;
use crate::machine::Machine;
use crate::machine::id::{FactId, LevelId, RoleId};
use crate::machine::playbook::Succession;

/// What a role sees at one moment of a case: its own, and what the roles see for which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    roles: Vec<RoleId>,
    level: LevelId,
}

impl Sight {
    /// The sight of a role in a case as it is.
    #[must_use]
    pub fn of(state: &State, role: RoleId) -> Self {
        Self::under(&state.successions, state.level, role)
    }

    pub(crate) fn under(successions: &[Succession], level: LevelId, role: RoleId) -> Self {
        let mut roles = vec![role];
        let mut next = 0;
        while let Some(&by) = roles.get(next) {
            for succession in successions.iter().filter(|one| one.by == by) {
                if !roles.contains(&succession.of) {
                    roles.push(succession.of);
                }
            }
            next += 1;
        }
        Self { roles, level }
    }

    /// Whether it sees the value of a fact.
    #[must_use]
    pub fn sees(&self, machine: &Machine, fact: FactId) -> bool {
        let visible = &machine.index().visible;
        self.roles.iter().any(|role| visible.sees(*role, fact, Some(self.level)))
    }

    /// Whether it may see an effect: a message was written to it or shows it nothing hidden; a
    /// correction or erasure is of a fact that it sees; anything else shows no values.
    #[must_use]
    pub fn shows(&self, machine: &Machine, effect: &EffectKind) -> bool {
        match effect {
            EffectKind::Notice { to, shows, .. } => {
                let sees = |fact: &FactId| self.sees(machine, *fact);
                to.iter().any(|role| self.roles.contains(role)) || shows.iter().all(sees)
            }
            EffectKind::Corrected { fact, .. } | EffectKind::Erased { fact, .. } => {
                self.sees(machine, *fact)
            }
            _ => true,
        }
    }

    /// Whether it may see a remark: nothing about facts that are hidden from it.
    #[must_use]
    pub fn tells(&self, machine: &Machine, remark: &Trace) -> bool {
        match remark {
            Trace::Fact(fact) => self.sees(machine, *fact),
            Trace::HeldBack { unknown, .. } => unknown.iter().all(|fact| self.sees(machine, *fact)),
            _ => true,
        }
    }
}
