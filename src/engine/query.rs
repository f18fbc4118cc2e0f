//! What hosts ask of a case without changing it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::admit::{Admits, Standing};
use super::effect::{Block, ItemNo, ObligationNo};
use super::eval::{Here, Memo, Seen};
use super::group;
use super::input::Input;
use super::refusal::Fault;
use super::state::{Focus, Item, Known, State};
use super::world::{Actual, World};
use crate::calendar::Timestamp;
use crate::machine::expr::Atom;
use crate::machine::id::{
    AtomId, CensusId, DutyId, ExprId, FactId, FormulaId, HoldingId, Id, LevelId, RoleId, SignalId,
    StateId,
};
use crate::machine::{Machine, index};
use crate::value::{Truth, Value};

/// The value of a fact, stated, derived or by default; `None` while unknown.
#[must_use]
pub fn value_of(machine: &Machine, state: &State, fact: FactId) -> Option<Value> {
    machine.playbook().facts.get(fact)?;
    ask(machine, state, |here| here.fact(fact))
}

/// The value of a fact of an item, or of the case, as far as is known.
#[must_use]
pub fn value_for(
    machine: &Machine,
    state: &State,
    item: Option<ItemNo>,
    fact: FactId,
) -> Option<Value> {
    machine.playbook().facts.get(fact)?;
    let focus = item.map_or(Focus::case(), Focus::item);
    ask(machine, state, |here| Here { focus, ..here }.fact(fact))
}

/// The same in a world that may supply atoms.
#[must_use]
pub fn value_in(
    world: &dyn World,
    machine: &Machine,
    state: &State,
    fact: FactId,
) -> Option<Value> {
    machine.playbook().facts.get(fact)?;
    ask_in(world, machine, state, |here| here.fact(fact))
}

/// The truth of a condition of the machine's tables.
#[must_use]
pub fn holds(machine: &Machine, state: &State, condition: ExprId) -> Truth {
    ask(machine, state, |here| here.holds(condition))
}

/// The same, of a chart of the case.
pub(super) fn holds_in(machine: &Machine, state: &State, focus: Focus, condition: ExprId) -> Truth {
    ask(machine, state, |here| Here { focus, ..here }.holds(condition))
}

/// Whether the condition of a signal holds if it comes in at `now` with these facts, effective at
/// `at`, and the facts that it sets; where that is unknown, the unknown facts that it reads.
pub(super) fn allows(
    machine: &Machine,
    state: &State,
    (signal, focus): (SignalId, Focus),
    said: &[(FactId, Value)],
    (now, at): (Timestamp, Timestamp),
) -> Result<(), Vec<FactId>> {
    let declared = &machine.playbook().signals[signal];
    let Some(condition) = declared.allowed else { return Ok(()) };
    let states = |fact: &FactId| {
        [&declared.carries, &declared.optionally].iter().any(|it| it.contains(fact))
    };
    let mut stated: Vec<(FactId, Value)> =
        said.iter().filter(|(fact, _)| states(fact)).cloned().collect();
    ask(machine, state, |here| {
        let here = Here { focus, ..here };
        let sets = declared.sets.iter();
        stated.extend(sets.filter_map(|(fact, value)| Some((*fact, here.eval(*value)?))));
    });
    let memo = RefCell::new(Memo::default());
    let (at_least, seen) = (now.max(state.last), Seen::With(&stated, at));
    let world = &Actual;
    let here = Here { world, machine, state, at: at_least, focus, party: None, memo: &memo, seen };
    match here.holds(condition) {
        Truth::True => Ok(()),
        Truth::False => Err(Vec::new()),
        Truth::Unknown => {
            let read = index::reads(machine.exprs(), machine.exprs().roots[condition]);
            Err(here.unknown_of(read))
        }
    }
}

/// Whether the condition of a signal reads what the signal states, also by way of derived facts.
pub(crate) fn reads_itself(machine: &Machine, signal: SignalId) -> bool {
    let declared = &machine.playbook().signals[signal];
    let Some(condition) = declared.allowed else { return false };
    let states = declared.carries.iter().chain(&declared.optionally);
    let states: BTreeSet<FactId> = states.copied().collect();
    let mut stack = index::reads(machine.exprs(), machine.exprs().roots[condition]);
    let mut seen = BTreeSet::new();
    while let Some(fact) = stack.pop() {
        if states.contains(&fact) {
            return true;
        }
        if seen.insert(fact) {
            stack.extend(&machine.index().inputs[fact]);
        }
    }
    false
}

/// The value that a fact had at `effective`, as far as was known then; `None` while unknown.
///
/// A derived fact is computed from what it reads as that was; one that looks at more than facts
/// and the date is unknown, since the past of a case is not kept.
#[must_use]
pub fn value_as_of(
    machine: &Machine,
    state: &State,
    fact: FactId,
    effective: Timestamp,
    known: Known,
) -> Option<Value> {
    machine.playbook().facts.get(fact)?;
    let memo = RefCell::new(Memo::default());
    let seen = Seen::Past(effective, known);
    Here {
        world: &Past(machine),
        machine,
        state,
        at: effective,
        focus: Focus::case(),
        party: None,
        memo: &memo,
        seen,
    }
    .fact(fact)
}

/// A world in which nothing but facts is known.
struct Past<'a>(&'a Machine);

