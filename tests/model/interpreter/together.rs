//! Items that go together: who they are is looked up anew each time.

use draaiboek::engine::ledger::{Cover, Holder};
use draaiboek::engine::{Block, ItemEffect};
use draaiboek::machine::id::{HoldingId, ItemId};
use draaiboek::value::Value;

use super::{Case, Focus};
use crate::model::eval::World;

/// A kind of item, and what its members have in common.
pub type Group = (ItemId, Value);

/// How an item stands to a move.
enum Stands {
    Ready(Holder),
    There,
    Blocks(Block),
}

impl Case<'_> {
    /// With whom an item goes.
    pub(super) fn group_of(&self, no: usize) -> Option<Group> {
        let item = &self.items[no];
        let fact = self.hir.items[item.kind].together?;
        let ledger = item.ledgers.get(&self.care_of(no)?)?;
        if item.apart.is_some() || ledger.ended.is_some() {
            return None;
        }
        let focus = Focus { item: Some(no), ..Focus::default() };
        Some((item.kind, self.seen_from(focus, |case| case.fact(fact))?))
    }

    fn members(&self, group: &Group) -> Vec<usize> {
        let all = 0..self.items.len();
        all.filter(|no| self.group_of(*no).as_ref() == Some(group)).collect()
    }

    /// The others with whom a move of an item to this holder is made.
    pub(super) fn moves_with(
        &self,
        no: usize,
        holding: HoldingId,
        to: &Holder,
        cover: Cover,
    ) -> Option<Group> {
        let care = self.care_of(no) == Some(holding) && cover == Cover::Place;
        let group = self.group_of(no).filter(|group| self.members(group).len() > 1);
        let elsewhere = self.items[no].ledgers[&holding].last().holder != *to;
        group.filter(|_| care && elsewhere)
    }

    fn stands(&self, group: &Group) -> Vec<(usize, Stands)> {
        let mut all: Vec<(usize, Stands)> =
            self.members(group).into_iter().map(|no| (no, self.stands_alone(no))).collect();
        let to = |(_, it): &(usize, Stands)| match it {
            Stands::Ready(holder) => Some(holder.party.clone()),
            _ => None,
        };
        let bound_for: Vec<_> = all.iter().filter_map(to).collect();
        for (no, it) in &mut all {
            let care = self.care_of(*no).expect("in care");
            let with = &self.items[*no].ledgers[&care].last().holder.party;
            if matches!(it, Stands::Blocks(_)) && bound_for.contains(with) {
                *it = Stands::There;
            }
        }
        all
    }

    fn stands_alone(&self, no: usize) -> Stands {
        let care = self.care_of(no).expect("in care");
        let Some(plan) = &self.items[no].ledgers[&care].plan else {
            return Stands::Blocks(Block::NotAsked);
        };
        let Some(when) = plan.when else { return Stands::Blocks(Block::NoDate(plan.to)) };
        if when.at > self.now {
            return Stands::Blocks(Block::NotYet { to: plan.to, at: when.at });
        }
        let focus = Focus { item: Some(no), ..Focus::default() };
        self.seen_from(focus, |case| match case.admits(no, plan.to, care) {
            Some((holder, Cover::Place)) => Stands::Ready(holder),
            _ if case.some_holder(plan.to, care).is_some() => {
                Stands::Blocks(Block::NotAccepted(plan.to))
            }
            _ => Stands::Blocks(Block::Absent(plan.to)),
        })
    }

    /// All move, or none.
    pub(super) fn move_together(&mut self, group: Group) {
        let all = self.stands(&group);
        if all.iter().any(|(_, it)| matches!(it, Stands::Blocks(_))) {
            if !self.held_up.contains(&group) {
                self.held_up.push(group);
            }
            return;
        }
        for (no, it) in all {
            if let Stands::Ready(holder) = it {
                let care = self.care_of(no).expect("in care");
                self.about_item(no, |case| case.make_move(no, care, holder, Cover::Place));
            }
        }
    }

    pub(super) fn try_group(&mut self, group: &Group) {
        self.members(group).into_iter().for_each(|no| self.try_care(no));
    }

    fn try_care(&mut self, no: usize) {
        if let Some(care) = self.care_of(no) {
            self.about_item(no, |case| case.take_effect(no, care));
        }
    }

    /// The item was in this group before something changed.
    pub(super) fn regrouped(&mut self, no: usize, before: Option<Group>) {
        let now = self.group_of(no);
        if now == before {
            return;
        }
        if let Some(left) = &before {
            self.try_group(left);
        }
        match now {
            Some(joined) => self.try_group(&joined),
            None => self.try_care(no),
        }
    }

    /// Who waits for whom, of the groups that could not move in this entry.
    pub(super) fn tell_who_waits(&mut self) {
        let mut groups = std::mem::take(&mut self.held_up);
        groups.sort_by_key(|group| self.members(group).first().copied());
        for group in groups {
            let all = self.stands(&group);
            let id = |no: &usize| self.items[*no].id.clone();
            let ready = all.iter().filter(|(_, it)| matches!(it, Stands::Ready(_)));
            let waiting: Vec<usize> = ready.map(|(no, _)| *no).collect();
            let blocks = all.iter().filter_map(|(no, it)| match it {
                Stands::Blocks(why) => Some((id(no), *why)),
                _ => None,
            });
            let blocked: Vec<_> = blocks.collect();
            let Some(&first) = waiting.first().filter(|_| !blocked.is_empty()) else { continue };
            let waiting = waiting.iter().map(id).collect();
            let holding = self.care_of(first).expect("in care");
            self.about_item(first, |case| {
                case.tell_of(ItemEffect::Waits { holding, waiting, blocked });
            });
        }
    }

    pub(super) fn split(&mut self, no: usize, ground: &str) {
        let before = self.group_of(no);
        self.items[no].apart = Some(ground.to_owned());
        self.tell_of(ItemEffect::Split { ground: ground.to_owned() });
        self.regrouped(no, before);
    }
}
