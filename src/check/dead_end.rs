//! A state from which no end can be reached.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{StateId, Table};
use crate::machine::playbook::{State, StateKind};
use crate::text;

use super::context::{Context, scope_called};
use super::reach;

/// A state from which no end can be reached.
pub(crate) static CODE: Code =
    Code { id: "D0602", name: "dead-end", level: Level::Error, page: include_str!("dead_end.md") };

/// Of states that only lead to each other one finding, at the first; states that merely lead into
/// a dead end are not reported.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if !context.targets_known {
        return;
    }
    let finishing = reach::finishing(context);
    let dead: Vec<StateId> = context
        .hir
        .states
        .iter()
        .filter(|(id, state)| {
            let leaf = matches!(state.kind, StateKind::Step | StateKind::End);
            let marked = |marks: &Table<StateId, bool>| marks.get(*id).copied().unwrap_or(true);
            leaf && marked(&context.reached) && !marked(&finishing)
        })
        .map(|(id, _)| id)
        .collect();
    for mut knot in reach::sinks(context, &dead) {
        knot.sort_unstable();
        if let Some((first, others)) = knot.split_first() {
            found.extend(context.state(*first).map(|state| finding(context, state, others)));
        }
    }
}

fn finding(context: &Context<'_>, state: &State<Expr>, others: &[StateId]) -> Diagnostic {
    let (nl, en) = scope_called(context.hir, state);
    if others.is_empty() {
        return Diagnostic::new(
            &CODE,
            state.at,
            text!(nl: "{nl} heeft geen uitweg", en: "{en} has no way out"),
        )
        .help(text!(
            nl: "laat de stap ergens heen leiden: `klaar -> …`, `te laat -> …`, `zodra … -> …`",
            en: "let the step lead somewhere: `done -> …`, `overdue -> …`, `as soon as … -> …`",
        ));
    }
    let mut finding = Diagnostic::new(
        &CODE,
        state.at,
        text!(
            nl: "vanuit {nl} is geen einde te bereiken",
            en: "from {en} no end can be reached",
        ),
    );
    for other in others.iter().take(3).filter_map(|other| context.state(*other)) {
        finding = finding
            .label(other.at, text!(nl: "deze leidt alleen terug", en: "this one only leads back"));
    }
    finding.help(text!(
        nl: "laat een van deze stappen naar een `einde` leiden",
        en: "let one of these steps lead to an `end`",
    ))
}
