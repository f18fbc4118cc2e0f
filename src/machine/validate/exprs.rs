//! Ids, order, depth and cost of lowered expressions.

use super::{Faults, Place};
use crate::machine::expr::{Atom, Formula, Lowered, OfParty, Operand, Over};
use crate::machine::id::{AtomId, CensusId, DutyId, FormulaId, Id, OperandId, Table};
use crate::machine::playbook::{DutyKind, Who};

/// How deep nodes may nest: reading a condition recurses.
pub(crate) const MAX_DEPTH: u32 = 512;

/// How many nodes reading one condition or value may visit: nodes are shared, visits are not.
pub(crate) const MAX_WEIGHT: u64 = 100_000;

/// How many conditions a case may count the successive observations of.
pub(crate) const MAX_STREAKS: usize = 256;

/// What is known of a node whose parts were seen.
#[derive(Clone, Copy, Default)]
struct Measure {
    depth: u32,
    weight: u64,
}

impl Measure {
    fn and(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            weight: self.weight.saturating_add(other.weight),
        }
    }

    fn node(self) -> Self {
        Self { depth: self.depth.saturating_add(1), weight: self.weight.saturating_add(1) }
    }
}

/// Measures by id. A part counts only once it has one, so nodes cannot loop.
#[derive(Default)]
struct Measures {
    formulas: Table<FormulaId, Measure>,
    atoms: Table<AtomId, Measure>,
    operands: Table<OperandId, Measure>,
}

