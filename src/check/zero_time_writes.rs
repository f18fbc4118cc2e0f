//! Facts that keep changing each other without any time passing.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::{Expr, ExprKind};
use crate::machine::id::{HandlerId, Id};
use crate::machine::playbook::{Action, Handler, TargetKind, Trigger};
use crate::text;
use crate::value::Value;

use super::context::{Context, is_lowest};
use super::visit;

/// Facts that keep changing each other without any time passing.
pub(crate) static CODE: Code = Code {
    id: "D0606",
    name: "zero-time-writes",
    level: Level::Error,
    page: include_str!("zero_time_writes.md"),
};

/// Looks at who reads what in `as soon as` and writes what: a knot in which every fact gets one
/// fixed value comes to rest, as does one that only raises the severity; any other may not.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let graph = Influence::new(context);
    for (members, links) in graph.knots() {
        if !graph.may_go_on(&members, &links) {
            continue;
        }
        let handlers = links.iter().filter_map(|link| link.by);
        let mut places: Vec<_> =
            handlers.filter_map(|id| context.hir.handlers.get(id).map(|h| h.at)).collect();
        places.sort_unstable();
        places.dedup();
        let Some((first, others)) = places.split_first() else { continue };
        let names: Vec<_> = members.iter().map(|node| graph.name(context, *node)).collect();
        let names = names.join("`, `");
        let mut finding = Diagnostic::new(
            &CODE,
            *first,
            text!(
                nl: "dit kan eindeloos doorgaan zonder dat er tijd verstrijkt: `{names}`",
                en: "this can go on endlessly without any time passing: `{names}`",
            ),
        );
        for other in others.iter().take(4) {
            let text = text!(nl: "en dit weer daardoor", en: "and this again because of it");
            finding = finding.label(*other, text);
        }
        found.push(finding.help(text!(
            nl: "laat een regel niets schrijven waar haar eigen voorwaarde van afhangt",
            en: "let no rule write what its own condition depends on",
        )));
    }
}

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Fact(usize),
    Severity,
    Signal(usize),
}

/// One thing changes another.
struct Link<'h> {
    /// The handler that does it; none for derived facts, severity rules and what a signal states.
    by: Option<HandlerId>,
    /// The fixed value written; `None`: anything.
    value: Option<&'h Value>,
    /// Whether the written value follows the read one: a derived fact or a level.
    follows: bool,
}

struct Influence<'h> {
    nodes: BTreeMap<Node, NodeIndex>,
    graph: DiGraph<Node, Link<'h>>,
}

impl<'h> Influence<'h> {
    fn new(context: &Context<'h>) -> Self {
        let mut this = Self { nodes: BTreeMap::new(), graph: DiGraph::new() };
        for (id, fact) in context.hir.facts.iter() {
            for read in
                fact.derived.iter().flat_map(|derived| derived.exprs()).flat_map(visit::facts)
            {
                this.follow(read.index(), Node::Fact(id.index()));
            }
        }
        for rule in context.hir.scale.iter().flat_map(|scale| &scale.rules) {
            for read in visit::facts(&rule.when) {
                this.follow(read.index(), Node::Severity);
            }
        }
        for (id, signal) in context.hir.signals.iter() {
            for (fact, value) in &signal.sets {
                let (value, follows) = (literal(value), false);
                let (from, to) = (Node::Signal(id.index()), Node::Fact(fact.index()));
                this.link(from, to, Link { by: None, value, follows });
            }
        }
        for (id, handler) in context.hir.handlers.iter() {
            if !stays(context, handler) {
                continue;
            }
            let read = read(handler);
            for (to, value) in handler.actions.iter().filter_map(written) {
                for from in &read {
                    this.link(*from, to, Link { by: Some(id), value, follows: false });
                }
            }
        }
        this
    }

    fn node(&mut self, node: Node) -> NodeIndex {
        let graph = &mut self.graph;
        *self.nodes.entry(node).or_insert_with(|| graph.add_node(node))
    }

    fn link(&mut self, from: Node, to: Node, link: Link<'h>) {
        let (from, to) = (self.node(from), self.node(to));
        self.graph.add_edge(from, to, link);
    }

    fn follow(&mut self, from: usize, to: Node) {
        self.link(Node::Fact(from), to, Link { by: None, value: None, follows: true });
    }

