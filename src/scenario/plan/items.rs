//! Items of a scenario: enrolled, changed, withdrawn, their candidates and who holds their roles.

use super::{Deed, Planner, Said};
use crate::engine::{Binding, InputKind};
use crate::machine::id::{HoldingId, ItemId, RoleId};
use crate::scenario::fault::unknown_in_scenario::Thing;
use crate::syntax::ast::scenario::{
    Enrol, Held, ItemParty, Update, WithdrawCandidate, WithdrawItem,
};
use crate::syntax::ast::{Assignment, ExprKind, Holding, Name};

impl Planner<'_> {
    /// `schrijf in [N] ITEM NAME {…}`
    pub(super) fn enrol(&mut self, enrol: &Enrol) -> Option<Vec<Deed>> {
        let kind = self.kind_of_item(&enrol.item);
        if kind.is_none() && !self.lenient {
            return None;
        }
        let (stated, given) = self.sorted(&enrol.facts);
        let mut bound = Vec::new();
        for (role, parties) in &given {
            bound.extend(parties.iter().map(|party| self.binding(*role, party)));
        }
        for role in kind.into_iter().flat_map(|kind| self.bound_by_itself(kind)) {
            if !given.iter().any(|(bound, _)| *bound == role) {
                let binding = self.binding(role, "");
                bound.push(Binding { party: binding.role.clone(), ..binding });
            }
        }
        let fields = self.fields(&stated);
        let name = &enrol.id.text;
        let ids: Vec<String> = match &enrol.count {
            Some(count) => (1..=count.value).map(|number| format!("{name}{number}")).collect(),
            None => vec![name.clone()],
        };
        let mut deeds = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(kind) = kind {
                self.items.push((self.case, id.clone(), kind));
            }
            let (fields, parties) = (fields.clone(), bound.clone());
            let kind = InputKind::Enrol { kind: enrol.item.text.clone(), fields, parties };
            deeds.push(Deed::Say(Said::by_nobody(Some(id), None, kind)));
        }
        Some(deeds)
    }

    /// `wijzig NAME {…}`
    pub(super) fn update(&mut self, update: &Update) -> Option<Vec<Deed>> {
        let item = self.about(Some(&update.item))?;
        let (stated, given) = self.sorted(&update.facts);
        let mut deeds: Vec<Deed> = given
            .into_iter()
            .map(|(role, parties)| Deed::Hold { item: item.clone(), role, parties })
            .collect();
        self.of_facts(&stated, item.as_ref());
        if !stated.is_empty() || deeds.is_empty() {
            let kind = InputKind::Update { fields: self.fields(&stated) };
            deeds.push(Deed::Say(Said::by_nobody(item, None, kind)));
        }
        Some(deeds)
    }

    /// `schrijf uit NAME "ground"`
    pub(super) fn withdraw_item(&mut self, gone: &WithdrawItem) -> Option<Said> {
        let item = self.about(Some(&gone.item))?;
        let kind = InputKind::WithdrawItem { ground: gone.ground.text.clone() };
        Some(Said::by_nobody(item, None, kind))
    }

    /// `splits af NAME "ground"`
    pub(super) fn split_off(&mut self, gone: &WithdrawItem) -> Option<Said> {
        let item = self.about(Some(&gone.item))?;
        let kind = InputKind::Split { ground: gone.ground.text.clone() };
        Some(Said::by_nobody(item, None, kind))
    }

    /// `R van ITEM is "A", "B"`: of a role of candidates, these become candidates too; of another,
    /// exactly these hold it from now on.
    pub(super) fn item_party(&mut self, party: &ItemParty) -> Option<Vec<Deed>> {
        let item = self.about(Some(&party.item))?;
        let known = self.role(&party.role);
        if known.is_none() && !self.lenient {
            return None;
        }
        if let Some(role) = known {
            self.of_role(role, &party.role, item.as_ref());
        }
        let parties = party.parties.iter().map(|party| party.text.clone());
        if let Some(role) = known.filter(|role| !self.machine.playbook().is_of_candidates(*role)) {
            return Some(vec![Deed::Hold { item, role, parties: parties.collect() }]);
        }
        let offer = |name: String| {
            let kind = InputKind::Offer { role: party.role.text.clone(), party: name };
            Deed::Say(Said::by_nobody(item.clone(), None, kind))
        };
        Some(parties.map(offer).collect())
    }

    /// `trek R "party" van ITEM in`; without a party, one of the role's own name.
    pub(super) fn withdraw_candidate(&mut self, gone: &WithdrawCandidate) -> Option<Said> {
        let item = self.about(Some(&gone.item))?;
        let known = self.role(&gone.candidate.role).is_some() || self.lenient;
        let role = gone.candidate.role.text.clone();
        let party = gone.candidate.party.as_ref().map_or(&role, |party| &party.text).clone();
        let kind = InputKind::Retract { role, party };
        Some(Said::by_nobody(item, None, kind)).filter(|_| known)
    }

    /// `R had zorg van ITEM vanaf DATE [tot DATE]`
    pub(super) fn held(&mut self, held: &Held) -> Option<Said> {
        let item = self.about(Some(&held.item))?;
        if let Some(id) = item.as_ref().filter(|_| !self.lenient) {
            self.holding(id, &held.holding)?;
        }
        let known = self.role(&held.by.role).is_some() || self.lenient;
        let until = match &held.until {
            Some(until) => Some(self.instant(until)?),
            None => None,
        };
        let kind = InputKind::Held {
            holding: held.holding.name.as_ref().map(|name| name.text.clone()),
            role: held.by.role.text.clone(),
            party: held.by.party.as_ref().map(|party| party.text.clone()),
            from: self.instant(&held.from)?,
            until,
        };
        Some(Said::by_nobody(item, None, kind)).filter(|_| known)
    }

    /// The item's id, or that none is named; `None` after a diagnostic.
    #[expect(clippy::option_option, reason = "whether one is named is not whether it is there")]
    pub(super) fn about(&mut self, item: Option<&Name>) -> Option<Option<String>> {
        let Some(name) = item else { return Some(None) };
        let case = self.case;
        if self.items.iter().any(|(of, id, _)| *of == case && *id == name.text) || self.lenient {
            return Some(Some(name.text.clone()));
        }
        let ids: Vec<String> = self.items.iter().map(|(_, id, _)| id.clone()).collect();
        self.unknown(Thing::Item, name, ids.iter().map(String::as_str));
        None
    }

    pub(super) fn kind_of_item(&mut self, name: &Name) -> Option<ItemId> {
        let items = &self.machine.playbook().items;
        let names = |item: &crate::machine::item::Item| {
            item.name == name.text || item.plural.as_deref() == Some(&name.text)
        };
        let found = items.iter().find(|(_, item)| names(item)).map(|(id, _)| id);
        if found.is_none() {
            let names = items.as_slice().iter().flat_map(|it| it.plural.iter().chain([&it.name]));
            let names: Vec<&str> = names.map(String::as_str).collect();
            self.unknown(Thing::ItemKind, name, names.into_iter());
        }
        found
    }

    /// What is held of an item: its care, or what is named.
    pub(super) fn holding(&mut self, item: &str, written: &Holding) -> Option<HoldingId> {
        let case = self.case;
        let kind = self.items.iter().find(|(of, id, _)| *of == case && id == item)?.2;
        let name = written.name.as_ref().map(|name| name.text.as_str());
        let holdings = &self.machine.playbook().holdings;
        let mut of_kind = holdings.iter().filter(|(_, holding)| holding.item == kind);
        let found = of_kind.find(|(_, holding)| holding.name.as_deref() == name);
        if found.is_none() {
            let name = name.unwrap_or("zorg").to_owned();
            let name = Name { text: name, span: written.span };
            let names = holdings.as_slice().iter().filter_map(|holding| holding.name.as_deref());
            self.unknown(Thing::Holding, &name, names);
        }
        found.map(|(id, _)| id)
    }

    /// What is stated of an item, and who is named for its roles, each role once.
    fn sorted(&mut self, stated: &[Assignment]) -> (Vec<Assignment>, Vec<(RoleId, Vec<String>)>) {
        let mut facts = Vec::new();
        let mut roles: Vec<(RoleId, Vec<String>)> = Vec::new();
        for one in stated {
            match self.party_of_role(one) {
                None => facts.push(one.clone()),
                Some((role, party)) => match roles.iter_mut().find(|(bound, _)| *bound == role) {
                    Some((_, parties)) => parties.push(party),
                    None => roles.push((role, vec![party])),
                },
            }
        }
        (facts, roles)
    }

    /// `ROLE is "party"`, where that is a role and no fact.
    pub(super) fn party_of_role(&self, stated: &Assignment) -> Option<(RoleId, String)> {
        let ExprKind::Text(party) = &stated.value.kind else { return None };
        let name = &stated.fact.text;
        let role = self.machine.role(name).filter(|_| self.machine.fact(name).is_none())?;
        Some((role, party.text.clone()))
    }

    fn binding(&self, role: RoleId, party: &str) -> Binding {
        let role = self.machine.playbook().roles.get(role).map(|role| role.name.clone());
        Binding { role: role.unwrap_or_default(), party: party.to_owned(), until: None }
    }

    /// Roles of a kind of item that a party of their own name holds when no other is named: all
    /// but candidates and who is chosen among them.
    fn bound_by_itself(&self, kind: ItemId) -> Vec<RoleId> {
        let roles = self.machine.playbook().roles.iter();
        let own = roles.filter(|(_, role)| role.item == Some(kind) && role.chosen_from.is_none());
        own.map(|(id, _)| id).filter(|id| !self.machine.playbook().is_of_candidates(*id)).collect()
    }
}
