//! Why a task is owed, down to the lines of the playbook.

mod bound;

use std::fmt;

use serde::Serialize;

use super::Case;
use crate::calendar::Point;
use crate::diagnostic::{Language, Text};
use crate::engine::{Cause, Focus, ItemNo, Obligation, ObligationNo, Status};
use crate::machine::id::ExprId;
use crate::machine::id::{DutyId, Id, StateId};
use crate::machine::playbook::{Due, Duty, DutyKind, Outcome};
use crate::playbook::Playbook;
use crate::sources::Place;
use crate::span::Span;
use crate::words::{Words, say};

/// Why a task or decision is owed: one reason after another, the nearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The obligation that is explained.
    pub obligation: ObligationNo,
    /// What became of it.
    pub status: Status,
    /// The reasons.
    pub reasons: Vec<Because>,
}

/// One reason, and where the playbook says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    /// The reason, in both languages.
    pub text: Text,
    /// The file of the playbook; `None` for the main file.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: u32,
    /// What that line says; `None` for a playbook loaded without its text.
    pub source: Option<String>,
}

impl Case {
    /// Why the task or decision of this name is owed, or was: one explanation per instance that
    /// counts now; none if it never opened or there is none of that name.
    #[must_use]
    pub fn why(&self, task: &str) -> Vec<Explanation> {
        let machine = self.machine();
        let Some(duty) = machine.task(task).or_else(|| machine.decision(task)) else {
            return vec![];
        };
        let instances = self.state().instances(duty);
        instances.filter_map(|(no, obligation)| self.explain(no, obligation)).collect()
    }

    /// The same for a task or decision of an item; none for an item that is not there.
    #[must_use]
    pub fn why_of(&self, item: &str, task: &str) -> Vec<Explanation> {
        let machine = self.machine();
        let duty = machine.task(task).or_else(|| machine.decision(task));
        let (Some(duty), Some(no)) = (duty, self.state().item_no(item)) else { return vec![] };
        let Some(declared) = machine.playbook().duties.get(duty) else { return vec![] };
        let Some(focus) = self.focus(Some(no), declared.scope) else { return vec![] };
        let instances = self.state().instances_in(focus, duty);
        instances.filter_map(|(no, obligation)| self.explain(no, obligation)).collect()
    }

    /// The chart of a state, as it runs for an item or for the case.
    fn focus(&self, item: Option<ItemNo>, state: StateId) -> Option<Focus> {
        let chart = *self.machine().index().chart_of.get(state)?;
        Some(Focus::of(item, chart))
    }

    fn explain(&self, no: ObligationNo, obligation: &Obligation) -> Option<Explanation> {
        let duty = self.machine().playbook().duties.get(obligation.duty)?;
        let mut reasons = vec![self.because(duty.at, |words| {
            let (name, scope) = (words.duty(obligation.duty), words.state(duty.scope));
            say!(words, nl: "{name} staat in {scope}", en: "{name} stands in {scope}")
        })];
        reasons.push(self.opened(obligation, duty));
        self.scopes(obligation.item, duty.scope, &mut reasons);
        self.severity(&mut reasons);
        self.who(obligation, duty, &mut reasons);
        self.grounds(obligation.duty, &mut reasons);
        self.term(obligation, duty, &mut reasons);
        reasons.extend(self.promised_before(obligation, duty));
        Some(Explanation { obligation: no, status: obligation.status, reasons })
    }

