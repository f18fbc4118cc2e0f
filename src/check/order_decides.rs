//! Two moves at one moment whose conditions can both be true: the order of writing decides.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::playbook::Handler;
use crate::text;

use super::context::Context;
use super::rules::examined;
use super::space::By;

/// Two moves at one moment whose conditions can both be true: the order of writing decides.
pub(crate) static CODE: Code = Code {
    id: "D0623",
    name: "order-decides",
    level: Level::Warning,
    page: include_str!("order_decides.md"),
};

/// Of each move the first earlier one that leads elsewhere is named. A move without a condition
/// after others is what happens otherwise, and no finding.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for group in &context.rules.moves {
        let Ok(space) = &group.space else { continue };
        for (b, second) in group.moves.iter().enumerate() {
            // One that never happens was found as such.
            if space.uncovered(Some(b), By::Sure, |earlier| earlier < b) == Ok(None) {
                continue;
            }
            for (a, first) in group.moves.iter().enumerate().take(b) {
                let own = |one: usize| one == a || one == b;
                if leads(first) == leads(second) || space.tied(own) {
                    continue;
                }
                let met = examined(space.meet(a, b), &group.doubt);
                let Some(Some(point)) = met else { continue };
                let (nl, en) = context.rules.words(space, &point, own);
                let finding = Diagnostic::new(
                    &CODE,
                    second.at,
                    text!(
                        nl: "bij {nl} kan ook een eerdere pijl: dan gaat de eerste voor",
                        en: "at {en} an earlier arrow is possible too: then the first one goes",
                    ),
                );
                found.push(
                    finding.label(first.at, text!(nl: "de eerdere", en: "the earlier one")).help(
                        text!(
                            nl: "laat de voorwaarden elkaar uitsluiten",
                            en: "make the conditions exclude each other",
                        ),
                    ),
                );
                break;
            }
        }
    }
}

fn leads(handler: &Handler<Expr>) -> Option<crate::machine::id::StateId> {
    handler.target.as_ref().map(|target| target.state)
}
