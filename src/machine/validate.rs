//! Whether the tables of a machine hold together.

use super::expr::Exprs;
use super::id::ExprId;
use super::playbook::Playbook;

/// Something about the tables of a machine that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Invalid {
    what: String,
}

impl Invalid {
    pub(super) fn zone(name: &str) -> Self {
        Self { what: format!("unknown time zone `{name}`") }
    }

    pub(super) fn not_canonical() -> Self {
        Self { what: "the tables have no canonical form".into() }
    }
}

pub(super) fn validate(_: &Playbook<ExprId>, _: &Exprs) -> Result<(), Vec<Invalid>> {
    Ok(())
}
