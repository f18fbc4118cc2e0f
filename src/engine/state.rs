//! The state of a case: if replay needs it, it stands here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::effect::{ObligationNo, Withdrawal};
use crate::calendar::{Due, Timestamp};
use crate::canon::Hash;
use crate::machine::Machine;
use crate::machine::id::{
    CounterId, DutyId, FactId, GuaranteeId, HandlerId, Id, LevelId, RoleId, SignalId, StateId,
    Table,
};
use crate::machine::playbook::Succession;
use crate::value::Value;

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
    pub(crate) visit_count: u32,
    pub(crate) level: LevelId,
    pub(crate) determined: Vec<(RoleId, LevelId)>,
    pub(crate) facts: Table<FactId, History>,
    pub(crate) received: Table<SignalId, Option<Timestamp>>,
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
    pub(crate) monitors: Table<GuaranteeId, Monitor>,
    #[serde(with = "super::pairs")]
    pub(crate) processed: BTreeMap<[u8; 16], Processed>,
}

/// Where a case is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Nothing but the opening is accepted.
    Unopened,
    /// Running.
    Open,
    /// Ended here.
    Closed(StateId),
}

/// One stay in a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Number over all visits of the case.
    pub id: u32,
    /// When it began.
    pub entered: Timestamp,
    /// When its term ends.
    pub due: Option<Due>,
    /// Parts of the term that depend on nothing but the visit.
    pub(crate) basis: Basis,
    /// Whether `overdue` has fired for this visit (since the last extension).
    pub(crate) overdue_fired: bool,
    /// What led here.
    pub cause: Cause,
}

/// What is fixed about a due instant when its term starts to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Basis {
    /// The earliest bound of the parts that follow no fact, signal or task.
    pub(crate) fixed: Option<Due>,
    /// Conditional parts whose condition held at the start, by position (at most 64 parts).
    pub(crate) applies: u64,
    /// Whether an extension replaced the parts; the following parts count again when they change.
    pub(crate) extended: bool,
}

/// Why something opened or was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// The case opened.
    Opening,
    /// A handler.
    Handler(HandlerId),
    /// An outcome of a decision; `None`: no answer.
    Outcome(DutyId, Option<u32>),
    /// Its condition became true, or its level was reached.
    Condition,
    /// Its period came round.
    Recurrence,
    /// A party joined.
    Joined,
}

/// What is known of a fact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// All statements in order of receipt.
    pub statements: Vec<Statement>,
    // INVARIANT: position of the statement with the latest `at`, ties by receipt.
    pub(crate) current: Option<u32>,
}

/// One statement of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// What was stated.
    pub value: Value,
    /// From when it holds.
    pub at: Timestamp,
    /// The entry that stated it.
    pub seq: u64,
}

/// The instances of a task or decision that count now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DutyState {
    /// Visit of the scope in which the current instances opened; 0: none yet.
    pub(crate) visit: u32,
    /// The current instance per party; the empty name where parties do not each owe one.
    pub(crate) current: BTreeMap<String, ObligationNo>,
    /// How many of them are owed.
    pub(crate) owed: u32,
    /// How many of them are done.
    pub(crate) done: u32,
    /// How many of them missed their due instant.
    pub(crate) late: u32,
    /// Periods since the start of the visit.
    pub(crate) ticks: u32,
    /// When the next period opens an instance.
    pub(crate) next: Option<Timestamp>,
    /// Effective time of the latest completion.
    pub(crate) done_at: Option<Timestamp>,
    /// Whether an instance was ever done.
    pub(crate) ever_done: bool,
}

