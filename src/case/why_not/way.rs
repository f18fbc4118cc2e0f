//! The ways in which a state is left or entered, a task opens or ends, and the case closes.

use super::need::Needs;
use super::{Case, Missing, Need, Way, What};
use crate::engine::{ObligationNo, Status};
use crate::machine::Index;
use crate::machine::handler::{Action, Limit, Target, Trigger};
use crate::machine::id::{DutyId, ExprId, HandlerId, Id, StateId};
use crate::machine::playbook::{DateRef, DutyKind, Outcome, StateKind, TargetKind};
use crate::span::Span;
use crate::words::{Words, say};

/// Where something leads as the counts stand.
#[derive(Clone, Copy)]
enum Leads {
    To(StateId, TargetKind),
    /// Its count is used up.
    UsedUp,
}

impl Case {
    /// The moves that leave an active state.
    pub(super) fn ways_out(&self, state: StateId) -> Vec<Way> {
        let playbook = self.machine().playbook();
        let scopes: Vec<StateId> = Index::ancestors(playbook, state).collect();
        self.moves(|scope, to| match to {
            Leads::UsedUp => scope == state,
            Leads::To(to, kind) => scopes.contains(&scope) && self.leaves(scope, to, kind, state),
        })
    }

    fn leaves(&self, from: StateId, to: StateId, kind: TargetKind, state: StateId) -> bool {
        let (playbook, index) = (self.machine().playbook(), self.machine().index());
        let outside = !index.within(playbook, from, to);
        if kind == TargetKind::Enter && outside && self.state().is_active(to) {
            return false;
        }
        let domain = index.domain(playbook, from, to);
        domain != state && index.within(playbook, state, domain)
    }

    /// The moves that enter a state.
    pub(super) fn ways_in(&self, state: StateId) -> Vec<Way> {
        self.moves(|_, to| match to {
            Leads::UsedUp => false,
            Leads::To(to, _) => self.enters(to, state),
        })
    }

