//! One chart as it runs: the case's own, or one of an item.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{DutyState, HandlerState, Heard, Kept, Monitor, Visit};
use crate::calendar::Timestamp;
use crate::engine::pairs;
use crate::machine::Machine;
use crate::machine::id::{
    ChartId, CounterId, DutyId, GuaranteeId, HandlerId, Segment, SignalId, StateId,
};

/// Where a chart is, and what is kept for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    pub(crate) chart: ChartId,
    /// Of an item's chart, whether it runs still; the case's own goes by the phase of the case.
    pub(crate) progress: Progress,
    pub(crate) visits: Segment<StateId, Option<Visit>>,
    // INVARIANT: exactly the states that have a visit.
    pub(crate) active: BTreeSet<StateId>,
    /// What a move may resume, as it was left.
    #[serde(with = "pairs")]
    pub(crate) memories: BTreeMap<StateId, Vec<Kept>>,
    pub(crate) received: Segment<SignalId, Option<Timestamp>>,
    pub(crate) heard: Segment<SignalId, Heard>,
    pub(crate) duties: Segment<DutyId, DutyState>,
    pub(crate) handlers: Segment<HandlerId, HandlerState>,
    pub(crate) counters: Segment<CounterId, u32>,
    pub(crate) monitors: Segment<GuaranteeId, Monitor>,
}

/// How far a chart of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Progress {
    /// It runs.
    Runs,
    /// It ended here.
    Ended(StateId),
    /// It was stopped.
    Stopped,
}

impl Course {
    /// A chart that was not entered yet.
    pub(crate) fn new(machine: &Machine, chart: ChartId) -> Self {
        let parts = &machine.index().charts[chart];
        Self {
            chart,
            progress: Progress::Runs,
            visits: parts.states.filled(|| None),
            active: BTreeSet::new(),
            memories: BTreeMap::new(),
            received: parts.signals.filled(|| None),
            heard: parts.signals.filled(Heard::default),
            duties: parts.duties.filled(DutyState::default),
            handlers: parts.handlers.filled(HandlerState::default),
            counters: parts.counters.filled(|| 0),
            monitors: parts.guarantees.filled(Monitor::default),
        }
    }

    /// Which chart it is.
    #[must_use]
    pub fn chart(&self) -> ChartId {
        self.chart
    }

    /// Whether it runs.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.progress == Progress::Runs
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Whether a state is active.
    #[must_use]
    pub fn is_active(&self, state: StateId) -> bool {
        self.visit(state).is_some()
    }

    /// The present visit of a state.
    #[must_use]
    pub fn visit(&self, state: StateId) -> Option<&Visit> {
        self.visits.get(state).and_then(Option::as_ref)
    }

    /// The active states in document order.
    pub fn active(&self) -> impl Iterator<Item = StateId> + '_ {
        self.active.iter().copied()
    }
}
