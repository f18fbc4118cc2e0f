//! An end that says who has the care, reached by what orders the move of items that go together.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{RoleId, StateId};
use crate::machine::playbook::{Action, EndCare, Target};
use crate::span::Span;
use crate::text;

use super::context::{Context, chain, outcomes};

/// An end that says who has the care, reached by what orders the move of items that go together.
pub(crate) static CODE: Code = Code {
    id: "D0629",
    name: "ends-before-care",
    level: Level::Warning,
    page: include_str!("ends_before_care.md"),
};

/// A move to whoever has a duty of care waits for nobody, so it is made before the end.
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
    for to in actions.iter().filter_map(|action| waits(context, action)) {
        for end in &ends {
            let Some(state) = context.state(*end) else { continue };
            let Some(role) = context.hir.roles.get(to) else { continue };
            if state.care == Some(EndCare::With(to)) {
                let (end, role) = (&state.name, &role.name);
                found.push(
                    Diagnostic::new(
                        &CODE,
                        at,
                        text!(
                            nl: "einde `{end}` komt eerder dan de zorg, als die op de rest wacht",
                            en: "end `{end}` comes before care, if that waits for the rest",
                        ),
                    )
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

/// To whom care is moved, if that may wait for others.
fn waits(context: &Context<'_>, action: &Action<Expr>) -> Option<RoleId> {
    let Action::Move { holding, to, .. } = action else { return None };
    let holding = context.hir.holdings.get(*holding)?;
    let item = context.hir.items.get(holding.item)?;
    let duty = context.hir.roles.get(*to)?.duty_of_care.is_some();
    (holding.name.is_none() && item.together.is_some() && !duty).then_some(*to)
}
