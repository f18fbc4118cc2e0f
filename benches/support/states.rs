//! The five steps in statig: who is where, and nothing else.

use statig::prelude::*;

/// What happens in a round.
pub const ROUND: [Event; 5] =
    [Event::Figures(9), Event::PlanDone, Event::Answer(true), Event::Forecast, Event::Figures(20)];

#[derive(Clone, Copy, Debug)]
pub enum Event {
    Figures(i64),
    PlanDone,
    Answer(bool),
    Forecast,
}

#[derive(Default)]
pub struct Steps;

#[state_machine(initial = "State::follow()")]
impl Steps {
    #[state]
    fn follow(event: &Event) -> statig::Outcome<State> {
        match event {
            Event::Figures(weeks) if *weeks < 13 => Transition(State::plan()),
            _ => Super,
        }
    }

    #[state]
    fn plan(event: &Event) -> statig::Outcome<State> {
        match event {
            Event::PlanDone => Transition(State::judge()),
            _ => Super,
        }
    }

    #[state]
    fn judge(event: &Event) -> statig::Outcome<State> {
        match event {
            Event::Answer(true) => Transition(State::carry()),
            Event::Answer(false) => Transition(State::plan()),
            _ => Super,
        }
    }

    #[state]
    fn carry(event: &Event) -> statig::Outcome<State> {
        match event {
            Event::Figures(weeks) if *weeks >= 13 => Transition(State::follow()),
            _ => Super,
        }
    }
}
