//! Traces as sentences: why something happened, or did not.

use super::{Subject, Words, say};
use crate::engine::{Fired, State, Trace};

/// The sentence of a remark: lower case, without a final period.
pub(crate) fn trace(words: Words<'_>, trace: &Trace, subject: Option<&Subject>) -> String {
    match trace {
        Trace::Fired { handler, how } => {
            let handler = words.handler(*handler);
            match how {
                Fired::Rule => say!(words, nl: "{handler} werkt", en: "{handler} acts"),
                Fired::Move => {
                    say!(words, nl: "{handler} verplaatst de casus", en: "{handler} moves the case")
                }
                Fired::Stayed => {
                    say!(
                        words,
                        nl: "{handler} werkt; het doel was al actief",
                        en: "{handler} acts; its target was active already",
                    )
                }
            }
        }
        Trace::HeldBack { handler, unknown } => {
            let facts: Vec<&str> = unknown.iter().map(|&fact| words.fact(fact)).collect();
            let (handler, facts) = (words.handler(*handler), words.list(&facts));
            say!(
                words,
                nl: "{handler} wacht: {facts} onbekend",
                en: "{handler} is held back: {facts} unknown",
            )
        }
        Trace::NotEnabled(handler) => {
            let handler = words.handler(*handler);
            say!(words, nl: "{handler} geldt nu niet", en: "{handler} does not hold now")
        }
        Trace::Preempted { handler, by } => {
            let (handler, by) = (words.handler(*handler), words.handler(*by));
            say!(words, nl: "{handler} wijkt voor {by}", en: "{handler} gives way to {by}")
        }
        Trace::Outcome { duty, outcome } => {
            let (name, outcome) = (words.duty(*duty), words.outcome(*duty, *outcome));
            say!(words, nl: "antwoord op {name}: {outcome}", en: "answer to {name}: {outcome}")
        }
        Trace::Unawaited(signal) => {
            let signal = words.signal(*signal);
            say!(
                words,
                nl: "niets wacht nu op {signal}; de gegevens tellen wel",
                en: "nothing awaits {signal} now; its facts count all the same",
            )
        }
        Trace::Raised(signal) => {
            let signal = words.signal(*signal);
            say!(words, nl: "het draaiboek geeft {signal}", en: "the playbook raises {signal}")
        }
        Trace::Fact(fact) => {
            let fact = words.fact(*fact);
            say!(words, nl: "gegeven {fact} veranderd", en: "fact {fact} changed")
        }
        Trace::Dropped(handler) => {
            let handler = words.handler(*handler);
            say!(
                words,
                nl: "{handler} vervalt: het bereik is verlaten",
                en: "{handler} lapses: its scope was left",
            )
        }
        Trace::Passed(_) => match subject {
            Some(subject) => {
                let duty = words.duty(subject.duty);
                say!(
                    words,
                    nl: "{duty} ging open en meteen weer dicht",
                    en: "{duty} opened and ended at once",
                )
            }
            None => String::new(),
        },
        Trace::TooLate(duty) => {
            let duty = words.duty(*duty);
            say!(
                words,
                nl: "{duty} was al voorbij toen dit binnenkwam: vastgelegd, zonder gevolg",
                en: "{duty} was over when this came in: recorded, without effect",
            )
        }
        Trace::Runaway => words
            .pick(
                "te veel stappen op één moment: meld dit als fout",
                "too many steps at one instant: report this as a fault",
            )
            .to_owned(),
    }
}

/// The obligation that a remark is about.
pub(crate) fn subject(state: &State, trace: &Trace) -> Option<Subject> {
    match trace {
        Trace::Passed(no) => state.obligation(*no).map(Subject::of),
        _ => None,
    }
}
