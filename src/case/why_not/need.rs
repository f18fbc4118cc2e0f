//! What a condition still needs: unknown facts, values that are otherwise, what is owed.

use std::cell::Cell;

use super::about::About;
use super::{Missing, Need, What};
use crate::engine;
use crate::machine::expr::{
    Atom, Census, Comparison, DutyIs, Formula, Lowered, OfParty, Quantifier,
};
use crate::machine::id::{CensusId, DutyId, ExprId, FactId, FormulaId};
use crate::machine::playbook::Derivation;
use crate::machine::reads;
use crate::span::Span;
use crate::value::Truth;

/// So many things are told apart at most; what lies deeper is told as one condition.
const MOST: u32 = 64;

/// So many of those who lack something are named at most.
pub(super) const NAMED: usize = 20;

/// Looks for what is missing on behalf of one line of the playbook.
pub(super) struct Needs<'a, 'n> {
    pub(super) about: About<'a>,
    /// The line.
    pub(super) at: Span,
    left: &'n Cell<u32>,
}

/// What a condition of the tables needs, on behalf of a line; `None` when it holds.
pub(super) fn condition(about: About<'_>, at: Span, expr: ExprId) -> Option<Need> {
    Needs { about, at, left: &Cell::new(MOST) }.condition(expr)
}