    pub(super) fn because(&self, at: Span, sentence: impl Fn(Words<'_>) -> String) -> Because {
        Because::new(self.playbook(), at, sentence)
    }

    fn opened(&self, obligation: &Obligation, duty: &Duty<ExprId>) -> Because {
        self.because(self.cause_at(obligation.cause, duty.at), |words| {
            let at = words.instant(obligation.opened);
            let cause = self.cause(words, obligation.cause);
            say!(words, nl: "geopend op {at} {cause}", en: "opened on {at} {cause}")
        })
    }

    /// The scopes around it, inner first, and why they are active.
    fn scopes(&self, item: Option<ItemNo>, scope: StateId, reasons: &mut Vec<Because>) {
        let states = &self.machine().playbook().states;
        let mut scope = Some(scope);
        while let Some(id) = scope {
            let Some(state) = states.get(id) else { break };
            if state.parent.is_none() {
                break;
            }
            let course = self.focus(item, id).and_then(|focus| self.state().course(focus));
            reasons.push(match course.and_then(|course| course.visit(id)) {
                Some(visit) => self.because(self.cause_at(visit.cause, state.at), |words| {
                    let (name, at) = (words.state(id), words.instant(visit.entered));
                    let cause = self.cause(words, visit.cause);
                    say!(
                        words,
                        nl: "{name} begon op {at} {cause}",
                        en: "{name} began on {at} {cause}",
                    )
                }),
                None => self.because(state.at, |words| {
                    let name = words.state(id);
                    say!(
                        words,
                        nl: "{name} is inmiddels verlaten",
                        en: "{name} has been left since",
                    )
                }),
            });
            scope = state.parent;
        }
    }

    fn severity(&self, reasons: &mut Vec<Because>) {
        let Some(scale) = &self.machine().playbook().scale else { return };
        let level = self.state().level();
        let determined = self.state().determined.iter().rev().find(|(_, to)| *to == level);
        let rule = scale.rules.iter().find(|rule| rule.level == level);
        let at = match (determined, rule) {
            (None, Some(rule)) => rule.at,
            _ => scale.levels.get(level).map_or(scale.at, |level| level.at),
        };
        reasons.push(self.because(at, |words| {
            let (scale, level) = (words.scale(), words.level(level));
            match determined {
                Some((role, _)) => {
                    let role = words.role(*role);
                    say!(
                        words,
                        nl: "{scale} is {level}, bepaald door {role}",
                        en: "{scale} is {level}, determined by {role}",
                    )
                }
                None => say!(words, nl: "{scale} is {level}", en: "{scale} is {level}"),
            }
        }));
    }

    fn who(&self, obligation: &Obligation, duty: &Duty<ExprId>, reasons: &mut Vec<Because>) {
        let party = obligation.party.as_deref();
        reasons.push(self.because(duty.at, |words| {
            let who = words.who(obligation.doer, obligation.accountable, party);
            say!(words, nl: "het is aan {who}", en: "it is up to {who}")
        }));
        for succession in &self.state().successions {
            if [obligation.doer, obligation.accountable].contains(&succession.by) {
                reasons.push(self.because(duty.at, |words| {
                    let (by, of) = (words.role(succession.by), words.role(succession.of));
                    say!(words, nl: "{by} vervangt {of}", en: "{by} replaces {of}")
                }));
            }
        }
    }

    /// Its own legal bases, and those of the scopes around it.
    fn grounds(&self, id: DutyId, reasons: &mut Vec<Because>) {
        let today = self.machine().zone().date_of(self.state().last());
        let grounds = self.machine().grounds(id).iter();
        for ground in grounds.filter_map(|id| self.machine().playbook().grounds.get(*id)) {
            reasons.push(self.because(ground.at, |words| {
                let title = ground.title.as_deref().unwrap_or(&ground.name);
                match ground.valid.contains(today) {
                    true => say!(words, nl: "op grond van {title}", en: "under {title}"),
                    false => say!(
                        words,
                        nl: "op grond van {title}, die nu niet geldt: het blijft staan",
                        en: "under {title}, which is not in force now: it stays",
                    ),
                }
            }));
        }
    }

    fn term(&self, obligation: &Obligation, duty: &Duty<ExprId>, reasons: &mut Vec<Because>) {
        let due = obligation.due;
        let part = bound::governing(self, obligation, duty);
        let at = part.map_or(duty.term.at, |part| part.at);
        reasons.push(self.because(at, |words| {
            let by = words.by(due);
            match (due, part) {
                (Some(_), Some(part)) => {
                    let part = words.term_part(part);
                    say!(words, nl: "{by}: {part}", en: "{by}: {part}")
                }
                (Some(_), None) => say!(
                    words,
                    nl: "{by}: uitgesteld, verlengd of anders bepaald na de opening",
                    en: "{by}: postponed, extended or set otherwise since it opened",
                ),
                (None, _) => by,
            }
        }));
        let derived = due.and_then(|due| self.machine().explain(Some(obligation.duty), due));
        if let Some(derived) = derived {
            let opened = derived.start == Point::Instant(obligation.opened);
            reasons.push(self.because(at, |words| {
                let since = match part.map(|part| &part.due) {
                    Some(Due::Within { after: Some(moment), .. }) => words.moment(*moment),
                    Some(Due::After(_, date)) => words.date_ref(*date),
                    _ if opened => words.pick("geopend", "opened").to_owned(),
                    _ => words.pick("vanaf", "from").to_owned(),
                };
                let text = derived.text_of(&Text { nl: since.clone(), en: since });
                text.get(words.language).to_owned()
            }));
        }
    }

    fn cause(&self, words: Words<'_>, cause: Cause) -> String {
        match cause {
            Cause::Opening => words.pick("toen de casus opende", "when the case opened").to_owned(),
            Cause::Handler(handler) => {
                let handler = words.handler(handler);
                say!(words, nl: "door {handler}", en: "by {handler}")
            }
            Cause::Outcome(duty, outcome) => {
                let (name, outcome) = (words.duty(duty), words.outcome(duty, outcome));
                say!(words, nl: "door {outcome} op {name}", en: "by {outcome} to {name}")
            }
            Cause::Condition => words
                .pick(
                    "omdat de voorwaarde ging gelden of de ernst werd bereikt",
                    "because its condition came to hold or the severity was reached",
                )
                .to_owned(),
            Cause::Recurrence => {
                words.pick("omdat de periode om was", "because its period came round").to_owned()
            }
            Cause::Parties => {
                let nl = "omdat andere partijen de rol vervullen";
                words.pick(nl, "because other parties hold its role").to_owned()
            }
            Cause::Version => {
                let nl = "omdat er een nieuwe versie van het document is";
                words.pick(nl, "because the document has a new version").to_owned()
            }
            Cause::Reopening => {
                words.pick("toen de casus heropend werd", "when the case was reopened").to_owned()
            }
        }
    }

    /// Where the playbook says what caused it.
    fn cause_at(&self, cause: Cause, otherwise: Span) -> Span {
        let playbook = self.machine().playbook();
        let at = match cause {
            Cause::Handler(handler) => playbook.handlers.get(handler).map(|handler| handler.at),
            Cause::Outcome(duty, outcome) => self.outcome(duty, outcome).map(|outcome| outcome.at),
            Cause::Opening
            | Cause::Condition
            | Cause::Recurrence
            | Cause::Parties
            | Cause::Version
            | Cause::Reopening => None,
        };
        at.unwrap_or(otherwise)
    }

    fn outcome(&self, duty: DutyId, outcome: Option<u32>) -> Option<&Outcome<ExprId>> {
        debug_assert!(!duty.is_missing(), "causes name duties of the machine");
        let DutyKind::Decision(decision) = &self.machine().playbook().duties.get(duty)?.kind else {
            return None;
        };
        match outcome {
            Some(outcome) => decision.outcomes.get(outcome as usize),
            None => decision.no_answer.as_ref(),
        }
    }
}

impl Because {
    /// Where the playbook says so.
    #[must_use]
    pub fn place(&self) -> Place<'_> {
        Place { file: self.file.as_deref(), line: self.line }
    }

    /// What `sentence` says, resting on the line of `playbook` at `at`.
    pub(crate) fn new(
        playbook: &Playbook,
        at: Span,
        sentence: impl Fn(Words<'_>) -> String,
    ) -> Self {
        let place = playbook.machine().place(at);
        Self {
            text: Words::both(playbook.machine(), sentence),
            file: place.file.map(str::to_owned),
            line: place.line,
            source: playbook.line(place).map(str::to_owned),
        }
    }
}

impl Explanation {
    /// The reasons, one a line, each with its place.
    #[must_use]
    pub fn text(&self) -> Text {
        Text { nl: self.lines(Language::Dutch), en: self.lines(Language::English) }
    }

    fn lines(&self, language: Language) -> String {
        let line = |because: &Because| {
            let place = because.place().text();
            format!("{} ({})", because.text.get(language), place.get(language))
        };
        self.reasons.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines(Language::Dutch))
    }
}
