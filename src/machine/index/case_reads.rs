//! What conditions about an item read of the case: when that changes they are looked at again.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT built from validated tables, by ids that they minted"
)]

use std::collections::BTreeSet;

use super::reads::{Counting, Node, reads, walk};
use crate::machine::expr::{Atom, Exprs, Lowered, Operand, Over};
use crate::machine::handler::Trigger;
use crate::machine::id::{ChartId, DutyId, ExprId, FactId, StateId, Table};
use crate::machine::playbook::{DutyKind, Playbook, Who};

/// What conditions about an item read of the case.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaseReads {
    /// Stated facts, also by way of derived ones.
    pub(crate) facts: BTreeSet<FactId>,
    /// The severity.
    pub(crate) level: bool,
    /// Where its chart is, what is owed in it, what it received, who holds its roles.
    pub(crate) course: bool,
}

/// What a condition reads is found in these.
pub(super) struct Reader<'a> {
    pub(super) playbook: &'a Playbook<ExprId>,
    pub(super) exprs: &'a Exprs,
    pub(super) chart_of: &'a Table<StateId, ChartId>,
    /// By derived fact: the facts that it reads.
    pub(super) inputs: &'a Table<FactId, Vec<FactId>>,
    pub(super) counting: &'a Counting,
}

impl Reader<'_> {
    /// Adds what a condition reads.
    pub(super) fn add(&self, into: &mut CaseReads, root: Lowered) {
        let (mut stack, mut seen) = (reads(self.exprs, root), BTreeSet::new());
        while let Some(fact) = stack.pop() {
            if !seen.insert(fact) {
                continue;
            }
            match &self.playbook.facts[fact].derived {
                None => {
                    into.facts.insert(fact);
                }
                Some(derived) => {
                    stack.extend(&self.inputs[fact]);
                    for expr in derived.exprs() {
                        self.add_nodes(into, self.exprs.roots[*expr]);
                    }
                }
            }
        }
        self.add_nodes(into, root);
    }

    fn add_nodes(&self, into: &mut CaseReads, root: Lowered) {
        walk(self.exprs, root, &mut |node, _| match node {
            Node::Atom(atom) => self.add_atom(into, atom),
            Node::Operand(Operand::Count(census)) => {
                let counts = self.exprs.censuses[*census].over;
                into.course |= matches!(counts, Over::Parties(_));
            }
            Node::Operand(Operand::Holder(role)) => {
                into.course |= self.playbook.roles[*role].item.is_none();
            }
            Node::Operand(_) => {}
        });
    }

    fn add_atom(&self, into: &mut CaseReads, atom: &Atom) {
        match atom {
            Atom::Severity(..) => into.level = true,
            Atom::In(state) => into.course |= self.is_of_case(*state),
            Atom::Duty(duty, _) | Atom::Decided(duty, _) | Atom::Unanswered(duty) => {
                into.course |= self.is_of_case(self.scope(*duty));
            }
            Atom::Received(signal) => {
                let chart = self.playbook.signals[*signal].chart;
                into.course |= self.playbook.charts[chart].item.is_none();
            }
            Atom::InARow(_, streak) => into.course |= self.counting.of[*streak].is_none(),
            Atom::Quantified(..) => into.course = true,
            Atom::Fact(_)
            | Atom::Known(_)
            | Atom::Compare(..)
            | Atom::HeldBy(..)
            | Atom::Ended
            | Atom::Accepted
            | Atom::OfParty(_) => {}
        }
    }

    fn scope(&self, duty: DutyId) -> StateId {
        self.playbook.duties[duty].scope
    }

    fn is_of_case(&self, state: StateId) -> bool {
        self.playbook.charts[self.chart_of[state]].item.is_none()
    }

    /// By chart: what its conditions read of the case.
    pub(super) fn of_charts(&self) -> Table<ChartId, CaseReads> {
        let mut found: Table<ChartId, CaseReads> =
            self.playbook.charts.ids().map(|_| CaseReads::default()).collect();
        let add = |into: &mut CaseReads, expr: &ExprId| self.add(into, self.exprs.roots[*expr]);
        let of_item = |chart: ChartId| self.playbook.charts[chart].item.is_some();
        let handlers = self.playbook.handlers.as_slice().iter();
        for handler in handlers.filter(|it| of_item(self.chart_of[it.scope])) {
            let into = &mut found[self.chart_of[handler.scope]];
            into.level |= handler.from.is_some();
            if let Trigger::When(when) = &handler.trigger {
                add(into, when);
            }
            handler.guard.iter().for_each(|guard| add(into, guard));
        }
        let duties = self.playbook.duties.as_slice().iter();
        for duty in duties.filter(|it| of_item(self.chart_of[it.scope])) {
            let into = &mut found[self.chart_of[duty.scope]];
            into.level |= duty.from.is_some();
            duty.when.iter().for_each(|when| add(into, when));
            match &duty.kind {
                DutyKind::Task(task) => {
                    if let Who::Either { when, .. } = &task.who {
                        add(into, when);
                    }
                }
                DutyKind::Decision(decision) => {
                    let conditions = decision.deciders.iter().filter_map(|it| it.when.as_ref());
                    conditions.for_each(|when| add(into, when));
                    into.facts.extend(decision.about);
                }
                DutyKind::Call(_) => {}
            }
        }
        let guarantees = self.playbook.guarantees.as_slice().iter();
        for guarantee in guarantees.filter(|it| of_item(it.chart)) {
            let into = &mut found[guarantee.chart];
            guarantee.property.conditions().into_iter().for_each(|expr| add(into, expr));
        }
        found
    }
}
