//! What a role may do now.
#![expect(clippy::indexing_slicing, reason = "INVARIANT the index covers every id of the machine")]

use super::Case;
use crate::calendar::Timestamp;
use crate::engine::{self, Actor, Fault, Focus, Input, InputKind, ItemNo, Refusal};
use crate::machine::id::{ChartId, FactId, RoleId};
use crate::machine::playbook::{DutyKind, OutcomeName};
use crate::value::Type;
use crate::words::Words;

/// Something that a party in a role may say now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The party.
    pub party: String,
    /// The id of the item about which it may; `None`: about the case.
    pub item: Option<String>,
    /// What it may say.
    pub act: Act,
    /// The facts that go with it.
    pub fields: Vec<Carried>,
}

/// What may be said; names are the playbook's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Send this signal.
    Signal(String),
    /// Complete this task.
    Complete(String),
    /// Answer this decision.
    Answer {
        /// The decision.
        decision: String,
        /// Its outcomes, as [`Event::answer`](crate::Event::answer) takes them.
        outcomes: Vec<String>,
    },
    /// Declare the register of this kind of item complete.
    CompleteRegister(String),
    /// Determine the severity, with a reason, as one of these levels.
    Determine(Vec<String>),
}

/// A fact that goes with what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its name.
    pub fact: String,
    /// Its title for people.
    pub title: Option<String>,
    /// Its type.
    pub ty: Type,
    /// Whether it must be stated.
    pub required: bool,
}

impl Case {
    /// What each party that holds `role` at `now` may do then: signals, then tasks, decisions and
    /// levels, in source order; first about the case, then about each item in order of enrolment.
    ///
    /// # Errors
    /// For a name that is no role, and for a `now` to which time cannot pass.
    pub fn allowed(&self, role: &str, now: Timestamp) -> Result<Vec<Allowed>, Refusal> {
        let Some(id) = self.machine().role(role) else {
            let faults = vec![Fault::UnknownRole(role.to_owned())];
            return Err(Refusal { item: None, faults });
        };
        if self.state().next_deadline().is_some_and(|at| at <= now) {
            let mut then = self.clone();
            then.advance(now)?;
            return Ok(then.allowed_now(id, now));
        }
        Ok(self.allowed_now(id, now))
    }

    fn allowed_now(&self, role: RoleId, now: Timestamp) -> Vec<Allowed> {
        let mut allowed = Vec::new();
        for party in self.state().parties(role, now) {
            let asking = Asking { case: self, role, party, item: None, now };
            asking.signals(&mut allowed);
            asking.duties(&mut allowed);
            asking.registers(&mut allowed);
            asking.levels(&mut allowed);
        }
        for (no, item) in (0..).map(ItemNo).zip(self.state().items()) {
            for party in self.state().parties_for(Some(no), role, now) {
                let item = Some((no, item.id.as_str()));
                let asking = Asking { case: self, role, party, item, now };
                asking.signals(&mut allowed);
                asking.duties(&mut allowed);
            }
        }
        allowed
    }

    fn carried(&self, facts: &[FactId], required: bool) -> impl Iterator<Item = Carried> {
        let facts = facts.iter().filter_map(|&fact| self.machine().playbook().facts.get(fact));
        facts.map(move |fact| Carried {
            fact: fact.name.clone(),
            title: fact.title.clone(),
            ty: fact.ty.clone(),
            required,
        })
    }
}

/// A party in a role that asks what it may do.
struct Asking<'a> {
    case: &'a Case,
    role: RoleId,
    party: &'a str,
    /// About which item, with its id.
    item: Option<(ItemNo, &'a str)>,
    now: Timestamp,
}

