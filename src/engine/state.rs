//! The state of a case: if replay needs it, it stands here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::effect::{ItemNo, ObligationNo};
use crate::calendar::Timestamp;
use crate::canon::Hash;
use crate::machine::Machine;
use crate::machine::id::{CensusId, DutyId, FactId, Id, ItemId, LevelId, RoleId, StateId, Table};
use crate::machine::playbook::Succession;

mod course;
mod group;
mod item;
mod people;
mod record;
mod still;
mod streak;

pub use course::{Course, Progress};
pub(crate) use group::Group;
pub(crate) use item::{Acceptance, Register, Tally};
pub use item::{Apart, Focus, Gone, Item};
pub use people::Claim;
pub(crate) use people::{Heard, Round, Sending};
pub use record::{
    Alarm, Cause, History, Known, Obligation, Phase, Statement, Status, Timer, Visit, Vote,
};
pub(crate) use record::{Basis, DutyState, HandlerState, Holders, Monitor, Overdue, Processed};
pub(crate) use still::{Kept, Pause};
pub use still::{Promise, Suspension};
pub(crate) use streak::Streaks;

/// The state of one case under one machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    pub(crate) case: String,
    pub(crate) machine: Hash,
    pub(crate) seq: u64,
    pub(crate) last: Timestamp,
    pub(crate) head: Hash,
    pub(crate) phase: Phase,
    pub(crate) own: Course,
    pub(crate) items: Vec<Item>,
    // INVARIANT: the position of each item, by its id.
    pub(crate) item_numbers: BTreeMap<String, ItemNo>,
    pub(crate) registers: Table<ItemId, Register>,
    // INVARIANT: what the items say of themselves, summed.
    pub(crate) tallies: Table<CensusId, Tally>,
    /// Starts of the machine that stand, by position, and how many items have yet to finish each.
    #[serde(with = "super::pairs")]
    pub(crate) standing: BTreeMap<u32, u32>,
    /// How many charts of items run.
    pub(crate) running: u32,
    pub(crate) visit_count: u32,
    pub(crate) suspended: Option<Suspension>,
    /// Where a closed case goes on when it is reopened.
    pub(crate) reopens: Option<StateId>,
    pub(crate) level: LevelId,
    pub(crate) determined: Vec<(RoleId, LevelId)>,
    pub(crate) facts: Table<FactId, History>,
    /// Of what the case counts.
    pub(crate) streaks: Streaks,
    pub(crate) obligations: Vec<Obligation>,
    // INVARIANT: exactly the obligations whose status is owed.
    pub(crate) owed: BTreeSet<ObligationNo>,
    // INVARIANT: every timer of a live scope or an owed obligation, and no other.
    pub(crate) timers: BTreeSet<Alarm>,
    pub(crate) roles: Table<RoleId, Holders>,
    pub(crate) successions: Vec<Succession>,
    // INVARIANT: of roles that one party holds, and at most one per role and claimant.
    pub(crate) claims: Vec<Claim>,
    #[serde(with = "super::pairs")]
    pub(crate) processed: BTreeMap<[u8; 16], Processed>,
}

impl State {
    /// A case that has not been opened. `case` is the host's name for it.
    #[must_use]
    pub fn new(machine: &Machine, case: impl Into<String>) -> Self {
        let playbook = machine.playbook();
        Self {
            case: case.into(),
            machine: machine.hash(),
            seq: 0,
            last: Timestamp::MIN,
            head: machine.hash(),
            phase: Phase::Unopened,
            own: Course::new(machine, Focus::case().chart),
            items: Vec::new(),
            item_numbers: BTreeMap::new(),
            registers: playbook.items.ids().map(|_| Register::default()).collect(),
            tallies: machine.exprs().censuses.ids().map(|_| Tally::default()).collect(),
            standing: BTreeMap::new(),
            running: 0,
            visit_count: 0,
            suspended: None,
            reopens: None,
            level: LevelId::new(0),
            determined: Vec::new(),
            facts: playbook.facts.ids().map(|_| History::default()).collect(),
            streaks: Streaks::default(),
            obligations: Vec::new(),
            owed: BTreeSet::new(),
            timers: BTreeSet::new(),
            roles: playbook.roles.ids().map(|_| Holders::default()).collect(),
            successions: Vec::new(),
            claims: Vec::new(),
            processed: BTreeMap::new(),
        }
    }