impl<'a> Needs<'a, '_> {
    fn condition(&self, expr: ExprId) -> Option<Need> {
        let (machine, about) = (self.about.machine(), self.about);
        match *machine.exprs().roots.get(expr)? {
            Lowered::Guard(formula) => self.formula(formula, true),
            Lowered::Value(_) if engine::holds(machine, about.state(), expr).is_true() => None,
            value => {
                let facts = about.unknown(reads(machine.exprs(), value));
                Some(Need::all(facts).unwrap_or_else(|| Need::one(about.never(self.at))))
            }
        }
    }

    fn formula(&self, formula: FormulaId, want: bool) -> Option<Need> {
        let machine = self.about.machine();
        let truth = self.about.truth(formula);
        if truth == Truth::from(want) {
            return None;
        }
        let Some(left) = self.left.get().checked_sub(1) else {
            return Some(Need::one(self.about.unmet(self.at, formula, want)));
        };
        self.left.set(left);
        let parts = |parts: &[FormulaId], all: bool| {
            let needs = parts.iter().filter_map(|part| self.formula(*part, want)).collect();
            Need::some(needs, if all { Need::All } else { Need::Any })
        };
        match machine.exprs().formulas.get(formula)? {
            Formula::Constant(_) => Some(Need::one(self.about.never(self.at))),
            Formula::Not(inner) => self.formula(*inner, !want),
            Formula::And(list) => parts(list, want),
            Formula::Or(list) => parts(list, !want),
            Formula::Atom(atom) => {
                let atom = machine.exprs().atoms.get(*atom)?;
                Some(self.atom(formula, atom, want, truth))
            }
        }
    }

    fn atom(&self, formula: FormulaId, atom: &Atom, want: bool, truth: Truth) -> Need {
        let (about, exprs) = (self.about, self.about.machine().exprs());
        let unmet = || Need::one(about.unmet(self.at, formula, want));
        let unknown = || {
            let facts = about.unknown(reads(exprs, Lowered::Guard(formula)));
            Need::all(facts).unwrap_or_else(unmet)
        };
        match *atom {
            Atom::Quantified(quantifier, census) => self.quantified(quantifier, census, want),
            _ if truth == Truth::Unknown => unknown(),
            Atom::Known(_) if want => unknown(),
            Atom::Fact(fact) => self.derived(fact, want).unwrap_or_else(unmet),
            Atom::In(state) if want => Need::one(about.elsewhere(state)),
            Atom::Severity(Comparison::AtLeast, level) if want => Need::one(Missing {
                what: What::Level(about.level_name(level)),
                ..about.unmet(self.at, formula, want)
            }),
            Atom::Received(signal) if want => Need::one(about.signal(signal)),
            Atom::Duty(duty, DutyIs::Done) if want => self.finished(duty).unwrap_or_else(unmet),
            Atom::Duty(duty, DutyIs::Open) if want => Need::one(about.not_open(duty)),
            Atom::Duty(duty, DutyIs::Open) => about.all_owed(duty).unwrap_or_else(unmet),
            Atom::Duty(duty, DutyIs::Overdue) | Atom::Unanswered(duty) if want => {
                about.when_due(duty).map_or_else(unmet, Need::one)
            }
            Atom::Decided(duty, _) if want => self.decided(duty, formula).unwrap_or_else(unmet),
            Atom::HeldBy(holding, role) if want => about.to_hold(holding, Some(role), self.at),
            Atom::Ended if want => about.to_end_all().unwrap_or_else(unmet),
            Atom::OfParty(of) if want => self.of_party(of, formula).unwrap_or_else(unmet),
            Atom::Accepted if want => about.acceptance().unwrap_or_else(unmet),
            _ => unmet(),
        }
    }

    /// What a derived yes/no fact needs to be otherwise.
    fn derived(&self, fact: FactId, want: bool) -> Option<Need> {
        let machine = self.about.machine();
        let Some(Derivation::Expression(derived)) = &machine.playbook().facts.get(fact)?.derived
        else {
            return None;
        };
        match machine.exprs().roots.get(*derived)? {
            Lowered::Guard(formula) => self.formula(*formula, want),
            Lowered::Value(_) => None,
        }
    }

    /// What is owed of a duty, that it is not open, or that it ended otherwise.
    fn finished(&self, duty: DutyId) -> Option<Need> {
        let owed = self.about.all_owed(duty);
        owed.or_else(|| Some(Need::one(self.about.not_open(duty))))
    }

    /// The same of a decision that must have an outcome: what it is now, once it was taken.
    fn decided(&self, duty: DutyId, formula: FormulaId) -> Option<Need> {
        if self.about.ended(duty).is_none() {
            return self.finished(duty);
        }
        Some(Need::one(self.about.otherwise_decided(duty, self.at, formula)))
    }

    /// What is asked of the party in question.
    fn of_party(&self, of: OfParty, formula: FormulaId) -> Option<Need> {
        let about = self.about;
        match of {
            OfParty::Task(duty, DutyIs::Done) => Some(Need::one(match about.own(duty) {
                Some((no, own)) if own.status.is_owed() => about.outstanding(no, own),
                _ => about.not_open(duty),
            })),
            OfParty::Task(duty, DutyIs::Open) => Some(Need::one(about.not_open(duty))),
            OfParty::Task(duty, DutyIs::Overdue) => {
                let (_, own) = about.own(duty).filter(|(_, own)| own.status.is_owed())?;
                let at = about.playbook().duties.get(duty)?.at;
                Some(Need::one(about.instant(own.due.map(|due| due.instant), at)))
            }
            OfParty::Voted(duty, _) => {
                let (_, party) = about.party?;
                let Some((no, asked)) = about.owed(duty).next() else {
                    return self.decided(duty, formula);
                };
                let whose = |who: &super::Who| who.parties.iter().any(|it| it == party);
                let mut by = about.who_acts(no, asked);
                by.retain(whose);
                by.iter_mut().for_each(|who| who.parties.retain(|it| it == party));
                (!by.is_empty()).then(|| Need::one(about.outstanding_by(no, asked, &by)))
            }
            OfParty::Sent(signal) => Some(Need::one(about.signal_of_party(signal))),
            OfParty::Task(..) => None,
        }
    }

    /// What is needed of those over whom something is counted, by name.
    fn quantified(&self, quantifier: Quantifier, census: CensusId, want: bool) -> Need {
        let about = self.about;
        let Some(&Census { over, condition }) = about.machine().exprs().censuses.get(census) else {
            return Need::one(about.never(self.at));
        };
        // Of each it is needed that the condition is so; or of one.
        let (each, so) = match (quantifier, want) {
            (Quantifier::All, want) => (want, want),
            (Quantifier::Some, want) => (!want, want),
            (Quantifier::No, want) => (want, !want),
        };
        let all = about.each(over);
        if all.is_empty() {
            return Need::one(about.nobody(over, self.at));
        }
        let mut lacking = all.into_iter().filter(|one| one.truth(condition) != Truth::from(so));
        let mut parts: Vec<Need> = Vec::new();
        for one in lacking.by_ref().take(NAMED) {
            let needs = Needs { about: one, ..*self };
            parts.extend(needs.formula(condition, so));
        }
        let more = lacking.count();
        if more > 0 {
            parts.push(Need::one(about.others(more, over, self.at)));
        }
        let make = if each { Need::All } else { Need::Any };
        Need::some(parts, make).unwrap_or_else(|| Need::one(about.never(self.at)))
    }
}

impl About<'_> {
    pub(super) fn all_owed(self, duty: DutyId) -> Option<Need> {
        Need::all(self.owed(duty).map(|(no, it)| Need::one(self.outstanding(no, it))).collect())
    }

    /// Those of `facts` that are not known; of a derived fact what it is computed from.
    pub(super) fn unknown(self, facts: Vec<FactId>) -> Vec<Need> {
        let machine = self.machine();
        let (mut waiting, mut seen, mut found) = (facts, Vec::new(), Vec::new());
        waiting.reverse();
        while let Some(fact) = waiting.pop() {
            if self.value(fact).is_some() || seen.contains(&fact) {
                continue;
            }
            seen.push(fact);
            let declared = machine.playbook().facts.get(fact);
            match declared.and_then(|fact| fact.derived.as_ref()) {
                None => found.push(Need::one(self.fact(fact))),
                Some(derived) => {
                    let roots = derived.exprs().filter_map(|it| machine.exprs().roots.get(*it));
                    let reads = roots.flat_map(|root| reads(machine.exprs(), *root));
                    let reads: Vec<FactId> = reads.collect();
                    waiting.extend(reads.into_iter().rev());
                }
            }
        }
        found
    }
}
