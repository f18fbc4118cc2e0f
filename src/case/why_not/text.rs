//! The sentences: what is missing, one by one, and the whole as lines.

use std::fmt::Write as _;

use super::{Because, Case, Missing, Need, What, Who, WhyNot};
use crate::diagnostic::{Language, Text};
use crate::engine::{self, Obligation, ObligationNo, Phase, Status};
use crate::machine::expr::Lowered;
use crate::machine::id::{DutyId, FactId, FormulaId, LevelId, SignalId, StateId};
use crate::machine::playbook::DutyKind;
use crate::machine::reads;
use crate::span::Span;
use crate::words::{Words, say};

impl Case {
    pub(super) fn missing(
        &self,
        what: What,
        at: Span,
        sentence: impl Fn(Words<'_>) -> String,
    ) -> Missing {
        Missing { what, because: self.because(at, sentence), by: vec![], due: None }
    }

    pub(super) fn never(&self, at: Span) -> Missing {
        self.missing(What::Never, at, |words| {
            words.pick("dat kan nu niet meer", "that cannot happen any more").to_owned()
        })
    }

    pub(super) fn again(&self, at: Span) -> Missing {
        self.missing(What::Again, at, |words| {
            let (nl, en) = (
                "dit heeft al gewerkt, en werkt pas weer als het eerst niet meer zo is",
                "this has acted already, and acts again once it has been otherwise first",
            );
            words.pick(nl, en).to_owned()
        })
    }

    pub(super) fn fired(&self, at: Span) -> Missing {
        self.missing(What::Again, at, |words| {
            let (nl, en) = ("dit moment is al geweest", "this moment has been already");
            words.pick(nl, en).to_owned()
        })
    }

    pub(super) fn used_up(&self, at: Span) -> Missing {
        self.missing(What::Count, at, |words| {
            let (nl, en) = ("het aantal keren is op", "its number of times is used up");
            words.pick(nl, en).to_owned()
        })
    }

    /// A condition that is not as wanted, with the values that it reads.
    pub(super) fn unmet(&self, at: Span, formula: FormulaId, want: bool) -> Missing {
        let (machine, state) = (self.machine(), self.state());
        let reads = reads(machine.exprs(), Lowered::Guard(formula));
        let values: Vec<_> = reads
            .into_iter()
            .map(|fact| {
                let name = machine.playbook().facts.get(fact).map(|fact| fact.name.clone());
                (name.unwrap_or_default(), engine::value_of(machine, state, fact))
            })
            .collect();
        let sentence = |words: Words<'_>| {
            let wanted = words.condition(formula, want);
            let now = values.iter().map(|(name, value)| match value {
                Some(value) => {
                    format!("{name} is {}", value.words(words.language).zone(machine.zone()))
                }
                None => say!(words, nl: "{name} is onbekend", en: "{name} is unknown"),
            });
            let mut now: Vec<String> = now.collect();
            if now.is_empty() && wanted.starts_with(words.scale()) {
                now.push(format!("{} is {}", words.scale(), words.level(state.level())));
            }
            match now.is_empty() {
                true => say!(words, nl: "nodig: {wanted}", en: "needed: {wanted}"),
                false => {
                    let now = now.join(", ");
                    say!(
                        words,
                        nl: "nodig: {wanted} (nu: {now})",
                        en: "needed: {wanted} (now: {now})",
                    )
                }
            }
        };
        self.missing(What::Condition(values.clone()), at, sentence)
    }

