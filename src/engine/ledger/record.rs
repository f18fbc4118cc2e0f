//! The records that a ledger is made of.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Timestamp};
use crate::machine::id::RoleId;

/// The entry of the case that made a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Its logical instant.
    pub at: Timestamp,
    /// Its sequence number.
    pub seq: u64,
}

/// Who holds: a role, and the party that represents it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The role.
    pub role: RoleId,
    /// The name of the party; never blank in a ledger.
    pub party: Box<str>,
}

impl Holder {
    /// The party as holder in that role.
    pub fn new(role: RoleId, party: impl Into<Box<str>>) -> Self {
        Self { role, party: party.into() }
    }
}

/// From when one holder holds, and why. It lasts until the next, or until the ledger ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The entry that began it; it begins at that instant.
    pub by: Stamp,
    /// Who holds.
    pub holder: Holder,
    /// Why it began.
    pub why: Why,
    /// What the holding rests on.
    pub cover: Cover,
}

impl Turn {
    /// Its first instant.
    #[must_use]
    pub fn from(&self) -> Timestamp {
        self.by.at
    }
}

/// Why a turn began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Why {
    /// The item was enrolled.
    Enrolled,
    /// A move without a date.
    Moved,
    /// A planned move, at its instant.
    Planned,
    /// A planned move after its instant: its date had come when it was planned or followed, or
    /// something held it up.
    PlannedLate,
    /// Another party represents the role, by a succession.
    Succession,
    /// Another party holds the role.
    Binding,
    /// The holder had no present party: the safety net took over.
    SafetyNet,
}

impl Why {
    /// Whether somebody moved the holding; otherwise who represents or catches it changed, and a
    /// planned move still stands.
    #[must_use]
    pub fn is_move(self) -> bool {
        matches!(self, Self::Moved | Self::Planned | Self::PlannedLate)
    }
}

/// What a holding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Cover {
    /// The holder has accepted, or was there at enrolment.
    Place,
    /// A duty alone: somebody answers, but it is no place.
    DutyOnly,
}

/// A planned move, as an entry made or changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The entry that made it, or that last gave it another date.
    pub by: Stamp,
    /// The sequence number of the entry that made it.
    pub made: u64,
    /// To which role; its party is found when it takes effect.
    pub to: RoleId,
    /// What its date is taken from, by a number of the caller's own.
    pub follows: u32,
    /// When it takes effect; `None` while its date is unknown.
    pub when: Option<When>,
}

impl Plan {
    /// When it takes effect, if that is known.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        self.when.map(|when| when.at)
    }

    /// Whether it is `old`, with whatever date.
    pub(super) fn is_again(&self, old: &Self) -> bool {
        (self.made, self.to, self.follows) == (old.made, old.to, old.follows)
    }
}

/// The instant of a planned move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The first instant of the new holder.
    pub at: Timestamp,
    /// The civil date of which it is the first instant, if it was given as a date.
    pub day: Option<Date>,
}

/// Why a planned move never took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Cancelled {
    /// The acceptance it rested on was withdrawn.
    AcceptanceWithdrawn,
    /// The holding stays where it is (`zorg blijft`).
    Stays,
    /// A later move without a date.
    Superseded,
    /// A later planned move.
    Replaced,
    /// Its role already held when it came due.
    Held,
    /// The ledger ended.
    Ended,
}

/// That the planned move will not take effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// The entry.
    pub by: Stamp,
    /// Why.
    pub why: Cancelled,
}

/// A second carer beside the holder, for a time that was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// The entry that declared it.
    pub by: Stamp,
    /// Who is there beside the holder.
    pub second: Holder,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub until: Timestamp,
}

/// What somebody says of who held, later than it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claimed {
    /// The role that is said to have held.
    pub role: RoleId,
    /// The party, if one was named.
    pub party: Option<Box<str>>,
    /// From when.
    pub from: Timestamp,
    /// Until when, itself excluded; `None`: to this day.
    pub until: Option<Timestamp>,
}

/// A late statement that the ledger contradicts. It changes nothing in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// The entry that received it.
    pub by: Stamp,
    /// What it says.
    pub said: Claimed,
}

/// The end of a ledger: from this instant on it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The entry that ended it.
    pub by: Stamp,
    /// Why.
    pub why: Ending,
}

/// Why a ledger ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Ending {
    /// What was held has ended.
    Ceased,
    /// The item was withdrawn.
    Withdrawn,
}

/// One record of a ledger after the first turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Record {
    /// Another holds from here on.
    Turn(Turn),
    /// A move is planned, or the planned one has another date.
    Plan(Plan),
    /// The planned move is off.
    Cancelled(Cancellation),
    /// A second carer is declared.
    Overlap(Box<Overlap>),
    /// A late statement contradicts the ledger.
    Contradiction(Box<Contradiction>),
    /// The ledger ends.
    End(End),
}

impl Record {
    /// The entry that made it.
    #[must_use]
    pub fn by(&self) -> Stamp {
        match self {
            Self::Turn(turn) => turn.by,
            Self::Plan(plan) => plan.by,
            Self::Cancelled(cancellation) => cancellation.by,
            Self::Overlap(overlap) => overlap.by,
            Self::Contradiction(contradiction) => contradiction.by,
            Self::End(end) => end.by,
        }
    }

    /// The turn that it is.
    pub(super) fn turn(&self) -> Option<&Turn> {
        if let Self::Turn(turn) = self { Some(turn) } else { None }
    }

    /// What it says of the planned move: that it is this one, that there is none, or nothing.
    pub(super) fn plan(&self) -> Option<Option<&Plan>> {
        match self {
            Self::Plan(plan) => Some(Some(plan)),
            Self::Turn(turn) => turn.why.is_move().then_some(None),
            Self::Cancelled(_) | Self::End(_) => Some(None),
            Self::Overlap(_) | Self::Contradiction(_) => None,
        }
    }
}
