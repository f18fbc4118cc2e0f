//! Effects as sentences.

use super::{Words, say};
use crate::calendar::Due;
use crate::engine::{Effect, EffectKind, Obligation, State};
use crate::machine::id::{DutyId, GuaranteeId, LevelId, RoleId, StateId};
use crate::machine::playbook::Part;

/// What a sentence about an obligation must know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) duty: DutyId,
    pub(crate) party: Option<String>,
    pub(crate) doer: RoleId,
    pub(crate) accountable: RoleId,
    pub(crate) due: Option<Due>,
}

impl Subject {
    /// Of an obligation.
    pub(crate) fn of(obligation: &Obligation) -> Self {
        Self {
            duty: obligation.duty,
            party: obligation.party.clone(),
            doer: obligation.doer,
            accountable: obligation.accountable,
            due: obligation.due,
        }
    }

    /// The obligation that an effect is about.
    pub(crate) fn find(state: &State, kind: &EffectKind) -> Option<Self> {
        state.obligation(kind.obligation()?).map(Self::of)
    }
}

/// The sentence of an effect: lower case, without a final period.
pub(crate) fn effect(words: Words<'_>, effect: &Effect, subject: Option<&Subject>) -> String {
    let about = |sentence: &dyn Fn(&Subject) -> String| subject.map(sentence).unwrap_or_default();
    match &effect.kind {
        EffectKind::Entered(state) => words.entered(*state),
        EffectKind::Left(state) => words.left(*state),
        EffectKind::Inform { state, to } => words.informed(*state, to),
        EffectKind::Consult { state, to } => words.consulted(*state, to),
        EffectKind::DeadlineChanged { state, due } => words.deadline(*state, *due),
        EffectKind::DeadlinePassed(state) => words.deadline_passed(*state),
        EffectKind::Suspended { reason } => words.suspended(reason),
        EffectKind::Resumed => words.resumed(),
        EffectKind::CaseReopened { reason } => words.case_reopened(reason),
        EffectKind::Notice { to, text, .. } => words.notice(to, text),
        EffectKind::Note(text) => words.note(text),
        EffectKind::Severity { from, to } => words.severity(*from, *to),
        EffectKind::Replaced { by, of, part } => words.replaced(*by, *of, part),
        EffectKind::Restored(role) => words.restored(*role),
        EffectKind::HolderChanged { role, from, to } => words.holder_changed(*role, from, to),
        EffectKind::Sent { signal, by, awaited } => words.sent(*signal, by, awaited),
        EffectKind::Contested { role, holder, claimant: by } => words.contested(*role, holder, by),
        EffectKind::Settled { role, claimant, how } => words.settled(*role, claimant, *how),
        EffectKind::Corrected { fact, from, reason } => words.corrected(*fact, *from, reason),
        EffectKind::Erased { fact, ground } => words.erased(*fact, ground),
        EffectKind::Violated(guarantee) => words.violated(*guarantee),
        EffectKind::Closed(state) => words.closed(*state),
        EffectKind::Opened { doer, accountable, party, due, .. } => {
            let who = words.who(*doer, *accountable, party.as_deref());
            about(&|subject| words.opened(subject, &who, *due))
        }
        EffectKind::Reopened { about: of, .. } => about(&|subject| words.reopened(subject, *of)),
        EffectKind::Call { action, arguments, .. } => words.call(*action, arguments, subject),
        EffectKind::OpenPlaybook { playbook, with } => words.open_playbook(playbook, with),
        EffectKind::DueChanged { from, to, reason, .. } => {
            about(&|subject| words.due_changed(subject, *from, *to, reason.as_deref()))
        }
        EffectKind::Reinstated { accountable, due, .. } => {
            about(&|subject| words.reinstated(subject, *accountable, *due))
        }
        EffectKind::Excused { reason, .. } => about(&|subject| words.excused(subject, reason)),
        EffectKind::Rebound { doer, accountable, .. } => {
            about(&|subject| words.rebound(subject, *doer, *accountable))
        }
        EffectKind::Reminder(_) => about(&|subject| words.reminder(subject)),
        EffectKind::Overdue(_) => about(&|subject| words.overdue(subject)),
        EffectKind::Escalated { to, .. } => about(&|subject| words.escalated(subject, *to)),
        EffectKind::Completed { in_time, .. } => about(&|it| words.completed(it, *in_time)),
        EffectKind::Voted { by: (role, party), outcome, .. } => {
            about(&|subject| words.voted(subject, *role, party, *outcome))
        }
        EffectKind::Decided { outcome, .. } => about(&|subject| words.decided(subject, *outcome)),
        EffectKind::Withdrawn { why, .. } => {
            about(&|subject| words.withdrawn(subject, words.withdrawal(*why)))
        }
        EffectKind::Grounds { in_force, .. } => about(&|subject| words.grounds(subject, *in_force)),
        EffectKind::Unheld(_) => about(&|subject| words.unheld(subject)),
        EffectKind::Item(effect) => words.about_item(effect),
    }
}

