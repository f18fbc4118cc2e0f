//! What a condition still needs: unknown facts, values that are otherwise, what is owed.

use std::cell::Cell;

use super::{Case, Missing, Need, What, Who};
use crate::engine::{self, Obligation, ObligationNo};
use crate::machine::expr::{Atom, Comparison, DutyIs, Formula, Lowered};
use crate::machine::id::{DutyId, ExprId, FactId, FormulaId, RoleId, SignalId};
use crate::machine::playbook::{Derivation, DutyKind, Quorum, Who as Doer};
use crate::machine::reads;
use crate::span::Span;
use crate::value::Truth;

/// So many things are told apart at most; what lies deeper is told as one condition.
const MOST: u32 = 64;

/// Looks for what is missing on behalf of one line of the playbook.
pub(super) struct Needs<'a> {
    pub(super) case: &'a Case,
    /// The line.
    pub(super) at: Span,
    left: Cell<u32>,
}

impl<'a> Needs<'a> {
    pub(super) fn new(case: &'a Case, at: Span) -> Self {
        Self { case, at, left: Cell::new(MOST) }
    }

    /// What a condition of the tables needs; `None` when it holds.
    pub(super) fn condition(&self, expr: ExprId) -> Option<Need> {
        let (machine, state) = (self.case.machine(), self.case.state());
        if engine::holds(machine, state, expr).is_true() {
            return None;
        }
        match machine.exprs().roots.get(expr)? {
            Lowered::Guard(formula) => self.formula(*formula, true),
            Lowered::Value(_) => Some(self.unknown_or(expr, || self.case.never(self.at))),
        }
    }

    fn unknown_or(&self, expr: ExprId, otherwise: impl Fn() -> Missing) -> Need {
        let exprs = self.case.machine().exprs();
        let reads = exprs.roots.get(expr).map(|root| reads(exprs, *root));
        let facts = self.unknown(reads.unwrap_or_default());
        Need::all(facts).unwrap_or_else(|| Need::One(otherwise()))
    }

