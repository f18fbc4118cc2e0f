//! A term that a higher level would lengthen, and so never does.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::Id;
use crate::machine::playbook::{Deadline, Due, TermPart};
use crate::text;

use super::context::Context;

/// A term that a higher level would lengthen, and so never does.
pub(crate) static CODE: Code = Code {
    id: "D0614",
    name: "weaker-term",
    level: Level::Warning,
    page: include_str!("weaker_term.md"),
};

/// With how many parts of its term a part is compared.
const MOST: usize = 64;

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let deadlines = context.hir.states.iter().filter_map(|(_, state)| match &state.deadline {
        Deadline::Term(term, _) => Some(term),
        _ => None,
    });
    let terms = context.hir.duties.iter().map(|(_, duty)| &duty.term);
    for term in terms.chain(deadlines) {
        for part in &term.parts {
            let Some(level) = part.from.filter(|level| !level.is_missing()) else { continue };
            let Some(lower) = term.parts.iter().take(MOST).find(|lower| is_earlier(lower, part))
            else {
                continue;
            };
            let level = context.level_name(level);
            found.push(
                Diagnostic::new(
                    &CODE,
                    part.at,
                    text!(
                        nl: "vanaf `{level}` wordt de termijn niet korter: dit deel doet niets",
                        en: "from `{level}` up the term is no shorter: this part does nothing",
                    ),
                )
                .label(
                    lower.at,
                    text!(nl: "dit loopt altijd eerder af", en: "this always ends first"),
                )
                .help(text!(
                    nl: "de vroegste termijn geldt: schrijf een kortere, of laat dit deel weg",
                    en: "the earliest term counts: write a shorter one, or drop this part",
                )),
            );
        }
    }
}

/// Whether a part of a lower level, which then still counts, ends no later.
fn is_earlier(lower: &TermPart<Expr>, part: &TermPart<Expr>) -> bool {
    let below = lower.when.is_none() && lower.from < part.from;
    match (&lower.due, &part.due) {
        (
            Due::Within { duration: short, after: start },
            Due::Within { duration: long, after: other },
        ) => {
            // An empty duration is reported already.
            let stated = short.amount > 0;
            let no_shorter = long.compare(*short).is_some_and(|order| order.is_ge());
            below && stated && start == other && no_shorter
        }
        _ => false,
    }
}
