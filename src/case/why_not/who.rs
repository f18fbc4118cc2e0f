//! Who can bring something about.

use super::Who;
use super::about::About;
use crate::engine::{self, Obligation, ObligationNo};
use crate::machine::id::{FactId, RoleId, SignalId};
use crate::machine::playbook::{DutyKind, Quorum};

impl About<'_> {
    /// Who can state a fact: the senders of signals that carry it, the doers of tasks that
    /// deliver it, who decide what states it.
    pub(super) fn who_states(self, fact: FactId) -> Vec<Who> {
        let playbook = self.playbook();
        let carry = playbook.signals.iter().filter(|(_, signal)| {
            signal.carries.contains(&fact) || signal.optionally.contains(&fact)
        });
        let mut roles: Vec<RoleId> = carry.flat_map(|(id, _)| self.senders(id)).collect();
        for (_, duty) in playbook.duties.iter() {
            if !duty.kind.states().any(|stated| stated == fact) {
                continue;
            }
            match &duty.kind {
                DutyKind::Decision(decision) if decision.quorum == Quorum::OtherThan => {
                    let excluded = |role| decision.deciders.iter().any(|it| it.role == role);
                    roles.extend(playbook.roles.ids().filter(|role| !excluded(*role)));
                }
                _ => roles.extend(duty.doers()),
            }
        }
        self.these(roles)
    }

    /// Whether anyone may report a fact.
    pub(super) fn anyone_states(self, fact: FactId) -> bool {
        self.playbook().signals.iter().any(|(_, signal)| {
            let carries = signal.carries.contains(&fact) || signal.optionally.contains(&fact);
            carries && signal.senders.is_none()
        })
    }

    /// The roles that may send a signal; none: anyone.
    pub(super) fn senders(self, signal: SignalId) -> Vec<RoleId> {
        let signal = self.playbook().signals.get(signal);
        signal.and_then(|signal| signal.senders.clone()).unwrap_or_default()
    }

    /// Roles as they stand now, each once, with their parties.
    pub(super) fn these(self, roles: Vec<RoleId>) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::new();
        for role in roles {
            let who = self.holders(engine::stands_for(self.state(), role));
            if !all.contains(&who) {
                all.push(who);
            }
        }
        all
    }

    pub(super) fn holders(self, role: RoleId) -> Who {
        let name = self.playbook().roles.get(role).map(|role| role.name.clone());
        let parties = self.parties(role).map(str::to_owned).collect();
        Who { role: name.unwrap_or_default(), parties }
    }

    /// Who must act on an obligation: of a decision, the seats that have not voted.
    pub(super) fn who_acts(self, no: ObligationNo, obligation: &Obligation) -> Vec<Who> {
        let duty = self.playbook().duties.get(obligation.duty);
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