    fn formula(&self, formula: FormulaId, want: bool) -> Option<Need> {
        let (machine, state) = (self.case.machine(), self.case.state());
        let truth = engine::truth(machine, state, formula);
        if truth == Truth::from(want) {
            return None;
        }
        let Some(left) = self.left.get().checked_sub(1) else {
            return Some(Need::One(self.case.unmet(self.at, formula, want)));
        };
        self.left.set(left);
        let parts = |parts: &[FormulaId], all: bool| {
            let needs = parts.iter().filter_map(|part| self.formula(*part, want)).collect();
            Need::some(needs, if all { Need::All } else { Need::Any })
        };
        match machine.exprs().formulas.get(formula)? {
            Formula::Constant(_) => Some(Need::One(self.case.never(self.at))),
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
        let exprs = self.case.machine().exprs();
        let unmet = || Need::One(self.case.unmet(self.at, formula, want));
        let unknown = || {
            let facts = self.unknown(reads(exprs, Lowered::Guard(formula)));
            Need::all(facts).unwrap_or_else(unmet)
        };
        match atom {
            _ if truth == Truth::Unknown => unknown(),
            Atom::Known(_) if want => unknown(),
            Atom::Fact(fact) => self.derived(*fact, want).unwrap_or_else(unmet),
            Atom::In(state) if want => Need::One(self.case.elsewhere(*state)),
            Atom::Severity(Comparison::AtLeast, level) if want => {
                let name = self.case.level_name(*level);
                Need::One(Missing {
                    what: What::Level(name),
                    ..self.case.unmet(self.at, formula, want)
                })
            }
            Atom::Received(signal) if want => Need::One(self.case.signal(*signal)),
            Atom::Duty(duty, DutyIs::Done) if want => self.finished(*duty).unwrap_or_else(unmet),
            Atom::Duty(duty, DutyIs::Open) if want => Need::One(self.case.not_open(*duty)),
            Atom::Duty(duty, DutyIs::Open) => self.owed(*duty).unwrap_or_else(unmet),
            Atom::Duty(duty, DutyIs::Overdue) | Atom::Unanswered(duty) if want => {
                self.case.when_due(*duty).map_or_else(unmet, Need::One)
            }
            Atom::Decided(duty, _) if want => self.finished(*duty).unwrap_or_else(unmet),
            _ => unmet(),
        }
    }

    /// What a derived yes/no fact needs to be otherwise.
    fn derived(&self, fact: FactId, want: bool) -> Option<Need> {
        let machine = self.case.machine();
        let Some(Derivation::Expression(derived)) = &machine.playbook().facts.get(fact)?.derived
        else {
            return None;
        };
        match machine.exprs().roots.get(*derived)? {
            Lowered::Guard(formula) => self.formula(*formula, want),
            Lowered::Value(_) => None,
        }
    }

    /// What is owed of a duty, or that it is not open; `None` when it ended otherwise.
    fn finished(&self, duty: DutyId) -> Option<Need> {
        if self.case.state().instances(duty).next().is_none() {
            return Some(Need::One(self.case.not_open(duty)));
        }
        self.owed(duty)
    }

    fn owed(&self, duty: DutyId) -> Option<Need> {
        let instances = self.case.state().instances(duty);
        let owed = instances.filter(|(_, obligation)| obligation.status.is_owed());
        Need::all(owed.map(|(no, it)| Need::One(self.case.outstanding(no, it))).collect())
    }

    /// Those of `facts` that are not known; of a derived fact what it is computed from.
    pub(super) fn unknown(&self, facts: Vec<FactId>) -> Vec<Need> {
        let machine = self.case.machine();
        let (mut waiting, mut seen, mut found) = (facts, Vec::new(), Vec::new());
        waiting.reverse();
        while let Some(fact) = waiting.pop() {
            let known = engine::value_of(machine, self.case.state(), fact).is_some();
            if known || seen.contains(&fact) {
                continue;
            }
            seen.push(fact);
            let declared = machine.playbook().facts.get(fact);
            match declared.and_then(|fact| fact.derived.as_ref()) {
                None => found.push(Need::One(self.case.fact(fact))),
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

impl Case {
    /// Who can state a fact: the senders of signals that carry it, the doers of tasks that
    /// deliver it, who decide what states it.
    pub(super) fn who_states(&self, fact: FactId) -> Vec<Who> {
        let playbook = self.machine().playbook();
        let carry = playbook.signals.iter().filter(|(_, signal)| {
            signal.carries.contains(&fact) || signal.optionally.contains(&fact)
        });
        let mut roles: Vec<RoleId> = carry.flat_map(|(id, _)| self.senders(id)).collect();
        for (_, duty) in playbook.duties.iter() {
            if !duty.kind.states().any(|stated| stated == fact) {
                continue;
            }
            match &duty.kind {
                DutyKind::Task(task) => match task.who {
                    Doer::Role(role) | Doer::Every(role) => roles.push(role),
                    Doer::Either { first, otherwise, .. } => roles.extend([first, otherwise]),
                },
                DutyKind::Decision(decision) if decision.quorum == Quorum::OtherThan => {
                    let excluded = |role| decision.deciders.iter().any(|it| it.role == role);
                    roles.extend(playbook.roles.ids().filter(|role| !excluded(*role)));
                }
                DutyKind::Decision(decision) => {
                    roles.extend(decision.deciders.iter().map(|decider| decider.role));
                }
                DutyKind::Call(_) => {}
            }
        }
        self.each(roles)
    }

    /// The roles that may send a signal; none: anyone.
    pub(super) fn senders(&self, signal: SignalId) -> Vec<RoleId> {
        let signal = self.machine().playbook().signals.get(signal);
        signal.and_then(|signal| signal.senders.clone()).unwrap_or_default()
    }

    /// Roles as they stand now, each once, with their parties.
    pub(super) fn each(&self, roles: Vec<RoleId>) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        for role in roles {
            let who = self.holders(engine::stands_for(self.state(), role));
            if !all.contains(&who) {
                all.push(who);
            }
        }
        all
    }

    fn holders(&self, role: RoleId) -> Who {
        let state = self.state();
        let name = self.machine().playbook().roles.get(role).map(|role| role.name.clone());
        let parties = state.parties(role, state.last()).map(str::to_owned).collect();
        Who { role: name.unwrap_or_default(), parties }
    }

    /// Who must act on an obligation: of a decision, the seats that have not voted.
    pub(super) fn who_acts(&self, no: ObligationNo, obligation: &Obligation) -> Vec<Who> {
        let duty = self.machine().playbook().duties.get(obligation.duty);
        match duty.map(|duty| &duty.kind) {
            Some(DutyKind::Decision(_)) => {
                let mut all: Vec<Who> = Vec::new();
                for (role, party) in engine::empty_seats(self.machine(), self.state(), no) {
                    let mut who = self.holders(role);
                    if let Some(party) = party {
                        who.parties = vec![party];
                    }
                    match all.iter_mut().find(|other| other.role == who.role) {
                        Some(other) => other.parties.append(&mut who.parties),
                        None => all.push(who),
                    }
                }
                all
            }
            _ => {
                let mut who = self.holders(obligation.doer);
                if let Some(party) = &obligation.party {
                    who.parties = vec![party.clone()];
                }
                let accountable = self.holders(obligation.accountable);
                if obligation.doer == obligation.accountable {
                    vec![who]
                } else {
                    vec![who, accountable]
                }
            }
        }
    }
}
