//! Effects as sentences.

use super::{Words, say};
use crate::calendar::Due;
use crate::engine::{Effect, EffectKind, Obligation, ObligationNo, State, Withdrawal};
use crate::machine::id::{DutyId, RoleId};

/// What a sentence about an obligation must know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) duty: DutyId,
    pub(crate) party: Option<String>,
    pub(crate) doer: RoleId,
    pub(crate) due: Option<Due>,
}

impl Subject {
    /// Of an obligation.
    pub(crate) fn of(obligation: &Obligation) -> Self {
        Self {
            duty: obligation.duty,
            party: obligation.party.clone(),
            doer: obligation.doer,
            due: obligation.due,
        }
    }

    /// The obligation that an effect is about.
    pub(crate) fn find(state: &State, kind: &EffectKind) -> Option<Self> {
        state.obligation(obligation(kind)?).map(Self::of)
    }
}

/// The obligation that an effect mentions.
fn obligation(kind: &EffectKind) -> Option<ObligationNo> {
    match kind {
        EffectKind::Opened { obligation, .. }
        | EffectKind::DueChanged { obligation, .. }
        | EffectKind::Rebound { obligation, .. }
        | EffectKind::Escalated { obligation, .. }
        | EffectKind::Completed { obligation, .. }
        | EffectKind::Voted { obligation, .. }
        | EffectKind::Decided { obligation, .. }
        | EffectKind::Withdrawn { obligation, .. }
        | EffectKind::Reminder(obligation)
        | EffectKind::Overdue(obligation)
        | EffectKind::Unheld(obligation) => Some(*obligation),
        EffectKind::Entered(_)
        | EffectKind::Left(_)
        | EffectKind::Inform { .. }
        | EffectKind::Consult { .. }
        | EffectKind::DeadlineChanged { .. }
        | EffectKind::DeadlinePassed(_)
        | EffectKind::Notice { .. }
        | EffectKind::Note(_)
        | EffectKind::Severity { .. }
        | EffectKind::Replaced { .. }
        | EffectKind::Restored(_)
        | EffectKind::Violated(_)
        | EffectKind::Closed(_) => None,
    }
}

/// The sentence of an effect: lower case, without a final period.
pub(crate) fn effect(words: Words<'_>, effect: &Effect, subject: Option<&Subject>) -> String {
    match &effect.kind {
        EffectKind::Entered(_)
        | EffectKind::Left(_)
        | EffectKind::Inform { .. }
        | EffectKind::Consult { .. }
        | EffectKind::DeadlineChanged { .. }
        | EffectKind::DeadlinePassed(_)
        | EffectKind::Notice { .. }
        | EffectKind::Note(_)
        | EffectKind::Severity { .. }
        | EffectKind::Replaced { .. }
        | EffectKind::Restored(_)
        | EffectKind::Violated(_)
        | EffectKind::Closed(_) => of_case(words, &effect.kind),
        kind => match subject {
            Some(subject) => of_obligation(words, kind, subject),
            None => String::new(),
        },
    }
}

fn of_case(words: Words<'_>, kind: &EffectKind) -> String {
    match kind {
        EffectKind::Entered(state) => {
            let state = words.state(*state);
            say!(words, nl: "{state} begint", en: "{state} begins")
        }
        EffectKind::Left(state) => {
            let state = words.state(*state);
            say!(words, nl: "{state} verlaten", en: "{state} left")
        }
        EffectKind::Inform { state, to } => {
            let (state, to) = (words.state(*state), words.roles(to));
            say!(words, nl: "{to} geïnformeerd over {state}", en: "{to} informed of {state}")
        }
        EffectKind::Consult { state, to } => {
            let (state, to) = (words.state(*state), words.roles(to));
            say!(words, nl: "{to} geraadpleegd over {state}", en: "{to} consulted on {state}")
        }
        EffectKind::DeadlineChanged { state, due } => {
            let (state, due) = (words.state(*state), words.by(*due));
            say!(words, nl: "termijn van {state}: {due}", en: "deadline of {state}: {due}")
        }
        EffectKind::DeadlinePassed(state) => {
            let state = words.state(*state);
            say!(words, nl: "termijn van {state} verstreken", en: "deadline of {state} passed")
        }
        EffectKind::Notice { to, text } => {
            let to = words.roles(to);
            say!(words, nl: "melding aan {to}: “{text}”", en: "notice to {to}: “{text}”")
        }
        EffectKind::Note(text) => {
            say!(words, nl: "vastgelegd: “{text}”", en: "recorded: “{text}”")
        }
        EffectKind::Severity { from, to } => {
            let up =
                if from < to { words.pick("omhoog", "up") } else { words.pick("omlaag", "down") };
            let (scale, from, to) = (words.scale(), words.level(*from), words.level(*to));
            say!(
                words,
                nl: "{scale} {up}: van {from} naar {to}",
                en: "{scale} {up}: from {from} to {to}",
            )
        }
        EffectKind::Replaced { by, of } => {
            let (by, of) = (words.role(*by), words.role(*of));
            say!(words, nl: "{by} vervangt {of}", en: "{by} replaces {of}")
        }
        EffectKind::Restored(role) => {
            let role = words.role(*role);
            say!(words, nl: "{role} hersteld", en: "{role} restored")
        }
        EffectKind::Violated(guarantee) => {
            let guarantee = words.guarantee(*guarantee);
            say!(words, nl: "{guarantee} geschonden", en: "{guarantee} violated")
        }
        EffectKind::Closed(state) => {
            let state = words.state(*state);
            say!(words, nl: "casus gesloten in {state}", en: "case closed in {state}")
        }
        _ => String::new(),
    }
}

