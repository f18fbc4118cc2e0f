//! A phase, track or playbook without a step.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::machine::id::Id;
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
        // A text without a header, or with unread stretches, says more of that already.
        if id.index() == 0 && (state.name.is_empty() || context.has_lost()) {
            continue;
        }
        let (nl, en) = scope_called(context.hir, state);
        let diagnostic = Diagnostic::new(
            &CODE,
            state.at,
            text!(nl: "{nl} heeft geen enkele stap", en: "{en} has not a single step"),
        )
        .help(text!(
            nl: "schrijf er een `stap` of een `einde` in",
            en: "write a `step` or an `end` in it",
        ));
        found.push(if id.index() == 0 { diagnostic.note(shared()) } else { diagnostic });
    }
}

/// What the author of a file that only declares may want to know.
fn shared() -> Text {
    text!(
        nl: "een bestand zonder stappen is er voor `gebruik`: het wordt nagekeken met het \
            draaiboek dat het gebruikt",
        en: "a file of declarations alone is there for `use`: it is checked with the playbook that \
            uses it",
    )
}