    pub(super) fn fact(&self, fact: FactId) -> Missing {
        let declared = self.machine().playbook().facts.get(fact);
        let name = declared.map(|fact| fact.name.clone()).unwrap_or_default();
        let by = self.who_states(fact);
        let sentence = |words: Words<'_>| {
            let name = words.fact(fact);
            if by.is_empty() {
                return say!(
                    words,
                    nl: "{name} is onbekend, en niets meldt het",
                    en: "{name} is unknown, and nothing reports it",
                );
            }
            let by = who(words, &by, "door", "by");
            say!(
                words,
                nl: "{name} is onbekend: te melden{by}",
                en: "{name} is unknown: to be reported{by}",
            )
        };
        let at = declared.map(|fact| fact.at).unwrap_or_default();
        Missing { by: by.clone(), ..self.missing(What::Fact(name), at, sentence) }
    }

    pub(super) fn signal(&self, signal: SignalId) -> Missing {
        let declared = self.machine().playbook().signals.get(signal);
        let name = declared.map(|signal| signal.name.clone()).unwrap_or_default();
        let by = self.each(self.senders(signal));
        let sentence = |words: Words<'_>| {
            let (name, by) = (words.signal(signal), who(words, &by, "van", "from"));
            say!(
                words,
                nl: "signaal {name}{by} is niet gekomen",
                en: "signal {name}{by} has not come",
            )
        };
        let at = declared.map(|signal| signal.at).unwrap_or_default();
        Missing { by: by.clone(), ..self.missing(What::Signal(name), at, sentence) }
    }

    pub(super) fn elsewhere(&self, state: StateId) -> Missing {
        let declared = self.machine().playbook().states.get(state);
        let name = declared.map(|state| state.name.clone()).unwrap_or_default();
        let at = declared.map(|state| state.at).unwrap_or_default();
        self.missing(What::State(name), at, |words| {
            let state = words.state(state);
            say!(words, nl: "de casus is niet in {state}", en: "the case is not in {state}")
        })
    }

    pub(super) fn level_name(&self, level: LevelId) -> String {
        let scale = self.machine().playbook().scale.as_ref();
        let level = scale.and_then(|scale| scale.levels.get(level));
        level.map(|level| level.name.clone()).unwrap_or_default()
    }

    pub(super) fn level_missing(&self, level: LevelId, at: Span) -> Missing {
        let now = self.state().level();
        self.missing(What::Level(self.level_name(level)), at, |words| {
            let (scale, level, now) = (words.scale(), words.level(level), words.level(now));
            say!(
                words,
                nl: "{scale} is {now}, nodig is {level} of hoger",
                en: "{scale} is {now}, {level} or higher is needed",
            )
        })
    }

    pub(super) fn not_open(&self, duty: DutyId) -> Missing {
        let declared = self.machine().playbook().duties.get(duty);
        let name = declared.map(|duty| duty.name.clone()).unwrap_or_default();
        let at = declared.map(|duty| duty.at).unwrap_or_default();
        self.missing(What::Unopened(name), at, |words| {
            let duty = words.duty(duty);
            say!(words, nl: "{duty} is nog niet open", en: "{duty} is not open yet")
        })
    }

    /// An obligation that is owed.
    pub(super) fn outstanding(&self, no: ObligationNo, obligation: &Obligation) -> Missing {
        let declared = self.machine().playbook().duties.get(obligation.duty);
        let at = declared.map(|duty| duty.at).unwrap_or_default();
        let by = self.who_acts(no, obligation);
        let sentence = |words: Words<'_>| {
            let (duty, due) = (words.duty(obligation.duty), words.by(obligation.due));
            let late = match obligation.status {
                Status::Overdue => words.pick(", te laat", ", overdue"),
                _ => "",
            };
            match declared.map(|duty| &duty.kind) {
                Some(DutyKind::Decision(_)) => {
                    let by = who(words, &by, "door", "by");
                    say!(
                        words,
                        nl: "{duty} is niet genomen: een antwoord ontbreekt{by}, {due}{late}",
                        en: "{duty} is not taken: an answer is missing{by}, {due}{late}",
                    )
                }
                Some(DutyKind::Call(_)) => say!(
                    words,
                    nl: "{duty} is niet beantwoord, {due}{late}",
                    en: "{duty} is not answered, {due}{late}",
                ),
                _ => {
                    let by = who(words, &by, "door", "by");
                    say!(
                        words,
                        nl: "{duty} is nog te doen{by}, {due}{late}",
                        en: "{duty} is still to be done{by}, {due}{late}",
                    )
                }
            }
        };
        let missing = self.missing(What::Obligation(no), at, sentence);
        Missing { by: by.clone(), due: obligation.due, ..missing }
    }

    pub(super) fn about_state(&self, state: StateId, active: bool, ended: bool) -> Text {
        Words::both(self.machine(), |words| {
            let name = words.state(state);
            match (ended, active) {
                (true, _) => say!(words, nl: "de casus is gesloten", en: "the case is closed"),
                (false, true) => {
                    say!(
                        words,
                        nl: "{name} is nog niet verlaten",
                        en: "{name} has not been left yet",
                    )
                }
                (false, false) => {
                    say!(words, nl: "de casus is niet in {name}", en: "the case is not in {name}")
                }
            }
        })
    }

    /// What is said of a duty, and whether there is nothing to explain: it was done.
    pub(super) fn about_duty(
        &self,
        duty: DutyId,
        owed: &[ObligationNo],
        status: Option<Status>,
    ) -> (Text, bool) {
        let ended = matches!(self.state().phase(), Phase::Closed(_));
        let done = matches!(status, Some(Status::Done | Status::Decided(_)));
        let text = Words::both(self.machine(), |words| {
            let name = words.duty(duty);
            match (owed.is_empty(), done) {
                (false, _) => {
                    say!(words, nl: "{name} is open, niet klaar", en: "{name} is open, not done")
                }
                (true, true) => say!(words, nl: "{name} is klaar", en: "{name} is done"),
                (true, false) if ended => {
                    say!(words, nl: "de casus is gesloten", en: "the case is closed")
                }
                (true, false) => say!(words, nl: "{name} is niet open", en: "{name} is not open"),
            }
        });
        (text, owed.is_empty() && (done || ended))
    }

    pub(super) fn about_case(&self) -> Text {
        Words::both(self.machine(), |words| match self.state().phase() {
            Phase::Closed(_) => words.pick("de casus is gesloten", "the case is closed").to_owned(),
            _ => {
                words.pick("de casus is nog niet gesloten", "the case is not closed yet").to_owned()
            }
        })
    }
}

