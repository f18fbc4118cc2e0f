//! The records that the state of a case is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::still::{Pause, Promise};
use crate::calendar::{Due, Timestamp};
use crate::engine::effect::{ItemNo, ObligationNo, Withdrawal};
use crate::engine::pairs;
use crate::machine::id::{
    DutyId, GroundId, GuaranteeId, HandlerId, HoldingId, LevelId, RoleId, StateId,
};
use crate::value::{Document, Value};

/// Where a case is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Phase {
    /// Nothing but the opening is accepted.
    Unopened,
    /// Running.
    Open,
    /// Ended here.
    Closed(StateId),
}

/// One stay in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Number over all visits of the case.
    pub id: u32,
    /// When it began.
    pub entered: Timestamp,
    /// When its term ends; `None` also while it stands still.
    pub due: Option<Due>,
    /// What is left while it stands still.
    pub(crate) pause: Option<Pause>,
    /// Parts of the term that depend on nothing but the visit.
    pub(crate) basis: Basis,
    /// The alarm of its term.
    pub(crate) alarm: Option<Alarm>,
    /// What may still fire `overdue` in this visit.
    pub(crate) overdue: Overdue,
    /// What led here.
    pub cause: Cause,
}

/// What may still fire `overdue` in a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Overdue {
    /// The end of the term and every mandatory obligation: it has not fired.
    Armed,
    /// Nothing: it has fired.
    Fired,
    /// The end of the term: it has fired, and the term was extended since.
    Extended,
}

/// What is fixed about a due instant when its term starts to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Basis {
    /// The earliest bound of the parts that follow no fact, signal or task.
    pub(crate) fixed: Option<Due>,
    /// Conditional parts whose condition held at the start, by position (at most 64 parts).
    pub(crate) applies: u64,
    /// Parts that follow something and were overridden by an extension since they last changed.
    pub(crate) silenced: u64,
    /// The highest level reached while the term ran.
    pub(crate) level: LevelId,
}

impl Basis {
    /// With these parts counting again: what they follow has changed.
    pub(crate) fn heard(self, parts: u64) -> Self {
        Self { silenced: self.silenced & !parts, ..self }
    }
}

/// Why something opened or was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Other parties hold its role.
    Parties,
    /// There is another version of the document it is about.
    Version,
    /// The case was reopened.
    Reopening,
}

/// What is known of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// All statements in order of receipt.
    pub statements: Vec<Statement>,
    // INVARIANT: position of the statement with the latest `at`, ties by receipt.
    pub(crate) current: Option<u32>,
}

/// One statement of a fact. Its `Debug` form leaves the value out, since it may be personal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What was stated; `None`: it was erased.
    pub value: Option<Value>,
    /// From when it holds.
    pub at: Timestamp,
    /// When it was received.
    pub received: Timestamp,
    /// The entry that stated it.
    pub seq: u64,
    /// Whether it corrects what was stated before.
    pub corrects: bool,
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, received, seq, corrects, .. } = self;
        let mut shown = f.debug_struct("Statement");
        shown.field("at", at).field("received", received).field("seq", seq);
        shown.field("corrects", corrects).finish_non_exhaustive()
    }
}

/// The instances of a task or decision that count now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyState {
    /// Visit of the scope in which the current instances opened; 0: none yet.
    pub(crate) visit: u32,
    /// The current instance per party; the empty name where parties do not each owe one.
    pub(crate) current: BTreeMap<String, ObligationNo>,
    /// How many of them are owed.
    pub(crate) owed: u32,
    /// How many of them are done.
    pub(crate) done: u32,
    /// How many of them were withdrawn undone because their scope was left or the case closed.
    pub(crate) left: u32,
    /// How many of them missed their due instant.
    pub(crate) late: u32,
    /// Who lacks an instance because the condition was not definitely true, by party.
    pub(crate) lacking: BTreeSet<String>,
    /// When the first instance of a recurring task opened in this visit.
    pub(crate) started: Option<Timestamp>,
    /// Periods since then.
    pub(crate) ticks: u32,
    /// Whether the periods stopped because the condition became false.
    pub(crate) paused: bool,
    /// When the next period opens an instance.
    pub(crate) next: Option<Timestamp>,
    /// Effective time of the latest completion.
    pub(crate) done_at: Option<Timestamp>,
}

