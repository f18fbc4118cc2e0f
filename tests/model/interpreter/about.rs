//! What is said about items.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::{Binding, Fault, Field, Input, InputKind, ItemFault};
use draaiboek::machine::id::{DutyId, HoldingId, ItemId, RoleId, SignalId};
use draaiboek::machine::playbook::Says;

use super::{Case, Focus};

impl Case<'_> {
    /// The chart, or the item, that an input is about.
    pub(super) fn meant_for(&self, input: &Input) -> Focus {
        if matches!(input.kind, InputKind::Enrol { .. }) {
            return Focus::default();
        }
        let item = input.item.as_deref().and_then(|id| self.item_named(id));
        let chart = match &input.kind {
            InputKind::Signal { name, .. } => {
                self.signal_named(name).map(|signal| self.hir.signals[signal].chart)
            }
            InputKind::Complete { task: name, .. }
            | InputKind::Extend { task: name, .. }
            | InputKind::SetDue { task: name, .. }
            | InputKind::Excuse { task: name, .. } => {
                self.duty_named(name, false).map(|duty| self.chart_of_duty(duty))
            }
            InputKind::Answer { decision, .. } => {
                self.duty_named(decision, true).map(|duty| self.chart_of_duty(duty))
            }
            _ => None,
        };
        Focus { item, chart: chart.unwrap_or(Focus::default().chart) }
    }

    pub(super) fn apply_to_item(&mut self, input: &Input) {
        let at = input.at;
        let no = self.focus.get().item;
        let there = || no.expect("an item");
        match &input.kind {
            InputKind::Enrol { kind, fields, parties } => {
                let kind = self.kind_named(kind).expect("a kind");
                let id = input.item.clone().expect("an id");
                let fields = self.values(fields);
                self.enrol(kind, &id, parties, fields, at);
            }
            InputKind::Update { fields } => self.state_facts(self.values(fields), at),
            InputKind::WithdrawItem { ground } => self.withdraw_item(there(), ground),
            InputKind::Split { ground } => self.split(there(), ground),
            InputKind::CompleteRegister { kind } => {
                self.complete_register(self.kind_named(kind).expect("a kind"));
            }
            InputKind::Offer { role, party } => {
                self.offer(self.role_named(role).expect("a role"), party, at);
            }
            InputKind::Retract { role, party } => {
                self.give_away(self.role_named(role).expect("a role"), party, at);
            }
            InputKind::Held { holding, role, party, from, until } => {
                let role = self.role_named(role).expect("a role");
                let kind = self.items[there()].kind;
                let holding = self.holding_named(kind, holding.as_deref()).expect("a holding");
                self.hear_held(there(), holding, (role, party.as_deref()), (*from, *until));
            }
            _ => unreachable!("nothing about items"),
        }
    }

    fn holding_named(&self, kind: ItemId, name: Option<&str>) -> Option<HoldingId> {
        let mut all = self.holdings_of(kind).into_iter();
        all.find(|&holding| self.hir.holdings[holding].name.as_deref() == name)
    }

    /// What a signal says about its sender's taking care over.
    pub(super) fn heed_signal(&mut self, signal: SignalId, party: &str, at: Timestamp) {
        if let (Some(says), Some(no)) = (self.hir.signals[signal].says, self.focus.get().item) {
            self.heed(no, says == Says::Accepts, party, at);
        }
    }

    /// The candidate that a vote is for.
    pub(super) fn chosen(&self, no: usize, outcome: &str, named: Option<&str>) -> Option<String> {
        let duty = self.obligations[no].duty;
        let role = self.decision(duty)?.chooses?;
        if self.outcome_named(duty, outcome) != Some(0) {
            return None;
        }
        let only = || self.acceptors(self.obligations[no].item?, role).into_iter().next();
        named.map(str::to_owned).or_else(only)
    }

    /// The candidates for a role that have accepted.
    fn acceptors(&self, no: usize, role: RoleId) -> Vec<String> {
        let from = self.hir.roles[role].chosen_from.expect("candidates");
        let focus = Focus { item: Some(no), ..Focus::default() };
        let mut all = self.seen_from(focus, |case| case.parties(from, case.now));
        all.retain(|party| self.items[no].accepted.contains(party));
        all
    }

    /// The candidate of the last vote for it holds the role that a decision chooses for.
    pub(super) fn give_role(&mut self, no: usize, outcome: usize) {
        let decision = self.decision(self.obligations[no].duty).expect("a decision");
        let last = self.obligations[no].votes.iter().rev().find_map(|vote| vote.chosen.clone());
        if let (Some(role), Some(party), 0) = (decision.chooses, last, outcome) {
            self.choose(self.obligations[no].item.expect("an item"), role, &party);
        }
    }

    // Faults.

    /// What is wrong with the item that is named.
    pub(super) fn of_item_named(&self, input: &Input, faults: &mut Vec<Fault>) -> Option<usize> {
        if matches!(input.kind, InputKind::Enrol { .. }) {
            return None;
        }
        let id = input.item.as_deref()?;
        use InputKind::{Correct, Erase, Held, Reply};
        let past = matches!(input.kind, Held { .. } | Correct { .. } | Erase { .. } | Reply { .. });
        match self.item_named(id) {
            None => {
                faults.push(Fault::Item(ItemFault::Unknown(id.to_owned())));
                None
            }
            Some(no) => {
                if self.items[no].withdrawn && !past {
                    faults.push(Fault::Item(ItemFault::Gone(id.to_owned())));
                }
                Some(no)
            }
        }
    }

    /// Whether an input is about such an item, or about the case.
    pub(super) fn of_kind(
        &self,
        input: &Input,
        no: Option<usize>,
        kind: Option<ItemId>,
        faults: &mut Vec<Fault>,
    ) -> bool {
        match (&input.item, kind) {
            (None, Some(_)) => faults.push(Fault::Item(ItemFault::Needed)),
            (Some(id), _) if no.is_some() && no.map(|no| self.items[no].kind) != kind => {
                faults.push(Fault::Item(ItemFault::Other(id.clone())));
            }
            (Some(_), _) => return no.is_some(),
            (None, None) => return true,
        }
        false
    }

    pub(super) fn of_duty(
        &self,
        input: &Input,
        no: Option<usize>,
        duty: DutyId,
        faults: &mut Vec<Fault>,
    ) -> bool {
        let kind = self.hir.charts[self.chart_of_duty(duty)].item;
        self.of_kind(input, no, kind, faults)
    }
}

