//! A guarantee that reads a fact which nothing in the playbook states.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{FactId, Table};
use crate::machine::playbook::{Action, Fact};
use crate::text;

use super::context::Context;
use super::visit;

/// A guarantee that reads a fact which nothing in the playbook states.
pub(crate) static CODE: Code = Code {
    id: "D0619",
    name: "unstated-guarantee",
    level: Level::Warning,
    page: include_str!("unstated_guarantee.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let stated = stated(context);
    for (_, guarantee) in context.hir.guarantees.iter() {
        let mut reported = Vec::new();
        for condition in guarantee.property.conditions() {
            for fact in visit::facts(condition) {
                let unstated = stated.get(fact).is_some_and(|stated| !stated);
                let Some(declared) = context.hir.facts.get(fact) else { continue };
                if !unstated || context.is_lost(&declared.name) || reported.contains(&fact) {
                    continue;
                }
                reported.push(fact);
                let (name, fact) = (&guarantee.name, &declared.name);
                found.push(
                    Diagnostic::new(
                        &CODE,
                        condition.span,
                        text!(
                            nl: "waarborg `{name}` leest `{fact}`, en dat blijft onbekend",
                            en: "guarantee `{name}` reads `{fact}`, which stays unknown",
                        ),
                    )
                    .label(
                        declared.at,
                        text!(
                            nl: "geen signaal, taak of actie geeft dit een waarde",
                            en: "no signal, task or action gives this a value",
                        ),
                    )
                    .help(text!(
                        nl: "laat een signaal het vermelden, of geef het een beginwaarde met `is`",
                        en: "let a signal carry it, or give it a default with `is`",
                    )),
                );
            }
        }
    }
}

/// By fact: whether something gives it a value.
fn stated(context: &Context<'_>) -> Table<FactId, bool> {
    let hir = context.hir;
    // Facts of an item are given when it is enrolled or updated.
    let given =
        |fact: &Fact<Expr>| fact.default.is_some() || fact.derived.is_some() || fact.item.is_some();
    let mut stated: Table<FactId, bool> = hir.facts.iter().map(|(_, fact)| given(fact)).collect();
    let mut state = |fact: FactId| {
        if let Some(stated) = stated.get_mut(fact) {
            *stated = true;
        }
    };
    for (_, signal) in hir.signals.iter() {
        signal.carries.iter().chain(&signal.optionally).for_each(|fact| state(*fact));
        signal.sets.iter().for_each(|(fact, _)| state(*fact));
    }
    for (_, duty) in hir.duties.iter() {
        duty.kind.states().for_each(&mut state);
    }
    for written in &context.actions {
        if let Action::Set { fact, .. } = written.action {
            state(*fact);
        }
    }
    stated
}
