//! What a ledger forgets when the date of a planned move is erased.

use super::{Cancelled, Ledger, Record, Why};

impl Ledger {
    /// Forgets the dates of planned moves that were taken from what has this number. A move that
    /// took effect keeps its instant: that is when it happened.
    pub(in crate::engine) fn forget(&mut self, follows: u32) {
        let Some(log) = &mut self.log else { return };
        let mut stands = false;
        for record in log.records.iter_mut().rev() {
            match record {
                Record::Plan(plan) => {
                    if plan.follows == follows && !stands {
                        plan.when = None;
                    }
                    stands = false;
                }
                Record::Turn(turn) => match turn.why {
                    Why::Planned | Why::PlannedLate => stands = true,
                    Why::Moved => stands = false,
                    Why::Enrolled | Why::Succession | Why::Binding | Why::SafetyNet => {}
                },
                Record::Cancelled(cancellation) => stands = cancellation.why == Cancelled::Held,
                Record::Overlap(_) | Record::Contradiction(_) | Record::End(_) => {}
            }
        }
    }
}
