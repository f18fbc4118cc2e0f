//! An end of a handover that does not say who has the care.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::StateKind;
use crate::text;

use super::context::Context;

/// An end of a handover that does not say who has the care.
pub(crate) static CODE: Code = Code {
    id: "D0627",
    name: "end-without-care",
    level: Level::Error,
    page: include_str!("end_without_care.md"),
};

/// Ends directly in a handover; an end of a phase in it ends no handover.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    let handovers = hir.charts.iter().filter(|(_, chart)| chart.moves_care);
    let roots = handovers.filter_map(|(_, chart)| hir.states.get(chart.root));
    for end in roots.flat_map(|root| &root.children).filter_map(|child| hir.states.get(*child)) {
        if end.kind != StateKind::End || end.care.is_some() {
            continue;
        }
        let name = &end.name;
        found.push(
            Diagnostic::new(
                &CODE,
                end.at,
                text!(
                    nl: "einde `{name}` zegt niet wie dan de zorg heeft",
                    en: "end `{name}` does not say who has the care then",
                ),
            )
            .help(text!(
                nl: "schrijf `einde {name}, zorg bij ROL` of `einde {name}, zorg eindigt`",
                en: "write `end {name}, care with ROLE` or `end {name}, care ends`",
            )),
        );
    }
}
