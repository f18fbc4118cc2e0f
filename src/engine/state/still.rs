//! Terms that stand still, what was promised, and what may be resumed.

use serde::{Deserialize, Serialize};

use super::record::Visit;
use crate::calendar::{Due, Left, Point, Timestamp};
use crate::machine::id::{DutyId, HandlerId, StateId};

/// What is left of a term that stands still.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pause {
    /// Until the bound that follows nothing.
    pub(crate) fixed: Option<Left>,
    /// Until it is due, where that was known.
    pub(crate) due: Option<Left>,
    /// Until its reminders, by position; `None`: that has come.
    pub(crate) reminders: Vec<Option<Left>>,
    /// By position of its part what the term followed, when its scope was left.
    pub(crate) followed: Vec<(u32, Option<Due>)>,
}

/// A due instant that an obligation was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The entry that gave it.
    pub seq: u64,
    /// Since when.
    pub at: Timestamp,
    /// When it was due from then on; `None`: its term stood still, or what it followed was unknown.
    pub due: Option<Due>,
}

/// The terms of a case stand still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// Since when.
    pub since: Timestamp,
    /// The entry that suspended them.
    pub seq: u64,
    /// Why.
    pub reason: String,
}

/// A visit as it was left, for whoever resumes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    pub(crate) state: StateId,
    pub(crate) visit: Visit,
    /// Whether its term had run out and that was still to be told.
    pub(crate) ran_out: bool,
    /// Its handlers by time: whether they were yet to fire, and the date that they followed.
    pub(crate) timed: Vec<(HandlerId, bool, Option<Point>)>,
    /// Its recurring tasks whose periods ran.
    pub(crate) recurring: Vec<DutyId>,
}
