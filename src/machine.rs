//! The machine: a compiled playbook as a graph that hosts can read and tables that `step` reads.
//!
//! The waist of the crate: the front ends in it, the back starts from it, and they know nothing
//! of each other.

mod counting;
pub mod decision_table;
pub mod duty;
pub mod expr;
pub mod graph;
pub mod handler;
pub mod id;
pub(crate) mod index;
pub mod item;
mod map;
pub mod playbook;
mod validate;
pub(crate) mod visible;
pub mod wire;

use crate::calendar::{Calendar, Date, Derivation, Due, Zone};
use crate::canon::{self, Hash};
use crate::sources::{Place, Sources};
use crate::span::Span;
#[cfg(feature = "language")]
pub(crate) use counting::CountedIn;
use expr::Exprs;
use graph::Graph;
use id::{
    ActionId, DutyId, ExprId, FactId, GroundId, GuaranteeId, ItemId, LevelId, RoleId, SignalId,
    StateId,
};
pub(crate) use index::{
    CaseReads, Dependent, Index, Lookup, Node, Parts, Rows, Subject, position, reads, walk,
};
use playbook::{DutyKind, NamedCalendar, Playbook};
pub use validate::Invalid;
#[cfg(feature = "language")]
pub(crate) use validate::{MAX_DEPTH, MAX_STREAKS, MAX_WEIGHT};

/// A compiled playbook. Immutable; share it between cases.
#[derive(Clone, Debug)]
pub struct Machine {
    playbook: Playbook<ExprId>,
    exprs: Exprs,
    sources: Sources,
    zone: Zone,
    // INVARIANT: graph and index are functions of the tables.
    graph: Graph,
    index: Index,
    hash: Hash,
}

impl Machine {
    /// Puts a machine together.
    ///
    /// # Errors
    /// Everything about the tables that would break an invariant; for what lowering gives, nothing.
    pub fn new(
        playbook: Playbook<ExprId>,
        exprs: Exprs,
        sources: Sources,
    ) -> Result<Self, Vec<Invalid>> {
        validate::validate(&playbook, &exprs)?;
        let zone = Zone::named(&playbook.header.zone)
            .map_err(|_| vec![Invalid::zone(&playbook.header.zone)])?;
        let hash = canon::hash_identity(&(&playbook, &exprs))
            .map_err(|_| vec![Invalid::not_canonical()])?;
        let graph = graph::build(&playbook);
        let index = Index::new(&playbook, &exprs, &graph);
        Ok(Self { playbook, exprs, sources, zone, graph, index, hash })
    }

    /// The same in whose calendars decrees equate these days with holidays (Algemene termijnenwet,
    /// article 3(3)); `known`: the first and the last year of which all such days are known then.
    /// It is another machine: cases that run keep theirs.
    ///
    /// # Errors
    /// When `known` ends before it begins.
    pub fn equating<'d>(
        &self,
        days: impl IntoIterator<Item = (Date, &'d str)>,
        known: Option<(u16, u16)>,
    ) -> Result<Self, Vec<Invalid>> {
        let days: Vec<(Date, &str)> = days.into_iter().collect();
        let extended = |own: Calendar| {
            let with = days.iter().fold(own, |own, (day, decree)| own.decreed(*day, *decree));
            match known {
                Some((first, last)) => with.decrees_known(first, last),
                None => with,
            }
        };
        let mut playbook = self.playbook.clone();
        playbook.header.calendar = extended(playbook.header.calendar);
        playbook.calendars = playbook
            .calendars
            .map(|named| NamedCalendar { calendar: extended(named.calendar), ..named });
        Self::new(playbook, self.exprs.clone(), self.sources.clone())
    }

    /// Its tables.
    #[must_use]
    pub fn playbook(&self) -> &Playbook<ExprId> {
        &self.playbook
    }

    /// Its lowered expressions.
    #[must_use]
    pub fn exprs(&self) -> &Exprs {
        &self.exprs
    }

