//! Whether the tables of a machine hold together, so that no wire form can make `step` stumble.

mod about;
mod actions;
mod calendars;
mod exprs;
mod items;
mod near;
mod states;
mod tables;

use super::expr::{Exprs, Lowered};
use super::id::{ChartId, ExprId, HoldingId, Id, StateId, Table};
use super::index;
use super::playbook::Playbook;
use super::visible::{Read, Reader, Visibility};
use crate::diagnostic::Text;
use crate::text;
use about::{About, Asked};
use std::collections::BTreeSet;

#[cfg(feature = "language")]
pub(crate) use exprs::{MAX_DEPTH, MAX_STREAKS, MAX_WEIGHT};

/// How many faults are listed at most.
const MOST: usize = 100;

/// Something about the tables of a machine that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .text.en)]
pub struct Invalid {
    text: Text,
}

impl Invalid {
    /// What is wrong, naming the entry of the table.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    pub(super) fn zone(name: &str) -> Self {
        Self { text: text!(nl: "tijdzone `{name}` bestaat niet", en: "no time zone `{name}`") }
    }

    pub(super) fn not_canonical() -> Self {
        Self {
            text: text!(
                nl: "de tabellen hebben geen vaste bytevorm",
                en: "the tables have no canonical bytes",
            ),
        }
    }
}

/// Checks that every id is in range, parents come before children, conditions stand where
/// conditions are read, and expressions neither loop nor explode.
pub(super) fn validate(playbook: &Playbook<ExprId>, exprs: &Exprs) -> Result<(), Vec<Invalid>> {
    let levels = playbook.scale.as_ref().map_or(0, |scale| scale.levels.len());
    let mut faults = Faults {
        playbook,
        exprs,
        levels,
        charts: Table::new(),
        chart: ChartId::new(0),
        about: About::default(),
        asked: BTreeSet::new(),
        found: Vec::new(),
    };
    faults.exprs();
    faults.charts();
    faults.states();
    faults.tables();
    if faults.found.is_empty() {
        faults.visibility();
    }
    if faults.found.is_empty() { Ok(()) } else { Err(faults.found) }
}

/// Where an id stands: the table and the position of the entry that holds it.
#[derive(Clone, Copy)]
struct Place(&'static str, usize);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(table, index) = self;
        write!(f, "{table}[{index}]")
    }
}

struct Faults<'m> {
    playbook: &'m Playbook<ExprId>,
    exprs: &'m Exprs,
    /// How many levels the scale has.
    levels: usize,
    /// By state: its chart.
    charts: Table<StateId, ChartId>,
    /// The chart in which what is looked at stands.
    chart: ChartId,
    /// What is in question there.
    about: About,
    /// What was looked at, with what was in question.
    asked: BTreeSet<(About, Asked)>,
    found: Vec<Invalid>,
}

impl Faults<'_> {
    fn report(&mut self, text: Text) {
        if self.found.len() < MOST {
            self.found.push(Invalid { text });
        }
    }

    fn require(&mut self, holds: bool, place: Place, nl: &str, en: &str) {
        if !holds {
            self.report(text!(nl: "`{place}`: {nl}", en: "`{place}`: {en}"));
        }
    }

    /// The id is of an entry of a table with `len` entries.
    fn within<K: Id>(&mut self, place: Place, id: K, table: &'static str, len: usize) {
        if id.index() >= len {
            let to = Place(table, id.index());
            self.report(text!(
                nl: "`{place}` verwijst naar `{to}`, die er niet is",
                en: "`{place}` refers to `{to}`, which does not exist",
            ));
        }
    }

    fn in_table<K: Id, T>(&mut self, at: Place, id: K, name: &'static str, table: &Table<K, T>) {
        self.within(at, id, name, table.len());
    }

    fn holding(&mut self, place: Place, holding: HoldingId) {
        self.in_table(place, holding, "holdings", &self.playbook.holdings);
    }

    fn value(&mut self, place: Place, expr: ExprId) {
        self.in_table(place, expr, "roots", &self.exprs.roots);
        self.asks(place, expr);
    }

    /// No text shows and no action copies a value to somebody who may not see it. Reads what the
    /// other faults are about, so it comes after them.
    fn visibility(&mut self) {
        let (playbook, exprs) = (self.playbook, self.exprs);
        let reads = |expr: &ExprId| {
            exprs.roots.get(*expr).map(|root| index::reads(exprs, *root)).unwrap_or_default()
        };
        let of_all = |expr: &ExprId| {
            let root = exprs.roots.get(*expr);
            root.map(|root| index::reads_of_all(exprs, *root)).unwrap_or_default()
        };
        let reads = Read { all: &reads, of_all: &of_all };
        for leak in Visibility::new(playbook, &reads).leaks(playbook, &reads) {
            let fact = Place("facts", leak.fact.index());
            let to = match leak.to {
                Reader::Told(role) => Place("roles", role.index()),
                Reader::SeesFact(fact) => Place("facts", fact.index()),
                Reader::Record => Place("notes", 0),
            };
            self.report(text!(
                nl: "`{fact}` komt onder ogen van wie het niet ziet: `{to}`",
                en: "`{fact}` is shown to who does not see it: `{to}`",
            ));
        }
    }

    fn guard(&mut self, place: Place, expr: ExprId) {
        let root = self.exprs.roots.get(expr);
        self.value(place, expr);
        self.require(
            !matches!(root, Some(Lowered::Value(_))),
            place,
            "een waarde waar een voorwaarde hoort",
            "a value where a condition belongs",
        );
    }
}