impl Case<'_> {
    /// What is wrong with what is said about items.
    pub(super) fn of_items(
        &self,
        now: draaiboek::calendar::Timestamp,
        input: &Input,
        no: Option<usize>,
        faults: &mut Vec<Fault>,
    ) {
        let enrols = matches!(input.kind, InputKind::Enrol { .. });
        let by = match input.by {
            None => None,
            Some(_) => match self.of_actor(input, faults) {
                None if !enrols => return,
                by => by,
            },
        };
        let of_one = |faults: &mut Vec<Fault>| match (&input.item, no) {
            (None, _) => {
                faults.push(Fault::Item(ItemFault::Needed));
                None
            }
            (Some(_), no) => no,
        };
        match &input.kind {
            InputKind::Enrol { kind, fields, parties } => {
                self.of_enrolment(now, input, kind, fields, parties, faults);
            }
            InputKind::Update { fields } => {
                let Some(no) = of_one(faults) else { return };
                if fields.is_empty() {
                    faults.push(Fault::NothingStated);
                }
                self.of_fields(fields, &[], &self.facts_of(Some(self.items[no].kind)), faults);
            }
            InputKind::WithdrawItem { ground } => {
                if ground.trim().is_empty() {
                    faults.push(Fault::NoReason);
                }
                of_one(faults);
            }
            InputKind::Split { ground } => {
                if ground.trim().is_empty() {
                    faults.push(Fault::NoReason);
                }
                let Some(no) = of_one(faults) else { return };
                let kind = self.items[no].kind;
                if self.hir.items[kind].together.is_none() {
                    faults.push(Fault::Item(ItemFault::NoGroups(kind)));
                }
                if let Some(ground) = &self.items[no].apart {
                    faults.push(Fault::Item(ItemFault::Apart(ground.clone())));
                }
            }
            InputKind::CompleteRegister { kind } => {
                let Some(kind) = self.of_kind_named(kind, faults) else { return };
                self.of_kind(input, no, None, faults);
                let keepers = &self.hir.items[kind].register;
                if keepers.is_empty() || self.complete.contains(&kind) {
                    faults.push(Fault::Item(ItemFault::RegisterStands(kind)));
                }
                let Some((role, _)) = by else {
                    return faults.push(Fault::NoActor);
                };
                if !keepers.iter().any(|&keeper| self.resolve(keeper, None) == role) {
                    faults.push(Fault::NotAllowed(role));
                }
            }
            InputKind::Offer { role, party } | InputKind::Retract { role, party } => {
                let Some(role) = self.of_role_named(role, faults) else { return };
                if !self.hir.roles.iter().any(|(_, it)| it.chosen_from == Some(role)) {
                    faults.push(Fault::Item(ItemFault::NotACandidate { role, party: None }));
                }
                self.of_kind(input, no, self.hir.roles[role].item, faults);
                if no.is_none() {
                    return;
                }
                let holds = self.holds_role(role, party, input.at);
                match &input.kind {
                    InputKind::Offer { .. } if holds => faults.push(Fault::BindingStands),
                    InputKind::Retract { .. } if !holds => {
                        let party = Some(party.clone());
                        faults.push(Fault::Item(ItemFault::NotACandidate { role, party }));
                    }
                    _ => {}
                }
            }
            InputKind::Held { holding, role, from, until, .. } => {
                let Some(no) = of_one(faults) else { return };
                if self.of_role_named(role, faults).is_none() {
                    return;
                }
                if self.holding_named(self.items[no].kind, holding.as_deref()).is_none() {
                    let name = holding.clone().unwrap_or("zorg".to_owned());
                    return faults.push(Fault::Item(ItemFault::UnknownKind(name)));
                }
                let backwards = until.is_some_and(|until| until <= *from);
                if backwards || *from > now || until.is_some_and(|until| until > now) {
                    faults.push(Fault::OutOfRange);
                }
            }
            _ => {}
        }
    }

    fn of_kind_named(&self, name: &str, faults: &mut Vec<Fault>) -> Option<ItemId> {
        let kind = self.kind_named(name);
        if kind.is_none() {
            faults.push(Fault::Item(ItemFault::UnknownKind(name.to_owned())));
        }
        kind
    }

    fn of_role_named(&self, name: &str, faults: &mut Vec<Fault>) -> Option<RoleId> {
        let role = self.role_named(name);
        if role.is_none() {
            faults.push(Fault::UnknownRole(name.to_owned()));
        }
        role
    }

    pub(super) fn facts_of(&self, kind: Option<ItemId>) -> Vec<draaiboek::machine::id::FactId> {
        self.hir.facts.iter().filter(|(_, fact)| fact.item == kind).map(|(id, _)| id).collect()
    }

    fn of_enrolment(
        &self,
        now: draaiboek::calendar::Timestamp,
        input: &Input,
        kind: &str,
        fields: &[Field],
        parties: &[Binding],
        faults: &mut Vec<Fault>,
    ) {
        let Some(kind) = self.of_kind_named(kind, faults) else { return };
        let Some(id) = input.item.as_ref().filter(|id| !id.trim().is_empty()) else {
            return faults.push(Fault::Item(ItemFault::Needed));
        };
        if self.item_named(id).is_some() {
            faults.push(Fault::Item(ItemFault::Taken(id.clone())));
        }
        self.of_fields(fields, &[], &self.facts_of(Some(kind)), faults);
        let mut bound: Vec<(RoleId, &str)> = Vec::new();
        for binding in parties {
            let Some(role) = self.of_role_named(&binding.role, faults) else { continue };
            if self.hir.roles[role].item != Some(kind) {
                faults.push(Fault::NotAllowed(role));
                continue;
            }
            if self.ends_before(binding, input.at) {
                faults.push(Fault::OutOfRange);
            }
            let singular = self.hir.roles[role].plural.is_none();
            if bound.contains(&(role, &binding.party)) {
                faults.push(Fault::BindingStands);
            } else if singular && bound.iter().any(|(other, _)| *other == role) {
                faults.push(Fault::OneParty(role));
            }
            bound.push((role, &binding.party));
        }
        for holding in self.holdings_of(kind) {
            let declared = &self.hir.holdings[holding];
            for role in [declared.holder, declared.safety_net] {
                if !self.could_hold(now, parties, role, holding) {
                    faults.push(Fault::Item(ItemFault::NoHolder { holding, role }));
                }
            }
        }
    }

    /// Whether anybody is there, or comes with an item, who could hold it in a role.
    fn could_hold(
        &self,
        now: draaiboek::calendar::Timestamp,
        parties: &[Binding],
        role: RoleId,
        holding: HoldingId,
    ) -> bool {
        let stands = self.stands_in(role, holding);
        let of_item = self.hir.roles[stands].item == Some(self.hir.holdings[holding].item);
        let comes = |binding: &Binding| {
            let until = binding.until.map(|date| self.days(None).first_instant(date));
            self.role_named(&binding.role) == Some(stands) && until.is_none_or(|it| it > now)
        };
        !self.parties(stands, now).is_empty() || (of_item && parties.iter().any(comes))
    }

    /// Whether an item that is enrolled would be held by nobody, after what fell due.
    pub(super) fn is_held_by_nobody(&self, kind: &str, parties: &[Binding]) -> bool {
        let kind = self.kind_named(kind).expect("a kind");
        self.holdings_of(kind).into_iter().any(|holding| {
            let declared = &self.hir.holdings[holding];
            let mut roles = [declared.holder, declared.safety_net].into_iter();
            !roles.any(|role| self.could_hold(self.now, parties, role, holding))
        })
    }

    /// Of the first outcome of a decision that chooses: a candidate that has accepted.
    pub(super) fn of_choice(
        &self,
        duty: DutyId,
        outcome: &str,
        named: Option<&str>,
        faults: &mut Vec<Fault>,
    ) {
        let role = self.decision(duty).and_then(|decision| decision.chooses);
        let Some(role) = role.filter(|_| self.outcome_named(duty, outcome) == Some(0)) else {
            return;
        };
        let no = self.focus.get().item.expect("an item");
        let from = self.hir.roles[role].chosen_from.expect("candidates");
        let candidates = self.parties(from, self.now);
        let accepted = self.acceptors(no, role);
        let party = named.map(str::to_owned);
        match named {
            Some(named) if !candidates.iter().any(|it| it == named) => {
                faults.push(Fault::Item(ItemFault::NotACandidate { role, party }));
            }
            Some(named) if !accepted.iter().any(|it| it == named) => {
                let party = named.to_owned();
                faults.push(Fault::Item(ItemFault::NotAccepted { party }));
            }
            None if accepted.len() != 1 => {
                faults.push(Fault::Item(ItemFault::NotACandidate { role, party }));
            }
            _ => {}
        }
    }
}