    /// The host's name for the case.
    #[must_use]
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The identity of the machine it runs under.
    #[must_use]
    pub fn machine(&self) -> Hash {
        self.machine
    }

    /// The sequence number of the last entry.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The instant of the last entry.
    #[must_use]
    pub fn last(&self) -> Timestamp {
        self.last
    }

    /// The head of the hash chain.
    #[must_use]
    pub fn head(&self) -> Hash {
        self.head
    }

    /// Where the case is in its life.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The items that were ever enrolled, in order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Whether the register of a kind was declared complete.
    #[must_use]
    pub fn is_complete(&self, kind: ItemId) -> bool {
        self.registers.get(kind).is_some_and(|register| register.complete.is_some())
    }

    /// How many items of a kind are enrolled and not withdrawn.
    #[must_use]
    pub fn present(&self, kind: ItemId) -> u32 {
        self.registers.get(kind).map_or(0, |register| register.present)
    }

    /// They with their numbers.
    pub(crate) fn numbered_items(&self) -> impl Iterator<Item = (ItemNo, &Item)> {
        (0..).map(ItemNo).zip(&self.items)
    }

    pub(crate) fn item_mut(&mut self, no: ItemNo) -> Option<&mut Item> {
        self.items.get_mut(no.index())
    }

    /// The number of the item with this id.
    #[must_use]
    pub fn item_no(&self, id: &str) -> Option<ItemNo> {
        self.item_numbers.get(id).copied()
    }

    /// One item.
    #[must_use]
    pub fn item(&self, no: ItemNo) -> Option<&Item> {
        self.items.get(no.index())
    }

    /// A chart as it runs; `None` for one that was not started.
    #[must_use]
    pub fn course(&self, focus: Focus) -> Option<&Course> {
        match focus.item {
            None => Some(&self.own),
            Some(no) => self.item(no)?.course(focus.chart),
        }
    }

    pub(crate) fn course_mut(&mut self, focus: Focus) -> Option<&mut Course> {
        match focus.item {
            None => Some(&mut self.own),
            Some(no) => {
                let courses = &mut self.item_mut(no)?.courses;
                courses.iter_mut().find(|course| course.chart == focus.chart)
            }
        }
    }

    /// Whether a state of the case's own chart is active.
    #[must_use]
    pub fn is_active(&self, state: StateId) -> bool {
        self.own.is_active(state)
    }

    /// The present visit of a state of the case's own chart.
    #[must_use]
    pub fn visit(&self, state: StateId) -> Option<&Visit> {
        self.own.visit(state)
    }

