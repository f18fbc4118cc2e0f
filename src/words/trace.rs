//! Traces as sentences: why something happened, or did not.

use super::{Subject, Words, say};
use crate::calendar::Timestamp;
use crate::engine::{Fired, State, Trace};
use crate::machine::id::{DutyId, FactId, HandlerId, SignalId};

/// The sentence of a remark: lower case, without a final period.
pub(crate) fn trace(words: Words<'_>, trace: &Trace, subject: Option<&Subject>) -> String {
    match trace {
        Trace::Fired { handler, how } => words.fired(*handler, *how),
        Trace::HeldBack { handler, unknown } => words.held_back(*handler, unknown),
        Trace::NotEnabled(handler) => words.not_enabled(*handler),
        Trace::Preempted { handler, by } => words.preempted(*handler, *by),
        Trace::Outcome { duty, outcome } => words.answered(*duty, *outcome),
        Trace::Unawaited(signal) => words.unawaited(*signal),
        Trace::Raised(signal) => words.raised(*signal),
        Trace::Fact(fact) => words.changed(*fact),
        Trace::Clash { table, rows } => words.clash(*table, *rows),
        Trace::Past { handler, at } => words.past(*handler, *at),
        Trace::Dropped(handler) => words.dropped(*handler),
        Trace::Passed(_) => subject.map(|subject| words.passed(subject)).unwrap_or_default(),
        Trace::TooLate(duty) => words.too_late(*duty),
        Trace::SignalTooLate(signal) => words.signal_too_late(*signal),
        Trace::SaidSince(party) => say!(
            words,
            nl: "{party} zei over de zorg later al iets anders, en dat geldt",
            en: "{party} has said something else about care later, and that stands",
        ),
        Trace::Repeated { signal, seq } => words.repeated(*signal, *seq),
        Trace::Runaway => words.runaway(),
    }
}

/// The obligation that a remark is about.
pub(crate) fn traced(state: &State, trace: &Trace) -> Option<Subject> {
    match trace {
        Trace::Passed(no) => state.obligation(*no).map(Subject::of),
        _ => None,
    }
}

impl Words<'_> {
    fn fired(self, handler: HandlerId, how: Fired) -> String {
        let handler = self.handler(handler);
        match how {
            Fired::Rule => say!(self, nl: "{handler} werkt", en: "{handler} acts"),
            Fired::Move => {
                say!(self, nl: "{handler} verplaatst de casus", en: "{handler} moves the case")
            }
            Fired::Stayed => say!(
                self,
                nl: "{handler} werkt; het doel was al actief",
                en: "{handler} acts; its target was active already",
            ),
        }
    }

    fn held_back(self, handler: HandlerId, unknown: &[FactId]) -> String {
        let facts: Vec<&str> = unknown.iter().map(|&fact| self.fact(fact)).collect();
        let (handler, facts) = (self.handler(handler), self.list(&facts));
        say!(
            self,
            nl: "{handler} wacht: {facts} onbekend",
            en: "{handler} is held back: {facts} unknown",
        )
    }

    fn not_enabled(self, handler: HandlerId) -> String {
        let handler = self.handler(handler);
        say!(self, nl: "{handler} geldt nu niet", en: "{handler} does not hold now")
    }

    fn preempted(self, handler: HandlerId, by: HandlerId) -> String {
        let (handler, by) = (self.handler(handler), self.handler(by));
        say!(self, nl: "{handler} wijkt voor {by}", en: "{handler} gives way to {by}")
    }

    fn answered(self, duty: DutyId, outcome: Option<u32>) -> String {
        let (name, outcome) = (self.duty(duty), self.outcome(duty, outcome));
        say!(self, nl: "antwoord op {name}: {outcome}", en: "answer to {name}: {outcome}")
    }

    fn unawaited(self, signal: SignalId) -> String {
        let signal = self.signal(signal);
        say!(
            self,
            nl: "geen regel van het draaiboek wachtte op {signal}; de gegevens tellen wel",
            en: "no line of the playbook awaited {signal}; its facts count all the same",
        )
    }

    fn raised(self, signal: SignalId) -> String {
        let signal = self.signal(signal);
        say!(self, nl: "het draaiboek geeft {signal}", en: "the playbook raises {signal}")
    }

    fn changed(self, fact: FactId) -> String {
        let fact = self.fact(fact);
        say!(self, nl: "gegeven {fact} veranderd", en: "fact {fact} changed")
    }

    fn clash(self, table: FactId, rows: [u32; 2]) -> String {
        let (name, [first, second]) = (self.fact(table), self.rows(table, rows));
        say!(
            self,
            nl: "tabel {name} is onbekend: twee rijen passen ({first}, {second})",
            en: "table {name} is unknown: two rows apply ({first}, {second})",
        )
    }

    fn past(self, handler: HandlerId, at: Timestamp) -> String {
        let (handler, at) = (self.handler(handler), self.instant(at));
        say!(
            self,
            nl: "{handler} hoort bij {at}, dat al voorbij is: daarom meteen",
            en: "{handler} is for {at}, which is past: so at once",
        )
    }

    fn dropped(self, handler: HandlerId) -> String {
        let handler = self.handler(handler);
        say!(
            self,
            nl: "{handler} vervalt: het bereik is verlaten",
            en: "{handler} lapses: its scope was left",
        )
    }

    fn passed(self, subject: &Subject) -> String {
        let duty = self.duty(subject.duty);
        say!(
            self,
            nl: "{duty} ging open en meteen weer dicht",
            en: "{duty} opened and ended at once",
        )
    }

    fn too_late(self, duty: DutyId) -> String {
        let duty = self.duty(duty);
        say!(
            self,
            nl: "{duty} was al voorbij toen dit binnenkwam: vastgelegd, zonder gevolg",
            en: "{duty} was over when this came in: recorded, without effect",
        )
    }

    fn signal_too_late(self, signal: SignalId) -> String {
        let signal = self.signal(signal);
        say!(
            self,
            nl: "{signal} kon niet meer toen dit binnenkwam: vastgelegd, zonder gevolg",
            en: "{signal} was no longer allowed when this came in: recorded, without effect",
        )
    }

    fn repeated(self, signal: SignalId, seq: u64) -> String {
        let signal = self.signal(signal);
        say!(
            self,
            nl: "{signal} was al gemeld (regel {seq} van het journaal): vastgelegd, zonder gevolg",
            en: "{signal} was reported before (journal entry {seq}): recorded, without effect",
        )
    }

    fn runaway(self) -> String {
        let text = self.pick(
            "te veel stappen op één moment: meld dit als fout",
            "too many steps at one instant: report this as a fault",
        );
        text.to_owned()
    }
}
