//! Whether a role surely has the care, on every way through a handover to an end that says so.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::visit::EdgeRef;

use crate::hir::Expr;
use crate::machine::graph::{Cause, Edge, node};
use crate::machine::id::{ChartId, HoldingId, Id, RoleId, StateId};
use crate::machine::playbook::{Action, DutyKind, EndCare, Handler, StateKind, Trigger};
use crate::span::Span;

use super::context::{Context, is_lowest};

mod sure;

use sure::{Care, Sure, moves};

/// A way to an end at which the care may be elsewhere.
pub(super) struct Astray {
    pub(super) end: StateId,
    pub(super) role: RoleId,
    /// The arrow that leads to the end.
    pub(super) arrow: Span,
    pub(super) sure: Sure,
    /// Steps on the way, the first first.
    pub(super) way: Vec<StateId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Entering,
    Inside,
    /// What is inside has ended.
    Ended,
}

type Point = (StateId, Place, Sure);

/// Ways to ends of a handover at which a role need not have the care, of each arrow one.
///
/// Nothing is said of a role that has the care at the beginning or as its safety net, nor of one
/// to which another handover moves it. Of what happens on a way only what surely does counts: what
/// an arrow does, and what its condition says. Tracks count for each other.
pub(super) fn astray(context: &Context<'_>, chart: ChartId) -> Vec<Astray> {
    let hir = context.hir;
    let Some(declared) = hir.charts.get(chart).filter(|it| it.moves_care) else {
        return Vec::new();
    };
    let of_item = hir
        .holdings
        .iter()
        .find(|(_, holding)| Some(holding.item) == declared.item && holding.name.is_none());
    let (Some((care, holding)), Some(root)) = (of_item, hir.states.get(declared.root)) else {
        return Vec::new();
    };
    let first = [holding.holder, holding.safety_net];
    let understood = context.targets_known && first.iter().all(|role| !role.is_missing());
    if !understood || context.has_gap(declared.root) {
        return Vec::new();
    }
    let ends = root.children.iter().filter_map(|end| hir.states.get(*end)?.care.as_ref());
    let mut roles: Vec<RoleId> = ends
        .filter_map(|care| match care {
            EndCare::With(role) if !role.is_missing() => Some(*role),
            _ => None,
        })
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles.retain(|role| !first.contains(role));
    let elsewhere = |role: RoleId| {
        context.actions.iter().any(|written| {
            moves(written.action, care) == Some(role)
                && !context.within(written.scope, declared.root)
        })
    };
    roles.retain(|role| !elsewhere(*role));
    let ways =
        roles.into_iter().flat_map(|role| Ways::new(context, declared.root, care, role).find());
    ways.collect()
}

struct Ways<'c, 'h> {
    context: &'c Context<'h>,
    root: StateId,
    of: Care<'c, 'h>,
    /// Scopes with a rule that moves care to another at once.
    takers: BTreeSet<StateId>,
    from: BTreeMap<Point, Option<Point>>,
    waiting: VecDeque<Point>,
    found: BTreeMap<Span, Astray>,
}

impl<'c, 'h> Ways<'c, 'h> {
    fn new(context: &'c Context<'h>, root: StateId, care: HoldingId, role: RoleId) -> Self {
        let (from, waiting, found) = (BTreeMap::new(), VecDeque::new(), BTreeMap::new());
        let away = |action: &Action<Expr>| {
            let at_once = matches!(action, Action::Move { per: None, .. });
            at_once && moves(action, care).is_some_and(|to| to != role)
        };
        let rules = context.hir.handlers.as_slice().iter().filter(|it| it.target.is_none());
        let rules = rules.filter(|rule| rule.actions.iter().any(away));
        let takers = rules.map(|rule| rule.scope).collect();
        let of = Care { context, care, role };
        Self { context, root, of, takers, from, waiting, found }
    }

    fn find(mut self) -> impl Iterator<Item = Astray> + use<> {
        let duty =
            self.context.hir.roles.get(self.of.role).is_some_and(|it| it.duty_of_care.is_some());
        let start = Sure { able: duty, ..Sure::NOTHING };
        self.reach((self.root, Place::Entering, start), None);
        while let Some(point) = self.waiting.pop_front() {
            match point.1 {
                Place::Entering => self.enter(point),
                Place::Inside => self.stay(point),
                Place::Ended => self.leave(point, |trigger| matches!(trigger, Some(Trigger::Done))),
            }
        }
        self.found.into_values()
    }

    fn reach(&mut self, point: Point, from: Option<Point>) {
        if let std::collections::btree_map::Entry::Vacant(slot) = self.from.entry(point) {
            slot.insert(from);
            self.waiting.push_back(point);
        }
    }

    fn enter(&mut self, point: Point) {
        let (id, _, sure) = point;
        let Some(state) = self.context.state(id) else { return };
        let mut sure = self.of.after(sure, &state.entry);
        if state.kind == StateKind::Parallel && self.is_ordered_in(id) {
            sure = Sure::ALL;
        }
        match state.kind {
            StateKind::Parallel => {
                for track in &state.children {
                    self.reach((*track, Place::Entering, sure), Some(point));
                }
            }
            StateKind::Step => self.reach((id, Place::Inside, sure), Some(point)),
            StateKind::End => {
                if let Some(around) = state.parent.filter(|around| *around != self.root) {
                    self.reach((id, Place::Inside, sure), Some(point));
                    self.reach((around, Place::Ended, sure), Some(point));
                }
            }
            StateKind::Root | StateKind::Phase | StateKind::Track => {
                if let Some(first) = state.initial {
                    self.reach((first, Place::Entering, sure), Some(point));
                }
            }
        }
    }

