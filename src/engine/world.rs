//! What a step reads beside its own bookkeeping: the truth of atoms and the order of timers.

use super::state::State;
use crate::calendar::Timestamp;
use crate::machine::id::AtomId;
use crate::value::Truth;

/// The world that a step runs in. [`Actual`] computes everything from the state of the case; a
/// verifier supplies atoms and an order of timers of its own, and runs the same step.
pub trait World {
    /// The truth of an atom; `computed` is what the state of the case says.
    fn atom(&self, _atom: AtomId, computed: &dyn Fn() -> Truth) -> Truth {
        computed()
    }

    /// Whether atoms are what the state of the case says, so that they need not be asked for one
    /// by one.
    fn is_actual(&self) -> bool {
        false
    }

    /// The next instant at which something falls due.
    fn next(&self, state: &State) -> Option<Timestamp> {
        state.next_deadline()
    }
}

/// The world as the state of the case tells it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Actual;

impl World for Actual {
    fn is_actual(&self) -> bool {
        true
    }
}
