//! Why something happened, or did not.

use serde::{Deserialize, Serialize};

use super::{ItemNo, ObligationNo};
use crate::calendar::Timestamp;
use crate::machine::id::{DutyId, FactId, HandlerId, SignalId};

/// A remark, and the item that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The item; `None`: the case itself.
    pub item: Option<ItemNo>,
    /// What happened or did not.
    pub what: Trace,
}

/// One remark on why something happened or did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trace {
    /// A handler fired.
    Fired {
        /// Which.
        handler: HandlerId,
        /// Whether it acted as a rule, moved, or found its target active already.
        how: Fired,
    },
    /// A handler's trigger came, but its condition is not known.
    HeldBack {
        /// Which.
        handler: HandlerId,
        /// Facts that are missing.
        unknown: Vec<FactId>,
    },
    /// A handler's trigger came, but its condition is false or its count is used up.
    NotEnabled(HandlerId),
    /// A move gave way to another.
    Preempted {
        /// Which.
        handler: HandlerId,
        /// By which.
        by: HandlerId,
    },
    /// An outcome of a decision took effect.
    Outcome {
        /// The decision.
        duty: DutyId,
        /// Position of the outcome; `None`: no answer.
        outcome: Option<u32>,
    },
    /// No handler awaited the signal; its facts count.
    Unawaited(SignalId),
    /// A signal was raised by an action.
    Raised(SignalId),
    /// A fact changed.
    Fact(FactId),
    /// Two rows of a table applied where only one may: its value is unknown.
    Clash {
        /// The table.
        table: FactId,
        /// Positions of the first two.
        rows: [u32; 2],
    },
    /// The instant of a handler by time was past when it was set, so it fires at once.
    Past {
        /// Which.
        handler: HandlerId,
        /// The instant that it is for.
        at: Timestamp,
    },
    /// A timer fell due together with something that left its scope first.
    Dropped(HandlerId),
    /// An obligation opened and ended within one instant.
    Passed(ObligationNo),
    /// What was meant was taken away by time before the input arrived.
    TooLate(DutyId),
    /// The case closed before the signal arrived, or its condition no longer held by then.
    SignalTooLate(SignalId),
    /// What this party says about taking care over is effective before what it said last, which
    /// stands.
    SaidSince(String),
    /// The signal came before with the same natural key.
    Repeated {
        /// Which.
        signal: SignalId,
        /// The entry by which it counted.
        seq: u64,
    },
    /// The bound on zero-time steps was reached: a fault of this library or of a hand-made machine.
    Runaway,
}

/// How a handler fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fired {
    /// It acted.
    Rule,
    /// It moved.
    Move,
    /// Its target was active already; it acted and left nothing.
    Stayed,
}
