//! A condition that contradicts itself.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::{Expr, ExprKind};
use crate::machine::playbook::Trigger;
use crate::text;

use super::context::Context;
use super::space::{Lowered, Space};
use super::visit;

/// A condition that contradicts itself.
pub(crate) static CODE: Code = Code {
    id: "D0624",
    name: "impossible-condition",
    level: Level::Error,
    page: include_str!("impossible_condition.md"),
};

/// Of handlers, tasks and decisions, and rules of the scale: one that can never be definitely true.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut conditions: Vec<&Expr> = Vec::new();
    for (_, handler) in context.hir.handlers.iter() {
        if let Trigger::When(when) = &handler.trigger {
            conditions.push(when);
        }
        conditions.extend(&handler.guard);
    }
    conditions.extend(context.hir.duties.as_slice().iter().flat_map(|duty| &duty.when));
    let rules = context.hir.scale.iter().flat_map(|scale| &scale.rules);
    conditions.extend(rules.map(|rule| &rule.when));
    let mut lowered = Lowered::new(context.hir);
    for condition in conditions {
        if !is_compound(condition) || visit::is_broken(condition) {
            continue;
        }
        let Ok(space) = Space::new(&mut lowered, &[condition], context.rules.work()) else {
            continue;
        };
        if !space.is_possible(0) {
            found.push(
                Diagnostic::new(
                    &CODE,
                    condition.span,
                    text!(
                        nl: "deze voorwaarde is nooit waar: zij spreekt zichzelf tegen",
                        en: "this condition is never true: it contradicts itself",
                    ),
                )
                .help(text!(
                    nl: "verander haar, of laat weg wat er nooit door gebeurt",
                    en: "change it, or drop what never happens because of it",
                )),
            );
        }
    }
}

/// Whether a condition has parts that could exclude each other, or asks for a level there is not.
fn is_compound(condition: &Expr) -> bool {
    let mut compound = false;
    visit::walk(condition, &mut |part| {
        compound |= matches!(
            part.kind,
            ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Between { .. } | ExprKind::Severity
        );
    });
    compound
}
