//! Who holds which role: at the opening and later.

use super::cases::{Told, is_setting};
use super::{Deed, PlannedCase, Planner, What};
use crate::machine::id::{Id, RoleId};
use crate::syntax::ast::scenario::{CommandKind, PartyBinding, Release};

impl Told<'_> {
    /// Who holds which role when a case opens, and the reason to force it, from the lines about
    /// that case.
    ///
    /// Lines before the opening bind; a role that no line binds and for which the playbook names
    /// no parties is held by a party of its own name, unless a line before the opening frees it.
    pub(super) fn planned(&self) -> PlannedCase {
        let machine = self.playbook.machine();
        let roles = machine.playbook().roles.as_slice();
        let mut parties: Vec<(RoleId, String)> = Vec::new();
        let mut settled: Vec<bool> = roles.iter().map(|r| !r.parties.is_empty()).collect();
        let mut forced = None;
        let mut before = true;
        for command in &self.commands {
            match &command.kind {
                CommandKind::ForceOpen(reason) => forced = Some(reason.text.clone()),
                CommandKind::Party(bindings) => {
                    for binding in bindings {
                        let Some(role) = machine.role(&binding.role.text) else { continue };
                        settle(&mut settled, role);
                        if before {
                            parties.retain(|(bound, _)| *bound != role);
                            let named = binding.parties.iter();
                            parties.extend(named.map(|party| (role, party.text.clone())));
                        }
                    }
                }
                CommandKind::Release(freed) if before && freed.item.is_none() => {
                    let Some(role) = machine.role(&freed.role.role.text) else { continue };
                    settle(&mut settled, role);
                    let stays =
                        |party: &str| freed.role.party.as_ref().is_some_and(|p| p.text != party);
                    parties.retain(|(bound, party)| *bound != role || stays(party));
                }
                CommandKind::Open(_) => before = false,
                _ if !self.explicit => before &= is_setting(command),
                _ => {}
            }
        }
        for (role, declared) in machine.playbook().roles.iter() {
            if settled.get(role.index()) == Some(&false) && declared.item.is_none() {
                parties.push((role, declared.name.clone()));
            }
        }
        PlannedCase { name: self.name.clone(), playbook: self.playbook.clone(), parties, forced }
    }
}

impl Planner<'_> {
    /// `partij R is "A", "B" ; …`
    pub(super) fn hold(&mut self, bindings: &[PartyBinding]) -> Option<What> {
        let mut held = Vec::new();
        for binding in bindings {
            let role = self.role(&binding.role);
            if let Some(role) = role {
                self.of_role(role, &binding.role, None);
            }
            let parties = binding.parties.iter().map(|party| party.text.clone()).collect();
            held.extend(role.map(|role| Deed::Hold { item: None, role, parties }));
        }
        Some(if self.opening.opened.is_none() { What::Known } else { What::Do(held) })
    }

    /// `geef R ["party"] [van ITEM] vrij`
    pub(super) fn free(&mut self, freed: &Release) -> Option<What> {
        let item = self.about(freed.item.as_ref())?;
        let role = self.role(&freed.role.role)?;
        self.of_role(role, &freed.role.role, item.as_ref());
        let party = freed.role.party.as_ref().map(|party| party.text.clone());
        if self.opening.opened.is_none() && item.is_none() {
            return Some(What::Known);
        }
        Some(What::Do(vec![Deed::Free { item, role, party }]))
    }
}

fn settle(settled: &mut [bool], role: RoleId) {
    if let Some(settled) = settled.get_mut(role.index()) {
        *settled = true;
    }
}
