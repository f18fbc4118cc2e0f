//! Who: parties that hold roles, successions, who does and who answers.

use std::collections::BTreeSet;

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, Status, Withdrawal};
use draaiboek::machine::id::{CalendarId, DutyId, Id, RoleId, StateId};
use draaiboek::machine::playbook::{DutyKind, Part, Quorum, Succession, Who};

use super::duty::number;
use super::{Case, Focus, eval};

impl Case<'_> {
    /// The parties that hold a role at an instant, by name.
    pub fn parties(&self, role: RoleId, at: Timestamp) -> Vec<String> {
        let holdings = self.holders.get(&self.of_role(role)).into_iter().flatten();
        let held = holdings.filter(|h| h.from <= at && h.until.is_none_or(|until| at < until));
        let mut parties: Vec<String> = held.map(|h| h.party.clone()).collect();
        parties.sort();
        parties.dedup();
        parties
    }

    pub(super) fn holds_role(&self, role: RoleId, party: &str, at: Timestamp) -> bool {
        self.parties(role, at).iter().any(|p| p == party)
    }

    /// The role that stands for a role in a duty: whoever replaces it there, and so on.
    pub(super) fn resolve(&self, role: RoleId, duty: Option<DutyId>) -> RoleId {
        let mut role = role;
        for _ in 0..=self.successions.len() {
            let of = || self.successions.iter().rev().filter(|s| s.of == role);
            let named = of().find(|s| match &s.part {
                Part::Named { duties, .. } => duty.is_some_and(|duty| duties.contains(&duty)),
                Part::All | Part::Rest => false,
            });
            let general = of().find(|s| !matches!(s.part, Part::Named { .. }));
            match named.or(general) {
                Some(succession) => role = succession.by,
                None => break,
            }
        }
        role
    }

    /// The lead of the innermost scope around that has one.
    fn lead(&self, scope: StateId) -> Option<RoleId> {
        self.around(scope).into_iter().find_map(|scope| {
            let mut lines = self.hir.states[scope].lead.iter();
            lines.rfind(|line| self.reached(line.from)).map(|line| line.what)
        })
    }

    /// The calendar by which the terms of a duty are counted, if not the playbook's own: the one
    /// that every role has which the text names as doing it.
    pub(super) fn calendar_of(&self, duty: DutyId) -> Option<CalendarId> {
        let roles = match &self.hir.duties[duty].kind {
            DutyKind::Task(task) => match &task.who {
                Who::Role(role) | Who::Every(role) => BTreeSet::from([*role]),
                Who::Either { first, otherwise, .. } => BTreeSet::from([*first, *otherwise]),
            },
            DutyKind::Decision(of) if of.quorum != Quorum::OtherThan => {
                of.deciders.iter().map(|decider| decider.role).collect()
            }
            DutyKind::Decision(_) | DutyKind::Call(_) => BTreeSet::new(),
        };
        let named: BTreeSet<_> = roles.iter().map(|role| self.hir.roles[*role].calendar).collect();
        if named.len() == 1 { named.into_iter().next().flatten() } else { None }
    }

    /// Who does a duty, who answers for it, and whether some party does.
    pub(super) fn who(
        &self,
        duty: DutyId,
        party: Option<&str>,
        taken_over: Option<RoleId>,
    ) -> (RoleId, RoleId, bool) {
        let declared = &self.hir.duties[duty];
        let here = |role| self.resolve(role, Some(duty));
        let lead = self.lead(declared.scope).map(here);
        let (doer, accountable) = match &declared.kind {
            DutyKind::Task(task) => {
                let doer = here(match &task.who {
                    Who::Role(role) | Who::Every(role) => *role,
                    Who::Either { first, when, .. } if eval::holds(self, when) => *first,
                    Who::Either { otherwise, .. } => *otherwise,
                });
                (doer, task.on_behalf.map_or(doer, here))
            }
            DutyKind::Decision(decision) => {
                let first = here(decision.deciders.first().expect("a decider").role);
                match (decision.quorum == Quorum::OtherThan, lead) {
                    (false, lead) => (first, lead.unwrap_or(first)),
                    (true, Some(lead)) => (lead, lead),
                    (true, None) => return (RoleId::MISSING, RoleId::MISSING, false),
                }
            }
            DutyKind::Call(_) => {
                let lead = lead.expect("somebody leads where the host is asked");
                (lead, lead)
            }
        };
        let accountable = taken_over.map_or(accountable, here);
        let present = |role| !self.parties(role, self.now).is_empty();
        // Of `elke R` the party itself must be there.
        let answers = match party {
            Some(party) if accountable == doer => self.holds_role(doer, party, self.now),
            _ => present(accountable),
        };
        if answers {
            return (doer, accountable, true);
        }
        match lead {
            Some(lead) if present(lead) => (doer, lead, true),
            _ => (doer, accountable, false),
        }
    }

    /// Looks again at who an obligation is of.
    pub(super) fn rebind(&mut self, no: usize) {
        let before = &self.obligations[no];
        let (doer, accountable, held) =
            self.who(before.duty, before.party.as_deref(), before.taken_over);
        let same = (before.doer, before.accountable) == (doer, accountable);
        let was_held = before.held;
        let obligation = &mut self.obligations[no];
        (obligation.doer, obligation.accountable, obligation.held) = (doer, accountable, held);
        if !same {
            self.emit(EffectKind::Rebound { obligation: number(no), doer, accountable });
        }
        if was_held && !held {
            self.emit(EffectKind::Unheld(number(no)));
        }
    }

    pub(super) fn is_present(&self, role: RoleId) -> bool {
        !self.parties(role, self.now).is_empty()
    }

    /// Who holds what has changed: everything that is owed is looked at again.
    pub(super) fn roles_changed(&mut self) {
        self.each_again();
        self.rebind_all();
        self.look_at_holders();
    }

    /// Another holds a role; who answers is looked at again if it was held or not held before.
    pub(super) fn role_changed(&mut self, role: RoleId, was_present: bool) {
        self.each_again();
        if self.is_present(role) != was_present {
            self.rebind_all();
        }
        self.look_at_holders();
    }

    fn each_again(&mut self) {
        for duty in self.hir.duties.ids() {
            let chart = self.chart_of_duty(duty);
            let courses: Vec<Focus> = self.courses.keys().copied().collect();
            for focus in courses.into_iter().filter(|focus| focus.chart == chart) {
                self.about(focus, |case| case.each_now(duty));
            }
        }
    }

    /// What each party owes of a duty is owed by those that hold its role now.
    pub(super) fn each_now(&mut self, duty: DutyId) {
        let Some(role) = self.each_of(duty) else { return };
        let Some(generation) = self.generations.get(&duty) else { return };
        let here = self.visit_id(self.hir.duties[duty].scope) == Some(generation.visit);
        let live = here && self.is_running();
        let parties = self.parties(role, self.now);
        for (party, no) in generation.instances.clone() {
            let Some(party) = party else { continue };
            match self.obligations[no].status {
                Status::Open if !parties.contains(&party) => {
                    self.withdraw(no, Withdrawal::PartyLeft);
                }
                Status::Open | Status::Overdue => self.rebind(no),
                _ => {}
            }
        }
        if live {
            self.parties_changed(duty, parties);
        }
    }

    /// Who comes has its own; nobody stands in any longer, or somebody must.
    fn parties_changed(&mut self, duty: DutyId, parties: Vec<String>) {
        let when = self.hir.duties[duty].when.as_ref();
        let applies = when.is_none_or(|when| eval::holds(self, when));
        let parties: Vec<Option<String>> = parties.into_iter().map(Some).collect();
        for party in &parties {
            let known = self.generations[&duty].lacking.contains(party);
            if applies && !known {
                self.open_lacking(duty, party.clone());
            } else if self.lacks(duty, party) {
                self.generations.get_mut(&duty).expect("it").lacking.insert(party.clone());
            }
        }
        let generation = self.generations.get_mut(&duty).expect("a generation");
        generation.lacking.retain(|party| parties.contains(party));
        let stand_in = generation.instances.get(&None).copied();
        if parties.is_empty() {
            if applies {
                self.stand_in(duty);
            } else {
                generation.lacking.insert(None);
            }
        } else if let Some(no) = stand_in {
            match self.obligations[no].status {
                Status::Open => self.withdraw(no, Withdrawal::Superseded),
                Status::Overdue => self.rebind(no),
                _ => {}
            }
        }
    }

    /// Looks again at who each owed obligation is of: of the item in focus, or everywhere.
    pub(super) fn rebind_all(&mut self) {
        let item = self.focus.get().item;
        for no in 0..self.obligations.len() {
            let here = item.is_none() || self.obligations[no].item == item;
            if here && self.obligations[no].status.is_owed() {
                self.about(self.focus_of(no), |case| case.rebind(no));
            }
        }
    }

    /// Successions that stand next to each other apply as one.
    pub(super) fn replace(&mut self, new: &[&Succession]) {
        let mut changed = false;
        for &succession in new {
            if self.successions.contains(succession) {
                continue;
            }
            let same = |s: &Succession| s.of == succession.of && s.part == succession.part;
            let reversed = |s: &Succession| s.of == succession.by && s.by == succession.of;
            self.successions.retain(|s| !same(s) && !reversed(s));
            self.successions.push(succession.clone());
            let Succession { by, of, part } = succession.clone();
            self.about(Focus::default(), |case| {
                case.emit(EffectKind::Replaced { by, of, part });
            });
            changed = true;
        }
        if changed {
            self.about(Focus::default(), Self::roles_changed);
        }
    }

    pub(super) fn restore(&mut self, role: RoleId) {
        if self.successions.iter().any(|s| s.of == role) {
            self.successions.retain(|s| s.of != role);
            self.about(Focus::default(), |case| {
                case.emit(EffectKind::Restored(role));
                case.roles_changed();
            });
        }
    }
}
