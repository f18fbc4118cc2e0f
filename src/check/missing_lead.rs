//! A step that nobody leads.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::StateKind;
use crate::text;

use super::context::{Context, is_lowest};

/// A step that nobody leads.
pub(crate) static CODE: Code = Code {
    id: "D0511",
    name: "missing-lead",
    level: Level::Error,
    page: include_str!("missing_lead.md"),
};

/// A lead around the step counts; one that holds from a level up does not.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, state) in context.hir.states.iter() {
        let leads = || context.around(id).flat_map(|scope| &scope.lead);
        if state.kind != StateKind::Step
            || context.has_gap(id)
            || leads().any(|lead| is_lowest(lead.from))
        {
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
