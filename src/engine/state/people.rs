//! What came in of signals, and claims to roles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::Timestamp;
use crate::engine::pairs;
use crate::machine::id::{FactId, RoleId};
use crate::value::Value;

/// What came before of a signal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Heard {
    /// By natural key: the entry by which it counted.
    #[serde(with = "pairs")]
    pub(crate) keys: BTreeMap<[u8; 16], u64>,
    /// Of a signal that all must send, by natural key.
    #[serde(with = "pairs")]
    pub(crate) rounds: BTreeMap<[u8; 16], Round>,
    /// Who has sent it, where a condition asks that of parties.
    pub(crate) senders: BTreeSet<String>,
}

/// Who has sent a signal that all must send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round {
    /// The entry of the first sending.
    pub(crate) since: u64,
    /// In order; of one party in one role the last.
    pub(crate) sent: Vec<Sending>,
}

/// One sending of a signal that all must send.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sending {
    /// The role whose place it takes, as declared.
    pub(crate) role: RoleId,
    pub(crate) party: String,
    pub(crate) fields: Vec<(FactId, Value)>,
    pub(crate) at: Timestamp,
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { role, party, at, .. } = self;
        let mut shown = f.debug_struct("Sending");
        shown.field("role", role).field("party", party).field("at", at).finish_non_exhaustive()
    }
}

/// A claim to a role that another holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The role.
    pub role: RoleId,
    /// Who claims it.
    pub claimant: String,
    /// Since when.
    pub since: Timestamp,
    /// The entry by which it came.
    pub seq: u64,
}
