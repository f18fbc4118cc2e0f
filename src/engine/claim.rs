//! Claims to a role that another holds: the first binding stands until somebody settles it.

use super::effect::{EffectKind, Settlement};
use super::run::Run;
use super::state::Claim;
use crate::calendar::Timestamp;
use crate::machine::id::RoleId;

impl Run<'_> {
    /// A party says that a role is its own, effective at `at`.
    pub(super) fn claim(&mut self, role: RoleId, party: String, at: Timestamp) {
        let several = self.playbook.roles[role].plural.is_some();
        let holder = self.parties(role).next().map(str::to_owned);
        let Some(holder) = holder.filter(|_| !several) else {
            let from = if several || self.is_free_since(role, at) { at } else { self.at };
            return self.bind(role, party, from, None);
        };
        self.state.claims.push(Claim { role, claimant: party.clone(), since: at, seq: self.seq });
        self.emit(EffectKind::Contested { role, holder, claimant: party });
    }

    /// Whether no party held the role at any instant from `at` to now.
    fn is_free_since(&self, role: RoleId, at: Timestamp) -> bool {
        let mut times = self.holders(role).parties.values().flatten();
        !times.any(|(from, until)| *from <= self.at && until.is_none_or(|until| until > at))
    }

    /// Somebody was given a role, or confirmed in it: that settles every claim to it.
    pub(super) fn settle_claims(&mut self, role: RoleId, holder: &str) {
        if self.playbook.roles[role].plural.is_some() {
            return;
        }
        let (settled, rest) = std::mem::take(&mut self.state.claims)
            .into_iter()
            .partition(|claim| claim.role == role);
        self.state.claims = rest;
        let settled: Vec<Claim> = settled;
        for Claim { claimant, .. } in settled {
            let granted = claimant == holder;
            let how = if granted { Settlement::Granted } else { Settlement::Denied };
            self.emit(EffectKind::Settled { role, claimant, how });
        }
    }

    /// A party gives its claim up.
    pub(super) fn drop_claim(&mut self, role: RoleId, party: &str) {
        self.state.claims.retain(|claim| !(claim.role == role && claim.claimant == party));
        let (claimant, how) = (party.to_owned(), Settlement::Dropped);
        self.emit(EffectKind::Settled { role, claimant, how });
    }

    /// Nobody holds a role any more: the first who claims it does from now on. Other claims stand
    /// against the new holder.
    pub(super) fn heed_claim(&mut self, role: RoleId) {
        if self.is_present(role) {
            return;
        }
        let Some(first) = self.state.claims.iter().position(|claim| claim.role == role) else {
            return;
        };
        let claimant = self.state.claims.remove(first).claimant;
        self.take_role(role, claimant.clone(), self.at, None);
        let how = Settlement::Granted;
        self.emit(EffectKind::Settled { role, claimant: claimant.clone(), how });
        let others = self.state.claims.iter().filter(|claim| claim.role == role);
        for other in others.map(|claim| claim.claimant.clone()).collect::<Vec<_>>() {
            let holder = claimant.clone();
            self.emit(EffectKind::Contested { role, holder, claimant: other });
        }
    }
}
