//! Who does and who answers: successions, presence, parties that come and go.

use super::effect::{EffectKind, ItemNo, ObligationNo, Withdrawal};
use super::obligation::task;
use super::run::Run;
use super::state::{Cause, Focus, Status};
use crate::calendar::Timestamp;
use crate::machine::id::{ChartId, DutyId, HoldingId, Id, RoleId};
use crate::machine::playbook::{DutyKind, Part, Quorum, Succession, Who};

/// The roles of an obligation.
pub(super) struct Roles {
    pub(super) doer: RoleId,
    pub(super) accountable: RoleId,
    /// Whether no party holds the accountable role.
    pub(super) unheld: bool,
}

impl Run<'_> {
    /// The role that stands for `role`, in general or in one duty.
    pub(super) fn resolve(&self, role: RoleId, duty: Option<DutyId>) -> RoleId {
        resolve(&self.state.successions, role, duty)
    }

    /// The roles of an obligation of `duty`; `party` is who owes it where each owes its own,
    /// `taken_over` whom its ladder made accountable.
    pub(super) fn who(
        &self,
        duty: DutyId,
        party: Option<&str>,
        taken_over: Option<RoleId>,
    ) -> Roles {
        let declared = &self.playbook.duties[duty];
        let lead = || self.lead(declared.scope).map(|lead| self.resolve(lead, Some(duty)));
        let (doer, accountable) = match &declared.kind {
            DutyKind::Task(task) => {
                let doer = match &task.who {
                    Who::Role(role) | Who::Every(role) => *role,
                    Who::Either { first, when, otherwise } => {
                        if self.here().holds(*when).is_true() { *first } else { *otherwise }
                    }
                };
                let doer = self.resolve(doer, Some(duty));
                let behalf = task.on_behalf.map(|role| self.resolve(role, Some(duty)));
                (doer, behalf.unwrap_or(doer))
            }
            DutyKind::Decision(_) | DutyKind::Call(_) => {
                let decision = self.decision(duty);
                let decides = decision.filter(|it| it.quorum != Quorum::OtherThan);
                let first = decides.and_then(|decision| decision.deciders.first());
                let first = first.map(|decider| decider.role);
                let first = first.map(|role| self.resolve(role, Some(duty)));
                let accountable = lead().or(first);
                let Some(accountable) = accountable else {
                    return Roles {
                        doer: RoleId::MISSING,
                        accountable: RoleId::MISSING,
                        unheld: true,
                    };
                };
                (first.unwrap_or(accountable), accountable)
            }
        };
        let accountable = taken_over.map_or(accountable, |role| self.resolve(role, Some(duty)));
        let present = match party.filter(|_| accountable == doer) {
            Some(party) => self.is_held(doer, party, self.at),
            None => self.is_present(accountable),
        };
        if present {
            return Roles { doer, accountable, unheld: false };
        }
        match lead().filter(|lead| self.is_present(*lead)) {
            Some(accountable) => Roles { doer, accountable, unheld: false },
            None => Roles { doer, accountable, unheld: true },
        }
    }

    /// Whether some party holds the role now.
    pub(super) fn is_present(&self, role: RoleId) -> bool {
        self.parties(role).next().is_some()
    }

    /// Looks again at who answers for an obligation.
    pub(super) fn rebind(&mut self, no: ObligationNo) {
        let Some(obligation) = self.state.obligation(no) else { return };
        let roles = self.who(obligation.duty, obligation.party.as_deref(), obligation.taken_over);
        let same = (obligation.doer, obligation.accountable) == (roles.doer, roles.accountable);
        let newly_unheld = roles.unheld && !obligation.unheld;
        if let Some(obligation) = self.state.obligations.get_mut(no.index()) {
            obligation.doer = roles.doer;
            obligation.accountable = roles.accountable;
            obligation.unheld = roles.unheld;
        }
        if !same {
            let Roles { doer, accountable, .. } = roles;
            self.emit(EffectKind::Rebound { obligation: no, doer, accountable });
        }
        if newly_unheld {
            self.emit(EffectKind::Unheld(no));
        }
    }

    /// Who holds or stands for roles has changed: looks again at who answers, and at who holds.
    pub(super) fn roles_changed(&mut self) {
        self.rebind_all();
        self.look_at_holders();
    }

    /// Looks again at who answers for everything that is owed: of the item in focus, or in the
    /// whole case.
    pub(super) fn rebind_all(&mut self) {
        self.seats_moved = true;
        let owed: Vec<ObligationNo> = match self.focus.item {
            Some(no) => self.owed_of(no),
            None => self.state.owed.iter().copied().collect(),
        };
        for no in owed {
            self.about(self.focus_of(no), |run| run.rebind(no));
        }
    }

    /// What is owed of an item, in order.
    fn owed_of(&self, no: ItemNo) -> Vec<ObligationNo> {
        let courses = self.state.item(no).map(|item| item.courses.iter());
        let duties = courses.into_iter().flatten().flat_map(|course| course.duties.iter());
        let current =
            duties.filter(|(_, duty)| duty.owed > 0).flat_map(|(_, it)| it.current.values());
        let mut owed: Vec<ObligationNo> = current.copied().filter(|no| self.is_owed(*no)).collect();
        owed.sort_unstable();
        owed
    }

    /// Applies successions written next to each other as one.
    pub(super) fn replace(&mut self, successions: &[&Succession]) {
        let mut changed = false;
        for &succession in successions {
            if self.state.successions.contains(succession) {
                continue;
            }
            let same = |s: &Succession| s.of == succession.of && s.part == succession.part;
            let reversed = |s: &Succession| s.of == succession.by && s.by == succession.of;
            self.state.successions.retain(|standing| !same(standing) && !reversed(standing));
            self.state.successions.push(succession.clone());
            let Succession { by, of, part } = succession.clone();
            self.about(Focus::case(), |run| run.emit(EffectKind::Replaced { by, of, part }));
            changed = true;
        }
        if changed {
            self.about(Focus::case(), Self::successions_changed);
        }
    }

    /// Gives a role its own place again.
    pub(super) fn restore(&mut self, role: RoleId) {
        let before = self.state.successions.len();
        self.state.successions.retain(|succession| succession.of != role);
        if self.state.successions.len() != before {
            self.about(Focus::case(), |run| {
                run.emit(EffectKind::Restored(role));
                run.successions_changed();
            });
        }
    }

    fn successions_changed(&mut self) {
        self.each_again();
        self.roles_changed();
    }

    /// The role of which each party owes its own of a duty; `None` where that is not so.
    pub(super) fn each_of(&self, duty: DutyId) -> Option<RoleId> {
        match task(&self.playbook.duties[duty])?.who {
            Who::Every(role) => Some(self.resolve(role, Some(duty))),
            Who::Role(_) | Who::Either { .. } => None,
        }
    }

    /// A party joined a role: it owes its own where each party does.
    pub(super) fn joined(&mut self, role: RoleId, party: &str) {
        if !self.is_held(role, party, self.at) {
            return;
        }
        for duty in self.owed_by_each(role) {
            for focus in self.courses_of(self.chart_of(duty)) {
                self.about(focus, |run| run.join(duty, party));
            }
        }
        self.touched();
    }

    fn chart_of(&self, duty: DutyId) -> ChartId {
        self.machine.index().chart_of[self.playbook.duties[duty].scope]
    }

    /// A party answers again for what it owes of a duty; it owes its own if the scope is active,
    /// unless it does or did already, and nobody stands in for it any longer.
    fn join(&mut self, duty: DutyId, party: &str) {
        if let Some(&no) = self.course().duties[duty].current.get(party)
            && self.is_owed(no)
        {
            self.rebind(no);
        }
        if !self.is_current(duty) {
            return;
        }
        if self.here().opens(duty).is_true() {
            self.open_lacking(duty, party, Cause::Parties);
        } else if self.lacks(duty, party) {
            self.course_mut().duties[duty].lacking.insert(party.to_owned());
        }
        self.course_mut().duties[duty].lacking.remove("");
        match self.course().duties[duty].current.get("").copied() {
            Some(no) if self.is_open(no) => {
                self.end(no, Status::Withdrawn(Withdrawal::Superseded));
            }
            Some(no) if self.is_owed(no) => self.rebind(no),
            _ => {}
        }
    }

    /// Opens the instances that were lacking while the condition was not definitely true.
    pub(super) fn open_all_lacking(&mut self, duty: DutyId) {
        let lacking = std::mem::take(&mut self.course_mut().duties[duty].lacking);
        if lacking.is_empty() {
            return;
        }
        for party in lacking {
            let held = |role| self.is_held(role, &party, self.at);
            if self.each_of(duty).is_none_or(held) {
                self.open_lacking(duty, &party, Cause::Condition);
            }
        }
        self.stand_in(duty, Cause::Condition);
    }

    /// Whether the instances of a duty are those of the present visit of its scope.
    fn is_current(&self, duty: DutyId) -> bool {
        let visit = self.course().visit(self.playbook.duties[duty].scope);
        self.runs() && visit.is_some_and(|visit| visit.id == self.course().duties[duty].visit)
    }

    /// A party left a role: what it owed itself is withdrawn, or another answers for it when it
    /// is overdue.
    pub(super) fn left(&mut self, role: RoleId, party: &str, at: Timestamp) {
        self.lapse(role, party, at);
        for duty in self.owed_by_each(role) {
            for focus in self.courses_of(self.chart_of(duty)) {
                self.about(focus, |run| run.leave_duty(duty, party));
            }
        }
        self.touched();
    }

    fn leave_duty(&mut self, duty: DutyId, party: &str) {
        if let Some(&no) = self.course().duties[duty].current.get(party) {
            self.leave_behind(no);
        }
        self.course_mut().duties[duty].lacking.remove(party);
        self.nobody_left(duty);
    }

    /// If the last party of a role left, nobody in particular owes what each owed.
    fn nobody_left(&mut self, duty: DutyId) {
        if !self.is_current(duty) || self.each_of(duty).is_none_or(|role| self.is_present(role)) {
            return;
        }
        if self.here().opens(duty).is_true() {
            self.stand_in(duty, Cause::Parties);
        } else {
            self.course_mut().duties[duty].lacking.insert(String::new());
        }
    }

    fn leave_behind(&mut self, no: ObligationNo) {
        match self.state.obligation(no).map(|obligation| obligation.status) {
            Some(Status::Open) => self.end(no, Status::Withdrawn(Withdrawal::PartyLeft)),
            Some(Status::Overdue) => self.rebind(no),
            _ => {}
        }
    }

    /// Another role stands for that of tasks of which each party owes its own: its parties owe
    /// them instead.
    fn each_again(&mut self) {
        for &duty in &self.machine.index().each {
            for focus in self.courses_of(self.chart_of(duty)) {
                self.about(focus, |run| run.each_now(duty));
            }
        }
        self.touched();
    }

    /// What each party owes of a duty is owed by those that hold its role now.
    pub(super) fn each_now(&mut self, duty: DutyId) {
        let Some(role) = self.each_of(duty) else { return };
        let gone = |(party, _): &(&String, &ObligationNo)| {
            !party.is_empty() && !self.is_held(role, party, self.at)
        };
        let current = self.course().duties[duty].current.iter();
        let gone: Vec<ObligationNo> = current.filter(gone).map(|(_, no)| *no).collect();
        gone.into_iter().for_each(|no| self.leave_behind(no));
        let parties: Vec<String> = self.parties(role).map(str::to_owned).collect();
        parties.iter().for_each(|party| self.join(duty, party));
        self.course_mut().duties[duty].lacking.retain(|party| parties.contains(party));
        self.nobody_left(duty);
    }

    fn owed_by_each(&self, role: RoleId) -> Vec<DutyId> {
        let each = |duty: &DutyId| self.each_of(*duty) == Some(role);
        self.machine.index().each.iter().copied().filter(each).collect()
    }
}

