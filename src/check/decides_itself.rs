//! A task or decision that is open only while it is not, or only while it is.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::ExprKind;
use crate::machine::expr::{DutyIs, OfParty};
use crate::text;

use super::context::Context;
use super::visit;

/// A task or decision that is open only while it is not, or only while it is.
pub(crate) static CODE: Code = Code {
    id: "D0630",
    name: "decides-itself",
    level: Level::Error,
    page: include_str!("decides_itself.md"),
};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (id, duty) in context.hir.duties.iter() {
        let Some(when) = &duty.when else { continue };
        let mut own = None;
        visit::walk(when, &mut |part| match part.kind {
            ExprKind::Duty(of, DutyIs::Open)
            | ExprKind::OfParty(OfParty::Task(of, DutyIs::Open))
                if of == id =>
            {
                own = own.or(Some(part.span));
            }
            _ => {}
        });
        let (Some(at), name) = (own, &duty.name) else { continue };
        found.push(
            Diagnostic::new(
                &CODE,
                at,
                text!(
                    nl: "of `{name}` open is, hangt hier van zichzelf af",
                    en: "whether `{name}` is open depends on itself here",
                ),
            )
            .help(text!(
                nl: "vraag of de taak `klaar` is, of naar wat haar nodig maakt",
                en: "ask whether the task is `done`, or for what makes it needed",
            )),
        );
    }
}
