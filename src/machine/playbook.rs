//! The shape of a playbook: the tables that front and back share.
//!
//! One shape serves twice. `E` is the kind of expression in it: written expressions with types and
//! spans after name resolution (`hir::Expr`), ids of lowered formulas in a machine
//! ([`super::ExprId`]). Lowering is [`Playbook::map`].

use serde::{Deserialize, Serialize};

use super::id::{
    ActionId, CalendarId, ChartId, CounterId, DutyId, FactId, GroundId, GuaranteeId, HandlerId,
    HoldingId, ItemId, LevelId, RoleId, SignalId, StateId, Table,
};
use crate::calendar::{Calendar, Date};
use crate::diagnostic::Language;
use crate::span::Span;
use crate::value::{Type, Value};

pub use super::counting::NamedCalendar;
pub use super::decision_table::{DecisionTable, Derivation, MAX_ROWS, Policy, Row};
pub use super::duty::{
    Call, Decider, Decision, Due, Duty, DutyKind, MAX_PARTS, Moment, Outcome, OutcomeName,
    Postponement, Quorum, Reminder, Rung, Task, Term, TermPart, Who,
};
pub use super::handler::{
    Action, DateRef, Guarantee, Handler, Limit, Part, Piece, Property, Succession, Target,
    TargetKind, Template, Trigger,
};
pub use super::item::{Chart, EndCare, Holding, Item, Says};

/// A whole playbook, every name an id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook<E> {
    /// Name, version, validity, zone, calendar.
    pub header: Header,
    /// Calendars with a name, for roles.
    pub calendars: Table<CalendarId, NamedCalendar>,
    /// Legal bases.
    pub grounds: Table<GroundId, Ground>,
    /// Roles.
    pub roles: Table<RoleId, Role>,
    /// Facts, stated and derived.
    pub facts: Table<FactId, Fact<E>>,
    /// The severity scale, if there is one.
    pub scale: Option<Scale<E>>,
    /// Signals.
    pub signals: Table<SignalId, Signal<E>>,
    /// What the host can be asked to do.
    pub actions: Table<ActionId, HostAction>,
    /// Kinds of items.
    pub items: Table<ItemId, Item>,
    /// What must always have exactly one holder.
    pub holdings: Table<HoldingId, Holding>,
    /// Charts: the case's own, then one per handover and process.
    // INVARIANT: states, duties, handlers, guarantees and counters of one chart stand together, in
    // the order of the charts; so do facts, roles, holdings of the case and of each kind of item,
    // and signals of each chart.
    pub charts: Table<ChartId, Chart>,
    /// States; the root of a chart is its first, parents come before children.
    pub states: Table<StateId, State<E>>,
    /// Tasks and decisions.
    pub duties: Table<DutyId, Duty<E>>,
    /// Handlers.
    pub handlers: Table<HandlerId, Handler<E>>,
    /// Guarantees.
    pub guarantees: Table<GuaranteeId, Guarantee<E>>,
    /// Counters of `at most N times`.
    pub counters: Table<CounterId, Counter>,
}

impl<E> Playbook<E> {
    /// Every action of states on entry, of handlers and of outcomes.
    pub(crate) fn actions_written(&self) -> impl Iterator<Item = &Action<E>> {
        let entry = self.states.as_slice().iter().flat_map(|state| &state.entry);
        let handlers = self.handlers.as_slice().iter().flat_map(|handler| &handler.actions);
        let decisions = self.duties.as_slice().iter().filter_map(|duty| match &duty.kind {
            DutyKind::Decision(decision) => Some(decision),
            DutyKind::Task(_) | DutyKind::Call(_) => None,
        });
        let outcomes = decisions.flat_map(|it| it.outcomes.iter().chain(&it.no_answer));
        entry.chain(handlers).chain(outcomes.flat_map(|outcome| &outcome.actions))
    }

    /// Whether a role is of candidates from whom another is chosen.
    pub(crate) fn is_of_candidates(&self, role: RoleId) -> bool {
        self.roles.as_slice().iter().any(|other| other.chosen_from == Some(role))
    }
}

/// What the head of the file says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Name by which scenarios and hosts call the playbook.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// The author's version.
    pub version: String,
    /// When a case may be opened under it.
    pub valid: Validity,
    /// IANA name of the time zone of its civil dates.
    pub zone: String,
    /// Holidays and closing days.
    pub calendar: Calendar,
    /// Language of its keywords; no part of its identity.
    pub language: Language,
    /// Where the header stands.
    pub at: Span,
}

/// A half-open range of civil dates, open at either side when unstated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// First day.
    pub from: Option<Date>,
    /// First day on which it holds no longer.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether `date` lies in the range.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }
}

/// A legal basis: statute, contract or agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// When it is in force.
    pub valid: Validity,
    /// Where it is declared.
    pub at: Span,
}

/// A role that parties hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Name, singular.
    pub name: String,
    /// Plural name: present where several parties may hold it at once.
    pub plural: Option<String>,
    /// Title for people.
    pub title: Option<String>,
    /// The ground of its statutory duty of care, if it has one.
    pub duty_of_care: Option<GroundId>,
    /// The calendar of its own by which its terms are counted; `None`: the playbook's.
    pub calendar: Option<CalendarId>,
    /// Parties the playbook names, dated.
    pub parties: Vec<DatedParty>,
    /// The kind of item for each of which it is held; `None`: it is held in the case.
    pub item: Option<ItemId>,
    /// The role of the candidates from whom its holder is chosen.
    pub chosen_from: Option<RoleId>,
    /// Where it is declared.
    pub at: Span,
}

