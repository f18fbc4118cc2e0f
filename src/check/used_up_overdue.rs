//! An answer to the term of a scope that a late task uses up before the term passes.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::StateId;
use crate::machine::playbook::{Action, Deadline, Due, Duty, DutyKind, Handler, Term, Trigger};
use crate::text;

use super::context::{Context, called, makes_overdue, scope_called};

/// An answer to the term of a scope that a late task uses up before the term passes.
pub(crate) static CODE: Code = Code {
    id: "D0634",
    name: "used-up-overdue",
    level: Level::Warning,
    page: include_str!("used_up_overdue.md"),
};

/// `overdue` fires once in a visit, at the first of the term and the mandatory duties. Said where
/// it only tells, and neither `done` nor time leads out.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, state) in context.hir.states.iter() {
        let Deadline::Term(term, _) = &state.deadline else { continue };
        let own = context.handlers(id).map(|(_, handler)| handler);
        let own: Vec<_> = own.filter(|it| matches!(it.trigger, Trigger::Overdue)).collect();
        let tells = own.iter().all(|handler| handler.actions.iter().all(tells));
        let first = own.first().filter(|_| tells && !leads_out(context, id));
        let Some(first) = first else { continue };
        let mut duties = context.duties(id).map(|(_, duty)| duty);
        let earlier = duties.find(|duty| makes_overdue(duty) && may_be_earlier(duty, term));
        let Some(duty) = earlier.filter(|_| !context.has_gap(id)) else { continue };
        let ((nl, en), (duty_nl, duty_en)) = (scope_called(context.hir, state), called(duty));
        let message = text!(
            nl: "als de termijn van {nl} voorbij is, kan dit al gebeurd zijn",
            en: "when the deadline of {en} has passed, this may have happened already",
        );
        found.push(
            Diagnostic::new(&CODE, first.at, message)
                .label(
                    duty.at,
                    text!(
                        nl: "is {duty_nl} eerder te laat, dan is `te laat` daarmee verbruikt",
                        en: "when {duty_en} is overdue earlier, that uses up `overdue`",
                    ),
                )
                .help(text!(
                    nl: "laat het ergens heen leiden, `te laat {{ … }} -> …`, of verleng: \
                         `verleng met …`; wat bij de taak hoort kan daar: `escaleer te laat …`",
                    en: "let it lead somewhere, `overdue {{ … }} -> …`, or extend: `extend by …`; \
                         what belongs to the task can stand there: `escalate overdue to …`",
                )),
        );
    }
}

/// Whether an action changes nothing that could take the case further.
fn tells(action: &Action<Expr>) -> bool {
    matches!(action, Action::Notify { .. } | Action::Record(_))
}

/// Whether a case leaves a scope, or its term starts anew, by its being done or by time.
fn leads_out(context: &Context<'_>, scope: StateId) -> bool {
    let leads = |handler: &Handler<Expr>| {
        let waits = matches!(handler.trigger, Trigger::Signal(_) | Trigger::When(_));
        let mut actions = handler.actions.iter();
        let extends = actions.any(|action| matches!(action, Action::Extend { task: None, .. }));
        !waits && (handler.target.is_some() || extends)
    };
    let silent = |duty: &Duty<Expr>| match &duty.kind {
        DutyKind::Decision(decision) => {
            decision.no_answer.as_ref().is_some_and(|silence| silence.target.is_some())
        }
        DutyKind::Task(_) | DutyKind::Call(_) => false,
    };
    context.ancestors(scope).any(|outer| {
        context.handlers(outer).any(|(_, handler)| leads(handler))
            || context.duties(outer).any(|(_, duty)| silent(duty))
    })
}

/// Whether a duty may be overdue before a term: not when both run for a plain number of one unit,
/// and the duty's is as long.
fn may_be_earlier(duty: &Duty<Expr>, term: &Term<Expr>) -> bool {
    let plain = |term: &Term<Expr>| match term.parts.as_slice() {
        [part] => match part.due {
            Due::Within { duration, after: None } => Some(duration),
            _ => None,
        },
        _ => None,
    };
    match (plain(&duty.term), plain(term)) {
        (Some(own), Some(around)) => own.unit != around.unit || own.amount < around.amount,
        _ => true,
    }
}
