//! What handlers and outcomes do.

use super::due::overridden;
use super::effect::{EffectKind, Trace, Withdrawal};
use super::run::Run;
use super::state::{Focus, Overdue, Status};
use crate::calendar::Duration;
use crate::machine::handler::{Action, Limit, Piece, Succession, Template};
use crate::machine::id::{DutyId, ExprId, FactId, RoleId, SignalId, StateId};
use crate::machine::index;
use crate::machine::playbook::Deadline;
use crate::machine::visible::values;

impl Run<'_> {
    /// Does the actions of a handler or outcome of `scope`, in order.
    pub(super) fn act(&mut self, actions: &[Action<ExprId>], scope: StateId) {
        let mut actions = actions.iter().peekable();
        while let Some(action) = actions.next() {
            if let Action::Replace(first) = action {
                let mut block: Vec<&Succession> = vec![first];
                while let Some(Action::Replace(next)) = actions.peek() {
                    block.push(next);
                    actions.next();
                }
                self.replace(&block);
            } else {
                self.do_one(action, scope);
            }
        }
    }

    fn do_one(&mut self, action: &Action<ExprId>, scope: StateId) {
        match action {
            Action::Notify { to, text } => {
                let (words, shows) = (self.text(text), self.shown(text));
                let to = self.recipients(to);
                self.emit(EffectKind::Notice { to, text: words, shows });
            }
            Action::Record(text) => {
                let text = self.text(text);
                self.emit(EffectKind::Note(text));
            }
            Action::Open(duty) => {
                if self.here().opens(*duty).is_true() {
                    self.open_duty(*duty, self.cause);
                    if self.course().is_active(self.playbook.duties[*duty].scope) {
                        self.start_recurrence(*duty);
                    }
                }
            }
            Action::Withdraw(duty) => self.withdraw_by_name(*duty),
            Action::Set { fact, value } => {
                if let Some(value) = self.here().eval(*value) {
                    self.state_facts(vec![(*fact, value)], self.at);
                }
            }
            Action::AtLeast(level) => self.raise_to(*level),
            Action::Extend { task, by, limit } => {
                self.extend(*task, *by, limit.as_ref(), scope);
            }
            Action::Raise(signal) => {
                self.note(Trace::Raised(*signal));
                let focus = self.raised_in(*signal);
                self.raised.push_back((focus, *signal));
            }
            Action::OpenPlaybook { playbook, with } => {
                let with = with.iter().map(|&fact| (fact, self.here().fact(fact))).collect();
                self.emit(EffectKind::OpenPlaybook { playbook: playbook.clone(), with });
            }
            Action::Start { chart, only, first } => self.start(*chart, *only, *first),
            Action::Stop { chart, only } => self.stop(*chart, *only),
            Action::Move { holding, to, per } => self.order_move(*holding, *to, *per),
            Action::Beside { holding, second, until } => {
                self.stand_beside(*holding, *second, *until);
            }
            Action::Stays(holding) => self.stays(*holding),
            Action::Send { signal, item, only } => self.send(*signal, *item, *only),
            Action::Suspend(reason) => self.suspend(reason.clone()),
            Action::ResumeTerms => self.resume_terms(),
            Action::Restore(role) => self.restore(*role),
            Action::Replace(succession) => self.replace(&[succession]),
        }
    }

    /// Where a signal is heard that is raised here: in its own chart.
    pub(super) fn raised_in(&self, signal: SignalId) -> Focus {
        let chart = self.playbook.signals[signal].chart;
        if chart == self.focus.chart { self.focus } else { Focus::case() }
    }

    /// The roles that stand for those named, each once.
    fn recipients(&self, to: &[RoleId]) -> Vec<RoleId> {
        let mut roles = Vec::new();
        for &role in to {
            let role = self.resolve(role, None);
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles
    }

    fn text(&self, template: &Template<ExprId>) -> String {
        let mut text = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Value(expr) => text.push_str(&self.here().words(*expr)),
            }
        }
        text
    }

    /// The facts in a text that not everyone sees.
    fn shown(&self, template: &Template<ExprId>) -> Vec<FactId> {
        let exprs = self.machine.exprs();
        let visible = &self.machine.index().visible;
        let mut shown = Vec::new();
        for value in values(template) {
            let read = index::reads(exprs, exprs.roots[*value]);
            shown.extend(read.into_iter().filter(|fact| visible.is_limited(*fact)));
        }
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    fn withdraw_by_name(&mut self, duty: DutyId) {
        let instances = self.instances(duty);
        let owed: Vec<_> =
            instances.filter(|(_, ob)| ob.status.is_owed()).map(|(no, _)| no).collect();
        for no in owed {
            self.end(no, Status::Withdrawn(Withdrawal::ByName));
        }
    }

    /// Extends the term of the scope, or the due instants of a task, unless the count is used up.
    fn extend(
        &mut self,
        task: Option<DutyId>,
        by: Duration,
        limit: Option<&Limit>,
        scope: StateId,
    ) {
        if limit.is_some_and(|limit| self.is_used_up(limit)) {
            return;
        }
        let extended = match task {
            Some(duty) => self.extend_duty(duty, by),
            None => self.extend_state(scope, by),
        };
        if let Some(limit) = limit.filter(|_| extended) {
            self.course_mut().counters[limit.counter] += 1;
        }
    }

    fn extend_duty(&mut self, duty: DutyId, by: Duration) -> bool {
        let mut extended = false;
        let timed = self.term_of(duty);
        for no in self.open_instances(duty) {
            let Some((basis, due)) = self.running_due(no) else { continue };
            if let Some(due) = due.and_then(|due| self.extended(timed.days, due, by)) {
                let basis = overridden(timed.term, basis, Some(due));
                self.set_due(no, basis, Some(due), None);
                extended = true;
            }
        }
        extended
    }

    fn extend_state(&mut self, scope: StateId, by: Duration) -> bool {
        let Deadline::Term(term, _) = &self.playbook.states[scope].deadline else { return false };
        let Some(visit) = self.course().visit(scope) else { return false };
        let timed = self.own_term(term);
        let (basis, due) = self.running(timed, visit.basis, visit.due, visit.pause.as_ref());
        let extended = due.and_then(|due| self.extended(timed.days, due, by));
        let Some(due) = extended else { return false };
        self.set_state_due(scope, overridden(term, basis, Some(due)), Some(due));
        if let Some(visit) = &mut self.course_mut().visits[scope]
            && visit.overdue == Overdue::Fired
        {
            visit.overdue = Overdue::Extended;
        }
        true
    }
}
