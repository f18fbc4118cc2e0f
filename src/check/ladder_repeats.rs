//! A ladder that calls the same role twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::RoleId;
use crate::machine::playbook::DutyKind;
use crate::span::Span;
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
        let mut called: BTreeMap<RoleId, Span> = BTreeMap::new();
        for rung in &task.ladder {
            let first = *called.entry(rung.to).or_insert(rung.at);
            let Some(role) = context.hir.roles.get(rung.to).filter(|_| first != rung.at) else {
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
                .label(first, text!(nl: "hier de eerste keer", en: "here the first time"))
                .help(text!(
                    nl: "laat iedere trap een ander roepen",
                    en: "let every rung call somebody else",
                )),
            );
        }
    }
}
