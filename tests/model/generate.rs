//! Playbooks at random: a small description that shrinks well, and the text that it stands for.
//!
//! Numbers in a description are looked up modulo what there is to choose from, so that every
//! description stands for some text, and a smaller number for something simpler.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

mod action;
pub mod book;
mod child;
mod condition;
mod declare;
mod duty;
mod handler;
mod item;
mod words;

pub use book::write;

/// A playbook.
#[derive(Clone, Debug)]
pub struct Plan {
    pub english: bool,
    pub severity: Option<Severity>,
    pub signals: Vec<Signal>,
    pub derived: Vec<Condition>,
    pub tables: Vec<Table>,
    pub guarantees: Vec<Guarantee>,
    pub defaults: u8,
    pub calendar: bool,
    /// The root leads where a step does not.
    pub lead: bool,
    pub root: Scope,
    pub nodes: Vec<Node>,
    pub rotate: bool,
    pub items: Option<Items>,
}

/// Items: what of them is there, conditions, and a handover or process of any shape.
#[derive(Clone, Debug)]
pub struct Items {
    pub bits: u32,
    pub of: Vec<u8>,
    pub signals: Vec<Signal>,
    pub root: Scope,
    pub nodes: Vec<Node>,
    pub guarantees: Vec<Guarantee>,
}

/// A guarantee: its kind, and conditions.
pub type Guarantee = (u8, Condition, Condition, Condition);

/// A decision table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its policy, its type and whether it has a row for everything else.
    pub kind: u8,
    pub rows: Vec<(u8, Condition)>,
}

impl Table {
    fn is_choice(&self) -> bool {
        self.kind & 8 > 0
    }
}

/// The severity scale.
#[derive(Clone, Debug)]
pub struct Severity {
    pub levels: u8,
    pub rules: Vec<(u8, Condition)>,
    pub determined: u8,
    pub at_a_time: u8,
}

/// A signal: bit sets of senders and facts.
#[derive(Clone, Debug)]
pub struct Signal {
    pub senders: u8,
    pub carries: u8,
    pub optionally: u8,
    pub sets: u8,
    pub unique: u8,
    pub allowed: Option<Condition>,
}

/// A state below the root.
#[derive(Clone, Debug)]
pub enum Node {
    Step(Scope),
    Phase { scope: Scope, nodes: Vec<Node>, ends: bool, rotate: bool },
    Parallel { scope: Scope, tracks: Vec<Vec<Node>> },
}

/// What stands in a scope.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub lead: u8,
    pub inform: u8,
    pub deadline: Option<Term>,
    pub duties: Vec<Duty>,
    pub handlers: Vec<Handler>,
    /// From a level up.
    pub scaled: Option<(u8, Vec<Duty>, Vec<Handler>)>,
    /// What happens when it is overdue, beside the move that there must be.
    pub late: Option<Handler>,
}

/// A task or decision.
#[derive(Clone, Debug)]
pub struct Duty {
    pub decision: bool,
    pub when: Option<Condition>,
    pub who: (u8, u8, u8),
    pub whether: Condition,
    pub on_behalf: Option<u8>,
    pub term: Term,
    pub every: Option<(u8, u8)>,
    pub ladder: Vec<(u8, u8)>,
    /// Bit set of clauses.
    pub clauses: u8,
    pub outcomes: Vec<Outcome>,
    pub silence: Outcome,
}

/// What an outcome does.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub actions: Vec<Action>,
    pub target: Option<Target>,
}

/// A term: its first part and what more counts.
#[derive(Clone, Debug)]
pub struct Term {
    pub kind: u8,
    pub length: (u8, u8),
    pub of: u8,
    pub more: Vec<(u8, u8, (u8, u8), Condition)>,
}

/// A handler.
#[derive(Clone, Debug)]
pub struct Handler {
    pub trigger: u8,
    pub of: u8,
    pub length: (u8, u8),
    pub condition: Condition,
    pub guard: Option<Condition>,
    pub actions: Vec<Action>,
    pub target: Option<Target>,
}

