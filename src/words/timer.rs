//! What happens by itself, as phrases.

use super::{Words, say};
use crate::engine::{ObligationNo, State, Timer};

/// What a timer will do.
pub(crate) fn timer(words: Words<'_>, state: &State, timer: Timer) -> String {
    let duty = |no: ObligationNo| {
        state.obligation(no).map_or_else(String::new, |obligation| words.duty(obligation.duty))
    };
    match timer {
        Timer::Role(role) => {
            let role = words.role(role);
            say!(words, nl: "{role} wisselt van partij", en: "{role} changes hands")
        }
        Timer::Ground(ground) => {
            let name = words.ground_name(ground);
            let today = words.machine.zone().date_of(state.last());
            let declared = words.machine.playbook().grounds.get(ground);
            match declared.is_some_and(|ground| ground.valid.contains(today)) {
                true => say!(
                    words,
                    nl: "grondslag {name} geldt niet meer",
                    en: "legal basis {name} is in force no longer",
                ),
                false => say!(
                    words,
                    nl: "grondslag {name} gaat gelden",
                    en: "legal basis {name} comes into force",
                ),
            }
        }
        Timer::Due(no) => {
            let duty = duty(no);
            say!(words, nl: "{duty} is te laat", en: "{duty} is overdue")
        }
        Timer::State(state) => {
            let state = words.state(state);
            say!(words, nl: "termijn van {state} verstrijkt", en: "deadline of {state} passes")
        }
        Timer::Reminder(no, _) => {
            let duty = duty(no);
            say!(words, nl: "herinnering: {duty}", en: "reminder: {duty}")
        }
        Timer::Rung(no, _) => {
            let duty = duty(no);
            say!(words, nl: "volgende escalatie van {duty}", en: "next escalation of {duty}")
        }
        Timer::Handler(handler) => words.handler(handler),
        Timer::Recurrence(duty) => {
            let duty = words.duty(duty);
            say!(words, nl: "{duty} opent opnieuw", en: "{duty} opens again")
        }
        Timer::Move(holding) => {
            let holding = words.holding(holding);
            say!(words, nl: "{holding} gaat over zoals gepland", en: "{holding} moves as planned")
        }
        Timer::Guarantee(guarantee) => {
            let guarantee = words.guarantee(guarantee);
            say!(words, nl: "{guarantee} moet vervuld zijn", en: "{guarantee} must have been met")
        }
    }
}
