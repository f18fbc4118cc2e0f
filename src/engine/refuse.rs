//! Every fault of an input, found on the state before time moves and before anything is written.

mod erase;
mod grant;
mod item;
mod people;
mod reply;
mod vote;

use std::collections::BTreeSet;

use super::command::{Bound, Command, Opening};
use super::effect::ItemNo;
use super::input::{Actor, Binding, Field, Input, InputKind};
use super::refusal::{Fault, ItemFault, Refusal};
use super::state::{Obligation, Phase, State};
use super::who::resolve;
use crate::calendar::Timestamp;
use crate::machine::Machine;
use crate::machine::id::{DutyId, ExprId, FactId, Id, ItemId, LevelId, RoleId};
use crate::machine::playbook::{DutyKind, OutcomeName, Scale};
use crate::value::Value;

/// The first and the last year of times.
const YEARS: (u16, u16) = (1990, 2150);

/// The accepted input with its names resolved, or all its faults. `None`: time only passes.
pub(super) fn check(
    machine: &Machine,
    state: &State,
    now: Timestamp,
    input: &Input,
) -> Result<Option<Command>, Refusal> {
    let mut check = Check { machine, state, now, input, item: None, faults: Vec::new() };
    check.times(now);
    check.named_item();
    let command = check.kind(now);
    match (check.faults.is_empty(), command) {
        (true, command) => Ok(command),
        (false, _) => Err(Refusal { item: input.item.clone(), faults: check.faults }),
    }
}

/// Whether what the command refers to still stands after what fell due.
/// `at` is when it is effective.
pub(super) fn stands(
    machine: &Machine,
    state: &State,
    (now, at): (Timestamp, Timestamp),
    command: &Command,
) -> bool {
    if matches!(state.phase, Phase::Closed(_)) {
        use Command::{Correct, Erase, Reopen};
        return matches!(command, Correct { .. } | Erase { .. } | Reopen { .. });
    }
    if let Some(stands) = grant::stands(state, command) {
        return stands;
    }
    if let Command::Signal { signal, fields, .. } = command {
        let focus = item::focus_of_signal(machine, command.item(), *signal);
        return super::query::allows(machine, state, (*signal, focus), fields, (now, at)).is_ok();
    }
    if let Command::Enrol { kind, parties, .. } = command {
        return item::is_still_held(machine, state, now, *kind, parties);
    }
    if let Command::Determine { level, lowers, .. } = command {
        return if *lowers {
            let scale = machine.playbook().scale.as_ref();
            scale.is_some_and(|scale| !steps_too_far(scale, state, *level))
                && *level >= super::query::floor(machine, state)
        } else {
            *level >= state.level
        };
    }
    let there = |item: Option<ItemNo>| {
        item.is_none_or(|no| state.item(no).is_some_and(super::state::Item::is_present))
    };
    let owed = |ob: &Obligation| ob.status.is_owed() && there(ob.item);
    command.obligation().is_none_or(|no| state.obligation(no).is_some_and(owed))
}

/// Whether a lowering to `level` goes further down than is allowed at a time.
fn steps_too_far(scale: &Scale<ExprId>, state: &State, level: LevelId) -> bool {
    let steps = state.level.index().saturating_sub(level.index());
    scale.lowered_at_most.is_some_and(|at_most| steps > at_most as usize)
}

