//! Two rows of a table of which one may apply that apply together.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::Policy;
use crate::text;

use super::context::Context;
use super::rules::{Doubt, examined};

/// Two rows of a table of which one may apply that apply together.
pub(crate) static CODE: Code = Code {
    id: "D0621",
    name: "table-overlap",
    level: Level::Error,
    page: include_str!("table_overlap.md"),
};

/// At most so many pairs of one table are named.
const MOST: usize = 10;

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in &context.rules.tables {
        let Ok(space) = &rows.space else { continue };
        if rows.table.policy != Policy::Unique {
            continue;
        }
        let pairs = (1..rows.table.rows.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let mut named = 0;
        for (a, b) in pairs {
            let Some(point) = examined(space.meet(a, b), &rows.doubt) else { break };
            let Some(point) = point else { continue };
            if space.tied(|row| row == a || row == b) {
                rows.doubt.set(Some(Doubt::Tied));
                continue;
            }
            let (nl, en) = context.rules.words(space, &point, |row| row == a || row == b);
            let (Some(first), Some(second)) = (rows.table.rows.get(a), rows.table.rows.get(b))
            else {
                continue;
            };
            let finding = Diagnostic::new(
                &CODE,
                second.at,
                text!(
                    nl: "bij {nl} past deze rij samen met een eerdere; er mag er een passen",
                    en: "at {en} this row applies together with an earlier one; one may apply",
                ),
            );
            found.push(
                finding.label(first.at, text!(nl: "de eerdere", en: "the earlier one")).help(
                    text!(
                        nl: "sluit een van beide uit, of laat de `eerste` of `hoogste` gelden",
                        en: "exclude one of them, or let the `first` or `highest` count",
                    ),
                ),
            );
            named += 1;
            if named == MOST {
                break;
            }
        }
    }
}