/// Where a move leads.
#[derive(Clone, Debug)]
pub struct Target {
    pub state: u8,
    pub again: bool,
    pub limit: Option<(u8, u8)>,
}

/// An action.
#[derive(Clone, Debug)]
pub struct Action {
    pub kind: u8,
    pub of: (u8, u8),
    pub length: (u8, u8),
    pub limit: Option<(u8, Option<u8>)>,
    pub duty: Option<Box<Duty>>,
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Condition {
    Atom(u8, u8, u8),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
    InARow(u8, Box<Condition>),
}

/// Any playbook of 5 to 60 steps.
pub fn plans() -> impl Strategy<Value = Plan> {
    let small = vec(nodes(), 5..7);
    let large = vec(nodes(), 8..30);
    let nodes = prop_oneof![19 => small, 1 => large];
    let derived = (vec(conditions(), 0..3), vec(tables(), 1..4));
    let facts = (derived, any::<u8>(), weighted(0.85, severities()));
    let items = weighted(0.35, items());
    let frame = (any::<bool>(), weighted(0.3, Just(())), any::<bool>(), any::<bool>(), items);
    (frame, facts, vec(signals(), 3..6), vec(guarantees(), 0..4), scopes(1), nodes).prop_map(
        |((english, calendar, lead, rotate, items), facts, signals, guarantees, root, nodes)| {
            let ((derived, tables), defaults, severity) = facts;
            let calendar = calendar.is_some();
            Plan {
                english,
                severity,
                signals,
                derived,
                tables,
                guarantees,
                defaults,
                calendar,
                lead,
                root,
                nodes,
                rotate,
                items,
            }
        },
    )
}

fn items() -> impl Strategy<Value = Items> {
    let child = (vec(signals(), 2..4), scopes(1), vec(nodes(), 2..4), vec(guarantees(), 0..3));
    (any::<u32>(), vec(any::<u8>(), 12), child).prop_map(
        |(bits, of, (signals, root, nodes, guarantees))| Items {
            bits,
            of,
            signals,
            root,
            nodes,
            guarantees,
        },
    )
}

fn guarantees() -> impl Strategy<Value = Guarantee> {
    (any::<u8>(), conditions(), conditions(), conditions())
}

fn tables() -> impl Strategy<Value = Table> {
    let rows = vec((any::<u8>(), conditions()), 1..6);
    (any::<u8>(), rows).prop_map(|(kind, rows)| Table { kind, rows })
}

fn severities() -> impl Strategy<Value = Severity> {
    (3..7_u8, vec((any::<u8>(), conditions()), 1..4), any::<u8>(), 0..3_u8).prop_map(
        |(levels, rules, determined, at_a_time)| Severity { levels, rules, determined, at_a_time },
    )
}

fn signals() -> impl Strategy<Value = Signal> {
    let more = (any::<u8>(), weighted(0.2, conditions()));
    (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), more).prop_map(
        |(senders, carries, optionally, sets, (unique, allowed))| Signal {
            senders,
            carries: carries & 0x55,
            optionally: optionally & 0x33,
            sets,
            unique,
            allowed,
        },
    )
}

fn nodes() -> impl Strategy<Value = Node> {
    let step = || scopes(2).prop_map(Node::Step);
    let phase = |inner: BoxedStrategy<Node>| {
        (scopes(1), vec(inner, 1..3), any::<bool>(), any::<bool>())
            .prop_map(|(scope, nodes, ends, rotate)| Node::Phase { scope, nodes, ends, rotate })
    };
    let parallel = |inner: BoxedStrategy<Node>| {
        (scopes(1), vec(vec(inner, 1..2), 2..4))
            .prop_map(|(scope, tracks)| Node::Parallel { scope, tracks })
    };
    let inner = prop_oneof![
        6 => step(),
        1 => phase(step().boxed()),
        1 => parallel(step().boxed()),
    ];
    let inner = inner.boxed();
    prop_oneof![7 => step(), 2 => phase(inner.clone()), 2 => parallel(inner)]
}

