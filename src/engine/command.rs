//! An input whose names were found and whose faults were not: what remains to be done.

use super::effect::{ItemNo, ObligationNo, Trace};
use super::ledger::Claimed;
use crate::calendar::{Due, Duration, Timestamp};
use crate::machine::id::{DutyId, FactId, HoldingId, ItemId, LevelId, RoleId, SignalId};
use crate::value::Value;

/// What an input states.
type Fields = Vec<(FactId, Value)>;

/// A party that an input binds to a role, until when.
pub(super) type Bound = (RoleId, String, Option<Timestamp>);

/// An accepted input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Open(Opening),
    /// `sender`: the role whose place it takes, as declared for a joint signal; and the party.
    Signal {
        signal: SignalId,
        item: Option<ItemNo>,
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
        /// Of a decision that chooses: whom.
        chosen: Option<String>,
        fields: Fields,
    },
    Reply {
        duty: DutyId,
        obligation: ObligationNo,
        signal: SignalId,
        fields: Fields,
    },
    Enrol {
        kind: ItemId,
        id: String,
        fields: Fields,
        parties: Vec<Bound>,
    },
    Update {
        item: ItemNo,
        fields: Fields,
    },
    WithdrawItem {
        item: ItemNo,
        ground: String,
    },
    Split {
        item: ItemNo,
        ground: String,
    },
    CompleteRegister {
        kind: ItemId,
    },
    Offer {
        item: ItemNo,
        role: RoleId,
        party: String,
    },
    Held {
        item: ItemNo,
        holding: HoldingId,
        said: Claimed,
    },
    Determine {
        role: RoleId,
        level: LevelId,
        lowers: bool,
    },
    Bind {
        item: Option<ItemNo>,
        role: RoleId,
        party: String,
        until: Option<Timestamp>,
    },
    /// Of a role, also as a candidate for one.
    Release {
        item: Option<ItemNo>,
        role: RoleId,
        party: String,
    },
    Claim {
        role: RoleId,
        party: String,
    },
    Correct {
        item: Option<ItemNo>,
        fields: Fields,
        reason: String,
    },
    Erase {
        item: Option<ItemNo>,
        facts: Vec<FactId>,
        ground: String,
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
    pub(super) parties: Vec<Bound>,
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

    /// The item it is about.
    pub(super) fn item(&self) -> Option<ItemNo> {
        match self {
            Self::Signal { item, .. }
            | Self::Bind { item, .. }
            | Self::Release { item, .. }
            | Self::Erase { item, .. }
            | Self::Correct { item, .. } => *item,
            Self::Update { item, .. }
            | Self::WithdrawItem { item, .. }
            | Self::Split { item, .. }
            | Self::Offer { item, .. }
            | Self::Held { item, .. } => Some(*item),
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
