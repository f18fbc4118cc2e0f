//! Why something is not so yet: what is missing, who must act, by when, what happens otherwise.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT tables are indexed by ids of a validated machine; vectors never are"
)]

mod hidden;
mod need;
mod otherwise;
mod text;
mod way;

use serde::Serialize;

use super::{Because, Case};
use crate::calendar::{Due, Timestamp};
use crate::diagnostic::Text;
use crate::engine::{ObligationNo, Phase};
use crate::machine::Machine;
use crate::machine::id::{DutyId, Id, StateId};
use crate::value::Value;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim<'a> {
    /// A phase, track, step or end, by name: why is it not left; if it is not active, why is it
    /// not reached.
    State(&'a str),
    /// A task, by name: why is it not open; if it is, why is it not done.
    Task(&'a str),
    /// A decision, by name: why is it not open; if it is, why is it not taken.
    Decision(&'a str),
    /// The case: why is it not closed.
    Closed,
}

/// Why something is not so yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyNot {
    /// What is not so; or that it is so already, and then there is nothing else.
    pub about: Text,
    /// The ways in which it can come about, in the order of writing; any of them is enough.
    pub ways: Vec<Way>,
    /// What happens by itself meanwhile, the earliest first.
    pub otherwise: Vec<Otherwise>,
}

/// A way in which something can come about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way {
    /// The line of the playbook by which it does.
    pub by: Because,
    /// What it still needs.
    pub needs: Need,
}

/// What is needed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Need {
    /// All of these.
    All(Vec<Need>),
    /// One of these.
    Any(Vec<Need>),
    /// This.
    One(Missing),
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// What, as data.
    pub what: What,
    /// The sentence, and the line of the playbook.
    pub because: Because,
    /// Who can bring it about.
    pub by: Vec<Who>,
    /// By when, where there is a term.
    pub due: Option<Due>,
}

/// What is missing; names are the playbook's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum What {
    /// A fact that is not known.
    Fact(String),
    /// A condition that does not hold, with the values that it reads now.
    Condition(Vec<(String, Option<Value>)>),
    /// A signal that has not come.
    Signal(String),
    /// A task, decision or call of the host that is owed.
    Obligation(ObligationNo),
    /// A task or decision that is not open.
    Unopened(String),
    /// A state that is not active.
    State(String),
    /// A level that is not reached.
    Level(String),
    /// An instant that has not come; `None` while it is not known.
    Instant(Option<Timestamp>),
    /// A count that is used up.
    Count,
    /// A condition that has fired and must first have been otherwise; a moment that has been.
    Again,
    /// Nothing can bring it about any more.
    Never,
    /// It hangs on a fact that the role that asks does not see.
    Hidden,
}

/// A role that can act, and who holds it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The role's name.
    pub role: String,
    /// Its parties now, by name; of a vote those that have not cast it.
    pub parties: Vec<String>,
}

/// Something that happens by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Otherwise {
    /// When.
    pub at: Timestamp,
    /// What, and the line of the playbook.
    pub because: Because,
}

impl Need {
    /// Everything in it that is missing.
    #[must_use]
    pub fn missing(&self) -> Vec<&Missing> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::missing).collect(),
            Self::One(missing) => vec![missing],
        }
    }

    /// One of two or more; `None` when nothing is needed.
    fn all(parts: Vec<Self>) -> Option<Self> {
        Self::some(parts, Self::All)
    }

    fn some(mut parts: Vec<Self>, make: fn(Vec<Self>) -> Self) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(make(parts)),
        }
    }
}

impl WhyNot {
    /// Everything that is missing, over all ways.
    pub fn missing(&self) -> impl Iterator<Item = &Missing> {
        self.ways.iter().flat_map(|way| way.needs.missing())
    }
}

impl<'a> Aim<'a> {
    /// Everything of this name that can be asked for; the playbook's own name is the case.
    #[must_use]
    pub fn named(machine: &Machine, name: &'a str) -> Vec<Self> {
        let mut aims = Vec::new();
        if machine.playbook().header.name == name {
            aims.push(Self::Closed);
        }
        if machine.state(name).is_some_and(|state| state.index() > 0) {
            aims.push(Self::State(name));
        }
        if machine.task(name).is_some() {
            aims.push(Self::Task(name));
        }
        if machine.decision(name).is_some() {
            aims.push(Self::Decision(name));
        }
        aims
    }
}

impl Case {
    /// Why something is not so yet: what is missing, who must act, by when, and what happens
    /// otherwise, down to the lines of the playbook. `None` for a name that it does not have.
    #[must_use]
    pub fn why_not(&self, aim: Aim<'_>) -> Option<WhyNot> {
        match aim {
            Aim::State(name) => Some(self.why_not_state(self.machine().state(name)?)),
            Aim::Task(name) => Some(self.why_not_duty(self.machine().task(name)?)),
            Aim::Decision(name) => Some(self.why_not_duty(self.machine().decision(name)?)),
            Aim::Closed => Some(self.why_not_closed()),
        }
    }

    fn why_not_state(&self, state: StateId) -> WhyNot {
        let active = self.state().is_active(state);
        let ended = matches!(self.state().phase(), Phase::Closed(_));
        let about = self.about_state(state, active, ended);
        if ended {
            return WhyNot { about, ways: vec![], otherwise: vec![] };
        }
        let ways = if active { self.ways_out(state) } else { self.ways_in(state) };
        let otherwise = if active { self.otherwise_of(state) } else { self.otherwise_now() };
        WhyNot { about, ways, otherwise }
    }

    fn why_not_duty(&self, duty: DutyId) -> WhyNot {
        let instances = || self.state().instances(duty);
        let owed = instances().filter(|(_, obligation)| obligation.status.is_owed());
        let owed: Vec<_> = owed.map(|(no, _)| no).collect();
        let (about, done) =
            self.about_duty(duty, &owed, instances().next().map(|(_, it)| it.status));
        if done {
            return WhyNot { about, ways: vec![], otherwise: vec![] };
        }
        let ways = if owed.is_empty() { self.ways_to_open(duty) } else { self.ways_to_end(&owed) };
        let otherwise = owed.iter().flat_map(|no| self.otherwise_for(*no)).collect();
        WhyNot { about, ways, otherwise: sorted(otherwise) }
    }

    fn why_not_closed(&self) -> WhyNot {
        let about = self.about_case();
        if matches!(self.state().phase(), Phase::Closed(_)) {
            return WhyNot { about, ways: vec![], otherwise: vec![] };
        }
        WhyNot { about, ways: self.ways_to_close(), otherwise: self.otherwise_now() }
    }
}

fn sorted(mut all: Vec<Otherwise>) -> Vec<Otherwise> {
    all.sort_by_key(|one| (one.at, one.because.line));
    all.dedup();
    all
}
