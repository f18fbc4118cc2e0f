//! A role of one chosen among candidates whom no decision chooses.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::id::{Id, RoleId};
use crate::machine::playbook::{Action, DutyKind, EndCare, Who};
use crate::span::Span;
use crate::text;

use super::context::Context;

/// A role of one chosen among candidates whom no decision chooses.
pub(crate) static CODE: Code = Code {
    id: "D0633",
    name: "never-chosen",
    level: Level::Warning,
    page: include_str!("never_chosen.md"),
};

/// Said where something waits for its holder: a move, a task, a decision, an end. A role that
/// nothing uses is found as that.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // Outside an item nobody is chosen, which is said there.
    for (id, role) in context.hir.roles.iter().filter(|(_, role)| role.item.is_some()) {
        let Some(from) = role.chosen_from.and_then(|from| context.hir.roles.get(from)) else {
            continue;
        };
        if is_chosen(context, id) || context.is_lost(&role.name) || context.is_imported(role.at) {
            continue;
        }
        let Some(need) = needed(context, id) else { continue };
        let (role, at, plural) = (&role.name, role.at, from.plural.as_deref());
        let (from, many) = (&from.name, plural.map_or(String::new(), |many| format!("/{many}")));
        let message = text!(
            nl: "geen besluit kiest wie `{role}` wordt",
            en: "no decision chooses who becomes `{role}`",
        );
        found.push(
            Diagnostic::new(&CODE, at, message)
                .label(need, text!(nl: "hier is die nodig", en: "here it is needed"))
                .help(text!(
                    nl: "schrijf `besluit NAAM als een {from}: aanvaard door ROL kiest {role} …`; \
                         staat al vast wie het is, laat dan `uit {from}{many}` weg",
                    en: "write `decision NAME if some {from}: accepted by ROLE chooses {role} …`; \
                         if it is known who it is, leave out `chosen from {from}{many}`",
                )),
        );
    }
}

fn is_chosen(context: &Context<'_>, role: RoleId) -> bool {
    context.hir.duties.as_slice().iter().any(|duty| match &duty.kind {
        DutyKind::Decision(decision) => {
            decision.chooses.is_some_and(|chosen| chosen == role || chosen.is_missing())
        }
        DutyKind::Task(_) | DutyKind::Call(_) => false,
    })
}

/// Where the holder of a role is needed first.
fn needed(context: &Context<'_>, role: RoleId) -> Option<Span> {
    let hir = context.hir;
    let moved = context.actions.iter().filter_map(|written| match written.action {
        Action::Move { to, .. } | Action::Beside { second: to, .. } if *to == role => {
            Some(written.at)
        }
        _ => None,
    });
    let duties = hir.duties.as_slice().iter().filter(|duty| match &duty.kind {
        DutyKind::Task(task) => match task.who {
            Who::Role(doer) | Who::Every(doer) => doer == role,
            Who::Either { first, otherwise, .. } => first == role || otherwise == role,
        },
        DutyKind::Decision(decision) => decision.deciders.iter().any(|it| it.role == role),
        DutyKind::Call(_) => false,
    });
    let ends = hir.states.as_slice().iter();
    let ends = ends.filter(|state| state.care == Some(EndCare::With(role)));
    moved.chain(duties.map(|duty| duty.at)).chain(ends.map(|end| end.at)).min()
}
