//! Terms that the playbook suspends and never resumes.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::{Action, Trigger};
use crate::text;

use super::context::Context;
use super::visit::Written;

/// Terms that the playbook suspends and never resumes.
pub(crate) static CODE: Code = Code {
    id: "D0626",
    name: "suspended-for-good",
    level: Level::Error,
    page: include_str!("suspended_for_good.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let reached = |it: &&Written<'_>| context.reached.get(it.scope).copied().unwrap_or(true);
    // While terms stand still nothing becomes overdue.
    let by_term = |it: &Written<'_>| it.trigger.is_some_and(Trigger::is_overdue);
    let mut actions = context.actions.iter().filter(reached);
    let resumes = |it: &Written<'_>| matches!(it.action, Action::ResumeTerms) && !by_term(it);
    if !context.targets_known || actions.any(resumes) {
        return;
    }
    for written in &context.actions {
        if matches!(written.action, Action::Suspend(_)) {
            found.push(
                Diagnostic::new(
                    &CODE,
                    written.at,
                    text!(
                        nl: "de termijnen staan daarna voorgoed stil: nergens gaan ze weer lopen",
                        en: "the deadlines stand still for good then: nothing makes them run again",
                    ),
                )
                .help(text!(
                    nl: "schrijf waardoor ze weer lopen: `bij … {{ hervat termijnen }}`, of \
                        `na … {{ hervat termijnen }}`",
                    en: "write what makes them run again: `when … {{ resume deadlines }}`, or \
                        `after … {{ resume deadlines }}`",
                )),
            );
        }
    }
}
