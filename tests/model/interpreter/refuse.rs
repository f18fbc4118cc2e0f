//! Every fault of an input, on the state as it is before time moves.

use draaiboek::calendar::{CalendarError, Duration, Timestamp};
use draaiboek::engine::{Actor, Binding, Fault, Field, Input, InputKind, ItemFault};
use draaiboek::machine::id::{DutyId, FactId, RoleId};
use draaiboek::machine::playbook::Quorum;

use super::{Case, Life};

/// An input, and the item that it names.
type About<'a> = (&'a Input, Option<usize>);

impl Case<'_> {
    pub(super) fn faults(&self, now: Timestamp, input: &Input) -> Vec<Fault> {
        let mut faults = Vec::new();
        let advance = input.kind == InputKind::Advance;
        let year = |at| self.days(None).date_of(at).year();
        let outside = |at| year(at) < 1990 || year(at) > 2150;
        if outside(now) || (!advance && outside(input.at)) {
            faults.push(Fault::OutOfRange);
        }
        if !advance && input.id.is_empty() {
            faults.push(Fault::NoId);
        }
        if now < self.last {
            faults.push(Fault::Past { last: self.last });
        }
        if !advance && input.at > now {
            faults.push(Fault::Future);
        }
        let corrects = matches!(input.kind, InputKind::Correct { .. } | InputKind::Erase { .. });
        let reopens = matches!(input.kind, InputKind::Reopen { .. });
        match (self.life, matches!(input.kind, InputKind::Open { .. })) {
            (Life::Unopened, false) => faults.push(Fault::NotOpen),
            (Life::Open | Life::Closed(_), true) => faults.push(Fault::AlreadyOpen),
            (Life::Closed(_), false) if !(advance || corrects || reopens) => {
                faults.push(Fault::Closed);
            }
            _ => {}
        }
        let no = self.of_item_named(input, &mut faults);
        match &input.kind {
            InputKind::Open { parties, facts, forced } => {
                self.of_opening(input, parties, facts, forced.as_deref(), &mut faults);
            }
            InputKind::Signal { name, fields } => {
                self.of_signal((input, no), name, fields, &mut faults);
            }
            InputKind::Complete { task, fields, .. } => {
                self.of_completion((input, no), task, fields, &mut faults);
            }
            InputKind::Answer { decision, outcome, chosen, fields } => {
                let said = (outcome.as_str(), chosen.as_deref(), fields.as_slice());
                self.of_answer((input, no), decision, said, &mut faults);
            }
            InputKind::Reply { action, call, signal, fields } => {
                self.of_reply((input, no), (action, *call), signal, fields, &mut faults);
            }
            InputKind::Determine { level, reason } => {
                self.of_kind(input, no, None, &mut faults);
                self.of_determination(input, level, reason, &mut faults);
            }
            InputKind::Bind(binding) | InputKind::Release(binding) => {
                let binds = matches!(input.kind, InputKind::Bind(_));
                let Some(role) = self.role_named(&binding.role) else {
                    faults.push(Fault::UnknownRole(binding.role.clone()));
                    return faults;
                };
                self.of_kind(input, no, self.hir.roles[role].item, &mut faults);
                if binds && self.ends_before(binding, input.at) {
                    faults.push(Fault::OutOfRange);
                }
                let stands = if binds {
                    !self.claims.iter().any(|(of, _)| *of == role)
                } else {
                    !self.is_claimed(role, &binding.party)
                        && self.kept_by(role, &binding.party).is_empty()
                };
                if self.holds_role(role, &binding.party, input.at) == binds && stands {
                    faults.push(Fault::BindingStands);
                }
            }
            InputKind::Claim { role, party } => {
                let Some(id) = self.role_named(role) else {
                    faults.push(Fault::UnknownRole(role.clone()));
                    return faults;
                };
                self.of_kind(input, no, None, &mut faults);
                if self.hir.roles[id].item.is_some() {
                    faults.push(Fault::Item(ItemFault::Needed));
                }
                let holds = [now, input.at].into_iter().any(|at| self.holds_role(id, party, at));
                if holds || self.is_claimed(id, party) {
                    faults.push(Fault::BindingStands);
                }
            }
            InputKind::Correct { fields, reason } => {
                if input.by.is_some() {
                    self.of_actor_at(now, input, &mut faults);
                }
                if reason.trim().is_empty() {
                    faults.push(Fault::NoReason);
                }
                if fields.is_empty() {
                    faults.push(Fault::NothingStated);
                }
                let all = self.facts_of(no.map(|no| self.items[no].kind));
                self.of_fields(fields, &[], &all, &mut faults);
            }
            InputKind::Erase { facts, ground, salt } => {
                self.of_erasure((input, no), facts, ground, salt.0, &mut faults);
            }
            InputKind::Enrol { .. }
            | InputKind::Update { .. }
            | InputKind::WithdrawItem { .. }
            | InputKind::Split { .. }
            | InputKind::CompleteRegister { .. }
            | InputKind::Offer { .. }
            | InputKind::Retract { .. }
            | InputKind::Held { .. } => self.of_items(now, input, no, &mut faults),
            InputKind::Advance => {
                self.of_kind(input, no, None, &mut faults);
            }
            _ => self.of_outside(now, (input, no), &mut faults),
        }
        faults
    }

    /// What is said from outside the playbook: somebody may stand with it, a reason must.
    fn of_outside(&self, now: Timestamp, (input, no): About<'_>, faults: &mut Vec<Fault>) {
        let by = match input.by {
            Some(_) => self.of_actor(input, faults).map(|(role, _)| role),
            None => None,
        };
        let reason = match &input.kind {
            InputKind::Suspend { reason }
            | InputKind::Reopen { reason }
            | InputKind::Extend { reason, .. }
            | InputKind::SetDue { reason, .. }
            | InputKind::Excuse { reason, .. } => reason.as_str(),
            _ => "none is needed",
        };
        if reason.trim().is_empty() {
            faults.push(Fault::NoReason);
        }
        if matches!(
            input.kind,
            InputKind::Suspend { .. } | InputKind::Resume { .. } | InputKind::Reopen { .. }
        ) {
            self.of_kind(input, no, None, faults);
        }
        match &input.kind {
            InputKind::Resume { .. } if !self.suspended => faults.push(Fault::NotSuspended),
            InputKind::Reopen { .. } if self.life == Life::Open => faults.push(Fault::NotClosed),
            InputKind::Suspend { .. } | InputKind::Extend { .. } | InputKind::SetDue { .. }
                if self.suspended =>
            {
                faults.push(Fault::Suspended);
            }
            _ => {}
        }
        let (InputKind::Extend { task, party, .. }
        | InputKind::SetDue { task, party, .. }
        | InputKind::Excuse { task, party, .. }) = &input.kind
        else {
            return;
        };
        let Some(duty) = self.duty_named(task, false) else {
            return faults.push(Fault::UnknownTask(task.clone()));
        };
        if !self.of_duty(input, no, duty, faults) {
            return;
        }
        if self.asked_for(duty, party.as_deref(), false).is_empty() {
            return faults.push(Fault::TaskNotOpen(duty));
        }
        let open = self.asked_for(duty, party.as_deref(), true);
        match &input.kind {
            InputKind::Excuse { .. } => {}
            _ if open.is_empty() => faults.push(Fault::AlreadyOverdue(duty)),
            InputKind::SetDue { due, .. } if !self.lies_ahead(*due, now) => {
                faults.push(Fault::DueInPast);
            }
            InputKind::Extend { by: so_long, .. } => {
                let dues = || open.iter().map(|&no| self.obligations[no].due);
                if !self.suspended && dues().all(|due| due.is_none()) {
                    faults.push(Fault::NoDue(duty));
                }
                let calendar = self.calendar_of(duty);
                let counts = |due| self.counted_on(due, *so_long, calendar).is_some();
                if !dues().flatten().all(counts) {
                    faults.push(Fault::Uncountable { fact: None, why: CalendarError::NoHours });
                }
                if let Some(role) = by {
                    self.of_postponement(duty, role, *so_long, &open, faults);
                }
            }
            _ => {}
        }
    }

    fn of_postponement(
        &self,
        duty: DutyId,
        role: RoleId,
        by: Duration,
        open: &[usize],
        faults: &mut Vec<Fault>,
    ) {
        let allowed = self.task(duty).and_then(|task| task.postponement.as_ref());
        let allowed =
            allowed.filter(|it| it.by.iter().any(|&named| self.resolve(named, Some(duty)) == role));
        let Some(allowed) = allowed else { return faults.push(Fault::NotAllowed(role)) };
        let calendar = self.calendar_of(duty);
        for &no in open {
            let Some(due) = self.obligations[no].due else { continue };
            let first = self.obligations[no].postponed.unwrap_or(due);
            let most = self.counted_on(first, allowed.at_most, calendar);
            if self
                .counted_on(due, by, calendar)
                .zip(most)
                .is_some_and(|(to, most)| to.instant > most.instant)
            {
                return faults
                    .push(Fault::PostponedTooFar { task: duty, at_most: allowed.at_most });
            }
        }
    }

    pub(super) fn ends_before(&self, binding: &Binding, at: Timestamp) -> bool {
        binding.until.is_some_and(|day| self.days(None).first_instant(day) <= at)
    }

    fn of_opening(
        &self,
        input: &Input,
        parties: &[Binding],
        facts: &[Field],
        forced: Option<&str>,
        faults: &mut Vec<Fault>,
    ) {
        let valid = self.hir.header.valid;
        let day = self.days(None).date_of(input.at);
        let early = valid.from.is_some_and(|from| day < from);
        let late = valid.until.is_some_and(|until| day >= until);
        if (early || late) && forced.is_none_or(|reason| reason.trim().is_empty()) {
            faults.push(Fault::NotValid);
        }
        let mut bound: Vec<(RoleId, &str)> = Vec::new();
        for binding in parties {
            let Some(role) = self.role_named(&binding.role) else {
                faults.push(Fault::UnknownRole(binding.role.clone()));
                continue;
            };
            if self.ends_before(binding, input.at) {
                faults.push(Fault::OutOfRange);
            }
            let no = input.item.as_deref().and_then(|id| self.item_named(id));
            self.of_kind(input, no, self.hir.roles[role].item, faults);
            let singular = self.hir.roles[role].plural.is_none();
            if bound.contains(&(role, &binding.party)) {
                faults.push(Fault::BindingStands);
            } else if singular && bound.iter().any(|(other, _)| *other == role) {
                faults.push(Fault::OneParty(role));
            }
            bound.push((role, &binding.party));
        }
        self.of_fields(facts, &[], &self.facts_of(None), faults);
    }

    pub(super) fn of_fields(
        &self,
        fields: &[Field],
        required: &[FactId],
        optional: &[FactId],
        faults: &mut Vec<Fault>,
    ) {
        for (position, field) in fields.iter().enumerate() {
            let Some(fact) = self.fact_named(&field.fact) else {
                faults.push(Fault::UnknownFact(field.fact.clone()));
                continue;
            };
            let declared = &self.hir.facts[fact];
            let expected = required.contains(&fact) || optional.contains(&fact);
            if !expected || declared.derived.is_some() {
                faults.push(Fault::UnexpectedField(fact));
            } else if fields[..position].iter().any(|before| before.fact == field.fact) {
                faults.push(Fault::DuplicateField(fact));
            }
            match field.value.clone().fit(&declared.ty) {
                None => faults.push(Fault::WrongType { fact, expected: declared.ty.clone() }),
                Some(value) if self.is_uncountable(fact, &value) => {
                    let (fact, why) = (Some(fact), CalendarError::NoHours);
                    faults.push(Fault::Uncountable { fact, why });
                }
                Some(_) => {}
            }
            let nothing = field.salt == Some([0; 16]);
            if nothing || (declared.personal && field.salt.is_none()) {
                faults.push(Fault::NoSalt(Some(fact)));
            }
        }
        for &fact in required {
            if !fields.iter().any(|field| field.fact == self.hir.facts[fact].name) {
                faults.push(Fault::MissingField(fact));
            }
        }
    }

    /// The actor, if somebody is named who holds the role at the effective time.
    pub(super) fn of_actor<'i>(
        &self,
        input: &'i Input,
        faults: &mut Vec<Fault>,
    ) -> Option<(RoleId, &'i Actor)> {
        self.of_actor_at(input.at, input, faults)
    }

    fn of_actor_at<'i>(
        &self,
        at: Timestamp,
        input: &'i Input,
        faults: &mut Vec<Fault>,
    ) -> Option<(RoleId, &'i Actor)> {
        let Some(actor) = &input.by else {
            faults.push(Fault::NoActor);
            return None;
        };
        let Some(role) = self.role_named(&actor.role) else {
            faults.push(Fault::UnknownRole(actor.role.clone()));
            return None;
        };
        if !self.holds_role(role, &actor.party, at) {
            faults.push(Fault::NotHeld { role, party: actor.party.clone() });
            return None;
        }
        Some((role, actor))
    }

    fn of_signal(
        &self,
        (input, no): About<'_>,
        name: &str,
        fields: &[Field],
        faults: &mut Vec<Fault>,
    ) {
        let actor = self.of_actor(input, faults);
        let Some(signal) = self.signal_named(name) else {
            return faults.push(Fault::UnknownSignal(name.to_owned()));
        };
        let declared = &self.hir.signals[signal];
        self.of_kind(input, no, self.hir.charts[declared.chart].item, faults);
        if let (Some((role, _)), Some(senders)) = (actor, &declared.senders)
            && !senders.iter().any(|&sender| self.resolve(sender, None) == role)
        {
            faults.push(Fault::NotASender(signal));
        }
        self.of_fields(fields, &declared.carries, &declared.optionally, faults);
        if self.is_barred(signal, input) {
            faults.push(Fault::NotNow { signal, unknown: Vec::new() });
        }
    }

    fn of_completion(
        &self,
        (input, no): About<'_>,
        name: &str,
        fields: &[Field],
        faults: &mut Vec<Fault>,
    ) {
        let actor = self.of_actor(input, faults);
        let Some(duty) = self.duty_named(name, false) else {
            return faults.push(Fault::UnknownTask(name.to_owned()));
        };
        let task = self.task(duty).expect("a task");
        self.of_fields(fields, &task.delivers, &[], faults);
        if !self.of_duty(input, no, duty, faults) {
            return;
        }
        let owed = || {
            let instances = self.latest(duty).into_iter().map(|no| &self.obligations[no]);
            instances.filter(|obligation| obligation.status.is_owed())
        };
        if owed().next().is_none() {
            return faults.push(Fault::TaskNotOpen(duty));
        }
        let Some((role, actor)) = actor else { return };
        let may = owed().any(|o| o.doer == role || o.accountable == role);
        match self.owed_by(duty, actor) {
            Some(_) => {}
            None if may => faults.push(Fault::TaskNotOpen(duty)),
            None => faults.push(Fault::NotAllowed(role)),
        }
    }

    fn of_answer(
        &self,
        (input, no): About<'_>,
        name: &str,
        (outcome, chosen, fields): (&str, Option<&str>, &[Field]),
        faults: &mut Vec<Fault>,
    ) {
        let actor = self.of_actor(input, faults);
        let Some(duty) = self.duty_named(name, true) else {
            return faults.push(Fault::UnknownDecision(name.to_owned()));
        };
        if self.outcome_named(duty, outcome).is_none() {
            faults.push(Fault::UnknownOutcome { decision: duty, outcome: outcome.to_owned() });
        }
        let decided = self.decision(duty).expect("a decision");
        self.of_fields(fields, &decided.carries, &decided.optionally, faults);
        if !self.of_duty(input, no, duty, faults) {
            return;
        }
        self.of_choice(duty, outcome, chosen, faults);
        if self.owed_decision(duty).is_none() {
            return faults.push(Fault::DecisionNotOpen(duty));
        }
        let Some((role, actor)) = actor else { return };
        let decides = |decider: &RoleId| self.resolve(*decider, Some(duty)) == role;
        let another = self.decision(duty).is_some_and(|it| it.quorum == Quorum::OtherThan);
        if another && self.is_up_to_another(duty, actor, input.at) {
            faults.push(Fault::NotAnother(duty));
        } else if !another && !self.deciders(duty).iter().any(decides) {
            faults.push(Fault::NotAllowed(role));
        } else if self.is_of_earlier_version(duty, input.at) {
            faults.push(Fault::EarlierVersion(duty));
        } else if !another && self.free_seats(duty, actor).is_empty() {
            faults.push(Fault::AlreadyVoted(duty));
        }
    }
}