/// One obligation: an instance of a task or a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Obligation {
    /// The task or decision.
    pub duty: DutyId,
    /// Visit of its scope in which it opened.
    pub(crate) visit: u32,
    /// The party that owes it, where each party owes its own.
    pub party: Option<String>,
    /// When it opened.
    pub opened: Timestamp,
    /// The entry that opened it.
    pub seq: u64,
    /// Why it opened.
    pub cause: Cause,
    /// Who does it.
    pub doer: RoleId,
    /// Who is accountable.
    pub accountable: RoleId,
    /// The role that took it over by its ladder.
    pub(crate) taken_over: Option<RoleId>,
    pub(crate) basis: Basis,
    /// When it is due, if known.
    pub due: Option<Due>,
    /// What became of it.
    pub status: Status,
    /// Whether its due instant passed without it having been done in time. Never unset, but by a
    /// completion whose effective time lay before it.
    pub late: bool,
    /// Rungs called, by position.
    pub(crate) rungs: u64,
    /// Alarms set for it beside its due instant.
    pub(crate) alarms: Vec<Alarm>,
    /// Votes, in order of receipt.
    pub votes: Vec<Vote>,
}

/// What became of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Owed, not yet due.
    Open,
    /// Owed, past its due instant.
    Overdue,
    /// Done.
    Done,
    /// A decision with an outcome, by position.
    Decided(u32),
    /// A decision that got no answer.
    Unanswered,
    /// No longer owed, not done.
    Withdrawn(Withdrawal),
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The role whose seat it is, as declared.
    pub role: RoleId,
    /// The party.
    pub party: String,
    /// Position of the outcome.
    pub outcome: u32,
}

/// The bit and the clock of a handler in the present visit of its scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HandlerState {
    /// Whether a watched condition has fired and not been otherwise since.
    pub(crate) fired: bool,
    /// When it fires by time.
    pub(crate) timer: Option<Timestamp>,
    /// Periods since entry.
    pub(crate) ticks: u32,
}

/// The parties of a role with the times in which they hold it, half-open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Holders {
    #[serde(with = "super::pairs")]
    pub(crate) parties: BTreeMap<String, Vec<(Timestamp, Option<Timestamp>)>>,
}

/// The watch on a guarantee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Monitor {
    /// Whether the premise holds (for rises), or the window is open.
    pub(crate) armed: bool,
    /// Whether the violation of now has been raised.
    pub(crate) violated: bool,
    /// Whether something is awaited since a rise, and until when.
    pub(crate) pending: bool,
    pub(crate) until: Option<Timestamp>,
}

/// An input that was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Processed {
    pub(crate) seq: u64,
    pub(crate) content: [u8; 16],
}

/// Something that happens by itself at an instant; at one instant in order of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alarm {
    /// When.
    pub at: Timestamp,
    /// Order of writing.
    pub(crate) order: u32,
    /// What.
    pub what: Timer,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Timer {
    /// The parties of a role change.
    Role(RoleId),
    /// An obligation is due.
    Due(ObligationNo),
    /// The term of a state ends.
    State(StateId),
    /// A reminder, by position.
    Reminder(ObligationNo, u32),
    /// A rung, by position.
    Rung(ObligationNo, u32),
    /// A handler fires.
    Handler(HandlerId),
    /// The next instance of a recurring task opens.
    Recurrence(DutyId),
    /// A guarantee must have been met.
    Guarantee(GuaranteeId),
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
            visit_count: 0,
            level: LevelId::new(0),
            determined: Vec::new(),
            facts: playbook.facts.ids().map(|_| History::default()).collect(),
            received: playbook.signals.ids().map(|_| None).collect(),
            duties: playbook.duties.ids().map(|_| DutyState::default()).collect(),
            obligations: Vec::new(),
            owed: BTreeSet::new(),
            timers: BTreeSet::new(),
            handlers: playbook.handlers.ids().map(|_| HandlerState::default()).collect(),
            counters: playbook.counters.ids().map(|_| 0).collect(),
            roles: playbook.roles.ids().map(|_| Holders::default()).collect(),
            successions: Vec::new(),
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
        self.visits.iter().filter(|(_, visit)| visit.is_some()).map(|(id, _)| id)
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
        self.obligations.get(no.0 as usize)
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

impl History {
    /// The statement that holds now: the latest effective, of equals the last received.
    #[must_use]
    pub fn current(&self) -> Option<&Statement> {
        self.statements.get(self.current? as usize)
    }
}

impl Status {
    /// Whether it is owed.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Open | Self::Overdue)
    }
}