    /// The active states of the case's own chart in document order.
    pub fn active(&self) -> impl Iterator<Item = StateId> + '_ {
        self.own.active()
    }

    /// Since when and why the terms of the case stand still, if they do.
    #[must_use]
    pub fn suspended(&self) -> Option<&Suspension> {
        self.suspended.as_ref()
    }

    /// The present level.
    #[must_use]
    pub fn level(&self) -> LevelId {
        self.level
    }

    /// The history of a stated fact.
    #[must_use]
    pub fn history(&self, fact: FactId) -> Option<&History> {
        self.facts.get(fact)
    }

    /// One obligation.
    #[must_use]
    pub fn obligation(&self, no: ObligationNo) -> Option<&Obligation> {
        self.obligations.get(no.index())
    }

    /// All obligations ever, in order of opening.
    pub fn obligations(&self) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        (0..).map(ObligationNo).zip(&self.obligations)
    }

    /// The obligations that are owed now.
    pub fn owed(&self) -> impl Iterator<Item = (ObligationNo, &Obligation)> + '_ {
        self.owed.iter().filter_map(|&no| Some((no, self.obligation(no)?)))
    }

    /// The instances of a task or decision that count now (one per party where each owes its own).
    pub fn instances(&self, duty: DutyId) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        let current = self.own.duties.get(duty).map(|duty| duty.current.values());
        current.into_iter().flatten().filter_map(|&no| Some((no, self.obligation(no)?)))
    }

    /// The same in a chart of an item.
    pub fn instances_in(
        &self,
        focus: Focus,
        duty: DutyId,
    ) -> impl Iterator<Item = (ObligationNo, &Obligation)> {
        let duty = self.course(focus).and_then(|course| course.duties.get(duty));
        let current = duty.map(|duty| duty.current.values());
        current.into_iter().flatten().filter_map(|&no| Some((no, self.obligation(no)?)))
    }

    /// The history of a stated fact of an item or of the case.
    pub(crate) fn history_in(&self, item: Option<ItemNo>, fact: FactId) -> Option<&History> {
        let own = item.and_then(|no| self.item(no)?.facts.get(fact));
        own.or_else(|| self.facts.get(fact))
    }

    pub(crate) fn history_mut(
        &mut self,
        item: Option<ItemNo>,
        fact: FactId,
    ) -> Option<&mut History> {
        let own = item.and_then(|no| self.items.get_mut(no.index())?.facts.get_mut(fact));
        match own {
            Some(own) => Some(own),
            None => self.facts.get_mut(fact),
        }
    }

    /// What was counted of an item, or of the case.
    pub(crate) fn streaks(&self, item: Option<ItemNo>) -> Option<&Streaks> {
        match item {
            None => Some(&self.streaks),
            Some(no) => self.item(no).map(|item| &item.streaks),
        }
    }

    pub(crate) fn streaks_mut(&mut self, item: Option<ItemNo>) -> Option<&mut Streaks> {
        match item {
            None => Some(&mut self.streaks),
            Some(no) => self.item_mut(no).map(|item| &mut item.streaks),
        }
    }

    /// Who holds a role of an item or of the case.
    pub(crate) fn holders(&self, item: Option<ItemNo>, role: RoleId) -> Option<&Holders> {
        let own = item.and_then(|no| self.item(no)?.roles.get(role));
        own.or_else(|| self.roles.get(role))
    }

    pub(crate) fn holders_mut(
        &mut self,
        item: Option<ItemNo>,
        role: RoleId,
    ) -> Option<&mut Holders> {
        let own = item.and_then(|no| self.items.get_mut(no.index())?.roles.get_mut(role));
        match own {
            Some(own) => Some(own),
            None => self.roles.get_mut(role),
        }
    }

    /// The parties that hold a role at an instant: of an item, or of the case.
    pub fn parties_for(
        &self,
        item: Option<ItemNo>,
        role: RoleId,
        at: Timestamp,
    ) -> impl Iterator<Item = &str> + '_ {
        let holders = self.holders(item, role).into_iter().flat_map(|role| &role.parties);
        holders.filter(move |(_, times)| holds(times, at)).map(|(party, _)| party.as_str())
    }

    /// Whether a party holds a role at an instant: of an item, or of the case.
    #[must_use]
    pub fn is_held_for(
        &self,
        item: Option<ItemNo>,
        role: RoleId,
        party: &str,
        at: Timestamp,
    ) -> bool {
        let times = self.holders(item, role).and_then(|role| role.parties.get(party));
        times.is_some_and(|times| holds(times, at))
    }

    /// The next instant at which anything happens by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.timers.first().map(|alarm| alarm.at)
    }

    /// The parties that hold a role at an instant, by name.
    pub fn parties(&self, role: RoleId, at: Timestamp) -> impl Iterator<Item = &str> + '_ {
        self.parties_for(None, role, at)
    }

    /// Claims to roles that another holds, in order of receipt: conflicts to be settled.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Whether a party holds a role at an instant.
    #[must_use]
    pub fn is_held(&self, role: RoleId, party: &str, at: Timestamp) -> bool {
        self.is_held_for(None, role, party, at)
    }
}

fn holds(times: &[(Timestamp, Option<Timestamp>)], at: Timestamp) -> bool {
    times.iter().any(|&(from, until)| from <= at && until.is_none_or(|until| at < until))
}