/// Sentences about the case.
impl Words<'_> {
    fn entered(self, state: StateId) -> String {
        let state = self.state(state);
        say!(self, nl: "{state} begint", en: "{state} begins")
    }

    fn left(self, state: StateId) -> String {
        let state = self.state(state);
        say!(self, nl: "{state} verlaten", en: "{state} left")
    }

    fn informed(self, state: StateId, to: &[RoleId]) -> String {
        let (state, to) = (self.scope(state), self.whom_all(to));
        say!(self, nl: "{to} geïnformeerd over {state}", en: "{to} informed of {state}")
    }

    fn consulted(self, state: StateId, to: &[RoleId]) -> String {
        let (state, to) = (self.scope(state), self.whom_all(to));
        say!(self, nl: "{to} geraadpleegd over {state}", en: "{to} consulted on {state}")
    }

    fn deadline(self, state: StateId, due: Option<Due>) -> String {
        let (state, due) = (self.state(state), self.by(due));
        say!(self, nl: "termijn van {state}: {due}", en: "deadline of {state}: {due}")
    }

    fn deadline_passed(self, state: StateId) -> String {
        let state = self.state(state);
        say!(self, nl: "termijn van {state} verstreken", en: "deadline of {state} passed")
    }

    pub(super) fn resumed(self) -> String {
        self.pick("termijnen lopen weer", "deadlines run again").to_owned()
    }

    pub(super) fn suspended(self, reason: &str) -> String {
        say!(self, nl: "termijnen opgeschort: “{reason}”", en: "deadlines suspended: “{reason}”")
    }

    fn case_reopened(self, reason: &str) -> String {
        say!(self, nl: "casus heropend: “{reason}”", en: "case reopened: “{reason}”")
    }

    fn notice(self, to: &[RoleId], text: &str) -> String {
        let to = self.whom_all(to);
        say!(self, nl: "melding aan {to}: “{text}”", en: "notice to {to}: “{text}”")
    }

    fn note(self, text: &str) -> String {
        say!(self, nl: "vastgelegd: “{text}”", en: "recorded: “{text}”")
    }

    fn severity(self, from: LevelId, to: LevelId) -> String {
        let (scale, low, high) = (self.scale(), self.level(from), self.level(to));
        let way = if from < to { self.pick("omhoog", "up") } else { self.pick("omlaag", "down") };
        say!(
            self,
            nl: "{scale} {way}: van {low} naar {high}",
            en: "{scale} {way}: from {low} to {high}",
        )
    }

    /// `curator vervangt aanbieder voor taak register`
    pub(super) fn replaced(self, by: RoleId, of: RoleId, part: &Part) -> String {
        let (by, of) = (self.role(by), self.role(of));
        match part {
            Part::All => say!(self, nl: "{by} vervangt {of}", en: "{by} replaces {of}"),
            Part::Rest => {
                say!(self, nl: "{by} vervangt {of} voor de rest",
                    en: "{by} replaces {of} for the rest")
            }
            Part::Named { duties, holdings } => {
                let duties = duties.iter().map(|duty| self.duty(*duty));
                let holdings = holdings.iter().map(|holding| self.holding(*holding).to_owned());
                let named: Vec<String> = duties.chain(holdings).collect();
                let named = self.list(&named.iter().map(String::as_str).collect::<Vec<_>>());
                say!(self, nl: "{by} vervangt {of} voor {named}",
                    en: "{by} replaces {of} for {named}")
            }
        }
    }

    fn restored(self, role: RoleId) -> String {
        let role = self.role(role);
        say!(self, nl: "{role} hersteld", en: "{role} restored")
    }

    fn violated(self, guarantee: GuaranteeId) -> String {
        let guarantee = self.guarantee(guarantee);
        say!(self, nl: "{guarantee} geschonden", en: "{guarantee} violated")
    }

    fn closed(self, state: StateId) -> String {
        let state = self.state(state);
        say!(self, nl: "casus gesloten in {state}", en: "case closed in {state}")
    }

    /// A state, or the case for what stands at the top of the playbook.
    fn scope(self, state: StateId) -> String {
        let top = self.machine.playbook().states.get(state).is_none_or(|s| s.parent.is_none());
        if top { self.pick("de casus", "the case").to_owned() } else { self.state(state) }
    }
}
