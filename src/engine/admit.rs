//! Who could hold something of an item as things stand, and how a group stands to a move (rule 20).

use std::collections::BTreeSet;

use super::effect::{Block, ItemNo};
use super::ledger::{Cover, Holder};
use super::state::{Group, State};
use super::who::resolve_holding;
use crate::calendar::Timestamp;
use crate::machine::id::{ExprId, HoldingId, RoleId};
use crate::machine::playbook::Playbook;

/// The case at an instant, asked who could hold what.
#[derive(Clone, Copy)]
pub(super) struct Admits<'a> {
    pub(super) playbook: &'a Playbook<ExprId>,
    pub(super) state: &'a State,
    pub(super) at: Timestamp,
}

/// How a member of a group stands to a move of care.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its own move to a place is due and nothing bars it.
    Ready(Holder),
    /// It is with a party already to which another goes.
    There,
    /// The others wait for it.
    Blocks(Block),
}

impl<'a> Admits<'a> {
    fn parties(self, no: ItemNo, role: RoleId) -> impl Iterator<Item = &'a str> + 'a {
        self.state.parties_for(Some(no), role, self.at)
    }

    /// A role as holder, by a present party of whoever stands for it in this.
    pub(super) fn holder(self, no: ItemNo, role: RoleId, holding: HoldingId) -> Option<Holder> {
        let stands = resolve_holding(&self.state.successions, role, holding);
        Some(Holder::new(role, self.parties(no, stands).next()?))
    }

    /// The same, of a role in which another held it: of care and a role that is chosen for, a party
    /// that has not accepted stands in for nobody.
    pub(super) fn stand_in(self, no: ItemNo, role: RoleId, holding: HoldingId) -> Option<Holder> {
        let stands = resolve_holding(&self.state.successions, role, holding);
        let chosen = stands == role && self.playbook.roles[role].chosen_from.is_some();
        match chosen && self.playbook.holdings[holding].name.is_none() {
            true => self.admits(no, role, holding).map(|(holder, _)| holder),
            false => self.holder(no, role, holding),
        }
    }

    /// How a role could hold it now: as a place, by its duty, or not at all.
    pub(super) fn admits(
        self,
        no: ItemNo,
        role: RoleId,
        holding: HoldingId,
    ) -> Option<(Holder, Cover)> {
        if self.playbook.holdings[holding].name.is_some() {
            return self.holder(no, role, holding).map(|holder| (holder, Cover::Place));
        }
        let stands = resolve_holding(&self.state.successions, role, holding);
        let item = self.state.item(no)?;
        let accepted = self.parties(no, stands).find(|party| item.has_accepted(party));
        if let Some(party) = accepted {
            return Some((Holder::new(role, party), Cover::Place));
        }
        let duty = self.playbook.roles[role].duty_of_care.is_some();
        let holder = self.holder(no, role, holding).filter(|_| duty)?;
        Some((holder, Cover::DutyOnly))
    }

    /// How each member of a group stands to moves of care, in order of enrolment.
    pub(super) fn standings(self, group: Group, care: HoldingId) -> Vec<(ItemNo, Standing)> {
        let members = self.state.members(group);
        let mut standings: Vec<(ItemNo, Standing)> =
            members.map(|no| (no, self.own_standing(no, care))).collect();
        let ready = standings.iter().filter_map(|(_, standing)| match standing {
            Standing::Ready(holder) => Some(holder.party.clone()),
            Standing::There | Standing::Blocks(_) => None,
        });
        let bound_for: BTreeSet<Box<str>> = ready.collect();
        for (no, standing) in &mut standings {
            let ledger = self.state.item(*no).and_then(|item| item.ledger(care));
            let with = ledger.and_then(|ledger| ledger.present()).map(|turn| &turn.holder.party);
            let there = with.is_some_and(|party| bound_for.contains(party));
            if there && matches!(standing, Standing::Blocks(_)) {
                *standing = Standing::There;
            }
        }
        standings
    }

    /// How an item stands to a move, whatever the others do.
    pub(super) fn own_standing(self, no: ItemNo, care: HoldingId) -> Standing {
        let ledger = self.state.item(no).and_then(|item| item.ledger(care));
        let Some(plan) = ledger.and_then(|ledger| ledger.plan()) else {
            return Standing::Blocks(Block::NotAsked);
        };
        let to = plan.to;
        match plan.instant() {
            None => Standing::Blocks(Block::NoDate(to)),
            Some(at) if at > self.at => Standing::Blocks(Block::NotYet { to, at }),
            Some(_) => match self.admits(no, to, care) {
                Some((holder, Cover::Place)) => Standing::Ready(holder),
                _ if self.holder(no, to, care).is_some() => {
                    Standing::Blocks(Block::NotAccepted(to))
                }
                _ => Standing::Blocks(Block::Absent(to)),
            },
        }
    }
}
