//! Faults of what is said about items.

use super::Check;
use crate::calendar::Timestamp;
use crate::engine::command::{Bound, Command};
use crate::engine::effect::ItemNo;
use crate::engine::input::{Binding, Field, InputKind};
use crate::engine::ledger::Claimed;
use crate::engine::refusal::{Fault, ItemFault};
use crate::engine::state::{Focus, State};
use crate::engine::who::resolve_holding;
use crate::machine::Machine;
use crate::machine::id::{ChartId, DutyId, ExprId, HoldingId, ItemId, RoleId, SignalId};
use crate::machine::playbook::Decision;

/// A case holds so many items at most.
const MAX_ITEMS: usize = 1_000_000;

/// The chart in which a signal is heard.
pub(super) fn focus_of_signal(machine: &Machine, item: Option<ItemNo>, signal: SignalId) -> Focus {
    Focus::of(item, machine.playbook().signals[signal].chart)
}

/// Whether a party that is there, or is bound with the item, stands for a role in a holding.
fn could_hold(
    state: &State,
    now: Timestamp,
    parties: &[Bound],
    (role, holding): (RoleId, HoldingId),
) -> bool {
    let stands = resolve_holding(&state.successions, role, holding);
    let lasts = |until: &Option<Timestamp>| until.is_none_or(|until| until > now);
    let mut given = parties.iter().filter(|(bound, ..)| *bound == stands);
    given.any(|(.., until)| lasts(until)) || state.parties_for(None, stands, now).next().is_some()
}

/// Whether an item that is enrolled still has somebody who holds it, after what fell due.
pub(super) fn is_still_held(
    machine: &Machine,
    state: &State,
    now: Timestamp,
    kind: ItemId,
    parties: &[Bound],
) -> bool {
    machine.index().items[kind].holdings.iter().all(|holding| {
        let declared = &machine.playbook().holdings[holding];
        let mut roles = [declared.holder, declared.safety_net].into_iter();
        roles.any(|role| could_hold(state, now, parties, (role, holding)))
    })
}

