//! The first pass: every name is declared before any is looked up.

use super::Resolver;
use super::kind::Kind;
use super::walk::{Event, walk};
use crate::machine::id::{DutyId, Id, StateId};
use crate::machine::playbook::StateKind;
use crate::syntax::ast::{self, Declaration, Item, Member, ScopeKind, Statement};

/// How many entries each table has so far.
#[derive(Default)]
struct Counts {
    grounds: usize,
    roles: usize,
    facts: usize,
    signals: usize,
    actions: usize,
    guarantees: usize,
}

/// The next number of a table.
fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

impl<'a> Resolver<'a> {
    /// Declares everything in the file.
    pub(super) fn declare_all(&mut self) {
        let file = self.file;
        let root = file
            .header
            .as_ref()
            .map_or(("", file.span), |header| (header.name.text.as_str(), header.name.span));
        let root = self.tree.push(root, StateKind::Root, None, None);
        let mut counts = Counts::default();
        for item in &file.items {
            match item {
                Item::Declaration(declaration) => self.declaration(declaration, &mut counts),
                Item::Statement(statement) => self.declare_scope(statement, root, &mut counts),
            }
        }
        // What is not executed yet comes last: its names stand only where no other does.
        for item in &file.items {
            match item {
                Item::Declaration(Declaration::Item(item)) => self.hide_members(item),
                Item::Declaration(Declaration::Handover(handover)) => {
                    self.hide_scope(&handover.body);
                }
                _ => {}
            }
        }
        self.check_tree();
    }

    fn declaration(&mut self, declaration: &'a Declaration, counts: &mut Counts) {
        match declaration {
            Declaration::Use(_) => self.names.incomplete = true,
            Declaration::Calendar(it) => {
                if let Some(name) = &it.name {
                    self.hide(Kind::Calendar, name);
                }
            }
            Declaration::Ground(it) => {
                self.declare(Kind::Ground, &it.name, next(&mut counts.grounds));
            }
            Declaration::Role(it) => {
                let index = next(&mut counts.roles);
                self.declare(Kind::Role, &it.name, index);
                if let Some(plural) = it.plural.as_ref().filter(|it_| it_.text != it.name.text) {
                    self.declare(Kind::Role, plural, index);
                }
                self.hide_candidates(it);
            }
            Declaration::Fact(it) => self.declare(Kind::Fact, &it.name, next(&mut counts.facts)),
            Declaration::Derived(it) => {
                self.declare(Kind::Fact, &it.name, next(&mut counts.facts));
            }
            Declaration::Table(it) => self.declare(Kind::Fact, &it.name, next(&mut counts.facts)),
            Declaration::Severity(it) => self.declare_scale(it),
            Declaration::Item(it) => {
                self.hide(Kind::Item, &it.name);
                if let Some(plural) = &it.plural {
                    self.hide(Kind::Item, plural);
                }
            }
            Declaration::Action(it) => {
                self.declare(Kind::HostAction, &it.name, next(&mut counts.actions));
            }
            Declaration::Handover(it) => self.hide(Kind::Handover, &it.name),
        }
    }

    fn declare_scale(&mut self, severity: &'a ast::Severity) {
        if self.scale.is_some() {
            return;
        }
        self.scale = Some(severity);
        self.declare(Kind::Scale, &severity.name, 0);
        for (index, level) in severity.levels.iter().enumerate() {
            self.declare(Kind::Level, level, index);
        }
    }

    fn declare_scope(&mut self, statement: &'a Statement, root: StateId, counts: &mut Counts) {
        let mut stack = vec![root];
        walk(std::slice::from_ref(statement), &mut |event| {
            let parent = stack.last().copied().unwrap_or(root);
            match event {
                Event::Enter(scope) => {
                    let kind = match scope.kind {
                        ScopeKind::Phase => StateKind::Phase,
                        ScopeKind::Track => StateKind::Track,
                        ScopeKind::Step => StateKind::Step,
                    };
                    stack.push(self.declare_state(&scope.name, kind, parent, scope.begin));
                }
                Event::Leave => {
                    stack.pop();
                }
                Event::End(end) => {
                    self.declare_state(&end.name, StateKind::End, parent, None);
                }
                Event::Task(task) => {
                    let id: DutyId = self.declared_duties.push(None);
                    self.declare(Kind::Task, &task.name, id.index());
                }
                Event::Decision(decision) => {
                    let id: DutyId = self.declared_duties.push(Some(decision));
                    self.declare(Kind::Decision, &decision.name, id.index());
                }
                Event::Call => {
                    self.declared_duties.push(None);
                }
                Event::Signal(it) => {
                    self.declare(Kind::Signal, &it.name, next(&mut counts.signals));
                }
                Event::Guarantee(it) => {
                    self.declare(Kind::Guarantee, &it.name, next(&mut counts.guarantees));
                }
                Event::Deadline => self.tree.set_deadline(parent),
            }
        });
    }

    fn declare_state(
        &mut self,
        name: &'a ast::Name,
        kind: StateKind,
        parent: StateId,
        begin: Option<crate::span::Span>,
    ) -> StateId {
        let id = self.tree.push((&name.text, name.span), kind, Some(parent), begin);
        self.declare(Kind::State, name, id.index());
        id
    }

    fn hide_candidates(&mut self, role: &'a ast::Role) {
        if let Some(candidates) = &role.candidates {
            self.hide(Kind::Role, &candidates.name);
            if let Some(plural) = &candidates.plural {
                self.hide(Kind::Role, plural);
            }
        }
    }

    fn hide_members(&mut self, item: &'a ast::ItemType) {
        for member in &item.members {
            match member {
                Member::Fact(it) => self.hide(Kind::Fact, &it.name),
                Member::Derived(it) => self.hide(Kind::Fact, &it.name),
                Member::Table(it) => self.hide(Kind::Fact, &it.name),
                Member::Role(it) => {
                    self.hide(Kind::Role, &it.name);
                    if let Some(plural) = &it.plural {
                        self.hide(Kind::Role, plural);
                    }
                    self.hide_candidates(it);
                }
                Member::Guarantee(it) => self.hide(Kind::Guarantee, &it.name),
                Member::Holder(_)
                | Member::Register(_)
                | Member::Together(_)
                | Member::Fault(_) => {}
            }
        }
    }

    fn hide_scope(&mut self, body: &'a [Statement]) {
        walk(body, &mut |event| match event {
            Event::Enter(it) => self.hide(Kind::State, &it.name),
            Event::End(it) => self.hide(Kind::State, &it.name),
            Event::Task(it) => self.hide(Kind::Task, &it.name),
            Event::Decision(it) => self.hide(Kind::Decision, &it.name),
            Event::Signal(it) => self.hide(Kind::Signal, &it.name),
            Event::Guarantee(it) => self.hide(Kind::Guarantee, &it.name),
            Event::Call | Event::Leave | Event::Deadline => {}
        });
    }
}
