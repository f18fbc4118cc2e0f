//! A term or a ladder with more parts than a case keeps track of.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::machine::playbook::{Deadline, DutyKind, MAX_PARTS};
use crate::span::Span;
use crate::text;

use super::context::Context;

/// A term or a ladder with more parts than a case keeps track of.
pub(crate) static CODE: Code = Code {
    id: "D0921",
    name: "too-many-parts",
    level: Level::Error,
    page: include_str!("too_many_parts.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let deadlines = context.hir.states.iter().filter_map(|(_, state)| match &state.deadline {
        Deadline::Term(term, _) => Some(term),
        _ => None,
    });
    let terms = context.hir.duties.iter().map(|(_, duty)| &duty.term).chain(deadlines);
    for term in terms.filter(|term| term.parts.len() > MAX_PARTS) {
        let parts = term.parts.len();
        found.push(fault(
            term.at,
            text!(nl: "deze termijn heeft {parts} delen", en: "this term has {parts} parts"),
        ));
    }
    for (_, duty) in context.hir.duties.iter() {
        let DutyKind::Task(task) = &duty.kind else { continue };
        if let Some(rung) = task.ladder.get(MAX_PARTS) {
            let rungs = task.ladder.len();
            found.push(fault(
                rung.at,
                text!(nl: "deze ladder heeft {rungs} trappen", en: "this ladder has {rungs} rungs"),
            ));
        }
    }
}

fn fault(at: Span, message: Text) -> Diagnostic {
    Diagnostic::new(&CODE, at, message).help(text!(
        nl: "schrijf er hoogstens {MAX_PARTS}",
        en: "write at most {MAX_PARTS}",
    ))
}
