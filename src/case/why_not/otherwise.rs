//! What happens by itself when nobody acts: terms that end, and what answers that.

use super::about::About;
use super::{Otherwise, sorted};
use crate::engine::{Alarm, ObligationNo, Status, Timer};
use crate::machine::handler::{Target, Trigger};
use crate::machine::id::{DutyId, ExprId, HandlerId, HoldingId, StateId};
use crate::machine::playbook::{Duty, DutyKind, Rung};
use crate::span::Span;
use crate::words::{Words, say};

/// A sentence to be said in either language.
type Sentence<'a> = Box<dyn Fn(Words<'_>) -> String + 'a>;

/// What follows, and the line of the playbook that says so.
type Follows<'a> = (Span, Sentence<'a>);

impl<'a> About<'a> {
    /// Of everything that stands in a state, in it or around it.
    pub(super) fn otherwise_of(self, state: StateId) -> Vec<Otherwise> {
        let near = |scope: StateId| {
            let (playbook, index) = (self.playbook(), self.machine().index());
            index.within(playbook, scope, state) || index.within(playbook, state, scope)
        };
        self.otherwise(near)
    }

    /// Of the whole case.
    pub(super) fn otherwise_now(self) -> Vec<Otherwise> {
        self.otherwise(|_| true)
    }

    fn otherwise(self, near: impl Fn(StateId) -> bool) -> Vec<Otherwise> {
        let state = self.state();
        let own = state.timers.iter().filter(|alarm| alarm.item == self.item);
        let all = own.filter(|alarm| self.scope(alarm.what).is_none_or(&near));
        sorted(all.filter_map(|alarm| self.what_comes(alarm)).collect())
    }

    /// Of one obligation.
    pub(super) fn otherwise_for(self, no: ObligationNo) -> Vec<Otherwise> {
        let mine = |alarm: &&Alarm| match alarm.what {
            Timer::Due(other) | Timer::Rung(other, _) => other == no,
            _ => false,
        };
        self.state().timers.iter().filter(mine).filter_map(|alarm| self.what_comes(alarm)).collect()
    }

    fn scope(self, timer: Timer) -> Option<StateId> {
        let playbook = self.playbook();
        match timer {
            Timer::Due(no) | Timer::Rung(no, _) => {
                let obligation = self.state().obligation(no)?;
                Some(playbook.duties.get(obligation.duty)?.scope)
            }
            Timer::State(state) => Some(state),
            Timer::Handler(handler) => Some(playbook.handlers.get(handler)?.scope),
            _ => None,
        }
    }

    fn what_comes(self, alarm: &Alarm) -> Option<Otherwise> {
        let (span, what) = match alarm.what {
            Timer::Due(no) => self.due_passes(no)?,
            Timer::Rung(no, position) => self.rung_calls(no, position)?,
            Timer::State(state) => self.term_passes(state)?,
            Timer::Handler(id) => {
                let sentence: Sentence<'_> = Box::new(move |words| self.listed(words, &[id]));
                (self.handler_at(id), sentence)
            }
            Timer::Move(holding) => self.move_comes(holding)?,
            _ => return None,
        };
        let because = self.because(span, |words| {
            let (at, what) = (words.instant(alarm.at), what(words));
            format!("{at}: {what}")
        });
        Some(Otherwise { at: alarm.at, because })
    }

