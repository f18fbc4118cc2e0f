//! A running case: a playbook and a state, told what happens and asked what is due.

mod agenda;
mod allowed;
mod deadline;
mod event;
mod items;
mod owed;
mod promised;
mod seen;
mod snapshot;
mod step;
mod view;
mod waiting;
mod why;
mod why_not;

pub use allowed::{Act, Allowed, Carried};
pub use deadline::Deadline;
pub use event::Event;
pub use items::{Beside, HeldBy, ItemView, Moment};
pub use owed::Owed;
pub use promised::Promised;
pub use seen::{Conflict, Seen};
pub use step::{Effect, Remark, Step};
pub use waiting::Waits;
pub use why::{Because, Explanation};
pub use why_not::{Aim, Missing, Need, Otherwise, Way, What, Who, WhyNot};

use crate::calendar::Timestamp;
use crate::engine::{self, Input, InputKind, Outcome, Refusal, State};
use crate::machine::Machine;
use crate::playbook::Playbook;
use crate::value::Value;

/// One case under one playbook. Holds everything in memory; the host keeps the journal entries of
/// each step, or a [snapshot](Case::snapshot), or both.
#[derive(Clone, Debug)]
pub struct Case {
    playbook: Playbook,
    state: State,
}

impl Case {
    /// A case that nothing has been said to, not even that it opens.
    pub(crate) fn unopened(playbook: Playbook, case: String) -> Self {
        let state = State::new(playbook.machine(), case);
        Self { playbook, state }
    }

    /// Tells the case something that was received at `now`. What fell due before comes first.
    ///
    /// # Errors
    /// Every fault of the event at once; then nothing has changed, not even time.
    pub fn apply(&mut self, now: Timestamp, event: Event) -> Result<Step, Refusal> {
        let input = event.into_input(self.machine(), &self.state, now)?;
        self.submit(now, input)
    }

    /// Lets time pass up to and including `now`.
    ///
    /// # Errors
    /// When `now` lies before the last entry or outside the years 1990 to 2150.
    pub fn advance(&mut self, now: Timestamp) -> Result<Step, Refusal> {
        self.submit(now, advance(now))
    }

    /// Tells the case an input as data, such as one that another service sent.
    ///
    /// # Errors
    /// As for [`Case::apply`].
    pub fn submit(&mut self, now: Timestamp, input: Input) -> Result<Step, Refusal> {
        let machine = self.playbook.shared();
        let data = run(&machine, &mut self.state, now, &input)?;
        Ok(Step::new(machine, &self.state, data))
    }

    /// What would come of an event, without telling it.
    ///
    /// # Errors
    /// As for [`Case::apply`].
    pub fn preview(&self, now: Timestamp, event: Event) -> Result<Step, Refusal> {
        self.clone().apply(now, event)
    }

    /// The playbook it runs under.
    #[must_use]
    pub fn playbook(&self) -> &Playbook {
        &self.playbook
    }

    /// The machine of that playbook.
    #[must_use]
    pub fn machine(&self) -> &Machine {
        self.playbook.machine()
    }

    /// Everything that is so now, as data.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The present value of a fact, stated, derived or by default; `None` while it is unknown and
    /// for names that the playbook does not have.
    #[must_use]
    pub fn value(&self, fact: &str) -> Option<Value> {
        let fact = self.machine().fact(fact)?;
        engine::value_of(self.machine(), &self.state, fact)
    }

    /// Whether a phase, track, step or end of this name is active.
    #[must_use]
    pub fn is_in(&self, state: &str) -> bool {
        self.machine().state(state).is_some_and(|state| self.state.is_active(state))
    }

    /// The name of the present level of severity.
    #[must_use]
    pub fn level(&self) -> Option<&str> {
        let scale = self.machine().playbook().scale.as_ref()?;
        scale.levels.get(self.state.level()).map(|level| level.name.as_str())
    }
}

pub(crate) fn advance(now: Timestamp) -> Input {
    Input { id: String::new(), by: None, at: now, item: None, kind: InputKind::Advance }
}

/// Steps until all that fell due before `now` has been worked off and the input is applied.
pub(crate) fn run(
    machine: &Machine,
    state: &mut State,
    now: Timestamp,
    input: &Input,
) -> Result<engine::Step, Refusal> {
    let mut whole = engine::step(machine, state, now, input.clone())?;
    while whole.outcome == Outcome::More {
        let next = engine::step(machine, state, now, input.clone())?;
        whole.entries.extend(next.entries);
        whole.effects.extend(next.effects);
        whole.trace.extend(next.trace);
        whole.outcome = next.outcome;
    }
    Ok(whole)
}
