//! States and what stands in their scopes.

use super::Resolver;
use super::fault::{misplaced_care, not_scalable, said_twice};
use super::header::text;
use crate::hir::Expr;
use crate::machine::id::{GroundId, Id, LevelId, RoleId, StateId};
use crate::machine::playbook::{Deadline, EndCare, Scaled, State, StateKind};
use crate::span::Span;
use crate::syntax::ast::{self, Statement};

/// Where a statement stands.
#[derive(Clone, Copy)]
pub(super) struct At {
    /// In whose scope.
    pub(super) state: StateId,
    /// From which level up it holds.
    pub(super) from: Option<LevelId>,
    /// In an action block: whose scope tasks and decisions written there belong to.
    pub(super) opens: Option<StateId>,
}

impl At {
    /// In the scope of a state itself.
    pub(super) fn scope(state: StateId) -> Self {
        Self { state, from: None, opens: None }
    }
}

impl<'a> Resolver<'a> {
    /// The table of states, from the tree; what stands in them comes later.
    pub(super) fn states(&mut self) {
        let tree = &self.tree;
        let states = tree.iter().map(|(id, node)| State {
            name: node.name.to_owned(),
            title: None,
            kind: node.kind,
            parent: node.parent,
            children: node.children.clone(),
            initial: tree.initial(id),
            lead: vec![],
            inform: vec![],
            consult: vec![],
            grounds: vec![],
            deadline: Deadline::Unstated,
            entry: vec![],
            care: None,
            duties: vec![],
            handlers: vec![],
            order: 0,
            at: node.at,
        });
        self.hir.states = states.collect();
        self.charts();
        let order = self.next_order();
        let title = self.hir.header.title.clone();
        self.edit(StateId::new(0), |state| {
            state.order = order;
            state.title = title;
        });
    }

    /// Changes a state; a missing one silently not.
    pub(super) fn edit(&mut self, state: StateId, change: impl FnOnce(&mut State<Expr>)) {
        if let Some(state) = self.hir.states.get_mut(state) {
            change(state);
        }
    }

    /// The state that is declared next.
    pub(super) fn enter(&mut self, title: Option<&ast::Str>) -> StateId {
        let id = StateId::new(self.next_state);
        self.next_state += 1;
        let order = self.next_order();
        self.edit(id, |state| {
            state.order = order;
            state.title = text(title);
        });
        id
    }

    /// A statement of a scope.
    pub(super) fn statement(&mut self, statement: &'a Statement, at: At) {
        if at.from.is_some()
            && let Some(place) = unscalable(statement)
            && !self.is_step_in_step(statement, at)
        {
            self.report(not_scalable::fault(place));
        }
        match statement {
            Statement::Lead(lead) => self.lead(lead, at),
            Statement::Inform(it) => {
                let roles = self.involved(it, at);
                self.edit(at.state, |state| state.inform.extend(roles));
            }
            Statement::Consult(it) => {
                let roles = self.involved(it, at);
                self.edit(at.state, |state| state.consult.extend(roles));
            }
            Statement::NoDeadline(it) => {
                let deadline = Deadline::Never(it.reason.text.clone());
                self.set_deadline(at.state, deadline, it.span);
            }
            Statement::Deadline(it) => self.deadline(it, at),
            Statement::Grounds(it) => {
                let mut grounds: Vec<GroundId> = Vec::new();
                self.add_grounds(&mut grounds, Some(it));
                self.edit(at.state, |state| {
                    let had = state.grounds.clone();
                    state.grounds.extend(grounds.into_iter().filter(|it| !had.contains(it)));
                });
            }
            Statement::Task(it) => {
                self.task(it, at, false);
            }
            Statement::Decision(it) => {
                self.decision(it, at, false);
            }
            Statement::Signal(it) => self.signal(it),
            Statement::Handler(it) => self.handler(it, at),
            Statement::Scaled(it) => {
                let level = self.level(&it.from);
                // Inside a block from a higher level the higher one counts.
                let from = Some(at.from.map_or(level, |outer| outer.max(level)));
                self.body(&it.body, At { from, ..at });
            }
            Statement::Scope(it) => {
                let state = self.enter(it.title.as_ref());
                self.body(&it.body, At::scope(state));
            }
            Statement::End(it) => self.end(it),
            Statement::Guarantee(it) => self.guarantee(it, None),
            Statement::Entry(action) => {
                let action = self.action(action, at);
                self.edit(at.state, |state| state.entry.extend(action));
            }
            Statement::Waiver(_) | Statement::Fault(_) => {}
        }
    }

