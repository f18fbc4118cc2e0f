//! The things of a playbook by their names and titles.

use super::{Words, say};
use crate::machine::handler::{Handler, Trigger};
use crate::machine::id::{
    DutyId, ExprId, FactId, GuaranteeId, HandlerId, LevelId, RoleId, SignalId, StateId,
};
use crate::machine::playbook::{
    DateRef, Derivation, DutyKind, Fact, OutcomeName, StateKind, is_computed_in_place,
};
use crate::span::Span;

impl<'a> Words<'a> {
    /// The role's name.
    pub(crate) fn role(self, role: RoleId) -> &'a str {
        self.machine.playbook().roles.get(role).map_or("?", |role| &role.name)
    }

    /// All who hold the role: its plural name if it has one.
    pub(crate) fn whom(self, role: RoleId) -> &'a str {
        let role = self.machine.playbook().roles.get(role);
        role.map_or("?", |role| role.plural.as_ref().unwrap_or(&role.name))
    }

    /// `gemeenten en toezichthouder`
    pub(crate) fn whom_all(self, roles: &[RoleId]) -> String {
        let names: Vec<&str> = roles.iter().map(|&role| self.whom(role)).collect();
        self.list(&names)
    }

    /// `a, b en c`
    pub(crate) fn list(self, names: &[&str]) -> String {
        match names {
            [] => "–".to_owned(),
            [one] => (*one).to_owned(),
            [first @ .., last] => {
                format!("{} {} {last}", first.join(", "), self.pick("en", "and"))
            }
        }
    }

    /// `taak herstelplan (Lever een herstelplan aan)`
    pub(crate) fn duty(self, duty: DutyId) -> String {
        let Some(declared) = self.machine.playbook().duties.get(duty) else {
            return "?".to_owned();
        };
        let kind = match declared.kind {
            DutyKind::Task(_) => self.pick("taak", "task"),
            DutyKind::Decision(_) => self.pick("besluit", "decision"),
            DutyKind::Call(_) => self.pick("actie", "action"),
        };
        self.titled(kind, &declared.name, declared.title.as_deref())
    }

    /// What a state that is in no other is: the playbook, or a handover or process of an item.
    fn root(self, state: StateId) -> &'static str {
        let mut charts = self.machine.playbook().charts.as_slice().iter();
        match charts.find(|chart| chart.root == state && chart.item.is_some()) {
            Some(chart) if chart.moves_care => self.pick("overdracht", "handover"),
            Some(_) => self.pick("traject", "process"),
            None => self.pick("draaiboek", "playbook"),
        }
    }

    /// `stap oordeel (Beoordelen herstelplan)`
    pub(crate) fn state(self, state: StateId) -> String {
        let Some(declared) = self.machine.playbook().states.get(state) else {
            return "?".to_owned();
        };
        let kind = match declared.kind {
            StateKind::Root => self.root(state),
            StateKind::Phase | StateKind::Parallel => self.pick("fase", "phase"),
            StateKind::Track => self.pick("spoor", "track"),
            StateKind::Step => self.pick("stap", "step"),
            StateKind::End => self.pick("einde", "end"),
        };
        self.titled(kind, &declared.name, declared.title.as_deref())
    }

    /// The answer of a decision; `None`: none came.
    pub(crate) fn outcome(self, duty: DutyId, outcome: Option<u32>) -> String {
        let declared = self.machine.playbook().duties.get(duty).map(|duty| &duty.kind);
        let (Some(DutyKind::Decision(decision)), Some(outcome)) = (declared, outcome) else {
            return self.pick("geen antwoord", "no answer").to_owned();
        };
        let outcome = decision.outcomes.get(outcome as usize);
        outcome.map_or_else(|| "?".to_owned(), |outcome| self.outcome_name(&outcome.name))
    }

    /// The name of an outcome in the language of the sentence.
    pub(crate) fn outcome_name(self, name: &OutcomeName) -> String {
        match name {
            OutcomeName::Yes => self.pick("ja", "yes").to_owned(),
            OutcomeName::No => self.pick("nee", "no").to_owned(),
            OutcomeName::NoAnswer => self.pick("geen antwoord", "no answer").to_owned(),
            OutcomeName::Named(name) => name.clone(),
        }
    }

    /// The level's name.
    pub(crate) fn level(self, level: LevelId) -> &'a str {
        let scale = self.machine.playbook().scale.as_ref();
        scale.and_then(|scale| scale.levels.get(level)).map_or("?", |level| &level.name)
    }

    /// The scale's name; where there is none, the word for it.
    pub(crate) fn scale(self) -> &'a str {
        let scale = self.machine.playbook().scale.as_ref();
        scale.map_or(self.pick("ernst", "severity"), |scale| &scale.name)
    }

    /// The fact's name.
    pub(crate) fn fact(self, fact: FactId) -> &'a str {
        self.machine.playbook().facts.get(fact).map_or("?", |fact| &fact.name)
    }

    /// Where two rows of a table stand.
    pub(crate) fn rows(self, table: FactId, rows: [u32; 2]) -> [String; 2] {
        let declared = self.machine.playbook().facts.get(table);
        let table = declared.and_then(|fact| match &fact.derived {
            Some(Derivation::Table(table)) => Some(table),
            _ => None,
        });
        rows.map(|row| {
            let row = table.and_then(|table| table.rows.get(row as usize));
            row.map_or_else(|| "?".to_owned(), |row| self.line(row.at))
        })
    }

    /// The signal's name.
    pub(crate) fn signal(self, signal: SignalId) -> &'a str {
        self.machine.playbook().signals.get(signal).map_or("?", |signal| &signal.name)
    }

    /// `waarborg plan_voor_overdracht (Pas overdragen na een capaciteitstoets)`
    pub(crate) fn guarantee(self, guarantee: GuaranteeId) -> String {
        let Some(declared) = self.machine.playbook().guarantees.get(guarantee) else {
            return "?".to_owned();
        };
        let kind = self.pick("waarborg", "guarantee");
        self.titled(kind, &declared.name, declared.title.as_deref())
    }

    /// `regel 78`, `rollen.draaiboek:12`
    pub(crate) fn line(self, at: Span) -> String {
        self.machine.place(at).text().get(self.language).to_owned()
    }

    /// `bij kwartaalcijfers (regel 78)`
    pub(crate) fn handler(self, handler: HandlerId) -> String {
        let Some(declared) = self.machine.playbook().handlers.get(handler) else {
            return "?".to_owned();
        };
        format!("`{}` ({})", self.trigger(declared), self.line(declared.at))
    }

    /// The trigger as written: `bij kwartaalcijfers`.
    pub(crate) fn brief_handler(self, handler: HandlerId) -> String {
        let declared = self.machine.playbook().handlers.get(handler);
        let words = |declared: &Handler<ExprId>| match declared.trigger {
            Trigger::When(when) => {
                let as_soon = self.pick("zodra", "as soon as");
                format!("{as_soon} {}", self.expr(when))
            }
            _ => self.trigger(declared),
        };
        declared.map_or_else(|| "?".to_owned(), |declared| format!("`{}`", words(declared)))
    }

    /// `bij kwartaalcijfers`, `zodra …`
    pub(crate) fn trigger(self, handler: &Handler<ExprId>) -> String {
        match &handler.trigger {
            Trigger::Signal(signal) => {
                let signal = self.signal(*signal);
                say!(self, nl: "bij {signal}", en: "when {signal}")
            }
            Trigger::When(_) => self.pick("zodra …", "as soon as …").to_owned(),
            Trigger::Done => self.pick("klaar", "done").to_owned(),
            Trigger::Overdue => self.pick("te laat", "overdue").to_owned(),
            Trigger::DutyOverdue(duty) => {
                let duty = self.machine.playbook().duties.get(*duty);
                let (nl, en) = match duty.map(|duty| &duty.kind) {
                    Some(DutyKind::Decision(_)) => ("besluit", "decision"),
                    _ => ("taak", "task"),
                };
                let name = duty.map_or("?", |duty| &duty.name);
                say!(self, nl: "{nl} {name} te laat", en: "{en} {name} overdue")
            }
            Trigger::CallOverdue(action) => {
                let action = self.machine.playbook().actions.get(*action);
                let name = action.map_or("?", |action| &action.name);
                say!(self, nl: "actie {name} te laat", en: "action {name} overdue")
            }
            Trigger::After(after) => {
                let after = after.words(self.language);
                say!(self, nl: "na {after}", en: "after {after}")
            }
            Trigger::On(date) => {
                let date = self.date_ref(*date);
                say!(self, nl: "op {date}", en: "on {date}")
            }
            Trigger::AfterEnd(date) => {
                let date = self.date_ref(*date);
                say!(self, nl: "na afloop van {date}", en: "after the end of {date}")
            }
            Trigger::Before(before, date) => {
                let (before, date) = (before.words(self.language), self.date_ref(*date));
                say!(self, nl: "{before} voor {date}", en: "{before} before {date}")
            }
            Trigger::Every(every) => {
                let every = every.words(self.language);
                say!(self, nl: "elke {every}", en: "every {every}")
            }
            Trigger::At(time) => self.clock_time(*time),
        }
    }

    pub(super) fn titled(self, kind: &str, name: &str, title: Option<&str>) -> String {
        match title.filter(|_| !self.brief) {
            Some(title) => format!("{kind} {name} ({title})"),
            None => format!("{kind} {name}"),
        }
    }

    /// A date as written: the fact's name, the date, or how it is computed.
    pub(crate) fn date_ref(self, date: DateRef) -> String {
        let fact = match date {
            DateRef::Literal(date) => return date.to_string(),
            DateRef::Instant(at) => return self.machine.zone().local(at).to_string(),
            DateRef::Fact(fact) => fact,
        };
        match self.machine.playbook().facts.get(fact) {
            Some(Fact { name, derived: Some(Derivation::Expression(value)), .. })
                if is_computed_in_place(name) =>
            {
                self.expr(*value)
            }
            _ => self.fact(fact).to_owned(),
        }
    }
}