/// A party that holds a role for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedParty {
    /// The party's name.
    pub party: String,
    /// When it holds the role.
    pub valid: Validity,
    /// Where it is declared.
    pub at: Span,
}

/// A fact: stated by inputs and `set`, or derived from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<E> {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// Its type.
    pub ty: Type,
    /// Value until stated.
    pub default: Option<Value>,
    /// Present for a derived fact: nobody states it.
    pub derived: Option<Derivation<E>>,
    /// Whether it is personal data.
    pub personal: bool,
    /// Who sees its value, some only from a level up; `None`: everyone. Of a derived fact always
    /// `None`: who sees what it reads sees it.
    pub visible: Option<Vec<Scaled<RoleId>>>,
    /// The kind of item of each of which it is a fact; `None`: of the case.
    pub item: Option<ItemId>,
    /// Where it is declared.
    pub at: Span,
}

/// Whether a fact has no name of its author's: it is a date computed where one is expected.
pub(crate) fn is_computed_in_place(name: &str) -> bool {
    name.contains('(')
}

/// The severity scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale<E> {
    /// Its name, such as `trede`.
    pub name: String,
    /// Levels, lowest first.
    pub levels: Table<LevelId, Level>,
    /// Rules in source order: each gives a minimum.
    pub rules: Vec<LevelRule<E>>,
    /// Who may determine a level upwards.
    pub determined_by: Vec<RoleId>,
    /// Who may lower it.
    pub lowered_by: Vec<RoleId>,
    /// How many levels at a time; `None`: any number.
    pub lowered_at_most: Option<u32>,
    /// Where it is declared.
    pub at: Span,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Name.
    pub name: String,
    /// Where it is declared.
    pub at: Span,
}

/// A minimum level under a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule<E> {
    /// The level that is the least while `when` is definitely true.
    pub level: LevelId,
    /// The condition.
    pub when: E,
    /// The ground of the rule.
    pub grounds: Vec<GroundId>,
    /// Where it is written.
    pub at: Span,
}

/// A signal that parties send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal<E> {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// Who may send it; `None`: anyone.
    pub senders: Option<Vec<RoleId>>,
    /// Whether it counts only when every sender has sent it.
    pub jointly: bool,
    /// Facts it must carry.
    pub carries: Vec<FactId>,
    /// Facts it may carry.
    pub optionally: Vec<FactId>,
    /// Facts it sets to fixed values.
    pub sets: Vec<(FactId, E)>,
    /// Its natural key: facts it carries; with the same values it counts once. Empty: no key.
    pub unique_per: Vec<FactId>,
    /// It is refused unless this is definitely true.
    pub allowed: Option<E>,
    /// The handover or process in which it is declared: it is about one item.
    pub chart: ChartId,
    /// What it says about the sender's taking over of care.
    pub says: Option<Says>,
    /// Where it is declared.
    pub at: Span,
}

/// `actie N(args) antwoordt S` / `action N(args) answers S`: something that the host does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostAction {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// What it needs.
    pub parameters: Vec<Parameter>,
    /// The signals of which one is its answer.
    pub answers: Vec<SignalId>,
    /// Where it is declared.
    pub at: Span,
}

/// Something that the host needs for an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// What a state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum StateKind {
    /// A whole chart, of the playbook or of a handover: composite.
    Root,
    /// Composite: exactly one child is active.
    Phase,
    /// A phase of tracks: all children are active.
    Parallel,
    /// A region of a parallel phase: composite.
    Track,
    /// A leaf.
    Step,
    /// Final: completes its parent.
    End,
}

/// A state of the chart, and what stands in its scope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State<E> {
    /// Name; of the root, the playbook's.
    pub name: String,
    /// Title for people.
    pub title: Option<String>,
    /// What it is.
    pub kind: StateKind,
    /// The state around it; `None` for the root.
    pub parent: Option<StateId>,
    /// Direct children in source order.
    pub children: Vec<StateId>,
    /// Where entering it leads: the child marked `begin`, else the first written.
    pub initial: Option<StateId>,
    /// Who leads.
    pub lead: Vec<Scaled<RoleId>>,
    /// Who is informed on entry.
    pub inform: Vec<Scaled<RoleId>>,
    /// Who is consulted.
    pub consult: Vec<Scaled<RoleId>>,
    /// Legal bases.
    pub grounds: Vec<GroundId>,
    /// Its own term.
    pub deadline: Deadline<E>,
    /// What is done on entry, before its tasks open.
    pub entry: Vec<Action<E>>,
    /// Of an end of a handover: what becomes of care.
    pub care: Option<EndCare>,
    /// Tasks and decisions in its scope, in source order.
    pub duties: Vec<DutyId>,
    /// Handlers in its scope, in source order.
    pub handlers: Vec<HandlerId>,
    /// Position in the order of writing, over the whole playbook.
    pub order: u32,
    /// Where it is declared.
    pub at: Span,
}

/// Something that holds from a level up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scaled<T> {
    /// The lowest level at which it holds; `None`: always.
    pub from: Option<LevelId>,
    /// What.
    pub what: T,
    /// Where it is written.
    pub at: Span,
}

/// The term of a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Deadline<E> {
    /// None stated.
    Unstated,
    /// It must be left in time. The second field: position in the order of writing.
    Term(Term<E>, u32),
    /// Declared to have none, with the reason.
    Never(String),
}

/// A counter of rounds or extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The state on whose fresh entry it starts again from zero.
    pub owner: StateId,
    /// How often at most.
    pub times: u32,
}
