//! Decisions: deciders, quorum, outcomes.

use super::Resolver;
use super::fault::{duplicate_name, impossible_quorum, no_candidates, type_mismatch};
use super::fit::{found, type_words};
use super::header::text;
use super::kind::Kind;
use super::scope::At;
use super::target::outcome_name;
use crate::hir::Expr;
use crate::machine::id::{DutyId, FactId, Id, RoleId};
use crate::machine::playbook::{Decider, Decision, Duty, DutyKind, Outcome, OutcomeName, Quorum};
use crate::span::Span;
use crate::syntax::ast::{self, DeciderMode};
use crate::value::Type;

impl<'a> Resolver<'a> {
    /// A decision. `by_action`: written in an action block.
    pub(super) fn decision(&mut self, it: &'a ast::Decision, at: At, by_action: bool) -> DutyId {
        let at = At { state: at.opens.unwrap_or(at.state), opens: None, ..at };
        let id = self.next_duty(at);
        let order = self.next_order();
        let about = it.about.as_ref().and_then(|about| self.document(about));
        let when = it.condition.as_ref().map(|condition| self.condition(condition, true));
        let (quorum, deciders) = self.deciders(&it.deciders);
        let chooses = it.chooses.as_ref().map(|role| self.chosen(role));
        let mut grounds = Vec::new();
        let named = (Kind::Decision, &it.name);
        let term = self.duty_term(it.term.as_ref(), named, it.span, &mut grounds);
        let (carries, optionally) = (self.stated(&it.carries), self.stated(&it.optional));
        self.said_once(&[&it.carries, &it.optional]);
        let (outcomes, no_answer) = self.outcomes(it, at);
        let duty = Duty {
            name: it.name.text.clone(),
            title: text(it.question.as_ref()),
            scope: at.state,
            from: at.from.filter(|_| !by_action),
            when,
            by_action,
            term,
            grounds,
            kind: DutyKind::Decision(Decision {
                about,
                quorum,
                deciders,
                outcomes,
                chooses,
                carries,
                optionally,
                no_answer,
            }),
            order,
            at: it.name.span,
        };
        self.duties.push((id, duty));
        id
    }

    /// The role to which one of its candidates is bound.
    fn chosen(&mut self, name: &ast::Name) -> RoleId {
        let role = self.role(name);
        let declared = self.hir.roles.get(role);
        if let Some(at) = declared.filter(|it| it.chosen_from.is_none()).map(|it| it.at) {
            self.report(no_candidates::fault(&name.text, name.span, at));
            return RoleId::MISSING;
        }
        role
    }

    /// The document that a decision is about.
    fn document(&mut self, name: &ast::Name) -> Option<FactId> {
        let fact: FactId = found(self.id(Kind::Fact, name))?;
        let ty = self.fact_ty(fact)?;
        if *ty != Type::Document {
            let fault =
                type_mismatch::fault(type_words(&Type::Document), type_words(ty), name.span);
            self.report(fault);
            return None;
        }
        Some(fact)
    }

    fn deciders(&mut self, it: &ast::Deciders) -> (Quorum, Vec<Decider<Expr>>) {
        let names = || it.roles.iter().map(|decider| &decider.role);
        let roles: Vec<RoleId> = names().map(|name| self.role(name)).collect();
        self.once(names(), roles.clone());
        let mut deciders = Vec::with_capacity(roles.len());
        for (decider, &role) in it.roles.iter().zip(&roles) {
            let when = decider.condition.as_ref().map(|condition| self.condition(condition, true));
            deciders.push(Decider { role, when });
        }
        let quorum = match &it.mode {
            DeciderMode::One(_) | DeciderMode::AnyOne(_) => Quorum::One,
            DeciderMode::Each(_) => {
                if let ([role], [only]) = (roles.as_slice(), it.roles.as_slice()) {
                    self.needs_plural(*role, &only.role);
                }
                Quorum::All
            }
            DeciderMode::Quorum(count) => {
                let open = roles.iter().any(|role| self.is_plural(*role));
                let seats = roles.len();
                let enough = open || usize::try_from(count.value).is_ok_and(|it| it <= seats);
                if count.value == 0 || !enough {
                    self.report(impossible_quorum::fault(count.value, seats, count.span));
                }
                Quorum::Count(count.value)
            }
            DeciderMode::OtherThan(_) => Quorum::OtherThan,
        };
        (quorum, deciders)
    }

    fn outcomes(
        &mut self,
        it: &'a ast::Decision,
        at: At,
    ) -> (Vec<Outcome<Expr>>, Option<Outcome<Expr>>) {
        let mut seen: Vec<(OutcomeName, Span)> = Vec::with_capacity(it.outcomes.len());
        let (mut outcomes, mut no_answer) = (Vec::with_capacity(it.outcomes.len()), None);
        for written in &it.outcomes {
            let (name, place) = outcome_name(&written.name);
            let order = self.next_order();
            let target = written.target.as_ref().map(|target| self.target(target, at.state));
            let actions = self.actions(&written.actions, at, target.as_ref());
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == name) {
                let text = self.text(place);
                self.report(duplicate_name::fault(Kind::Outcome, text, place, *first));
                continue;
            }
            seen.push((name.clone(), place));
            let outcome = Outcome { name, actions, target, order, at: place };
            if outcome.name == OutcomeName::NoAnswer {
                no_answer = Some(outcome);
            } else {
                outcomes.push(outcome);
            }
        }
        (outcomes, no_answer)
    }
}
