//! Whether a role surely has the care, on every way through a handover to an end that says so.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::visit::EdgeRef;

use crate::hir::{Expr, ExprKind};
use crate::machine::expr::{DutyIs, OfParty, Over};
use crate::machine::graph::{Cause, Edge, node};
use crate::machine::id::{ChartId, DutyId, HoldingId, Id, RoleId, SignalId, StateId};
use crate::machine::playbook::{
    Action, Derivation, Duty, DutyKind, EndCare, Handler, Outcome, Says, StateKind, Trigger,
};
use crate::span::Span;

use super::context::{Context, is_lowest};

/// How deep derived facts and tasks are followed into what they read.
const DEEPEST: usize = 16;

/// What is sure of a role at a point of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sure {
    /// The last move of care was ordered to it.
    pub(super) ordered: bool,
    /// It may have the care: by its duty, its being chosen or its acceptance.
    pub(super) able: bool,
}

impl Sure {
    const NOTHING: Self = Self { ordered: false, able: false };
    const ALL: Self = Self { ordered: true, able: true };

    fn or(self, other: Self) -> Self {
        Self { ordered: self.ordered || other.ordered, able: self.able || other.able }
    }

    fn and(self, other: Self) -> Self {
        Self { ordered: self.ordered && other.ordered, able: self.able && other.able }
    }
}

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
    if !context.targets_known || context.has_gap(declared.root) {
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
    roles.retain(|role| ![holding.holder, holding.safety_net].contains(role));
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

/// To whom an action moves a holding.
fn moves(action: &Action<Expr>, of: HoldingId) -> Option<RoleId> {
    match action {
        Action::Move { holding, to, .. } if *holding == of => Some(*to),
        _ => None,
    }
}

struct Ways<'c, 'h> {
    context: &'c Context<'h>,
    root: StateId,
    care: HoldingId,
    role: RoleId,
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
        Self { context, root, care, role, takers, from, waiting, found }
    }

    fn find(mut self) -> impl Iterator<Item = Astray> + use<> {
        let duty =
            self.context.hir.roles.get(self.role).is_some_and(|it| it.duty_of_care.is_some());
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
        let mut sure = self.after(sure, &state.entry);
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
                sure = self.after(sure, &outer.entry);
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
                let told = self.told_by(&handler.trigger, handler.guard.as_ref());
                let before = self
                    .beside(handler, scope)
                    .fold(sure.or(told), |sure, rule| self.after(sure, &rule.actions));
                Some(self.after(before, &handler.actions))
            }
            Cause::Outcome(id, index) => {
                let duty = duty(id)?;
                Some(self.decided(duty, index, sure.or(self.opened(duty, 0))))
            }
            Cause::NoAnswer(id) => {
                let duty = duty(id)?;
                let DutyKind::Decision(decision) = &duty.kind else { return None };
                let sure = sure.or(self.opened(duty, 0));
                Some(decision.no_answer.iter().fold(sure, |sure, it| self.after(sure, &it.actions)))
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

    fn after(&self, sure: Sure, actions: &[Action<Expr>]) -> Sure {
        actions.iter().fold(sure, |sure, action| match action {
            Action::Move { holding, to, per } if *holding == self.care => match per {
                _ if *to == self.role => Sure { ordered: true, ..sure },
                // One with a date may be called off.
                Some(_) => sure,
                None => Sure { ordered: false, ..sure },
            },
            _ => sure,
        })
    }

    /// What is sure when a decision is decided like this.
    fn decided(&self, duty: &Duty<Expr>, index: u32, sure: Sure) -> Sure {
        let DutyKind::Decision(decision) = &duty.kind else { return sure };
        let chosen = index == 0 && decision.chooses == Some(self.role);
        let sure = Sure { able: sure.able || chosen, ..sure };
        let outcome: Option<&Outcome<Expr>> = decision.outcomes.get(index as usize);
        outcome.map_or(sure, |outcome| self.after(sure, &outcome.actions))
    }

    fn opened(&self, duty: &Duty<Expr>, depth: usize) -> Sure {
        duty.when.as_ref().map_or(Sure::NOTHING, |when| self.told(when, depth))
    }

    fn told_by(&self, trigger: &Trigger<Expr>, guard: Option<&Expr>) -> Sure {
        let told = match trigger {
            Trigger::When(when) => self.told(when, 0),
            Trigger::Signal(signal) => self.heard(*signal, 0),
            Trigger::DutyOverdue(duty) => self.of_duty(*duty, 0),
            _ => Sure::NOTHING,
        };
        guard.map_or(told, |guard| told.or(self.told(guard, 0)))
    }

    fn of_duty(&self, duty: DutyId, depth: usize) -> Sure {
        self.context.duty(duty).map_or(Sure::NOTHING, |duty| self.opened(duty, depth))
    }

    /// What is sure when a signal was received.
    fn heard(&self, signal: SignalId, depth: usize) -> Sure {
        let Some(signal) = self.context.hir.signals.get(signal) else { return Sure::ALL };
        let allowed = signal.allowed.as_ref();
        let allowed = allowed.map_or(Sure::NOTHING, |allowed| self.told(allowed, depth));
        let role = self.context.hir.roles.get(self.role);
        let own = [Some(self.role), role.and_then(|role| role.chosen_from)];
        let sent =
            |senders: &Vec<RoleId>| senders.iter().any(|sender| own.contains(&Some(*sender)));
        let able = signal.says == Some(Says::Accepts) && signal.senders.as_ref().is_none_or(sent);
        Sure { able: able || allowed.able, ..allowed }
    }

    /// What is sure when a condition is true.
    fn told(&self, condition: &Expr, depth: usize) -> Sure {
        if depth > DEEPEST {
            return Sure::ALL;
        }
        let deeper = depth + 1;
        match &condition.kind {
            ExprKind::Missing => Sure::ALL,
            ExprKind::HeldBy(care, role) if *care == self.care && *role == self.role => Sure::ALL,
            ExprKind::And(parts) => {
                let told = parts.iter().map(|part| self.told(part, deeper));
                told.fold(Sure::NOTHING, Sure::or)
            }
            ExprKind::Or(parts) => {
                parts.iter().map(|part| self.told(part, deeper)).fold(Sure::ALL, Sure::and)
            }
            // Where the care is not may tell where it is.
            ExprKind::Not(inner) => match inner.kind {
                ExprKind::HeldBy(care, _) if care == self.care => Sure::ALL,
                _ => Sure::NOTHING,
            },
            ExprKind::Fact(fact) => {
                let fact = self.context.hir.facts.get(*fact);
                match fact.and_then(|fact| fact.derived.as_ref()) {
                    Some(Derivation::Expression(derived)) => self.told(derived, deeper),
                    _ => Sure::NOTHING,
                }
            }
            ExprKind::Duty(duty, is) if *is != DutyIs::Withdrawn => self.of_duty(*duty, deeper),
            ExprKind::Decided(duty, index) => self
                .context
                .duty(*duty)
                .map_or(Sure::NOTHING, |it| self.decided(it, *index, self.opened(it, deeper))),
            ExprKind::Unanswered(duty) => self.of_duty(*duty, deeper),
            ExprKind::Received(signal) => self.heard(*signal, deeper),
            ExprKind::Quantified(_, Over::Parties(role), inner) if *role == self.role => {
                let accepted =
                    matches!(inner.kind, ExprKind::Accepted | ExprKind::OfParty(OfParty::Sent(_)));
                Sure { able: accepted, ..Sure::NOTHING }
            }
            _ => Sure::NOTHING,
        }
    }

    /// Whether care is moved to the role somewhere in a state.
    fn is_ordered_in(&self, state: StateId) -> bool {
        self.context.actions.iter().any(|written| {
            moves(written.action, self.care) == Some(self.role)
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
        if state.care != Some(EndCare::With(self.role)) || sure == Sure::ALL {
            return;
        }
        let known = self.found.get(&arrow).is_some_and(|known| known.sure <= sure);
        if !known {
            let (role, way) = (self.role, self.way(point));
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
