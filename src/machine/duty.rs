//! Tasks and decisions as declared, and their terms.

use serde::{Deserialize, Serialize};

use super::handler::{Action, DateRef, Target};
use super::id::{ActionId, DutyId, FactId, GroundId, LevelId, RoleId, SignalId, StateId};
use crate::calendar::Duration;
use crate::span::Span;

/// A term has at most so many parts, a ladder at most so many rungs: a case keeps a bit for each.
pub const MAX_PARTS: usize = 64;

/// A task, a decision or a call of the host as declared. Its instances in a case are obligations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty<E> {
    /// Name; tasks and decisions have separate name spaces, a call has the name of its action.
    pub name: String,
    /// Title or question for people.
    pub title: Option<String>,
    /// The state in whose scope it is written.
    pub scope: StateId,
    /// The lowest level at which it opens; `None`: any.
    pub from: Option<LevelId>,
    /// It opens when this is definitely true; `None`: on entry.
    pub when: Option<E>,
    /// Whether only an action opens it (it is written in an action block).
    pub by_action: bool,
    /// When it is due.
    pub term: Term<E>,
    /// Legal bases.
    pub grounds: Vec<GroundId>,
    /// Task, decision or call.
    pub kind: DutyKind<E>,
    /// Position in the order of writing.
    pub order: u32,
    /// Where it is written.
    pub at: Span,
}

/// What is particular to a task or a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DutyKind<E> {
    /// A task.
    Task(Task<E>),
    /// A decision.
    Decision(Decision<E>),
    /// Something that the host is asked to do.
    Call(Call<E>),
}

impl<E> DutyKind<E> {
    /// The facts that doing or deciding it states, or may state.
    pub(crate) fn states(&self) -> impl Iterator<Item = FactId> {
        let (must, may): (&[FactId], &[FactId]) = match self {
            Self::Task(task) => (&task.delivers, &[]),
            Self::Decision(decision) => (&decision.carries, &decision.optionally),
            Self::Call(_) => (&[], &[]),
        };
        must.iter().chain(may).copied()
    }
}

/// What is particular to a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task<E> {
    /// Who does it.
    pub who: Who<E>,
    /// Who is accountable, if not the doer.
    pub on_behalf: Option<RoleId>,
    /// Who helps.
    pub with: Vec<RoleId>,
    /// The period of a recurring task.
    pub every: Option<Duration>,
    /// Reminders, from the opening.
    pub reminders: Vec<Reminder>,
    /// Rungs called one after another once it is overdue.
    pub ladder: Vec<Rung>,
    /// Facts that its completion must state.
    pub delivers: Vec<FactId>,
    /// Points of the checklist.
    pub checklist: Vec<String>,
    /// Who may postpone it, and by how much at most.
    pub postponement: Option<Postponement>,
    /// Survives leaving its scope.
    pub stays_open: bool,
    /// Done once, it does not open again.
    pub once: bool,
    /// Never blocks `done`, never makes a step overdue.
    pub optional: bool,
    /// A host shows it in the calendar of who does it; it changes nothing in a case.
    pub agenda: bool,
}

/// `postponement by ROLES at most D`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postponement {
    /// Who may postpone it.
    pub by: Vec<RoleId>,
    /// How far at most, counted from the due instant that it had before the first time.
    pub at_most: Duration,
}

/// Who does a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Who<E> {
    /// One role; of a plural role any party may complete.
    Role(RoleId),
    /// One obligation per party of the role.
    Every(RoleId),
    /// The first while `when` is definitely true, else the other.
    Either {
        /// Doer while `when` is definitely true.
        first: RoleId,
        /// The condition.
        when: E,
        /// Doer otherwise, also while the condition is unknown.
        otherwise: RoleId,
    },
}

/// `remind after D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// From the opening.
    pub after: Duration,
    /// Position in the order of writing.
    pub order: u32,
    /// Where it is written.
    pub at: Span,
}

