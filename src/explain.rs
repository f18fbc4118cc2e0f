//! What `draaiboek explain` shows: every kind of finding and refusal with its page, and what a
//! playbook says of a task or decision.

mod duty;

pub use duty::{About, DutyPage, PageKind, Topic};

use crate::diagnostic::Code;

/// Every code, by stage: findings about a text (with the feature `language`), then refusals.
pub fn all() -> impl Iterator<Item = &'static Code> {
    findings().chain(crate::engine::REFUSALS.iter().copied())
}

/// The code with this id (`D0601`) or name (`unreachable-state`), whatever the case of its
/// letters; a refusal also by its name in scenarios (`geen_bevoegdheid`).
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    let is =
        |code: &&Code| code.id.eq_ignore_ascii_case(name) || code.name.eq_ignore_ascii_case(name);
    let refusal = || crate::engine::Reason::named(&name.to_lowercase());
    all().find(is).or_else(|| refusal().map(|reason| reason.code))
}

#[cfg(feature = "language")]
fn findings() -> impl Iterator<Item = &'static Code> {
    let stages = [crate::syntax::CODES, crate::import::CODES, crate::resolve::CODES];
    let stages = stages.into_iter().flatten().copied();
    stages.chain(crate::check::codes()).chain(crate::scenario::CODES.iter().copied())
}

#[cfg(not(feature = "language"))]
fn findings() -> impl Iterator<Item = &'static Code> {
    std::iter::empty()
}
