//! Erasure (rule 23): what was stated of personal facts goes from everywhere where it is kept.
//!
//! Whatever keeps a value, or a day or instant counted from one, is listed here and nowhere else.

use std::collections::BTreeSet;

use super::effect::{EffectKind, ItemNo};
use super::run::Run;
use super::state::{Course, Item, Kept, Obligation, Pause, Phase, Promise, State, Status, Visit};
use crate::calendar::Due;
use crate::machine::id::{DutyId, FactId, HandlerId, StateId};
use crate::machine::playbook::DutyKind;
use crate::machine::{Dependent, Machine};

impl Run<'_> {
    /// Erases what was stated of facts of the item in focus, or of the case. They are unknown
    /// from now on, and what hangs on them follows; in a closed case nothing does.
    pub(super) fn erase(&mut self, facts: &[FactId], ground: &str) {
        let item = self.focus.item;
        let stated = |fact: &FactId| self.state.was_stated(item, *fact);
        let stated: Vec<FactId> = facts.iter().copied().filter(stated).collect();
        for &fact in &stated {
            self.emit(EffectKind::Erased { fact, ground: ground.to_owned() });
        }
        let terms = Terms::following(self.machine, facts);
        self.forget_extended(&terms);
        if self.state.phase == Phase::Open {
            self.changing(|run| {
                let known = |fact: &FactId| run.here().fact(*fact).is_some();
                let changed: Vec<FactId> = stated.into_iter().filter(known).collect();
                facts.iter().for_each(|fact| run.state.forget(run.machine, item, *fact));
                changed.iter().for_each(|fact| run.touched_fact(*fact));
                changed
            });
        } else {
            facts.iter().for_each(|fact| self.state.forget(self.machine, item, *fact));
            // Whom the item goes with is a hash of what it said.
            self.regroup_by(facts);
        }
        self.forget_dues(&terms);
        for &fact in facts {
            self.state.forget_moves(item, fact);
        }
    }

    /// An extension was counted from a day that the facts gave: it stands, and how it was counted
    /// goes.
    fn forget_extended(&mut self, terms: &Terms) {
        let item = self.focus.item;
        for obligation in self.state.obligations.iter_mut().filter(|ob| is_of(ob, item)) {
            let parts = terms.of(obligation.duty);
            let extended = obligation.basis.silenced & parts != 0;
            if extended {
                forget_count(&mut obligation.basis.fixed);
            }
        }
        for course in self.state.courses_about(item) {
            for &(state, parts) in &terms.states {
                if let Some(Some(visit)) = course.visits.get_mut(state)
                    && visit.basis.silenced & parts != 0
                {
                    forget_count(&mut visit.basis.fixed);
                }
            }
        }
    }

    /// Due instants that the facts gave go. What is overdue is so still, and its ladder goes on by
    /// the instant at which it became so.
    fn forget_dues(&mut self, terms: &Terms) {
        let item = self.focus.item;
        for obligation in self.state.obligations.iter_mut().filter(|ob| is_of(ob, item)) {
            let parts = terms.of(obligation.duty);
            if parts != 0 {
                forget_term(obligation, parts);
            }
        }
        let at = self.at;
        for course in self.state.courses_about(item) {
            for &(state, parts) in &terms.states {
                if let Some(Some(visit)) = course.visits.get_mut(state) {
                    forget_visit(visit, parts, |due| due.instant <= at);
                }
            }
            for kept in course.memories.values_mut().flatten() {
                forget_kept(kept, terms);
            }
        }
    }
}

/// Terms and handlers whose instants follow some facts, also by way of derived ones; of terms by
/// which of their parts.
struct Terms {
    duties: Vec<(DutyId, u64)>,
    states: Vec<(StateId, u64)>,
    handlers: BTreeSet<HandlerId>,
}

impl Terms {
    fn following(machine: &Machine, facts: &[FactId]) -> Self {
        let index = machine.index();
        let reads = |derived: &FactId| {
            let (mut stack, mut seen) = (vec![*derived], BTreeSet::new());
            while let Some(fact) = stack.pop() {
                if seen.insert(fact) {
                    stack.extend(&index.inputs[fact]);
                }
            }
            facts.iter().any(|fact| seen.contains(fact))
        };
        let derived = index.followed.iter().copied().filter(reads);
        let mut terms = Self { duties: vec![], states: vec![], handlers: BTreeSet::new() };
        for dependent in facts.iter().copied().chain(derived).flat_map(|it| &index.by_fact[it]) {
            match *dependent {
                Dependent::Duty(duty, parts) => terms.duties.push((duty, parts)),
                Dependent::State(state, parts) => terms.states.push((state, parts)),
                Dependent::Handler(handler) => {
                    terms.handlers.insert(handler);
                }
            }
        }
        terms
    }

    fn of(&self, duty: DutyId) -> u64 {
        parts_of(&self.duties, duty)
    }

    fn of_state(&self, state: StateId) -> u64 {
        parts_of(&self.states, state)
    }
}

