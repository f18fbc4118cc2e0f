//! The ways in which a state is left or entered, a task opens or ends, and the case closes.

use super::about::About;
use super::need::condition;
use super::{Missing, Need, Way, What};
use crate::calendar::Timestamp;
use crate::engine::Status;
use crate::machine::Index;
use crate::machine::handler::{Action, Target, Trigger};
use crate::machine::id::{DutyId, ExprId, HandlerId, StateId};
use crate::machine::playbook::{DateRef, Duty, DutyKind, Outcome, StateKind, TargetKind};
use crate::span::Span;
use crate::words::{Words, say};

/// Where something leads as the counts stand.
#[derive(Clone, Copy)]
enum Leads {
    To(StateId, TargetKind),
    /// Its count is used up.
    UsedUp,
}

impl<'a> About<'a> {
    /// The moves that leave an active state.
    pub(super) fn ways_out(self, state: StateId) -> Vec<Way> {
        let playbook = self.playbook();
        let scopes: Vec<StateId> = Index::ancestors(playbook, state).collect();
        self.moves(|scope, to| match to {
            Leads::UsedUp => scope == state,
            Leads::To(to, kind) => scopes.contains(&scope) && self.leaves(scope, to, kind, state),
        })
    }

    fn leaves(self, from: StateId, to: StateId, kind: TargetKind, state: StateId) -> bool {
        let (playbook, index) = (self.playbook(), self.machine().index());
        let outside = !index.within(playbook, from, to);
        if kind == TargetKind::Enter && outside && self.is_active(to) {
            return false;
        }
        let domain = index.domain(playbook, from, to);
        domain != state && index.within(playbook, state, domain)
    }

    /// The moves that enter a state.
    pub(super) fn ways_in(self, state: StateId) -> Vec<Way> {
        self.moves(|_, to| match to {
            Leads::UsedUp => false,
            Leads::To(to, _) => self.enters(to, state),
        })
    }

    /// Whether entering `target` enters `state`: around it, or initial in it.
    fn enters(self, target: StateId, state: StateId) -> bool {
        let playbook = self.playbook();
        if self.machine().index().within(playbook, target, state) {
            return true;
        }
        let mut waiting = vec![target];
        waiting.extend(Index::ancestors(playbook, target).skip(1).filter(|outer| {
            let parallel = playbook.states.get(*outer).map(|outer| outer.kind);
            parallel == Some(StateKind::Parallel) && !self.is_active(*outer)
        }));
        while let Some(next) = waiting.pop() {
            if next == state {
                return true;
            }
            let Some(declared) = playbook.states.get(next) else { continue };
            match declared.kind {
                StateKind::Parallel => waiting.extend(&declared.children),
                _ => waiting.extend(declared.initial),
            }
        }
        false
    }

    /// What lets a chart end: the moves out of where it is, and those into its ends.
    pub(super) fn ways_to_end_chart(self, root: StateId) -> Vec<Way> {
        let states = &self.playbook().states;
        let leaf = |id: &StateId| states.get(*id).is_some_and(|state| state.children.is_empty());
        let active = self.course(root).into_iter().flat_map(|course| course.active());
        let leaves: Vec<StateId> = active.filter(leaf).collect();
        let root = states.get(root).map(|root| root.children.clone());
        let is_end = |id: &StateId| states.get(*id).is_some_and(|it| it.kind == StateKind::End);
        let ends: Vec<StateId> = root.unwrap_or_default().into_iter().filter(is_end).collect();
        if let Some(end) = ends.iter().find(|end| self.is_active(**end)) {
            let at = states.get(*end).map(|end| end.at).unwrap_or_default();
            let by = self.because(at, |words| words.state(*end));
            return Need::all(self.running()).map(|needs| Way { by, needs }).into_iter().collect();
        }
        let mut ways: Vec<Way> = leaves.into_iter().flat_map(|leaf| self.ways_out(leaf)).collect();
        ways.extend(ends.into_iter().flat_map(|end| self.ways_in(end)));
        let mut seen = Vec::new();
        ways.retain(|way| {
            let fresh = !seen.contains(&way.by);
            seen.push(way.by.clone());
            fresh
        });
        ways
    }

