//! Signals that come in: what came before, and what counts only when all have sent it.

use std::collections::BTreeSet;

use super::effect::{EffectKind, Trace};
use super::run::Run;
use super::state::{Round, Sending};
use super::step::Outcome;
use crate::calendar::Timestamp;
use crate::canon::{self, Hash};
use crate::machine::id::{FactId, RoleId, SignalId};
use crate::machine::playbook::Says;
use crate::value::Value;

/// The values of a signal's natural key, hashed; zero where it has none.
type Key = [u8; 16];

impl Run<'_> {
    /// A signal that somebody sends. One that came before with the same key is without effect; one
    /// that all must send waits for the others.
    pub(super) fn hear(
        &mut self,
        signal: SignalId,
        sender: (RoleId, String),
        fields: Vec<(FactId, Value)>,
        at: Timestamp,
    ) -> Outcome {
        let declared = &self.playbook.signals[signal];
        if self.state.course(self.focus).is_none() {
            if !declared.jointly {
                self.heed(signal, &sender.1, at);
            }
            self.take_signal(signal, fields, at);
            return Outcome::Applied;
        }
        let key = key(&declared.unique_per, &fields);
        if let Some(&seq) = self.course().heard[signal].keys.get(&key) {
            self.note(Trace::Repeated { signal, seq });
            return Outcome::Repeated { seq };
        }
        if self.machine.index().asked_of_parties.contains(&signal) {
            self.course_mut().heard[signal].senders.insert(sender.1.clone());
            self.touched();
        }
        if declared.jointly {
            let (role, party) = sender.clone();
            let fresh = Round { since: self.seq, sent: Vec::new() };
            let sent = &mut self.course_mut().heard[signal].rounds.entry(key).or_insert(fresh).sent;
            sent.retain(|sent| (sent.role, &sent.party) != (role, &party));
            sent.push(Sending { role, party, fields, at });
            let awaited = self.awaited(signal, key);
            self.emit(EffectKind::Sent { signal, by: sender, awaited });
            self.finish_round(signal, key);
        } else {
            self.remember(signal, key);
            self.heed(signal, &sender.1, at);
            self.take_signal(signal, fields, at);
        }
        Outcome::Applied
    }

    /// What a signal says about its sender's taking care over.
    fn heed(&mut self, signal: SignalId, party: &str, at: Timestamp) {
        let says = self.playbook.signals[signal].says;
        if let (Some(says), Some(no)) = (says, self.focus.item) {
            self.heed_acceptance(no, says == Says::Accepts, party, at);
        }
    }

    /// A signal with this key counts from now on.
    fn remember(&mut self, signal: SignalId, key: Key) {
        if !self.playbook.signals[signal].unique_per.is_empty() {
            let seq = self.seq;
            self.course_mut().heard[signal].keys.insert(key, seq);
        }
    }

    /// Who holds which role has changed: rounds in which nobody is awaited any more are finished,
    /// in the order in which they began.
    pub(super) fn finish_rounds(&mut self) {
        if !self.seats_moved {
            return;
        }
        for &signal in &self.machine.index().joint {
            for focus in self.courses_of(self.playbook.signals[signal].chart) {
                self.about(focus, |run| run.finish_rounds_of(signal));
            }
        }
    }

    fn finish_rounds_of(&mut self, signal: SignalId) {
        let rounds = self.course().heard[signal].rounds.iter();
        let mut rounds: Vec<(u64, Key)> = rounds.map(|(key, it)| (it.since, *key)).collect();
        rounds.sort_unstable();
        rounds.into_iter().for_each(|(_, key)| self.finish_round(signal, key));
    }

    /// Takes in a joint signal if nobody is awaited any more. It is effective as of the latest
    /// sending; what they say of one fact holds in the order of sending.
    fn finish_round(&mut self, signal: SignalId, key: Key) {
        if !self.awaited(signal, key).is_empty() {
            return;
        }
        let Some(round) = self.course_mut().heard[signal].rounds.remove(&key) else { return };
        let at = round.sent.iter().map(|sent| sent.at).max().unwrap_or(self.at);
        let mut parties: Vec<String> = Vec::new();
        for sent in &round.sent {
            if !parties.contains(&sent.party) {
                parties.push(sent.party.clone());
            }
        }
        let fields = round.sent.into_iter().flat_map(|sent| sent.fields).collect();
        self.remember(signal, key);
        parties.iter().for_each(|party| self.heed(signal, party, at));
        self.take_signal(signal, fields, at);
    }

    /// Who must still send a joint signal: a role, or each present party of a role of several.
    fn awaited(&self, signal: SignalId, key: Key) -> Vec<(RoleId, Option<String>)> {
        let round = self.course().heard[signal].rounds.get(&key);
        let sent_so_far = round.map_or(&[][..], |round| &round.sent);
        let mut awaited: Vec<(RoleId, Option<String>)> = Vec::new();
        for &sender in self.playbook.signals[signal].senders.iter().flatten() {
            let role = self.resolve(sender, None);
            let sent = |party: Option<&str>| {
                let same = |one: &&Sending| self.resolve(one.role, None) == role;
                let by = |one: &Sending| party.is_none_or(|party| party == one.party);
                sent_so_far.iter().filter(same).any(by)
            };
            if self.playbook.roles[role].plural.is_none() || !self.is_present(role) {
                awaited.extend((!sent(None)).then_some((role, None)));
            } else {
                let silent = self.parties(role).filter(|party| !sent(Some(party)));
                awaited.extend(silent.map(|party| (role, Some(party.to_owned()))));
            }
        }
        let mut seen = BTreeSet::new();
        awaited.retain(|one| seen.insert(one.clone()));
        awaited
    }
}

fn key(of: &[FactId], fields: &[(FactId, Value)]) -> Key {
    if of.is_empty() {
        return Key::default();
    }
    let values: Vec<Option<&Value>> = of
        .iter()
        .map(|fact| fields.iter().find(|(other, _)| other == fact).map(|(_, value)| value))
        .collect();
    canon::hash_full(&values).unwrap_or(Hash::ZERO).short()
}