/// One obligation: an instance of a task or a decision, or a call of the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// The item that it is about; `None`: the case itself.
    pub item: Option<ItemNo>,
    /// The task, decision or call.
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
    /// Whether no present party answers for it.
    pub unheld: bool,
    /// Of a decision about a document: the version.
    pub about: Option<Document>,
    /// The role that took it over by its ladder.
    pub(crate) taken_over: Option<RoleId>,
    pub(crate) basis: Basis,
    /// When it is due, if known; `None` also while its term stands still.
    pub due: Option<Due>,
    /// What is left while its term stands still.
    pub(crate) pause: Option<Pause>,
    /// By position when its reminders come, whether they lie before the due instant or not.
    pub(crate) reminders: Vec<Option<Due>>,
    /// The due instants that it has had, in order, and the entry that gave each.
    pub promises: Vec<Promise>,
    /// Its due instant before somebody postponed it for the first time.
    pub(crate) postponed: Option<Due>,
    /// What became of it.
    pub status: Status,
    /// Whether its due instant passed without it having been done in time. Never unset, but by a
    /// completion whose effective time lay before it.
    pub late: bool,
    /// Rungs called, by position.
    pub(crate) rungs: u64,
    /// Alarms set for it: due instant, reminders, rungs.
    pub(crate) alarms: Vec<Alarm>,
    /// Votes, in order of receipt.
    pub votes: Vec<Vote>,
}

/// What became of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// No longer owed, since it was excused.
    Excused,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The role whose seat it is, as declared.
    pub role: RoleId,
    /// The party.
    pub party: String,
    /// Position of the outcome.
    pub outcome: u32,
    /// The candidate that it chooses.
    pub chosen: Option<String>,
}

/// The bit and the clock of a handler in the present visit of its scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandlerState {
    /// Whether a watched condition has fired and not been otherwise since.
    pub(crate) fired: bool,
    /// When it fires by time.
    pub(crate) timer: Option<Timestamp>,
    /// Periods since entry.
    pub(crate) ticks: u32,
}

/// The parties of a role with the times in which they hold it, half-open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holders {
    #[serde(with = "pairs")]
    pub(crate) parties: BTreeMap<String, Vec<(Timestamp, Option<Timestamp>)>>,
}

/// The watch on a guarantee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
pub(crate) struct Processed {
    pub(crate) seq: u64,
    pub(crate) content: [u8; 16],
    /// Its effective time: whoever delivers it again need not have kept that.
    pub(crate) at: Timestamp,
}

/// Something that happens by itself at an instant; at one instant in order of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    /// When.
    pub at: Timestamp,
    /// Order of writing.
    pub(crate) order: u32,
    /// Of which item.
    pub item: Option<ItemNo>,
    /// What.
    pub what: Timer,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// A planned move takes effect.
    Move(HoldingId),
    /// A legal basis begins or ceases to be in force.
    Ground(GroundId),
}

/// Up to where what was received counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Up to and including this entry.
    Entry(u64),
    /// Up to and including this received time.
    At(Timestamp),
}

impl History {
    /// The statement that holds now: the latest effective, of equals the last received.
    #[must_use]
    pub fn current(&self) -> Option<&Statement> {
        self.statements.get(self.current? as usize)
    }

    /// Whether what holds now was erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.current().is_some_and(|statement| statement.value.is_none())
    }

    /// The statement that held at `effective`, as far as was known then.
    #[must_use]
    pub fn as_of(&self, effective: Timestamp, known: Known) -> Option<&Statement> {
        let counts = |statement: &&Statement| {
            statement.at <= effective
                && match known {
                    Known::Entry(seq) => statement.seq <= seq,
                    Known::At(received) => statement.received <= received,
                }
        };
        // Of equals the last.
        self.statements.iter().filter(counts).max_by_key(|statement| statement.at)
    }
}

impl Obligation {
    /// The due instant that was promised then; `None` also where none was yet.
    #[must_use]
    pub fn promised(&self, then: Known) -> Option<Due> {
        let made = |promise: &&Promise| match then {
            Known::Entry(seq) => promise.seq <= seq,
            Known::At(at) => promise.at <= at,
        };
        self.promises.iter().rev().find(made)?.due
    }
}

impl Status {
    /// Whether it is owed.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Open | Self::Overdue)
    }

    /// Whether it ended only because its party left or its condition was false.
    pub(crate) fn may_open_again(self) -> bool {
        matches!(self, Self::Withdrawn(Withdrawal::PartyLeft | Withdrawal::Condition))
    }
}
