//! The items of a case, and which chart of what a run is about.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::group::{GroupKey, Members};
use super::{Course, History, Holders, Monitor, Progress, Streaks};
use crate::calendar::Timestamp;
use crate::engine::effect::ItemNo;
use crate::engine::ledger::Ledger;
use crate::machine::Machine;
use crate::machine::id::{ChartId, FactId, GuaranteeId, HoldingId, Id, ItemId, RoleId, Segment};
use crate::value::Truth;

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

    /// An item itself, whatever runs for it.
    pub(crate) fn item(no: ItemNo) -> Self {
        Self { item: Some(no), chart: Self::case().chart }
    }

    /// The item, where it is one itself and no chart of it.
    pub(crate) fn own_item(self) -> Option<ItemNo> {
        self.item.filter(|no| self == Self::item(*no))
    }

    /// A chart of an item, or the case's own.
    pub(crate) fn of(item: Option<ItemNo>, chart: ChartId) -> Self {
        Self { item, chart }
    }
}

/// One item of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// By party: what it last said about taking care over.
    pub(crate) accepted: BTreeMap<String, Acceptance>,
    /// Who holds what of it; `None` only while it is being enrolled.
    pub(crate) ledgers: Segment<HoldingId, Option<Ledger>>,
    /// What its holder keeps until it moves, though another was chosen for the holder's role.
    pub(crate) kept: BTreeSet<HoldingId>,
    /// The watch on each guarantee of its kind.
    pub(crate) monitors: Segment<GuaranteeId, Monitor>,
    /// Of what is counted of its statements.
    pub(crate) streaks: Streaks,
    /// The charts that were started for it, in order of charts.
    pub(crate) courses: Vec<Course>,
    /// Since when and why it goes its own way.
    pub apart: Option<Box<Apart>>,
    /// The value by which it goes together with others of its kind; `None`: it is alone.
    pub(crate) group: Option<GroupKey>,
    /// Of what is counted over its kind, in order: what is true of it.
    pub(crate) counted: Vec<Option<Truth>>,
    /// Starts of the machine that it has yet to finish, by position.
    pub(crate) awaited: BTreeSet<u32>,
}

/// What a party last said about taking care of an item over, by effective time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// Since when; of a party that lapsed as a candidate, when it did.
    pub(crate) at: Timestamp,
    /// Whether it takes care over.
    pub(crate) stands: bool,
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
            ledgers: members.holdings.filled(|| None),
            kept: BTreeSet::new(),
            monitors: members.guarantees.filled(Monitor::default),
            streaks: Streaks::default(),
            courses: Vec::new(),
            apart: None,
            group: None,
            counted: vec![None; members.censuses.len()],
            awaited: BTreeSet::new(),
        }
    }

    /// Whether the acceptance of a party stands.
    #[must_use]
    pub fn has_accepted(&self, party: &str) -> bool {
        self.accepted.get(party).is_some_and(|said| said.stands)
    }

    /// Who holds something of it, and held it.
    #[must_use]
    pub fn ledger(&self, holding: HoldingId) -> Option<&Ledger> {
        self.ledgers.get(holding).and_then(Option::as_ref)
    }

    /// Whether something is with a role, and not only with whoever held that role before another
    /// was chosen for it.
    pub(crate) fn is_with(&self, holding: HoldingId, role: RoleId) -> bool {
        let turn = self.ledger(holding).and_then(Ledger::present);
        turn.is_some_and(|turn| turn.holder.role == role) && !self.kept.contains(&holding)
    }

    /// What a party keeps that held it in a role for which another was chosen.
    pub(crate) fn kept_by(&self, role: RoleId, party: &str) -> Vec<HoldingId> {
        let holds = |holding: &&HoldingId| {
            let turn = self.ledger(**holding).and_then(Ledger::present);
            turn.is_some_and(|it| it.holder.role == role && *it.holder.party == *party)
        };
        self.kept.iter().filter(holds).copied().collect()
    }

    /// Whether something that was started for it has ended, and nothing runs.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        let ended = |course: &Course| matches!(course.progress, Progress::Ended(_));
        !self.runs() && self.courses.iter().any(ended)
    }

    /// A chart that was started for it.
    #[must_use]
    pub fn course(&self, chart: ChartId) -> Option<&Course> {
        self.courses.iter().find(|course| course.chart == chart)
    }

    /// The charts that were started for it, in order of charts.
    pub fn courses(&self) -> impl Iterator<Item = &Course> {
        self.courses.iter()
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

/// That an item goes its own way, whoever goes together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// Since when.
    pub at: Timestamp,
    /// By which entry.
    pub seq: u64,
    /// Why.
    pub ground: String,
}

/// What is kept of a kind of item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    /// When it was declared complete.
    pub(crate) complete: Option<Timestamp>,
    /// How many were enrolled and not withdrawn.
    pub(crate) present: u32,
    #[serde(with = "crate::engine::pairs")]
    pub(crate) groups: BTreeMap<GroupKey, Members>,
}

/// Of how many items something counted is true, and of how many unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tally {
    pub(crate) held: u32,
    pub(crate) unknown: u32,
}
