//! How often in a row a condition held when facts that it reads were stated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::machine::id::StreakId;
use crate::value::Truth;

/// By condition that is counted: what was observed of it, if anything was.
pub(crate) type Streaks = BTreeMap<StreakId, Streak>;

/// The count of one condition. An entry that states a fact it reads is one observation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Streak {
    /// The entry of the latest observation; 0: none yet.
    seq: u64,
    /// Up to the latest observation.
    now: Length,
    /// Up to the one before: what an entry states later on takes the place of its observation.
    before: Length,
}

/// How many observations in a row, counted back from the latest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    /// Were definitely true.
    sure: u32,
    /// Were not definitely false.
    may: u32,
}

impl Streak {
    /// Whether the condition held at so many observations in a row, up to the latest.
    pub(crate) fn reached(&self, times: u32) -> Truth {
        if self.now.sure >= times {
            Truth::True
        } else if self.now.may >= times {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// The entry `seq` states a fact that the condition reads; this is its truth then. `again`: it
    /// corrects what the latest observation saw, and takes its place.
    pub(crate) fn observe(&mut self, seq: u64, truth: Truth, again: bool) {
        if self.seq != seq && !(again && self.seq > 0) {
            (self.seq, self.before) = (seq, self.now);
        }
        let Length { sure, may } = self.before;
        self.now = Length {
            sure: if truth.is_true() { sure.saturating_add(1) } else { 0 },
            may: if truth.is_false() { 0 } else { may.saturating_add(1) },
        };
    }

    /// Whether the counts are such as observing gives.
    pub(crate) fn is_sound(&self, seq: u64) -> bool {
        let ordered = |length: Length| length.sure <= length.may;
        self.seq <= seq && ordered(self.now) && ordered(self.before)
    }
}
