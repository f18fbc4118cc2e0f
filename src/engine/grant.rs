//! What somebody outside the playbook grants: another due instant, or an excuse.

use super::command::Change;
use super::due::{Timed, overridden};
use super::effect::{EffectKind, ObligationNo};
use super::run::Run;
use super::state::Status;

impl Run<'_> {
    /// Changes those of the obligations of which that still can be said.
    pub(super) fn grant(&mut self, obligations: &[ObligationNo], change: Change, reason: &str) {
        for &no in obligations {
            self.about(self.focus_of(no), |run| run.grant_one(no, change, reason));
        }
    }

    fn grant_one(&mut self, no: ObligationNo, change: Change, reason: &str) {
        let Some(obligation) = self.state.obligation(no) else { return };
        let (status, basis, due) = (obligation.status, obligation.basis, obligation.due);
        let Timed { term, days } = self.term_of(obligation.duty);
        let due = match change {
            Change::Excuse => {
                if status.is_owed() {
                    self.end(no, Status::Excused);
                    let reason = reason.to_owned();
                    self.emit(EffectKind::Excused { obligation: no, reason });
                }
                return;
            }
            _ if status != Status::Open => return,
            Change::Due(due) => Some(due),
            Change::Extend(by) => due.and_then(|due| self.counted_on(days, due, by)),
            Change::Postpone(by) => {
                if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
                    obligation.postponed = obligation.postponed.or(obligation.due);
                }
                due.and_then(|due| self.counted_on(days, due, by))
            }
        };
        if due.is_some() {
            self.set_due(no, overridden(term, basis, due), due, Some(reason));
        }
    }
}
