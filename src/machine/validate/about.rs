//! Whether conditions and values ask only what can be asked where they stand.

use super::{Faults, Place};
use crate::machine::expr::{Atom, Formula, Lowered, OfParty, Operand, Over};
use crate::machine::id::{
    AtomId, CensusId, DutyId, ExprId, FactId, FormulaId, HoldingId, ItemId, OperandId, RoleId,
    SignalId, StateId,
};

/// What is in question where an expression stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct About {
    /// The kind of item.
    pub(super) item: Option<ItemId>,
    /// Whether it is asked of each item, or at each statement: nothing that hangs on more.
    plain: bool,
    /// The role of which a party is.
    party: Option<RoleId>,
}

/// A node where something is in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    Formula(FormulaId),
    Atom(AtomId),
    Operand(OperandId),
}

impl About {
    /// An item of a kind, or the case alone.
    pub(super) fn of(item: Option<ItemId>) -> Self {
        Self { item, plain: false, party: None }
    }

    /// Each item of a kind.
    pub(super) fn each(item: ItemId) -> Self {
        Self { item: Some(item), plain: true, party: None }
    }
}

impl Faults<'_> {
    /// Looks at all that an expression asks; at shared nodes once per what is in question.
    pub(super) fn asks(&mut self, place: Place, expr: ExprId) {
        let Some(root) = self.exprs.roots.get(expr) else { return };
        let mut stack = vec![(self.about, asked(*root))];
        while let Some((about, node)) = stack.pop() {
            if !self.asked.insert((about, node)) {
                continue;
            }
            let mut next = Vec::new();
            match node {
                Asked::Formula(formula) => next.extend(self.formula_parts(formula)),
                Asked::Atom(atom) => self.atom_asks(place, about, atom, &mut stack, &mut next),
                Asked::Operand(operand) => {
                    self.operand_asks(place, about, operand, &mut stack, &mut next);
                }
            }
            stack.extend(next.into_iter().map(|node| (about, node)));
        }
    }

    fn formula_parts(&self, formula: FormulaId) -> Vec<Asked> {
        match self.exprs.formulas.get(formula) {
            Some(Formula::Atom(atom)) => vec![Asked::Atom(*atom)],
            Some(Formula::Not(inner)) => vec![Asked::Formula(*inner)],
            Some(Formula::And(parts) | Formula::Or(parts)) => {
                parts.iter().map(|part| Asked::Formula(*part)).collect()
            }
            Some(Formula::Constant(_)) | None => Vec::new(),
        }
    }

    fn atom_asks(
        &mut self,
        place: Place,
        about: About,
        atom: AtomId,
        stack: &mut Vec<(About, Asked)>,
        next: &mut Vec<Asked>,
    ) {
        let Some(atom) = self.exprs.atoms.get(atom) else { return };
        match atom {
            Atom::Fact(fact) => self.fact_asked(place, about, *fact, stack),
            Atom::Known(of) => next.push(Asked::Operand(*of)),
            Atom::Compare(_, left, right) => {
                next.extend([Asked::Operand(*left), Asked::Operand(*right)]);
            }
            Atom::Severity(..) => self.wide(place, about),
            Atom::In(state) => self.state_asked(place, about, Some(*state)),
            Atom::Duty(duty, _) | Atom::Decided(duty, _) | Atom::Unanswered(duty) => {
                self.duty_asked(place, about, *duty);
            }
            Atom::Received(signal) => self.signal_asked(place, about, *signal),
            Atom::InARow(_, streak) => {
                let condition = self.exprs.streaks.get(*streak).map(|it| Asked::Formula(*it));
                let about = About { plain: true, party: None, ..about };
                stack.extend(condition.map(|condition| (about, condition)));
            }
            Atom::Quantified(_, census) => self.census_asks(place, about, *census, stack),
            Atom::HeldBy(holding, role) => self.held_by(place, about, *holding, *role),
            Atom::Ended => {
                let (nl, en) = ("vraagt of geen item klaar is", "asks whether no item is done");
                self.require(about.plain && about.item.is_some(), place, nl, en);
            }
            Atom::Accepted => {
                let (nl, en) = ("er is geen kandidaat in het spel", "no candidate is in question");
                let of_candidates = |role| self.playbook.is_of_candidates(role);
                self.require(about.party.is_some_and(of_candidates), place, nl, en);
            }
            Atom::OfParty(of) => {
                let (nl, en) = ("er is geen partij in het spel", "no party is in question");
                self.require(about.party.is_some(), place, nl, en);
                self.wide(place, about);
                match *of {
                    OfParty::Sent(signal) => self.signal_asked(place, about, signal),
                    OfParty::Task(duty, _) | OfParty::Voted(duty, _) => {
                        self.duty_asked(place, about, duty);
                    }
                }
            }
        }
    }

    fn operand_asks(
        &mut self,
        place: Place,
        about: About,
        operand: OperandId,
        stack: &mut Vec<(About, Asked)>,
        next: &mut Vec<Asked>,
    ) {
        match self.exprs.operands.get(operand) {
            None | Some(Operand::Literal(_)) => {}
            Some(Operand::Fact(fact)) => self.fact_asked(place, about, *fact, stack),
            Some(Operand::Truth(formula)) => next.push(Asked::Formula(*formula)),
            Some(Operand::SeverityName | Operand::Today) => self.wide(place, about),
            Some(Operand::Negate(inner)) => next.push(Asked::Operand(*inner)),
            Some(Operand::Arithmetic(_, left, right) | Operand::Age { of: left, on: right }) => {
                next.extend([Asked::Operand(*left), Asked::Operand(*right)]);
            }
            Some(Operand::Count(census)) => self.census_asks(place, about, *census, stack),
            Some(Operand::ItemName(item)) => self.of_item(place, about, Some(*item)),
            Some(Operand::Holder(role)) => self.holder_asked(place, about, *role),
            Some(Operand::Earliest(parts) | Operand::Latest(parts)) => {
                next.extend(parts.iter().map(|part| Asked::Operand(*part)));
            }
        }
    }

    /// A fact; where nothing wide may be asked, also all that it is derived from.
    fn fact_asked(
        &mut self,
        place: Place,
        about: About,
        fact: FactId,
        stack: &mut Vec<(About, Asked)>,
    ) {
        let Some(declared) = self.playbook.facts.get(fact) else { return };
        self.of_item(place, about, declared.item);
        if about.plain {
            let exprs = declared.derived.iter().flat_map(|derived| derived.exprs());
            let roots = exprs.filter_map(|expr| self.exprs.roots.get(*expr));
            stack.extend(roots.map(|root| (about, asked(*root))));
        }
    }

    fn census_asks(
        &mut self,
        place: Place,
        about: About,
        census: CensusId,
        stack: &mut Vec<(About, Asked)>,
    ) {
        let Some(census) = self.exprs.censuses.get(census) else { return };
        let inner = match census.over {
            Over::Items(item) => {
                self.wide(place, about);
                About::each(item)
            }
            Over::Parties(role) => {
                self.role_asked(place, about, role);
                About { party: Some(role), ..about }
            }
        };
        stack.push((inner, Asked::Formula(census.condition)));
    }

    fn held_by(&mut self, place: Place, about: About, holding: HoldingId, role: RoleId) {
        if let Some(holding) = self.playbook.holdings.get(holding) {
            self.of_item(place, about, Some(holding.item));
        }
        self.role_asked(place, about, role);
    }

    fn role_asked(&mut self, place: Place, about: About, role: RoleId) {
        let item = self.playbook.roles.get(role).and_then(|role| role.item);
        self.of_item(place, about, item);
    }

    /// Who holds a role: one that one party holds.
    fn holder_asked(&mut self, place: Place, about: About, role: RoleId) {
        let several = self.playbook.roles.get(role).is_some_and(|role| role.plural.is_some());
        let (nl, en) = ("vraagt wie het is van velen", "asks who it is of many");
        self.require(!several, place, nl, en);
        self.role_asked(place, about, role);
    }

    fn duty_asked(&mut self, place: Place, about: About, duty: DutyId) {
        let scope = self.playbook.duties.get(duty).map(|duty| duty.scope);
        self.state_asked(place, about, scope);
    }

    fn signal_asked(&mut self, place: Place, about: About, signal: SignalId) {
        let chart = self.playbook.signals.get(signal).map(|signal| signal.chart);
        let root = chart.and_then(|chart| self.playbook.charts.get(chart));
        self.state_asked(place, about, root.map(|chart| chart.root));
    }

    fn state_asked(&mut self, place: Place, about: About, state: Option<StateId>) {
        let chart = state.map(|state| self.chart_of(state));
        let item = chart.and_then(|chart| self.playbook.charts.get(chart)?.item);
        self.of_item(place, about, item);
    }

    /// Something of the case, or of the item in question.
    fn of_item(&mut self, place: Place, about: About, item: Option<ItemId>) {
        let (nl, en) = ("vraagt iets van een ander item", "asks something of another item");
        self.require(item.is_none() || item == about.item, place, nl, en);
    }

    /// Something that hangs on more than one item and the facts and states of the case.
    fn wide(&mut self, place: Place, about: About) {
        let (nl, en) =
            ("vraagt van elk item wat niet van het item is", "asks each what is not of it");
        self.require(!about.plain, place, nl, en);
    }
}

fn asked(root: Lowered) -> Asked {
    match root {
        Lowered::Guard(formula) => Asked::Formula(formula),
        Lowered::Value(operand) => Asked::Operand(operand),
    }
}
