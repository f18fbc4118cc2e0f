//! Look-ups derived from the tables: names, handlers by trigger, what follows a fact.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;

use super::expr::Exprs;
use super::graph::Graph;
use super::handler::{Action, DateRef, Trigger};
use super::id::{
    ActionId, ChartId, CounterId, DutyId, ExprId, FactId, GroundId, GuaranteeId, HandlerId, Id,
    ItemId, LevelId, RoleId, SignalId, StateId, Table,
};
use super::playbook::{
    Deadline, Due, Duty, DutyKind, MAX_PARTS, Moment, Playbook, Quorum, StateKind, TargetKind,
    Term, Who,
};
use super::visible::{Read, Visibility};
use case_reads::Reader;
use reads::Counting;

mod case_reads;
mod lookup;
mod names;
mod parts;
mod reads;

pub(crate) use case_reads::CaseReads;
pub(crate) use lookup::{Lookup, Rows, Subject, position};
use names::names;
pub(crate) use parts::{Members, Parts};
pub(crate) use reads::{Node, derived_order, reads, reads_of_all, walk};

/// Derived look-ups.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) roles: BTreeMap<String, RoleId>,
    pub(crate) facts: BTreeMap<String, FactId>,
    pub(crate) signals: BTreeMap<String, SignalId>,
    pub(crate) actions: BTreeMap<String, ActionId>,
    pub(crate) tasks: BTreeMap<String, DutyId>,
    pub(crate) decisions: BTreeMap<String, DutyId>,
    pub(crate) states: BTreeMap<String, StateId>,
    pub(crate) levels: BTreeMap<String, LevelId>,
    pub(crate) guarantees: BTreeMap<String, GuaranteeId>,
    /// By state: how deep it lies; the root is 0.
    pub(crate) depth: Table<StateId, u32>,
    /// By state: its handlers, sorted by trigger.
    pub(crate) handlers: Table<StateId, Handlers>,
    /// By fact, signal and duty: what is due by it.
    pub(crate) by_fact: Table<FactId, Vec<Dependent>>,
    /// Derived facts by which something is due.
    pub(crate) followed: Vec<FactId>,
    pub(crate) by_signal: Table<SignalId, Vec<Dependent>>,
    /// Signals that count only when all have sent them.
    pub(crate) joint: Vec<SignalId>,
    /// Signals of which a condition asks whether a party has sent them.
    pub(crate) asked_of_parties: BTreeSet<SignalId>,
    pub(crate) by_done: Table<DutyId, Vec<Dependent>>,
    /// Who sees which fact.
    pub(crate) visible: Visibility,
    /// By derived fact: the facts that its expression or table reads.
    pub(crate) inputs: Table<FactId, Vec<FactId>>,
    /// What counts statements of facts.
    pub(crate) counting: Counting,
    /// By derived fact: how its table finds its rows, if it has one.
    pub(crate) lookups: Table<FactId, Option<Lookup>>,
    /// By state: the counters that start afresh when it is entered.
    pub(crate) counters: Table<StateId, Vec<CounterId>>,
    /// By state: whether some move resumes it.
    pub(crate) resumed: Table<StateId, bool>,
    /// By state: whether it lies in one that some move resumes, or is it.
    pub(crate) kept: Table<StateId, bool>,
    /// Tasks of which a condition says who does them.
    pub(crate) either: Vec<DutyId>,
    /// Tasks of which each party owes its own.
    pub(crate) each: Vec<DutyId>,
    /// Decisions whose first outcome needs every seat, and whether a seat has a condition.
    pub(crate) unanimous: Vec<(DutyId, bool)>,
    /// By action of the host: its calls.
    pub(crate) calls: Table<ActionId, Vec<DutyId>>,
    /// By chart: what belongs to it.
    pub(crate) charts: Table<ChartId, Parts>,
    /// By kind of item: what belongs to it.
    pub(crate) items: Table<ItemId, Members>,
    /// What the playbook starts for items: the same chart for the same items is one start.
    pub(crate) starts: Vec<(ChartId, Option<ExprId>)>,
    /// By state: the starts done on its entry or by its handlers, by position.
    pub(crate) starts_in: Table<StateId, Vec<u32>>,
    /// Facts that planned moves follow.
    pub(crate) moved_by: BTreeSet<FactId>,
    /// By state: the chart in which it lies.
    pub(crate) chart_of: Table<StateId, ChartId>,
    /// By duty: handlers on its being overdue.
    pub(crate) on_overdue: Table<DutyId, Vec<HandlerId>>,
    /// By duty: the legal bases on which it rests, by itself or by a scope around it.
    pub(crate) grounds: Table<DutyId, Vec<GroundId>>,
}

