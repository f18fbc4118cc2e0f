//! The items of a case, and which chart of what a run is about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Course, History, Holders};
use crate::calendar::Timestamp;
use crate::engine::effect::ItemNo;
use crate::machine::Machine;
use crate::machine::id::{ChartId, FactId, Id, ItemId, RoleId, Segment};

/// Which chart of a case: its own, or one of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// The item; `None`: the case itself.
    pub item: Option<ItemNo>,
    /// The chart.
    pub chart: ChartId,
}

impl Focus {
    /// The case itself.
    #[must_use]
    pub fn case() -> Self {
        Self { item: None, chart: ChartId::new(0) }
    }

    /// A chart of an item, or the case's own.
    pub(crate) fn of(item: Option<ItemNo>, chart: ChartId) -> Self {
        Self { item, chart }
    }
}

/// One item of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Of what kind.
    pub kind: ItemId,
    /// The host's id for it, opaque; unique in the case.
    pub id: String,
    /// From when on it belongs to the case.
    pub enrolled: Timestamp,
    /// The entry that enrolled it.
    pub seq: u64,
    /// When and why it was withdrawn.
    pub withdrawn: Option<Gone>,
    pub(crate) facts: Segment<FactId, History>,
    pub(crate) roles: Segment<RoleId, Holders>,
    /// Whose acceptance stands, by party, since when.
    pub(crate) accepted: BTreeMap<String, Timestamp>,
    /// The charts that were started for it, in order of charts.
    pub(crate) courses: Vec<Course>,
}

/// That an item belongs to the case no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gone {
    /// Since when.
    pub at: Timestamp,
    /// By which entry.
    pub seq: u64,
    /// Why.
    pub ground: String,
}

impl Item {
    pub(crate) fn new(
        machine: &Machine,
        kind: ItemId,
        id: String,
        at: Timestamp,
        seq: u64,
    ) -> Self {
        let members = &machine.index().items[kind];
        Self {
            kind,
            id,
            enrolled: at,
            seq,
            withdrawn: None,
            facts: members.facts.filled(History::default),
            roles: members.roles.filled(Holders::default),
            accepted: BTreeMap::new(),
            courses: Vec::new(),
        }
    }

    /// A chart that was started for it.
    #[must_use]
    pub fn course(&self, chart: ChartId) -> Option<&Course> {
        self.courses.iter().find(|course| course.chart == chart)
    }

    /// Whether it was enrolled and not withdrawn.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Whether something that was started for it runs.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.courses.iter().any(Course::runs)
    }
}