    /// Its states and transitions as a petgraph graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The time zone of its civil dates.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The calendar by which the terms of a task, decision or call are counted; of anything else
    /// the playbook's own.
    #[must_use]
    pub fn calendar(&self, duty: Option<DutyId>) -> &Calendar {
        let duty = duty.and_then(|duty| self.playbook.duties.get(duty));
        duty.map_or(&self.playbook.header.calendar, |duty| self.playbook.calendar_of(duty))
    }

    /// How a due instant was counted that a task, decision or call of a case was given, or (`None`)
    /// a state; `None` where it was given as a day or an instant.
    #[must_use]
    pub fn explain(&self, duty: Option<DutyId>, due: Due) -> Option<Derivation<'_>> {
        self.calendar(duty).explain(&self.zone, due)
    }

    /// Whether a legal basis on which a task, decision or call rests, by itself or by a scope
    /// around it, is in force on a day; also of what rests on none.
    #[must_use]
    pub fn in_force(&self, duty: DutyId, day: Date) -> bool {
        let grounds = self.grounds(duty);
        let holds = |id| self.playbook.grounds.get(id).is_none_or(|it| it.valid.contains(day));
        grounds.is_empty() || grounds.iter().any(|&id| holds(id))
    }

    /// The legal bases on which a task, decision or call rests: its own, then those of the scopes
    /// around it.
    #[must_use]
    pub fn grounds(&self, duty: DutyId) -> &[GroundId] {
        self.index.grounds.get(duty).map_or(&[], Vec::as_slice)
    }

    /// Its identity: formatting, comments, the language of keywords and the division over files
    /// do not change it.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The file and line of the playbook on which `span` starts.
    #[must_use]
    pub fn place(&self, span: Span) -> Place<'_> {
        self.sources.place(span)
    }

    /// The files it was read from.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// The role with this singular or plural name.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<RoleId> {
        self.index.roles.get(name).copied()
    }

    /// The fact with this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<FactId> {
        self.index.facts.get(name).copied()
    }

    /// The facts marked personal: of a kind of item, or of the case.
    pub(crate) fn personal(&self, kind: Option<ItemId>) -> impl Iterator<Item = FactId> + '_ {
        let facts = self.playbook.facts.iter();
        facts.filter(move |(_, fact)| fact.personal && fact.item == kind).map(|(id, _)| id)
    }

    /// The signal with this name.
    #[must_use]
    pub fn signal(&self, name: &str) -> Option<SignalId> {
        self.index.signals.get(name).copied()
    }

    /// The action of the host with this name.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<ActionId> {
        self.index.actions.get(name).copied()
    }

    /// The task with this name.
    #[must_use]
    pub fn task(&self, name: &str) -> Option<DutyId> {
        self.index.tasks.get(name).copied()
    }

    /// The decision with this name.
    #[must_use]
    pub fn decision(&self, name: &str) -> Option<DutyId> {
        self.index.decisions.get(name).copied()
    }

    /// The names of the tasks.
    pub fn tasks(&self) -> impl Iterator<Item = &str> {
        self.duties(|kind| matches!(kind, DutyKind::Task(_)))
    }

    /// The names of the decisions.
    pub fn decisions(&self) -> impl Iterator<Item = &str> {
        self.duties(|kind| matches!(kind, DutyKind::Decision(_)))
    }

    fn duties(&self, of: impl Fn(&DutyKind<ExprId>) -> bool) -> impl Iterator<Item = &str> {
        let duties = self.playbook.duties.as_slice().iter();
        duties.filter(move |duty| of(&duty.kind)).map(|duty| &*duty.name)
    }

    /// The state with this name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<StateId> {
        self.index.states.get(name).copied()
    }

    /// The level with this name.
    #[must_use]
    pub fn level(&self, name: &str) -> Option<LevelId> {
        self.index.levels.get(name).copied()
    }

    /// The guarantee with this name.
    #[must_use]
    pub fn guarantee(&self, name: &str) -> Option<GuaranteeId> {
        self.index.guarantees.get(name).copied()
    }
}
