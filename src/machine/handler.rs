//! Handlers, what they do, where they lead; and guarantees.

use serde::{Deserialize, Serialize};

use super::id::{
    ActionId, ChartId, CounterId, DutyId, FactId, HoldingId, ItemId, LevelId, RoleId, SignalId,
    StateId,
};
use crate::calendar::{ClockTime, Date, Duration, Timestamp};
use crate::span::Span;

/// `TRIGGER [if GUARD] [{ ACTIONS }] [-> TARGET]`. Without a target it is a rule, else a move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handler<E> {
    /// The state in whose scope it stands.
    pub scope: StateId,
    /// Holds only while the level is at least this; `None`: always.
    pub from: Option<LevelId>,
    /// What fires it.
    pub trigger: Trigger<E>,
    /// It fires only when this is definitely true.
    pub guard: Option<E>,
    /// The outer scope whose move on the same signal it deliberately overrides.
    pub instead_of: Option<StateId>,
    /// What it does, in order.
    pub actions: Vec<Action<E>>,
    /// Where it leads.
    pub target: Option<Target>,
    /// Position in the order of writing.
    pub order: u32,
    /// Where it is written.
    pub at: Span,
}

/// What fires a handler.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Trigger<E> {
    /// `bij S` / `when S`: the signal comes in.
    Signal(SignalId),
    /// `zodra C` / `as soon as C`: becomes definitely true, or is so on entry.
    When(E),
    /// `klaar` / `done`: everything mandatory in the scope is finished.
    Done,
    /// `te laat` / `overdue`: of the scope's term and its mandatory duties the first.
    Overdue,
    /// `taak X te laat`, `besluit X te laat`.
    DutyOverdue(DutyId),
    /// `actie X te laat`: the host does not answer some call of it in the chart.
    CallOverdue(ActionId),
    /// `na D` / `after D`: since entry.
    After(Duration),
    /// `op DATE` / `on DATE`: its first instant.
    On(DateRef),
    /// `na afloop van DATE` / `after the end of DATE`: the first instant after it.
    AfterEnd(DateRef),
    /// `D voor DATE` / `D before DATE`: counted back, never rolled; already past: at once.
    Before(Duration, DateRef),
    /// `elke D` / `every D`: recurring since entry.
    Every(Duration),
    /// `om HH:MM` / `at HH:MM`, `elke maandag [om HH:MM]` / `every monday [at HH:MM]`.
    At(ClockTime),
}

impl<E> Trigger<E> {
    /// Whether it waits for something to be overdue.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        matches!(self, Self::Overdue | Self::DutyOverdue(_) | Self::CallOverdue(_))
    }
}

/// A date or instant in a trigger or a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DateRef {
    /// A literal.
    Literal(Date),
    /// A date and time.
    Instant(Timestamp),
    /// A date or instant fact; nothing is due while it is unknown, and it follows the fact.
    Fact(FactId),
}

impl DateRef {
    /// The fact that it follows; a literal follows nothing.
    #[must_use]
    pub fn fact(self) -> Option<FactId> {
        match self {
            Self::Fact(fact) => Some(fact),
            Self::Literal(_) | Self::Instant(_) => None,
        }
    }
}

/// Where a move leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// How it enters.
    pub kind: TargetKind,
    /// The state.
    pub state: StateId,
    /// How often at most.
    pub limit: Option<Limit>,
    /// Where it is written.
    pub at: Span,
}

/// How a move enters its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum TargetKind {
    /// Plain: written outside an active target it does not leave it.
    Enter,
    /// `opnieuw` / `again`: leaves it and enters it afresh.
    Again,
    /// `hervat` / `resume`: enters it where it was left; what was never entered begins.
    Resume,
}

/// `at most N times[, then -> T]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The counter, with the number.
    pub counter: CounterId,
    /// Where it leads afterwards; `None`: it no longer fires.
    pub then: Option<Box<Target>>,
}

