//! Declarations that nothing uses.

use super::Resolver;
use super::fault::unused_declaration;
use super::kind::Kind;
use crate::hir::Expr;
use crate::machine::id::Id;
use crate::machine::playbook::{Fact, is_computed_in_place};
use crate::span::Span;

impl Resolver<'_> {
    /// Warns for calendars, legal bases, roles, facts and actions of the host that nothing
    /// mentions. A signal that nothing hears is found where handlers are checked.
    ///
    /// Silent where a use may have been lost: in a file or stretch that could not be read, in a
    /// construct that is not executed yet, behind a name of the same kind that was not found. What
    /// a file that is used declares is there for other playbooks too.
    pub(super) fn unused(&mut self) {
        if self.postponed || self.names.incomplete || !self.file.faults.is_empty() {
            return;
        }
        let mut declared: Vec<(Kind, usize, String, Span)> = Vec::new();
        let hir = &self.hir;
        for (id, it) in hir.calendars.iter() {
            declared.push((Kind::Calendar, id.index(), it.name.clone(), it.at));
        }
        for (id, it) in hir.grounds.iter() {
            declared.push((Kind::Ground, id.index(), it.name.clone(), it.at));
        }
        for (id, it) in hir.roles.iter() {
            declared.push((Kind::Role, id.index(), it.name.clone(), it.at));
        }
        let named = |fact: &Fact<Expr>| !is_computed_in_place(&fact.name);
        for (id, it) in hir.facts.iter().filter(|(_, fact)| named(fact)) {
            declared.push((Kind::Fact, id.index(), it.name.clone(), it.at));
        }
        for (id, it) in hir.actions.iter() {
            declared.push((Kind::HostAction, id.index(), it.name.clone(), it.at));
        }
        for (kind, index, name, at) in declared {
            if self.is_imported(at) {
                continue;
            }
            if !self.names.is_used(kind, index) && !self.names.is_doubtful(kind) {
                self.report(unused_declaration::fault(kind, &name, at));
            }
        }
    }
}
