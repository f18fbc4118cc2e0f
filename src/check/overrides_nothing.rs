//! `instead of` a scope that has no such move.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::Id;
use crate::machine::playbook::Trigger;
use crate::text;

use super::context::Context;
use super::unsaid_override::SignalMoves;

/// `instead of` a scope that has no such move.
pub(crate) static CODE: Code = Code {
    id: "D0609",
    name: "overrides-nothing",
    level: Level::Error,
    page: include_str!("overrides_nothing.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let moves = SignalMoves::new(context);
    for (_, handler) in context.hir.handlers.iter() {
        let (Some(outer), Trigger::Signal(signal)) = (handler.instead_of, &handler.trigger) else {
            continue;
        };
        if context.has_gap(outer) || outer.is_missing() || signal.is_missing() {
            continue;
        }
        let around = outer != handler.scope && context.within(handler.scope, outer);
        if around && moves.contains(*signal, outer) {
            continue;
        }
        let (signal, scope) = (context.signal_name(*signal), context.name(outer));
        let mut finding = Diagnostic::new(
            &CODE,
            handler.at,
            text!(
                nl: "`{scope}` heeft geen pijl bij `{signal}` die hier vervangen kan worden",
                en: "`{scope}` has no arrow on `{signal}` that could be replaced here",
            ),
        );
        if !around {
            finding = finding.note(text!(
                nl: "`{scope}` ligt niet om deze plek heen",
                en: "`{scope}` does not lie around this place",
            ));
        }
        found.push(finding.help(text!(
            nl: "noem de fase eromheen met een pijl bij `{signal}`, of laat `in plaats van` weg",
            en: "name the phase around it with an arrow on `{signal}`, or drop `instead of`",
        )));
    }
}
