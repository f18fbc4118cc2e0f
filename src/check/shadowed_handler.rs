//! A move that an earlier one in the same scope always beats.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{Id, SignalId};
use crate::machine::playbook::{Handler, Trigger};
use crate::text;
use std::collections::BTreeMap;

use super::context::Context;

/// A move that an earlier one in the same scope always beats.
pub(crate) static CODE: Code = Code {
    id: "D0607",
    name: "shadowed-handler",
    level: Level::Error,
    page: include_str!("shadowed_handler.md"),
};

/// Only moves compete. An earlier move beats a later one on the same trigger when it has no guard,
/// holds at every level at which the later one does, and never stops firing.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
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

fn level(handler: &Handler<Expr>) -> usize {
    handler.from.map_or(0, Id::index)
}

fn beats(handler: &Handler<Expr>) -> bool {
    let limit = handler.target.as_ref().and_then(|target| target.limit.as_ref());
    let lasting = limit.is_none_or(|limit| limit.then.is_some());
    handler.guard.is_none() && lasting
}

fn finding(first: &Handler<Expr>, handler: &Handler<Expr>) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        handler.at,
        text!(
            nl: "deze overgang gebeurt nooit: de eerdere op hetzelfde moment gaat voor",
            en: "this move never happens: the earlier one at the same moment goes first",
        ),
    )
    .label(first.at, text!(nl: "deze gaat altijd voor", en: "this one always goes first"))
    .help(text!(
        nl: "zet de overgang met een voorwaarde (`als …`) bovenaan, of verwijder er een",
        en: "put the move with a condition (`if …`) first, or remove one of them",
    ))
}
