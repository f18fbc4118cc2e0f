//! A ladder that calls the same role twice.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::DutyKind;
use crate::text;

use super::context::Context;

/// A ladder that calls the same role twice.
pub(crate) static CODE: Code = Code {
    id: "D0512",
    name: "ladder-repeats",
    level: Level::Error,
    page: include_str!("ladder_repeats.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, duty) in context.hir.duties.iter() {
        let DutyKind::Task(task) = &duty.kind else { continue };
        for (index, rung) in task.ladder.iter().enumerate() {
            let first = task.ladder.iter().take(index).find(|first| first.to == rung.to);
            let (Some(first), Some(role)) = (first, context.hir.roles.get(rung.to)) else {
                continue;
            };
            let role = &role.name;
            found.push(
                Diagnostic::new(
                    &CODE,
                    rung.at,
                    text!(
                        nl: "deze escalatie roept `{role}` voor de tweede keer",
                        en: "this escalation calls `{role}` a second time",
                    ),
                )
                .label(first.at, text!(nl: "hier de eerste keer", en: "here the first time"))
                .help(text!(
                    nl: "laat iedere trap een ander roepen",
                    en: "let every rung call somebody else",
                )),
            );
        }
    }
}
