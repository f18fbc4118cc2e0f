//! What handlers and outcomes do.

use super::Resolver;
use super::fault::nothing_to_extend;
use super::kind::Kind;
use super::scope::At;
use crate::hir::Expr;
use crate::machine::id::{DutyId, Id, StateId};
use crate::machine::playbook::{Action, Piece, Target, Template};
use crate::syntax::ast::{self, Action as Written};

impl<'a> Resolver<'a> {
    /// Actions in the scope of the handler or decision, in order. Tasks and decisions that they
    /// open belong to the innermost scope that stays: if the block may lead out of its scope, the
    /// innermost around its source and its targets.
    pub(super) fn actions(
        &mut self,
        list: &'a [ast::Action],
        at: At,
        target: Option<&Target>,
    ) -> Vec<Action<Expr>> {
        let chain = std::iter::successors(target, |target| {
            target.limit.as_ref().and_then(|limit| limit.then.as_deref())
        });
        let extensions = list.iter().filter_map(|action| match action {
            Written::Extend(it) => {
                let then = it.limit.as_ref().and_then(|limit| limit.then.as_ref())?;
                let state = self.names.get(Kind::State, &then.name.text)?.index?;
                Some(StateId::new(state))
            }
            _ => None,
        });
        let targets = chain.map(|target| target.state).chain(extensions);
        let staying = targets.map(|target| self.tree.owner(at.state, target));
        let at = At { opens: staying.min(), ..at };
        let mut actions = Vec::with_capacity(list.len());
        actions.extend(list.iter().filter_map(|action| self.action(action, at)));
        actions
    }

    /// An action; `None` after an error.
    pub(super) fn action(&mut self, action: &'a ast::Action, at: At) -> Option<Action<Expr>> {
        match action {
            Written::Notify(it) => {
                let to = self.roles_of(&it.roles);
                Some(Action::Notify { to, text: self.template(&it.text) })
            }
            Written::Task(it) => Some(Action::Open(self.task(it, at, true))),
            Written::Decision(it) => Some(Action::Open(self.decision(it, at, true))),
            Written::WithdrawTask(it) => {
                Some(Action::Withdraw(self.own::<DutyId>(Kind::Task, &it.name)))
            }
            Written::Set(it) => {
                let fact = self.stated_fact(&it.fact);
                Some(Action::Set { fact, value: self.assigned(fact, &it.value) })
            }
            Written::AtLeast(level) => Some(Action::AtLeast(self.level(level))),
            Written::Extend(it) => Some(self.extend(it, at)),
            Written::Replace(it) => self.replace(it),
            Written::Restore(it) => self.common_role(&it.name).map(Action::Restore),
            Written::Emit(it) => Some(Action::Raise(self.raised(&it.name))),
            Written::Start(it) => self.start(it),
            Written::Stop(it) => self.stop(it),
            Written::Send(it) => self.send(it),
            Written::Move(it) => self.moved(it),
            Written::Beside(it) => self.beside(it),
            Written::Stays(it) => self.stays(it),
            Written::Suspend(it) => Some(Action::Suspend(it.reason.text.clone())),
            Written::ResumeDeadlines(_) => Some(Action::ResumeTerms),
            Written::Record(it) => Some(Action::Record(self.template(&it.text))),
            Written::Do(it) => Some(Action::Open(self.call(it, at))),
            Written::OpenPlaybook(it) => {
                let with = self.ids(Kind::Fact, &it.with);
                Some(Action::OpenPlaybook { playbook: it.playbook.text.clone(), with })
            }
            Written::Fault(_) => None,
        }
    }

    fn extend(&mut self, it: &ast::Extend, at: At) -> Action<Expr> {
        let task = it.task.as_ref().map(|task| self.own::<DutyId>(Kind::Task, task));
        let by = self.lasting(&it.by);
        let scope = self.tree.get(at.state).map(|node| (node.name, node.deadline));
        // A term that could not be read would be a fault already.
        let readable = self.file.faults.is_empty();
        if let Some((name, false)) = scope.filter(|_| task.is_none() && readable) {
            self.report(nothing_to_extend::fault(it.span, name));
        }
        let limit = it.limit.as_ref().map(|limit| self.extension_limit(limit, at.state));
        Action::Extend { task, by, limit }
    }

    fn template(&mut self, text: &ast::Template) -> Template<Expr> {
        let mut pieces = Vec::with_capacity(text.parts.len());
        for part in &text.parts {
            pieces.push(match part {
                ast::TemplatePart::Text(text) => Piece::Text(text.clone()),
                ast::TemplatePart::Expr(expr) => Piece::Value(self.shown(expr)),
            });
        }
        Template { pieces }
    }

    /// A value shown to people.
    fn shown(&mut self, written: &ast::Expr) -> Expr {
        let outer = std::mem::replace(&mut self.watched, false);
        let expr = self.expr(written, None);
        self.watched = outer;
        expr
    }
}
