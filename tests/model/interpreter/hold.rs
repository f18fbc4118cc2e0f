//! Who holds what of an item: a list of turns, and at most one plan.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::ItemEffect;
use draaiboek::engine::ledger::{Cancelled, Cover, Ending, Holder, Plan, Stamp, Turn, When, Why};
use draaiboek::machine::id::{FactId, HoldingId, Id, RoleId};
use draaiboek::machine::playbook::{DateRef, Part};
use draaiboek::value::Value;

use super::Case;

/// A ledger.
pub struct Ledger {
    pub turns: Vec<Turn>,
    pub plan: Option<Plan>,
    /// Who is there beside the holder, since when and until when.
    pub beside: Vec<(Holder, Timestamp, Timestamp)>,
    pub ended: Option<Timestamp>,
}

impl Ledger {
    pub fn last(&self) -> &Turn {
        self.turns.last().expect("a first turn")
    }

    pub fn is_planned(&self) -> bool {
        self.ended.is_none() && self.plan.is_some()
    }

    /// Whether a move is planned of which the date is not known.
    pub fn is_undated(&self) -> bool {
        self.is_planned() && self.plan.as_ref().is_some_and(|plan| plan.when.is_none())
    }

    /// Whether something that is said to have been is otherwise here.
    fn denies(
        &self,
        (role, party): (RoleId, Option<&str>),
        from: Timestamp,
        until: Option<Timestamp>,
    ) -> bool {
        // Between changes nothing changes: it is enough to look at each change within the span.
        let changes = self.turns.iter().map(|turn| turn.by.at).chain(self.ended).chain([from]);
        let within = |at: &Timestamp| *at >= from && until.is_none_or(|until| *at < until);
        changes.filter(within).any(|at| {
            if at < self.turns[0].by.at {
                return false;
            }
            let over = self.ended.is_some_and(|end| end <= at);
            let turn = self.turns.iter().rev().find(|turn| turn.by.at <= at && !over);
            turn.is_none_or(|turn| {
                let other = party.is_some_and(|party| *party != *turn.holder.party);
                turn.holder.role != role || other
            })
        })
    }
}

