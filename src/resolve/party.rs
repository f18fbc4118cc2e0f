//! Roles, and the parties that the playbook names for them.

use super::Resolver;
use super::expression::{Typed, WRONG, typed};
use super::fault::{candidates_outside_item, plural_after_every, plural_needed, several_parties};
use super::fit::found;
use super::header::text;
use super::kind::Kind;
use super::plan::PlannedRole;
use crate::hir::ExprKind;
use crate::machine::id::{GroundId, Id, ItemId, RoleId};
use crate::machine::playbook::{DatedParty, Role};
use crate::syntax::ast;
use crate::value::Type;

impl Resolver<'_> {
    /// The roles.
    pub(super) fn roles(&mut self) {
        let planned: Vec<_> = self.plan.roles.iter().map(|(id, it)| (id, *it)).collect();
        for (id, (item, planned)) in planned {
            let role = match planned {
                PlannedRole::Declared(it) => self.role_declared(it, id, item),
                PlannedRole::Candidates(it) => candidates(it, item),
            };
            self.hir.roles.push(role);
        }
    }

    fn role_declared(&mut self, it: &ast::Role, id: RoleId, item: Option<ItemId>) -> Role {
        if let (Some(candidates), None) = (&it.candidates, item) {
            // That nothing uses them is no second finding.
            self.names.find(Kind::Role, &candidates.name.text);
            self.report(candidates_outside_item::fault(&it.name.text, candidates.span));
        }
        let calendar = it.calendar.as_ref().map(|it| self.id(Kind::Calendar, it));
        let grounds = self.grounds_of(it.duty.as_ref());
        let missing = it.duty.as_ref().map(|_| GroundId::MISSING);
        let mut parties = Vec::with_capacity(it.parties.len());
        for dated in &it.parties {
            let valid = self.validity(&dated.period);
            parties.push(DatedParty { party: dated.party.text.clone(), valid, at: dated.span });
        }
        Role {
            name: it.name.text.clone(),
            plural: it.plural.as_ref().map(|plural| plural.text.clone()),
            title: text(it.title.as_ref()),
            calendar,
            duty_of_care: grounds.first().copied().or(missing),
            parties,
            item,
            // Its candidates come right after it.
            chosen_from: it.candidates.as_ref().map(|_| RoleId::new(id.index() + 1)),
            at: it.name.span,
        }
    }

    /// A role by its name.
    pub(super) fn role(&mut self, name: &ast::Name) -> RoleId {
        self.id(Kind::Role, name)
    }

    /// Roles by their names, each once.
    pub(super) fn roles_of(&mut self, names: &[ast::Name]) -> Vec<RoleId> {
        self.ids(Kind::Role, names)
    }

    /// Whether several parties may hold a role; also of one that is missing, to keep quiet.
    pub(super) fn is_plural(&self, role: RoleId) -> bool {
        self.hir.roles.get(role).is_none_or(|role| role.plural.is_some())
    }

    /// A role in a condition: the name of the one party that holds it.
    pub(super) fn holder(&mut self, name: &ast::Name) -> Typed {
        let Some(role) = found(self.role(name)) else { return WRONG };
        let declared = self.hir.roles.get(role).map(|role| role.at);
        match declared.filter(|_| self.is_plural(role)) {
            Some(declared) => {
                self.report(several_parties::fault(&name.text, name.span, declared));
                WRONG
            }
            None => typed(ExprKind::Holder(role), Type::Text),
        }
    }

    /// Reports the plural of an item where `elke` stands before it.
    pub(super) fn each_item(&mut self, item: ItemId, name: &ast::Name) {
        let singular = self.hir.items.get(item).map(|item| item.name.clone());
        self.behind_every(name, singular);
    }

    /// Reports a role of one party where `elke` stands before it, or its plural.
    pub(super) fn each_party(&mut self, role: RoleId, name: &ast::Name) {
        self.needs_plural(role, name);
        let singular = self.hir.roles.get(role).map(|role| role.name.clone());
        self.behind_every(name, singular);
    }

    fn behind_every(&mut self, name: &ast::Name, singular: Option<String>) {
        if let Some(singular) = singular.filter(|singular| *singular != name.text) {
            self.report(plural_after_every::fault(&name.text, &singular, name.span));
        }
    }

    /// Reports a role of one party where each party of it is meant.
    pub(super) fn needs_plural(&mut self, role: RoleId, name: &ast::Name) {
        let declared = self.hir.roles.get(role).map(|role| role.at);
        if let Some(declared) = declared.filter(|_| !self.is_plural(role)) {
            self.report(plural_needed::fault(&name.text, name.span, declared));
        }
    }
}

/// The role of those from whom the holder of another is chosen: always several.
fn candidates(it: &ast::Candidates, item: Option<ItemId>) -> Role {
    let plural = it.plural.as_ref().unwrap_or(&it.name);
    Role {
        name: it.name.text.clone(),
        plural: Some(plural.text.clone()),
        title: None,
        duty_of_care: None,
        calendar: None,
        parties: vec![],
        item,
        chosen_from: None,
        at: it.name.span,
    }
}
