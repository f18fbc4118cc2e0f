//! A count of successive statements of something that nobody states.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::hir::{Expr, ExprKind};
use crate::machine::MAX_STREAKS;
use crate::machine::id::FactId;
use crate::text;

use super::context::Context;
use super::visit;

/// A count of successive statements of something that nobody states.
pub(crate) static CODE: Code = Code {
    id: "D0625",
    name: "uncountable",
    level: Level::Error,
    page: include_str!("uncountable.md"),
};

/// What is counted are statements of facts: so the condition reads facts, at least one of them
/// stated, and nothing else.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut count = 0;
    for &expr in &context.exprs {
        visit::walk(expr, &mut |part| {
            let ExprKind::InARow(_, condition) = &part.kind else { return };
            count += 1;
            let reason = match reason(context, condition) {
                None if count == MAX_STREAKS + 1 => too_many(),
                None => return,
                Some(reason) => reason,
            };
            found.push(Diagnostic::new(&CODE, part.span, reason).help(text!(
                nl: "tel een voorwaarde over gegevens, zoals `2 keer op rij: kasweken < 4`",
                en: "count a condition on facts, such as `2 times in a row: cash_weeks < 4`",
            )));
        });
    }
}

fn too_many() -> Text {
    text!(
        nl: "er wordt te veel geteld: hoogstens {MAX_STREAKS} keer `keer op rij`",
        en: "too much is counted: at most {MAX_STREAKS} times `times in a row`",
    )
}

fn reason(context: &Context<'_>, condition: &Expr) -> Option<Text> {
    if visit::is_broken(condition) {
        return None;
    }
    let (mut seen, mut stack) = (BTreeSet::<FactId>::new(), vec![condition]);
    let (mut stated, mut other) = (false, false);
    while let Some(expr) = stack.pop() {
        visit::walk(expr, &mut |part| match &part.kind {
            ExprKind::Fact(fact) => {
                let derived = context.hir.facts.get(*fact).and_then(|fact| fact.derived.as_ref());
                stated |= derived.is_none();
                if seen.insert(*fact) {
                    stack.extend(derived.into_iter().flat_map(|derived| derived.exprs()));
                }
            }
            ExprKind::Severity
            | ExprKind::In(_)
            | ExprKind::Duty(..)
            | ExprKind::Decided(..)
            | ExprKind::Unanswered(_)
            | ExprKind::Received(_)
            | ExprKind::InARow(..)
            | ExprKind::Quantified(..)
            | ExprKind::Count(..)
            | ExprKind::HeldBy(..)
            | ExprKind::Holder(_)
            | ExprKind::Ended
            | ExprKind::OfParty(_)
            | ExprKind::Accepted => other = true,
            _ => {}
        });
    }
    if other {
        return Some(text!(
            nl: "geteld worden opgaven van gegevens; deze voorwaarde leest ook iets anders",
            en: "what is counted are statements of facts; this condition reads something else too",
        ));
    }
    (!stated).then(|| {
        text!(
            nl: "deze voorwaarde leest geen gegeven dat iemand opgeeft: er valt niets te tellen",
            en: "this condition reads no fact that anybody states: there is nothing to count",
        )
    })
}
