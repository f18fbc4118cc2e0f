//! The items of a case: where they are, and who holds care of them or something else, when.

use super::Case;
use crate::calendar::{Date, Timestamp};
use crate::engine::ledger::{AsKnown, Cover, Overlap, Turn};
use crate::engine::{Apart, Gone, Item, ItemNo, Known, Ledger, Progress};
use crate::machine::id::{HoldingId, RoleId};

/// When somebody holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Now.
    Now,
    /// At an instant.
    At(Timestamp),
    /// On a civil day, in the playbook's zone: who began to hold on it last.
    On(Date),
}

/// Who holds care of an item, or something else of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBy {
    /// The role.
    pub role: String,
    /// The party that represents it.
    pub party: String,
    /// Since when it holds without a break.
    pub since: Timestamp,
    /// Whether it holds by its duty of care only: somebody answers, but it is no place.
    pub duty_only: bool,
}

/// Who is there beside the holder, by a declaration with an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The role.
    pub role: String,
    /// The party.
    pub party: String,
    /// Since when.
    pub from: Timestamp,
    /// Until when, itself excluded.
    pub until: Timestamp,
}

/// An item as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemView {
    /// The host's id.
    pub id: String,
    /// The kind, by its singular name.
    pub kind: String,
    /// The innermost active states of what runs for it, by name; the end where it ended.
    pub states: Vec<String>,
    /// Whether what was started for it has ended, and nothing runs.
    pub ended: bool,
    /// When and why it was withdrawn.
    pub withdrawn: Option<Gone>,
    /// Since when and why it goes its own way, where others of its kind go together.
    pub apart: Option<Apart>,
    /// Who holds care of it; `None` where its kind is not in care, and after its care has ended.
    pub care: Option<HeldBy>,
    /// Who cares beside the holder.
    pub beside: Vec<Beside>,
}

impl Case {
    /// Every item that was ever enrolled, in order.
    #[must_use]
    pub fn items(&self) -> Vec<ItemView> {
        let items = (0..).map(ItemNo).zip(self.state().items());
        items.map(|(no, item)| self.view_of(no, item)).collect()
    }

    /// The items of which this party holds a role of their own: `woonplaats`, `"Gemeente B"`.
    /// Withdrawn ones too; none for a name that is no role of items.
    #[must_use]
    pub fn items_of(&self, role: &str, party: &str) -> Vec<ItemView> {
        let Some(role) = self.machine().role(role) else { return vec![] };
        let now = self.state().last();
        let items = (0..).map(ItemNo).zip(self.state().items());
        let held = items.filter(|(no, item)| {
            let kind = self.machine().playbook().roles.get(role).and_then(|role| role.item);
            kind == Some(item.kind) && self.state().is_held_for(Some(*no), role, party, now)
        });
        held.map(|(no, item)| self.view_of(no, item)).collect()
    }

    /// The present items whose care is covered by a duty only: somebody answers, but it is no
    /// place.
    #[must_use]
    pub fn by_duty_only(&self) -> Vec<ItemView> {
        let mut items = self.items();
        let by_duty = |item: &ItemView| item.care.as_ref().is_some_and(|care| care.duty_only);
        items.retain(|item| item.withdrawn.is_none() && by_duty(item));
        items
    }

    /// The ids of the items that change holder of care together with an item, itself excluded, in
    /// order of enrolment. Empty for one that goes alone, and for one that is not there.
    #[must_use]
    pub fn goes_with(&self, item: &str) -> Vec<&str> {
        let state = self.state();
        let Some(no) = state.item_no(item) else { return vec![] };
        let members = state.group_of(no).into_iter().flat_map(|group| state.members(group));
        let others = members.filter(|other| *other != no).filter_map(|other| state.item(other));
        others.map(|other| other.id.as_str()).collect()
    }

    /// Who held what of an item since its enrolment; `holding` is `None` for care. `None` for an
    /// item that is not there, and what its kind does not have.
    #[must_use]
    pub fn ledger(&self, item: &str, holding: Option<&str>) -> Option<&Ledger> {
        let item = self.state().item(self.state().item_no(item)?)?;
        item.ledger(self.holding(item, holding)?)
    }

    /// Who holds care of an item (`holding` is `None`), or something else of it. `None` as for
    /// [`Self::ledger`], before the enrolment, and after what was held has ended.
    #[must_use]
    pub fn holder(&self, item: &str, holding: Option<&str>, when: Moment) -> Option<HeldBy> {
        self.held_by(self.ledger(item, holding)?.all(), when)
    }

    /// The same, as it was known by an entry or at an instant.
    #[must_use]
    pub fn holder_as_known(
        &self,
        item: &str,
        holding: Option<&str>,
        when: Moment,
        known: Known,
    ) -> Option<HeldBy> {
        self.held_by(self.ledger(item, holding)?.as_known(known)?, when)
    }

