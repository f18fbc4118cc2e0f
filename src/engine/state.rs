//! The state of a case: if replay needs it, it stands here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::effect::ObligationNo;
use crate::calendar::Timestamp;
use crate::canon::Hash;
use crate::machine::Machine;
use crate::machine::id::{
    CounterId, DutyId, FactId, GuaranteeId, HandlerId, Id, LevelId, RoleId, SignalId, StateId,
    StreakId, Table,
};
use crate::machine::playbook::Succession;

mod people;
mod record;
mod still;
mod streak;

pub use people::Claim;
pub(crate) use people::{Heard, Round, Sending};
pub use record::{
    Alarm, Cause, History, Known, Obligation, Phase, Statement, Status, Timer, Visit, Vote,
};
pub(crate) use record::{Basis, DutyState, HandlerState, Holders, Monitor, Overdue, Processed};
pub(crate) use still::{Kept, Pause};
pub use still::{Promise, Suspension};
pub(crate) use streak::Streak;

/// The state of one case under one machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    pub(crate) case: String,
    pub(crate) machine: Hash,
    pub(crate) seq: u64,
    pub(crate) last: Timestamp,
    pub(crate) head: Hash,
    pub(crate) phase: Phase,
    pub(crate) visits: Table<StateId, Option<Visit>>,
    // INVARIANT: exactly the states that have a visit.
    pub(crate) active: BTreeSet<StateId>,
    pub(crate) visit_count: u32,
    /// What a move may resume, as it was left.
    #[serde(with = "super::pairs")]
    pub(crate) memories: BTreeMap<StateId, Vec<Kept>>,
    pub(crate) suspended: Option<Suspension>,
    /// Where a closed case goes on when it is reopened.
    pub(crate) reopens: Option<StateId>,
    pub(crate) level: LevelId,
    pub(crate) determined: Vec<(RoleId, LevelId)>,
    pub(crate) facts: Table<FactId, History>,
    pub(crate) received: Table<SignalId, Option<Timestamp>>,
    pub(crate) heard: Table<SignalId, Heard>,
    pub(crate) streaks: Table<StreakId, Streak>,
    pub(crate) duties: Table<DutyId, DutyState>,
    pub(crate) obligations: Vec<Obligation>,
    // INVARIANT: exactly the obligations whose status is owed.
    pub(crate) owed: BTreeSet<ObligationNo>,
    // INVARIANT: every timer of a live scope or an owed obligation, and no other.
    pub(crate) timers: BTreeSet<Alarm>,
    pub(crate) handlers: Table<HandlerId, HandlerState>,
    pub(crate) counters: Table<CounterId, u32>,
    pub(crate) roles: Table<RoleId, Holders>,
    pub(crate) successions: Vec<Succession>,
    // INVARIANT: of roles that one party holds, and at most one per role and claimant.
    pub(crate) claims: Vec<Claim>,
    pub(crate) monitors: Table<GuaranteeId, Monitor>,
    #[serde(with = "super::pairs")]
    pub(crate) processed: BTreeMap<[u8; 16], Processed>,
}

impl State {
    /// A case that has not been opened. `case` is the host's name for it.
    #[must_use]
    pub fn new(machine: &Machine, case: impl Into<String>) -> Self {
        let playbook = machine.playbook();
        Self {
            case: case.into(),
            machine: machine.hash(),
            seq: 0,
            last: Timestamp::MIN,
            head: machine.hash(),
            phase: Phase::Unopened,
            visits: playbook.states.ids().map(|_| None).collect(),
            active: BTreeSet::new(),
            visit_count: 0,
            memories: BTreeMap::new(),
            suspended: None,
            reopens: None,
            level: LevelId::new(0),
            determined: Vec::new(),
            facts: playbook.facts.ids().map(|_| History::default()).collect(),
            received: playbook.signals.ids().map(|_| None).collect(),
            heard: playbook.signals.ids().map(|_| Heard::default()).collect(),
            streaks: machine.exprs().streaks.ids().map(|_| Streak::default()).collect(),
            duties: playbook.duties.ids().map(|_| DutyState::default()).collect(),
            obligations: Vec::new(),
            owed: BTreeSet::new(),
            timers: BTreeSet::new(),
            handlers: playbook.handlers.ids().map(|_| HandlerState::default()).collect(),
            counters: playbook.counters.ids().map(|_| 0).collect(),
            roles: playbook.roles.ids().map(|_| Holders::default()).collect(),
            successions: Vec::new(),
            claims: Vec::new(),
            monitors: playbook.guarantees.ids().map(|_| Monitor::default()).collect(),
            processed: BTreeMap::new(),
        }
    }

    /// The host's name for the case.
    #[must_use]
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The identity of the machine it runs under.
    #[must_use]
    pub fn machine(&self) -> Hash {
        self.machine
    }

    /// The sequence number of the last entry.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The instant of the last entry.
    #[must_use]
    pub fn last(&self) -> Timestamp {
        self.last
    }

    /// The head of the hash chain.
    #[must_use]
    pub fn head(&self) -> Hash {
        self.head
    }

    /// Where the case is in its life.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether a state is active.
    #[must_use]
    pub fn is_active(&self, state: StateId) -> bool {
        self.visits.get(state).is_some_and(Option::is_some)
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

    /// Since when and why the terms of the case stand still, if they do.
    #[must_use]
    pub fn suspended(&self) -> Option<&Suspension> {
        self.suspended.as_ref()
    }

    /// The present level.
    #[must_use]
    pub fn level(&self) -> LevelId {
        self.level
    }

    /// The history of a stated fact.
    #[must_use]
    pub fn history(&self, fact: FactId) -> Option<&History> {
        self.facts.get(fact)
    }

    /// One obligation.
    #[must_use]
    pub fn obligation(&self, no: ObligationNo) -> Option<&Obligation> {
        self.obligations.get(no.index())
    }

    /// All obligations ever, in order of opening.
    pub fn obligations(&self) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        (0..).map(ObligationNo).zip(&self.obligations)
    }

    /// The obligations that are owed now.
    pub fn owed(&self) -> impl Iterator<Item = (ObligationNo, &Obligation)> + '_ {
        self.owed.iter().filter_map(|&no| Some((no, self.obligation(no)?)))
    }

    /// The instances of a task or decision that count now (one per party where each owes its own).
    pub fn instances(&self, duty: DutyId) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        let current = self.duties.get(duty).map(|duty| duty.current.values());
        current.into_iter().flatten().filter_map(|&no| Some((no, self.obligation(no)?)))
    }

    /// The next instant at which anything happens by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.timers.first().map(|alarm| alarm.at)
    }

    /// The parties that hold a role at an instant, by name.
    pub fn parties(&self, role: RoleId, at: Timestamp) -> impl Iterator<Item = &str> + '_ {
        let holders = self.roles.get(role).into_iter().flat_map(|role| &role.parties);
        holders.filter(move |(_, times)| holds(times, at)).map(|(party, _)| party.as_str())
    }

    /// Claims to roles that another holds, in order of receipt: conflicts to be settled.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Whether a party holds a role at an instant.
    #[must_use]
    pub fn is_held(&self, role: RoleId, party: &str, at: Timestamp) -> bool {
        let times = self.roles.get(role).and_then(|role| role.parties.get(party));
        times.is_some_and(|times| holds(times, at))
    }
}

fn holds(times: &[(Timestamp, Option<Timestamp>)], at: Timestamp) -> bool {
    times.iter().any(|&(from, until)| from <= at && until.is_none_or(|until| at < until))
}
