//! A phase, track or playbook without a step.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::StateKind;
use crate::text;

use super::context::{Context, scope_called};

/// A phase, track or playbook without a step.
pub(crate) static CODE: Code = Code {
    id: "D0618",
    name: "empty-scope",
    level: Level::Error,
    page: include_str!("empty_scope.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, state) in context.hir.states.iter() {
        let leaf = matches!(state.kind, StateKind::Step | StateKind::End);
        if leaf || context.has_gap(id) || !state.children.is_empty() {
            continue;
        }
        let (nl, en) = scope_called(state);
        found.push(
            Diagnostic::new(
                &CODE,
                state.at,
                text!(nl: "{nl} heeft geen enkele stap", en: "{en} has not a single step"),
            )
            .help(text!(
                nl: "schrijf er een `stap` of een `einde` in",
                en: "write a `step` or an `end` in it",
            )),
        );
    }
}
