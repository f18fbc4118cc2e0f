//! A signal that changes nothing.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::ExprKind;
use crate::machine::expr::OfParty;
use crate::machine::id::{SignalId, Table};
use crate::machine::playbook::{Deadline, Due, Moment, Trigger};
use crate::text;

use super::context::Context;
use super::visit;

/// A signal that changes nothing.
pub(crate) static CODE: Code = Code {
    id: "D0615",
    name: "unheard-signal",
    level: Level::Warning,
    page: include_str!("unheard_signal.md"),
};

/// A signal counts as heard when a handler, a condition or a term waits for it, it answers an
/// action of the host, it states facts, or it says something about care.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    let mut heard: Table<SignalId, bool> = hir.signals.ids().map(|_| false).collect();
    let mut hear = |signal: SignalId| {
        if let Some(heard) = heard.get_mut(signal) {
            *heard = true;
        }
    };
    for (_, handler) in hir.handlers.iter() {
        if let Trigger::Signal(signal) = handler.trigger {
            hear(signal);
        }
    }
    hir.actions.iter().flat_map(|(_, action)| &action.answers).for_each(|answer| hear(*answer));
    for &expr in &context.exprs {
        visit::walk(expr, &mut |part| {
            if let ExprKind::Received(signal) | ExprKind::OfParty(OfParty::Sent(signal)) = part.kind
            {
                hear(signal);
            }
        });
    }
    let deadlines = hir.states.iter().filter_map(|(_, state)| match &state.deadline {
        Deadline::Term(term, _) => Some(term),
        _ => None,
    });
    for term in hir.duties.iter().map(|(_, duty)| &duty.term).chain(deadlines) {
        for part in &term.parts {
            if let Due::Within { after: Some(Moment::Signal(signal)), .. } = part.due {
                hear(signal);
            }
        }
    }
    for (id, signal) in hir.signals.iter() {
        let states =
            !signal.carries.is_empty() || !signal.optionally.is_empty() || !signal.sets.is_empty();
        let states = states || signal.says.is_some();
        let shared = context.is_imported(signal.at) || context.is_lost(&signal.name);
        if states || shared || heard.get(id).copied().unwrap_or(true) {
            continue;
        }
        let name = &signal.name;
        found.push(
            Diagnostic::new(
                &CODE,
                signal.at,
                text!(
                    nl: "niets luistert naar signaal `{name}`",
                    en: "nothing listens to signal `{name}`",
                ),
            )
            .help(text!(
                nl: "schrijf `bij {name} …` waar het iets moet doen, of verwijder het",
                en: "write `when {name} …` where it should do something, or remove it",
            )),
        );
    }
}
