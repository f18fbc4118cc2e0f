//! Which handlers act and which move: enabled by definition, conflicts as in SCXML's appendix D.

use std::collections::BTreeSet;

use draaiboek::hir::Expr;
use draaiboek::machine::id::{HandlerId, StateId};
use draaiboek::machine::playbook::{
    Action, Handler, Limit, Outcome, StateKind, Target, TargetKind,
};

use super::{Case, eval};
use crate::model::eval::World;

/// A move to be made.
pub(super) struct Move<'a> {
    /// Where it is written.
    scope: StateId,
    target: &'a Target,
    limit: Option<&'a Limit>,
    actions: &'a [Action<Expr>],
}

impl<'a> Case<'a> {
    /// Lets those of the handlers act that may; gives those that acted or moved.
    pub(super) fn fire(&mut self, candidates: &[HandlerId]) -> Vec<HandlerId> {
        let enabled: Vec<HandlerId> =
            candidates.iter().copied().filter(|&h| self.is_enabled(h)).collect();
        let (moves, mut rules): (Vec<_>, Vec<_>) =
            enabled.into_iter().partition(|&h| self.leads(h).is_some());
        rules.sort_by_key(|&h| {
            let handler = &self.hir.handlers[h];
            (self.around(handler.scope).len(), handler.order)
        });
        let moves = self.without_conflicts(&self.innermost(&moves));
        let acted: Vec<HandlerId> = rules.iter().chain(&moves).copied().collect();
        for &h in &acted {
            if let Some(handled) = self.handlers.get_mut(&h) {
                handled.fired = true;
            }
        }
        for h in rules {
            let handler = self.handler(h);
            self.act(handler.scope, &handler.actions);
        }
        let moves = moves.iter().map(|&h| self.leads(h).expect("a move leads somewhere")).collect();
        self.make(moves);
        acted
    }

    /// The actions and the move of an outcome.
    pub(super) fn decide(&mut self, scope: StateId, outcome: &'a Outcome<Expr>) {
        let target = outcome.target.as_ref();
        match self.leading(scope, target, &outcome.actions) {
            Some(one) if self.active(scope) => self.make(vec![one]),
            _ => self.act(scope, &outcome.actions),
        }
    }

