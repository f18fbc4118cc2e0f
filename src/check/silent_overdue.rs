//! A term of which nothing happens when it passes.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::StateId;
use crate::machine::playbook::{Deadline, DutyKind};
use crate::span::Span;
use crate::text;

use super::context::{Context, called, can_be_overdue, scope_called};

/// A term of which nothing happens when it passes.
pub(crate) static CODE: Code = Code {
    id: "D0604",
    name: "silent-overdue",
    level: Level::Error,
    page: include_str!("silent_overdue.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, duty) in context.hir.duties.iter() {
        let called_in = match &duty.kind {
            DutyKind::Task(task) => !task.ladder.is_empty(),
            DutyKind::Call(_) => false,
            DutyKind::Decision(_) => continue,
        };
        let silent = can_be_overdue(duty)
            && !duty.term.parts.is_empty()
            && !called_in
            && !context.is_watched(id, duty)
            && !context.has_gap(duty.scope)
            && !heard(context, duty.scope);
        if silent {
            let ((nl, en), name) = (called(duty), &duty.name);
            found.push(finding(duty.at, &nl, &en).help(match duty.kind {
                DutyKind::Call(_) => text!(
                    nl: "schrijf `actie {name} te laat …`: wat er gebeurt als het antwoord \
                         uitblijft",
                    en: "write `action {name} overdue …`: what happens when no answer comes",
                ),
                _ => text!(
                    nl: "schrijf `escaleer te laat naar ROL` bij de taak, of `te laat …` in de \
                         stap",
                    en: "write `escalate overdue to ROLE` in the task, or `overdue …` in the step",
                ),
            }));
        }
    }
    for (id, state) in context.hir.states.iter() {
        let Deadline::Term(term, _) = &state.deadline else { continue };
        if !term.parts.is_empty() && !context.has_gap(id) && !heard(context, id) {
            let (nl, en) = scope_called(context.hir, state);
            found.push(finding(term.at, &nl, &en).help(text!(
                nl: "schrijf in de stap wat er dan gebeurt: `te laat {{ … }} -> …`",
                en: "write in the step what happens then: `overdue {{ … }} -> …`",
            )));
        }
    }
}

/// Whether `overdue` stands in the scope or around it.
fn heard(context: &Context<'_>, scope: StateId) -> bool {
    context.ancestors(scope).any(|outer| context.hears_overdue(outer))
}

fn finding(at: Span, nl: &str, en: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        at,
        text!(
            nl: "er gebeurt niets als {nl} te laat is",
            en: "nothing happens when {en} is overdue",
        ),
    )
}
