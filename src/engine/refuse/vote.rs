//! Faults of what a decider answers.

use super::{Check, is_named};
use crate::engine::command::Command;
use crate::engine::decide::fills;
use crate::engine::input::Field;
use crate::engine::refusal::Fault;
use crate::engine::state::Focus;
use crate::machine::id::{DutyId, ExprId, RoleId};
use crate::machine::playbook::{Decision, DutyKind, Quorum};

impl Check<'_> {
    pub(super) fn answer(
        &mut self,
        name: &str,
        outcome: &str,
        chosen: Option<&str>,
        fields: &[Field],
    ) -> Option<Command> {
        let actor = self.actor();
        let Some(duty) = self.machine.decision(name) else {
            self.fault(Fault::UnknownDecision(name.into()));
            return None;
        };
        let DutyKind::Decision(decision) = &self.machine.playbook().duties[duty].kind else {
            return None;
        };
        let position = decision.outcomes.iter().position(|one| is_named(&one.name, outcome));
        let position = position.and_then(|position| u32::try_from(position).ok());
        if position.is_none() {
            self.fault(Fault::UnknownOutcome { decision: duty, outcome: outcome.into() });
        }
        let fields = self.fields(fields, &decision.carries, &decision.optionally);
        let focus = self.focus_of_duty(duty)?;
        let chosen = self.choice(decision, position, chosen);
        let owed = self.state.instances_in(focus, duty).find(|(_, ob)| ob.status.is_owed());
        let Some((obligation, ob)) = owed else {
            self.fault(Fault::DecisionNotOpen(duty));
            return None;
        };
        let (role, party) = actor?;
        let seats = self.seats(focus, duty, decision, role);
        if decision.quorum == Quorum::OtherThan {
            if self.is_excluded(focus, duty, decision, role, &party) {
                self.fault(Fault::NotAnother(duty));
                return None;
            }
        } else if seats.is_empty() {
            self.fault(Fault::NotAllowed(role));
            return None;
        }
        if decision.about.is_some() && self.input.at < ob.opened {
            self.fault(Fault::EarlierVersion(duty));
            return None;
        }
        let plural = self.machine.playbook().roles[role].plural.is_some();
        let own = plural.then_some(party.as_str());
        if ob.votes.iter().any(|vote| fills(self.state, vote, duty, role, own)) {
            self.fault(Fault::AlreadyVoted(duty));
            return None;
        }
        let seat = seats.first().copied().unwrap_or(role);
        let (role, outcome) = (seat, position?);
        Some(Command::Vote { duty, obligation, role, party, outcome, chosen, fields })
    }

    /// The deciders whose seat somebody in `role` takes, as declared.
    fn seats(
        &self,
        focus: Focus,
        duty: DutyId,
        decision: &Decision<ExprId>,
        role: RoleId,
    ) -> Vec<RoleId> {
        let deciders = decision.deciders.iter().filter(|decider| {
            let applies = |when| {
                crate::engine::query::holds_in(self.machine, self.state, focus, when).is_true()
            };
            self.stands_for(decider.role, Some(duty)) == role && decider.when.is_none_or(applies)
        });
        deciders.map(|decider| decider.role).collect()
    }

    /// Whether an actor is one of those who may not decide: by role, or by a party of such a role.
    /// One with a condition is, unless that is definitely false.
    fn is_excluded(
        &self,
        focus: Focus,
        duty: DutyId,
        decision: &Decision<ExprId>,
        role: RoleId,
        party: &str,
    ) -> bool {
        decision.deciders.iter().any(|decider| {
            let lifted = |when| {
                crate::engine::query::holds_in(self.machine, self.state, focus, when).is_false()
            };
            let other = self.stands_for(decider.role, Some(duty));
            let same =
                other == role || self.state.is_held_for(focus.item, other, party, self.input.at);
            same && !decider.when.is_some_and(lifted)
        })
    }
}
