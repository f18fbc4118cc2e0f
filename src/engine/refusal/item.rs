//! Every way to say no to what is said of items.

use crate::machine::id::{HoldingId, ItemId, RoleId};

/// One fault of an input about items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemFault {
    /// R50: an item with this id was enrolled before.
    Taken(String),
    /// R51: no item with this id.
    Unknown(String),
    /// R52: no kind of item of this name.
    UnknownKind(String),
    /// R53: the item was withdrawn.
    Gone(String),
    /// R54: it is about an item, and none is named.
    Needed,
    /// R55: it is about the case, or about another kind of item than the one named.
    Other(String),
    /// R56: nobody present could hold something of the item.
    NoHolder {
        /// What.
        holding: HoldingId,
        /// The role of its first holder or of its safety net.
        role: RoleId,
    },
    /// R57: the role has no candidates, or this party is none of them.
    NotACandidate {
        /// The role.
        role: RoleId,
        /// The party; `None`: none was named and it is not clear who is meant.
        party: Option<String>,
    },
    /// R58: the candidate chosen has not accepted.
    NotAccepted {
        /// The candidate.
        party: String,
    },
    /// R59: the kind of item has no register, or it is complete already.
    RegisterStands(ItemId),
    /// R60: a case holds so many items at most.
    TooMany,
    /// R61: items of this kind do not go together.
    NoGroups(ItemId),
    /// R62: the item was split off already, on this ground.
    Apart(String),
}

impl ItemFault {
    pub(super) fn id(&self) -> &'static str {
        match self {
            Self::Taken(_) => "R50",
            Self::Unknown(_) => "R51",
            Self::UnknownKind(_) => "R52",
            Self::Gone(_) => "R53",
            Self::Needed => "R54",
            Self::Other(_) => "R55",
            Self::NoHolder { .. } => "R56",
            Self::NotACandidate { .. } => "R57",
            Self::NotAccepted { .. } => "R58",
            Self::RegisterStands(_) => "R59",
            Self::TooMany => "R60",
            Self::NoGroups(_) => "R61",
            Self::Apart(_) => "R62",
        }
    }
}
