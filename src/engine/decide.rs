//! Decisions: seats, votes, outcomes, silence.

use super::chart::Move;
use super::effect::{EffectKind, ObligationNo, Trace};
use super::run::Run;
use super::select::Destination;
use super::state::{Cause, Obligation, State, Status, Vote};
use super::who::resolve;
use crate::machine::id::{DutyId, ExprId, RoleId};
use crate::machine::playbook::{Decision, DutyKind, Outcome, Quorum};

impl Run<'_> {
    /// The decision of a duty; `None` for a task.
    pub(super) fn decision(&self, duty: DutyId) -> Option<&'_ Decision<ExprId>> {
        match &self.playbook.duties[duty].kind {
            DutyKind::Decision(decision) => Some(decision),
            DutyKind::Task(_) | DutyKind::Call(_) => None,
        }
    }

    /// Opens a decision of `visit` anew if there is another version of what it is about: votes
    /// and outcome of the one before were about that one.
    pub(super) fn reopen(&mut self, duty: DutyId, decision: &Decision<ExprId>, visit: u32) {
        if decision.about.is_none() || self.course().duties[duty].visit != visit {
            return;
        }
        let version = self.here().version(decision);
        let outdated = |ob: &Obligation| {
            !matches!(ob.status, Status::Withdrawn(_)) && ob.about != version && version.is_some()
        };
        if self.instances(duty).any(|(_, ob)| outdated(ob)) && self.here().opens(duty).is_true() {
            self.open_duty(duty, Cause::Version);
        }
    }

    /// Counts a vote; decides if that is enough.
    pub(super) fn vote(&mut self, no: ObligationNo, vote: Vote) {
        let (role, party, outcome) = (vote.role, vote.party.clone(), vote.outcome);
        let Some(obligation) = self.state.obligations.get_mut(no.index()) else { return };
        let duty = obligation.duty;
        obligation.votes.push(vote);
        self.touched();
        self.emit(EffectKind::Voted { obligation: no, by: (role, party), outcome });
        if self.is_decided(no, duty, outcome) {
            self.decide(no, duty, outcome);
        }
    }

    fn decide(&mut self, no: ObligationNo, duty: DutyId, outcome: u32) {
        self.end(no, Status::Decided(outcome));
        self.emit(EffectKind::Decided { obligation: no, outcome: Some(outcome) });
        let playbook = self.playbook;
        if let DutyKind::Decision(decision) = &playbook.duties[duty].kind
            && let Some(outcome) = decision.outcomes.get(outcome as usize)
        {
            self.bind_choice(no, decision);
            self.take_outcome(duty, outcome);
        }
    }

    /// Whoever was chosen by the last vote for it holds the role that is chosen for.
    fn bind_choice(&mut self, no: ObligationNo, decision: &Decision<ExprId>) {
        let Some(obligation) = self.state.obligation(no) else { return };
        if obligation.status != Status::Decided(0) {
            return;
        }
        let chosen = obligation.votes.iter().rev().find_map(|vote| vote.chosen.clone());
        if let (Some(role), Some(party)) = (decision.chooses, chosen) {
            self.choose(role, &party);
        }
    }

    /// Decides the first decision whose votes suffice now that seats have gone; whether there was
    /// one.
    pub(super) fn decide_unanimous(&mut self) -> bool {
        let moved = self.seats_moved;
        for &(duty, conditional) in &self.machine.index().unanimous {
            let chart = self.machine.index().chart_of[self.playbook.duties[duty].scope];
            for focus in if moved || conditional { self.courses_of(chart) } else { vec![] } {
                if (moved || self.looked_at.contains(&focus))
                    && self.about(focus, |run| run.decide_if_all(duty))
                {
                    return true;
                }
            }
        }
        self.seats_moved = false;
        false
    }

    fn decide_if_all(&mut self, duty: DutyId) -> bool {
        if self.course().duties[duty].owed == 0 {
            return false;
        }
        let open = self.open_instances(duty).first().copied();
        let voted = |no: &ObligationNo| {
            self.state.obligation(*no).is_some_and(|obligation| !obligation.votes.is_empty())
        };
        match open.filter(voted).filter(|no| self.is_decided(*no, duty, 0)) {
            Some(no) => {
                self.decide(no, duty, 0);
                true
            }
            None => false,
        }
    }

    fn is_decided(&self, no: ObligationNo, duty: DutyId, outcome: u32) -> bool {
        let (Some(decision), Some(obligation)) = (self.decision(duty), self.state.obligation(no))
        else {
            return false;
        };
        let votes = || obligation.votes.iter().filter(|vote| vote.outcome == outcome);
        match decision.quorum {
            Quorum::One | Quorum::OtherThan => true,
            Quorum::Count(needed) => votes().count() >= needed as usize,
            Quorum::All if outcome != 0 => true,
            Quorum::All => decision.deciders.iter().all(|decider| {
                let applies = decider.when.is_none_or(|when| self.here().holds(when).is_true());
                let role = self.resolve(decider.role, Some(duty));
                let state = &*self.state;
                let filled = |party| votes().any(|vote| fills(state, vote, duty, role, party));
                if !applies {
                    true
                } else if self.playbook.roles[role].plural.is_none() {
                    filled(None)
                } else {
                    // The seat of several of whom there is none is empty, whoever voted before.
                    self.is_present(role) && self.parties(role).all(|party| filled(Some(party)))
                }
            }),
        }
    }

    /// A decision that is overdue ends unanswered.
    pub(super) fn unanswered(&mut self, no: ObligationNo) {
        let Some(obligation) = self.state.obligation(no) else { return };
        if obligation.status != Status::Overdue {
            return;
        }
        let duty = obligation.duty;
        self.end(no, Status::Unanswered);
        self.emit(EffectKind::Decided { obligation: no, outcome: None });
        let playbook = self.playbook;
        if let DutyKind::Decision(decision) = &playbook.duties[duty].kind
            && let Some(outcome) = &decision.no_answer
        {
            self.take_outcome(duty, outcome);
        }
    }

    /// Does what an outcome does: its actions, and its move with the decision's scope as source.
    fn take_outcome(&mut self, duty: DutyId, outcome: &Outcome<ExprId>) {
        let scope = self.playbook.duties[duty].scope;
        let position = self.decision(duty).and_then(|decision| {
            let position = decision.outcomes.iter().position(|one| one.name == outcome.name);
            position.and_then(|position| u32::try_from(position).ok())
        });
        self.note(Trace::Outcome { duty, outcome: position });
        self.cause = Cause::Outcome(duty, position);
        let to = match self.destination(outcome.target.as_ref(), &outcome.actions) {
            Destination::State(..) if !self.course().is_active(scope) => Destination::None,
            to => to,
        };
        let planned = match to {
            Destination::State(state, kind, _) => Some(self.move_to(scope, state, kind)),
            Destination::None | Destination::UsedUp => None,
        };
        if let Some(Move { domain: Some(domain), .. }) = planned {
            self.leave(domain);
        }
        self.act(&outcome.actions, scope);
        self.count(to);
        if let Some(planned) = planned {
            self.enter_all(&[planned], self.cause);
        }
    }
}

/// Whether a vote fills the seat of `role`: a role that one party holds has one seat, whoever
/// held it when the vote was cast; of others each party has one.
pub(super) fn fills(
    state: &State,
    vote: &Vote,
    duty: DutyId,
    role: RoleId,
    party: Option<&str>,
) -> bool {
    let stands_for = resolve(&state.successions, vote.role, Some(duty));
    stands_for == role && party.is_none_or(|party| vote.party == party)
}