impl Asking<'_> {
    /// Whether nothing but missing facts would stand in the way.
    fn may(&self, kind: InputKind) -> bool {
        let machine = self.case.machine();
        let Some(role) = machine.playbook().roles.get(self.role) else { return false };
        let by = Actor { role: role.name.clone(), party: self.party.to_owned() };
        let item = self.item.map(|(_, id)| id.to_owned());
        let input = Input { id: "?".to_owned(), by: Some(by), at: self.now, item, kind };
        let faults = engine::faults(machine, self.case.state(), self.now, &input);
        faults.iter().all(|fault| match fault {
            Fault::MissingField(_) => true,
            // What it states may yet make it so.
            Fault::NotNow { signal, .. } => engine::reads_itself(machine, *signal),
            _ => false,
        })
    }

    fn give(&self, act: Act, fields: Vec<Carried>) -> Allowed {
        let item = self.item.map(|(_, id)| id.to_owned());
        Allowed { party: self.party.to_owned(), item, act, fields }
    }

    /// Whether what runs in a chart is about what is asked about.
    fn is_about(&self, chart: ChartId) -> bool {
        let kind = self.case.machine().playbook().charts.get(chart).and_then(|chart| chart.item);
        let state = self.case.state();
        kind == self.item.and_then(|(no, _)| state.item(no)).map(|item| item.kind)
    }

    fn registers(&self, allowed: &mut Vec<Allowed>) {
        for (_, item) in self.case.machine().playbook().items.iter() {
            if self.may(InputKind::CompleteRegister { kind: item.name.clone() }) {
                allowed.push(self.give(Act::CompleteRegister(item.name.clone()), vec![]));
            }
        }
    }

    fn signals(&self, allowed: &mut Vec<Allowed>) {
        for (_, signal) in self.case.machine().playbook().signals.iter() {
            if self.is_about(signal.chart)
                && self.may(InputKind::Signal { name: signal.name.clone(), fields: vec![] })
            {
                let must = self.case.carried(&signal.carries, true);
                let fields = must.chain(self.case.carried(&signal.optionally, false)).collect();
                allowed.push(self.give(Act::Signal(signal.name.clone()), fields));
            }
        }
    }

    fn duties(&self, allowed: &mut Vec<Allowed>) {
        let machine = self.case.machine();
        let words = Words::new(machine, machine.playbook().header.language);
        for (id, duty) in machine.playbook().duties.iter() {
            let owed = |(_, ob): (_, &engine::Obligation)| ob.status.is_owed();
            let chart = machine.index().chart_of[duty.scope];
            let focus = Focus::of(self.item.map(|(no, _)| no), chart);
            if !(self.is_about(chart) && self.case.state().instances_in(focus, id).any(owed)) {
                continue;
            }
            let name = duty.name.clone();
            match &duty.kind {
                DutyKind::Task(task) => {
                    let (fields, evidence) = (vec![], vec![]);
                    let kind = InputKind::Complete { task: name.clone(), fields, evidence };
                    if self.may(kind) {
                        let fields = self.case.carried(&task.delivers, true).collect();
                        allowed.push(self.give(Act::Complete(name), fields));
                    }
                }
                DutyKind::Call(_) => {}
                DutyKind::Decision(decision) => {
                    let named = |name: &OutcomeName| words.outcome_name(name);
                    let outcomes = decision.outcomes.iter().map(|outcome| named(&outcome.name));
                    let outcomes: Vec<String> = outcomes.collect();
                    // The first of a decision that chooses takes a candidate that has accepted.
                    let answer = |outcome: &String| InputKind::Answer {
                        decision: name.clone(),
                        outcome: outcome.clone(),
                        chosen: None,
                        fields: vec![],
                    };
                    if outcomes.iter().any(|outcome| self.may(answer(outcome))) {
                        let act = Act::Answer { decision: name, outcomes };
                        let must = self.case.carried(&decision.carries, true);
                        let may = self.case.carried(&decision.optionally, false);
                        allowed.push(self.give(act, must.chain(may).collect()));
                    }
                }
            }
        }
    }

    fn levels(&self, allowed: &mut Vec<Allowed>) {
        let Some(scale) = &self.case.machine().playbook().scale else { return };
        let may = |level: &String| {
            let (level, reason) = (level.clone(), "?".to_owned());
            self.may(InputKind::Determine { level, reason })
        };
        let others = scale.levels.iter().filter(|(id, _)| *id != self.case.state().level());
        let levels: Vec<String> = others.map(|(_, level)| level.name.clone()).filter(may).collect();
        if !levels.is_empty() {
            allowed.push(self.give(Act::Determine(levels), vec![]));
        }
    }
}