    pub(super) fn handler(&self, handler: HandlerId) -> &'a Handler<Expr> {
        let hir: &'a draaiboek::hir::Hir = self.hir;
        &hir.handlers[handler]
    }

    /// Its scope is active, the level reached, the guard true, and it leads or acts somewhere.
    fn is_enabled(&self, handler: HandlerId) -> bool {
        let handler = self.handler(handler);
        let guard = handler.guard.as_ref();
        self.active(handler.scope)
            && self.reached(handler.from)
            && guard.is_none_or(|guard| eval::holds(self, guard))
            && !self.is_used_up(handler)
    }

    fn is_used_up(&self, handler: &Handler<Expr>) -> bool {
        let limit = handler.target.as_ref().and_then(|target| target.limit.as_ref());
        limit.is_some_and(|limit| self.is_spent(limit) && limit.then.is_none())
    }

    /// Where a target leads now that its count is what it is; the limit if this round counts.
    fn limited(&self, target: &'a Target) -> (Option<&'a Target>, Option<&'a Limit>) {
        match &target.limit {
            None => (Some(target), None),
            Some(limit) if !self.is_spent(limit) => (Some(target), Some(limit)),
            Some(limit) => (limit.then.as_deref(), None),
        }
    }

    /// The move that a handler makes; `None` of a rule.
    fn leads(&self, handler: HandlerId) -> Option<Move<'a>> {
        let handler = self.handler(handler);
        self.leading(handler.scope, handler.target.as_ref(), &handler.actions)
    }

    /// The move to the target, or to where an extension that is used up leads.
    fn leading(
        &self,
        scope: StateId,
        target: Option<&'a Target>,
        actions: &'a [Action<Expr>],
    ) -> Option<Move<'a>> {
        if let Some(target) = target {
            let (target, limit) = self.limited(target);
            return target.map(|target| Move { scope, target, limit, actions });
        }
        let mut extensions = actions.iter().filter_map(extension);
        let spent = extensions.find(|limit| self.is_spent(limit) && limit.then.is_some());
        let target = spent?.then.as_deref()?;
        Some(Move { scope, target, limit: None, actions })
    }

    /// For each leaf the first move of its innermost scope that has one.
    fn innermost(&self, moves: &[HandlerId]) -> Vec<HandlerId> {
        let mut selected = Vec::new();
        for leaf in self.leaves() {
            for scope in self.around(leaf) {
                let here = moves.iter().filter(|&&h| self.handler(h).scope == scope);
                let Some(&first) = here.min_by_key(|&&h| self.handler(h).order) else { continue };
                if !selected.contains(&first) {
                    selected.push(first);
                }
                break;
            }
        }
        selected
    }

    /// SCXML's `removeConflictingTransitions`.
    fn without_conflicts(&self, selected: &[HandlerId]) -> Vec<HandlerId> {
        let mut kept: Vec<HandlerId> = Vec::new();
        for &one in selected {
            let exits = self.exits(&self.leads(one).expect("a move"));
            let mut gone = Vec::new();
            let mut preempted = false;
            for &other in &kept {
                let others = self.exits(&self.leads(other).expect("a move"));
                if exits.is_disjoint(&others) {
                    continue;
                }
                if self.inside(self.handler(one).scope, self.handler(other).scope) {
                    gone.push(other);
                } else {
                    preempted = true;
                    break;
                }
            }
            if !preempted {
                kept.retain(|other| !gone.contains(other));
                kept.push(one);
            }
        }
        kept
    }

    fn stays(&self, m: &Move<'_>) -> bool {
        let target = m.target.state;
        let outside = m.scope != target && !self.inside(m.scope, target);
        match m.target.kind {
            TargetKind::Enter => outside && self.active(target),
            TargetKind::Resume => self.active(target),
            TargetKind::Again => false,
        }
    }

    fn exits(&self, m: &Move<'_>) -> BTreeSet<StateId> {
        if self.stays(m) {
            return BTreeSet::new();
        }
        let domain = self.domain(m.scope, m.target.state);
        self.active_states().into_iter().filter(|&s| self.inside(s, domain)).collect()
    }

    /// The innermost state of which one child is active at a time, strictly around both.
    fn domain(&self, a: StateId, b: StateId) -> StateId {
        let around = self.around(a);
        let found = around.into_iter().find(|&outer| {
            self.inside(a, outer)
                && self.inside(b, outer)
                && self.hir.states[outer].kind != StateKind::Parallel
        });
        found.unwrap_or(self.root())
    }

    /// All exits, all actions, all entries.
    fn make(&mut self, moves: Vec<Move<'a>>) {
        let mut exits = BTreeSet::new();
        let mut entries = BTreeSet::new();
        let mut resumed = Vec::new();
        for m in &moves {
            exits.extend(self.exits(m));
            if !self.stays(m) {
                let domain = self.domain(m.scope, m.target.state);
                let kept = self.kept_of(m.target.state, m.target.kind);
                entries.extend(kept.iter().map(|kept| kept.state));
                self.enter_up_to(m.target.state, domain, &mut entries);
                resumed.extend(kept);
            }
        }
        self.keep(&exits);
        for m in &moves {
            if let Some(limit) = m.limit {
                *self.counters.entry(limit.counter).or_default() += 1;
            }
        }
        for state in exits.into_iter().rev() {
            self.exit(state);
        }
        for m in &moves {
            self.act(m.scope, m.actions);
        }
        for state in entries {
            match resumed.iter().find(|kept| kept.state == state).cloned() {
                Some(kept) => self.resume(kept),
                None => self.enter(state),
            }
        }
    }

    /// The target, what is around it inside the domain, and all that belongs to entering these.
    pub(super) fn enter_up_to(
        &self,
        target: StateId,
        domain: StateId,
        entries: &mut BTreeSet<StateId>,
    ) {
        if !entries.contains(&target) {
            self.enter_initial(target, entries);
        }
        for outer in self.around(target) {
            if outer == domain {
                break;
            }
            entries.insert(outer);
            if self.hir.states[outer].kind == StateKind::Parallel {
                self.enter_tracks(outer, entries);
            }
        }
    }

    /// A state with its initial descendants.
    pub(super) fn enter_initial(&self, state: StateId, entries: &mut BTreeSet<StateId>) {
        entries.insert(state);
        match self.hir.states[state].kind {
            StateKind::Parallel => self.enter_tracks(state, entries),
            StateKind::Root | StateKind::Phase | StateKind::Track => {
                let initial = self.hir.states[state].initial.expect("an initial child");
                self.enter_initial(initial, entries);
            }
            StateKind::Step | StateKind::End => {}
        }
    }

    /// The tracks of which nothing is entered yet.
    fn enter_tracks(&self, parallel: StateId, entries: &mut BTreeSet<StateId>) {
        for &track in &self.hir.states[parallel].children {
            if !entries.iter().any(|&s| s == track || self.inside(s, track)) {
                self.enter_initial(track, entries);
            }
        }
    }
}

/// The limit of an extension.
fn extension(action: &Action<Expr>) -> Option<&Limit> {
    match action {
        Action::Extend { limit, .. } => limit.as_ref(),
        _ => None,
    }
}