/// The role that stands for `role` in a holding: one for the holding comes before one for all or
/// the rest.
pub(super) fn resolve_holding(
    successions: &[Succession],
    role: RoleId,
    holding: HoldingId,
) -> RoleId {
    stand_in(successions, role, |part| match part {
        Part::Named { holdings, .. } => holdings.contains(&holding),
        Part::All | Part::Rest => false,
    })
}

/// The role that stands for `role`: a succession for the duty comes before one for all or the
/// rest; whoever replaces may be replaced in turn.
pub(crate) fn resolve(successions: &[Succession], role: RoleId, duty: Option<DutyId>) -> RoleId {
    stand_in(successions, role, |part| match part {
        Part::Named { duties, .. } => duty.is_some_and(|duty| duties.contains(&duty)),
        Part::All | Part::Rest => false,
    })
}

fn stand_in(successions: &[Succession], role: RoleId, named: impl Fn(&Part) -> bool) -> RoleId {
    let mut role = role;
    for _ in 0..=successions.len() {
        let of = || successions.iter().rev().filter(|succession| succession.of == role);
        let general = |succession: &&Succession| !matches!(succession.part, Part::Named { .. });
        match of().find(|it| named(&it.part)).or_else(|| of().find(general)) {
            Some(succession) => role = succession.by,
            None => break,
        }
    }
    role
}
