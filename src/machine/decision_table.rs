//! How a derived fact is computed: by an expression or by a decision table.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A decision table has at most so many rows: reading one keeps a bit for each.
pub const MAX_ROWS: usize = 2_048;

/// How a derived fact is computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Derivation<E> {
    /// `afgeleid` / `derived`: by an expression.
    Expression(E),
    /// `tabel` / `table`: by a decision table.
    Table(DecisionTable<E>),
}

/// Rows of which a hit policy says which counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionTable<E> {
    /// Which row counts.
    pub policy: Policy,
    /// The rows, at most [`MAX_ROWS`].
    pub rows: Vec<Row<E>>,
    /// The value when every row is definitely false; `None`: unknown.
    pub otherwise: Option<E>,
}

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row<E> {
    /// What the table says.
    pub value: E,
    /// When.
    pub when: E,
    /// The row.
    pub at: Span,
}

/// Which row of a decision table counts: its hit policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Policy {
    /// `eerste` / `first`: the first that applies.
    First,
    /// `uniek` / `unique`: the only one that applies.
    Unique,
    /// `hoogste` / `highest`: the highest value that applies.
    Highest,
}

impl<E> Derivation<E> {
    /// The same with every expression converted.
    pub(super) fn map<F>(self, f: &mut impl FnMut(E) -> F) -> Derivation<F> {
        match self {
            Self::Expression(expr) => Derivation::Expression(f(expr)),
            Self::Table(table) => {
                let mut row = |Row { value, when, at }| Row { value: f(value), when: f(when), at };
                Derivation::Table(DecisionTable {
                    policy: table.policy,
                    rows: table.rows.into_iter().map(&mut row).collect(),
                    otherwise: table.otherwise.map(f),
                })
            }
        }
    }

    /// Its expressions, in the order of writing.
    pub fn exprs(&self) -> impl Iterator<Item = &E> {
        let (single, table) = match self {
            Self::Expression(expr) => (Some(expr), None),
            Self::Table(table) => (None, Some(table)),
        };
        let rows = table.into_iter().flat_map(|table| &table.rows);
        let otherwise = table.into_iter().flat_map(|table| &table.otherwise);
        single.into_iter().chain(rows.flat_map(|row| [&row.value, &row.when])).chain(otherwise)
    }
}