impl Case<'_> {
    fn stamp(&self) -> Stamp {
        Stamp { at: self.now, seq: self.entries + 1 }
    }

    /// The role that stands for a role in a holding.
    pub(super) fn stands_in(&self, role: RoleId, holding: HoldingId) -> RoleId {
        let mut role = role;
        for _ in 0..=self.successions.len() {
            let of = || self.successions.iter().rev().filter(|it| it.of == role);
            let named = of().find(|it| match &it.part {
                Part::Named { holdings, .. } => holdings.contains(&holding),
                Part::All | Part::Rest => false,
            });
            let general = of().find(|it| !matches!(it.part, Part::Named { .. }));
            match named.or(general) {
                Some(succession) => role = succession.by,
                None => break,
            }
        }
        role
    }

    pub(super) fn some_holder(&self, role: RoleId, holding: HoldingId) -> Option<Holder> {
        let parties = self.parties(self.stands_in(role, holding), self.now);
        parties.first().map(|party| Holder::new(role, party.as_str()))
    }

    pub(super) fn first_holder(&mut self, no: usize, holding: HoldingId) {
        let declared = &self.hir.holdings[holding];
        let first = self.some_holder(declared.holder, holding);
        let holder = first.or_else(|| self.some_holder(declared.safety_net, holding));
        let holder = holder.expect("refused otherwise");
        let turn = Turn { by: self.stamp(), holder, why: Why::Enrolled, cover: Cover::Place };
        let ledger =
            Ledger { turns: vec![turn.clone()], plan: None, beside: Vec::new(), ended: None };
        self.items[no].ledgers.insert(holding, ledger);
        self.tell_of(ItemEffect::Moved { holding, from: None, turn });
    }

    /// How a role could hold it.
    pub(super) fn admits(
        &self,
        no: usize,
        to: RoleId,
        holding: HoldingId,
    ) -> Option<(Holder, Cover)> {
        let place = |holder| (holder, Cover::Place);
        if self.hir.holdings[holding].name.is_some() {
            return self.some_holder(to, holding).map(place);
        }
        let parties = self.parties(self.stands_in(to, holding), self.now);
        let accepted = parties.iter().find(|party| self.items[no].accepted.contains(*party));
        if let Some(party) = accepted {
            return Some(place(Holder::new(to, party.as_str())));
        }
        self.hir.roles[to].duty_of_care?;
        self.some_holder(to, holding).map(|holder| (holder, Cover::DutyOnly))
    }

    pub(super) fn ledger(&mut self, no: usize, holding: HoldingId) -> Option<&mut Ledger> {
        self.items[no].ledgers.get_mut(&holding).filter(|ledger| ledger.ended.is_none())
    }

    pub(super) fn order_move(&mut self, holding: HoldingId, to: RoleId, per: Option<DateRef>) {
        let no = self.focus.get().item.expect("an item");
        let Some((holder, cover)) = self.admits(no, to, holding) else {
            let absent = self.some_holder(to, holding).is_none();
            return self.tell_of(ItemEffect::Barred { holding, to, absent });
        };
        if self.ledger(no, holding).is_none() {
            return;
        }
        let (follows, when) = match per {
            Some(date) => (follows(date), self.when(date)),
            None if self.moves_with(no, holding, &holder, cover).is_none() => {
                self.cancel(no, holding, Cancelled::Superseded);
                if self.says_more(no, holding, &holder, cover) {
                    self.turn(no, holding, holder, Why::Moved, cover);
                }
                return;
            }
            None => {
                let plan = self.ledger(no, holding).and_then(|ledger| ledger.plan.clone());
                let due = plan.filter(|plan| plan.to == to).and_then(|plan| plan.when);
                if due.is_some_and(|when| when.at <= self.now) {
                    return self.take_effect(no, holding);
                }
                (u32::MAX, Some(When { at: self.now, day: None }))
            }
        };
        let by = self.stamp();
        let plan = Plan { by, made: by.seq, to, follows, when };
        let old = self.ledger(no, holding).and_then(|ledger| ledger.plan.clone());
        let same = |old: &Plan| (old.to, old.follows, old.when) == (to, follows, when);
        if !old.as_ref().is_some_and(same) {
            let again = |old: &Plan| (old.made, old.to, old.follows) == (by.seq, to, follows);
            if let Some(plan) = old.filter(|old| !again(old)) {
                self.tell_of(ItemEffect::MoveOff { holding, plan, why: Cancelled::Replaced });
            }
            self.ledger(no, holding).expect("it").plan = Some(plan.clone());
            self.tell_of(ItemEffect::Planned { holding, plan });
        }
        self.take_effect(no, holding);
    }

    /// Somebody is to be there beside the holder: who holds already, or could.
    pub(super) fn stand_beside(&mut self, holding: HoldingId, role: RoleId, until: DateRef) {
        let no = self.focus.get().item.expect("an item");
        let Some(holder) = self.ledger(no, holding).map(|it| it.last().holder.clone()) else {
            return;
        };
        let could = self.admits(no, role, holding).map(|(holder, _)| holder);
        let second = if holder.role == role { Some(holder) } else { could };
        let until = self.when(until).map(|when| when.at);
        let (second, until) = match (second, until) {
            (Some(second), Some(until)) if until > self.now => (second, until),
            _ => return self.tell_of(ItemEffect::NotBeside { holding, role }),
        };
        let one = (second.clone(), self.now, until);
        let all = &mut self.ledger(no, holding).expect("it goes on").beside;
        if !all.contains(&one) {
            all.push(one);
            self.tell_of(ItemEffect::Beside { holding, second, until });
        }
    }

    /// That a due move waits, or that nobody holds it, is said once in an entry.
    fn say_once(&mut self, no: usize, holding: HoldingId, what: ItemEffect) {
        let waits = matches!(what, ItemEffect::Barred { .. });
        if self.awaited.insert((no, holding, waits)) {
            self.tell_of(what);
        }
    }

    /// The instant of a date of a planned move.
    fn when(&self, date: DateRef) -> Option<When> {
        match self.named(date)? {
            Value::Date(day) => {
                Some(When { at: self.days(None).first_instant(day), day: Some(day) })
            }
            Value::Instant(at) => Some(When { at, day: None }),
            _ => None,
        }
    }

    /// Whether a move to this holder changes anything.
    fn says_more(&self, no: usize, holding: HoldingId, holder: &Holder, cover: Cover) -> bool {
        let last = self.items[no].ledgers[&holding].last();
        let found = last.cover == Cover::DutyOnly && cover == Cover::Place;
        last.holder != *holder || found
    }

    /// What is held in a role for which another is chosen stays where it is.
    pub(super) fn keep_holdings(&mut self, no: usize, role: RoleId, chosen: &str) {
        for holding in self.holdings_of(self.items[no].kind) {
            let Some(holder) = self.ledger(no, holding).map(|it| it.last().holder.clone()) else {
                continue;
            };
            let here = holder.role == role && self.holds_role(role, &holder.party, self.now);
            if here && *holder.party != *chosen {
                self.items[no].kept.insert(holding);
            }
        }
    }

    /// What somebody holds in a role for which another was chosen since.
    pub(super) fn kept_by(&self, role: RoleId, party: &str) -> Vec<HoldingId> {
        let Some(item) = self.focus.get().item.map(|no| &self.items[no]) else { return vec![] };
        let mut kept: Vec<HoldingId> = item.kept.iter().copied().collect();
        kept.retain(|holding| {
            let ledger = &item.ledgers[holding];
            let holder = &ledger.last().holder;
            ledger.ended.is_none() && holder.role == role && *holder.party == *party
        });
        kept
    }

    fn turn(&mut self, no: usize, holding: HoldingId, holder: Holder, why: Why, cover: Cover) {
        let turn = Turn { by: self.stamp(), holder, why, cover };
        self.items[no].kept.remove(&holding);
        let ledger = self.ledger(no, holding).expect("it goes on");
        let from = Some(ledger.last().holder.clone());
        ledger.turns.push(turn.clone());
        self.tell_of(ItemEffect::Moved { holding, from, turn });
    }

    pub(super) fn cancel(&mut self, no: usize, holding: HoldingId, why: Cancelled) {
        let plan = self.ledger(no, holding).and_then(|ledger| ledger.plan.take());
        if let Some(plan) = plan {
            self.tell_of(ItemEffect::MoveOff { holding, plan, why });
        }
    }

    /// The instant of a planned move has come, or what held it up is gone.
    pub(super) fn take_effect(&mut self, no: usize, holding: HoldingId) {
        let plan = self.ledger(no, holding).and_then(|ledger| ledger.plan.clone());
        let Some(plan) = plan else { return };
        if plan.when.is_none_or(|when| when.at > self.now) {
            return;
        }
        let Some((holder, cover)) = self.admits(no, plan.to, holding) else {
            let absent = self.some_holder(plan.to, holding).is_none();
            let barred = ItemEffect::Barred { holding, to: plan.to, absent };
            return self.say_once(no, holding, barred);
        };
        match self.moves_with(no, holding, &holder, cover) {
            Some(group) => self.move_together(group),
            None => self.make_move(no, holding, holder, cover),
        }
    }

    /// A due move is made.
    pub(super) fn make_move(
        &mut self,
        no: usize,
        holding: HoldingId,
        holder: Holder,
        cover: Cover,
    ) {
        if !self.says_more(no, holding, &holder, cover) {
            return self.cancel(no, holding, Cancelled::Held);
        }
        let plan = self.ledger(no, holding).expect("it").plan.take();
        let at = plan.and_then(|plan| plan.when).expect("it is due").at;
        let why = if at == self.now { Why::Planned } else { Why::PlannedLate };
        self.turn(no, holding, holder, why, cover);
    }

    /// Planned moves follow what their date is taken from.
    pub(super) fn plans_follow(&mut self) {
        for (no, holding) in self.held() {
            let Some(plan) = self.ledger(no, holding).and_then(|it| it.plan.clone()) else {
                continue;
            };
            if plan.follows == u32::MAX {
                continue;
            }
            self.about_item(no, |case| {
                let fact = FactId::new(plan.follows as usize);
                let when = case.when(DateRef::Fact(fact));
                if when != plan.when {
                    let plan = Plan { by: case.stamp(), when, ..plan };
                    case.ledger(no, holding).expect("it").plan = Some(plan.clone());
                    case.tell_of(ItemEffect::Planned { holding, plan });
                    case.take_effect(no, holding);
                }
            });
        }
    }

    /// Everything of every item that somebody holds.
    fn held(&self) -> Vec<(usize, HoldingId)> {
        let items = self.items.iter().enumerate();
        items.flat_map(|(no, item)| item.ledgers.keys().map(move |it| (no, *it))).collect()
    }

    /// When a planned move is due.
    pub(super) fn moves_due(&self) -> Vec<(usize, HoldingId, Timestamp)> {
        let due = |(no, holding): (usize, HoldingId)| {
            let ledger = self.items[no].ledgers.get(&holding)?;
            let at = ledger.plan.as_ref()?.when?.at;
            ledger.ended.is_none().then_some((no, holding, at))
        };
        self.held().into_iter().filter_map(due).collect()
    }

    /// Who holds roles has changed, of the item in focus or of the case.
    pub(super) fn look_at_holders(&mut self) {
        let focus = self.focus.get().item;
        let mut changed = Vec::new();
        for (no, holding) in self.held() {
            if focus.is_none_or(|item| item == no) {
                self.about_item(no, |case| case.take_effect(no, holding));
                let before = self.items[no].ledgers[&holding].turns.len();
                self.about_item(no, |case| case.look_at_holder(no, holding));
                let same = self.items[no].ledgers[&holding].turns.len() == before;
                changed.extend(self.group_of(no).filter(|_| !same));
            }
        }
        while !changed.is_empty() {
            let group = changed.remove(0);
            changed.retain(|other| *other != group);
            self.try_group(&group);
        }
    }

    fn look_at_holder(&mut self, no: usize, holding: HoldingId) {
        let Some(ledger) = self.ledger(no, holding) else { return };
        let Turn { holder, cover, .. } = ledger.last().clone();
        let stands = self.stands_in(holder.role, holding);
        if self.holds_role(stands, &holder.party, self.now) {
            self.items[no].kept.remove(&holding);
            return;
        }
        if self.items[no].kept.contains(&holding) {
            return;
        }
        let chosen = stands == holder.role && self.hir.roles[holder.role].chosen_from.is_some();
        let new = match chosen && self.hir.holdings[holding].name.is_none() {
            true => self.admits(no, holder.role, holding).map(|(new, _)| new),
            false => self.some_holder(holder.role, holding),
        };
        if let Some(new) = new {
            let why = if stands == holder.role { Why::Binding } else { Why::Succession };
            return self.turn(no, holding, new, why, cover);
        }
        match self.some_holder(self.hir.holdings[holding].safety_net, holding) {
            Some(net) if net == holder => {}
            Some(net) => self.turn(no, holding, net, Why::SafetyNet, Cover::DutyOnly),
            None => self.say_once(no, holding, ItemEffect::NobodyHolds(holding)),
        }
    }

    /// The acceptance of a party is gone: a planned move that rests on it is off.
    pub(super) fn drop_moves_to(&mut self, no: usize, party: &str) {
        let Some(care) = self.care_of(no) else { return };
        let plan = self.ledger(no, care).and_then(|ledger| ledger.plan.clone());
        let Some(to) = plan.map(|plan| plan.to) else { return };
        let rests = self.holds_role(self.stands_in(to, care), party, self.now);
        if rests && self.admits(no, to, care).is_none() {
            self.cancel(no, care, Cancelled::AcceptanceWithdrawn);
        }
    }

    pub(super) fn end_holding(&mut self, no: usize, holding: HoldingId, why: Ending) {
        let (now, before) = (self.now, self.group_of(no));
        if self.ledger(no, holding).is_none() {
            return;
        }
        self.cancel(no, holding, Cancelled::Ended);
        self.ledger(no, holding).expect("it").ended = Some(now);
        self.tell_of(ItemEffect::HoldingEnded { holding, why });
        if self.care_of(no) == Some(holding) {
            self.regrouped(no, before);
        }
    }

    pub(super) fn hear_held(
        &mut self,
        no: usize,
        holding: HoldingId,
        said: (RoleId, Option<&str>),
        span: (Timestamp, Option<Timestamp>),
    ) {
        let ledger = self.items[no].ledgers.get(&holding);
        if ledger.is_some_and(|ledger| ledger.denies(said, span.0, span.1)) {
            self.tell_of(ItemEffect::Contradicted(holding));
        }
    }
}

/// What the date of a move is taken from.
fn follows(date: DateRef) -> u32 {
    match date {
        DateRef::Fact(fact) => u32::try_from(fact.index()).expect("few facts"),
        DateRef::Literal(_) | DateRef::Instant(_) => u32::MAX,
    }
}
