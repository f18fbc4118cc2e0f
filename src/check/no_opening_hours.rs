//! Business hours by a calendar that says nowhere when it is open.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::text;

use super::context::Context;

/// Business hours by a calendar that says nowhere when it is open.
pub(crate) static CODE: Code = Code {
    id: "D0415",
    name: "no-opening-hours",
    level: Level::Error,
    page: include_str!("no_opening_hours.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for counted in context.hir.without_hours() {
        let named = counted.calendar.and_then(|id| context.hir.calendars.get(id));
        let finding = Diagnostic::new(
            &CODE,
            counted.at,
            match named {
                None => text!(
                    nl: "kantooruren, maar de kalender van het draaiboek noemt geen openingstijden",
                    en: "business hours, but the playbook's calendar does not say when it is open",
                ),
                Some(named) => {
                    let name = &named.name;
                    text!(
                        nl: "kantooruren, maar kalender `{name}` zegt niet wanneer er iemand is",
                        en: "business hours, but calendar `{name}` does not say when it is open",
                    )
                }
            },
        );
        let finding = match named {
            Some(named) => {
                finding.label(named.at, text!(nl: "deze kalender telt", en: "this calendar counts"))
            }
            None => finding,
        };
        found.push(finding.help(text!(
            nl: "schrijf in de kalender `open 09:00 tot 17:00`, of tel in uren of werkdagen",
            en: "write `open 09:00 until 17:00` in the calendar, or count in hours or working days",
        )));
    }
}
