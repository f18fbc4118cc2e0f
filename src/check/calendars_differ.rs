//! Roles that do something together have different calendars: the playbook's own counts.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::{Due, DutyKind};
use crate::text;

use super::context::Context;

/// Roles that do something together have different calendars: the playbook's own counts.
pub(crate) static CODE: Code = Code {
    id: "D0413",
    name: "calendars-differ",
    level: Level::Warning,
    page: include_str!("calendars_differ.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    for (_, duty) in hir.duties.iter() {
        let mut roles = duty.doers().filter_map(|role| hir.roles.get(role));
        let Some(first) = roles.next() else { continue };
        let Some(other) = roles.find(|role| role.calendar != first.calendar) else { continue };
        let counts = duty.term.parts.iter().any(|part| match part.due {
            Due::Within { duration, .. } | Due::Before(duration, _) | Due::After(duration, _) => {
                duration.by_calendar()
            }
            Due::By(_) | Due::SameDay => false,
        });
        if !counts {
            continue;
        }
        let (nl, en) = match duty.kind {
            DutyKind::Decision(_) => ("besluit", "decision"),
            DutyKind::Task(_) | DutyKind::Call(_) => ("taak", "task"),
        };
        let (name, a, b) = (&duty.name, &first.name, &other.name);
        found.push(
            Diagnostic::new(
                &CODE,
                duty.at,
                text!(
                    nl: "`{a}` en `{b}` hebben elk een andere kalender: voor {nl} `{name}` telt \
                         die van het draaiboek",
                    en: "`{a}` and `{b}` have different calendars: for {en} `{name}` the \
                         playbook's own counts",
                ),
            )
            .help(text!(
                nl: "geef de rollen dezelfde kalender, of accepteer dit met een reden",
                en: "give the roles the same calendar, or waive this with a reason",
            )),
        );
    }
}
