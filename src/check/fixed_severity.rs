//! A severity scale that nothing raises.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::Action;
use crate::text;

use super::context::Context;

/// A severity scale that nothing raises.
pub(crate) static CODE: Code = Code {
    id: "D0631",
    name: "fixed-severity",
    level: Level::Warning,
    page: include_str!("fixed_severity.md"),
};

/// A level rises by a rule, by who determines it, or by an action. Silent where one of them may
/// stand in what could not be read.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(scale) = &context.hir.scale else { return };
    let raises = context.actions.iter().any(|it| matches!(it.action, Action::AtLeast(_)));
    let rises = raises || !scale.rules.is_empty() || !scale.determined_by.is_empty();
    if rises || context.has_lost() || context.is_imported(scale.at) {
        return;
    }
    let name = &scale.name;
    let lowest = scale.levels.as_slice().first().map_or("", |level| level.name.as_str());
    let next = scale.levels.as_slice().get(1).map_or("", |level| level.name.as_str());
    found.push(
        Diagnostic::new(
            &CODE,
            scale.at,
            text!(
                nl: "`{name}` blijft altijd `{lowest}`: niets maakt het ernstiger",
                en: "`{name}` always stays `{lowest}`: nothing raises it",
            ),
        )
        .help(text!(
            nl: "schrijf in de schaal wanneer, `{next} als VOORWAARDE`, of wie het bepaalt, \
                 `bepaald door ROL`",
            en: "say in the scale when, `{next} if CONDITION`, or who determines it, \
                 `determined by ROLE`",
        )),
    );
}