/// The handlers of one state by kind of trigger, each in source order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handlers {
    pub(crate) signal: Vec<(SignalId, HandlerId)>,
    pub(crate) watched: Vec<HandlerId>,
    pub(crate) overdue: Vec<HandlerId>,
    pub(crate) timed: Vec<HandlerId>,
}

/// Something whose instant follows a date fact, a signal or a completion. Of a term: by which of
/// its parts, as a set of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dependent {
    Duty(DutyId, u64),
    State(StateId, u64),
    Handler(HandlerId),
}

impl Dependent {
    /// Both as one, if both are the same but for the parts.
    pub(crate) fn merged(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Duty(a, parts), Self::Duty(b, more)) if a == b => {
                Some(Self::Duty(a, parts | more))
            }
            (Self::State(a, parts), Self::State(b, more)) if a == b => {
                Some(Self::State(a, parts | more))
            }
            _ => (self == other).then_some(self),
        }
    }
}

impl Index {
    pub(crate) fn new(playbook: &Playbook<ExprId>, exprs: &Exprs, graph: &Graph) -> Self {
        let read = |expr: &ExprId| reads(exprs, exprs.roots[*expr]);
        let of_all = |expr: &ExprId| reads_of_all(exprs, exprs.roots[*expr]);
        let inputs = reads::inputs(playbook, exprs);
        let chart_of = parts::chart_of(playbook);
        let counting = Counting::new(playbook, exprs, &inputs);
        let reader =
            Reader { playbook, exprs, chart_of: &chart_of, inputs: &inputs, counting: &counting };
        let charts = parts::of_charts(playbook, &chart_of, reader.of_charts());
        let items = parts::of_items(&reader);
        let mut index = Self {
            roles: BTreeMap::new(),
            facts: names(&playbook.facts, |fact| &fact.name),
            signals: names(&playbook.signals, |signal| &signal.name),
            actions: names(&playbook.actions, |action| &action.name),
            tasks: BTreeMap::new(),
            decisions: BTreeMap::new(),
            states: names::states(playbook),
            levels: playbook
                .scale
                .as_ref()
                .map(|scale| names(&scale.levels, |level| &level.name))
                .unwrap_or_default(),
            guarantees: names(&playbook.guarantees, |guarantee| &guarantee.name),
            depth: Table::new(),
            handlers: playbook.states.ids().map(|_| Handlers::default()).collect(),
            by_fact: playbook.facts.ids().map(|_| Vec::new()).collect(),
            followed: Vec::new(),
            by_signal: playbook.signals.ids().map(|_| Vec::new()).collect(),
            joint: reads::joint(playbook),
            asked_of_parties: reads::sent(exprs),
            by_done: playbook.duties.ids().map(|_| Vec::new()).collect(),
            visible: Visibility::new(playbook, &Read { all: &read, of_all: &of_all }),
            counting,
            lookups: lookup::all(playbook, exprs),
            inputs,
            counters: playbook.states.ids().map(|_| Vec::new()).collect(),
            resumed: playbook.states.ids().map(|_| false).collect(),
            kept: playbook.states.ids().map(|_| false).collect(),
            either: Vec::new(),
            each: Vec::new(),
            unanimous: Vec::new(),
            calls: playbook.actions.ids().map(|_| Vec::new()).collect(),
            charts,
            items,
            moved_by: parts::moved_by(playbook),
            starts: Vec::new(),
            starts_in: playbook.states.ids().map(|_| Vec::new()).collect(),
            chart_of,
            on_overdue: playbook.duties.ids().map(|_| Vec::new()).collect(),
            grounds: playbook.duties.iter().map(|(_, duty)| grounds(playbook, duty)).collect(),
        };
        index.fill(playbook, graph);
        index
    }

