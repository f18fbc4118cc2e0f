//! What a scenario expects, held against the case.

use std::cmp::Ordering;

use super::Runner;
use crate::calendar::Due;
use crate::engine::{self, EffectKind, Obligation, Phase, Status, Withdrawal};
use crate::machine::id::{DutyId, RoleId};
use crate::scenario::plan::{Day, Expected, ExpectedDuty};
use crate::scenario::report::Failure;
use crate::span::Span;
use crate::syntax::ast::TaskState;
use crate::value::Value;
use crate::words::{Words, say};

impl Runner {
    /// What is not as expected, if anything.
    pub(super) fn judge(&self, expected: &Expected, negated: bool, span: Span) -> Option<Failure> {
        if self.holds(expected) != negated {
            return None;
        }
        let machine = self.actor.case.machine();
        let expectation = |words: Words<'_>| {
            let what = self.expected(words, expected);
            if negated { say!(words, nl: "niet: {what}", en: "not: {what}") } else { what }
        };
        Some(Failure {
            span,
            expected: Words::both(machine, expectation),
            actual: Words::both(machine, |words| self.actual(words, expected)),
        })
    }

    fn holds(&self, expected: &Expected) -> bool {
        let state = self.actor.case.state();
        match expected {
            Expected::In(id) => state.is_active(*id),
            Expected::Duty(duty) => self.duty_holds(duty),
            Expected::Outcome(duty, outcome) => {
                let status = match outcome {
                    Some(outcome) => Status::Decided(*outcome),
                    None => Status::Unanswered,
                };
                self.latest(*duty).iter().any(|obligation| obligation.status == status)
            }
            Expected::Level(level) => state.level() == *level,
            Expected::Value(fact, expected) => match (self.fact(*fact), expected) {
                (None, None) => true,
                (Some(value), Some(expected)) => value.compare(expected) == Some(Ordering::Equal),
                _ => false,
            },
            Expected::Notice { to, contains } => self.messages(*to).iter().any(|message| {
                contains.as_ref().is_none_or(|text| message.contains(text.as_str()))
            }),
            Expected::Violation(guarantee) => {
                self.kinds().any(|kind| *kind == EffectKind::Violated(*guarantee))
            }
            Expected::OpenPlaybook(name) => self.asked_for().any(|asked| asked == name),
            Expected::Claim(role, party) => {
                state.claims().iter().any(|one| one.role == *role && one.claimant == *party)
            }
            Expected::Closed => matches!(state.phase(), Phase::Closed(_)),
        }
    }

    fn duty_holds(&self, expected: &ExpectedDuty) -> bool {
        let mut instances = self.latest_of(expected);
        if let Some((role, party)) = &expected.owed_by {
            instances.retain(|obligation| self.is_owed_by(obligation, *role, party.as_deref()));
        }
        let holds = |obligation: &&Obligation| {
            is(obligation, expected.state)
                && expected.due.is_none_or(|day| is_due(obligation.due, day))
        };
        match expected.state {
            TaskState::Done => {
                instances.retain(|obligation| !is_let_off(obligation));
                !instances.is_empty() && instances.iter().all(holds)
            }
            _ => instances.iter().any(holds),
        }
    }

    fn is_owed_by(&self, obligation: &Obligation, role: RoleId, party: Option<&str>) -> bool {
        let roles = [obligation.doer, obligation.accountable];
        let now = self.actor.case.state().last();
        roles.contains(&role)
            && match (party, &obligation.party) {
                (None, _) => true,
                (Some(party), Some(owner)) => party == owner,
                (Some(party), None) => self.actor.case.state().is_held(role, party, now),
            }
    }

    fn latest_of(&self, expected: &ExpectedDuty) -> Vec<&Obligation> {
        expected.duties.iter().flat_map(|&duty| self.latest(duty)).collect()
    }

    /// The latest obligation of a duty per party.
    fn latest(&self, duty: DutyId) -> Vec<&Obligation> {
        let mut latest: Vec<&Obligation> = Vec::new();
        let all = self.actor.case.state().obligations().map(|(_, obligation)| obligation);
        for obligation in all.filter(|obligation| obligation.duty == duty) {
            latest.retain(|before| before.party != obligation.party);
            latest.push(obligation);
        }
        latest
    }

    fn fact(&self, fact: crate::machine::id::FactId) -> Option<Value> {
        engine::value_of(self.actor.case.machine(), self.actor.case.state(), fact)
    }

    /// What happened since the last expectations.
    fn kinds(&self) -> impl Iterator<Item = &EffectKind> {
        self.recent.iter().flat_map(|step| &step.data.effects).map(|effect| &effect.kind)
    }

    /// The playbooks under which a case was asked for since the last expectations.
    fn asked_for(&self) -> impl Iterator<Item = &str> {
        self.kinds().filter_map(|kind| match kind {
            EffectKind::OpenPlaybook { playbook, .. } => Some(playbook.as_str()),
            _ => None,
        })
    }

    /// What a role was told since the last expectations; sentences in both languages.
    fn messages(&self, role: RoleId) -> Vec<String> {
        let mut messages = Vec::new();
        for step in &self.recent {
            for effect in step.effects() {
                match effect.kind() {
                    EffectKind::Notice { to, text, .. } if to.contains(&role) => {
                        messages.push(text.clone());
                    }
                    kind if concerns(kind, effect.doer(), role) => {
                        let text = effect.text();
                        messages.extend([text.nl, text.en]);
                    }
                    _ => {}
                }
            }
        }
        messages
    }

    fn expected(&self, words: Words<'_>, expected: &Expected) -> String {
        match expected {
            Expected::In(state) => {
                let state = words.state(*state);
                say!(words, nl: "in {state}", en: "in {state}")
            }
            Expected::Duty(expected) => {
                let name = expected.name.clone();
                let duty = expected.duties.first().map_or(name, |&duty| words.duty(duty));
                let mut text = format!("{duty} {}", state_word(words, expected.state));
                if let Some((role, party)) = &expected.owed_by {
                    let who = words.who(*role, *role, party.as_deref());
                    text += &say!(words, nl: " voor {who}", en: " for {who}");
                }
                if let Some(day) = expected.due {
                    let day = match day {
                        Day::Date(date) => words.date(date),
                        Day::Instant(at) => words.instant(at),
                    };
                    text += &say!(words, nl: ", uiterlijk {day}", en: ", due {day}");
                }
                text
            }
            Expected::Outcome(duty, outcome) => {
                let (name, outcome) = (words.duty(*duty), words.outcome(*duty, *outcome));
                format!("{name}: {outcome}")
            }
            Expected::Level(level) => {
                let (scale, level) = (words.scale(), words.level(*level));
                say!(words, nl: "{scale} is {level}", en: "{scale} is {level}")
            }
            Expected::Value(fact, value) => {
                let (fact, value) = (words.fact(*fact), shown(words, value.as_ref()));
                say!(words, nl: "{fact} is {value}", en: "{fact} is {value}")
            }
            Expected::Notice { to, contains } => {
                let to = words.whom(*to);
                match contains {
                    Some(text) => {
                        say!(words, nl: "een melding aan {to} met “{text}”",
                            en: "a notice to {to} with “{text}”")
                    }
                    None => say!(words, nl: "een melding aan {to}", en: "a notice to {to}"),
                }
            }
            Expected::Violation(guarantee) => {
                let guarantee = words.guarantee(*guarantee);
                say!(words, nl: "{guarantee} geschonden", en: "{guarantee} violated")
            }
            Expected::OpenPlaybook(name) => {
                say!(words, nl: "draaiboek {name} te openen", en: "playbook {name} to be opened")
            }
            Expected::Claim(role, party) => {
                let role = words.role(*role);
                say!(words, nl: "“{party}” claimt {role}", en: "“{party}” claims {role}")
            }
            Expected::Closed => words.pick("casus gesloten", "case closed").to_owned(),
        }
    }

    fn actual(&self, words: Words<'_>, expected: &Expected) -> String {
        match expected {
            Expected::In(_) | Expected::Closed => self.place(words),
            Expected::Duty(_) | Expected::Outcome(..) => {
                let instances = match expected {
                    Expected::Duty(expected) => self.latest_of(expected),
                    Expected::Outcome(duty, _) => self.latest(*duty),
                    _ => vec![],
                };
                if instances.is_empty() {
                    return words.pick("nooit geopend", "never opened").to_owned();
                }
                let one = |obligation: &&Obligation| status(words, obligation);
                instances.iter().map(one).collect::<Vec<_>>().join("; ")
            }
            Expected::Level(_) => {
                let (scale, level) = (words.scale(), words.level(self.actor.case.state().level()));
                say!(words, nl: "{scale} is {level}", en: "{scale} is {level}")
            }
            Expected::Value(fact, _) => {
                let (name, value) = (words.fact(*fact), self.fact(*fact));
                let value = shown(words, value.as_ref());
                say!(words, nl: "{name} is {value}", en: "{name} is {value}")
            }
            Expected::Notice { to, .. } => {
                let messages = self.messages(*to);
                if messages.is_empty() {
                    return words.pick("geen enkele melding", "no notice at all").to_owned();
                }
                let quoted = messages.iter().map(|message| format!("“{message}”"));
                quoted.collect::<Vec<_>>().join(", ")
            }
            Expected::OpenPlaybook(_) | Expected::Claim(..) | Expected::Violation(_) => {
                self.listed(words, expected)
            }
        }
    }

    /// What there is of a kind of thing, one after the other.
    fn listed(&self, words: Words<'_>, expected: &Expected) -> String {
        match expected {
            Expected::OpenPlaybook(_) => {
                let asked: Vec<&str> = self.asked_for().collect();
                if asked.is_empty() {
                    return words
                        .pick("geen draaiboek te openen", "no playbook to be opened")
                        .into();
                }
                let asked = asked.join(", ");
                say!(words, nl: "te openen: {asked}", en: "to be opened: {asked}")
            }
            Expected::Claim(role, _) => {
                let claims = self.actor.case.state().claims().iter();
                let claims = claims.filter(|one| one.role == *role);
                let claims: Vec<String> = claims.map(|one| format!("“{}”", one.claimant)).collect();
                if claims.is_empty() {
                    return words.pick("geen openstaande claim", "no open claim").to_owned();
                }
                let (role, claims) = (words.role(*role), claims.join(", "));
                say!(words, nl: "{claims} claimt {role}", en: "{claims} claims {role}")
            }
            _ => {
                let violated = self.kinds().filter_map(|kind| match kind {
                    EffectKind::Violated(guarantee) => Some(words.guarantee(*guarantee)),
                    _ => None,
                });
                let violated: Vec<String> = violated.collect();
                if violated.is_empty() {
                    return words.pick("geen schending", "no violation").to_owned();
                }
                let violated = violated.join(", ");
                say!(words, nl: "{violated} geschonden", en: "{violated} violated")
            }
        }
    }

    /// Where the case is: its innermost active states.
    fn place(&self, words: Words<'_>) -> String {
        let state = self.actor.case.state();
        if let Phase::Closed(end) = state.phase() {
            let end = words.state(end);
            return say!(words, nl: "casus gesloten in {end}", en: "case closed in {end}");
        }
        let states = &self.actor.case.machine().playbook().states;
        let leaf = |id: &_| states.get(*id).is_some_and(|state| state.children.is_empty());
        let leaves: Vec<String> = state.active().filter(leaf).map(|id| words.state(id)).collect();
        let leaves = leaves.join(", ");
        say!(words, nl: "in {leaves}", en: "in {leaves}")
    }
}

