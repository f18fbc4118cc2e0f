//! Signals that several send, claims to roles, corrections, and what was known when.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{EffectKind, Input, Settlement};
use draaiboek::machine::id::{FactId, RoleId, SignalId};
use draaiboek::value::Value;

use super::{Case, Holding, Life, Statement, eval};

/// What somebody said who waits for others.
#[derive(Clone)]
pub(super) struct Sending {
    role: RoleId,
    party: String,
    fields: Vec<(FactId, Value)>,
    at: Timestamp,
}

/// The sendings of a signal that all must send, for one value of its key.
pub(super) struct Round {
    signal: SignalId,
    key: Vec<Value>,
    sent: Vec<Sending>,
}

impl Case<'_> {
    /// A signal from outside.
    pub(super) fn hear(
        &mut self,
        signal: SignalId,
        (seat, party): (Option<RoleId>, String),
        fields: Vec<(FactId, Value)>,
        at: Timestamp,
    ) {
        let declared = &self.hir.signals[signal];
        if !self.is_started() {
            if !declared.jointly {
                self.heed_signal(signal, &party, at);
            }
            return self.take_signal(signal, fields, at);
        }
        let value =
            |of: &FactId| fields.iter().find(|(fact, _)| fact == of).expect("a key").1.clone();
        let key: Vec<Value> = declared.unique_per.iter().map(value).collect();
        let same = |one: &&(SignalId, Vec<Value>, u64)| one.0 == signal && one.1 == key;
        if let Some((_, _, entry)) = self.counted.iter().find(same) {
            self.repeats = Some(*entry);
            return;
        }
        self.sent.insert((signal, party.clone()));
        if !declared.jointly {
            self.remember(signal, key);
            self.heed_signal(signal, &party, at);
            return self.take_signal(signal, fields, at);
        }
        let seat = seat.expect("a sender");
        let same = |round: &Round| round.signal == signal && round.key == key;
        if !self.rounds.iter().any(same) {
            self.rounds.push(Round { signal, key: key.clone(), sent: Vec::new() });
        }
        let position = self.rounds.iter().position(same).expect("a round");
        let sent = &mut self.rounds[position].sent;
        sent.retain(|one| one.role != seat || one.party != party);
        sent.push(Sending { role: seat, party: party.clone(), fields, at });
        let awaited = self.awaited(&self.rounds[position]);
        self.emit(EffectKind::Sent { signal, by: (seat, party), awaited });
        self.finish_rounds();
    }

    fn remember(&mut self, signal: SignalId, key: Vec<Value>) {
        if !key.is_empty() {
            let entry = self.entries + 1;
            self.counted.push((signal, key, entry));
        }
    }

    /// Rounds in which nobody is awaited count.
    pub(super) fn finish_rounds(&mut self) {
        let mut order: Vec<SignalId> = self.rounds.iter().map(|round| round.signal).collect();
        order.sort();
        order.dedup();
        for signal in order {
            while let Some(position) = self
                .rounds
                .iter()
                .position(|round| round.signal == signal && self.awaited(round).is_empty())
            {
                let round = self.rounds.remove(position);
                let at = round.sent.iter().map(|one| one.at).max().expect("a sending");
                let mut heeded: Vec<String> = Vec::new();
                self.remember(signal, round.key);
                for one in &round.sent {
                    if !heeded.contains(&one.party) {
                        heeded.push(one.party.clone());
                        self.heed_signal(signal, &one.party, at);
                    }
                }
                let fields = round.sent.into_iter().flat_map(|one| one.fields).collect();
                self.take_signal(signal, fields, at);
            }
        }
    }

    /// Nobody's sending says what a fact is, and no key is kept of which it is a part.
    pub(super) fn forget_said(&mut self, fact: FactId) {
        let hir = self.hir;
        let keyed = |signal: SignalId| hir.signals[signal].unique_per.contains(&fact);
        self.counted.retain(|(signal, ..)| !keyed(*signal));
        self.rounds.retain(|round| !keyed(round.signal));
        for sending in self.rounds.iter_mut().flat_map(|round| &mut round.sent) {
            sending.fields.retain(|(other, _)| *other != fact);
        }
    }

    fn awaited(&self, round: &Round) -> Vec<(RoleId, Option<String>)> {
        let mut awaited = Vec::new();
        for &sender in self.hir.signals[round.signal].senders.iter().flatten() {
            let role = self.resolve(sender, None);
            let by: Vec<&str> = round
                .sent
                .iter()
                .filter(|one| self.resolve(one.role, None) == role)
                .map(|one| one.party.as_str())
                .collect();
            let parties = self.parties(role, self.now);
            if self.hir.roles[role].plural.is_none() || parties.is_empty() {
                if by.is_empty() {
                    awaited.push((role, None));
                }
            } else {
                let silent = parties.into_iter().filter(|party| !by.contains(&party.as_str()));
                awaited.extend(silent.map(|party| (role, Some(party))));
            }
        }
        let mut once = Vec::new();
        for one in awaited {
            if !once.contains(&one) {
                once.push(one);
            }
        }
        once
    }

    pub(super) fn is_claimed(&self, role: RoleId, party: &str) -> bool {
        self.claims.iter().any(|(of, by)| *of == role && by == party)
    }

    pub(super) fn claim(&mut self, role: RoleId, party: &str, at: Timestamp) {
        let holder = self.parties(role, self.now).first().cloned();
        let singular = self.hir.roles[role].plural.is_none();
        if let (true, Some(holder)) = (singular, holder) {
            self.claims.push((role, party.to_owned()));
            let claimant = party.to_owned();
            return self.emit(EffectKind::Contested { role, holder, claimant });
        }
        let meanwhile = |h: &&Holding| h.from <= self.now && h.until.is_none_or(|it| it > at);
        let taken =
            self.holders.get(&self.of_role(role)).into_iter().flatten().find(meanwhile).is_some();
        let from = if singular && taken { self.now } else { at };
        let was_present = self.is_present(role);
        self.hold(role, Holding { party: party.to_owned(), from, until: None });
        self.role_changed(role, was_present);
        self.settle_claims(role, party);
    }

    /// Says which parties hold a role now that did not just before, and the other way round.
    pub(super) fn tell_holders(&mut self, role: RoleId) {
        let just_before = self.now.add_micros(-1).expect("an instant");
        let (before, now) = (self.parties(role, just_before), self.parties(role, self.now));
        let gone: Vec<_> = before.iter().filter(|it| !now.contains(it)).cloned().collect();
        let come: Vec<_> = now.iter().filter(|it| !before.contains(it)).cloned().collect();
        if self.hir.roles[role].plural.is_none() && !gone.is_empty() && !come.is_empty() {
            let (from, to) = (gone.first().cloned(), come.first().cloned());
            return self.emit(EffectKind::HolderChanged { role, from, to });
        }
        for party in gone {
            self.lapse(role, &party, self.now);
            self.emit(EffectKind::HolderChanged { role, from: Some(party), to: None });
        }
        for party in come {
            self.emit(EffectKind::HolderChanged { role, from: None, to: Some(party) });
        }
    }

    /// Somebody was given a role or confirmed in it.
    pub(super) fn settle_claims(&mut self, role: RoleId, holder: &str) {
        if self.hir.roles[role].plural.is_some() {
            return;
        }
        for (of, claimant) in std::mem::take(&mut self.claims) {
            if of != role {
                self.claims.push((of, claimant));
                continue;
            }
            let granted = claimant == holder;
            let how = if granted { Settlement::Granted } else { Settlement::Denied };
            self.emit(EffectKind::Settled { role, claimant, how });
        }
    }

    /// The first claim to a role that nobody holds gets it.
    pub(super) fn heed_claims(&mut self) {
        let roles: Vec<RoleId> = self.claims.iter().map(|(role, _)| *role).collect();
        for role in roles {
            let first = self.claims.iter().position(|(of, _)| *of == role);
            let Some(first) = first.filter(|_| self.parties(role, self.now).is_empty()) else {
                continue;
            };
            let (_, claimant) = self.claims.remove(first);
            self.hold(role, Holding { party: claimant.clone(), from: self.now, until: None });
            self.role_changed(role, false);
            let how = Settlement::Granted;
            self.emit(EffectKind::Settled { role, claimant: claimant.clone(), how });
            for (_, other) in self.claims.clone().into_iter().filter(|(of, _)| *of == role) {
                let holder = claimant.clone();
                self.emit(EffectKind::Contested { role, holder, claimant: other });
            }
        }
    }

    pub(super) fn correct(&mut self, fields: Vec<(FactId, Value)>, at: Timestamp, reason: &str) {
        for (fact, _) in &fields {
            let (fact, reason) = (*fact, reason.to_owned());
            self.emit(EffectKind::Corrected { fact, from: at, reason });
        }
        if self.life == Life::Open {
            self.correcting = true;
            self.state_facts(fields, at);
            self.correcting = false;
        } else {
            fields.into_iter().for_each(|(fact, value)| self.note(fact, value, at));
        }
    }

    /// Keeps a statement.
    pub(super) fn note(&mut self, fact: FactId, value: Value, at: Timestamp) {
        let (entry, received) = (self.entries + 1, self.now);
        let statement = Statement { value: Some(value), at, entry, received };
        self.statements.entry(self.of_fact(fact)).or_default().push(statement);
    }

    /// What a stated fact was at `effective`, by what is kept of it that counts.
    pub fn as_of(
        &self,
        fact: FactId,
        effective: Timestamp,
        counts: impl Fn(&Statement) -> bool,
    ) -> Option<Value> {
        let mut best: Option<&Statement> = None;
        let imagined = self.imagined.borrow();
        let imagined = imagined.iter().filter(|(other, _)| *other == fact).map(|(_, it)| it);
        let all = self.statements.get(&self.of_fact(fact)).into_iter().flatten().chain(imagined);
        for statement in all.filter(|statement| counts(statement) && statement.at <= effective) {
            if best.is_none_or(|best| best.at <= statement.at) {
                best = Some(statement);
            }
        }
        match best {
            Some(best) => best.value.clone(),
            None => self.hir.facts[fact].default.clone(),
        }
    }

    /// The condition of a signal, if it has one, would not be definitely true with what it states.
    pub(super) fn is_barred(&self, signal: SignalId, input: &Input) -> bool {
        let declared = &self.hir.signals[signal];
        let Some(condition) = &declared.allowed else { return false };
        let mut imagined = Vec::new();
        for field in input.kind.fields() {
            let Some(fact) = self.fact_named(&field.fact) else { continue };
            let may = declared.carries.contains(&fact) || declared.optionally.contains(&fact);
            let value = field.value.clone().fit(&self.hir.facts[fact].ty);
            if let Some(value) = value.filter(|_| may && !has(&imagined, fact)) {
                imagined.push((fact, value));
            }
        }
        for (fact, value) in &declared.sets {
            if let eval::Val::Value(value) = eval::value(self, value) {
                imagined.push((*fact, value));
            }
        }
        let (at, entry, received) = (input.at, 0, self.now);
        let statement = |value| Statement { value: Some(value), at, entry, received };
        let imagined = imagined.into_iter().map(|(fact, value)| (fact, statement(value)));
        self.imagined.replace(imagined.collect());
        let barred = !eval::holds(self, condition);
        self.imagined.take();
        barred
    }
}

fn has(said: &[(FactId, Value)], fact: FactId) -> bool {
    said.iter().any(|(other, _)| *other == fact)
}
