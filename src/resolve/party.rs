//! Roles, and the parties that the playbook names for them.

use super::Resolver;
use super::fault::plural_needed;
use super::header::text;
use super::kind::Kind;
use crate::machine::id::{GroundId, Id, RoleId};
use crate::machine::playbook::{DatedParty, Role};
use crate::syntax::ast::{self, Declaration};

impl Resolver<'_> {
    /// The roles.
    pub(super) fn roles(&mut self) {
        for declaration in self.declarations() {
            let Declaration::Role(it) = declaration else { continue };
            let role = self.role_declared(it);
            self.hir.roles.push(role);
        }
    }

    fn role_declared(&mut self, it: &ast::Role) -> Role {
        if let Some(candidates) = &it.candidates {
            self.postpone("uit", "chosen from", candidates.span);
        }
        if let Some(calendar) = &it.calendar {
            self.id::<GroundId>(Kind::Calendar, calendar);
            self.postpone("kalender", "calendar", calendar.span);
        }
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
            duty_of_care: grounds.first().copied().or(missing),
            parties,
            item: None,
            chosen_from: None,
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

    /// Reports a role of one party where each party of it is meant.
    pub(super) fn needs_plural(&mut self, role: RoleId, name: &ast::Name) {
        let declared = self.hir.roles.get(role).map(|role| role.at);
        if let Some(declared) = declared.filter(|_| !self.is_plural(role)) {
            self.report(plural_needed::fault(&name.text, name.span, declared));
        }
    }
}