    fn move_comes(self, holding: HoldingId) -> Option<Follows<'a>> {
        let plan = self.of_item()?.ledger(holding)?.plan()?;
        let (to, follows) = (plan.to, plan.follows);
        let sentence = move |words: Words<'_>| {
            let (what, to) = (words.holding(holding), words.role(to));
            let date = self.date_of(words, follows);
            say!(words, nl: "{what} gaat naar {to}{date}", en: "{what} goes to {to}{date}")
        };
        Some((self.playbook().holdings.get(holding)?.at, Box::new(sentence)))
    }

    fn due_passes(self, no: ObligationNo) -> Option<Follows<'a>> {
        let duty = self.state().obligation(no)?.duty;
        let declared = self.playbook().duties.get(duty)?;
        let (span, then) = self.of_overdue(declared, duty);
        let sentence = move |words: Words<'_>| {
            let (duty, then) = (words.brief().duty(duty), then(words));
            say!(words, nl: "{duty} te laat: {then}", en: "{duty} overdue: {then}")
        };
        Some((span, Box::new(sentence)))
    }

    fn rung_calls(self, no: ObligationNo, position: u32) -> Option<Follows<'a>> {
        let obligation = self.state().obligation(no)?;
        let declared = self.playbook().duties.get(obligation.duty)?;
        let DutyKind::Task(task) = &declared.kind else { return None };
        let rung = task.ladder.get(position as usize)?;
        if obligation.status != Status::Overdue {
            return None;
        }
        let sentence = move |words: Words<'_>| {
            let (duty, to) = (words.brief().duty(obligation.duty), words.whom(rung.to));
            say!(words, nl: "{to} ingeschakeld over {duty}", en: "{to} called in about {duty}")
        };
        Some((rung.at, Box::new(sentence)))
    }

    fn term_passes(self, state: StateId) -> Option<Follows<'a>> {
        let handlers = self.handlers_on_overdue(state);
        let declared = self.playbook().states.get(state)?;
        let span = handlers.first().map_or(declared.at, |id| self.handler_at(*id));
        let sentence = move |words: Words<'_>| {
            let (name, then) = (words.brief().state(state), self.listed(words, &handlers));
            say!(
                words,
                nl: "termijn van {name} voorbij: {then}",
                en: "deadline of {name} over: {then}",
            )
        };
        Some((span, Box::new(sentence)))
    }

    /// What follows when an obligation of a duty is overdue, and the first line that says so.
    fn of_overdue(self, declared: &'a Duty<ExprId>, duty: DutyId) -> Follows<'a> {
        if let DutyKind::Decision(decision) = &declared.kind
            && let Some(silence) = &decision.no_answer
        {
            let sentence = move |words: Words<'_>| {
                let answer = words.outcome(duty, None);
                format!("{answer}{}", arrow(words, silence.target.as_ref()))
            };
            return (silence.at, Box::new(sentence));
        }
        let rungs = self.rungs_at_once(declared);
        let optional = matches!(&declared.kind, DutyKind::Task(task) if task.optional);
        let mut handlers: Vec<HandlerId> = self.machine().index().on_overdue[duty].clone();
        handlers.retain(|id| self.is_active(self.playbook().handlers[*id].scope));
        if !optional {
            handlers.extend(self.handlers_on_overdue(declared.scope));
        }
        let first = rungs.first().map(|rung| rung.at);
        let span = first.or_else(|| handlers.first().map(|id| self.handler_at(*id)));
        let sentence = move |words: Words<'_>| {
            let called = rungs.iter().map(|rung| {
                let to = words.whom(rung.to);
                say!(words, nl: "{to} ingeschakeld", en: "{to} called in")
            });
            let mut parts: Vec<String> = called.collect();
            if !handlers.is_empty() || parts.is_empty() {
                parts.push(self.listed(words, &handlers));
            }
            parts.join(", ")
        };
        (span.unwrap_or(declared.at), Box::new(sentence))
    }

    /// The rungs that are called the moment a task is overdue.
    fn rungs_at_once(self, declared: &'a Duty<ExprId>) -> Vec<&'a Rung> {
        let DutyKind::Task(task) = &declared.kind else { return vec![] };
        let level = self.state().level();
        let now = |rung: &&Rung| rung.after.is_none() && rung.from.is_none_or(|it| it <= level);
        task.ladder.iter().filter(now).collect()
    }

    /// The handlers on `overdue` of a scope that have not fired in its present visit.
    fn handlers_on_overdue(self, scope: StateId) -> Vec<HandlerId> {
        let playbook = self.playbook();
        let visit = self.visit(scope);
        if visit.is_none_or(|visit| visit.overdue == crate::engine::Overdue::Fired) {
            return vec![];
        }
        let handlers = playbook.states.get(scope).map(|state| state.handlers.clone());
        let mut handlers = handlers.unwrap_or_default();
        handlers.retain(|id| {
            let handler = &playbook.handlers[*id];
            let reached = handler.from.is_none_or(|from| from <= self.state().level());
            matches!(handler.trigger, Trigger::Overdue) && reached
        });
        handlers
    }

    fn handler_at(self, id: HandlerId) -> Span {
        self.playbook().handlers.get(id).map(|handler| handler.at).unwrap_or_default()
    }

    /// `te laat -> stap overdracht`; that nothing happens where there is no handler.
    fn listed(self, words: Words<'_>, handlers: &[HandlerId]) -> String {
        let one = |id: &HandlerId| {
            let target = self.playbook().handlers.get(*id);
            let target = target.and_then(|handler| handler.target.as_ref());
            format!("{}{}", words.brief_handler(*id), arrow(words, target))
        };
        let all: Vec<String> = handlers.iter().map(one).collect();
        if all.is_empty() {
            return words.pick("het blijft staan", "it stays as it is").to_owned();
        }
        all.join(", ")
    }
}

fn arrow(words: Words<'_>, target: Option<&Target>) -> String {
    target.map(|it| format!(" -> {}", words.brief().state(it.state))).unwrap_or_default()
}
