//! Legal bases: when they come and go, and what rests on them.

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::engine::EffectKind;
use draaiboek::machine::id::{DutyId, GroundId};

use super::duty::number;
use super::{Case, Life};

impl Case<'_> {
    /// When legal bases on which something rests begin and cease to be in force.
    pub(super) fn ground_changes(&self) -> Vec<Timestamp> {
        if self.life != Life::Open {
            return Vec::new();
        }
        let rested = |id: &GroundId| self.hir.duties.ids().any(|it| self.bases(it).contains(id));
        let grounds = self.hir.grounds.iter().filter(|(id, _)| rested(id));
        let days = grounds.flat_map(|(_, ground)| [ground.valid.from, ground.valid.until]);
        days.flatten().map(|day| self.days(None).first_instant(day)).collect()
    }

    /// Whether a legal basis on which a duty rests is in force on a day, if it rests on any.
    pub(super) fn has_basis(&self, duty: DutyId, day: Date) -> bool {
        let bases = self.bases(duty);
        bases.is_empty() || bases.iter().any(|&id| self.hir.grounds[id].valid.contains(day))
    }

    fn bases(&self, duty: DutyId) -> Vec<GroundId> {
        let declared = &self.hir.duties[duty];
        let around = self.around(declared.scope).into_iter();
        let around = around.flat_map(|scope| &self.hir.states[scope].grounds);
        declared.grounds.iter().chain(around).copied().collect()
    }

    /// What is owed since before, and rests on a basis today or did so yesterday, but not both.
    pub(super) fn bases_changed(&mut self) {
        let today = self.days(None).date_of(self.now);
        let yesterday = today.yesterday().expect("a day before");
        for no in 0..self.obligations.len() {
            let obligation = &self.obligations[no];
            let duty = obligation.duty;
            let in_force = self.has_basis(duty, today);
            let changed = in_force != self.has_basis(duty, yesterday);
            if obligation.status.is_owed() && obligation.opened < self.now && changed {
                let obligation = number(no);
                self.about(self.focus_of(no), |case| {
                    case.emit(EffectKind::Grounds { obligation, in_force });
                });
            }
        }
    }
}
