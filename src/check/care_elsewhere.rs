//! An end that says who has the care, and to which a way leads on which care need not get there.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::StateId;
use crate::text;

use super::context::Context;
use super::whereabouts::{Astray, astray};

/// An end that says who has the care, and to which a way leads on which care need not get there.
pub(crate) static CODE: Code = Code {
    id: "D0632",
    name: "care-elsewhere",
    level: Level::Warning,
    page: include_str!("care_elsewhere.md"),
};

/// At the arrow to the end, of each one finding.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let ways = context.hir.charts.ids().flat_map(|chart| astray(context, chart));
    found.extend(ways.filter_map(|way| finding(context, &way)));
}

fn finding(context: &Context<'_>, astray: &Astray) -> Option<Diagnostic> {
    let (end, role) = (context.state(astray.end)?, context.hir.roles.get(astray.role)?);
    let (at, end, role) = (end.at, &end.name, &role.name);
    let finding = if astray.sure.ordered {
        let message = text!(
            nl: "bij einde `{end}` kan de zorg nog elders zijn: `{role}` hoeft haar niet te hebben \
                 aanvaard",
            en: "at end `{end}` care may still be elsewhere: `{role}` need not have accepted it",
        );
        Diagnostic::new(&CODE, astray.arrow, message).help(text!(
            nl: "laat de pijl hier weg en schrijf `zodra zorg bij {role} -> {end}`",
            en: "leave the arrow out here and write `as soon as care with {role} -> {end}`",
        ))
    } else {
        let message = text!(
            nl: "bij einde `{end}` is de zorg langs deze weg niet bij `{role}`",
            en: "at end `{end}` care is not with `{role}` along this way",
        );
        Diagnostic::new(&CODE, astray.arrow, message).help(text!(
            nl: "laat de pijl leiden naar een einde dat zegt waar de zorg dan is, of laat haar \
                 onderweg overgaan en schrijf `zodra zorg bij {role} -> {end}`",
            en: "let the arrow lead to an end that says where care is then, or let care move on \
                 the way and write `as soon as care with {role} -> {end}`",
        ))
    };
    let finding = finding.label(
        at,
        text!(
            nl: "dit einde zegt dat `{role}` haar heeft",
            en: "this end says that `{role}` has it",
        ),
    );
    let way = route(context, &astray.way);
    Some(match way {
        Some(way) => finding.note(text!(nl: "zo kan het gaan: {way}", en: "it may go: {way}")),
        None => finding,
    })
}

/// The steps of a way, unless the arrow stands in the only one.
fn route(context: &Context<'_>, way: &[StateId]) -> Option<String> {
    let names: Vec<String> = way.iter().map(|id| format!("`{}`", context.name(*id))).collect();
    (names.len() > 1).then(|| names.join(", "))
}
