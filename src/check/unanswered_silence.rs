//! A decision that does not say what silence means.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::DutyKind;
use crate::text;

use super::context::Context;

/// A decision that does not say what silence means.
pub(crate) static CODE: Code = Code {
    id: "D0610",
    name: "unanswered-silence",
    level: Level::Error,
    page: include_str!("unanswered_silence.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, duty) in context.hir.duties.iter() {
        let DutyKind::Decision(decision) = &duty.kind else { continue };
        let answered = decision.no_answer.is_some()
            || duty.term.parts.is_empty()
            || context.has_gap(duty.scope)
            || context.is_watched(id, duty)
            || context.hears_overdue(duty.scope);
        if answered {
            continue;
        }
        let name = &duty.name;
        found.push(
            Diagnostic::new(
                &CODE,
                duty.at,
                text!(
                    nl: "besluit `{name}` zegt niet wat er gebeurt als niemand antwoordt",
                    en: "decision `{name}` does not say what happens when nobody answers",
                ),
            )
            .help(text!(
                nl: "voeg de uitkomst `geen antwoord -> …` toe, of `te laat …` in de stap",
                en: "add the outcome `no answer -> …`, or `overdue …` in the step",
            )),
        );
    }
}
