//! A step that nobody leads, or a call of the host for which nobody answers.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::StateId;
use crate::machine::playbook::{DutyKind, StateKind};
use crate::text;

use super::context::{Context, is_lowest};

/// A step that nobody leads.
pub(crate) static CODE: Code = Code {
    id: "D0511",
    name: "missing-lead",
    level: Level::Error,
    page: include_str!("missing_lead.md"),
};

/// Whether somebody leads a scope at every level, or that cannot be told.
fn is_led(context: &Context<'_>, scope: StateId) -> bool {
    let mut leads = context.around(scope).flat_map(|scope| &scope.lead);
    context.has_gap(scope) || leads.any(|lead| is_lowest(lead.from))
}

/// A call of the host in a step is covered by what is said of the step.
fn check_calls(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, duty) in context.hir.duties.iter() {
        let DutyKind::Call(_) = duty.kind else { continue };
        if context.kind(duty.scope) == Some(StateKind::Step) || is_led(context, duty.scope) {
            continue;
        }
        let name = &duty.name;
        let finding = Diagnostic::new(
            &CODE,
            duty.at,
            text!(
                nl: "niemand heeft de regie waar actie `{name}` wordt gevraagd",
                en: "nobody leads where action `{name}` is asked for",
            ),
        );
        found.push(finding.help(text!(
            nl: "schrijf `regie ROL` in de fase of het draaiboek: die rol is aanspreekbaar als \
                 het antwoord uitblijft",
            en: "write `lead ROLE` in the phase or the playbook: that role answers for it when \
                 no answer comes",
        )));
    }
}

/// A lead around the step counts; one that holds from a level up does not.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    check_calls(context, found);
    for (id, state) in context.hir.states.iter() {
        let leads = || context.around(id).flat_map(|scope| &scope.lead);
        if state.kind != StateKind::Step || is_led(context, id) {
            continue;
        }
        let name = &state.name;
        let mut finding = Diagnostic::new(
            &CODE,
            state.at,
            text!(nl: "niemand heeft de regie in stap `{name}`", en: "nobody leads step `{name}`"),
        );
        if let Some((lead, from)) = leads().find_map(|lead| lead.from.map(|from| (lead, from))) {
            let level = context.level_name(from);
            finding = finding
                .label(lead.at, text!(nl: "pas vanaf `{level}`", en: "only from `{level}` up"));
        }
        found.push(finding.help(text!(
            nl: "schrijf `regie ROL` in de stap, of in de fase eromheen",
            en: "write `lead ROLE` in the step, or in the phase around it",
        )));
    }
}