/// The parts of all the terms of one.
fn parts_of<I: PartialEq + Copy>(terms: &[(I, u64)], one: I) -> u64 {
    let of = terms.iter().filter(|(other, _)| *other == one);
    of.fold(0, |mask, (_, parts)| mask | parts)
}

/// Facts of an item are read for that item only, those of the case for every item.
fn is_of(obligation: &Obligation, item: Option<ItemNo>) -> bool {
    item.is_none() || obligation.item == item
}

fn forget_count(due: &mut Option<Due>) {
    if let Some(due) = due {
        due.counted = None;
    }
}

fn forget_term(obligation: &mut Obligation, parts: u64) {
    forget_count(&mut obligation.postponed);
    match obligation.status {
        // It was counted without the facts.
        Status::Open => {}
        Status::Overdue => forget_count(&mut obligation.due),
        _ => obligation.due = None,
    }
    let present = obligation.promises.pop().filter(|_| obligation.due.is_some());
    obligation.promises.clear();
    obligation.promises.extend(present.map(|it| Promise { due: obligation.due, ..it }));
    forget_pause(&mut obligation.pause, parts);
}

fn forget_visit(visit: &mut Visit, parts: u64, passed: impl Fn(&Due) -> bool) {
    if visit.due.as_ref().is_some_and(passed) {
        forget_count(&mut visit.due);
    }
    forget_pause(&mut visit.pause, parts);
}

/// What may be resumed is counted anew then, without what is gone.
fn forget_pause(pause: &mut Option<Pause>, parts: u64) {
    let Some(pause) = pause else { return };
    let before = pause.followed.len();
    let is_gone = |part: u32| 1_u64.checked_shl(part).is_some_and(|bit| parts & bit != 0);
    pause.followed.retain(|(part, due)| due.is_none() || !is_gone(*part));
    if pause.followed.len() < before {
        pause.due = None;
    }
}

fn forget_kept(kept: &mut Kept, terms: &Terms) {
    let parts = terms.of_state(kept.state);
    if kept.visit.basis.silenced & parts != 0 {
        forget_count(&mut kept.visit.basis.fixed);
    }
    // What is kept of a term has a due instant only where that had passed.
    forget_visit(&mut kept.visit, parts, |_| true);
    for (handler, _, point) in &mut kept.timed {
        if terms.handlers.contains(handler) {
            *point = None;
        }
    }
}

impl State {
    /// Whether a value of a fact is kept that somebody stated: of an item, or of the case.
    fn was_stated(&self, item: Option<ItemNo>, fact: FactId) -> bool {
        let history = self.history_in(item, fact);
        history.is_some_and(|it| it.statements.iter().any(|statement| statement.value.is_some()))
    }

    /// Forgets the values of a fact. That it was stated, when and by which entry, stays.
    fn forget(&mut self, machine: &Machine, item: Option<ItemNo>, fact: FactId) {
        for statement in self.history_mut(item, fact).into_iter().flat_map(|it| &mut it.statements)
        {
            statement.value = None;
        }
        let signals = &machine.playbook().signals;
        for course in self.courses_about(item) {
            for (signal, heard) in course.heard.iter_mut() {
                if signals[signal].unique_per.contains(&fact) {
                    // A hash of few possible values gives them away.
                    heard.keys.clear();
                    heard.rounds.clear();
                }
                let sent = heard.rounds.values_mut().flat_map(|round| &mut round.sent);
                sent.for_each(|sent| sent.fields.retain(|(other, _)| *other != fact));
            }
        }
        for obligation in self.obligations.iter_mut().filter(|ob| is_of(ob, item)) {
            let about = match &machine.playbook().duties[obligation.duty].kind {
                DutyKind::Decision(decision) => decision.about,
                DutyKind::Task(_) | DutyKind::Call(_) => None,
            };
            if about == Some(fact) {
                obligation.about = None;
            }
        }
    }

    /// Forgets the dates of planned moves that a fact gave.
    fn forget_moves(&mut self, item: Option<ItemNo>, fact: FactId) {
        let follows = super::holding::number(fact);
        for item in only(&mut self.items, item) {
            for (_, ledger) in item.ledgers.iter_mut() {
                ledger.iter_mut().for_each(|ledger| ledger.forget(follows));
            }
        }
    }

    /// The charts that read facts of an item, or of the case.
    fn courses_about(&mut self, item: Option<ItemNo>) -> impl Iterator<Item = &mut Course> {
        let own = Some(&mut self.own).filter(|_| item.is_none());
        own.into_iter().chain(only(&mut self.items, item).flat_map(|item| &mut item.courses))
    }
}

/// The item, or every one.
fn only(items: &mut [Item], item: Option<ItemNo>) -> impl Iterator<Item = &mut Item> {
    let range = item.map_or(0..items.len(), |no| no.index()..no.index() + 1);
    items.get_mut(range).into_iter().flatten()
}
