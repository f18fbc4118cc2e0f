//! What the host is asked to do: its actions as declared, and their calls.

use super::Resolver;
use super::expression::{Typed, WRONG, duty_is, predicate};
use super::fault::{never_asked, wrong_arguments};
use super::header::text;
use super::kind::Kind;
use super::scope::At;
use crate::hir::{Expr, ExprKind, Ty};
use crate::machine::expr::DutyIs;
use crate::machine::id::{ActionId, ChartId, DutyId, FactId};
use crate::machine::playbook::{Call, Due, Duty, DutyKind, HostAction, Parameter, Term, TermPart};
use crate::span::Span;
use crate::syntax::ast::{self, Declaration, Length};
use crate::value::Type;

impl<'a> Resolver<'a> {
    /// The actions of the host, in order of writing.
    pub(super) fn host_actions(&mut self) {
        for declaration in self.declarations() {
            let Declaration::Action(it) = declaration else { continue };
            let parameters = it.parameters.iter().map(|one| self.parameter(one)).collect();
            let answers = it.answers.iter().map(|name| self.anywhere(Kind::Signal, name)).collect();
            let answers = self.once(&it.answers, answers);
            let term = self.answered_within(&it.within);
            self.within.push(term);
            self.hir.actions.push(HostAction {
                name: it.name.text.clone(),
                title: text(it.title.as_ref()),
                parameters,
                answers,
                at: it.name.span,
            });
        }
    }

    /// `NAME: TYPE`, or the name of a fact, whose type it has.
    fn parameter(&mut self, it: &'a ast::Parameter) -> Parameter {
        let ty = match &it.kind {
            Some(kind) => self.ty(kind),
            None if self.names.get(Kind::Item, &it.name.text).is_some() => {
                self.names.find(Kind::Item, &it.name.text);
                Type::Text
            }
            None => {
                let fact: FactId = self.anywhere(Kind::Fact, &it.name);
                self.fact_ty(fact).cloned().unwrap_or(Type::Text)
            }
        };
        Parameter { name: it.name.text.clone(), ty }
    }

    /// The term in which the host must answer, from the call.
    fn answered_within(&mut self, within: &ast::Length) -> Term<Expr> {
        let (due, at) = match within {
            Length::Lasting(it) => {
                (Due::Within { duration: self.lasting(it), after: None }, it.span)
            }
            Length::SameDay(at) => (Due::SameDay, *at),
        };
        Term { parts: vec![TermPart { from: None, when: None, due, at }], at }
    }

    /// `doe N(args)`: a call, opened by the action in whose place it stands.
    pub(super) fn call(&mut self, it: &'a ast::Do, at: At) -> DutyId {
        let at = At { state: at.opens.unwrap_or(at.state), opens: None, ..at };
        let id = self.next_duty(at);
        let order = self.next_order();
        let action: ActionId = self.id(Kind::HostAction, &it.action);
        let declared = self.hir.actions.get(action).cloned();
        let answers = declared.as_ref().map(|action| action.answers.as_slice());
        self.heard_here(answers.unwrap_or_default(), &it.action);
        let parameters = declared.as_ref().map(|action| action.parameters.as_slice());
        let arguments = self.passed(it, parameters, declared.as_ref().map(|action| action.at));
        let term = self.within.get(action).cloned();
        let duty = Duty {
            name: it.action.text.clone(),
            title: declared.and_then(|action| action.title),
            scope: at.state,
            from: None,
            when: None,
            by_action: true,
            term: term.unwrap_or(Term { parts: vec![], at: it.span }),
            grounds: vec![],
            kind: DutyKind::Call(Call { action, arguments }),
            order,
            at: it.action.span,
        };
        self.duties.push((id, duty));
        id
    }

    /// The arguments of a call, each of the type of its parameter.
    fn passed(
        &mut self,
        it: &ast::Do,
        parameters: Option<&[Parameter]>,
        declared: Option<Span>,
    ) -> Vec<Expr> {
        let outer = std::mem::replace(&mut self.watched, false);
        let (Some(parameters), Some(of)) = (parameters, declared) else {
            let unfit = it.arguments.iter().map(|argument| self.expr(argument, None)).collect();
            self.watched = outer;
            return unfit;
        };
        let given = it.arguments.len();
        if given != parameters.len() {
            let wanted: Vec<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
            self.report(wrong_arguments::fault(&it.action, given, &wanted, of));
        }
        let pairs = it.arguments.iter().zip(parameters);
        let arguments = pairs.map(|(argument, one)| self.given(&one.ty, of, argument)).collect();
        self.watched = outer;
        arguments
    }

    /// `actie X klaar`, of every place here that asks for it; without one, of those of the case.
    pub(super) fn action_is(&mut self, it: &ast::TaskIs, at: Span) -> Typed {
        let action: ActionId = self.id(Kind::HostAction, &it.task);
        let item = self.about.item;
        let own = self.calls(&it.task, |this, of| this.plan.item_of_chart(of) == item);
        let calls = match own.is_empty() {
            true => self.called(&it.task, action, |this, of| this.plan.item_of_chart(of).is_none()),
            false => Some(own),
        };
        let Some(calls) = calls else { return WRONG };
        let ask = |kind| Expr { kind, ty: Some(Ty::Value(Type::Truth)), span: at };
        let any = |is: DutyIs| {
            let each: Vec<Expr> = calls.iter().map(|&call| ask(ExprKind::Duty(call, is))).collect();
            ask(ExprKind::Or(each))
        };
        predicate(Some(match (duty_is(it.state), calls.as_slice()) {
            (is, [only]) => ExprKind::Duty(*only, is),
            (DutyIs::Done, _) => {
                let open = ask(ExprKind::Not(Box::new(any(DutyIs::Open))));
                ExprKind::And(vec![any(DutyIs::Done), open])
            }
            (is, _) => any(is).kind,
        }))
    }

    /// The places in some charts that ask for an action; reported when there are none.
    pub(super) fn called(
        &mut self,
        name: &ast::Name,
        action: ActionId,
        here: impl Fn(&Self, ChartId) -> bool,
    ) -> Option<Vec<DutyId>> {
        let calls = self.calls(name, here);
        if calls.is_empty() {
            let declared = self.hir.actions.get(action).map(|action| action.at)?;
            self.report(never_asked::fault(&name.text, name.span, declared));
            return None;
        }
        Some(calls)
    }

    fn calls(&self, name: &ast::Name, here: impl Fn(&Self, ChartId) -> bool) -> Vec<DutyId> {
        let chart = |duty: DutyId| self.plan.duties.get(duty).map(|it| it.0);
        let calls = self.plan.calls.iter().filter(|(_, action)| *action == name.text);
        let calls = calls.filter(|(duty, _)| chart(*duty).is_some_and(|of| here(self, of)));
        calls.map(|(duty, _)| *duty).collect()
    }
}
