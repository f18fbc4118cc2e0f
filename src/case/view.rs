//! What one role is told, owes and may have a say in.

use super::{Case, Effect, Owed, Step};
use crate::engine::{self, EffectKind, ItemEffect, Sight, State};
use crate::machine::Machine;
use crate::machine::id::{DutyId, HoldingId, Id, LevelId, RoleId, StateId};
use crate::machine::playbook::{Action, DutyKind, Quorum, Succession};
use crate::words::Subject;

/// What stood when something happened, as far as it says whom it concerns.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    level: LevelId,
    successions: Vec<Succession>,
}

impl Step {
    /// The effects that concern a role: what it is told and asked, what it owes, answers for or
    /// is called in for, decisions in which it has a seat, claims to it, corrections of facts that
    /// it sees, the severity, and the end of the case. Nothing that shows it a hidden fact. None
    /// for a name that is no role.
    pub fn effects_for(&self, role: &str) -> impl Iterator<Item = Effect<'_>> {
        let role = self.machine.role(role);
        self.effects().filter(move |effect| role.is_some_and(|role| effect.concerns(role)))
    }
}

impl Effect<'_> {
    /// Whether it concerns a role, as [`Step::effects_for`] says.
    #[must_use]
    pub fn concerns(&self, role: RoleId) -> bool {
        let asking = Asking { machine: &self.step.machine, standing: &self.step.standing, role };
        let sight = self.step.standing.sight(role);
        asking.concerned(self.data, self.subject)
            && sight.shows(&self.step.machine, &self.data.kind)
    }
}

impl Case {
    /// What is owed now by a role, answered for by it, or decided with its vote, in order of
    /// opening. None for a name that is no role.
    #[must_use]
    pub fn owed_by(&self, role: &str) -> Vec<Owed> {
        let Some(role) = self.machine().role(role) else { return vec![] };
        let standing = Standing::of(self.state());
        let asking = Asking { machine: self.machine(), standing: &standing, role };
        let mut owed = self.owed();
        owed.retain(|owed| {
            let subject = self.state().obligation(owed.obligation).map(Subject::of);
            subject.is_some_and(|subject| asking.has_part(&subject))
        });
        owed
    }
}

impl Standing {
    /// As it is in `state`.
    pub(super) fn of(state: &State) -> Self {
        Self { level: state.level(), successions: state.successions.clone() }
    }

    /// What a role sees then.
    pub(super) fn sight(&self, role: RoleId) -> Sight {
        Sight::under(&self.successions, self.level, role)
    }
}

/// A role that asks what concerns it.
struct Asking<'a> {
    machine: &'a Machine,
    standing: &'a Standing,
    role: RoleId,
}

