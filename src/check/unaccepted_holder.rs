//! A move of care to a role that can never have accepted it.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::machine::id::RoleId;
use crate::machine::playbook::{Action, Role, Says};
use crate::text;

use super::context::Context;

/// A move of care to a role that can never have accepted it.
pub(crate) static CODE: Code = Code {
    id: "D0519",
    name: "unaccepted-holder",
    level: Level::Error,
    page: include_str!("unaccepted_holder.md"),
};

/// A role accepts by a signal that it or one of its candidates may send; one with a duty of care
/// need not, nor the first holder, to stay on beside. Of other holdings than care nobody need
/// accept.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    for written in &context.actions {
        let (holding, to, stays) = match written.action {
            Action::Move { holding, to, .. } => (*holding, to, false),
            Action::Beside { holding, second, .. } => (*holding, second, true),
            _ => continue,
        };
        let holding = hir.holdings.get(holding).filter(|holding| holding.name.is_none());
        let (Some(holding), Some(role)) = (holding, hir.roles.get(*to)) else { continue };
        if stays && holding.holder == *to {
            continue;
        }
        let accepts = || {
            may_accept(context, *to)
                || role.chosen_from.is_some_and(|from| may_accept(context, from))
        };
        if role.duty_of_care.is_some() || accepts() || context.has_gap(written.scope) {
            continue;
        }
        let name = &role.name;
        found.push(
            Diagnostic::new(
                &CODE,
                written.at,
                text!(
                    nl: "`{name}` kan de zorg niet krijgen: die kan haar nooit aanvaard hebben",
                    en: "`{name}` cannot get the care: it can never have accepted it",
                ),
            )
            .label(role.at, text!(nl: "zonder zorgplicht", en: "without a duty of care"))
            .help(help(context, role)),
        );
    }
}

fn help(context: &Context<'_>, role: &Role) -> Text {
    let name = &role.name;
    match role.chosen_from.and_then(|from| context.hir.roles.get(from)) {
        Some(candidates) => {
            let from = &candidates.name;
            text!(
                nl: "schrijf in de overdracht `signaal NAAM door {from} aanvaardt zorg`, en laat \
                     een besluit kiezen: `kiest {name}`",
                en: "write `signal NAME by {from} accepts care` in the handover, and let a \
                     decision choose: `chooses {name}`",
            )
        }
        None => text!(
            nl: "schrijf in de overdracht `signaal NAAM door {name} aanvaardt zorg`, of, als \
                 de wet de rol ertoe verplicht, bij de rol `zorgplicht op grond van …`",
            en: "write `signal NAME by {name} accepts care` in the handover, or, where the law \
                 obliges the role, `duty of care under …` with the role",
        ),
    }
}

/// Whether some signal by which a role accepts care may be sent by it.
fn may_accept(context: &Context<'_>, role: RoleId) -> bool {
    let mut signals = context.hir.signals.as_slice().iter();
    signals.any(|signal| {
        let sends = signal.senders.as_ref().is_none_or(|senders| senders.contains(&role));
        signal.says == Some(Says::Accepts) && sends
    })
}
