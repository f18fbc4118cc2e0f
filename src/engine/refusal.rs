//! Every way to say no. A refused input changed nothing.

mod codes;
mod item;
mod text;

pub use codes::{CODES, REASONS, Reason};
pub use item::ItemFault;

use crate::calendar::{CalendarError, Duration, Timestamp};
use crate::machine::id::{ActionId, DutyId, FactId, LevelId, RoleId, SignalId};
use crate::value::Type;

/// Why an input was refused: every fault of it at once, never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .faults.iter().map(|fault| fault.id()).collect::<Vec<_>>().join(", "))]
pub struct Refusal {
    /// The id of the item that the input names; `None`: it names none.
    pub item: Option<String>,
    /// The faults, in the order of the fields of the input.
    pub faults: Vec<Fault>,
}

/// One fault of an input. Exhaustive on purpose: a new way to say no must break a host's build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// R01: the id is empty.
    NoId,
    /// R02: the same id came before with other content.
    IdReused,
    /// R03: the received time lies before the last entry.
    Past {
        /// The last entry.
        last: Timestamp,
    },
    /// R04: the effective time lies after the received time.
    Future,
    /// R05: a time or date lies outside the supported years.
    OutOfRange,
    /// R06: the case is not open yet.
    NotOpen,
    /// R07: the case is open already.
    AlreadyOpen,
    /// R08: the case is closed.
    Closed,
    /// R09: the playbook is not valid at the opening, and no reason to force it is given.
    NotValid,
    /// R10: no role of this name.
    UnknownRole(String),
    /// R11: no signal of this name.
    UnknownSignal(String),
    /// R12: no task of this name.
    UnknownTask(String),
    /// R13: no decision of this name.
    UnknownDecision(String),
    /// R14: no outcome of this name.
    UnknownOutcome {
        /// The decision.
        decision: DutyId,
        /// The name given.
        outcome: String,
    },
    /// R15: no level of this name, or the playbook has no severity.
    UnknownLevel(String),
    /// R16: no fact of this name.
    UnknownFact(String),
    /// R17: a fact that this input does not carry, or a derived one.
    UnexpectedField(FactId),
    /// R18: a fact twice.
    DuplicateField(FactId),
    /// R19: a required fact is missing.
    MissingField(FactId),
    /// R05: no calendar counts so far, or so.
    Uncountable {
        /// The date from which a term or trigger of the playbook is counted; `None`: a term was to
        /// be extended.
        fact: Option<FactId>,
        /// Why not.
        why: CalendarError,
    },
    /// R20: a value of another type, or a number beyond the stated scale.
    WrongType {
        /// The fact.
        fact: FactId,
        /// Its type.
        expected: Type,
    },
    /// R21: somebody must say it, and nobody is named.
    NoActor,
    /// R22: the party does not hold the role at the effective time.
    NotHeld {
        /// The role.
        role: RoleId,
        /// The party.
        party: String,
    },
    /// R23: the role may not do this.
    NotAllowed(RoleId),
    /// R24: the task is not owed (by this party).
    TaskNotOpen(DutyId),
    /// R25: the decision is not open.
    DecisionNotOpen(DutyId),
    /// R26: this seat has voted already.
    AlreadyVoted(DutyId),
    /// R27: no reason is given.
    NoReason,
    /// R28: the role may raise but not lower.
    MayNotLower(RoleId),
    /// R29: below what the rules demand.
    BelowFloor(LevelId),
    /// R30: more levels at a time than allowed.
    TooManyLevels {
        /// The most at a time.
        at_most: u32,
    },
    /// R31: the party holds the role already, or does not hold it.
    BindingStands,
    /// R32: the role is held by one party, and several are given.
    OneParty(RoleId),
    /// R33: the state belongs to another machine.
    OtherMachine,
    /// R38: no action of this name.
    UnknownAction(String),
    /// R39: the host was not asked to do this.
    NotCalled(ActionId),
    /// R40: the host has answered already.
    AlreadyAnswered(ActionId),
    /// R41: this signal is no answer to this action.
    NotAnAnswer {
        /// The action.
        action: ActionId,
        /// The signal.
        signal: SignalId,
    },
    /// R42: the vote is from before this version of the document.
    EarlierVersion(DutyId),
    /// R34: no party of this signal's senders; kept apart from [`Fault::NotAllowed`].
    NotASender(SignalId),
    /// R35: the signal is not allowed now.
    NotNow {
        /// The signal.
        signal: SignalId,
        /// Facts that must be known first; empty: its condition is definitely false.
        unknown: Vec<FactId>,
    },
    /// R36: the decision is up to another party.
    NotAnother(DutyId),
    /// R37: a correction that states nothing.
    NothingStated,
    /// R43: the terms of the case stand still.
    Suspended,
    /// R44: the terms of the case run.
    NotSuspended,
    /// R45: the case is not closed.
    NotClosed,
    /// R46: what is owed of the task is overdue already.
    AlreadyOverdue(DutyId),
    /// R47: the task has no due instant from which to count on.
    NoDue(DutyId),
    /// R48: the task is postponed further than the playbook allows.
    PostponedTooFar {
        /// The task.
        task: DutyId,
        /// How far at most, from its due instant before it was postponed.
        at_most: Duration,
    },
    /// R49: the new due instant does not lie ahead.
    DueInPast,
    /// R63: a personal fact without a salt, or any with one of zeros; `None`: an erasure without
    /// one for its snapshot.
    NoSalt(Option<FactId>),
    /// R64: the fact is not marked personal, so its value stands in the chain itself.
    NotPersonal(FactId),
    /// R50–R62: what is said of an item.
    Item(ItemFault),
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoId => "R01",
            Self::IdReused => "R02",
            Self::Past { .. } => "R03",
            Self::Future => "R04",
            Self::OutOfRange | Self::Uncountable { .. } => "R05",
            Self::NotOpen => "R06",
            Self::AlreadyOpen => "R07",
            Self::Closed => "R08",
            Self::NotValid => "R09",
            Self::UnknownRole(_) => "R10",
            Self::UnknownSignal(_) => "R11",
            Self::UnknownTask(_) => "R12",
            Self::UnknownDecision(_) => "R13",
            Self::UnknownOutcome { .. } => "R14",
            Self::UnknownLevel(_) => "R15",
            Self::UnknownFact(_) => "R16",
            Self::UnexpectedField(_) => "R17",
            Self::DuplicateField(_) => "R18",
            Self::MissingField(_) => "R19",
            Self::WrongType { .. } => "R20",
            Self::NoActor => "R21",
            Self::NotHeld { .. } => "R22",
            Self::NotAllowed(_) => "R23",
            Self::TaskNotOpen(_) => "R24",
            Self::DecisionNotOpen(_) => "R25",
            Self::AlreadyVoted(_) => "R26",
            Self::NoReason => "R27",
            Self::MayNotLower(_) => "R28",
            Self::BelowFloor(_) => "R29",
            Self::TooManyLevels { .. } => "R30",
            Self::BindingStands => "R31",
            Self::OneParty(_) => "R32",
            Self::OtherMachine => "R33",
            Self::NotASender(_) => "R34",
            Self::NotNow { .. } => "R35",
            Self::NotAnother(_) => "R36",
            Self::NothingStated => "R37",
            Self::UnknownAction(_) => "R38",
            Self::NotCalled(_) => "R39",
            Self::AlreadyAnswered(_) => "R40",
            Self::NotAnAnswer { .. } => "R41",
            Self::EarlierVersion(_) => "R42",
            Self::Suspended => "R43",
            Self::NotSuspended => "R44",
            Self::NotClosed => "R45",
            Self::AlreadyOverdue(_) => "R46",
            Self::NoDue(_) => "R47",
            Self::PostponedTooFar { .. } => "R48",
            Self::DueInPast => "R49",
            Self::NoSalt(_) => "R63",
            Self::NotPersonal(_) => "R64",
            Self::Item(fault) => fault.id(),
        }
    }
}
