//! An end that says who has the care, reached at once by what orders a move that may wait.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{RoleId, StateId};
use crate::machine::playbook::{Action, EndCare, Target};
use crate::span::Span;
use crate::text;

use super::context::{Context, chain, outcomes};

/// An end that says who has the care, reached at once by what orders a move that may wait.
pub(crate) static CODE: Code = Code {
    id: "D0629",
    name: "ends-before-care",
    level: Level::Warning,
    page: include_str!("ends_before_care.md"),
};

/// A move without a date to whoever has a duty of care waits for nobody: it is made before the end.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    for (_, handler) in hir.handlers.iter() {
        ordered(context, handler.at, &handler.actions, handler.target.as_ref(), found);
    }
    for (_, duty) in hir.duties.iter() {
        for outcome in outcomes(duty) {
            ordered(context, outcome.at, &outcome.actions, outcome.target.as_ref(), found);
        }
    }
}

/// What orders a move and leads to the end of it at once.
fn ordered(
    context: &Context<'_>,
    at: Span,
    actions: &[Action<Expr>],
    target: Option<&Target>,
    found: &mut Vec<Diagnostic>,
) {
    let ends: Vec<StateId> = chain(target).map(|target| target.state).collect();
    for (to, dated) in actions.iter().filter_map(|action| waits(context, action)) {
        for end in &ends {
            let Some(state) = context.state(*end) else { continue };
            let Some(role) = context.hir.roles.get(to) else { continue };
            if state.care == Some(EndCare::With(to)) {
                let (end, role) = (&state.name, &role.name);
                let message = if dated {
                    text!(
                        nl: "einde `{end}` komt eerder dan de zorg, zolang de dag nog moet komen",
                        en: "end `{end}` comes before care, while the day has yet to come",
                    )
                } else {
                    text!(
                        nl: "einde `{end}` komt eerder dan de zorg, als die op de rest wacht",
                        en: "end `{end}` comes before care, if that waits for the rest",
                    )
                };
                found.push(
                    Diagnostic::new(&CODE, at, message)
                    .label(state.at, text!(nl: "dit einde", en: "this end"))
                    .help(text!(
                        nl: "laat de pijl hier weg en schrijf `zodra zorg bij {role} -> {end}`",
                        en: "leave the arrow out and write `as soon as care with {role} -> {end}`",
                    )),
                );
            }
        }
    }
}

/// To whom care is moved, if that may wait: for a day, or for others.
fn waits(context: &Context<'_>, action: &Action<Expr>) -> Option<(RoleId, bool)> {
    let Action::Move { holding, to, per } = action else { return None };
    let holding = context.hir.holdings.get(*holding)?;
    let item = context.hir.items.get(holding.item)?;
    let duty = context.hir.roles.get(*to)?.duty_of_care.is_some();
    let together = item.together.is_some() && !duty;
    (holding.name.is_none() && (per.is_some() || together)).then_some((*to, per.is_some()))
}
