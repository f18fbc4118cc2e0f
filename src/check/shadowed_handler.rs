//! A move that an earlier one in the same scope always beats.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{Id, SignalId};
use crate::machine::playbook::{Handler, Trigger};
use crate::text;
use std::collections::BTreeMap;

use super::context::Context;
use super::rules::examined;
use super::space::By;

/// A move that an earlier one in the same scope always beats.
pub(crate) static CODE: Code = Code {
    id: "D0607",
    name: "shadowed-handler",
    level: Level::Error,
    page: include_str!("shadowed_handler.md"),
};

/// Only moves compete. Earlier moves beat a later one on the same trigger when one has no guard, or
/// the guard of one is true whenever its guard is; when they hold at every level at which it does,
/// and never stop firing.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    covered(context, found);
    for scope in context.hir.states.ids() {
        let mut always: Vec<&Handler<Expr>> = Vec::new();
        let mut signals: BTreeMap<SignalId, &Handler<Expr>> = BTreeMap::new();
        for (_, handler) in context.handlers(scope) {
            if handler.target.is_none() {
                continue;
            }
            let first = match handler.trigger {
                Trigger::Signal(signal) => signals.get(&signal).copied(),
                _ => always.iter().copied().find(|first| first.trigger == handler.trigger),
            };
            if let Some(first) = first.filter(|first| level(first) <= level(handler)) {
                found.push(finding(first, handler));
            } else if beats(handler) {
                match handler.trigger {
                    Trigger::Signal(signal) if !signal.is_missing() => {
                        signals.entry(signal).or_insert(handler);
                    }
                    Trigger::Signal(_) | Trigger::When(_) => {}
                    _ => always.push(handler),
                }
            }
        }
    }
}

/// A move whose condition is never true without that of an earlier one.
fn covered(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for group in &context.rules.moves {
        let Ok(space) = &group.space else { continue };
        for (index, handler) in group.moves.iter().enumerate() {
            let earlier = |other: usize| {
                let first = group.moves.get(other).filter(|_| other < index);
                first.is_some_and(|first| lasts(first) && level(first) <= level(handler))
            };
            let free = space.uncovered(Some(index), By::Sure, earlier);
            let never = examined(free, &group.doubt) == Some(None);
            if never && space.is_possible(index) {
                let mut alone = (0..index).filter(|one| {
                    let one = |other: usize| other == *one && earlier(other);
                    space.uncovered(Some(index), By::Sure, one) == Ok(None)
                });
                let alone = alone.next().and_then(|one| group.moves.get(one));
                found.push(covered_finding(alone.copied(), handler));
            }
        }
    }
}

fn covered_finding(alone: Option<&Handler<Expr>>, handler: &Handler<Expr>) -> Diagnostic {
    let mut finding = Diagnostic::new(
        &CODE,
        handler.at,
        text!(
            nl: "deze pijl wordt nooit gevolgd: als hij kan, kan ook een eerdere",
            en: "this arrow is never taken: whenever it can be, so can an earlier one",
        ),
    );
    if let Some(first) = alone {
        finding =
            finding.label(first.at, text!(nl: "die gaat dan voor", en: "which goes first then"));
    }
    finding.help(text!(
        nl: "zet de pijl met de strengste voorwaarde bovenaan, of verwijder er een",
        en: "put the arrow with the strictest condition first, or remove one of them",
    ))
}

fn level(handler: &Handler<Expr>) -> usize {
    handler.from.map_or(0, Id::index)
}

fn beats(handler: &Handler<Expr>) -> bool {
    handler.guard.is_none() && lasts(handler)
}

fn lasts(handler: &Handler<Expr>) -> bool {
    let limit = handler.target.as_ref().and_then(|target| target.limit.as_ref());
    limit.is_none_or(|limit| limit.then.is_some())
}

fn finding(first: &Handler<Expr>, handler: &Handler<Expr>) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        handler.at,
        text!(
            nl: "deze pijl wordt nooit gevolgd: de eerdere op hetzelfde moment gaat voor",
            en: "this arrow is never taken: the earlier one at the same moment goes first",
        ),
    )
    .label(first.at, text!(nl: "deze gaat altijd voor", en: "this one always goes first"))
    .help(text!(
        nl: "zet de pijl met een voorwaarde (`als …`) bovenaan, of verwijder er een",
        en: "put the arrow with a condition (`if …`) first, or remove one of them",
    ))
}