fn scopes(duties: usize) -> impl Strategy<Value = Scope> {
    let scaled = (any::<u8>(), vec(tasks(), 0..2), vec(handlers(), 0..2));
    (
        (any::<u8>(), any::<u8>(), weighted(0.35, terms())),
        vec(tasks(), 0..=duties),
        vec(handlers(), 0..3),
        weighted(0.12, scaled),
        weighted(0.4, handlers()),
    )
        .prop_map(|((lead, inform, deadline), duties, handlers, scaled, late)| Scope {
            lead,
            inform,
            deadline,
            duties,
            handlers,
            scaled,
            late,
        })
}

fn tasks() -> impl Strategy<Value = Duty> {
    duties(vec(actions(), 0..2).boxed())
}

fn duties(inner: BoxedStrategy<Vec<Action>>) -> impl Strategy<Value = Duty> {
    let outcome = move || {
        (inner.clone(), weighted(0.6, targets()))
            .prop_map(|(actions, target)| Outcome { actions, target })
    };
    (
        (weighted(0.25, Just(())), weighted(0.25, conditions())),
        ((any::<u8>(), any::<u8>(), any::<u8>()), conditions(), weighted(0.25, any::<u8>())),
        terms(),
        (weighted(0.15, lengths()), vec((any::<u8>(), any::<u8>()), 0..3), any::<u8>()),
        (vec(outcome(), 2..4), outcome()),
    )
        .prop_map(|((decision, when), (who, whether, on_behalf), term, rest, outcomes)| Duty {
            decision: decision.is_some(),
            when,
            who,
            whether,
            on_behalf,
            term,
            every: rest.0,
            ladder: rest.1,
            clauses: rest.2,
            outcomes: outcomes.0,
            silence: outcomes.1,
        })
}

fn lengths() -> impl Strategy<Value = (u8, u8)> {
    (any::<u8>(), any::<u8>())
}

fn terms() -> impl Strategy<Value = Term> {
    let more = (any::<u8>(), any::<u8>(), lengths(), conditions());
    (any::<u8>(), lengths(), any::<u8>(), vec(more, 0..2))
        .prop_map(|(kind, length, of, more)| Term { kind, length, of, more })
}

fn handlers() -> impl Strategy<Value = Handler> {
    (
        (any::<u8>(), any::<u8>(), lengths()),
        conditions(),
        weighted(0.4, conditions()),
        vec(actions(), 1..3),
        weighted(0.35, targets()),
    )
        .prop_map(|((trigger, of, length), condition, guard, actions, target)| Handler {
            trigger,
            of,
            length,
            condition,
            guard,
            actions,
            target,
        })
}

fn targets() -> impl Strategy<Value = Target> {
    (any::<u8>(), weighted(0.3, Just(())), weighted(0.3, (0..3_u8, any::<u8>())))
        .prop_map(|(state, again, limit)| Target { state, again: again.is_some(), limit })
}

fn actions() -> impl Strategy<Value = Action> {
    let duty = weighted(0.15, duties(Just(Vec::new()).boxed()));
    let limit = weighted(0.6, (0..3_u8, weighted(0.5, any::<u8>())));
    (any::<u8>(), (any::<u8>(), any::<u8>()), lengths(), limit, duty).prop_map(
        |(kind, of, length, limit, duty)| Action {
            kind,
            of,
            length,
            limit,
            duty: duty.map(Box::new),
        },
    )
}

fn conditions() -> impl Strategy<Value = Condition> {
    let atom =
        || (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c)| Condition::Atom(a, b, c));
    prop_oneof![
        6 => atom(),
        1 => atom().prop_map(|atom| Condition::Not(Box::new(atom))),
        1 => vec(atom(), 2..4).prop_map(Condition::And),
        1 => vec(atom(), 2..4).prop_map(Condition::Or),
        1 => (any::<u8>(), atom()).prop_map(|(n, it)| Condition::InARow(n, Box::new(it))),
    ]
}