    fn stay(&mut self, point: Point) {
        let (id, _, sure) = point;
        let Some(state) = self.context.state(id) else { return };
        if let Some(around) = state.parent {
            self.reach((around, Place::Inside, sure), Some(point));
        }
        let leaf = state.children.is_empty();
        if leaf && sure.ordered && self.is_taken_away_in(id) {
            self.reach((id, Place::Inside, Sure { ordered: false, ..sure }), Some(point));
        }
        self.leave(point, |trigger| leaf || !matches!(trigger, Some(Trigger::Done)));
    }

    /// Follows the arrows of a state of which the trigger fits.
    fn leave(&mut self, point: Point, fits: impl Fn(Option<&Trigger<Expr>>) -> bool) {
        let (id, place, sure) = point;
        let context = self.context;
        if place == Place::Ended {
            let around = context.state(id).and_then(|state| state.parent);
            let parallel = around.filter(|it| context.kind(*it) == Some(StateKind::Parallel));
            if let Some(around) = parallel {
                self.reach((around, Place::Ended, sure), Some(point));
            }
        }
        for edge in context.graph.edges_directed(node(id), Direction::Outgoing) {
            let (edge, target) = (*edge.weight(), StateId::new(edge.target().index()));
            let Some(taken) = self.taken(edge, id, sure, &fits) else { continue };
            // What is entered on the way to the target.
            let domain = context.domain(id, target);
            let entered = context.ancestors(target).skip(1);
            let entered: Vec<StateId> = entered.take_while(|outer| *outer != domain).collect();
            let mut sure = taken;
            for outer in entered.into_iter().rev().filter_map(|outer| context.state(outer)) {
                sure = self.of.after(sure, &outer.entry);
            }
            self.arrive(point, edge.at, target, sure);
            self.reach((target, Place::Entering, sure), Some(point));
        }
    }

    /// What is sure once an arrow is taken; `None`: it is not taken now.
    fn taken(
        &self,
        edge: Edge,
        scope: StateId,
        sure: Sure,
        fits: impl Fn(Option<&Trigger<Expr>>) -> bool,
    ) -> Option<Sure> {
        let hir = self.context.hir;
        let duty = |duty| hir.duties.get(duty).filter(|_| fits(None));
        match edge.cause {
            Cause::Handler(id) => {
                let handler = hir.handlers.get(id).filter(|it| fits(Some(&it.trigger)))?;
                let told = self.of.told_by(&handler.trigger, handler.guard.as_ref());
                let before = self
                    .beside(handler, scope)
                    .fold(sure.or(told), |sure, rule| self.of.after(sure, &rule.actions));
                Some(self.of.after(before, &handler.actions))
            }
            Cause::Outcome(id, index) => {
                let duty = duty(id)?;
                Some(self.of.decided(duty, index, sure.or(self.of.opened(duty, 0))))
            }
            Cause::NoAnswer(id) => {
                let duty = duty(id)?;
                let DutyKind::Decision(decision) = &duty.kind else { return None };
                let sure = sure.or(self.of.opened(duty, 0));
                Some(
                    decision
                        .no_answer
                        .iter()
                        .fold(sure, |sure, it| self.of.after(sure, &it.actions)),
                )
            }
        }
    }

    /// Rules that act at the same moment as an arrow, before it.
    fn beside(
        &self,
        arrow: &Handler<Expr>,
        scope: StateId,
    ) -> impl Iterator<Item = &'h Handler<Expr>> {
        let same = |rule: &Handler<Expr>| match (&rule.trigger, &arrow.trigger) {
            (Trigger::Signal(one), Trigger::Signal(other)) => one == other,
            (Trigger::Done, Trigger::Done) | (Trigger::Overdue, Trigger::Overdue) => {
                rule.scope == scope
            }
            _ => false,
        };
        let around = self.context.ancestors(scope);
        let rules = around.flat_map(|outer| self.context.handlers(outer)).map(|(_, rule)| rule);
        let sure = |rule: &&Handler<Expr>| {
            rule.target.is_none() && rule.guard.is_none() && is_lowest(rule.from) && same(rule)
        };
        rules.filter(sure).collect::<Vec<_>>().into_iter()
    }

    /// Whether care is moved to the role somewhere in a state.
    fn is_ordered_in(&self, state: StateId) -> bool {
        self.context.actions.iter().any(|written| {
            moves(written.action, self.of.care) == Some(self.of.role)
                && self.context.within(written.scope, state)
        })
    }

    /// Whether a rule in a state or around it moves care to another.
    fn is_taken_away_in(&self, state: StateId) -> bool {
        self.context.ancestors(state).any(|outer| self.takers.contains(&outer))
    }

    /// An arrow to an end that says that the role has the care.
    fn arrive(&mut self, point: Point, arrow: Span, end: StateId, sure: Sure) {
        let Some(state) = self.context.state(end) else { return };
        if state.care != Some(EndCare::With(self.of.role)) || sure == Sure::ALL {
            return;
        }
        let known = self.found.get(&arrow).is_some_and(|known| known.sure <= sure);
        if !known {
            let (role, way) = (self.of.role, self.way(point));
            self.found.insert(arrow, Astray { end, role, arrow, sure, way });
        }
    }

    /// The steps through which a point was reached.
    fn way(&self, point: Point) -> Vec<StateId> {
        let before = |point: &Point| self.from.get(point).copied().flatten();
        let points = std::iter::successors(Some(point), before);
        let steps = points.filter(|(id, place, _)| {
            *place == Place::Inside && self.context.kind(*id) == Some(StateKind::Step)
        });
        let mut way: Vec<StateId> = steps.map(|(id, ..)| id).collect();
        way.reverse();
        way
    }
}
