//! What handlers and outcomes do.

use std::collections::BTreeSet;

use draaiboek::calendar::Duration;
use draaiboek::diagnostic::Language;
use draaiboek::engine::{EffectKind, Status, Withdrawal};
use draaiboek::hir::{Expr, ExprKind};
use draaiboek::machine::id::{DutyId, FactId, RoleId, StateId};
use draaiboek::machine::playbook::{Action, Deadline, Limit, Piece, Succession, Template};
use draaiboek::value::Value;

use super::{Case, Overdue, eval};
use crate::model::eval::World;

impl Case<'_> {
    pub(super) fn act(&mut self, scope: StateId, actions: &[Action<Expr>]) {
        let mut position = 0;
        while position < actions.len() {
            let block: Vec<&Succession> = actions[position..]
                .iter()
                .map_while(|action| match action {
                    Action::Replace(succession) => Some(succession),
                    _ => None,
                })
                .collect();
            if block.is_empty() {
                self.act_one(scope, &actions[position]);
                position += 1;
            } else {
                self.replace(&block);
                position += block.len();
            }
        }
    }

    fn act_one(&mut self, scope: StateId, action: &Action<Expr>) {
        match action {
            Action::Notify { to, text } => {
                let (to, shows) = (self.stand_for(to), self.shows(text));
                let effect = EffectKind::Notice { to, text: self.text(text), shows };
                self.emit(effect);
            }
            Action::Record(text) => {
                let effect = EffectKind::Note(self.text(text));
                self.emit(effect);
            }
            Action::Open(duty) => {
                let declared = &self.hir.duties[*duty];
                if self.may_open(*duty).is_true() {
                    self.open_duty(*duty);
                    if self.active(declared.scope) {
                        self.begin_recurrence(*duty);
                    }
                }
            }
            Action::Withdraw(duty) => {
                for no in self.latest(*duty) {
                    if self.obligations[no].status.is_owed() {
                        self.withdraw(no, Withdrawal::ByName);
                    }
                }
            }
            Action::Set { fact, value } => {
                if let eval::Val::Value(value) = eval::value(self, value) {
                    self.state_facts(vec![(*fact, value)], self.now);
                }
            }
            Action::AtLeast(level) => self.raise_to(*level),
            Action::Extend { task, by, limit } => {
                let spent = limit.as_ref().is_some_and(|limit| self.is_spent(limit));
                if !spent
                    && self.extend(scope, *task, *by)
                    && let Some(limit) = limit
                {
                    *self.counters.entry(limit.counter).or_default() += 1;
                }
            }
            Action::OpenPlaybook { playbook, with } => {
                let with = with.iter().map(|&fact| (fact, self.current(fact))).collect();
                self.emit(EffectKind::OpenPlaybook { playbook: playbook.clone(), with });
            }
            Action::Suspend(reason) => self.suspend(reason),
            Action::ResumeTerms => self.resume_terms(),
            Action::Raise(signal) => {
                let focus = self.key(self.hir.signals[*signal].chart);
                self.raised.push_back((focus, *signal));
            }
            Action::Start { .. }
            | Action::Stop { .. }
            | Action::Move { .. }
            | Action::Beside { .. }
            | Action::Stays(_)
            | Action::Send { .. } => self.act_on_items(action),
            Action::Restore(role) => self.restore(*role),
            Action::Replace(succession) => self.replace(&[succession]),
        }
    }

    /// Whether a count is used up.
    pub(super) fn is_spent(&self, limit: &Limit) -> bool {
        let counted = self.counters.get(&limit.counter).copied().unwrap_or(0);
        counted >= self.hir.counters[limit.counter].times
    }

    /// The roles that stand for these, each once.
    pub(super) fn stand_for(&self, roles: &[RoleId]) -> Vec<RoleId> {
        let mut stand = Vec::new();
        for &role in roles {
            let role = self.resolve(role, None);
            if !stand.contains(&role) {
                stand.push(role);
            }
        }
        stand
    }

    fn text(&self, template: &Template<Expr>) -> String {
        let language: Language = self.hir.header.language;
        let piece = |piece: &Piece<Expr>| match piece {
            Piece::Text(words) => words.clone(),
            Piece::Value(expr) => {
                eval::words(self, expr, |value| value.words(language).to_string())
            }
        };
        template.pieces.iter().map(piece).collect()
    }

    /// The facts in a text that somebody does not see; of the facts of these playbooks those with
    /// a list of who sees them, and what is derived from one.
    fn shows(&self, template: &Template<Expr>) -> Vec<FactId> {
        let mut shows = Vec::new();
        for piece in &template.pieces {
            let Piece::Value(Expr { kind: ExprKind::Fact(fact), .. }) = piece else { continue };
            if self.is_limited(*fact) && !shows.contains(fact) {
                shows.push(*fact);
            }
        }
        shows
    }

    fn is_limited(&self, fact: FactId) -> bool {
        let declared = &self.hir.facts[fact];
        let text = declared.derived.as_ref().map(|derived| format!("{derived:?}"));
        declared.visible.is_some()
            || self.hir.facts.ids().any(|other| {
                let named = format!("Fact({other:?})");
                text.as_ref().is_some_and(|text| text.contains(&named)) && self.is_limited(other)
            })
    }

    /// States facts in one go; what hangs on them follows.
    pub(super) fn state_facts(
        &mut self,
        stated: Vec<(FactId, Value)>,
        at: draaiboek::calendar::Timestamp,
    ) {
        let mut present = BTreeSet::new();
        let item = self.focus.get().item;
        let group = item.and_then(|no| self.group_of(no));
        for (fact, value) in stated {
            let before = self.statements.get(&self.of_fact(fact)).into_iter().flatten();
            if before.into_iter().all(|earlier| earlier.at <= at) {
                present.insert(fact);
            }
            self.note(fact, value, at);
        }
        self.note_observation(present, self.correcting);
        self.follow();
        if let Some(no) = item {
            self.regrouped(no, group);
        }
    }

    /// Extends the term of the scope or the due instants of a task; whether there was one.
    fn extend(&mut self, scope: StateId, task: Option<DutyId>, by: Duration) -> bool {
        let Some(duty) = task else {
            if !self.active(scope) {
                return false;
            }
            let visit = &self.visits[&scope];
            let (mut clock, due) = self.if_it_ran(&visit.clock, visit.due, &visit.still);
            let Deadline::Term(term, _) = &self.hir.states[scope].deadline else { return false };
            let Some(due) = due else { return false };
            let Some(due) = self.extend_term(term, &mut clock, due, by) else { return false };
            self.set_state_due(scope, clock, Some(due));
            let visit = self.visits.get_mut(&scope).expect("an active state");
            visit.passed = false;
            if visit.overdue == Overdue::Fired {
                visit.overdue = Overdue::Extended;
            }
            return true;
        };
        let mut extended = false;
        for no in self.latest(duty) {
            let (mut clock, due) = self.running(no);
            let open = self.obligations[no].status == Status::Open;
            let Some(due) = due.filter(|_| open) else { continue };
            if let Some(due) = self.extend_term(&self.hir.duties[duty].term, &mut clock, due, by) {
                self.set_due(no, clock, Some(due), None);
                extended = true;
            }
        }
        extended
    }
}
