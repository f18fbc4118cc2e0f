//! A ladder whose later rung is called before an earlier one.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::machine::playbook::DutyKind;
use crate::text;
use std::cmp::Ordering;

use super::context::Context;

/// A ladder whose later rung is called before an earlier one.
pub(crate) static CODE: Code = Code {
    id: "D0513",
    name: "ladder-out-of-order",
    level: Level::Error,
    page: include_str!("ladder_out_of_order.md"),
};

/// Rungs of one kind are compared: those that hold at every level. Units that the calendar decides
/// between are left alone.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, duty) in context.hir.duties.iter() {
        let DutyKind::Task(task) = &duty.kind else { continue };
        let steady: Vec<_> = task.ladder.iter().filter(|rung| rung.from.is_none()).collect();
        for (before, rung) in steady.iter().zip(steady.iter().skip(1)) {
            let Some(earlier) = before.after else { continue };
            let later = rung.after.map_or(Some(Ordering::Less), |after| after.compare(earlier));
            if later != Some(Ordering::Less) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    &CODE,
                    rung.at,
                    text!(
                        nl: "deze escalatie komt eerder dan die ervoor",
                        en: "this escalation comes earlier than the one before it",
                    ),
                )
                .label(before.at, text!(nl: "deze komt later", en: "this one comes later"))
                .help(text!(
                    nl: "elke trap telt vanaf het einde van de termijn: zet ze op volgorde",
                    en: "every rung counts from the end of the term: put them in order",
                )),
            );
        }
    }
}
