//! What hosts ask of a case without changing it.

use std::cell::RefCell;

use super::eval::{Here, Memo};
use super::input::Input;
use super::refusal::Fault;
use super::state::State;
use super::world::Actual;
use crate::calendar::Timestamp;
use crate::machine::Machine;
use crate::machine::id::{ExprId, FactId, Id, LevelId};
use crate::value::{Truth, Value};

/// The value of a fact, stated, derived or by default; `None` while unknown.
#[must_use]
pub fn value_of(machine: &Machine, state: &State, fact: FactId) -> Option<Value> {
    machine.playbook().facts.get(fact)?;
    ask(machine, state, |here| here.fact(fact))
}

/// The truth of a condition of the machine's tables.
#[must_use]
pub fn holds(machine: &Machine, state: &State, condition: ExprId) -> Truth {
    ask(machine, state, |here| here.holds(condition))
}

/// The lowest level that the rules allow now.
#[must_use]
pub fn floor(machine: &Machine, state: &State) -> LevelId {
    let rules = machine.playbook().scale.iter().flat_map(|scale| &scale.rules);
    ask(machine, state, |here| {
        let holding = rules.filter(|rule| here.holds(rule.when).is_true());
        holding.map(|rule| rule.level).max().unwrap_or(LevelId::new(0))
    })
}

/// Every fault for which an input would be refused at `now`, on the state as it is; none if it
/// would be accepted.
#[must_use]
pub fn faults(machine: &Machine, state: &State, now: Timestamp, input: &Input) -> Vec<Fault> {
    super::refuse::check(machine, state, now, input).err().map_or(vec![], |no| no.faults)
}

fn ask<T>(machine: &Machine, state: &State, question: impl FnOnce(Here<'_>) -> T) -> T {
    let memo = RefCell::new(Memo::default());
    question(Here { world: &Actual, machine, state, at: state.last, memo: &memo })
}
