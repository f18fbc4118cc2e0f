//! A move on a signal that a scope around it also moves on, without saying so.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::{Id, SignalId, StateId};
use crate::machine::playbook::Trigger;
use crate::span::Span;
use crate::text;
use std::collections::BTreeMap;

use super::context::Context;

/// A move on a signal that a scope around it also moves on, without saying so.
pub(crate) static CODE: Code = Code {
    id: "D0608",
    name: "unsaid-override",
    level: Level::Error,
    page: include_str!("unsaid_override.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let moves = SignalMoves::new(context);
    for (_, handler) in context.hir.handlers.iter() {
        let Trigger::Signal(signal) = handler.trigger else { continue };
        if handler.target.is_none() || handler.instead_of.is_some() || signal.is_missing() {
            continue;
        }
        let Some((outer, other)) = moves.outer(context, signal, handler.scope) else { continue };
        let (signal, scope) = (context.signal_name(signal), context.name(outer));
        found.push(
            Diagnostic::new(
                &CODE,
                handler.at,
                text!(
                    nl: "deze pijl bij `{signal}` gaat stilzwijgend voor die van `{scope}`",
                    en: "this arrow on `{signal}` silently goes before that of `{scope}`",
                ),
            )
            .label(other, text!(nl: "die blijft dan uit", en: "which then does not happen"))
            .help(text!(
                nl: "is dat de bedoeling, schrijf dan `bij {signal}, in plaats van {scope} -> …`",
                en: "if that is meant, write `when {signal}, instead of {scope} -> …`",
            )),
        );
    }
}

/// Where moves on signals stand.
pub(super) struct SignalMoves(BTreeMap<(SignalId, StateId), Span>);

impl SignalMoves {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let moves = context.hir.handlers.iter().filter_map(|(_, handler)| match handler.trigger {
            Trigger::Signal(signal) if handler.target.is_some() => {
                Some(((signal, handler.scope), handler.at))
            }
            _ => None,
        });
        Self(moves.collect())
    }

    /// The innermost scope strictly around `scope` that moves on the signal, and where.
    pub(super) fn outer(
        &self,
        context: &Context<'_>,
        signal: SignalId,
        scope: StateId,
    ) -> Option<(StateId, Span)> {
        let mut outer = context.ancestors(scope).skip(1);
        outer.find_map(|outer| self.0.get(&(signal, outer)).map(|at| (outer, *at)))
    }

    /// Whether that scope itself moves on the signal.
    pub(super) fn contains(&self, signal: SignalId, scope: StateId) -> bool {
        self.0.contains_key(&(signal, scope))
    }
}
