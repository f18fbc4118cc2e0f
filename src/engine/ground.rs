//! Legal bases that begin and cease to be in force: what rests on them stays, and says so.

use super::effect::{EffectKind, ObligationNo};
use super::run::Run;
use super::state::Timer;
use crate::machine::id::DutyId;

impl Run<'_> {
    /// Alarms for the days ahead on which a legal basis begins or ceases to be in force.
    pub(super) fn watch_grounds(&mut self) {
        for (id, ground) in self.playbook.grounds.iter() {
            for day in [ground.valid.from, ground.valid.until].into_iter().flatten() {
                let at = self.machine.zone().first_instant(day);
                if at > self.at && self.machine.index().grounds.iter().any(|it| it.1.contains(&id))
                {
                    self.set_alarm(at, 0, Timer::Ground(id));
                }
            }
        }
    }

    /// Says so of something that opens without a legal basis in force.
    pub(super) fn tell_grounds(&mut self, no: ObligationNo, duty: DutyId) {
        let today = self.machine.zone().date_of(self.at);
        if !self.machine.in_force(duty, today) {
            self.emit(EffectKind::Grounds { obligation: no, in_force: false });
        }
    }

    /// Today some legal basis begins or ceases to be in force: what is owed since before, and
    /// rests on one today or did so yesterday, but not both, is told.
    pub(super) fn grounds_changed(&mut self) {
        let today = self.machine.zone().date_of(self.at);
        let Some(yesterday) = today.yesterday() else { return };
        let before = self.state.owed().filter(|(_, obligation)| obligation.opened < self.at);
        let owed: Vec<_> = before.map(|(no, obligation)| (no, obligation.duty)).collect();
        for (obligation, duty) in owed {
            let in_force = self.machine.in_force(duty, today);
            if in_force != self.machine.in_force(duty, yesterday) {
                let focus = self.focus_of(obligation);
                let kind = EffectKind::Grounds { obligation, in_force };
                self.about(focus, |run| run.emit(kind));
            }
        }
    }
}
