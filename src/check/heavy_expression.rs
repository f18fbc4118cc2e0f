//! An expression too large to be read at every step.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::hir::{Expr, ExprKind};
use crate::machine::{MAX_DEPTH, MAX_WEIGHT};
use crate::text;

use super::context::Context;
use super::visit;

/// An expression too large to be read at every step.
pub(crate) static CODE: Code = Code {
    id: "D0920",
    name: "heavy-expression",
    level: Level::Error,
    page: include_str!("heavy_expression.md"),
};

/// Counts as lowering does: bounds and options are compared one by one, comparisons of conditions
/// read both sides a few times.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for &expr in &context.exprs {
        let Measure { depth, weight } = measure(expr);
        if depth <= MAX_DEPTH / 4 && weight <= MAX_WEIGHT / 16 {
            continue;
        }
        found.push(
            Diagnostic::new(
                &CODE,
                expr.span,
                text!(
                    nl: "deze uitdrukking is te groot om steeds opnieuw te lezen",
                    en: "this expression is too large to be read again and again",
                ),
            )
            .help(text!(
                nl: "verdeel haar over afgeleide gegevens: `afgeleid … is …`",
                en: "spread it over derived facts: `derived … is …`",
            )),
        );
    }
}

struct Measure {
    depth: u32,
    weight: u64,
}

fn measure(expr: &Expr) -> Measure {
    let mut whole = Measure { depth: 0, weight: 0 };
    let mut stack = vec![(expr, 1u32, 1u64)];
    while let Some((expr, depth, times)) = stack.pop() {
        whole.depth = whole.depth.max(depth);
        whole.weight = whole.weight.saturating_add(times);
        // What is compared with several things is read for each of them.
        let first = match &expr.kind {
            ExprKind::Between { .. } => 2,
            ExprKind::OneOf(_, options) => options.len() as u64,
            _ => 1,
        };
        let parts = visit::parts(expr).enumerate();
        stack.extend(parts.map(|(index, part)| {
            let times = if index == 0 { times.saturating_mul(first) } else { times };
            (part, depth.saturating_add(1), times)
        }));
    }
    whole
}