impl Check<'_> {
    /// The item that is named, if it is there.
    pub(super) fn named_item(&mut self) {
        let enrols = matches!(self.input.kind, InputKind::Enrol { .. });
        let Some(id) = self.input.item.as_ref().filter(|_| !enrols) else { return };
        let no = self.state.item_no(id);
        match no.and_then(|no| self.state.item(no)) {
            None => self.item_fault(ItemFault::Unknown(id.clone())),
            Some(item) => {
                self.item = no;
                if !item.is_present() && !self.is_about_the_past() {
                    self.item_fault(ItemFault::Gone(id.clone()));
                }
            }
        }
    }

    /// Statements about the past, and answers of the host to what it was asked while the item was
    /// there, are accepted of one that was withdrawn too.
    fn is_about_the_past(&self) -> bool {
        use InputKind::{Correct, Erase, Held, Reply};
        matches!(self.input.kind, Held { .. } | Correct { .. } | Erase { .. } | Reply { .. })
    }

    /// What is said is about an item of this kind, or about the case.
    pub(super) fn of_item(&mut self, kind: Option<ItemId>) {
        let named = self.item.and_then(|no| self.state.item(no)).map(|item| item.kind);
        match (&self.input.item, kind) {
            (None, Some(_)) => self.item_fault(ItemFault::Needed),
            (Some(id), _) if self.item.is_some() && named != kind => {
                self.item_fault(ItemFault::Other(id.clone()));
            }
            _ => {}
        }
    }

    /// What is said is about a chart: of the case, or of the kind of item named.
    pub(super) fn focus_on(&mut self, chart: ChartId) {
        self.of_item(self.machine.playbook().charts[chart].item);
    }

    /// The chart in which a task or decision is owed; `None` when another item is named.
    pub(super) fn focus_of_duty(&mut self, duty: DutyId) -> Option<Focus> {
        let scope = self.machine.playbook().duties[duty].scope;
        let chart = self.machine.index().chart_of[scope];
        let before = self.faults.len();
        self.focus_on(chart);
        let named = self.input.item.is_some() == self.item.is_some();
        (self.faults.len() == before && named).then_some(Focus::of(self.item, chart))
    }

    /// The command of an input about items.
    pub(super) fn about_items(&mut self) -> Option<Command> {
        if self.input.by.is_some() && !self.enrols() {
            self.actor()?;
        }
        match &self.input.kind {
            InputKind::Enrol { kind, fields, parties } => self.enrolment(kind, fields, parties),
            InputKind::Update { fields } => {
                let (item, kind) = self.item()?;
                if fields.is_empty() {
                    self.fault(Fault::NothingStated);
                }
                let stateable = self.facts_of(Some(kind));
                let fields = self.fields(fields, &[], &stateable);
                Some(Command::Update { item, fields })
            }
            InputKind::WithdrawItem { ground } => {
                self.reason(ground);
                let (item, _) = self.item()?;
                Some(Command::WithdrawItem { item, ground: ground.clone() })
            }
            InputKind::Split { ground } => self.split(ground),
            InputKind::CompleteRegister { kind } => self.register(kind),
            InputKind::Offer { role, party } => {
                let (item, role) = self.candidate(role)?;
                if self.state.is_held_for(Some(item), role, party, self.input.at) {
                    self.fault(Fault::BindingStands);
                }
                Some(Command::Offer { item, role, party: party.clone() })
            }
            InputKind::Retract { role, party } => {
                let (item, role) = self.candidate(role)?;
                if !self.state.is_held_for(Some(item), role, party, self.input.at) {
                    let party = Some(party.clone());
                    self.item_fault(ItemFault::NotACandidate { role, party });
                }
                Some(Command::Release { item: Some(item), role, party: party.clone() })
            }
            InputKind::Held { holding, role, party, from, until } => {
                let (item, kind) = self.item()?;
                let role = self.role(role)?;
                let holding = self.holding(kind, holding.as_deref())?;
                let backwards = until.is_some_and(|until| until <= *from);
                if backwards || *from > self.now || until.is_some_and(|until| until > self.now) {
                    self.fault(Fault::OutOfRange);
                }
                let party = party.as_deref().map(Into::into);
                let said = Claimed { role, party, from: *from, until: *until };
                Some(Command::Held { item, holding, said })
            }
            _ => None,
        }
    }

    fn enrols(&self) -> bool {
        matches!(self.input.kind, InputKind::Enrol { .. })
    }

    /// The item named, and its kind.
    fn item(&mut self) -> Option<(ItemNo, ItemId)> {
        if self.input.item.is_none() {
            self.item_fault(ItemFault::Needed);
        }
        let no = self.item?;
        Some((no, self.state.item(no)?.kind))
    }

    fn kind_of_item(&mut self, name: &str) -> Option<ItemId> {
        let items = self.machine.playbook().items.iter();
        let named = |(_, item): &(_, &crate::machine::playbook::Item)| {
            item.name == name || item.plural.as_deref() == Some(name)
        };
        let found = items.into_iter().find(named).map(|(id, _)| id);
        if found.is_none() {
            self.item_fault(ItemFault::UnknownKind(name.into()));
        }
        found
    }

    fn enrolment(&mut self, kind: &str, fields: &[Field], parties: &[Binding]) -> Option<Command> {
        if self.input.by.is_some() {
            self.actor();
        }
        let kind = self.kind_of_item(kind)?;
        let Some(id) = self.input.item.clone().filter(|id| !id.trim().is_empty()) else {
            self.item_fault(ItemFault::Needed);
            return None;
        };
        if self.state.item_no(&id).is_some() {
            self.item_fault(ItemFault::Taken(id.clone()));
        }
        if self.state.items().len() >= MAX_ITEMS {
            self.item_fault(ItemFault::TooMany);
        }
        let stateable = self.facts_of(Some(kind));
        let fields = self.fields(fields, &[], &stateable);
        let parties = self.parties_of(kind, parties);
        self.somebody_holds(kind, &parties);
        Some(Command::Enrol { kind, id, fields, parties })
    }

    /// Who holds which role of the item from the start.
    fn parties_of(&mut self, kind: ItemId, parties: &[Binding]) -> Vec<Bound> {
        let mut bound: Vec<(RoleId, String, _)> = Vec::new();
        for binding in parties {
            let Some(role) = self.role(&binding.role) else { continue };
            let declared = &self.machine.playbook().roles[role];
            if declared.item != Some(kind) {
                self.fault(Fault::NotAllowed(role));
                continue;
            }
            let until = binding.until.map(|day| self.machine.zone().first_instant(day));
            if until.is_some_and(|until| until <= self.input.at) {
                self.fault(Fault::OutOfRange);
            }
            let mut same = bound.iter().filter(|(other, ..)| *other == role).peekable();
            let several = same.peek().is_some() && declared.plural.is_none();
            if same.any(|(_, party, _)| *party == binding.party) {
                self.fault(Fault::BindingStands);
            } else if several {
                self.fault(Fault::OneParty(role));
            }
            bound.push((role, binding.party.clone(), until));
        }
        bound
    }

    /// For each holding the first holder and the safety net have a party.
    fn somebody_holds(&mut self, kind: ItemId, parties: &[Bound]) {
        for holding in self.machine.index().items[kind].holdings.iter() {
            let declared = &self.machine.playbook().holdings[holding];
            for role in [declared.holder, declared.safety_net] {
                if !could_hold(self.state, self.now, parties, (role, holding)) {
                    self.item_fault(ItemFault::NoHolder { holding, role });
                }
            }
        }
    }

    fn split(&mut self, ground: &str) -> Option<Command> {
        self.reason(ground);
        let (item, kind) = self.item()?;
        if self.machine.playbook().items[kind].together.is_none() {
            self.item_fault(ItemFault::NoGroups(kind));
        }
        let apart = self.state.item(item).and_then(|it| it.apart.as_deref());
        if let Some(apart) = apart {
            self.item_fault(ItemFault::Apart(apart.ground.clone()));
        }
        Some(Command::Split { item, ground: ground.to_owned() })
    }

    fn register(&mut self, kind: &str) -> Option<Command> {
        let kind = self.kind_of_item(kind)?;
        self.of_item(None);
        let keepers = &self.machine.playbook().items[kind].register;
        if keepers.is_empty() || self.state.is_complete(kind) {
            self.item_fault(ItemFault::RegisterStands(kind));
        }
        let (role, _) = self.actor()?;
        if !keepers.iter().any(|keeper| self.stands_for(*keeper, None) == role) {
            self.fault(Fault::NotAllowed(role));
        }
        Some(Command::CompleteRegister { kind })
    }

    /// A role of candidates of the item named.
    fn candidate(&mut self, name: &str) -> Option<(ItemNo, RoleId)> {
        let role = self.role(name)?;
        if !self.machine.playbook().is_of_candidates(role) {
            self.item_fault(ItemFault::NotACandidate { role, party: None });
        }
        self.of_item(self.machine.playbook().roles[role].item);
        Some((self.item?, role))
    }

    fn holding(&mut self, kind: ItemId, name: Option<&str>) -> Option<HoldingId> {
        let mut holdings = self.machine.index().items[kind].holdings.iter();
        let playbook = self.machine.playbook();
        let found = holdings.find(|holding| playbook.holdings[*holding].name.as_deref() == name);
        if found.is_none() {
            self.item_fault(ItemFault::UnknownKind(name.unwrap_or("zorg").into()));
        }
        found
    }

    /// Of the first outcome of a decision that chooses: the candidate, whose acceptance stands.
    pub(super) fn choice(
        &mut self,
        decision: &Decision<ExprId>,
        outcome: Option<u32>,
        chosen: Option<&str>,
    ) -> Option<String> {
        let role = decision.chooses.filter(|_| outcome == Some(0))?;
        let from = self.machine.playbook().roles[role].chosen_from?;
        let item = self.state.item(self.item?)?;
        let candidates = self.state.parties_for(self.item, from, self.now);
        match chosen {
            Some(party) => {
                if !candidates.into_iter().any(|candidate| candidate == party) {
                    let party = Some(party.to_owned());
                    self.item_fault(ItemFault::NotACandidate { role, party });
                } else if !item.has_accepted(party) {
                    self.item_fault(ItemFault::NotAccepted { party: party.to_owned() });
                }
                Some(party.to_owned())
            }
            None => {
                let mut accepted = candidates.filter(|party| item.has_accepted(party));
                match (accepted.next(), accepted.next()) {
                    (Some(only), None) => Some(only.to_owned()),
                    _ => {
                        self.item_fault(ItemFault::NotACandidate { role, party: None });
                        None
                    }
                }
            }
        }
    }
}