/// One rung of an escalation ladder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Since the due instant; `None`: at it. Rungs count from the due instant, not from each other.
    pub after: Option<Duration>,
    /// Called from this level up only (`from LEVEL at once to`); `None`: always.
    pub from: Option<LevelId>,
    /// Who is called.
    pub to: RoleId,
    /// Whether the role called becomes accountable.
    pub takes_over: bool,
    /// Position in the order of writing.
    pub order: u32,
    /// Where it is written.
    pub at: Span,
}

/// What is particular to a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision<E> {
    /// The document it is about: it opens once that is known, and anew for another version.
    pub about: Option<FactId>,
    /// How many must agree.
    pub quorum: Quorum,
    /// Who decides; a plural role has one seat per party. Of [`Quorum::OtherThan`]: who do not.
    pub deciders: Vec<Decider<E>>,
    /// Outcomes that may be answered, in source order.
    pub outcomes: Vec<Outcome<E>>,
    /// The role to which the first-written outcome binds one of its candidates.
    pub chooses: Option<RoleId>,
    /// Facts that every answer must state.
    pub carries: Vec<FactId>,
    /// Facts that an answer may state.
    pub optionally: Vec<FactId>,
    /// What silence at the term leads to; `None`: only the step's `overdue` answers it.
    pub no_answer: Option<Outcome<E>>,
}

/// `doe N(args)` / `do N(args)`: what is particular to a call of the host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call<E> {
    /// What the host must do.
    pub action: ActionId,
    /// With what, by position of the parameters.
    pub arguments: Vec<E>,
}

/// How many deciders an outcome needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Quorum {
    /// The first-written outcome needs every seat; the first other answer decides.
    All,
    /// The first answer decides.
    One,
    /// An outcome needs so many seats.
    Count(u32),
    /// The first answer decides, of anyone whose party holds none of the roles listed. A role with
    /// a condition is listed unless that is definitely false.
    OtherThan,
}

/// A role that decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decider<E> {
    /// The role.
    pub role: RoleId,
    /// It has a seat only while this is definitely true; `None`: always.
    pub when: Option<E>,
}

/// The name of an outcome; yes and no are the same in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum OutcomeName {
    /// `ja` / `yes`
    Yes,
    /// `nee` / `no`
    No,
    /// A name of the author's.
    Named(String),
    /// `geen antwoord` / `no answer`
    NoAnswer,
}

/// What an outcome does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome<E> {
    /// Its name.
    pub name: OutcomeName,
    /// Done first.
    pub actions: Vec<Action<E>>,
    /// Where it leads.
    pub target: Option<Target>,
    /// Position in the order of writing.
    pub order: u32,
    /// Where it is written.
    pub at: Span,
}

/// When something is due: every part that applies counts and the earliest due instant wins.
///
/// No part: no due instant (a duty without a term is a static error; a step may have none).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term<E> {
    /// The parts.
    pub parts: Vec<TermPart<E>>,
    /// Where it is written.
    pub at: Span,
}

/// One part of a term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermPart<E> {
    /// Applies from this level up; `None`: always.
    pub from: Option<LevelId>,
    /// Applies while this is definitely true; `None`: always.
    pub when: Option<E>,
    /// The bound.
    pub due: Due,
    /// Where it is written.
    pub at: Span,
}

/// A bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Due {
    /// So long after the moment, else after the opening.
    Within {
        /// How long.
        duration: Duration,
        /// After what; `None`: the opening.
        after: Option<Moment>,
    },
    /// The end of a civil date; of an instant that instant.
    By(DateRef),
    /// The end of the date so long before a date (never rolled).
    Before(Duration, DateRef),
    /// The end of the term so long after a date.
    After(Duration, DateRef),
    /// The end of the day of the opening.
    SameDay,
}

/// What a term runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Moment {
    /// A date (its civil day) or instant fact.
    Fact(FactId),
    /// The latest receipt of a signal.
    Signal(SignalId),
    /// The latest completion of a task.
    Done(DutyId),
}
