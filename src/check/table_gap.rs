//! A table that has no row for something that can be.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::text;

use super::context::Context;
use super::rules::{Doubt, examined};
use super::space::By;

/// A table that has no row for something that can be.
pub(crate) static CODE: Code = Code {
    id: "D0620",
    name: "table-gap",
    level: Level::Warning,
    page: include_str!("table_gap.md"),
};

/// A gap is a point at which every row is definitely false.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in &context.rules.tables {
        let Ok(space) = &rows.space else { continue };
        if rows.table.otherwise.is_some() {
            continue;
        }
        let gap = space.uncovered(None, By::May, |_| true);
        let Some(Some(point)) = examined(gap, &rows.doubt) else { continue };
        if space.tied(|_| true) {
            rows.doubt.set(Some(Doubt::Tied));
            continue;
        }
        let (nl, en) = context.rules.words(space, &point, |_| true);
        let table = &rows.fact.name;
        found.push(
            Diagnostic::new(
                &CODE,
                rows.fact.at,
                text!(
                    nl: "bij {nl} past geen rij van tabel `{table}`: dan is zij onbekend",
                    en: "at {en} no row of table `{table}` applies: then it is unknown",
                ),
            )
            .help(text!(
                nl: "voeg een rij toe, of `WAARDE anders` onderaan",
                en: "add a row, or `VALUE otherwise` at the end",
            )),
        );
    }
}