/// Something a handler or outcome does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Action<E> {
    /// `meld` / `notify`
    Notify {
        /// To whom.
        to: Vec<RoleId>,
        /// What.
        text: Template<E>,
    },
    /// A task, decision or call of the host written in the block.
    Open(DutyId),
    /// `trek taak X in` / `withdraw task X`
    Withdraw(DutyId),
    /// `zet F is E` / `set F is E`
    Set {
        /// The fact.
        fact: FactId,
        /// Its new value.
        value: E,
    },
    /// `SCALE minstens L` / `SCALE at least L`
    AtLeast(LevelId),
    /// `verleng …` / `extend …`
    Extend {
        /// The task whose due instant moves; `None`: the term of the scope.
        task: Option<DutyId>,
        /// By how much.
        by: Duration,
        /// How often at most, and where it leads afterwards.
        limit: Option<Limit>,
    },
    /// `A vervangt B …` / `A replaces B …`; neighbours in one block apply as one.
    Replace(Succession),
    /// `B hersteld` / `B restored`
    Restore(RoleId),
    /// `geef S` / `raise S`
    Raise(SignalId),
    /// `schort termijnen op` / `suspend deadlines`, with the reason.
    Suspend(String),
    /// `hervat termijnen` / `resume deadlines`
    ResumeTerms,
    /// `leg vast` / `record`
    Record(Template<E>),
    /// `start H voor elke ITEM` / `start H for every ITEM`: standing, so that items enrolled later
    /// start too.
    Start {
        /// Which handover or process.
        chart: ChartId,
        /// Only of these items.
        only: Option<E>,
        /// Of these items before the others.
        first: Option<E>,
    },
    /// `stop H` / `stop H [for every ITEM where …]`: what runs of it ends where it is; without a
    /// condition items enrolled later do not start either.
    Stop {
        /// Which handover or process.
        chart: ChartId,
        /// Only of these items.
        only: Option<E>,
    },
    /// `zorg naar R [per DATE]` / `care to R [as of DATE]`, of another holding likewise.
    Move {
        /// What moves.
        holding: HoldingId,
        /// To whom.
        to: RoleId,
        /// As of when; `None`: at once.
        per: Option<DateRef>,
    },
    /// `zorg ook bij R tot DATE` / `care also with R until DATE`: a second carer beside the holder,
    /// of another holding likewise.
    Beside {
        /// Of what.
        holding: HoldingId,
        /// Who.
        second: RoleId,
        /// The first day or the instant at which it no longer is.
        until: DateRef,
    },
    /// `zorg blijft` / `care stays`: a planned move is cancelled.
    Stays(HoldingId),
    /// `stuur S naar elke ITEM` / `send S to every ITEM`
    Send {
        /// What is raised there.
        signal: SignalId,
        /// In whose handovers and processes.
        item: ItemId,
        /// Only of these items.
        only: Option<E>,
    },
    /// `open draaiboek P voor deze casus` / `open playbook P for this case`
    OpenPlaybook {
        /// The name of the playbook.
        playbook: String,
        /// Facts that its case starts with.
        with: Vec<FactId>,
    },
}

/// One role takes the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// Who takes the place.
    pub by: RoleId,
    /// Whose.
    pub of: RoleId,
    /// In what part.
    pub part: Part,
}

/// The part in which a succession holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Part {
    /// Everything; also what `for the rest` means when nothing else was named.
    All,
    /// These tasks and decisions, and these holdings.
    Named {
        /// Tasks and decisions.
        duties: Vec<DutyId>,
        /// Care and other holdings.
        holdings: Vec<HoldingId>,
    },
    /// All but what standing successions of the same role name.
    Rest,
}

/// A text with expressions in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template<E> {
    /// The pieces in order.
    pub pieces: Vec<Piece<E>>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Piece<E> {
    /// Words.
    Text(String),
    /// The value of an expression.
    Value(E),
}

/// A property that must always hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guarantee<E> {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// The chart for which it must hold.
    pub chart: ChartId,
    /// The kind of item for each of which it must hold, whatever runs for it; then the chart is
    /// the case's own.
    pub item: Option<ItemId>,
    /// What must hold.
    pub property: Property<E>,
    /// Position in the order of writing.
    pub order: u32,
    /// Where it is written.
    pub at: Span,
}

/// What a guarantee says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Property<E> {
    /// `altijd { P }`
    Always(E),
    /// `nooit { P }`
    Never(E),
    /// `na { A } uiteindelijk { B }`
    Eventually {
        /// From each rise of this on …
        after: E,
        /// … this must become true before the case closes.
        then: E,
    },
    /// `na { A } binnen D { B }`
    Within {
        /// From each rise of this on …
        after: E,
        /// … within this time …
        within: Duration,
        /// … this must be true.
        then: E,
    },
    /// `nooit { B } voordat { A }`
    NotBefore {
        /// Forbidden …
        never: E,
        /// … until this was true once.
        before: E,
    },
    /// `vanaf { A } tot { B } nooit { P }`
    Between {
        /// From here …
        from: E,
        /// … to here …
        until: E,
        /// … this is forbidden.
        never: E,
    },
}

impl<E> Property<E> {
    /// The conditions in it, in order of writing.
    #[must_use]
    pub fn conditions(&self) -> Vec<&E> {
        match self {
            Self::Always(one) | Self::Never(one) => vec![one],
            Self::Eventually { after, then } | Self::Within { after, then, .. } => {
                vec![after, then]
            }
            Self::NotBefore { never, before } => vec![never, before],
            Self::Between { from, until, never } => vec![from, until, never],
        }
    }
}
