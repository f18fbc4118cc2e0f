//! Something that is asked of each party of a role but is not of it.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::hir::{Expr, ExprKind, Hir};
use crate::machine::expr::{OfParty, Over};
use crate::machine::id::{DutyId, Id, RoleId, SignalId};
use crate::machine::playbook::{DutyKind, Quorum, Role, Who};
use crate::span::Span;
use crate::text;

use super::context::Context;
use super::visit;

/// Something that is asked of each party of a role but is not of it.
pub(crate) static CODE: Code = Code {
    id: "D0317",
    name: "not-of-party",
    level: Level::Error,
    page: include_str!("not_of_party.md"),
};

/// An expression, with the role of whose parties it is asked.
type Asked<'h> = (Option<RoleId>, &'h Expr);
type Named<'h> = (RoleId, &'h Role);

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let hir = context.hir;
    let mut stack: Vec<Asked<'_>> = context.exprs.iter().rev().map(|it| (None, *it)).collect();
    while let Some((role, expr)) = stack.pop() {
        match &expr.kind {
            ExprKind::OfParty(of) => found.extend(role.and_then(|it| not_of(hir, it, *of, expr))),
            ExprKind::Quantified(_, Over::Parties(role), inner)
            | ExprKind::Count(Over::Parties(role), Some(inner)) => {
                if !visit::is_broken(inner) && !differs(inner) {
                    found.extend(hir.roles.get(*role).map(|role| the_same(role, inner.span)));
                }
                stack.push((Some(*role), inner));
            }
            _ => stack.extend(visit::parts(expr).rev().map(|part| (role, part))),
        }
    }
}

/// Whether something of the party in question is asked.
fn differs(condition: &Expr) -> bool {
    let mut differs = false;
    visit::walk(condition, &mut |part| {
        differs |= matches!(part.kind, ExprKind::OfParty(_) | ExprKind::Accepted);
    });
    differs
}

fn not_of(hir: &Hir, id: RoleId, of: OfParty, expr: &Expr) -> Option<Diagnostic> {
    let role = hir.roles.get(id)?;
    match of {
        OfParty::Task(duty, _) => not_owed(hir, (id, role), duty, expr.span),
        OfParty::Voted(duty, _) => not_decided(hir, (id, role), duty, expr.span),
        OfParty::Sent(signal) => not_sent(hir, (id, role), signal, expr.span),
    }
}

fn not_owed(hir: &Hir, (id, role): Named<'_>, duty: DutyId, at: Span) -> Option<Diagnostic> {
    let duty = hir.duties.get(duty)?;
    let DutyKind::Task(task) = &duty.kind else { return None };
    if matches!(task.who, Who::Every(each) if each == id || each.is_missing()) {
        return None;
    }
    let (name, one, many) = (&duty.name, &role.name, plural(role));
    let message = text!(
        nl: "taak `{name}` is er niet voor elke `{one}` apart",
        en: "task `{name}` is not there for each `{one}` separately",
    );
    let help = text!(
        nl: "schrijf bij de taak `door elke {one}`, of vraag ernaar buiten `alle {many}: …`",
        en: "write `by every {one}` with the task, or ask for it outside `all {many}: …`",
    );
    let this = text!(nl: "één taak voor allen", en: "one task for all");
    Some(fault(at, message).label(duty.at, this).help(help))
}

fn not_decided(hir: &Hir, (id, role): Named<'_>, duty: DutyId, at: Span) -> Option<Diagnostic> {
    let duty = hir.duties.get(duty)?;
    let DutyKind::Decision(decision) = &duty.kind else { return None };
    let mut deciders = decision.deciders.iter();
    if deciders.any(|it| it.role == id) != (decision.quorum == Quorum::OtherThan) {
        return None;
    }
    let (name, one, many) = (&duty.name, &role.name, plural(role));
    let message = text!(
        nl: "`{one}` beslist niet mee over `{name}`",
        en: "`{one}` has no say in `{name}`",
    );
    let help = text!(
        nl: "noem `{many}` bij wie beslissen, of vraag ernaar buiten `alle {many}: …`",
        en: "name `{many}` among who decide, or ask for the decision outside `all {many}: …`",
    );
    let this = text!(nl: "dit besluit", en: "this decision");
    Some(fault(at, message).label(duty.at, this).help(help))
}

fn not_sent(hir: &Hir, (id, role): Named<'_>, signal: SignalId, at: Span) -> Option<Diagnostic> {
    let signal = hir.signals.get(signal)?;
    if signal.senders.as_ref().is_none_or(|senders| senders.contains(&id)) {
        return None;
    }
    let (name, one, many) = (&signal.name, &role.name, plural(role));
    let message = text!(
        nl: "`{one}` kan signaal `{name}` niet geven",
        en: "`{one}` cannot send signal `{name}`",
    );
    let help = text!(
        nl: "noem `{many}` na `door` bij het signaal, of vraag ernaar buiten `alle {many}: …`",
        en: "name `{many}` after `by` with the signal, or ask for it outside `all {many}: …`",
    );
    let this = text!(nl: "dit signaal", en: "this signal");
    Some(fault(at, message).label(signal.at, this).help(help))
}

fn the_same(role: &Role, at: Span) -> Diagnostic {
    let (one, many) = (&role.name, plural(role));
    fault(
        at,
        text!(
            nl: "dit is voor alle `{many}` hetzelfde: het is van de casus, niet van een partij",
            en: "this is the same for all `{many}`: it is of the case, not of a party",
        ),
    )
    .help(text!(
        nl: "vraag iets van de partij: `taak X klaar` (van een taak `door elke {one}`), `besluit X \
             is UITKOMST` of `signaal X ontvangen`; of schrijf het zonder `{many}`",
        en: "ask something of the party: `task X done` (of a task `by every {one}`), `decision X \
             is OUTCOME` or `signal X received`; or write it without `{many}`",
    ))
}

fn plural(role: &Role) -> &str {
    role.plural.as_deref().unwrap_or(&role.name)
}

fn fault(at: Span, message: Text) -> Diagnostic {
    Diagnostic::new(&CODE, at, message)
}
