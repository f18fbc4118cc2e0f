//! What moves nothing: who keeps something though another was chosen, who stands beside (rule 20).

use super::effect::ItemEffect;
use super::ledger::{Ledger, Overlap};
use super::run::Run;
use crate::machine::handler::DateRef;
use crate::machine::id::{HoldingId, RoleId};

impl Run<'_> {
    /// Another is chosen for a role: a choice moves nothing, so that whoever holds something in
    /// that role keeps it until it moves.
    pub(super) fn keep_holdings(&mut self, role: RoleId, chosen: &str) {
        if self.playbook.roles[role].chosen_from.is_none() {
            return;
        }
        let Some(no) = self.focus.item else { return };
        let Some(kind) = self.state.item(no).map(|item| item.kind) else { return };
        for holding in self.machine.index().items[kind].holdings.iter() {
            let turn = self.ledger(no, holding).and_then(Ledger::present);
            let Some(turn) = turn.filter(|turn| turn.holder.role == role) else { continue };
            let party = &*turn.holder.party;
            let keeps = party != chosen && self.is_held(role, party, self.at);
            if let Some(item) = self.state.item_mut(no).filter(|_| keeps) {
                item.kept.insert(holding);
            }
        }
    }

    /// Whoever kept something after another was chosen gives it up; whether it kept anything.
    pub(super) fn give_up_kept(&mut self, role: RoleId, party: &str) -> bool {
        let Some(item) = self.focus.item.and_then(|no| self.state.item_mut(no)) else {
            return false;
        };
        let kept = item.kept_by(role, party);
        item.kept.retain(|holding| !kept.contains(holding));
        !kept.is_empty()
    }

    /// `zorg ook bij R tot DATE`: whoever holds now, or could, is there beside the holder from now
    /// on. Without an end that lies ahead nobody is.
    pub(super) fn stand_beside(&mut self, holding: HoldingId, role: RoleId, until: DateRef) {
        let Some(no) = self.focus.item else { return };
        let Some(turn) = self.ledger(no, holding).and_then(Ledger::present) else { return };
        let holds = Some(turn.holder.clone()).filter(|holder| holder.role == role);
        let second =
            holds.or_else(|| self.admission().admits(no, role, holding).map(|(holder, _)| holder));
        let until = self.when(until).map(|when| when.at).filter(|until| *until > self.at);
        let (Some(second), Some(until)) = (second, until) else {
            return self.tell_of(ItemEffect::NotBeside { holding, role });
        };
        let (from, stamp) = (self.at, self.stamp());
        let declared = self.ledger(no, holding).map(|ledger| ledger.all().overlaps());
        let same = |it: &Overlap| it.second == second && (it.from, it.until) == (from, until);
        if declared.into_iter().flatten().any(same) {
            return;
        }
        let ledger = self.ledger_mut(no, holding);
        let declare = |ledger: &mut Ledger| {
            ledger.declare_overlap(stamp, second.clone(), from, until).is_ok()
        };
        if ledger.is_some_and(declare) {
            self.tell_of(ItemEffect::Beside { holding, second, until });
        }
    }
}