/// Whether an effect tells a role something, other than by a notice.
fn concerns(kind: &EffectKind, doer: Option<RoleId>, role: RoleId) -> bool {
    match kind {
        EffectKind::Inform { to, .. } | EffectKind::Consult { to, .. } => to.contains(&role),
        EffectKind::Escalated { to, .. } => *to == role,
        EffectKind::Reminder(_) => doer == Some(role),
        _ => false,
    }
}

/// Whether nobody need do it any more, and not because its scope was left undone.
fn is_let_off(obligation: &Obligation) -> bool {
    match obligation.status {
        Status::Withdrawn(why) => !matches!(why, Withdrawal::Left | Withdrawal::Closed),
        status => status == Status::Excused,
    }
}

fn is(obligation: &Obligation, state: TaskState) -> bool {
    match state {
        TaskState::Done => matches!(obligation.status, Status::Done | Status::Decided(_)),
        TaskState::Open => obligation.status.is_owed(),
        TaskState::Overdue => obligation.late,
        TaskState::Withdrawn => matches!(obligation.status, Status::Withdrawn(_)),
        TaskState::Excused => obligation.status == Status::Excused,
    }
}

fn is_due(due: Option<Due>, expected: Day) -> bool {
    match (due, expected) {
        (Some(due), Day::Date(date)) => due.day == Some(date),
        (Some(due), Day::Instant(at)) => due.instant == at,
        (None, _) => false,
    }
}

