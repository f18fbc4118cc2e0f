//! An extension that may be given without end.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::{Action, Trigger};
use crate::text;

use super::context::Context;

/// An extension that may be given without end.
pub(crate) static CODE: Code = Code {
    id: "D0617",
    name: "uncapped-extension",
    level: Level::Warning,
    page: include_str!("uncapped_extension.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for written in &context.actions {
        let Action::Extend { limit: None, .. } = written.action else { continue };
        if !written.trigger.is_some_and(Trigger::is_overdue) {
            continue;
        }
        found.push(
            Diagnostic::new(
                &CODE,
                written.at,
                text!(
                    nl: "dit verlengt steeds opnieuw: een casus kan hier voor altijd blijven",
                    en: "this extends again and again: a case can stay here for ever",
                ),
            )
            .help(text!(
                nl: "begrens het: `verleng met …, hoogstens N keer, daarna -> …`",
                en: "bound it: `extend by …, at most N times, then -> …`",
            )),
        );
    }
}
