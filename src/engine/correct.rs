//! Corrections: facts stated anew, from an instant on.

use super::effect::EffectKind;
use super::run::Run;
use super::state::Phase;
use crate::calendar::Timestamp;
use crate::machine::id::FactId;
use crate::value::Value;

impl Run<'_> {
    /// States facts anew as of `at`: each value holds from then until what was stated for later.
    /// What hangs on them follows from now on; what came of the old values stays. In a closed
    /// case it changes what is known, and nothing else.
    pub(super) fn correct(&mut self, fields: Vec<(FactId, Value)>, at: Timestamp, reason: &str) {
        for (fact, _) in &fields {
            let (fact, reason) = (*fact, reason.to_owned());
            self.emit(EffectKind::Corrected { fact, from: at, reason });
        }
        if self.state.phase == Phase::Open {
            self.state_as(fields, at, true);
        } else {
            for (fact, value) in fields {
                self.state_fact(fact, value, at, true);
                self.regroup_by(&[fact]);
            }
        }
    }
}