impl World for Past<'_> {
    fn atom(&self, atom: AtomId, computed: &dyn Fn() -> Truth) -> Truth {
        match &self.0.exprs().atoms[atom] {
            Atom::Fact(_) | Atom::Known(_) | Atom::Compare(..) => computed(),
            _ => Truth::Unknown,
        }
    }
}

/// The truth of a node of the machine's conditions, of an item and a party where it asks for those.
pub(crate) fn truth(
    machine: &Machine,
    state: &State,
    (item, party): (Option<ItemNo>, Option<&str>),
    formula: FormulaId,
) -> Truth {
    let focus = item.map_or(Focus::case(), Focus::item);
    ask(machine, state, |here| machine.exprs().holds(formula, &Here { focus, party, ..here }))
}

/// How many are counted of which a condition is true, of an item or of the case.
pub(crate) fn count(
    machine: &Machine,
    state: &State,
    item: Option<ItemNo>,
    census: CensusId,
) -> Option<Value> {
    let focus = item.map_or(Focus::case(), Focus::item);
    ask(machine, state, |here| Here { focus, ..here }.count(census))
}

/// What of a scope of an item or of the case keeps it from being done: its unfinished tasks,
/// decisions and calls.
pub(crate) fn unfinished(
    machine: &Machine,
    state: &State,
    item: Option<ItemNo>,
    scope: StateId,
) -> Vec<DutyId> {
    let focus = Focus::of(item, machine.index().chart_of[scope]);
    let visit = state.course(focus).and_then(|course| course.visit(scope));
    let Some(visit) = visit.map(|visit| visit.id) else { return vec![] };
    let duties = machine.playbook().states[scope].duties.iter().copied();
    ask(machine, state, |here| {
        let here = Here { focus, ..here };
        duties.filter(|duty| !here.is_finished(*duty, visit)).collect()
    })
}

/// The seats of a decision that have not voted: the role, and the party where several hold it.
pub(crate) fn empty_seats(
    machine: &Machine,
    state: &State,
    no: ObligationNo,
) -> Vec<(RoleId, Option<String>)> {
    let item = state.obligation(no).and_then(|obligation| obligation.item);
    let focus = item.map_or(Focus::case(), Focus::item);
    ask(machine, state, |here| Here { focus, ..here }.empty_seats(no))
}

/// The role that stands for `role`, whoever replaces it.
pub(crate) fn stands_for(state: &State, role: RoleId) -> RoleId {
    super::who::resolve(&state.successions, role, None)
}

/// Whether every item stands in the index of groups where what is known of it puts it.
pub(crate) fn groups_are_sound(machine: &Machine, state: &State) -> bool {
    let own = |(no, item): (ItemNo, &Item)| {
        let group = group::group(machine, state, no, |it| value_for(machine, state, Some(no), it));
        let listed = group.is_none_or(|group| {
            let leaving = group::is_leaving(machine, item);
            state.group(group).is_some_and(|members| members.lists(no, leaving))
        });
        listed && state.group_of(no) == group
    };
    let grouped = state.numbered_items().filter(|(_, item)| item.group.is_some()).count();
    let mut groups =
        state.registers.as_slice().iter().flat_map(|register| register.groups.values());
    let listed = groups.try_fold(0, |sum, members| Some(sum + members.count()?));
    listed == Some(grouped) && state.numbered_items().all(own)
}

/// For whom a due move of care of an item waits, and why: the ids of those that go together with
/// it; empty where it does not wait for others.
#[must_use]
pub fn blockers(machine: &Machine, state: &State, no: ItemNo) -> Vec<(String, Block)> {
    let Some(item) = state.item(no) else { return vec![] };
    let care = group::care_of(machine, item.kind);
    let (Some(care), Some(group)) = (care, state.group_of(no)) else { return vec![] };
    let playbook = machine.playbook();
    let standings = Admits { playbook, state, at: state.last }.standings(group, care);
    let waits = |(of, it): &(_, Standing)| *of == no && matches!(it, Standing::Ready(_));
    if !standings.iter().any(waits) {
        return vec![];
    }
    let blocks = standings.into_iter().filter_map(|(no, standing)| match standing {
        Standing::Blocks(why) => Some((state.item(no)?.id.clone(), why)),
        Standing::Ready(_) | Standing::There => None,
    });
    blocks.collect()
}

/// What keeps a planned move of an item's from taking effect, whatever those do that go together
/// with it; `None`: nothing.
pub(crate) fn bar(
    machine: &Machine,
    state: &State,
    no: ItemNo,
    holding: HoldingId,
) -> Option<Block> {
    let playbook = machine.playbook();
    match (Admits { playbook, state, at: state.last }).own_standing(no, holding) {
        Standing::Blocks(why) => Some(why),
        Standing::Ready(_) | Standing::There => None,
    }
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
    ask_in(&Actual, machine, state, question)
}

fn ask_in<T>(
    world: &dyn World,
    machine: &Machine,
    state: &State,
    question: impl FnOnce(Here<'_>) -> T,
) -> T {
    let memo = RefCell::new(Memo::default());
    question(Here {
        world,
        machine,
        state,
        at: state.last,
        focus: Focus::case(),
        party: None,
        memo: &memo,
        seen: Seen::Present,
    })
}
