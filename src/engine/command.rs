//! An input whose names were found and whose faults were not: what remains to be done.

use super::effect::ObligationNo;
use crate::calendar::Timestamp;
use crate::machine::id::{DutyId, FactId, LevelId, RoleId, SignalId};
use crate::value::Value;

/// An accepted input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Open(Opening),
    Signal { signal: SignalId, fields: Vec<(FactId, Value)> },
    Complete { duty: DutyId, obligation: ObligationNo, fields: Vec<(FactId, Value)> },
    Vote { duty: DutyId, obligation: ObligationNo, role: RoleId, party: String, outcome: u32 },
    Determine { role: RoleId, level: LevelId, lowers: bool },
    Bind { role: RoleId, party: String, until: Option<Timestamp> },
    Release { role: RoleId, party: String },
}

/// How a case opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) parties: Vec<(RoleId, String, Option<Timestamp>)>,
    pub(super) facts: Vec<(FactId, Value)>,
}

impl Command {
    /// The task or decision it is about.
    pub(super) fn duty(&self) -> Option<DutyId> {
        match self {
            Self::Complete { duty, .. } | Self::Vote { duty, .. } => Some(*duty),
            _ => None,
        }
    }

    /// The obligation it is about.
    pub(super) fn obligation(&self) -> Option<ObligationNo> {
        match self {
            Self::Complete { obligation, .. } | Self::Vote { obligation, .. } => Some(*obligation),
            _ => None,
        }
    }
}
