//! Items, of which a case holds many, their holdings, and the charts that run for each of them.

use serde::{Deserialize, Serialize};

use super::id::{FactId, GroundId, ItemId, RoleId, StateId};
use crate::span::Span;

/// A kind of item: youths, locations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Name of one.
    pub name: String,
    /// Name of many.
    pub plural: Option<String>,
    /// Title for people.
    pub title: Option<String>,
    /// Who keeps the register and declares it complete; empty: there is none.
    pub register: Vec<RoleId>,
    /// `samen per FACT`: items with the same value change holder together.
    pub together: Option<FactId>,
    /// Where it is declared.
    pub at: Span,
}

/// What of each item must always have exactly one holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Of what kind of item.
    pub item: ItemId,
    /// Its name; `None`: care.
    pub name: Option<String>,
    /// Who holds it first.
    pub holder: RoleId,
    /// Who holds it when the holder has no present party.
    pub safety_net: RoleId,
    /// Where it is declared.
    pub at: Span,
}

/// A chart: what one region of a case runs through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Its outermost state, with its name and title.
    pub root: StateId,
    /// The kind of item for each of which it runs; `None`: the case's own.
    pub item: Option<ItemId>,
    /// Whether it hands care over (`overdracht`, not `traject`).
    pub moves_care: bool,
}

/// What becomes of care at an end of a handover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EndCare {
    /// `zorg bij R` / `care with R`: this role holds it.
    With(RoleId),
    /// `zorg eindigt` / `care ends`, on these grounds.
    Ends(Vec<GroundId>),
}

/// What a signal says about its sender's taking over of care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Says {
    /// `aanvaardt zorg` / `accepts care`
    Accepts,
    /// `trekt aanvaarding in` / `withdraws acceptance`
    Withdraws,
}
