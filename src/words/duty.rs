//! Sentences about tasks and decisions.

use super::{Subject, Words, say};
use crate::calendar::Due;
use crate::engine::Withdrawal;
use crate::machine::id::{DutyId, FactId, RoleId};
use crate::machine::playbook::DutyKind;

impl Words<'_> {
    pub(super) fn opened(self, subject: &Subject, who: &str, due: Option<Due>) -> String {
        let (duty, due) = (self.duty(subject.duty), self.by(due));
        say!(self, nl: "{duty} geopend voor {who}, {due}", en: "{duty} opened for {who}, {due}")
    }

    pub(super) fn due_changed(
        self,
        subject: &Subject,
        from: Option<Due>,
        to: Option<Due>,
        reason: Option<&str>,
    ) -> String {
        let (duty, from, to) = (self.duty(subject.duty), self.by(from), self.by(to));
        let why = reason.map_or_else(String::new, |reason| format!(": “{reason}”"));
        say!(self, nl: "{duty} nu {to}, was {from}{why}", en: "{duty} now {to}, was {from}{why}")
    }

    pub(super) fn reinstated(
        self,
        subject: &Subject,
        accountable: RoleId,
        due: Option<Due>,
    ) -> String {
        let who = self.who(subject.doer, accountable, subject.party.as_deref());
        let (duty, due) = (self.duty(subject.duty), self.by(due));
        say!(
            self,
            nl: "{duty} weer open voor {who}, {due}",
            en: "{duty} open again for {who}, {due}",
        )
    }

    pub(super) fn excused(self, subject: &Subject, reason: &str) -> String {
        let duty = self.duty(subject.duty);
        say!(self, nl: "{duty} verschoond: “{reason}”", en: "{duty} excused: “{reason}”")
    }

    pub(super) fn rebound(self, subject: &Subject, doer: RoleId, accountable: RoleId) -> String {
        let (duty, who) = (self.duty(subject.duty), self.who(doer, accountable, None));
        say!(self, nl: "{duty} gaat over naar {who}", en: "{duty} passes to {who}")
    }

    pub(super) fn reopened(self, subject: &Subject, about: FactId) -> String {
        let (duty, about) = (self.duty(subject.duty), self.fact(about));
        say!(
            self,
            nl: "{duty} ligt opnieuw voor: er is een nieuwe versie van {about}",
            en: "{duty} is open anew: there is a new version of {about}",
        )
    }

    pub(super) fn reminder(self, subject: &Subject) -> String {
        let (duty, who, due) = (self.duty(subject.duty), self.held(subject), self.by(subject.due));
        say!(
            self,
            nl: "herinnering aan {who}: {duty}, {due}",
            en: "reminder to {who}: {duty}, {due}",
        )
    }

    pub(super) fn overdue(self, subject: &Subject) -> String {
        let (duty, who, due) = (self.duty(subject.duty), self.held(subject), self.by(subject.due));
        say!(
            self,
            nl: "{duty} van {who} is te laat, was {due}",
            en: "{duty} of {who} is overdue, was {due}",
        )
    }

    pub(super) fn escalated(self, subject: &Subject, to: RoleId) -> String {
        let (duty, who, to) = (self.duty(subject.duty), self.held(subject), self.whom(to));
        say!(
            self,
            nl: "{to} ingeschakeld: {duty} van {who} is te laat",
            en: "{to} called in: {duty} of {who} is overdue",
        )
    }

    pub(super) fn completed(self, subject: &Subject, in_time: bool) -> String {
        let duty = self.duty(subject.duty);
        match in_time {
            true if self.is_call(subject.duty) => {
                say!(self, nl: "{duty} beantwoord, op tijd", en: "{duty} answered, in time")
            }
            false if self.is_call(subject.duty) => {
                say!(self, nl: "{duty} beantwoord, te laat", en: "{duty} answered, late")
            }
            true => say!(self, nl: "{duty} klaar, op tijd", en: "{duty} done, in time"),
            false => say!(self, nl: "{duty} klaar, te laat", en: "{duty} done, late"),
        }
    }

    pub(super) fn voted(
        self,
        subject: &Subject,
        role: RoleId,
        party: &str,
        outcome: u32,
    ) -> String {
        let (duty, role) = (self.duty(subject.duty), self.role(role));
        let outcome = self.outcome(subject.duty, Some(outcome));
        say!(
            self,
            nl: "{duty}: {role} ({party}) zegt {outcome}",
            en: "{duty}: {role} ({party}) says {outcome}",
        )
    }

    pub(super) fn decided(self, subject: &Subject, outcome: Option<u32>) -> String {
        let (duty, answer) = (self.duty(subject.duty), self.outcome(subject.duty, outcome));
        match outcome {
            Some(_) => {
                say!(self, nl: "{duty} genomen: {answer}", en: "{duty} taken: {answer}")
            }
            None => say!(
                self,
                nl: "{duty}: {answer} binnen de termijn",
                en: "{duty}: {answer} within its term",
            ),
        }
    }

    pub(super) fn withdrawn(self, subject: &Subject, why: &str) -> String {
        let duty = self.duty(subject.duty);
        say!(self, nl: "{duty} ingetrokken: {why}", en: "{duty} withdrawn: {why}")
    }

    pub(super) fn unheld(self, subject: &Subject) -> String {
        let duty = self.duty(subject.duty);
        say!(self, nl: "niemand is aanspreekbaar op {duty}", en: "nobody answers for {duty}")
    }

    /// Why something is no longer owed.
    pub(crate) fn withdrawal(self, why: Withdrawal) -> &'static str {
        let (nl, en) = match why {
            Withdrawal::Left => ("de stap is verlaten", "its step was left"),
            Withdrawal::Condition => {
                ("de voorwaarde geldt niet meer", "its condition no longer holds")
            }
            Withdrawal::Superseded => ("vervangen door een nieuwe", "superseded by a fresh one"),
            Withdrawal::ByName => ("door het draaiboek", "by the playbook"),
            Withdrawal::Closed => ("de casus is gesloten", "the case closed"),
            Withdrawal::PartyLeft => {
                ("de partij heeft de rol niet meer", "the party gave up the role")
            }
            Withdrawal::Version => {
                ("er is een nieuwe versie van het document", "the document has a new version")
            }
        };
        self.pick(nl, en)
    }

    /// Whether a legal basis on which it rests is in force.
    pub(super) fn grounds(self, subject: &Subject, in_force: bool) -> String {
        let duty = self.duty(subject.duty);
        let grounds = self.machine.grounds(subject.duty).iter();
        let grounds: Vec<&str> = grounds.map(|id| self.ground_name(*id)).collect();
        let grounds = grounds.join(", ");
        match in_force {
            true => say!(
                self,
                nl: "{duty} berust weer op een geldende grondslag ({grounds})",
                en: "{duty} rests on a legal basis in force again ({grounds})",
            ),
            false => say!(
                self,
                nl: "{duty} berust op geen geldende grondslag ({grounds}), en blijft staan",
                en: "{duty} rests on no legal basis in force ({grounds}), and stays",
            ),
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

    fn is_call(self, duty: DutyId) -> bool {
        let duty = self.machine.playbook().duties.get(duty);
        duty.is_some_and(|duty| matches!(duty.kind, DutyKind::Call(_)))
    }

    /// Who does it, and who is accountable if that is another.
    pub(crate) fn who(self, doer: RoleId, accountable: RoleId, party: Option<&str>) -> String {
        let name = match party {
            Some(party) => format!("{} ({party})", self.role(doer)),
            None => self.whom(doer).to_owned(),
        };
        if doer == accountable {
            return name;
        }
        let accountable = self.whom(accountable);
        say!(
            self,
            nl: "{name} (verantwoordelijk: {accountable})",
            en: "{name} (accountable: {accountable})",
        )
    }

    /// Who owes it: the role, with the party where each party owes its own.
    fn held(self, subject: &Subject) -> String {
        self.who(subject.doer, subject.doer, subject.party.as_deref())
    }
}
