//! Who holds care, or something else of an item: moves, presence, succession (rule 20).

use std::collections::BTreeSet;

use super::effect::{ItemEffect, ItemNo};
use super::ledger::{
    Cancelled, Change, Claimed, Cover, Ending, Holder, Ledger, LedgerError, Stamp, When,
};
use super::run::Run;
use super::state::{Alarm, Focus, Group, Timer};
use super::who::resolve_holding;
use crate::calendar::Timestamp;
use crate::machine::handler::DateRef;
use crate::machine::id::{FactId, HoldingId, Id, ItemId, RoleId};

impl Run<'_> {
    /// The item in focus is enrolled: somebody holds it from now on.
    pub(super) fn first_holder(&mut self, holding: HoldingId) {
        let declared = &self.playbook.holdings[holding];
        let (first, net) = (declared.holder, declared.safety_net);
        let Some(no) = self.focus.item else { return };
        let by = |role| self.admission().holder(no, role, holding);
        let Some(holder) = by(first).or_else(|| by(net)) else { return };
        let Ok(ledger) = Ledger::enrol(self.stamp(), holder) else { return };
        let turn = ledger.last().clone();
        self.set_ledger(no, holding, ledger);
        self.tell_of(ItemEffect::Moved { holding, from: None, turn });
    }

    /// Says of something held that it waits or that nobody is there, once in an entry.
    fn say_once(&mut self, no: ItemNo, holding: HoldingId, what: ItemEffect) {
        let waits = matches!(what, ItemEffect::Barred { .. });
        if self.awaited.insert((no, holding, waits)) {
            self.tell_of(what);
        }
    }

    pub(super) fn stamp(&self) -> Stamp {
        Stamp { at: self.at, seq: self.seq }
    }

    fn set_ledger(&mut self, no: ItemNo, holding: HoldingId, ledger: Ledger) {
        let item = self.state.item_mut(no);
        if let Some(slot) = item.and_then(|item| item.ledgers.get_mut(holding)) {
            *slot = Some(ledger);
        }
    }

    pub(super) fn ledger_mut(&mut self, no: ItemNo, holding: HoldingId) -> Option<&mut Ledger> {
        self.state.item_mut(no)?.ledgers.get_mut(holding)?.as_mut()
    }

    pub(super) fn ledger(&self, no: ItemNo, holding: HoldingId) -> Option<&Ledger> {
        self.state.item(no)?.ledger(holding)
    }

    /// `zorg naar R [per DATE]`
    pub(super) fn order_move(&mut self, holding: HoldingId, to: RoleId, per: Option<DateRef>) {
        let Some(no) = self.focus.item else { return };
        let Some((holder, cover)) = self.admission().admits(no, to, holding) else {
            return self.tell_of(self.barred(no, holding, to));
        };
        match per {
            Some(date) => {
                let (follows, when) = (follows(date), self.when(date));
                self.change(no, holding, |it, stamp| it.plan_move(stamp, to, follows, when));
            }
            None if self.with_whom(no, holding, &holder, cover).is_none() => {
                self.change(no, holding, |it, stamp| it.move_to(stamp, holder, cover));
                return;
            }
            None if self.is_due_to(no, holding, to) => {}
            None => {
                let when = Some(When { at: self.at, day: None });
                self.change(no, holding, |it, stamp| it.plan_move(stamp, to, NOTHING, when));
            }
        }
        self.take_effect(no, holding);
    }

    /// That nothing moves to a role.
    fn barred(&self, no: ItemNo, holding: HoldingId, to: RoleId) -> ItemEffect {
        let absent = self.admission().holder(no, to, holding).is_none();
        ItemEffect::Barred { holding, to, absent }
    }

    /// The group that a move of an item to this holder is made with; `None`: it is made alone.
    fn with_whom(
        &self,
        no: ItemNo,
        holding: HoldingId,
        to: &Holder,
        cover: Cover,
    ) -> Option<Group> {
        let place = cover == Cover::Place && self.playbook.holdings[holding].name.is_none();
        let with = self.ledger(no, holding).map(|ledger| &ledger.last().holder);
        if place && with != Some(to) { self.company(no) } else { None }
    }

    /// Whether a move of an item to this role is due and waits.
    fn is_due_to(&self, no: ItemNo, holding: HoldingId, to: RoleId) -> bool {
        let plan = self.ledger(no, holding).and_then(|ledger| ledger.plan());
        plan.is_some_and(|plan| plan.to == to && plan.instant().is_some_and(|at| at <= self.at))
    }

    /// `zorg blijft`
    pub(super) fn stays(&mut self, holding: HoldingId) {
        if let Some(no) = self.focus.item {
            self.cancel_move(no, holding, Cancelled::Stays);
        }
    }

    fn cancel_move(&mut self, no: ItemNo, holding: HoldingId, why: Cancelled) {
        self.change(no, holding, |ledger, stamp| ledger.cancel(stamp, why));
    }

    /// Planned moves of care of an item are off.
    pub(super) fn cancel_moves(&mut self, no: ItemNo, why: Cancelled) {
        if let Some(care) = self.care_of(no) {
            self.cancel_move(no, care, why);
        }
    }

    /// A party's acceptance is gone: a planned move to it that rests on that is off.
    pub(super) fn drop_moves_to(&mut self, no: ItemNo, party: &str) {
        let Some(care) = self.care_of(no) else { return };
        let Some(to) = self.ledger(no, care).and_then(|it| it.plan()).map(|plan| plan.to) else {
            return;
        };
        let stands = resolve_holding(&self.state.successions, to, care);
        let rests = self.parties(stands).any(|holder| holder == party);
        if rests && self.admission().admits(no, to, care).is_none() {
            self.cancel_move(no, care, Cancelled::AcceptanceWithdrawn);
        }
    }

    /// The planned move of an item comes due, or was held up and is no longer.
    pub(super) fn take_effect(&mut self, no: ItemNo, holding: HoldingId) {
        self.stuck.clear();
        self.try_move(no, holding);
    }

    /// The same, while nothing has changed of who holds since groups were tried.
    pub(super) fn try_move(&mut self, no: ItemNo, holding: HoldingId) {
        let Some(plan) = self.ledger(no, holding).and_then(|ledger| ledger.plan()) else { return };
        if plan.instant().is_none_or(|at| at > self.at) {
            return;
        }
        let to = plan.to;
        let Some((holder, cover)) = self.admission().admits(no, to, holding) else {
            return self.say_once(no, holding, self.barred(no, holding, to));
        };
        match self.with_whom(no, holding, &holder, cover) {
            Some(group) => self.move_together(group, holding),
            None => self.make_move(no, holding, holder.party, cover),
        }
    }

    /// The planned move of the item in focus takes effect.
    pub(super) fn make_move(
        &mut self,
        no: ItemNo,
        holding: HoldingId,
        party: Box<str>,
        cover: Cover,
    ) {
        self.change(no, holding, |ledger, stamp| ledger.take_effect(stamp, party, cover));
    }

    /// Planned moves that follow one of these facts of the item in focus, or of the case.
    pub(super) fn moves_follow(&mut self, changed: &[FactId]) {
        if !changed.iter().any(|fact| self.machine.index().moved_by.contains(fact)) {
            return;
        }
        let items: Vec<ItemNo> = match self.focus.item {
            Some(no) => vec![no],
            None => self.playbook.items.ids().flat_map(|kind| self.items_of(kind)).collect(),
        };
        for no in items {
            self.about(Focus::item(no), |run| run.plans_follow(no, changed));
        }
    }

    fn plans_follow(&mut self, no: ItemNo, changed: &[FactId]) {
        let Some(kind) = self.state.item(no).map(|item| item.kind) else { return };
        for holding in self.machine.index().items[kind].holdings.iter() {
            let plan = self.ledger(no, holding).and_then(|ledger| ledger.plan());
            let Some(follows) = plan.map(|plan| plan.follows) else { continue };
            let fact = FactId::new(follows as usize);
            if changed.contains(&fact) {
                let when = self.when(DateRef::Fact(fact));
                self.change(no, holding, |ledger, stamp| ledger.follow(stamp, when));
                self.take_effect(no, holding);
            }
        }
    }

    /// Who holds or stands for roles has changed: of the item in focus, or of every item.
    pub(super) fn look_at_holders(&mut self) {
        if self.playbook.holdings.is_empty() {
            return;
        }
        let items: Vec<(ItemNo, ItemId)> = match self.focus.item {
            Some(no) => self.state.item(no).map(|item| (no, item.kind)).into_iter().collect(),
            None => {
                let items = self.state.numbered_items();
                let present = items.filter(|(_, item)| item.is_present());
                present.map(|(no, item)| (no, item.kind)).collect()
            }
        };
        self.stuck.clear();
        let mut moved = Vec::new();
        for (no, kind) in items {
            for holding in self.machine.index().items[kind].holdings.iter() {
                if self.about(Focus::item(no), |run| run.look_at_holder(no, holding)) {
                    moved.extend(self.company(no));
                }
            }
        }
        let mut tried = BTreeSet::new();
        moved.retain(|group| tried.insert(*group));
        moved.into_iter().for_each(|group| self.try_group(group));
    }

    /// A holder without a present party is represented by whoever stands for it, else the safety
    /// net takes over in this instant; whether another holds it then.
    fn look_at_holder(&mut self, no: ItemNo, holding: HoldingId) -> bool {
        self.try_move(no, holding);
        let Some(turn) = self.ledger(no, holding).and_then(|ledger| ledger.present()) else {
            return false;
        };
        let role = turn.holder.role;
        let stands = resolve_holding(&self.state.successions, role, holding);
        let here = self.parties(stands).any(|party| *party == *turn.holder.party);
        let Some(item) = self.state.item_mut(no) else { return false };
        if here {
            item.kept.remove(&holding);
        }
        if here || item.kept.contains(&holding) {
            return false;
        }
        match self.admission().stand_in(no, role, holding) {
            Some(Holder { party, .. }) if stands == role => {
                self.change(no, holding, |ledger, stamp| ledger.bind(stamp, party))
            }
            Some(Holder { party, .. }) => {
                self.change(no, holding, |ledger, stamp| ledger.succeed(stamp, party))
            }
            None => {
                let net = self.playbook.holdings[holding].safety_net;
                if let Some(net) = self.admission().holder(no, net, holding) {
                    return self.change(no, holding, |ledger, stamp| ledger.take_over(stamp, net));
                }
                self.say_once(no, holding, ItemEffect::NobodyHolds(holding));
                false
            }
        }
    }

    /// The case closes: what is held stays where it is.
    pub(super) fn stay(&mut self, no: ItemNo, holding: HoldingId, told: bool) {
        self.cancel_move(no, holding, Cancelled::Stays);
        if told && self.ledger(no, holding).is_some_and(|ledger| ledger.ended().is_none()) {
            self.tell_of(ItemEffect::Stays(holding));
        }
    }

    pub(super) fn end_holding(&mut self, no: ItemNo, holding: HoldingId, why: Ending) {
        if self.ledger(no, holding).is_some_and(|ledger| ledger.ended().is_none()) {
            self.change(no, holding, |ledger, stamp| ledger.end(stamp, why));
            self.tell_of(ItemEffect::HoldingEnded { holding, why });
            self.regrouped(no);
        }
    }

    /// A late statement about who held.
    pub(super) fn hear_held(&mut self, no: ItemNo, holding: HoldingId, said: Claimed) {
        let stamp = self.stamp();
        let ledger = self.ledger_mut(no, holding);
        if ledger.is_some_and(|ledger| ledger.hear(stamp, said) == Ok(true)) {
            self.tell_of(ItemEffect::Contradicted(holding));
        }
    }

    /// Changes a ledger, with its alarm and the effects. What the ledger refuses changes nothing:
    /// it has ended. Whether somebody else holds it then.
    fn change(
        &mut self,
        no: ItemNo,
        holding: HoldingId,
        change: impl FnOnce(&mut Ledger, Stamp) -> Result<Change, LedgerError>,
    ) -> bool {
        let stamp = self.stamp();
        let Some(ledger) = self.ledger_mut(no, holding) else { return false };
        let before = ledger.plan().and_then(|plan| plan.instant());
        let Ok(Change { moved, planned, cancelled }) = change(ledger, stamp) else {
            return false;
        };
        let after = ledger.plan().and_then(|plan| plan.instant());
        let leaving = ledger.plan().is_some();
        if self.playbook.holdings[holding].name.is_none() {
            self.state.set_leaving(no, leaving);
        }
        if before != after {
            self.set_move_alarm(holding, before, after);
        }
        if let Some((plan, why)) = cancelled {
            self.tell_of(ItemEffect::MoveOff { holding, plan, why });
        }
        if let Some(plan) = planned {
            self.tell_of(ItemEffect::Planned { holding, plan });
        }
        let has_moved = moved.is_some();
        if let Some((from, turn)) = moved {
            if let Some(item) = self.state.item_mut(no) {
                item.kept.remove(&holding);
            }
            self.tell_of(ItemEffect::Moved { holding, from: Some(from.holder), turn });
        }
        self.stuck.clear();
        self.touched();
        has_moved
    }

    fn set_move_alarm(
        &mut self,
        holding: HoldingId,
        before: Option<Timestamp>,
        after: Option<Timestamp>,
    ) {
        let what = Timer::Move(holding);
        if let Some(at) = before {
            let alarm = Alarm { at, order: 0, item: self.focus.item, what };
            self.state.timers.remove(&alarm);
        }
        if let Some(at) = after.filter(|at| *at > self.at) {
            self.set_alarm(at, 0, what);
        }
    }
}

/// That the date of a planned move is taken from no fact, as a ledger keeps it.
const NOTHING: u32 = u32::MAX;

/// What the date of a planned move is taken from, as a ledger keeps it.
fn follows(date: DateRef) -> u32 {
    date.fact().map_or(NOTHING, number)
}

/// The number by which a ledger knows a fact.
pub(super) fn number(fact: FactId) -> u32 {
    u32::try_from(fact.index()).unwrap_or(NOTHING)
}