struct Check<'a> {
    machine: &'a Machine,
    state: &'a State,
    now: Timestamp,
    input: &'a Input,
    /// The item that it is about.
    item: Option<ItemNo>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    fn item_fault(&mut self, fault: ItemFault) {
        self.fault(Fault::Item(fault));
    }

    fn times(&mut self, now: Timestamp) {
        let advance = matches!(self.input.kind, InputKind::Advance);
        let year = |at: Timestamp| self.machine.zone().date_of(at).year();
        let outside = |at: Timestamp| !(YEARS.0..=YEARS.1).contains(&year(at));
        if outside(now) || (!advance && outside(self.input.at)) {
            self.fault(Fault::OutOfRange);
        }
        if self.input.id.is_empty() && !advance {
            self.fault(Fault::NoId);
        }
        if self.state.seq > 0 && now < self.state.last {
            self.fault(Fault::Past { last: self.state.last });
        }
        if !advance && self.input.at > now {
            self.fault(Fault::Future);
        }
        use InputKind::{Correct, Erase, Reopen};
        let late = matches!(self.input.kind, Correct { .. } | Erase { .. } | Reopen { .. });
        let opens = matches!(self.input.kind, InputKind::Open { .. });
        match (self.state.phase, opens) {
            (Phase::Unopened, false) => self.fault(Fault::NotOpen),
            (Phase::Open | Phase::Closed(_), true) => self.fault(Fault::AlreadyOpen),
            (Phase::Closed(_), false) if !(advance || late) => {
                self.fault(Fault::Closed);
            }
            _ => {}
        }
    }

    /// The command; `None` also after a fault.
    fn kind(&mut self, now: Timestamp) -> Option<Command> {
        match &self.input.kind {
            InputKind::Open { parties, facts, forced } => {
                self.opening(parties, facts, forced.as_deref())
            }
            InputKind::Signal { name, fields } => self.signal(name, fields),
            InputKind::Complete { task, fields, .. } => self.completion(task, fields),
            InputKind::Answer { decision, outcome, chosen, fields } => {
                self.answer(decision, outcome, chosen.as_deref(), fields)
            }
            InputKind::Enrol { .. }
            | InputKind::Update { .. }
            | InputKind::WithdrawItem { .. }
            | InputKind::Split { .. }
            | InputKind::CompleteRegister { .. }
            | InputKind::Offer { .. }
            | InputKind::Retract { .. }
            | InputKind::Held { .. } => self.about_items(),
            InputKind::Reply { action, call, signal, fields } => {
                self.reply(action, *call, signal, fields)
            }
            InputKind::Determine { level, reason } => {
                self.of_item(None);
                self.determination(level, reason)
            }
            InputKind::Bind(binding) => self.binding(binding),
            InputKind::Release(binding) => self.release(binding),
            InputKind::Claim { role, party } => self.claim(role, party),
            InputKind::Correct { fields, reason } => self.correction(fields, reason),
            InputKind::Erase { facts, ground, salt } => self.erasure(facts, ground, *salt),
            InputKind::Suspend { .. } | InputKind::Resume { .. } | InputKind::Reopen { .. } => {
                self.of_item(None);
                self.outside(now)
            }
            InputKind::Extend { .. } | InputKind::SetDue { .. } | InputKind::Excuse { .. } => {
                self.outside(now)
            }
            InputKind::Advance => {
                self.of_item(None);
                None
            }
        }
    }

    fn opening(
        &mut self,
        parties: &[Binding],
        facts: &[Field],
        forced: Option<&str>,
    ) -> Option<Command> {
        let day = self.machine.zone().date_of(self.input.at);
        let forced = forced.is_some_and(|reason| !reason.trim().is_empty());
        if !forced && !self.machine.playbook().header.valid.contains(day) {
            self.fault(Fault::NotValid);
        }
        let mut bound: Vec<Bound> = Vec::new();
        let mut held: BTreeSet<(RoleId, &str)> = BTreeSet::new();
        for binding in parties {
            let Some((role, until)) = self.bound(binding) else { continue };
            let declared = &self.machine.playbook().roles[role];
            let first = held.range((role, "")..).next().is_none_or(|(other, _)| *other != role);
            if !held.insert((role, &binding.party)) {
                self.fault(Fault::BindingStands);
            } else if declared.plural.is_none() && !first {
                self.fault(Fault::OneParty(role));
            }
            bound.push((role, binding.party.clone(), until));
        }
        let stateable = self.facts_of(None);
        let facts = self.fields(facts, &[], &stateable);
        Some(Command::Open(Opening { parties: bound, facts }))
    }

    fn bound(&mut self, binding: &Binding) -> Option<(RoleId, Option<Timestamp>)> {
        let role = self.role(&binding.role)?;
        self.of_item(self.machine.playbook().roles[role].item);
        let until = binding.until.map(|day| self.machine.zone().first_instant(day));
        if until.is_some_and(|until| until <= self.input.at) {
            self.fault(Fault::OutOfRange);
        }
        Some((role, until))
    }

    fn completion(&mut self, name: &str, fields: &[Field]) -> Option<Command> {
        let actor = self.actor();
        let Some(duty) = self.machine.task(name) else {
            self.fault(Fault::UnknownTask(name.into()));
            return None;
        };
        let delivers = match &self.machine.playbook().duties[duty].kind {
            DutyKind::Task(task) => task.delivers.as_slice(),
            DutyKind::Decision(_) | DutyKind::Call(_) => &[],
        };
        let fields = self.fields(fields, delivers, &[]);
        let focus = self.focus_of_duty(duty)?;
        let owed = |ob: &Obligation| ob.status.is_owed();
        let mut owed = self.state.instances_in(focus, duty).filter(|(_, ob)| owed(ob)).peekable();
        if owed.peek().is_none() {
            self.fault(Fault::TaskNotOpen(duty));
            return None;
        }
        let (role, party) = actor?;
        let mut own = None;
        let mine = |ob: &Obligation| {
            let does = ob.doer == role || ob.accountable == role;
            match &ob.party {
                Some(owner) if ob.doer == role => *owner == party,
                _ => does,
            }
        };
        let mut any_role = false;
        for (no, ob) in owed {
            any_role |= ob.doer == role || ob.accountable == role;
            if own.is_none() && mine(ob) {
                own = Some(no);
            }
        }
        match own {
            Some(obligation) => Some(Command::Complete { duty, obligation, fields }),
            None if any_role => {
                self.fault(Fault::TaskNotOpen(duty));
                None
            }
            None => {
                self.fault(Fault::NotAllowed(role));
                None
            }
        }
    }

    fn determination(&mut self, name: &str, reason: &str) -> Option<Command> {
        let actor = self.actor();
        self.reason(reason);
        let (Some(scale), Some(level)) = (&self.machine.playbook().scale, self.machine.level(name))
        else {
            self.fault(Fault::UnknownLevel(name.into()));
            return None;
        };
        let (role, _) = actor?;
        let stands = |roles: &[RoleId]| roles.iter().any(|r| self.stands_for(*r, None) == role);
        let (raises, lowers) = (stands(&scale.determined_by), stands(&scale.lowered_by));
        if !raises && !lowers {
            self.fault(Fault::NotAllowed(role));
        } else if level < self.state.level {
            self.lowering(scale, role, level, lowers);
        }
        Some(Command::Determine { role, level, lowers: level < self.state.level })
    }

    fn lowering(&mut self, scale: &Scale<ExprId>, role: RoleId, level: LevelId, lowers: bool) {
        if !lowers {
            self.fault(Fault::MayNotLower(role));
        }
        if let Some(at_most) = scale.lowered_at_most
            && steps_too_far(scale, self.state, level)
        {
            self.fault(Fault::TooManyLevels { at_most });
        }
        let floor = super::query::floor(self.machine, self.state);
        if level < floor {
            self.fault(Fault::BelowFloor(floor));
        }
    }

    fn role(&mut self, name: &str) -> Option<RoleId> {
        let role = self.machine.role(name);
        if role.is_none() {
            self.fault(Fault::UnknownRole(name.into()));
        }
        role
    }

    /// Who says it, if that party holds that role at the effective time.
    fn actor(&mut self) -> Option<(RoleId, String)> {
        self.actor_at(self.input.at)
    }

    fn actor_at(&mut self, at: Timestamp) -> Option<(RoleId, String)> {
        let Some(Actor { role, party }) = &self.input.by else {
            self.fault(Fault::NoActor);
            return None;
        };
        let role = self.role(role)?;
        if !self.state.is_held_for(self.item, role, party, at) {
            self.fault(Fault::NotHeld { role, party: party.clone() });
            return None;
        }
        Some((role, party.clone()))
    }

    fn stands_for(&self, role: RoleId, duty: Option<DutyId>) -> RoleId {
        resolve(&self.state.successions, role, duty)
    }

    /// The facts that may be stated of a kind of item, or of the case.
    fn facts_of(&self, item: Option<ItemId>) -> Vec<FactId> {
        let facts = self.machine.playbook().facts.iter();
        facts.filter(|(_, fact)| fact.item == item).map(|(id, _)| id).collect()
    }

    /// The values of fields that must or may be there, fitted to their types.
    fn fields(
        &mut self,
        fields: &[Field],
        required: &[FactId],
        optional: &[FactId],
    ) -> Vec<(FactId, Value)> {
        let mut values: Vec<(FactId, Value)> = Vec::new();
        for (position, field) in fields.iter().enumerate() {
            let Some(fact) = self.machine.fact(&field.fact) else {
                self.fault(Fault::UnknownFact(field.fact.clone()));
                continue;
            };
            let declared = &self.machine.playbook().facts[fact];
            let expected = required.contains(&fact) || optional.contains(&fact);
            let again = fields.iter().take(position).any(|before| before.fact == field.fact);
            if !expected || declared.derived.is_some() {
                self.fault(Fault::UnexpectedField(fact));
            } else if again {
                self.fault(Fault::DuplicateField(fact));
            }
            match field.value.clone().fit(&declared.ty) {
                Some(value) => {
                    if let Some(why) = self.machine.uncountable(fact, &value) {
                        self.fault(Fault::Uncountable { fact: Some(fact), why });
                    }
                    if !again {
                        values.push((fact, value));
                    }
                }
                None => {
                    let expected = declared.ty.clone();
                    self.fault(Fault::WrongType { fact, expected });
                }
            }
            if field.is_erased() || (declared.personal && field.salt.is_none()) {
                self.fault(Fault::NoSalt(Some(fact)));
            }
        }
        for &fact in required {
            let name = &self.machine.playbook().facts[fact].name;
            if !fields.iter().any(|field| field.fact == *name) {
                self.fault(Fault::MissingField(fact));
            }
        }
        values
    }
}

fn is_named(name: &OutcomeName, said: &str) -> bool {
    match name {
        OutcomeName::Yes => matches!(said, "ja" | "yes"),
        OutcomeName::No => matches!(said, "nee" | "no"),
        OutcomeName::Named(name) => name == said,
        OutcomeName::NoAnswer => false,
    }
}