    /// Who is there beside the holder of care of an item (`holding` is `None`), or of something
    /// else of it; of a day whoever was there at some time of it, of now as of the last entry.
    /// Never the holder.
    #[must_use]
    pub fn beside(&self, item: &str, holding: Option<&str>, when: Moment) -> Vec<Beside> {
        let Some(ledger) = self.ledger(item, holding) else { return vec![] };
        let beside = |overlap: &Overlap| Beside {
            role: self.role_name(overlap.second.role),
            party: overlap.second.party.to_string(),
            from: overlap.from,
            until: overlap.until,
        };
        self.overlaps(ledger.all(), when).map(beside).collect()
    }

    /// What was declared beside the holder, and lasts at a moment.
    pub(crate) fn overlaps<'l>(
        &self,
        ledger: AsKnown<'l>,
        when: Moment,
    ) -> impl Iterator<Item = &'l Overlap> + use<'l> {
        let zone = self.machine().zone();
        let (first, next) = match when {
            Moment::Now => (self.state().last(), None),
            Moment::At(at) => (at, None),
            Moment::On(day) => {
                (zone.first_instant(day), day.tomorrow().map(|day| zone.first_instant(day)))
            }
        };
        let holder = self.turn(ledger, when).map(|turn| &turn.holder);
        ledger.overlaps().filter(move |overlap| {
            let begun = overlap.from <= first || next.is_some_and(|next| overlap.from < next);
            let lasts = begun && first < overlap.until;
            lasts && holder.is_some_and(|holder| *holder != overlap.second)
        })
    }

    fn holding(&self, item: &Item, name: Option<&str>) -> Option<HoldingId> {
        let holdings = self.machine().playbook().holdings.iter();
        let mut own = holdings.filter(|(_, holding)| holding.item == item.kind);
        own.find(|(_, holding)| holding.name.as_deref() == name).map(|(id, _)| id)
    }

    fn held_by(&self, ledger: AsKnown<'_>, when: Moment) -> Option<HeldBy> {
        let turn = self.turn(ledger, when)?;
        let before = |other: &&Turn| other.by.seq <= turn.by.seq;
        let mut since = turn.from();
        for other in ledger.turns().rev().filter(before) {
            if other.holder != turn.holder {
                break;
            }
            since = other.from();
        }
        Some(HeldBy {
            role: self.role_name(turn.holder.role),
            party: turn.holder.party.to_string(),
            since,
            duty_only: turn.cover == Cover::DutyOnly,
        })
    }

    /// The turn in which a moment lies. The day of the end counts for the last holder.
    pub(crate) fn turn<'l>(&self, ledger: AsKnown<'l>, when: Moment) -> Option<&'l Turn> {
        let day = match when {
            Moment::Now => return ledger.turns().next_back().filter(|_| ledger.ended().is_none()),
            Moment::At(at) => return ledger.turn_at(at),
            Moment::On(day) => day,
        };
        let next = self.machine().zone().first_instant(day.tomorrow()?);
        let before = |at: Timestamp| self.machine().zone().date_of(at) < day;
        let turn = ledger.turns().rev().find(|turn| turn.from() < next);
        turn.filter(|_| !ledger.ended().is_some_and(|end| before(end.by.at)))
    }

    fn view_of(&self, no: ItemNo, item: &Item) -> ItemView {
        let kind = self.machine().playbook().items.get(item.kind);
        ItemView {
            id: item.id.clone(),
            kind: kind.map_or(String::new(), |kind| kind.name.clone()),
            states: self.places(no),
            ended: item.is_ended(),
            withdrawn: item.withdrawn.clone(),
            apart: item.apart.as_deref().cloned(),
            care: self.holder(&item.id, None, Moment::Now),
            beside: self.beside(&item.id, None, Moment::Now),
        }
    }

    /// Where an item is: the innermost active states of its charts, and the ends they reached.
    fn places(&self, no: ItemNo) -> Vec<String> {
        let states = &self.machine().playbook().states;
        let Some(item) = self.state().item(no) else { return vec![] };
        let mut found = Vec::new();
        for course in item.courses() {
            match course.progress() {
                Progress::Runs => {
                    let leaf = |id: &_| states.get(*id).is_some_and(|it| it.children.is_empty());
                    found.extend(course.active().filter(leaf));
                }
                Progress::Ended(end) => found.push(end),
                Progress::Stopped => {}
            }
        }
        let name = |id| states.get(id).map(|state| state.name.clone());
        found.into_iter().filter_map(name).collect()
    }

    fn role_name(&self, role: RoleId) -> String {
        let role = self.machine().playbook().roles.get(role);
        role.map_or(String::new(), |role| role.name.clone())
    }
}
