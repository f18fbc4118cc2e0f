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
            let ground = words.ground_name(ground);
            say!(
                words,
                nl: "geldigheid van grondslag {ground}",
                en: "validity of legal basis {ground}",
            )
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
