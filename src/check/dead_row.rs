//! A row of a table that never decides.

use crate::diagnostic::{Code, Diagnostic, Level, Text};
use crate::hir::{Expr, ExprKind};
use crate::machine::playbook::{Policy, Row};
use crate::text;
use crate::value::{Type, Value};

use super::context::Context;
use super::rules::{Rows, examined};
use super::space::{By, Space};

/// A row of a table that never decides.
pub(crate) static CODE: Code =
    Code { id: "D0622", name: "dead-row", level: Level::Error, page: include_str!("dead_row.md") };

/// A row never decides when it cannot be true, or when rows that go before it are not all false
/// whenever it is: earlier ones of `first`, higher ones of `highest`.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in &context.rules.tables {
        let Ok(space) = &rows.space else { continue };
        for (index, row) in rows.table.rows.iter().enumerate() {
            if let Some(message) = dead(rows, space, index, row) {
                found.push(Diagnostic::new(&CODE, row.at, message).help(text!(
                    nl: "verander de voorwaarde, verplaats de rij, of laat haar weg",
                    en: "change the condition, move the row, or drop it",
                )));
            }
        }
    }
}

fn dead(rows: &Rows<'_>, space: &Space, index: usize, row: &Row<Expr>) -> Option<Text> {
    if !space.is_possible(index) {
        return Some(text!(
            nl: "deze rij past nooit: haar voorwaarde spreekt zichzelf tegen",
            en: "this row never applies: its condition contradicts itself",
        ));
    }
    let beaten = match rows.table.policy {
        Policy::Unique => return None,
        Policy::First => space.uncovered(Some(index), By::May, |other| other < index),
        Policy::Highest => space.uncovered(Some(index), By::May, |other| {
            let other = rows.table.rows.get(other);
            other.is_some_and(|other| is_higher(&rows.fact.ty, &other.value, &row.value))
        }),
    };
    if examined(beaten, &rows.doubt)?.is_some() {
        return None;
    }
    Some(match rows.table.policy {
        Policy::Highest => text!(
            nl: "deze rij beslist nooit: als zij past, past ook een rij met een hogere waarde",
            en: "this row never decides: whenever it applies, so does one with a higher value",
        ),
        _ => text!(
            nl: "deze rij beslist nooit: als zij past, past ook een eerdere",
            en: "this row never decides: whenever it applies, so does an earlier one",
        ),
    })
}

/// Whether a fixed value is higher than another: an option, when the type names it later.
fn is_higher(ty: &Type, a: &Expr, b: &Expr) -> bool {
    let (ExprKind::Literal(a), ExprKind::Literal(b)) = (&a.kind, &b.kind) else { return false };
    match (ty, a, b) {
        (Type::Choice(options), Value::Choice(a), Value::Choice(b)) => {
            let rank = |name: &String| options.iter().position(|option| option == name);
            rank(a) > rank(b)
        }
        _ => a.compare(b).is_some_and(std::cmp::Ordering::is_gt),
    }
}
