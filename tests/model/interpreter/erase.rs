//! What was said of personal facts is erased.

use std::collections::BTreeSet;

use draaiboek::calendar::{Due as Instant, Timestamp};
use draaiboek::engine::{EffectKind, Fault, Input, Status};
use draaiboek::hir::Expr;
use draaiboek::machine::id::FactId;
use draaiboek::machine::playbook::{Deadline, Due, DutyKind, Moment, Term, Trigger};

use super::super::calendar;
use super::term::Clock;
use super::{Case, Life, alike, count};

impl Case<'_> {
    pub(super) fn erase(&mut self, names: &[String], ground: &str) {
        let facts = self.erased(names);
        for &fact in &facts {
            let told = self.statements.get(&self.of_fact(fact)).into_iter().flatten();
            if told.into_iter().any(|statement| statement.value.is_some()) {
                self.emit(EffectKind::Erased { fact, ground: ground.to_owned() });
            }
        }
        self.forget_how_extended(&facts);
        for &fact in &facts {
            let place = self.of_fact(fact);
            let told = self.statements.get_mut(&place).into_iter().flatten();
            told.for_each(|statement| statement.value = None);
            self.of_whom(|case| case.forget_said(fact));
        }
        let about = |no: &usize, case: &Self| match &case.hir.duties[case.obligations[*no].duty]
            .kind
        {
            DutyKind::Decision(decision) => decision.about.is_some_and(|it| facts.contains(&it)),
            _ => false,
        };
        for no in self.obligations_of_whom() {
            if about(&no, self) {
                self.obligations[no].about = None;
            }
        }
        if self.life == Life::Open {
            self.follow();
        }
        self.forget_dues(&facts);
    }

    /// The facts that are meant: those named, or every personal one of what is in focus.
    fn erased(&self, names: &[String]) -> Vec<FactId> {
        if !names.is_empty() {
            return names.iter().map(|name| self.fact_named(name).expect("a fact")).collect();
        }
        let kind = self.focus.get().item.map(|no| self.items[no].kind);
        let facts = self.hir.facts.iter();
        facts.filter(|(_, it)| it.personal && it.item == kind).map(|(id, _)| id).collect()
    }

    /// The obligations of the item in focus, or all.
    fn obligations_of_whom(&self) -> Vec<usize> {
        let item = self.focus.get().item;
        let all = 0..self.obligations.len();
        all.filter(|no| item.is_none() || self.obligations[*no].item == item).collect()
    }

    /// In every chart of the item in focus, or in all.
    fn of_whom(&mut self, mut act: impl FnMut(&mut Self)) {
        let item = self.focus.get().item;
        for focus in self.courses.keys().copied().collect::<Vec<_>>() {
            if item.is_none() || focus.item == item {
                self.about(focus, &mut act);
            }
        }
    }

    /// Bounds that were counted on from what the facts gave stand; how they were counted does not.
    fn forget_how_extended(&mut self, facts: &[FactId]) {
        let hir = self.hir;
        for no in self.obligations_of_whom() {
            let term = &hir.duties[self.obligations[no].duty].term;
            let parts = self.parts_following(term, facts);
            forget_extension(&mut self.obligations[no].clock, &parts);
        }
        self.of_whom(|case| {
            for state in case.visits.keys().copied().collect::<Vec<_>>() {
                let Deadline::Term(term, _) = &hir.states[state].deadline else { continue };
                let parts = case.parts_following(term, facts);
                let visit = case.visits.get_mut(&state).expect("a visit");
                forget_extension(&mut visit.clock, &parts);
            }
        });
    }

    fn forget_dues(&mut self, facts: &[FactId]) {
        let hir = self.hir;
        for no in self.obligations_of_whom() {
            let parts = self.parts_following(&hir.duties[self.obligations[no].duty].term, facts);
            if parts.is_empty() {
                continue;
            }
            let obligation = &mut self.obligations[no];
            match obligation.status {
                Status::Open => {}
                Status::Overdue => {
                    if let Some(due) = &mut obligation.due {
                        due.counted = None;
                    }
                }
                _ => obligation.due = None,
            }
            let due = obligation.due;
            obligation.promises.retain({
                let last = obligation.promises.last().map(|it| it.0);
                move |it| due.is_some() && Some(it.0) == last && alike(it.1, due)
            });
            if obligation.status != Status::Open {
                forget_followed(&mut obligation.clock, &parts);
            }
        }
        self.of_whom(|case| {
            let follows = |case: &Self, handler| {
                let trigger: &Trigger<Expr> = &case.hir.handlers[handler].trigger;
                let (Trigger::On(date) | Trigger::AfterEnd(date) | Trigger::Before(_, date)) =
                    trigger
                else {
                    return false;
                };
                date.fact().is_some_and(|fact| case.is_from(fact, facts))
            };
            let mut memories = std::mem::take(&mut case.kept);
            for kept in memories.values_mut().flatten() {
                if let Deadline::Term(term, _) = &hir.states[kept.state].deadline {
                    let parts = case.parts_following(term, facts);
                    forget_followed(kept.clock(), &parts);
                }
                kept.forget_dates(|handler| follows(case, handler));
            }
            case.kept = memories;
        });
    }

    /// The positions of the parts of a term that follow one of the facts.
    fn parts_following(&self, term: &Term<Expr>, facts: &[FactId]) -> BTreeSet<usize> {
        let followed = |due: &Due| match due {
            Due::Within { after: Some(Moment::Fact(fact)), .. } => Some(*fact),
            Due::By(date) | Due::Before(_, date) | Due::After(_, date) => date.fact(),
            Due::Within { .. } | Due::SameDay => None,
        };
        let parts = term.parts.iter().enumerate();
        let parts = parts
            .filter(|(_, part)| followed(&part.due).is_some_and(|fact| self.is_from(fact, facts)));
        parts.map(|(position, _)| position).collect()
    }

    fn is_from(&self, fact: FactId, facts: &[FactId]) -> bool {
        facts.contains(&fact) || count::behind(self.hir, fact).iter().any(|it| facts.contains(it))
    }

    /// What is wrong with an erasure.
    pub(super) fn of_erasure(
        &self,
        (input, no): (&Input, Option<usize>),
        names: &[String],
        ground: &str,
        salt: [u8; 16],
        faults: &mut Vec<Fault>,
    ) {
        if input.by.is_some() {
            self.of_actor(input, faults);
        }
        if ground.trim().is_empty() {
            faults.push(Fault::NoReason);
        }
        if salt == [0; 16] {
            faults.push(Fault::NoSalt(None));
        }
        if input.item.is_some() && no.is_none() {
            return;
        }
        for name in names {
            let Some(fact) = self.fact_named(name) else {
                faults.push(Fault::UnknownFact(name.clone()));
                continue;
            };
            self.of_kind(input, no, self.hir.facts[fact].item, faults);
            if !self.hir.facts[fact].personal {
                faults.push(Fault::NotPersonal(fact));
            }
        }
    }
}

/// What it followed is not what it will follow, whatever that is.
fn forget_followed(clock: &mut Clock, parts: &BTreeSet<usize>) {
    let never = Instant { day: None, ..calendar::at(Timestamp::MIN) };
    for (position, follows) in &mut clock.follows {
        if parts.contains(position) && follows.1.is_some() {
            follows.1 = Some(never);
        }
    }
}

fn forget_extension(clock: &mut Clock, parts: &BTreeSet<usize>) {
    if clock.follows.iter().any(|(position, it)| parts.contains(position) && !it.2) {
        clock.fixed.iter_mut().for_each(|due| due.counted = None);
    }
}