    fn fill(&mut self, playbook: &Playbook<ExprId>, graph: &Graph) {
        self.add_roles(playbook);
        self.add_states(playbook);
        self.add_duties(playbook);
        self.add_handlers(playbook);
        self.add_followed(playbook);
        self.add_starts(playbook);
        self.add_resumed(playbook, graph);
        for (id, counter) in playbook.counters.iter() {
            self.counters[counter.owner].push(id);
        }
    }

    fn add_roles(&mut self, playbook: &Playbook<ExprId>) {
        for (id, role) in playbook.roles.iter() {
            let plural = role.plural.iter().cloned();
            self.roles.extend(std::iter::once(role.name.clone()).chain(plural).map(|n| (n, id)));
        }
    }

    fn add_states(&mut self, playbook: &Playbook<ExprId>) {
        for (id, state) in playbook.states.iter() {
            let depth = state.parent.map_or(0, |parent| self.depth[parent] + 1);
            self.depth.push(depth);
            if let Deadline::Term(term, _) = &state.deadline {
                self.add_term(term, |parts| Dependent::State(id, parts));
            }
        }
    }

    fn add_duties(&mut self, playbook: &Playbook<ExprId>) {
        for (id, duty) in playbook.duties.iter() {
            match &duty.kind {
                DutyKind::Task(task) => {
                    self.tasks.insert(duty.name.clone(), id);
                    match task.who {
                        Who::Every(_) => self.each.push(id),
                        Who::Either { .. } => self.either.push(id),
                        Who::Role(_) => {}
                    }
                }
                DutyKind::Decision(decision) => {
                    self.decisions.insert(duty.name.clone(), id);
                    if decision.quorum == Quorum::All {
                        let conditional = decision.deciders.iter().any(|it| it.when.is_some());
                        self.unanimous.push((id, conditional));
                    }
                }
                DutyKind::Call(call) => self.calls[call.action].push(id),
            }
            self.add_term(&duty.term, |parts| Dependent::Duty(id, parts));
        }
    }

    fn add_handlers(&mut self, playbook: &Playbook<ExprId>) {
        for (id, handler) in playbook.handlers.iter() {
            let lists = &mut self.handlers[handler.scope];
            match &handler.trigger {
                Trigger::Signal(signal) => lists.signal.push((*signal, id)),
                Trigger::When(_) | Trigger::Done => lists.watched.push(id),
                Trigger::Overdue => lists.overdue.push(id),
                Trigger::DutyOverdue(duty) => self.on_overdue[*duty].push(id),
                Trigger::CallOverdue(action) => {
                    let chart = |scope: StateId| self.chart_of[scope];
                    let here = |call: &&DutyId| {
                        chart(playbook.duties[**call].scope) == chart(handler.scope)
                    };
                    let calls = self.calls[*action].iter().filter(here);
                    calls.for_each(|call| self.on_overdue[*call].push(id));
                }
                Trigger::After(_) | Trigger::Every(_) | Trigger::At(_) => lists.timed.push(id),
                Trigger::On(date) | Trigger::AfterEnd(date) | Trigger::Before(_, date) => {
                    lists.timed.push(id);
                    self.add_date(*date, Dependent::Handler(id));
                }
            }
        }
    }

