//! An input whose names were found and whose faults were not: what remains to be done.

use super::effect::{ObligationNo, Trace};
use crate::calendar::{Due, Duration, Timestamp};
use crate::machine::id::{DutyId, FactId, LevelId, RoleId, SignalId};
use crate::value::Value;

/// What an input states.
type Fields = Vec<(FactId, Value)>;

/// An accepted input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Open(Opening),
    /// `sender`: the role whose place it takes, as declared for a joint signal; and the party.
    Signal {
        signal: SignalId,
        sender: (RoleId, String),
        fields: Fields,
    },
    Complete {
        duty: DutyId,
        obligation: ObligationNo,
        fields: Fields,
    },
    Vote {
        duty: DutyId,
        obligation: ObligationNo,
        role: RoleId,
        party: String,
        outcome: u32,
    },
    Reply {
        duty: DutyId,
        obligation: ObligationNo,
        signal: SignalId,
        fields: Fields,
    },
    Determine {
        role: RoleId,
        level: LevelId,
        lowers: bool,
    },
    Bind {
        role: RoleId,
        party: String,
        until: Option<Timestamp>,
    },
    Release {
        role: RoleId,
        party: String,
    },
    Claim {
        role: RoleId,
        party: String,
    },
    Correct {
        fields: Fields,
        reason: String,
    },
    Suspend {
        reason: String,
    },
    ResumeTerms,
    Grant {
        duty: DutyId,
        obligations: Vec<ObligationNo>,
        change: Change,
        reason: String,
    },
    Reopen {
        reason: String,
    },
}

/// What somebody outside the playbook grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// So much longer.
    Extend(Duration),
    /// So much longer, by a role that the playbook allows to.
    Postpone(Duration),
    /// Due then.
    Due(Due),
    /// Owed no longer.
    Excuse,
}

/// How a case opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) parties: Vec<(RoleId, String, Option<Timestamp>)>,
    pub(super) facts: Fields,
}

impl Command {
    /// The remark that it came too late.
    pub(super) fn passed(&self) -> Option<Trace> {
        match self {
            Self::Complete { duty, .. }
            | Self::Vote { duty, .. }
            | Self::Reply { duty, .. }
            | Self::Grant { duty, .. } => Some(Trace::TooLate(*duty)),
            Self::Signal { signal, .. } => Some(Trace::SignalTooLate(*signal)),
            _ => None,
        }
    }

    /// The obligation it is about.
    pub(super) fn obligation(&self) -> Option<ObligationNo> {
        match self {
            Self::Complete { obligation, .. }
            | Self::Vote { obligation, .. }
            | Self::Reply { obligation, .. } => Some(*obligation),
            _ => None,
        }
    }
}
