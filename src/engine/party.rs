//! Parties take roles and give them up.

use super::run::Run;
use super::state::Timer;
use crate::calendar::Timestamp;
use crate::machine::id::RoleId;

impl Run<'_> {
    /// The parties that the playbook names hold their roles in their times.
    pub(super) fn bind_dated(&mut self) {
        let zone = self.machine.zone();
        for (role, declared) in self.playbook.roles.iter() {
            for dated in &declared.parties {
                let start = dated.valid.from.map_or(Timestamp::MIN, |day| zone.first_instant(day));
                let end = dated.valid.until.map(|day| zone.first_instant(day));
                self.hold(role, dated.party.clone(), start, end);
            }
        }
    }

    /// A party holds a role for a while; what changes later gets an alarm.
    pub(super) fn hold(
        &mut self,
        role: RoleId,
        party: String,
        from: Timestamp,
        until: Option<Timestamp>,
    ) {
        if until.is_some_and(|until| until <= from) {
            return;
        }
        for at in [Some(from), until].into_iter().flatten() {
            if at > self.at {
                self.set_alarm(at, 0, Timer::Role(role));
            }
        }
        self.state.roles[role].parties.entry(party).or_default().push((from, until));
    }

    /// A party takes a role from `at` on; where only one can hold it, in the place of the present.
    pub(super) fn bind(
        &mut self,
        role: RoleId,
        party: String,
        at: Timestamp,
        until: Option<Timestamp>,
        takes_place: bool,
    ) {
        let was_present = self.is_present(role);
        if takes_place {
            let present: Vec<String> =
                self.state.parties(role, self.at).map(str::to_owned).collect();
            for other in present {
                self.stop_holding(role, &other, at);
            }
        }
        self.hold(role, party.clone(), at, until);
        if !was_present {
            self.rebind_all();
        }
        self.joined(role, &party);
    }

    /// A party gives a role up at `at`.
    pub(super) fn release(&mut self, role: RoleId, party: &str, at: Timestamp) {
        self.stop_holding(role, party, at);
        self.left(role, party);
        if !self.is_present(role) {
            self.rebind_all();
        }
    }

    /// Ends every holding of `role` by `party` that lasts beyond `at`.
    fn stop_holding(&mut self, role: RoleId, party: &str, at: Timestamp) {
        if let Some(times) = self.state.roles[role].parties.get_mut(party) {
            times.retain(|(from, _)| *from < at);
            for (_, until) in times.iter_mut() {
                if until.is_none_or(|until| until > at) {
                    *until = Some(at);
                }
            }
            if times.is_empty() {
                self.state.roles[role].parties.remove(party);
            }
        }
    }
}