    fn add_starts(&mut self, playbook: &Playbook<ExprId>) {
        let mut add = |scope: StateId, actions: &[Action<ExprId>]| {
            for action in actions {
                let Action::Start { chart, only, .. } = action else { continue };
                let start = (*chart, *only);
                let known = self.starts.iter().position(|one| *one == start);
                let at = known.unwrap_or_else(|| {
                    self.starts.push(start);
                    self.starts.len() - 1
                });
                self.starts_in[scope].push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        };
        for (id, state) in playbook.states.iter() {
            add(id, &state.entry);
        }
        for handler in playbook.handlers.as_slice() {
            add(handler.scope, &handler.actions);
        }
        for duty in playbook.duties.as_slice() {
            let DutyKind::Decision(decision) = &duty.kind else { continue };
            for outcome in decision.outcomes.iter().chain(&decision.no_answer) {
                add(duty.scope, &outcome.actions);
            }
        }
    }

    fn add_resumed(&mut self, playbook: &Playbook<ExprId>, graph: &Graph) {
        for edge in graph.edge_references() {
            if edge.weight().entry == TargetKind::Resume {
                self.resumed[StateId::new(edge.target().index())] = true;
            }
        }
        for (id, state) in playbook.states.iter() {
            let around = state.parent.is_some_and(|parent| self.kept[parent]);
            self.kept[id] = around || self.resumed[id];
        }
    }

    fn add_followed(&mut self, playbook: &Playbook<ExprId>) {
        let derived = playbook.facts.iter().filter(|(_, fact)| fact.derived.is_some());
        let followed = derived.map(|(id, _)| id).filter(|id| !self.by_fact[*id].is_empty());
        self.followed = followed.collect();
    }

    fn add_term(&mut self, term: &Term<ExprId>, dependent: impl Fn(u64) -> Dependent) {
        for (position, part) in term.parts.iter().enumerate().take(MAX_PARTS) {
            let dependent = dependent(1 << position);
            match &part.due {
                Due::Within { after: Some(moment), .. } => match *moment {
                    Moment::Fact(fact) => add(&mut self.by_fact, fact, dependent),
                    Moment::Signal(signal) => add(&mut self.by_signal, signal, dependent),
                    Moment::Done(duty) => add(&mut self.by_done, duty, dependent),
                },
                Due::Within { after: None, .. } | Due::SameDay => {}
                Due::By(date) | Due::Before(_, date) | Due::After(_, date) => {
                    self.add_date(*date, dependent);
                }
            }
        }
    }

    fn add_date(&mut self, date: DateRef, dependent: Dependent) {
        if let Some(fact) = date.fact() {
            add(&mut self.by_fact, fact, dependent);
        }
    }

    /// The state and those around it, inner first.
    pub(crate) fn ancestors<'a>(
        playbook: &'a Playbook<ExprId>,
        state: StateId,
    ) -> impl Iterator<Item = StateId> + 'a {
        std::iter::successors(Some(state), |&inner| playbook.states[inner].parent)
    }

    /// Whether `inner` lies in `outer` or is it.
    pub(crate) fn within(
        &self,
        playbook: &Playbook<ExprId>,
        inner: StateId,
        outer: StateId,
    ) -> bool {
        let up = self.depth[inner].saturating_sub(self.depth[outer]) as usize;
        Self::ancestors(playbook, inner).nth(up) == Some(outer)
    }

    /// The innermost composite state strictly around both; parallel phases do not count.
    pub(crate) fn domain(&self, playbook: &Playbook<ExprId>, a: StateId, b: StateId) -> StateId {
        let root = playbook.charts[self.chart_of[a]].root;
        Self::ancestors(playbook, a)
            .skip(1)
            .find(|&outer| {
                b != outer
                    && self.within(playbook, b, outer)
                    && playbook.states[outer].kind != StateKind::Parallel
            })
            .unwrap_or(root)
    }
}

fn add<K: Id>(table: &mut Table<K, Vec<Dependent>>, id: K, dependent: Dependent) {
    let list = &mut table[id];
    match list.last_mut().and_then(|last| Some((last.merged(dependent)?, last))) {
        Some((merged, last)) => *last = merged,
        None => list.push(dependent),
    }
}

/// Its own legal bases and those of the scopes around it, each once.
fn grounds(playbook: &Playbook<ExprId>, duty: &Duty<ExprId>) -> Vec<GroundId> {
    let around = Index::ancestors(playbook, duty.scope).flat_map(|it| &playbook.states[it].grounds);
    let mut grounds = duty.grounds.clone();
    for ground in around {
        if !grounds.contains(ground) {
            grounds.push(*ground);
        }
    }
    grounds
}