    /// The handlers and outcomes that lead somewhere that `picked` picks, in order of writing.
    fn moves(self, picked: impl Fn(StateId, Leads) -> bool) -> Vec<Way> {
        let playbook = self.playbook();
        let mut found: Vec<(u32, Way)> = Vec::new();
        for (id, handler) in playbook.handlers.iter() {
            let leads = self.leads(handler.target.as_ref(), &handler.actions);
            if let Some(leads) = leads.filter(|leads| picked(handler.scope, *leads)) {
                found.push((handler.order, self.by_handler(id, Some(leads))));
            }
        }
        for (id, duty) in playbook.duties.iter() {
            for (outcome, silent) in outcomes(duty) {
                let leads = self.leads(outcome.target.as_ref(), &outcome.actions);
                if let Some(leads) = leads.filter(|leads| picked(duty.scope, *leads)) {
                    found.push((outcome.order, self.by_outcome(id, outcome, silent, Some(leads))));
                }
            }
        }
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, way)| way).collect()
    }

    /// Where a target, or an extension that is used up, leads now; `None` of a rule.
    fn leads(self, target: Option<&Target>, actions: &[Action<ExprId>]) -> Option<Leads> {
        let mut target = target.or_else(|| {
            actions.iter().find_map(|action| match action {
                Action::Extend { limit: Some(limit), .. } if self.is_used_up(limit) => {
                    limit.then.as_deref()
                }
                _ => None,
            })
        })?;
        while let Some(limit) = target.limit.as_ref().filter(|limit| self.is_used_up(limit)) {
            match &limit.then {
                Some(then) => target = then,
                None => return Some(Leads::UsedUp),
            }
        }
        Some(Leads::To(target.state, target.kind))
    }

    /// What does something with an action, and what it does, in order of writing: entries of
    /// states, handlers, outcomes.
    pub(super) fn doing(self, does: impl Fn(&Action<ExprId>) -> bool) -> Vec<(Span, Way)> {
        let playbook = self.playbook();
        let done = |actions: &'a [Action<ExprId>]| actions.iter().find(|action| does(action));
        let mut found: Vec<(u32, Span, Way, &Action<ExprId>)> = Vec::new();
        for (id, state) in playbook.states.iter() {
            let Some(action) = done(&state.entry) else { continue };
            let by = self.because(state.at, |words| words.brief().state(id));
            let active = self.is_active(id);
            let needs = if active { self.fired(state.at) } else { self.elsewhere(id) };
            found.push((state.order, state.at, Way { by, needs: Need::one(needs) }, action));
        }
        for (id, handler) in playbook.handlers.iter() {
            let Some(action) = done(&handler.actions) else { continue };
            found.push((handler.order, handler.at, self.by_handler(id, None), action));
        }
        for (id, duty) in playbook.duties.iter() {
            for (outcome, silent) in outcomes(duty) {
                let Some(action) = done(&outcome.actions) else { continue };
                let way = self.by_outcome(id, outcome, silent, None);
                found.push((outcome.order, outcome.at, way, action));
            }
        }
        found.sort_by_key(|(order, ..)| *order);
        let told = |(_, at, mut way, action): (u32, Span, Way, _)| {
            let what = Words::both(self.machine(), |words| words.action(action));
            way.by.text.nl = format!("{}: {}", way.by.text.nl, what.nl);
            way.by.text.en = format!("{}: {}", way.by.text.en, what.en);
            (at, way)
        };
        found.into_iter().map(told).collect()
    }

    fn by_handler(self, id: HandlerId, leads: Option<Leads>) -> Way {
        let handler = &self.playbook().handlers[id];
        let by = self.because(handler.at, |words| leading(words, words.brief_handler(id), leads));
        let mut parts = Vec::new();
        if self.is_active(handler.scope) {
            let level = handler.from.filter(|from| *from > self.state().level());
            parts.extend(level.map(|level| Need::one(self.level_missing(level, handler.at))));
            let trigger = self.trigger(id);
            let guard = handler.guard.and_then(|guard| condition(self, handler.at, guard));
            if trigger.is_none() && guard.is_none() && self.has_fired(id) {
                parts.push(Need::one(self.again(handler.at)));
            }
            parts.extend(trigger.into_iter().chain(guard));
            if matches!(leads, Some(Leads::UsedUp)) {
                parts.push(Need::one(self.used_up(handler.at)));
            }
        } else {
            parts.push(Need::one(self.elsewhere(handler.scope)));
        }
        Way { by, needs: Need::all(parts).unwrap_or(Need::All(vec![])) }
    }

    fn until_overdue(self, duty: DutyId, at: Span) -> Missing {
        let mut instances = self.instances(duty);
        let overdue = instances.any(|(_, ob)| ob.status == Status::Overdue);
        let otherwise = || if overdue { self.fired(at) } else { self.not_open(duty) };
        self.when_due(duty).unwrap_or_else(otherwise)
    }

    fn trigger(self, id: HandlerId) -> Option<Need> {
        let handler = &self.playbook().handlers[id];
        match &handler.trigger {
            Trigger::Signal(signal) => Some(Need::one(self.signal(*signal))),
            Trigger::When(when) => condition(self, handler.at, *when),
            Trigger::Done => Need::all(self.unfinished(handler.scope)),
            Trigger::Overdue => Some(Need::one(self.scope_overdue(handler.scope))),
            Trigger::DutyOverdue(duty) => Some(Need::one(self.until_overdue(*duty, handler.at))),
            Trigger::CallOverdue(action) => {
                let calls = self.machine().index().calls[*action].iter();
                let calls =
                    calls.filter(|call| self.machine().index().on_overdue[**call].contains(&id));
                let needs = calls.map(|call| Need::one(self.until_overdue(*call, handler.at)));
                Need::some(needs.collect(), Need::Any)
            }
            by_time => {
                let read = match by_time {
                    Trigger::On(DateRef::Fact(fact))
                    | Trigger::AfterEnd(DateRef::Fact(fact))
                    | Trigger::Before(_, DateRef::Fact(fact)) => vec![*fact],
                    _ => vec![],
                };
                let needs = match self.timer(id) {
                    Some(at) => Some(Need::one(self.instant(Some(at), handler.at))),
                    None => Need::all(self.unknown(read)),
                };
                Some(needs.unwrap_or_else(|| Need::one(self.fired(handler.at))))
            }
        }
    }

    fn by_outcome(
        self,
        duty: DutyId,
        outcome: &Outcome<ExprId>,
        silent: bool,
        leads: Option<Leads>,
    ) -> Way {
        let by = self.because(outcome.at, |words| {
            let (name, answer) = (words.brief().duty(duty), words.outcome_name(&outcome.name));
            leading(words, format!("{name}: {answer}"), leads)
        });
        let scope = self.playbook().duties[duty].scope;
        let needs = match self.owed(duty).next() {
            _ if !self.is_active(scope) => Need::one(self.elsewhere(scope)),
            Some((no, obligation)) if !silent => Need::one(self.outstanding(no, obligation)),
            Some(_) => {
                let due = self.when_due(duty);
                Need::one(due.unwrap_or_else(|| self.instant(None, outcome.at)))
            }
            None => self.to_open(duty),
        };
        Way { by, needs }
    }

    /// When a scope becomes overdue, as far as that is known.
    fn scope_overdue(self, scope: StateId) -> Missing {
        let at = self.playbook().states[scope].at;
        let visit = self.visit(scope);
        if visit.is_some_and(|visit| visit.overdue == crate::engine::Overdue::Fired) {
            return self.again(at);
        }
        let own = visit.and_then(|visit| visit.due).map(|due| due.instant);
        let own = own.filter(|due| *due > self.state().last());
        let duties = &self.playbook().states[scope].duties;
        let owed = duties.iter().flat_map(|duty| self.instances(*duty));
        let open = owed.filter(|(_, obligation)| obligation.status == Status::Open);
        let dues = open.filter_map(|(_, obligation)| obligation.due).map(|due| due.instant);
        self.instant(dues.chain(own).min(), at)
    }

    pub(super) fn instant(self, instant: Option<Timestamp>, at: Span) -> Missing {
        self.missing(What::Instant(instant), at, |words| match instant {
            Some(instant) => {
                let instant = words.instant(instant);
                say!(words, nl: "het is nog geen {instant}", en: "it is not {instant} yet")
            }
            None => words
                .pick("het moment staat nog niet vast", "the moment is not known yet")
                .to_owned(),
        })
    }
}

/// `besluit akkoord: ja -> stap uitvoeren`
fn leading(words: Words<'_>, what: String, leads: Option<Leads>) -> String {
    match leads {
        Some(Leads::To(state, _)) => format!("{what} -> {}", words.brief().state(state)),
        Some(Leads::UsedUp) | None => what,
    }
}

/// The answers to a decision; of each whether it is that none came.
fn outcomes(duty: &Duty<ExprId>) -> impl Iterator<Item = (&Outcome<ExprId>, bool)> {
    let decision = match &duty.kind {
        DutyKind::Decision(decision) => Some(decision),
        DutyKind::Task(_) | DutyKind::Call(_) => None,
    };
    let answers = decision.into_iter().flat_map(|it| &it.outcomes).map(|it| (it, false));
    let silence = decision.into_iter().flat_map(|it| &it.no_answer).map(|it| (it, true));
    answers.chain(silence)
}
