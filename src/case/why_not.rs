//! Why something is not so yet: what is missing, who must act, by when, what happens otherwise.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT tables are indexed by ids of a validated machine; vectors never are"
)]

mod about;
mod held;
mod hidden;
mod need;
mod open;
mod otherwise;
mod say;
mod text;
mod way;
mod who;

use serde::Serialize;

use super::{Because, Case};
use crate::calendar::{Due, Timestamp};
use crate::diagnostic::Text;
use crate::engine::{ObligationNo, Phase};
use crate::machine::Machine;
use crate::machine::id::{ChartId, DutyId, HoldingId, Id, StateId};
use crate::value::Value;
use about::{About, Life};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim<'a> {
    /// A phase, track, step or end, by name: why is it not left; if it is not active, why is it
    /// not reached. A handover or process: why has it not ended; if it does not run, why does it
    /// not begin.
    State(&'a str),
    /// A task, by name: why is it not open; if it is, why is it not done.
    Task(&'a str),
    /// A decision, by name: why is it not open; if it is, why is it not taken.
    Decision(&'a str),
    /// An action of the host, by name: why is it not asked for; if it is, why is it not answered.
    Action(&'a str),
    /// Care of an item (`None`), or what else is held of it, by name: why does it not move.
    Move(Option<&'a str>),
    /// The case: why is it not closed. An item: why has nothing that runs for it ended.
    Closed,
}

/// Why something is not so yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyNot {
    /// The item asked about, by the host's id; `None`: the case.
    pub item: Option<String>,
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
    One(Box<Missing>),
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// Of which item, by the host's id; `None`: of the case.
    pub item: Option<String>,
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
    /// A task, decision or action of the host that is not open yet.
    Unopened(String),
    /// One that has ended, otherwise than is needed.
    Ended(ObligationNo),
    /// A handover or process of the item that has not ended, or has not begun.
    Running(String),
    /// The register of a kind of item that is not declared complete.
    Register(String),
    /// A move that nothing has ordered.
    Move,
    /// Acceptance of care by this role, without which it may not take over.
    Acceptance(String),
    /// A party in this role.
    Absent(String),
    /// An item of this kind.
    NoItem(String),
    /// So many others that lack the same.
    Others(usize),
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
            Self::One(missing) => vec![&**missing],
        }
    }

    fn one(missing: Missing) -> Self {
        Self::One(Box::new(missing))
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
    /// Everything of this name that can be asked for, of the case or of items; the playbook's own
    /// name is the case.
    #[must_use]
    pub fn named(machine: &Machine, name: &'a str) -> Vec<Self> {
        let mut aims = Vec::new();
        let playbook = machine.playbook();
        if playbook.header.name == name {
            aims.push(Self::Closed);
        }
        if state_named(machine, name).is_some_and(|state| state.index() > 0) {
            aims.push(Self::State(name));
        }
        if machine.task(name).is_some() {
            aims.push(Self::Task(name));
        }
        if machine.decision(name).is_some() {
            aims.push(Self::Decision(name));
        }
        if machine.index().actions.contains_key(name) {
            aims.push(Self::Action(name));
        }
        let mut holdings = playbook.holdings.as_slice().iter();
        let care = ["zorg", "care"].contains(&name);
        if holdings.any(|it| it.name.as_deref().map_or(care, |held| held == name)) {
            aims.push(Self::Move(Some(name).filter(|_| !care)));
        }
        aims
    }
}

impl Case {
    /// Why something is not so yet: what is missing, who must act, by when, and what happens
    /// otherwise, down to the lines of the playbook. `None` for a name that it does not have, and
    /// for what is of each item.
    #[must_use]
    pub fn why_not(&self, aim: Aim<'_>) -> Option<WhyNot> {
        About::case(self).why_not(aim)
    }

    /// The same of one item: of what runs for it, and of what is held of it. `None` also for an
    /// item that is not there, and for what is of the case.
    #[must_use]
    pub fn why_not_of(&self, item: &str, aim: Aim<'_>) -> Option<WhyNot> {
        let item = Some(self.state().item_no(item)?);
        About { item, ..About::case(self) }.why_not(aim)
    }
}

impl About<'_> {
    fn why_not(self, aim: Aim<'_>) -> Option<WhyNot> {
        let machine = self.machine();
        let own =
            |duty: &DutyId| self.playbook().duties.get(*duty).is_some_and(|it| self.has(it.scope));
        match aim {
            Aim::State(name) => {
                let state = state_named(machine, name).filter(|state| self.has(*state))?;
                Some(self.why_not_state(state))
            }
            Aim::Task(name) => Some(self.why_not_duty(machine.task(name).filter(own)?)),
            Aim::Decision(name) => Some(self.why_not_duty(machine.decision(name).filter(own)?)),
            Aim::Action(name) => {
                let calls = &machine.index().calls[*machine.index().actions.get(name)?];
                self.why_not_called(&calls.iter().copied().filter(own).collect::<Vec<_>>())
            }
            Aim::Move(name) => {
                let mut holdings = self.playbook().holdings.iter();
                let (holding, _) = holdings
                    .find(|(_, it)| Some(it.item) == self.kind() && it.name.as_deref() == name)?;
                Some(self.why_not_moved(holding))
            }
            Aim::Closed => Some(self.why_not_ended()),
        }
    }

    fn answer(self, about: Text, ways: Vec<Way>, otherwise: Vec<Otherwise>) -> WhyNot {
        WhyNot { item: self.id(), about, ways, otherwise }
    }

    fn why_not_state(self, state: StateId) -> WhyNot {
        let Some(chart) = self.chart_of(state) else { return self.why_not_ended() };
        if self.playbook().charts[chart].root == state {
            return self.why_not_chart(chart);
        }
        if let Some(idle) = self.idle(chart) {
            return idle;
        }
        let about = self.about_state(state);
        if self.is_active(state) {
            self.answer(about, self.ways_out(state), self.otherwise_of(state))
        } else {
            self.answer(about, self.ways_in(state), self.otherwise_now())
        }
    }

    /// What there is to say of a chart that does not run.
    fn idle(self, chart: ChartId) -> Option<WhyNot> {
        let about = self.about_chart(chart)?;
        let begins = matches!(self.life(chart), Life::NotBegun | Life::Stopped);
        let ways = if begins { self.ways_to_begin(chart) } else { vec![] };
        Some(self.answer(about, ways, vec![]))
    }

    fn why_not_duty(self, duty: DutyId) -> WhyNot {
        let declared = &self.playbook().duties[duty];
        let (about, done) = self.about_duty(duty);
        if done {
            return self.answer(about, vec![], vec![]);
        }
        let owed: Vec<ObligationNo> = self.owed(duty).map(|(no, _)| no).collect();
        if owed.is_empty() {
            let idle = self.chart_of(declared.scope).and_then(|chart| self.idle(chart));
            return idle.unwrap_or_else(|| self.answer(about, self.ways_to_open(duty), vec![]));
        }
        let otherwise = owed.iter().flat_map(|no| self.otherwise_for(*no)).collect();
        self.answer(about, self.ways_to_end(&owed), sorted(otherwise))
    }

    /// Of all calls of an action: those that are asked for, else what would ask for one.
    fn why_not_called(self, calls: &[DutyId]) -> Option<WhyNot> {
        let open = calls.iter().filter(|call| self.owed(**call).next().is_some());
        let open: Vec<DutyId> = open.copied().collect();
        let asked = if open.is_empty() { calls } else { &open };
        asked.iter().map(|call| self.why_not_duty(*call)).reduce(WhyNot::with)
    }

    fn why_not_moved(self, holding: HoldingId) -> WhyNot {
        let about = self.about_holding(holding);
        let ledger = self.of_item().and_then(|item| item.ledger(holding));
        let Some(ledger) = ledger.filter(|ledger| ledger.ended().is_none()) else {
            return self.answer(about, vec![], vec![]);
        };
        if matches!(self.state().phase(), Phase::Closed(_)) {
            return self.answer(about, vec![], vec![]);
        }
        let Some(plan) = ledger.plan() else {
            return self.answer(about, self.movers(holding, None), self.otherwise_now());
        };
        let at = self.playbook().holdings[holding].at;
        let by = self.because(at, |words| {
            let (planned, date) = (words.planned(holding, plan), self.date_of(words, plan.follows));
            format!("{planned}{date}")
        });
        let ways = vec![Way { by, needs: self.planned(holding, plan) }];
        self.answer(about, ways, self.otherwise_now())
    }

    /// Why a handover or process of the item, or the case, has not ended.
    fn why_not_chart(self, chart: ChartId) -> WhyNot {
        if let Some(idle) = self.idle(chart) {
            return idle;
        }
        let root = self.playbook().charts[chart].root;
        let ways = self.ways_to_end_chart(root);
        self.answer(self.about_end(chart), ways, self.otherwise_now())
    }

    fn why_not_ended(self) -> WhyNot {
        let charts = self.playbook().charts.iter();
        let own = charts.filter(|(_, chart)| chart.item == self.kind());
        let all: Vec<WhyNot> = own.map(|(chart, _)| self.why_not_chart(chart)).collect();
        let goes_on = all.iter().any(|answer| !answer.ways.is_empty());
        let whole = all.into_iter().filter(|answer| !goes_on || !answer.ways.is_empty());
        let nothing = || self.answer(self.about_end(ChartId::new(0)), vec![], vec![]);
        whole.reduce(WhyNot::with).unwrap_or_else(nothing)
    }
}

impl WhyNot {
    /// The ways of both.
    fn with(mut self, other: Self) -> Self {
        self.ways.extend(other.ways);
        self.otherwise = sorted(self.otherwise.into_iter().chain(other.otherwise).collect());
        self
    }
}

/// A state, handover or process by name.
fn state_named(machine: &Machine, name: &str) -> Option<StateId> {
    let playbook = machine.playbook();
    let mut roots = playbook.charts.as_slice().iter().filter(|chart| chart.item.is_some());
    let is = |root: StateId| playbook.states.get(root).is_some_and(|it| it.name == name);
    machine.state(name).or_else(|| roots.find(|it| is(it.root)).map(|chart| chart.root))
}

fn sorted(mut all: Vec<Otherwise>) -> Vec<Otherwise> {
    all.sort_by_key(|one| (one.at, one.because.line));
    all.dedup();
    all
}