    /// Nodes that influence each other, with the links among them.
    fn knots(&self) -> Vec<(Vec<Node>, Vec<&Link<'h>>)> {
        let mut found = Vec::new();
        let knots = kosaraju_scc(&self.graph);
        let mut knot_of = vec![0; self.graph.node_count()];
        for (index, knot) in knots.iter().enumerate() {
            for member in knot {
                if let Some(slot) = knot_of.get_mut(member.index()) {
                    *slot = index;
                }
            }
        }
        for knot in &knots {
            let inner = |node: &NodeIndex| knot_of.get(node.index());
            let links: Vec<_> = knot
                .iter()
                .flat_map(|from| self.graph.edges(*from).map(move |edge| (from, edge)))
                .filter(|(from, edge)| {
                    inner(from) == inner(&petgraph::visit::EdgeRef::target(edge))
                })
                .map(|(_, edge)| edge.weight())
                .collect();
            let mut nodes: Vec<_> =
                knot.iter().filter_map(|node| self.graph.node_weight(*node)).copied().collect();
            nodes.sort_unstable();
            if !links.is_empty() {
                found.push((nodes, links));
            }
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        found
    }

    /// Whether a knot need not come to rest.
    fn may_go_on(&self, members: &[Node], links: &[&Link<'h>]) -> bool {
        if links.iter().all(|link| link.by.is_none()) {
            return false;
        }
        let events = members.iter().all(|node| matches!(node, Node::Signal(_)));
        events
            || members.iter().filter_map(|node| self.nodes.get(node)).any(|&to| {
                let mut written = None;
                let mut incoming =
                    self.graph.edges_directed(to, petgraph::Direction::Incoming).filter(|edge| {
                        let from = self.graph.node_weight(petgraph::visit::EdgeRef::source(edge));
                        from.is_some_and(|from| members.contains(from))
                    });
                match self.graph.node_weight(to) {
                    Some(Node::Fact(_)) => incoming.any(|edge| {
                        let link = edge.weight();
                        let first = *written.get_or_insert(link.value);
                        !link.follows && (link.value.is_none() || link.value != first)
                    }),
                    _ => false,
                }
            })
    }

    fn name(&self, context: &Context<'h>, node: Node) -> &'h str {
        let hir = context.hir;
        match node {
            Node::Fact(fact) => hir.facts.get(Id::new(fact)).map_or("", |fact| &fact.name),
            Node::Severity => hir.scale.as_ref().map_or("", |scale| &scale.name),
            Node::Signal(signal) => {
                hir.signals.get(Id::new(signal)).map_or("", |signal| &signal.name)
            }
        }
    }
}

/// Whether firing leaves the case where it is. Moves that lead away go round, if at all, as moves.
fn stays(context: &Context<'_>, handler: &Handler<Expr>) -> bool {
    handler.target.as_ref().is_none_or(|target| {
        target.kind == TargetKind::Enter
            && target.state != handler.scope
            && context.within(target.state, handler.scope)
    })
}

/// What makes a handler fire without time: the facts of its conditions, the level, a signal.
fn read(handler: &Handler<Expr>) -> Vec<Node> {
    let when = match &handler.trigger {
        Trigger::When(when) => Some(when),
        Trigger::Done => None,
        Trigger::Signal(signal) if !signal.is_missing() => {
            return vec![Node::Signal(signal.index())];
        }
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for condition in when.into_iter().chain(&handler.guard) {
        visit::walk(condition, &mut |part| match part.kind {
            ExprKind::Fact(fact) if !fact.is_missing() => found.push(Node::Fact(fact.index())),
            ExprKind::Severity => found.push(Node::Severity),
            _ => {}
        });
    }
    if !is_lowest(handler.from) {
        found.push(Node::Severity);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn written(action: &Action<Expr>) -> Option<(Node, Option<&Value>)> {
    match action {
        Action::Set { fact, value } if !fact.is_missing() => {
            Some((Node::Fact(fact.index()), literal(value)))
        }
        Action::AtLeast(_) => Some((Node::Severity, None)),
        Action::Raise(signal) | Action::Send { signal, .. } if !signal.is_missing() => {
            Some((Node::Signal(signal.index()), None))
        }
        _ => None,
    }
}

fn literal(value: &Expr) -> Option<&Value> {
    match &value.kind {
        ExprKind::Literal(value) => Some(value),
        _ => None,
    }
}