impl Faults<'_> {
    /// Walks the three tables as one: each node's parts must have been measured before it.
    pub(super) fn exprs(&mut self) {
        let mut seen = Measures::default();
        for (id, formula) in self.exprs.formulas.iter() {
            let place = Place("formulas", id.index());
            if let Formula::Atom(atom) = formula {
                self.atoms_up_to(*atom, &mut seen);
            }
            let inner = match formula {
                Formula::Constant(_) => Some(Measure::default()),
                Formula::Atom(atom) => seen.atoms.get(*atom).copied(),
                Formula::Not(inner) => seen.formulas.get(*inner).copied(),
                Formula::And(parts) | Formula::Or(parts) => sum(&seen.formulas, parts),
            };
            let measure = self.measured(place, inner);
            seen.formulas.push(measure);
        }
        self.atoms_up_to(AtomId::MISSING, &mut seen);
        self.operands_up_to(OperandId::MISSING, &mut seen);
        for (id, condition) in self.exprs.streaks.iter() {
            let place = Place("streaks", id.index());
            self.in_table(place, *condition, "formulas", &self.exprs.formulas);
        }
        let count = self.exprs.streaks.len();
        let (nl, en) = ("te veel getelde voorwaarden", "too many counted conditions");
        self.require(count <= MAX_STREAKS, Place("streaks", count), nl, en);
        for (id, root) in self.exprs.roots.iter() {
            let found = match root {
                Lowered::Guard(formula) => seen.formulas.get(*formula),
                Lowered::Value(operand) => seen.operands.get(*operand),
            };
            self.measured(Place("roots", id.index()), found.copied());
        }
    }

    /// Measures the atoms not measured yet, through `last`.
    fn atoms_up_to(&mut self, last: AtomId, seen: &mut Measures) {
        while seen.atoms.len() <= last.index() {
            let id = AtomId::new(seen.atoms.len());
            let Some(atom) = self.exprs.atoms.get(id) else { return };
            let place = Place("atoms", id.index());
            let inner = match atom {
                Atom::Known(of) => {
                    self.operands_up_to(*of, seen);
                    seen.operands.get(*of).copied()
                }
                Atom::Compare(_, left, right) => {
                    self.operands_up_to(*left, seen);
                    self.operands_up_to(*right, seen);
                    sum(&seen.operands, &[*left, *right])
                }
                Atom::Quantified(_, census) => self.census(place, *census, seen),
                _ => Some(Measure::default()),
            };
            self.atom(place, atom);
            let measure = self.measured(place, inner);
            seen.atoms.push(measure);
        }
    }

    fn operands_up_to(&mut self, last: OperandId, seen: &mut Measures) {
        while seen.operands.len() <= last.index() {
            let id = OperandId::new(seen.operands.len());
            let Some(operand) = self.exprs.operands.get(id) else { return };
            let place = Place("operands", id.index());
            let inner = match operand {
                Operand::Literal(_)
                | Operand::SeverityName
                | Operand::Today
                | Operand::ItemName(_) => Some(Measure::default()),
                Operand::Fact(fact) => {
                    self.in_table(place, *fact, "facts", &self.playbook.facts);
                    Some(Measure::default())
                }
                Operand::Holder(role) => {
                    self.in_table(place, *role, "roles", &self.playbook.roles);
                    Some(Measure::default())
                }
                Operand::Truth(formula) => seen.formulas.get(*formula).copied(),
                Operand::Negate(inner) => seen.operands.get(*inner).copied(),
                Operand::Arithmetic(_, left, right) | Operand::Age { of: left, on: right } => {
                    sum(&seen.operands, &[*left, *right])
                }
                Operand::Count(census) => self.census(place, *census, seen),
                Operand::Earliest(parts) | Operand::Latest(parts) => sum(&seen.operands, parts),
            };
            let measure = self.measured(place, inner);
            seen.operands.push(measure);
        }
    }

    fn atom(&mut self, place: Place, atom: &Atom) {
        let playbook = self.playbook;
        match atom {
            Atom::Known(_) | Atom::Compare(..) => {}
            Atom::Fact(fact) => self.in_table(place, *fact, "facts", &playbook.facts),
            Atom::Severity(_, level) => self.within(place, *level, "levels", self.levels),
            Atom::In(state) => self.in_table(place, *state, "states", &playbook.states),
            Atom::Duty(duty, _) => self.in_table(place, *duty, "duties", &playbook.duties),
            Atom::Unanswered(duty) => {
                self.in_table(place, *duty, "duties", &playbook.duties);
            }
            Atom::Decided(duty, outcome) => self.outcome_of(place, *duty, *outcome),
            Atom::Received(signal) => {
                self.in_table(place, *signal, "signals", &playbook.signals);
            }
            Atom::InARow(times, streak) => {
                self.in_table(place, *streak, "streaks", &self.exprs.streaks);
                self.require(*times > 0, place, "telt tot nul", "counts to nought");
            }
            Atom::HeldBy(holding, role) => {
                self.holding(place, *holding);
                self.in_table(place, *role, "roles", &playbook.roles);
            }
            Atom::OfParty(of) => self.of_party(place, *of),
            Atom::Quantified(..) | Atom::Ended | Atom::Accepted => {}
        }
    }

    fn of_party(&mut self, place: Place, of: OfParty) {
        match of {
            OfParty::Task(duty, _) => {
                let kind = self.playbook.duties.get(duty).map(|duty| &duty.kind);
                let each =
                    matches!(kind, Some(DutyKind::Task(it)) if matches!(it.who, Who::Every(_)));
                let (nl, en) = ("geen taak van elke partij", "no task of every party");
                self.require(each, place, nl, en);
            }
            OfParty::Voted(duty, outcome) => self.outcome_of(place, duty, outcome),
            OfParty::Sent(signal) => {
                self.in_table(place, signal, "signals", &self.playbook.signals);
            }
        }
    }

    fn outcome_of(&mut self, place: Place, duty: DutyId, outcome: u32) {
        let outcomes = match self.playbook.duties.get(duty).map(|duty| &duty.kind) {
            Some(DutyKind::Decision(decision)) => decision.outcomes.len(),
            _ => 0,
        };
        let (nl, en) = ("geen uitkomst van een besluit", "no outcome of a decision");
        self.require((outcome as usize) < outcomes, place, nl, en);
    }

    /// What is counted mentions a condition that stands before it.
    fn census(&mut self, place: Place, census: CensusId, seen: &Measures) -> Option<Measure> {
        self.in_table(place, census, "censuses", &self.exprs.censuses);
        let census = self.exprs.censuses.get(census)?;
        match census.over {
            Over::Items(item) => self.in_table(place, item, "items", &self.playbook.items),
            Over::Parties(role) => self.in_table(place, role, "roles", &self.playbook.roles),
        }
        seen.formulas.get(census.condition).copied()
    }

    /// The measure of a node with such parts; `None`: a part comes later or does not exist.
    fn measured(&mut self, place: Place, parts: Option<Measure>) -> Measure {
        let (nl, en) = ("noemt een deel dat er nog niet is", "mentions a part not yet there");
        self.require(parts.is_some(), place, nl, en);
        let measure = parts.unwrap_or_default().node();
        let (nl, en) = ("te diep genest", "nested too deeply");
        self.require(measure.depth <= MAX_DEPTH, place, nl, en);
        let (nl, en) = ("te veel werk om te lezen", "too much work to read");
        self.require(measure.weight <= MAX_WEIGHT, place, nl, en);
        measure
    }
}

fn sum<K: Id>(seen: &Table<K, Measure>, parts: &[K]) -> Option<Measure> {
    parts.iter().try_fold(Measure::default(), |sum, part| Some(sum.and(*seen.get(*part)?)))
}
