//! A task withdrawn where it can never be open.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::{StateId, Table};
use crate::machine::playbook::{Action, StateKind};
use crate::text;
use std::collections::BTreeMap;

use super::context::{Context, called};
use super::reach;

/// A task withdrawn where it can never be open.
pub(crate) static CODE: Code = Code {
    id: "D0616",
    name: "withdrawn-elsewhere",
    level: Level::Error,
    page: include_str!("withdrawn_elsewhere.md"),
};

/// A task may be owed while its scope is active, beside it in another track, or later when it
/// stays open or is overdue; so only where no path leads from its scope is the withdrawal idle.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut after: BTreeMap<StateId, Table<StateId, bool>> = BTreeMap::new();
    for written in &context.actions {
        let Action::Withdraw(task) = written.action else { continue };
        let Some(duty) = context.duty(*task) else { continue };
        let beside = context.common(duty.scope, written.scope).is_none_or(|common| {
            let kind = context.kind(common);
            kind == Some(StateKind::Parallel) || common == duty.scope || common == written.scope
        });
        if beside || !context.targets_known || after.len() >= MOST {
            continue;
        }
        let later = after.entry(duty.scope).or_insert_with(|| reach::after(context, duty.scope));
        if later.get(written.scope).copied().unwrap_or(true) {
            continue;
        }
        let (nl, en) = called(duty);
        let scope = context.name(duty.scope);
        found.push(
            Diagnostic::new(
                &CODE,
                written.at,
                text!(
                    nl: "{nl} is hier nooit open: die hoort bij `{scope}`",
                    en: "{en} is never open here: it belongs to `{scope}`",
                ),
            )
            .label(duty.at, text!(nl: "hier geschreven", en: "written here"))
            .help(text!(
                nl: "trek de taak in waar die open kan zijn, of laat dit weg",
                en: "withdraw the task where it can be open, or drop this",
            )),
        );
    }
}

/// From how many scopes paths are followed at most.
const MOST: usize = 64;
