//! When something is due tells a role a date that it may not see.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::Expr;
use crate::machine::id::{FactId, RoleId};
use crate::machine::playbook::{Due, Duty, DutyKind, Moment};
use crate::text;

use super::context::{Context, called};

/// When something is due tells a role a date that it may not see.
pub(crate) static CODE: Code = Code {
    id: "D0525",
    name: "hidden-date-due",
    level: Level::Warning,
    page: include_str!("hidden_date_due.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, duty) in context.hir.duties.iter() {
        for fact in duty.term.parts.iter().filter_map(|part| counted_from(&part.due)) {
            let sees = |role: &RoleId| context.visibility.sees(*role, fact, duty.from);
            let Some(role) = told(duty).into_iter().find(|role| !sees(role)) else { continue };
            let (Some(role), Some(fact)) =
                (context.hir.roles.get(role), context.hir.facts.get(fact))
            else {
                continue;
            };
            let ((nl, en), role, name) = (called(duty), &role.name, &fact.name);
            let finding = Diagnostic::new(
                &CODE,
                duty.at,
                text!(
                    nl: "uit de termijn van {nl} blijkt voor `{role}` het gegeven `{name}`",
                    en: "the term of {en} tells `{role}` the fact `{name}`",
                ),
            );
            let label = text!(nl: "wie het ziet staat hier", en: "who sees it stands here");
            found.push(finding.label(fact.at, label).help(text!(
                nl: "noem `{role}` achter `zichtbaar voor`, of tel vanaf iets anders",
                en: "name `{role}` after `visible to`, or count from something else",
            )));
        }
    }
}

/// The date or instant that a part of a term is counted from.
fn counted_from(due: &Due) -> Option<FactId> {
    match due {
        Due::Within { after: Some(Moment::Fact(fact)), .. } => Some(*fact),
        Due::By(date) | Due::Before(_, date) | Due::After(_, date) => date.fact(),
        Due::Within { .. } | Due::SameDay => None,
    }
}

/// The roles that are told when it is due.
fn told(duty: &Duty<Expr>) -> Vec<RoleId> {
    match &duty.kind {
        DutyKind::Task(task) => {
            let called = task.ladder.iter().map(|rung| rung.to);
            duty.doers().chain(task.on_behalf).chain(called).collect()
        }
        DutyKind::Decision(decision) => {
            decision.deciders.iter().map(|decider| decider.role).collect()
        }
        DutyKind::Call(_) => vec![],
    }
}