    /// Whether a state stands in a step, which is a finding already.
    fn is_step_in_step(&self, statement: &Statement, at: At) -> bool {
        let is_state = matches!(statement, Statement::Scope(_) | Statement::End(_));
        is_state && self.tree.get(at.state).is_some_and(|node| node.kind == StateKind::Step)
    }

    pub(super) fn body(&mut self, body: &'a [Statement], at: At) {
        for statement in body {
            self.statement(statement, at);
        }
    }

    fn lead(&mut self, lead: &ast::Lead, at: At) {
        let role = self.role(&lead.role);
        let state = self.hir.states.get(at.state);
        let mut leads = state.into_iter().flat_map(|state| &state.lead);
        if let Some(first) = leads.find(|other| other.from == at.from) {
            let first = first.at;
            self.report(said_twice::fault(self.first_word(lead.span), lead.span, first));
            return;
        }
        let lead = Scaled { from: at.from, what: role, at: lead.span };
        self.edit(at.state, |state| state.lead.push(lead));
    }

    fn involved(&mut self, list: &ast::RoleList, at: At) -> Vec<Scaled<RoleId>> {
        let roles = self.roles_of(&list.roles);
        let scaled = |what| Scaled { from: at.from, what, at: list.span };
        roles.into_iter().map(scaled).collect()
    }

    fn deadline(&mut self, it: &ast::Deadline, at: At) {
        let order = self.next_order();
        let mut grounds = Vec::new();
        let term = self.term(&it.term, &mut grounds);
        self.edit(at.state, |state| {
            let had = state.grounds.clone();
            state.grounds.extend(grounds.into_iter().filter(|it| !had.contains(it)));
        });
        self.set_deadline(at.state, Deadline::Term(term, order), it.span);
    }

    fn set_deadline(&mut self, state: StateId, deadline: Deadline<Expr>, at: Span) {
        let said = self.deadlines.insert(state, at);
        if let Some(first) = said {
            self.deadlines.insert(state, first);
            self.report(said_twice::fault(("termijn", "deadline"), at, first));
            return;
        }
        self.edit(state, |state| state.deadline = deadline);
    }

    fn end(&mut self, it: &ast::End) {
        let id = self.enter(it.title.as_ref());
        let Some(written) = &it.care else { return };
        let (care, at) = match written {
            ast::EndCare::With(role) => (EndCare::With(self.role(role)), role.span),
            ast::EndCare::Ends(ends) => {
                (EndCare::Ends(self.grounds_of(ends.grounds.as_ref())), ends.span)
            }
        };
        let parent = self.tree.get(id).and_then(|end| self.tree.get(end.parent?));
        if parent.is_some_and(|parent| parent.kind != StateKind::Root) {
            self.report(misplaced_care::inner_end(&it.name, at));
            return;
        }
        if self.may_move_care(at) {
            self.edit(id, |state| state.care = Some(care));
        }
    }
}

/// The place of a statement that cannot come and go with the severity.
fn unscalable(statement: &Statement) -> Option<Span> {
    match statement {
        Statement::NoDeadline(it) => Some(it.span),
        Statement::Deadline(it) => Some(it.span),
        Statement::Grounds(it) => Some(it.span),
        Statement::Signal(it) => Some(it.name.span),
        Statement::Scope(it) => Some(it.name.span),
        Statement::End(it) => Some(it.name.span),
        Statement::Guarantee(it) => Some(it.name.span),
        Statement::Entry(action) => entry_at(action),
        Statement::Lead(_)
        | Statement::Inform(_)
        | Statement::Consult(_)
        | Statement::Task(_)
        | Statement::Decision(_)
        | Statement::Handler(_)
        | Statement::Scaled(_)
        | Statement::Waiver(_)
        | Statement::Fault(_) => None,
    }
}

/// The place of something done on entry.
fn entry_at(action: &ast::Action) -> Option<Span> {
    match action {
        ast::Action::Start(it) => Some(it.span),
        ast::Action::Move(it) => Some(it.span),
        _ => None,
    }
}
