//! Where moves lead, how often, and the names of outcomes.

use super::Resolver;
use super::fault::{track_as_target, zero_times};
use super::kind::Kind;
use crate::machine::id::{CounterId, Id, StateId};
use crate::machine::playbook::{Counter, Limit, OutcomeName, StateKind, Target, TargetKind};
use crate::span::Span;
use crate::syntax::ast::{self, EntryMode};

/// The name of an outcome, and its place.
pub(super) fn outcome_name(name: &ast::OutcomeName) -> (OutcomeName, Span) {
    match name {
        ast::OutcomeName::Yes(at) => (OutcomeName::Yes, *at),
        ast::OutcomeName::No(at) => (OutcomeName::No, *at),
        ast::OutcomeName::NoAnswer(at) => (OutcomeName::NoAnswer, *at),
        ast::OutcomeName::Named(name) => (OutcomeName::Named(name.text.clone()), name.span),
    }
}

impl Resolver<'_> {
    /// The target of a move out of `source`.
    pub(super) fn target(&mut self, it: &ast::Target, source: StateId) -> Target {
        let mut target = self.goal(&it.goal);
        let limit = it.limit.as_ref();
        target.limit = limit.map(|limit| {
            let owner = self.tree.owner(source, target.state);
            self.limit(limit, owner)
        });
        target
    }

    /// A state to go to, without a cap.
    fn goal(&mut self, goal: &ast::Goal) -> Target {
        let kind = match goal.mode {
            EntryMode::Enter => TargetKind::Enter,
            EntryMode::Again => TargetKind::Again,
            EntryMode::Resume => TargetKind::Resume,
        };
        let mut state: StateId = self.own(Kind::State, &goal.name);
        if let Some(track) = self.tree.get(state)
            && track.kind == StateKind::Track
        {
            let phase = track.parent.and_then(|phase| self.tree.get(phase));
            // A track outside a phase is a finding already.
            let phase = phase.filter(|phase| phase.kind == StateKind::Parallel);
            let fault = phase
                .map(|phase| track_as_target::fault(&goal.name.text, goal.name.span, phase.name));
            self.found.extend(fault);
            state = StateId::MISSING;
        }
        Target { kind, state, limit: None, at: goal.span }
    }

    fn limit(&mut self, limit: &ast::Limit, owner: StateId) -> Limit {
        let counter = self.counter(limit, owner);
        let then = limit.then.as_ref().map(|goal| Box::new(self.goal(goal)));
        Limit { counter, then }
    }

    fn counter(&mut self, limit: &ast::Limit, owner: StateId) -> CounterId {
        if limit.times.value == 0 {
            self.report(zero_times::fault(limit.times.span));
        }
        self.hir.counters.push(Counter { owner, times: limit.times.value })
    }

    /// The cap of an extension in `scope`: counted per visit of it, unless it ends in a move.
    pub(super) fn extension_limit(&mut self, limit: &ast::Limit, scope: StateId) -> Limit {
        let then = limit.then.as_ref().map(|goal| Box::new(self.goal(goal)));
        let owner = then.as_ref().map_or(scope, |target| self.tree.owner(scope, target.state));
        Limit { counter: self.counter(limit, owner), then }
    }
}