impl Asking<'_> {
    fn concerned(&self, effect: &engine::Effect, subject: Option<&Subject>) -> bool {
        let is = |role: &RoleId| *role == self.role;
        let owes = || subject.is_some_and(|subject| self.owes(subject));
        let has_part = || subject.is_some_and(|subject| self.has_part(subject));
        match &effect.kind {
            EffectKind::Entered(state)
            | EffectKind::Left(state)
            | EffectKind::DeadlineChanged { state, .. }
            | EffectKind::DeadlinePassed(state) => self.leads(*state),
            EffectKind::Inform { to, .. }
            | EffectKind::Consult { to, .. }
            | EffectKind::Notice { to, .. } => to.contains(&self.role),
            EffectKind::Opened { duty, doer, accountable, .. } => {
                is(doer) || is(accountable) || self.takes_part(*duty)
            }
            EffectKind::Rebound { doer, accountable, .. }
            | EffectKind::Reinstated { doer, accountable, .. } => {
                is(doer) || is(accountable) || subject.is_some_and(|it| self.is_declared(it.duty))
            }
            EffectKind::Escalated { to, .. } => is(to) || owes(),
            EffectKind::Reminder(_) => owes(),
            EffectKind::Grounds { .. }
            | EffectKind::Reopened { .. }
            | EffectKind::DueChanged { .. }
            | EffectKind::Excused { .. }
            | EffectKind::Overdue(_)
            | EffectKind::Completed { .. }
            | EffectKind::Voted { .. }
            | EffectKind::Decided { .. }
            | EffectKind::Withdrawn { .. } => has_part(),
            EffectKind::Unheld(_) => owes() || subject.is_some_and(|it| self.leads_around(it.duty)),
            EffectKind::Replaced { by, of, .. } => is(by) || is(of),
            EffectKind::Restored(role) => is(role) || self.may_replace(*role),
            EffectKind::Sent { by: (role, _), awaited, .. } => {
                is(role) || awaited.iter().any(|(role, _)| is(role))
            }
            EffectKind::HolderChanged { role, .. }
            | EffectKind::Contested { role, .. }
            | EffectKind::Settled { role, .. } => is(role) || self.leads(StateId::new(0)),
            EffectKind::Item(effect) => self.concerned_by_item(effect),
            // Of those who see the fact.
            EffectKind::Corrected { .. } | EffectKind::Erased { .. } => true,
            EffectKind::Severity { .. }
            | EffectKind::Suspended { .. }
            | EffectKind::Resumed
            | EffectKind::CaseReopened { .. }
            | EffectKind::Closed(_) => true,
            // What the host is asked carries facts that a role may not see.
            EffectKind::Call { .. } | EffectKind::OpenPlaybook { .. } => false,
            EffectKind::Note(_) | EffectKind::Violated(_) => false,
        }
    }

    fn concerned_by_item(&self, effect: &ItemEffect) -> bool {
        let is = |role: &RoleId| *role == self.role;
        match effect {
            ItemEffect::Enrolled(_)
            | ItemEffect::ItemWithdrawn { .. }
            | ItemEffect::RegisterComplete(_)
            | ItemEffect::RegisterOpen(_)
            | ItemEffect::Started(_)
            | ItemEffect::Stopped(_)
            | ItemEffect::Ended { .. }
            | ItemEffect::NobodyHolds(_)
            | ItemEffect::Split { .. }
            | ItemEffect::Misplaced { .. }
            | ItemEffect::Contradicted(_) => self.leads(StateId::new(0)),
            ItemEffect::Offered { role, .. }
            | ItemEffect::Lapsed { role, .. }
            | ItemEffect::Chosen { role, .. } => is(role) || self.leads(StateId::new(0)),
            ItemEffect::Accepted { .. } | ItemEffect::AcceptanceWithdrawn { .. } => true,
            ItemEffect::Moved { holding, from, turn } => {
                is(&turn.holder.role)
                    || from.as_ref().is_some_and(|from| is(&from.role))
                    || self.is_net(*holding)
            }
            ItemEffect::Planned { holding, plan } | ItemEffect::MoveOff { holding, plan, .. } => {
                is(&plan.to) || self.is_net(*holding)
            }
            ItemEffect::Beside { holding, second, .. } => is(&second.role) || self.is_net(*holding),
            ItemEffect::NotBeside { holding, role: to }
            | ItemEffect::Barred { holding, to, .. } => is(to) || self.is_net(*holding),
            ItemEffect::HoldingEnded { holding, .. }
            | ItemEffect::Stays(holding)
            | ItemEffect::Waits { holding, .. } => self.is_net(*holding),
        }
    }

    /// Whether it catches a holding, or held it first.
    fn is_net(&self, holding: HoldingId) -> bool {
        let holding = self.machine.playbook().holdings.get(holding);
        holding.is_some_and(|it| it.safety_net == self.role || it.holder == self.role)
    }

    fn owes(&self, subject: &Subject) -> bool {
        subject.doer == self.role || subject.accountable == self.role
    }

    fn has_part(&self, subject: &Subject) -> bool {
        self.owes(subject) || self.takes_part(subject.duty)
    }

    /// Whether it helps with a task or has a seat in a decision.
    fn takes_part(&self, duty: DutyId) -> bool {
        let Some(declared) = self.machine.playbook().duties.get(duty) else { return false };
        let stands = |role: RoleId| self.stands_for(role, Some(duty)) == self.role;
        match &declared.kind {
            DutyKind::Task(task) => task.with.iter().any(|&role| stands(role)),
            DutyKind::Decision(decision) => {
                let named = decision.deciders.iter().any(|it| stands(it.role));
                named != (decision.quorum == Quorum::OtherThan)
            }
            DutyKind::Call(_) => false,
        }
    }

    /// Whether the playbook names it as the one who does a task or decides, whoever does it now.
    fn is_declared(&self, duty: DutyId) -> bool {
        let Some(declared) = self.machine.playbook().duties.get(duty) else { return false };
        let on_behalf = match &declared.kind {
            DutyKind::Task(task) => task.on_behalf,
            DutyKind::Decision(_) | DutyKind::Call(_) => None,
        };
        declared.doers().chain(on_behalf).any(|role| role == self.role)
    }

    /// Whether the playbook has it take the place of `of` somewhere: it is relieved then.
    fn may_replace(&self, of: RoleId) -> bool {
        let playbook = self.machine.playbook();
        let handlers = playbook.handlers.iter().flat_map(|(_, handler)| &handler.actions);
        let outcomes = playbook.duties.iter().flat_map(|(_, duty)| match &duty.kind {
            DutyKind::Task(_) | DutyKind::Call(_) => vec![],
            DutyKind::Decision(it) => it.outcomes.iter().chain(&it.no_answer).collect(),
        });
        let mut actions = handlers.chain(outcomes.flat_map(|outcome| &outcome.actions));
        actions.any(
            |action| matches!(action, Action::Replace(it) if it.of == of && it.by == self.role),
        )
    }

    fn leads_around(&self, duty: DutyId) -> bool {
        let declared = self.machine.playbook().duties.get(duty);
        declared.is_some_and(|declared| self.leads(declared.scope))
    }

    /// Whether it leads the innermost scope around `state`, itself included, that has a lead.
    fn leads(&self, state: StateId) -> bool {
        let mut scope = Some(state);
        while let Some(state) = scope.and_then(|id| self.machine.playbook().states.get(id)) {
            let reached = |from: Option<LevelId>| from.is_none_or(|it| it <= self.standing.level);
            if let Some(lead) = state.lead.iter().rev().find(|lead| reached(lead.from)) {
                return self.stands_for(lead.what, None) == self.role;
            }
            scope = state.parent;
        }
        false
    }

    /// The role that has taken the place of `role`.
    fn stands_for(&self, role: RoleId, duty: Option<DutyId>) -> RoleId {
        engine::resolve(&self.standing.successions, role, duty)
    }
}