fn of_obligation(words: Words<'_>, kind: &EffectKind, subject: &Subject) -> String {
    let duty = words.duty(subject.duty);
    match kind {
        EffectKind::Opened { doer, accountable, party, due, .. } => {
            opened(words, &duty, (*doer, *accountable), party.as_deref(), *due)
        }
        EffectKind::DueChanged { from, to, .. } => {
            let (from, to) = (words.by(*from), words.by(*to));
            say!(words, nl: "{duty} nu {to}, was {from}", en: "{duty} now {to}, was {from}")
        }
        EffectKind::Rebound { doer, accountable, .. } => {
            let who = words.who(*doer, *accountable, None);
            say!(words, nl: "{duty} gaat over naar {who}", en: "{duty} passes to {who}")
        }
        EffectKind::Reminder(_) => {
            let (who, due) = (words.held(subject), words.by(subject.due));
            say!(
                words,
                nl: "herinnering aan {who}: {duty}, {due}",
                en: "reminder to {who}: {duty}, {due}",
            )
        }
        EffectKind::Overdue(_) => {
            let (who, due) = (words.held(subject), words.by(subject.due));
            say!(
                words,
                nl: "{duty} van {who} is te laat, was {due}",
                en: "{duty} of {who} is overdue, was {due}",
            )
        }
        EffectKind::Escalated { to, .. } => {
            let (to, who) = (words.role(*to), words.held(subject));
            say!(
                words,
                nl: "{to} ingeschakeld: {duty} van {who} is te laat",
                en: "{to} called in: {duty} of {who} is overdue",
            )
        }
        EffectKind::Completed { in_time: true, .. } => {
            say!(words, nl: "{duty} klaar, op tijd", en: "{duty} done, in time")
        }
        EffectKind::Completed { in_time: false, .. } => {
            say!(words, nl: "{duty} klaar, te laat", en: "{duty} done, late")
        }
        EffectKind::Voted { by: (role, party), outcome, .. } => {
            let (role, outcome) = (words.role(*role), words.outcome(subject.duty, Some(*outcome)));
            say!(
                words,
                nl: "{duty}: {role} ({party}) stemt {outcome}",
                en: "{duty}: {role} ({party}) votes {outcome}",
            )
        }
        EffectKind::Decided { outcome: None, .. } => {
            say!(
                words,
                nl: "{duty}: geen antwoord binnen de termijn",
                en: "{duty}: no answer within its term",
            )
        }
        EffectKind::Decided { outcome, .. } => {
            let outcome = words.outcome(subject.duty, *outcome);
            say!(words, nl: "{duty}: {outcome}", en: "{duty}: {outcome}")
        }
        EffectKind::Withdrawn { why, .. } => {
            let why = words.withdrawal(*why);
            say!(words, nl: "{duty} ingetrokken: {why}", en: "{duty} withdrawn: {why}")
        }
        EffectKind::Unheld(_) => {
            say!(words, nl: "niemand is aanspreekbaar op {duty}", en: "nobody answers for {duty}")
        }
        _ => String::new(),
    }
}

fn opened(
    words: Words<'_>,
    duty: &str,
    (doer, accountable): (RoleId, RoleId),
    party: Option<&str>,
    due: Option<Due>,
) -> String {
    let (who, due) = (words.who(doer, accountable, party), words.by(due));
    say!(words, nl: "{duty} geopend voor {who}, {due}", en: "{duty} opened for {who}, {due}")
}

impl Words<'_> {
    /// Why something is no longer owed.
    pub(crate) fn withdrawal(self, why: Withdrawal) -> &'static str {
        match why {
            Withdrawal::Left => self.pick("de stap is verlaten", "its step was left"),
            Withdrawal::Condition => {
                self.pick("de voorwaarde geldt niet meer", "its condition no longer holds")
            }
            Withdrawal::Superseded => {
                self.pick("vervangen door een nieuwe", "superseded by a fresh one")
            }
            Withdrawal::ByName => self.pick("door het draaiboek", "by the playbook"),
            Withdrawal::Closed => self.pick("de casus is gesloten", "the case closed"),
            Withdrawal::PartyLeft => {
                self.pick("de partij heeft de rol niet meer", "the party gave up the role")
            }
        }
    }

    /// `uiterlijk do 24-12-2026`
    pub(crate) fn by(self, due: Option<Due>) -> String {
        let Some(due) = due else {
            return self.pick("nog zonder uiterste datum", "without a due date yet").to_owned();
        };
        let due = self.due(due);
        say!(self, nl: "uiterlijk {due}", en: "due {due}")
    }

    /// Who does it, and who is accountable if that is another.
    pub(crate) fn who(self, doer: RoleId, accountable: RoleId, party: Option<&str>) -> String {
        let doer_name = self.role(doer);
        let doer_name = match party {
            Some(party) => format!("{doer_name} ({party})"),
            None => doer_name.to_owned(),
        };
        if doer == accountable {
            return doer_name;
        }
        let accountable = self.role(accountable);
        say!(self, nl: "{doer_name} (verantwoordelijk: {accountable})",
            en: "{doer_name} (accountable: {accountable})")
    }

    /// Who owes it: the role, with the party where each party owes its own.
    fn held(self, subject: &Subject) -> String {
        self.who(subject.doer, subject.doer, subject.party.as_deref())
    }
}
