//! What is asked of duties: whether one opens, whether it is finished, who has yet to vote.

use super::Here;
use crate::engine::decide::fills;
use crate::engine::effect::ObligationNo;
use crate::engine::obligation::task;
use crate::engine::who::resolve;
use crate::machine::id::{DutyId, ExprId, RoleId};
use crate::machine::playbook::{Decision, DutyKind, Quorum, Who};
use crate::value::{Document, Truth, Value};

impl Here<'_> {
    /// Whether what a duty waits for is so: its condition, and that the document is known which it
    /// is about; that it is not known yet is no reason to go on without it.
    pub(in crate::engine) fn opens(&self, duty: DutyId) -> Truth {
        let declared = &self.machine.playbook().duties[duty];
        let when = declared.when.map_or(Truth::True, |when| self.holds(when));
        match &declared.kind {
            DutyKind::Decision(of) if of.about.is_some() && self.version(of).is_none() => {
                when.and(Truth::Unknown)
            }
            _ => when,
        }
    }

    /// The version of the document that a decision is about, if there is one and it is known.
    pub(in crate::engine) fn version(&self, decision: &Decision<ExprId>) -> Option<Document> {
        match self.fact(decision.about?)? {
            Value::Document(document) => Some(document),
            _ => None,
        }
    }

    /// Whether nothing of a duty is unfinished in `visit` of its scope.
    pub(in crate::engine) fn is_finished(&self, duty: DutyId, visit: u32) -> bool {
        let declared = &self.machine.playbook().duties[duty];
        let Some(course) = self.duty_course(duty) else { return true };
        let state = &course.duties[duty];
        let task = task(declared);
        if task.is_some_and(|task| task.optional || task.every.is_some()) {
            return true;
        }
        if state.visit == visit && state.owed > 0 {
            return false;
        }
        if state.visit == visit && state.lacking.is_empty() {
            return true;
        }
        let each = task.is_some_and(|task| matches!(task.who, Who::Every(_)));
        if state.done > 0 && task.is_some_and(|task| task.once) && !each {
            return true;
        }
        let reached = declared.from.is_none_or(|from| from <= self.state.level);
        if declared.by_action || (!reached && state.visit != visit) {
            return true;
        }
        self.opens(duty).is_false()
    }

    /// The seats of a decision that have not voted: the role, and the party where several hold it.
    pub(in crate::engine) fn empty_seats(&self, no: ObligationNo) -> Vec<(RoleId, Option<String>)> {
        let Some(obligation) = self.state.obligation(no) else { return vec![] };
        let (duty, roles) = (obligation.duty, &self.machine.playbook().roles);
        let DutyKind::Decision(decision) = &self.machine.playbook().duties[duty].kind else {
            return vec![];
        };
        let stands_for = |role| resolve(&self.state.successions, role, Some(duty));
        let parties = |role| self.state.parties_for(self.focus.item, role, self.at);
        let is_present = |role| parties(role).next().is_some();
        if decision.quorum == Quorum::OtherThan {
            let named = |role| decision.deciders.iter().any(|it| stands_for(it.role) == role);
            let others = roles.ids().filter(|role| !named(*role));
            return others.filter(|role| is_present(*role)).map(|role| (role, None)).collect();
        }
        let mut seats = Vec::new();
        for decider in &decision.deciders {
            if !decider.when.is_none_or(|when| self.holds(when).is_true()) {
                continue;
            }
            let role = stands_for(decider.role);
            let plural = roles[role].plural.is_some();
            let absent = plural && !is_present(role);
            let parties: Vec<Option<String>> = match plural && !absent {
                true => parties(role).map(|it| Some(it.to_owned())).collect(),
                false => vec![None],
            };
            for party in parties {
                let mut votes = obligation.votes.iter();
                let voted = votes.any(|vote| fills(self.state, vote, duty, role, party.as_deref()));
                if (absent || !voted) && !seats.contains(&(role, party.clone())) {
                    seats.push((role, party));
                }
            }
        }
        seats
    }
}