fn state_word(words: Words<'_>, state: TaskState) -> &'static str {
    match state {
        TaskState::Done => words.pick("klaar", "done"),
        TaskState::Open => "open",
        TaskState::Overdue => words.pick("te laat", "overdue"),
        TaskState::Withdrawn => words.pick("ingetrokken", "withdrawn"),
        TaskState::Excused => words.pick("verschoond", "excused"),
    }
}

fn status(words: Words<'_>, obligation: &Obligation) -> String {
    let who = words.who(obligation.doer, obligation.accountable, obligation.party.as_deref());
    let due = words.by(obligation.due);
    match obligation.status {
        Status::Open => say!(words, nl: "open voor {who}, {due}", en: "open for {who}, {due}"),
        Status::Overdue => {
            say!(words, nl: "te laat voor {who}, {due}", en: "overdue for {who}, {due}")
        }
        Status::Done => say!(words, nl: "klaar door {who}", en: "done by {who}"),
        Status::Decided(outcome) => words.outcome(obligation.duty, Some(outcome)),
        Status::Unanswered => words.outcome(obligation.duty, None),
        Status::Excused => words.pick("verschoond", "excused").to_owned(),
        Status::Withdrawn(why) => {
            let why = words.withdrawal(why);
            say!(words, nl: "ingetrokken: {why}", en: "withdrawn: {why}")
        }
    }
}

fn shown(words: Words<'_>, value: Option<&Value>) -> String {
    match value {
        Some(value) => value.words(words.language).zone(words.machine.zone()).to_string(),
        None => words.pick("onbekend", "unknown").to_owned(),
    }
}