/// ` door aanbieder (Stichting A) of gemeente`; nothing of nobody.
fn who(words: Words<'_>, who: &[Who], nl: &str, en: &str) -> String {
    let named = who.iter().map(|one| match one.parties.is_empty() {
        true => format!("{} ({})", one.role, words.pick("niemand", "nobody")),
        false => format!("{} ({})", one.role, one.parties.join(", ")),
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    let or = words.pick(" of ", " or ");
    format!(" {} {}", words.pick(nl, en), named.join(or))
}

impl WhyNot {
    /// The whole as lines: what is not so, each way with what it needs, and what happens otherwise.
    #[must_use]
    pub fn text(&self) -> Text {
        Text { nl: self.lines(Language::Dutch), en: self.lines(Language::English) }
    }

    fn lines(&self, language: Language) -> String {
        let pick = |nl, en| match language {
            Language::Dutch => nl,
            Language::English => en,
        };
        let mut out = format!("{}\n", self.about.get(language));
        for way in &self.ways {
            match &way.needs {
                // What is owed says it all.
                Need::One(one) if one.because.line == way.by.line && one.due.is_some() => {
                    tree(&way.needs, language, 1, &mut out);
                }
                needs => {
                    let _ = writeln!(out, "  {}", placed(&way.by, language));
                    tree(needs, language, 2, &mut out);
                }
            }
        }
        if !self.otherwise.is_empty() {
            let _ = writeln!(out, "{}", pick("anders:", "otherwise:"));
        }
        for one in &self.otherwise {
            let _ = writeln!(out, "  {}", placed(&one.because, language));
        }
        out
    }
}

fn placed(because: &Because, language: Language) -> String {
    format!("{} ({})", because.text.get(language), because.place().text().get(language))
}

fn tree(need: &Need, language: Language, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match need {
        Need::One(missing) => {
            let _ = writeln!(out, "{indent}{}", placed(&missing.because, language));
        }
        Need::All(parts) => parts.iter().for_each(|part| tree(part, language, depth, out)),
        Need::Any(parts) => {
            let one = match language {
                Language::Dutch => "een van deze:",
                Language::English => "one of these:",
            };
            let _ = writeln!(out, "{indent}{one}");
            parts.iter().for_each(|part| tree(part, language, depth + 1, out));
        }
    }
}
