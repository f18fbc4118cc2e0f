//! What an input does once it is accepted.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{
    Actor, Binding, EffectKind, Field, Input, InputKind, Settlement, Status, Vote,
};
use draaiboek::machine::id::{DutyId, FactId, Id, LevelId, RoleId, SignalId};
use draaiboek::machine::playbook::{OutcomeName, Quorum, Trigger};
use draaiboek::value::Value;

use super::duty::number;
use super::{Case, Focus, Holding, Life, eval};

/// What an input refers to: an obligation, and the seat from which it votes.
#[derive(Clone, Default)]
pub(super) struct Meant {
    no: Option<usize>,
    seat: Option<RoleId>,
    /// The level determined, and whether that is a lowering.
    lowers: Option<(LevelId, bool)>,
    signal: Option<SignalId>,
    corrects: bool,
    /// What somebody outside the playbook asks for, and about which obligations.
    outside: Option<(InputKind, Vec<usize>)>,
}

/// The role that votes, and its party where several hold it.
type Seat = (RoleId, Option<String>);

impl Case<'_> {
    pub(super) fn apply(&mut self, input: &Input, meant: Meant) {
        self.focus.set(self.meant_for(input));
        match &input.kind {
            InputKind::Open { parties, facts, .. } => self.open_case(input.at, parties, facts),
            InputKind::Signal { name, fields } => {
                let signal = self.signal_named(name).expect("a signal");
                let by = (meant.seat, actor(input).party.clone());
                self.hear(signal, by, self.values(fields), input.at);
            }
            InputKind::Complete { fields, .. } => {
                self.state_facts(self.values(fields), input.at);
                self.complete_task(meant.no.expect("an owed task"), input.at);
            }
            InputKind::Answer { outcome, chosen, fields, .. } => {
                self.state_facts(self.values(fields), input.at);
                self.raise_to_floor();
                let no = meant.no.expect("an owed decision");
                let seat = meant.seat.expect("a seat");
                let by = (seat, actor(input).party.clone());
                let chosen = self.chosen(no, outcome, chosen.as_deref());
                self.vote(no, by, outcome, chosen);
            }
            InputKind::Reply { signal, fields, .. } => {
                let no = meant.no.expect("a call");
                let (fields, at) = (self.values(fields), input.at);
                let signal = self.signal_named(signal).expect("a signal");
                self.about(self.focus_of(no), |case| {
                    case.complete_task(no, at);
                    let focus = case.key(case.hir.signals[signal].chart);
                    case.about(focus, |case| case.take_signal(signal, fields, at));
                });
            }
            InputKind::Determine { level, .. } => {
                let level = self.level_named(level).expect("a level");
                self.about(Focus::default(), |case| case.determine(level));
            }
            InputKind::Bind(binding) => {
                let role = self.role_named(&binding.role).expect("a role");
                if !self.holds_role(role, &binding.party, input.at) {
                    let was_present = self.is_present(role);
                    if let Some(no) = self.focus.get().item
                        && self.hir.roles[role].chosen_from.is_some()
                    {
                        self.keep_holdings(no, role, &binding.party);
                    }
                    self.bind(binding, input.at);
                    self.role_changed(role, was_present);
                }
                self.settle_claims(role, &binding.party);
            }
            InputKind::Release(binding) => self.give_up(binding, input.at),
            InputKind::Claim { role, party } => {
                let role = self.role_named(role).expect("a role");
                self.claim(role, party, input.at);
            }
            InputKind::Correct { fields, reason } => {
                self.correct(self.values(fields), input.at, reason);
            }
            InputKind::Erase { facts, ground, .. } => self.erase(facts, ground),
            InputKind::Suspend { reason } => self.suspend(reason),
            InputKind::Resume { .. } => self.resume_terms(),
            InputKind::Reopen { reason } => self.reopen(reason),
            InputKind::Extend { .. } | InputKind::SetDue { .. } | InputKind::Excuse { .. } => {
                let (kind, asked) = meant.outside.expect("obligations");
                self.grant(&kind, input.by.is_some(), &asked);
            }
            InputKind::Enrol { .. }
            | InputKind::Update { .. }
            | InputKind::WithdrawItem { .. }
            | InputKind::Split { .. }
            | InputKind::CompleteRegister { .. }
            | InputKind::Offer { .. }
            | InputKind::Retract { .. }
            | InputKind::Held { .. } => self.apply_to_item(input),
            InputKind::Advance => {}
        }
        self.focus.set(Focus::default());
        if self.life == Life::Open {
            self.run_to_completion();
        }
    }

    fn open_case(&mut self, at: Timestamp, parties: &[Binding], facts: &[Field]) {
        self.life = Life::Open;
        for (role, declared) in self.hir.roles.iter() {
            for dated in &declared.parties {
                let start =
                    dated.valid.from.map_or(Timestamp::MIN, |d| self.days(None).first_instant(d));
                let until = dated.valid.until.map(|date| self.days(None).first_instant(date));
                self.hold(role, Holding { party: dated.party.clone(), from: start, until });
            }
        }
        for binding in parties {
            self.bind(binding, at);
        }
        self.state_facts(self.values(facts), at);
        let mut entries = Default::default();
        self.enter_initial(self.root(), &mut entries);
        self.raise_to_floor();
        for state in entries {
            self.enter(state);
        }
    }

    /// A party gives up a role, or its claim to one.
    fn give_up(&mut self, binding: &Binding, at: Timestamp) {
        let role = self.role_named(&binding.role).expect("a role");
        let kept = self.kept_by(role, &binding.party);
        if let Some(no) = self.focus.get().item {
            self.items[no].kept.retain(|holding| !kept.contains(holding));
        }
        if self.holds_role(role, &binding.party, at) {
            self.give_away(role, &binding.party, at);
        } else if !kept.is_empty() {
            self.look_at_holders();
        } else {
            self.claims.retain(|(of, by)| *of != role || *by != binding.party);
            let (claimant, how) = (binding.party.clone(), Settlement::Dropped);
            self.emit(EffectKind::Settled { role, claimant, how });
        }
    }

    /// A role is given up; if nobody holds it then, whoever claimed it first does.
    pub(super) fn give_away(&mut self, role: RoleId, party: &str, at: Timestamp) {
        self.release(role, party, at);
        self.lapse(role, party, at);
        if self.is_present(role) {
            return self.role_changed(role, true);
        }
        self.heed_claims();
        self.roles_changed();
    }

    /// A party takes a role from `at` on. Of a role that one party holds, whoever holds it then
    /// gives way, and whoever starts later takes over then.
    pub(super) fn bind(&mut self, binding: &Binding, at: Timestamp) {
        let role = self.role_named(&binding.role).expect("a role");
        let until = binding.until.map(|date| self.days(None).first_instant(date));
        self.hold(role, Holding { party: binding.party.clone(), from: at, until });
    }

    pub(super) fn hold(&mut self, role: RoleId, new: Holding) {
        let mut new = new;
        let place = self.of_role(role);
        let holdings = self.holders.entry(place).or_default();
        if self.hir.roles[role].plural.is_none() {
            holdings.retain(|holding| holding.party == new.party || holding.from != new.from);
            for holding in holdings.iter_mut() {
                let lasts = holding.until.is_none_or(|until| until > new.from);
                if holding.party != new.party && holding.from < new.from && lasts {
                    holding.until = Some(new.from);
                }
            }
            let later = holdings.iter().map(|holding| holding.from).filter(|&at| at > new.from);
            new.until = later.chain(new.until).min();
        }
        if new.until.is_none_or(|until| until > new.from) {
            holdings.push(new);
        }
    }

    /// A party holds a role no longer from `at` on.
    pub(super) fn release(&mut self, role: RoleId, party: &str, at: Timestamp) {
        let place = self.of_role(role);
        let holdings = self.holders.entry(place).or_default();
        holdings.retain(|holding| holding.party != party || holding.from < at);
        for holding in holdings.iter_mut().filter(|holding| holding.party == party) {
            holding.until = Some(holding.until.map_or(at, |until| until.min(at)));
        }
    }

    /// A signal, from outside or raised: what it states, the severity, its handlers.
    pub(super) fn take_signal(
        &mut self,
        signal: SignalId,
        fields: Vec<(FactId, Value)>,
        at: Timestamp,
    ) {
        let mut stated = fields;
        for (fact, value) in &self.hir.signals[signal].sets {
            if let eval::Val::Value(value) = eval::value(self, value) {
                stated.push((*fact, value));
            }
        }
        self.state_facts(stated, at);
        if self.is_started() {
            self.received.insert(signal, at);
        }
        self.follow();
        self.raise_to_floor();
        if self.is_running() {
            self.fire(&self.handlers_on(|trigger| *trigger == Trigger::Signal(signal)));
        }
    }

    fn vote(&mut self, no: usize, by: (RoleId, String), outcome: &str, candidate: Option<String>) {
        let duty = self.obligations[no].duty;
        let chosen = self.outcome_named(duty, outcome).expect("an outcome");
        let outcome = u32::try_from(chosen).expect("a small number");
        let (role, party) = by.clone();
        self.obligations[no].votes.push(Vote { role, party, outcome, chosen: candidate });
        let obligation = number(no);
        self.emit(EffectKind::Voted { obligation, by, outcome });
        if self.is_decided(no, outcome) {
            self.end_decision(no, chosen);
        }
    }

    pub(super) fn end_decision(&mut self, no: usize, chosen: usize) {
        let outcome = u32::try_from(chosen).expect("a small number");
        let duty = self.obligations[no].duty;
        self.obligations[no].status = Status::Decided(outcome);
        self.emit(EffectKind::Decided { obligation: number(no), outcome: Some(outcome) });
        let decision = self.decision(duty).expect("a decision");
        self.give_role(no, chosen);
        self.decide(self.hir.duties[duty].scope, &decision.outcomes[chosen]);
    }

    pub(super) fn is_decided(&self, no: usize, outcome: u32) -> bool {
        let duty = self.obligations[no].duty;
        let decision = self.decision(duty).expect("a decision");
        let votes = self.obligations[no].votes.iter().filter(|vote| vote.outcome == outcome);
        match decision.quorum {
            Quorum::One | Quorum::OtherThan => true,
            Quorum::Count(needed) => votes.count() >= needed as usize,
            Quorum::All if outcome > 0 => true,
            Quorum::All => {
                let voted: Vec<Seat> =
                    votes.map(|vote| self.seat(duty, vote.role, &vote.party)).collect();
                self.seats(duty).into_iter().all(|seat| voted.contains(&seat))
            }
        }
    }

    /// The seats of a decision: one of a role that one party holds, else one of each party; of a
    /// role of several that nobody holds one that nobody can take.
    fn seats(&self, duty: DutyId) -> Vec<Seat> {
        let mut seats = Vec::new();
        for decider in self.deciders(duty) {
            let role = self.resolve(decider, Some(duty));
            let parties = self.parties(role, self.now);
            if self.hir.roles[role].plural.is_none() {
                seats.push((role, None));
            } else if parties.is_empty() {
                seats.push((role, Some(String::new())));
            }
            if self.hir.roles[role].plural.is_some() {
                seats.extend(parties.into_iter().map(|party| (role, Some(party))));
            }
        }
        seats
    }

    /// The seat from which somebody votes in a role.
    fn seat(&self, duty: DutyId, role: RoleId, party: &str) -> Seat {
        let role = self.resolve(role, Some(duty));
        (role, self.hir.roles[role].plural.is_some().then(|| party.to_owned()))
    }

    /// The roles that have a say in a decision now, as declared.
    pub(super) fn deciders(&self, duty: DutyId) -> Vec<RoleId> {
        let deciders = &self.decision(duty).expect("a decision").deciders;
        let has_say = deciders
            .iter()
            .filter(|decider| decider.when.as_ref().is_none_or(|when| eval::holds(self, when)));
        has_say.map(|decider| decider.role).collect()
    }

    /// What an input refers to, before time moves.
    pub(super) fn meant(&self, input: &Input) -> Meant {
        match &input.kind {
            InputKind::Complete { task, .. } => {
                let duty = self.duty_named(task, false).expect("a task");
                Meant { no: self.owed_by(duty, actor(input)), ..Meant::default() }
            }
            InputKind::Answer { decision, .. } => {
                let duty = self.duty_named(decision, true).expect("a decision");
                let seat = self.free_seats(duty, actor(input)).first().copied();
                Meant { no: self.owed_decision(duty), seat, ..Meant::default() }
            }
            InputKind::Reply { action, call, .. } => {
                let item = input.item.as_deref().and_then(|id| self.item_named(id));
                Meant { no: self.asked(item, action, *call), ..Meant::default() }
            }
            InputKind::Determine { level, .. } => {
                let level = self.level_named(level).expect("a level");
                let lowers = Some((level, level < self.level));
                Meant { lowers, ..Meant::default() }
            }
            InputKind::Extend { task, party, .. }
            | InputKind::SetDue { task, party, .. }
            | InputKind::Excuse { task, party, .. } => {
                let open = !matches!(input.kind, InputKind::Excuse { .. });
                let duty = self.duty_named(task, false).expect("a task");
                let asked = self.asked_for(duty, party.as_deref(), open);
                Meant { outside: Some((input.kind.clone(), asked)), ..Meant::default() }
            }
            InputKind::Suspend { .. } | InputKind::Resume { .. } => {
                Meant { outside: Some((input.kind.clone(), Vec::new())), ..Meant::default() }
            }
            InputKind::Signal { name, .. } => {
                let signal = self.signal_named(name).expect("a signal");
                let role = self.role_named(&actor(input).role);
                let mut senders = self.hir.signals[signal].senders.iter().flatten().copied();
                let seat = senders.find(|&sender| Some(self.resolve(sender, None)) == role);
                Meant { signal: Some(signal), seat, ..Meant::default() }
            }
            InputKind::Correct { .. } | InputKind::Erase { .. } => {
                Meant { corrects: true, ..Meant::default() }
            }
            _ => Meant::default(),
        }
    }

    /// Whether a level lies further below the present one than is allowed at a time.
    pub(super) fn too_far_down(&self, level: LevelId) -> bool {
        let most = self.hir.scale.as_ref().and_then(|scale| scale.lowered_at_most);
        let steps = self.level.index().saturating_sub(level.index());
        most.is_some_and(|most| steps > most as usize)
    }

    /// Whether time took away what an input refers to.
    pub(super) fn is_too_late(&self, meant: &Meant, input: &Input) -> bool {
        let gone = meant.no.is_some_and(|no| {
            let item = self.obligations[no].item.map(|no| &self.items[no]);
            !self.obligations[no].status.is_owed() || item.is_some_and(|item| item.withdrawn)
        });
        let determined = match meant.lowers {
            Some((level, false)) => level < self.level,
            Some((level, true)) => self.too_far_down(level) || level < self.floor(),
            None => false,
        };
        let barred = meant.signal.is_some_and(|signal| self.is_barred(signal, input));
        let outside = meant.outside.as_ref();
        let pointless = outside.is_some_and(|(kind, asked)| self.is_pointless(kind, asked));
        let unheld = match &input.kind {
            InputKind::Enrol { kind, parties, .. } => self.is_held_by_nobody(kind, parties),
            _ => false,
        };
        let goes_on = meant.corrects || matches!(input.kind, InputKind::Reopen { .. });
        let closed = matches!(self.life, Life::Closed(_)) && !goes_on;
        gone || determined || barred || pointless || unheld || closed
    }

    /// Whether a decision is up to another than this actor.
    pub(super) fn is_up_to_another(&self, duty: DutyId, actor: &Actor, at: Timestamp) -> bool {
        let role = self.role_named(&actor.role).expect("a role");
        let mut deciders = self.decision(duty).expect("a decision").deciders.iter();
        deciders.any(|decider| {
            let lifted = decider.when.as_ref().is_some_and(|it| eval::truth(self, it).is_false());
            let other = self.resolve(decider.role, Some(duty));
            !lifted && (other == role || self.holds_role(other, &actor.party, at))
        })
    }

    /// The deciders, as declared, for whom an actor speaks who has not voted yet.
    pub(super) fn free_seats(&self, duty: DutyId, actor: &Actor) -> Vec<RoleId> {
        let Some(role) = self.role_named(&actor.role) else { return Vec::new() };
        if self.decision(duty).expect("a decision").quorum == Quorum::OtherThan {
            return vec![role];
        }
        let mut deciders = self.deciders(duty);
        deciders.retain(|&decider| self.resolve(decider, Some(duty)) == role);
        let mine = self.seat(duty, role, &actor.party);
        let votes = self.owed_decision(duty).map(|no| &self.obligations[no].votes);
        let mut voted =
            votes.into_iter().flatten().map(|vote| self.seat(duty, vote.role, &vote.party));
        if voted.any(|seat| seat == mine) { Vec::new() } else { deciders }
    }

    /// The owed instance that this actor may complete.
    pub(super) fn owed_by(&self, duty: DutyId, actor: &Actor) -> Option<usize> {
        let role = self.role_named(&actor.role)?;
        self.latest(duty).into_iter().find(|&no| {
            let obligation = &self.obligations[no];
            let does = obligation.doer == role;
            let own = obligation.party.as_ref().is_none_or(|party| *party == actor.party);
            obligation.status.is_owed() && if does { own } else { obligation.accountable == role }
        })
    }

    pub(super) fn owed_decision(&self, duty: DutyId) -> Option<usize> {
        self.latest(duty).into_iter().find(|&no| self.obligations[no].status.is_owed())
    }

    pub(super) fn outcome_named(&self, duty: DutyId, name: &str) -> Option<usize> {
        let decision = self.decision(duty)?;
        decision.outcomes.iter().position(|outcome| match &outcome.name {
            OutcomeName::Yes => name == "ja" || name == "yes",
            OutcomeName::No => name == "nee" || name == "no",
            OutcomeName::Named(own) => name == own,
            OutcomeName::NoAnswer => false,
        })
    }

    pub(super) fn values(&self, fields: &[Field]) -> Vec<(FactId, Value)> {
        let value = |field: &Field| {
            let fact = self.fact_named(&field.fact).expect("a fact");
            let value = field.value.clone().fit(&self.hir.facts[fact].ty).expect("a fit");
            (fact, value)
        };
        fields.iter().map(value).collect()
    }
}

fn actor(input: &Input) -> &Actor {
    input.by.as_ref().expect("an actor")
}
