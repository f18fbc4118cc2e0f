//! The walk over everything in a scope that declares a name, in order of writing.

use crate::syntax::ast::{self, Action, Due, Statement, TriggerKind};

/// Something that declares a name.
#[derive(Clone, Copy)]
pub(super) enum Event<'a> {
    /// A phase, track or step opens.
    Enter(&'a ast::Scope),
    /// It closes.
    Leave,
    /// An end.
    End(&'a ast::End),
    /// A task, also in an action block.
    Task(&'a ast::Task),
    /// A decision, also in an action block. What its outcomes declare follows.
    Decision(&'a ast::Decision),
    /// A call of the host, which has no name of its own.
    Call(&'a ast::Do),
    /// A signal.
    Signal(&'a ast::Signal),
    /// A guarantee.
    Guarantee(&'a ast::Guarantee),
    /// A deadline of the scope around.
    Deadline,
    /// A date that something follows.
    Date(&'a ast::Expr),
}

/// Shows every declaration in `body` to `visit`. Ids are given in this order.
pub(super) fn walk<'a>(body: &'a [Statement], visit: &mut dyn FnMut(Event<'a>)) {
    for statement in body {
        match statement {
            Statement::Deadline(it) => {
                visit(Event::Deadline);
                term(Some(&it.term), visit);
            }
            Statement::Task(it) => task(it, visit),
            Statement::Decision(it) => decision(it, visit),
            Statement::Signal(signal) => visit(Event::Signal(signal)),
            Statement::Handler(handler) => {
                trigger(&handler.trigger, visit);
                actions(&handler.actions, visit);
            }
            Statement::Entry(action) => actions(std::slice::from_ref(action), visit),
            Statement::Scaled(scaled) => walk(&scaled.body, visit),
            Statement::Scope(scope) => {
                visit(Event::Enter(scope));
                walk(&scope.body, visit);
                visit(Event::Leave);
            }
            Statement::End(end) => visit(Event::End(end)),
            Statement::Guarantee(guarantee) => visit(Event::Guarantee(guarantee)),
            Statement::Lead(_)
            | Statement::Inform(_)
            | Statement::Consult(_)
            | Statement::NoDeadline(_)
            | Statement::Grounds(_)
            | Statement::Waiver(_)
            | Statement::Fault(_) => {}
        }
    }
}

fn task<'a>(task: &'a ast::Task, visit: &mut dyn FnMut(Event<'a>)) {
    visit(Event::Task(task));
    term(task.term.as_ref(), visit);
}

fn term<'a>(term: Option<&'a ast::Term>, visit: &mut dyn FnMut(Event<'a>)) {
    for part in term.into_iter().flat_map(|term| &term.parts) {
        if let Due::By(by) = &part.due {
            visit(Event::Date(&by.date));
        }
    }
}

fn trigger<'a>(trigger: &'a ast::Trigger, visit: &mut dyn FnMut(Event<'a>)) {
    match &trigger.kind {
        TriggerKind::On(date) | TriggerKind::AfterEndOf(date) => visit(Event::Date(date)),
        TriggerKind::Before(it) => visit(Event::Date(&it.date)),
        _ => {}
    }
}

fn decision<'a>(decision: &'a ast::Decision, visit: &mut dyn FnMut(Event<'a>)) {
    visit(Event::Decision(decision));
    term(decision.term.as_ref(), visit);
    for outcome in &decision.outcomes {
        actions(&outcome.actions, visit);
    }
}

fn actions<'a>(list: &'a [Action], visit: &mut dyn FnMut(Event<'a>)) {
    for action in list {
        match action {
            Action::Task(it) => task(it, visit),
            Action::Decision(it) => decision(it, visit),
            Action::Move(it) => it.per.iter().for_each(|date| visit(Event::Date(date))),
            Action::Beside(it) => visit(Event::Date(&it.until)),
            Action::Do(call) => visit(Event::Call(call)),
            _ => {}
        }
    }
}
