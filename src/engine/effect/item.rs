//! What happens to items, and to what is held of them.

use serde::{Deserialize, Serialize};

use crate::calendar::Timestamp;
use crate::engine::ledger::{Cancelled, Ending, Holder, Plan, Turn};
use crate::machine::id::{ChartId, HoldingId, ItemId, RoleId, StateId};

/// One item of a case: its number in order of enrolment, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemNo(pub u32);

impl ItemNo {
    /// That of the item at a position in the list of items.
    pub(in crate::engine) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its position in the list of items.
    pub(in crate::engine) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the host must know about an item. Exhaustive on purpose, as
/// [`EffectKind`](super::EffectKind).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemEffect {
    /// The item was enrolled.
    Enrolled(ItemId),
    /// The item was withdrawn.
    ItemWithdrawn {
        /// On what ground.
        ground: String,
    },
    /// The register of a kind of item was declared complete.
    RegisterComplete(ItemId),
    /// The case was reopened: whether every item of a kind has been enrolled is open again.
    RegisterOpen(ItemId),
    /// A handover or process began for the item.
    Started(ChartId),
    /// It was stopped for the item.
    Stopped(ChartId),
    /// It ended for the item, here.
    Ended {
        /// Which.
        chart: ChartId,
        /// The end.
        end: StateId,
    },
    /// A party became a candidate for the item.
    Offered {
        /// The role of the candidates.
        role: RoleId,
        /// Who.
        party: String,
    },
    /// A candidate is one no longer; its acceptance, if it gave one, is gone.
    Lapsed {
        /// The role of the candidates.
        role: RoleId,
        /// Who.
        party: String,
    },
    /// A candidate was chosen and holds the role for the item.
    Chosen {
        /// The role.
        role: RoleId,
        /// Who.
        party: String,
    },
    /// A party accepts care of the item.
    Accepted {
        /// Who.
        party: String,
    },
    /// A party withdraws its acceptance of the item.
    AcceptanceWithdrawn {
        /// Who.
        party: String,
        /// Since when it has the care by a move upon that acceptance, if it said so as of before:
        /// the move stands, and is at odds with it.
        moved: Option<Timestamp>,
    },
    /// Somebody else holds it from here on, or the same for another reason.
    Moved {
        /// What.
        holding: HoldingId,
        /// Who held until now; `None`: the item was enrolled just now.
        from: Option<Holder>,
        /// Who holds from now on, why, and what it rests on.
        turn: Turn,
    },
    /// A move is planned, or the planned one has another date.
    Planned {
        /// What.
        holding: HoldingId,
        /// To whom, and when.
        plan: Plan,
    },
    /// A planned move is off.
    MoveOff {
        /// What.
        holding: HoldingId,
        /// The plan.
        plan: Plan,
        /// Why.
        why: Cancelled,
    },
    /// A second carer is there beside the holder from now on.
    Beside {
        /// Of what.
        holding: HoldingId,
        /// Who.
        second: Holder,
        /// Until when, itself excluded.
        until: Timestamp,
    },
    /// Nobody is there beside the holder: no present party of the role has accepted or has a duty
    /// of care, or the end is not known or past.
    NotBeside {
        /// Of what.
        holding: HoldingId,
        /// Who it should have been.
        role: RoleId,
    },
    /// Nothing was moved: no present party of the role has accepted or has a duty of care.
    Barred {
        /// What.
        holding: HoldingId,
        /// To whom it should have gone.
        to: RoleId,
        /// Whether no party of the role is present at all.
        absent: bool,
    },
    /// Moves of care that are due are not made: items that go together go all at once. It is about
    /// the first of those that wait.
    Waits {
        /// Care.
        holding: HoldingId,
        /// The ids of the items whose move is due and waits.
        waiting: Vec<String>,
        /// The ids of the items for which they wait, and why.
        blocked: Vec<(String, Block)>,
    },
    /// The item goes its own way from now on.
    Split {
        /// On what ground.
        ground: String,
    },
    /// The case closed, and nothing was ever started for the item: it stays with its holder.
    Stays(HoldingId),
    /// The ledger of a holding ended.
    HoldingEnded {
        /// What.
        holding: HoldingId,
        /// Why.
        why: Ending,
    },
    /// No party that could hold it is present, the safety net included. The last holder stays on
    /// record; somebody must act.
    NobodyHolds(HoldingId),
    /// A handover ended with another holder of care than its end declares.
    Misplaced {
        /// Who should hold it.
        declared: RoleId,
    },
    /// A late statement about who held contradicts the ledger.
    Contradicted(HoldingId),
}

/// Why the move of an item keeps those that go together with it waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// No move of it was ordered, or it was called off.
    NotAsked,
    /// The date of its move to this role is not known.
    NoDate(RoleId),
    /// Its move is not due yet.
    NotYet {
        /// To whom.
        to: RoleId,
        /// When it is.
        at: Timestamp,
    },
    /// No present party of the role has accepted, and the role has no duty of care.
    NotAccepted(RoleId),
    /// The role has no present party.
    Absent(RoleId),
}