    /// Whether entering `target` enters `state`: around it, or initial in it.
    fn enters(&self, target: StateId, state: StateId) -> bool {
        let playbook = self.machine().playbook();
        if self.machine().index().within(playbook, target, state) {
            return true;
        }
        let mut waiting = vec![target];
        waiting.extend(Index::ancestors(playbook, target).skip(1).filter(|outer| {
            let parallel = playbook.states.get(*outer).map(|outer| outer.kind);
            parallel == Some(StateKind::Parallel) && !self.state().is_active(*outer)
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

    /// What lets the case close: the moves out of where it is, and those into its ends.
    pub(super) fn ways_to_close(&self) -> Vec<Way> {
        let states = &self.machine().playbook().states;
        let leaf = |id: &StateId| states.get(*id).is_some_and(|state| state.children.is_empty());
        let leaves: Vec<StateId> = self.state().active().filter(leaf).collect();
        let root = states.get(StateId::new(0)).map(|root| root.children.clone());
        let is_end = |id: &StateId| states.get(*id).is_some_and(|it| it.kind == StateKind::End);
        let ends = root.unwrap_or_default().into_iter().filter(is_end);
        let mut ways: Vec<Way> = leaves.into_iter().flat_map(|leaf| self.ways_out(leaf)).collect();
        ways.extend(ends.flat_map(|end| self.ways_in(end)));
        let mut seen = Vec::new();
        ways.retain(|way| {
            let fresh = !seen.contains(&way.by);
            seen.push(way.by.clone());
            fresh
        });
        ways
    }

    /// The handlers and outcomes that lead somewhere that `picked` picks, in order of writing.
    fn moves(&self, picked: impl Fn(StateId, Leads) -> bool) -> Vec<Way> {
        let playbook = self.machine().playbook();
        let mut found: Vec<(u32, Way)> = Vec::new();
        for (id, handler) in playbook.handlers.iter() {
            let leads = self.leads(handler.target.as_ref(), &handler.actions);
            if let Some(leads) = leads.filter(|leads| picked(handler.scope, *leads)) {
                found.push((handler.order, self.by_handler(id, Some(leads))));
            }
        }
        for (id, duty) in playbook.duties.iter() {
            let DutyKind::Decision(decision) = &duty.kind else { continue };
            let silence = decision.no_answer.iter().map(|outcome| (outcome, true));
            let answers = decision.outcomes.iter().map(|outcome| (outcome, false));
            for (outcome, silent) in answers.chain(silence) {
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
    fn leads(&self, target: Option<&Target>, actions: &[Action<ExprId>]) -> Option<Leads> {
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

    fn is_used_up(&self, limit: &Limit) -> bool {
        let most = self.machine().playbook().counters.get(limit.counter);
        let count = self.state().own.counters.get(limit.counter);
        count.zip(most).is_some_and(|(count, most)| *count >= most.times)
    }

    fn by_handler(&self, id: HandlerId, leads: Option<Leads>) -> Way {
        let handler = &self.machine().playbook().handlers[id];
        let by = self.because(handler.at, |words| leading(words, words.brief_handler(id), leads));
        let needs = Needs::new(self, handler.at);
        let mut parts = Vec::new();
        if self.state().is_active(handler.scope) {
            let level = handler.from.filter(|from| *from > self.state().level());
            parts.extend(level.map(|level| Need::One(self.level_missing(level, handler.at))));
            let fired = self.state().own.handlers.get(id).is_some_and(|handler| handler.fired);
            let trigger = self.trigger(id, &needs);
            let guard = handler.guard.and_then(|guard| needs.condition(guard));
            if trigger.is_none() && guard.is_none() && fired {
                parts.push(Need::One(self.again(handler.at)));
            }
            parts.extend(trigger.into_iter().chain(guard));
            if matches!(leads, Some(Leads::UsedUp)) {
                parts.push(Need::One(self.used_up(handler.at)));
            }
        } else {
            parts.push(Need::One(self.elsewhere(handler.scope)));
        }
        Way { by, needs: Need::all(parts).unwrap_or(Need::All(vec![])) }
    }

    fn until_overdue(&self, duty: DutyId, at: Span) -> Missing {
        let mut instances = self.state().instances(duty);
        let overdue = instances.any(|(_, ob)| ob.status == Status::Overdue);
        let otherwise = || if overdue { self.fired(at) } else { self.not_open(duty) };
        self.when_due(duty).unwrap_or_else(otherwise)
    }

    fn trigger(&self, id: HandlerId, needs: &Needs<'_>) -> Option<Need> {
        let handler = &self.machine().playbook().handlers[id];
        match &handler.trigger {
            Trigger::Signal(signal) => Some(Need::One(self.signal(*signal))),
            Trigger::When(when) => needs.condition(*when),
            Trigger::Done => Need::all(self.unfinished(handler.scope)),
            Trigger::Overdue => Some(Need::One(self.scope_overdue(handler.scope))),
            Trigger::DutyOverdue(duty) => Some(Need::One(self.until_overdue(*duty, handler.at))),
            Trigger::CallOverdue(action) => {
                let calls = self.machine().index().calls[*action].iter();
                let calls =
                    calls.filter(|call| self.machine().index().on_overdue[**call].contains(&id));
                let needs = calls.map(|call| Need::One(self.until_overdue(*call, handler.at)));
                Need::some(needs.collect(), Need::Any)
            }
            Trigger::On(DateRef::Fact(fact))
            | Trigger::AfterEnd(DateRef::Fact(fact))
            | Trigger::Before(_, DateRef::Fact(fact)) => match self.timer(id) {
                Some(at) => Some(Need::One(self.instant(Some(at), handler.at))),
                None => {
                    let unknown = Need::all(needs.unknown(vec![*fact]));
                    Some(unknown.unwrap_or_else(|| Need::One(self.fired(handler.at))))
                }
            },
            _ => Some(Need::One(match self.timer(id) {
                Some(at) => self.instant(Some(at), handler.at),
                None => self.fired(handler.at),
            })),
        }
    }

    fn timer(&self, id: HandlerId) -> Option<crate::calendar::Timestamp> {
        self.state().own.handlers.get(id).and_then(|handler| handler.timer)
    }

    /// What keeps an active scope from being done.
    fn unfinished(&self, scope: StateId) -> Vec<Need> {
        let mut parts = Vec::new();
        for duty in crate::engine::unfinished(self.machine(), self.state(), scope) {
            let instances = self.state().instances(duty);
            let owed = instances.filter(|(_, obligation)| obligation.status.is_owed());
            let owed: Vec<Need> =
                owed.map(|(no, it)| Need::One(self.outstanding(no, it))).collect();
            if owed.is_empty() {
                parts.extend(self.closed_duty(duty));
            }
            parts.extend(owed);
        }
        let states = &self.machine().playbook().states;
        let Some(state) = states.get(scope) else { return parts };
        let is_end = |id: &&StateId| states.get(**id).is_some_and(|it| it.kind == StateKind::End);
        match state.kind {
            StateKind::Step | StateKind::End => {}
            StateKind::Parallel => {
                parts.extend(state.children.iter().flat_map(|track| self.unfinished(*track)));
            }
            StateKind::Root | StateKind::Phase | StateKind::Track => {
                let ends = || state.children.iter().filter(is_end);
                if !ends().any(|end| self.state().is_active(*end)) {
                    let ends = ends().map(|end| Need::One(self.elsewhere(*end))).collect();
                    parts.extend(Need::some(ends, Need::Any));
                }
            }
        }
        parts
    }

    fn by_outcome(
        &self,
        duty: DutyId,
        outcome: &Outcome<ExprId>,
        silent: bool,
        leads: Option<Leads>,
    ) -> Way {
        let by = self.because(outcome.at, |words| {
            let (name, answer) = (words.brief().duty(duty), words.outcome_name(&outcome.name));
            leading(words, format!("{name}: {answer}"), leads)
        });
        let mut instances = self.state().instances(duty);
        let scope = self.machine().playbook().duties[duty].scope;
        let needs = match instances.find(|(_, obligation)| obligation.status.is_owed()) {
            _ if !self.state().is_active(scope) => self.elsewhere(scope),
            Some((no, obligation)) if !silent => self.outstanding(no, obligation),
            Some(_) => self.when_due(duty).unwrap_or_else(|| self.instant(None, outcome.at)),
            None => self.not_open(duty),
        };
        Way { by, needs: Need::One(needs) }
    }

    /// What a duty needs to open.
    pub(super) fn ways_to_open(&self, duty: DutyId) -> Vec<Way> {
        let declared = &self.machine().playbook().duties[duty];
        let by = self.because(declared.at, |words| words.duty(duty));
        let needs = if self.state().is_active(declared.scope) {
            Need::all(self.closed_duty(duty)).unwrap_or(Need::One(self.never(declared.at)))
        } else {
            Need::One(self.elsewhere(declared.scope))
        };
        vec![Way { by, needs }]
    }

    /// What a duty that is not open in an active scope waits for.
    fn closed_duty(&self, duty: DutyId) -> Vec<Need> {
        let playbook = self.machine().playbook();
        let declared = &playbook.duties[duty];
        let needs = Needs::new(self, declared.at);
        let mut parts = Vec::new();
        if declared.by_action {
            let openers = self.openers(duty);
            parts.extend(Need::some(openers, Need::Any));
        }
        let level = declared.from.filter(|from| *from > self.state().level());
        parts.extend(level.map(|level| Need::One(self.level_missing(level, declared.at))));
        if let DutyKind::Decision(decision) = &declared.kind
            && let Some(about) = decision.about
            && crate::engine::value_of(self.machine(), self.state(), about).is_none()
        {
            parts.push(Need::One(self.fact(about)));
        }
        parts.extend(declared.when.and_then(|when| needs.condition(when)));
        parts
    }

    /// What opens a duty that is written in an action block.
    fn openers(&self, duty: DutyId) -> Vec<Need> {
        let playbook = self.machine().playbook();
        let opens = |actions: &[Action<ExprId>]| {
            actions.iter().any(|action| matches!(action, Action::Open(opened) if *opened == duty))
        };
        let handlers = playbook.handlers.iter().filter(|(_, handler)| opens(&handler.actions));
        let mut found: Vec<Need> =
            handlers.map(|(id, _)| self.by_handler(id, None).needs).collect();
        for (id, declared) in playbook.duties.iter() {
            let DutyKind::Decision(decision) = &declared.kind else { continue };
            let silence = decision.no_answer.iter().map(|outcome| (outcome, true));
            let answers = decision.outcomes.iter().map(|outcome| (outcome, false));
            let outcomes = answers.chain(silence).filter(|(outcome, _)| opens(&outcome.actions));
            found.extend(outcomes.map(|(it, silent)| self.by_outcome(id, it, silent, None).needs));
        }
        found
    }

    /// What ends obligations that are owed.
    pub(super) fn ways_to_end(&self, owed: &[ObligationNo]) -> Vec<Way> {
        let each = owed.iter().filter_map(|&no| {
            let obligation = self.state().obligation(no)?;
            let at = self.machine().playbook().duties.get(obligation.duty)?.at;
            let by = self.because(at, |words| words.duty(obligation.duty));
            Some(Way { by, needs: Need::One(self.outstanding(no, obligation)) })
        });
        each.collect()
    }

    /// When the first owed instance of a duty is due; `None` when none is owed.
    pub(super) fn when_due(&self, duty: DutyId) -> Option<Missing> {
        let instances = self.state().instances(duty);
        let open = instances.filter(|(_, obligation)| obligation.status == Status::Open);
        let dues: Vec<_> = open.map(|(_, obligation)| obligation.due).collect();
        let at = self.machine().playbook().duties.get(duty)?.at;
        if dues.is_empty() {
            return None;
        }
        Some(self.instant(dues.into_iter().flatten().map(|due| due.instant).min(), at))
    }

    /// When a scope becomes overdue, as far as that is known.
    fn scope_overdue(&self, scope: StateId) -> Missing {
        let at = self.machine().playbook().states[scope].at;
        let visit = self.state().visit(scope);
        if visit.is_some_and(|visit| visit.overdue == crate::engine::Overdue::Fired) {
            return self.again(at);
        }
        let own = visit.and_then(|visit| visit.due).map(|due| due.instant);
        let own = own.filter(|due| *due > self.state().last());
        let duties = &self.machine().playbook().states[scope].duties;
        let owed = duties.iter().flat_map(|duty| self.state().instances(*duty));
        let open = owed.filter(|(_, obligation)| obligation.status == Status::Open);
        let dues = open.filter_map(|(_, obligation)| obligation.due).map(|due| due.instant);
        self.instant(dues.chain(own).min(), at)
    }

    fn instant(
        &self,
        instant: Option<crate::calendar::Timestamp>,
        at: crate::span::Span,
    ) -> Missing {
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
