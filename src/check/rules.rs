//! Rules that are read side by side (rows of a table, rules of the scale, guards of moves), each
//! group as one space.

use std::cell::Cell;
use std::rc::Rc;

use crate::hir::{Expr, Hir};
use crate::machine::id::LevelId;
use crate::machine::playbook::{DecisionTable, Derivation, Fact, Handler, LevelRule, Trigger};

use super::space::{Lowered, Point, Space, TooMuch, Work};
use super::visit;

/// The rules of a playbook.
pub(super) struct Rules<'h> {
    work: Rc<Work>,
    lowered: Lowered<'h>,
    /// The tables of which every row was understood.
    pub(super) tables: Vec<Rows<'h>>,
    /// The rules of the scale that were understood.
    pub(super) levels: Option<Levels<'h>>,
    /// Moves of one scope at one moment, two or more, each with a guard.
    pub(super) moves: Vec<Moves<'h>>,
}

/// Why nothing could be said of some rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It would have taken too much work.
    TooMuch,
    /// What they compare depends on each other.
    Tied,
}

/// What was found, if that could be worked out; if not, it is noted.
pub(super) fn examined<T>(found: Result<T, TooMuch>, doubt: &Cell<Option<Doubt>>) -> Option<T> {
    if found.is_err() {
        doubt.set(Some(Doubt::TooMuch));
    }
    found.ok()
}

/// A table and the space of its rows.
pub(super) struct Rows<'h> {
    pub(super) fact: &'h Fact<Expr>,
    pub(super) table: &'h DecisionTable<Expr>,
    pub(super) space: Result<Space, TooMuch>,
    pub(super) doubt: Cell<Option<Doubt>>,
}

/// Rules that give a level and the space of their conditions.
pub(super) struct Levels<'h> {
    pub(super) rules: Vec<&'h LevelRule<Expr>>,
    pub(super) space: Result<Space, TooMuch>,
    pub(super) doubt: Cell<Option<Doubt>>,
}

/// Moves of one scope at one moment, all with a guard, and the space of these.
pub(super) struct Moves<'h> {
    pub(super) moves: Vec<&'h Handler<Expr>>,
    pub(super) space: Result<Space, TooMuch>,
    pub(super) doubt: Cell<Option<Doubt>>,
}

impl<'h> Rules<'h> {
    pub(super) fn new(hir: &'h Hir) -> Self {
        let (work, mut lowered) = (Rc::new(Work::new()), Lowered::new(hir));
        let mut noted = |conditions: &[&Expr]| {
            let space = Space::new(&mut lowered, conditions, &work);
            let doubt = space.is_err().then_some(Doubt::TooMuch);
            (space, Cell::new(doubt))
        };
        let tables = tables(hir, &mut noted);
        let rules = hir.scale.iter().flat_map(|scale| &scale.rules);
        let rules: Vec<_> = rules.filter(|rule| !visit::is_broken(&rule.when)).collect();
        let levels = (!rules.is_empty()).then(|| {
            let conditions: Vec<&Expr> = rules.iter().map(|rule| &rule.when).collect();
            let (space, doubt) = noted(&conditions);
            Levels { space, rules, doubt }
        });
        let moves = groups(hir)
            .into_iter()
            .map(|moves| {
                let guards: Vec<&Expr> = moves.iter().filter_map(|it| it.guard.as_ref()).collect();
                let (space, doubt) = noted(&guards);
                Moves { space, moves, doubt }
            })
            .collect();
        Self { work, lowered, tables, levels, moves }
    }

    /// Work left for other questions.
    pub(super) fn work(&self) -> &Rc<Work> {
        &self.work
    }

    /// A point in words: those that the chosen conditions read.
    pub(super) fn words(
        &self,
        space: &Space,
        point: &Point,
        conditions: impl Fn(usize) -> bool,
    ) -> (String, String) {
        space.words(&self.lowered, point, conditions)
    }
}

/// The space of some conditions, and what is doubtful about it.
type Noted = (Result<Space, TooMuch>, Cell<Option<Doubt>>);

fn tables<'h>(hir: &'h Hir, noted: &mut impl FnMut(&[&Expr]) -> Noted) -> Vec<Rows<'h>> {
    let tables = hir.facts.as_slice().iter().filter_map(|fact| match &fact.derived {
        Some(Derivation::Table(table)) => Some((fact, table)),
        _ => None,
    });
    let whole =
        tables.filter(|(_, table)| table.rows.iter().all(|row| !visit::is_broken(&row.when)));
    whole
        .map(|(fact, table)| {
            let conditions: Vec<&Expr> = table.rows.iter().map(|row| &row.when).collect();
            let (space, doubt) = noted(&conditions);
            Rows { fact, table, space, doubt }
        })
        .collect()
}

fn groups(hir: &Hir) -> Vec<Vec<&Handler<Expr>>> {
    let mut groups: Vec<Vec<&Handler<Expr>>> = Vec::new();
    for (_, state) in hir.states.iter() {
        let first = groups.len();
        for handler in state.handlers.iter().filter_map(|id| hir.handlers.get(*id)) {
            if !competes(handler) {
                continue;
            }
            let own = groups.get_mut(first..).unwrap_or_default();
            let same = |group: &&mut Vec<&Handler<Expr>>| {
                group.first().is_some_and(|one| one.trigger == handler.trigger)
            };
            match own.iter_mut().find(same) {
                Some(group) => group.push(handler),
                None => groups.push(vec![handler]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn competes(handler: &Handler<Expr>) -> bool {
    let guarded = handler.guard.as_ref().is_some_and(|guard| !visit::is_broken(guard));
    guarded && handler.target.is_some() && !matches!(handler.trigger, Trigger::When(_))
}

impl Levels<'_> {
    /// Whether a rule gives a higher level.
    pub(super) fn is_above(&self, rule: usize, level: LevelId) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.level > level)
    }
}
