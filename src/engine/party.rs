//! Parties take roles and give them up.

use std::collections::BTreeSet;

use super::effect::EffectKind;
use super::run::Run;
use super::state::{Alarm, Timer};
use crate::calendar::Timestamp;
use crate::machine::id::RoleId;

impl Run<'_> {
    /// The parties that the playbook names hold their roles in their times.
    pub(super) fn bind_dated(&mut self) {
        let zone = self.machine.zone();
        for (role, declared) in self.playbook.roles.iter().filter(|(_, role)| role.item.is_none()) {
            for dated in &declared.parties {
                let start = dated.valid.from.map_or(Timestamp::MIN, |day| zone.first_instant(day));
                let end = dated.valid.until.map(|day| zone.first_instant(day));
                self.hold(role, dated.party.clone(), start, end);
            }
        }
    }

    /// A party holds a role for a while; what changes later gets an alarm. Of a role that one party
    /// holds, whoever held it at `from` gives way, and whoever starts later takes over then.
    pub(super) fn hold(
        &mut self,
        role: RoleId,
        party: String,
        from: Timestamp,
        until: Option<Timestamp>,
    ) {
        let mut until = until;
        if self.playbook.roles[role].plural.is_none() {
            let others = self.holders(role).parties.keys();
            let others: Vec<String> = others.filter(|other| **other != party).cloned().collect();
            for other in others {
                self.stop_holding(role, &other, from, false);
            }
            let starts = self.holders(role).parties.values().flatten().map(|(start, _)| *start);
            until = starts.filter(|start| *start > from).chain(until).min();
        }
        if until.is_some_and(|until| until <= from) {
            return;
        }
        for at in [Some(from), until].into_iter().flatten() {
            if at > self.at {
                self.set_alarm(at, 0, Timer::Role(role));
            }
        }
        self.holders_mut(role).parties.entry(party).or_default().push((from, until));
    }

    /// A party takes a role from `at` on, or is confirmed in it; that settles claims to it.
    pub(super) fn bind(
        &mut self,
        role: RoleId,
        party: String,
        at: Timestamp,
        until: Option<Timestamp>,
    ) {
        if !self.is_held(role, &party, at) {
            self.take_role(role, party.clone(), at, until);
        }
        if self.focus.item.is_none() {
            self.settle_claims(role, &party);
        }
    }

    /// A party takes a role from `at` on.
    pub(super) fn take_role(
        &mut self,
        role: RoleId,
        party: String,
        at: Timestamp,
        until: Option<Timestamp>,
    ) {
        self.seats_moved = true;
        let before: Vec<String> = self.parties(role).map(str::to_owned).collect();
        self.hold(role, party.clone(), at, until);
        for other in before.iter().filter(|other| **other != party) {
            if !self.is_held(role, other, self.at) {
                self.left(role, other, at);
            }
        }
        self.joined(role, &party);
        if self.is_present(role) == before.is_empty() {
            self.rebind_all();
        }
        self.look_at_holders();
    }

    /// A party gives a role up at `at`, or its claim to it.
    pub(super) fn release(&mut self, role: RoleId, party: &str, at: Timestamp) {
        if !self.is_held(role, party, at) {
            if self.give_up_kept(role, party) {
                return self.look_at_holders();
            }
            return self.drop_claim(role, party);
        }
        self.seats_moved = true;
        self.stop_holding(role, party, at, true);
        self.give_up_kept(role, party);
        self.left(role, party, at);
        if self.is_present(role) {
            return self.look_at_holders();
        }
        if self.focus.item.is_none() {
            self.heed_claim(role);
        }
        self.roles_changed();
    }

    /// The dates of the parties of a role come or pass now: presence is looked at again.
    pub(super) fn dates_passed(&mut self, role: RoleId) {
        let at = self.at;
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (party, times) in &self.holders(role).parties {
            let until_now = |end: &Option<Timestamp>| end.is_none_or(|end| end >= at);
            let before = times.iter().any(|(start, end)| *start < at && until_now(end));
            match (before, self.is_held(role, party, at)) {
                (true, false) => gone.push(party.clone()),
                (false, true) => come.push(party.clone()),
                (true, true) | (false, false) => {}
            }
        }
        self.tell_holders(role, &gone, &come);
        gone.iter().for_each(|party| self.left(role, party, at));
        come.iter().for_each(|party| self.joined(role, party));
        if self.focus.item.is_none() {
            self.heed_claim(role);
        }
        self.roles_changed();
    }

    fn tell_holders(&mut self, role: RoleId, gone: &[String], come: &[String]) {
        let several = self.playbook.roles[role].plural.is_some();
        let mut tell = |from: Option<&String>, to: Option<&String>| {
            let (from, to) = (from.cloned(), to.cloned());
            self.emit(EffectKind::HolderChanged { role, from, to });
        };
        if let ([from], [to], false) = (gone, come, several) {
            return tell(Some(from), Some(to));
        }
        gone.iter().for_each(|from| tell(Some(from), None));
        come.iter().for_each(|to| tell(None, Some(to)));
    }

    /// Ends the holding of `role` by `party` that lasts at `at`; of `for_good` what starts later
    /// as well. Alarms at which nothing changes any more go.
    fn stop_holding(&mut self, role: RoleId, party: &str, at: Timestamp, for_good: bool) {
        let Some(times) = self.holders_mut(role).parties.get_mut(party) else { return };
        let before = changes(times);
        times.retain(|(from, _)| *from < at || (*from > at && !for_good));
        for (_, until) in times.iter_mut().filter(|(from, _)| *from < at) {
            if until.is_none_or(|until| until > at) {
                *until = Some(at);
            }
        }
        if times.is_empty() {
            self.holders_mut(role).parties.remove(party);
        }
        let parties = self.holders(role).parties.values();
        let after: BTreeSet<Timestamp> = parties.flat_map(|times| changes(times)).collect();
        for at in before.difference(&after) {
            let alarm = Alarm { at: *at, order: 0, item: self.focus.item, what: Timer::Role(role) };
            self.state.timers.remove(&alarm);
        }
    }
}

/// The instants at which a holding begins or ends.
fn changes(times: &[(Timestamp, Option<Timestamp>)]) -> BTreeSet<Timestamp> {
    times.iter().flat_map(|(from, until)| [Some(*from), *until]).flatten().collect()
}
