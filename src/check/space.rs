//! Conditions as regions of a space: one dimension for each thing they compare with constants, cut
//! into cells in which all of them say the same.
//!
//! Exact where dimensions do not depend on each other: the values of facts, computed values that
//! read no fact that another dimension reads. What depends is told apart ([`Point::tied`]).

mod bits;
mod cover;
mod dimension;
mod shape;
mod subject;
#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

pub(super) use cover::By;
use dimension::{Dimension, Side, Subject};
pub(super) use shape::Lowered;
use shape::{Literal, Shape};

use crate::hir::Expr;
use crate::machine::id::FactId;
use crate::value::Value;

/// How much work all questions about one playbook may take together, and one of them.
const WORK: u64 = 20_000_000;
const ONE: u64 = 4_000_000;

/// A space has at most so many dimensions: searching one recurses.
const MOST_DIMENSIONS: usize = 512;

/// Work left; what is not looked into is reported.
#[derive(Debug)]
pub(super) struct Work {
    all: Cell<u64>,
    one: Cell<u64>,
}

/// Something was not looked into: it would have taken too much work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

impl Work {
    pub(super) fn new() -> Self {
        Self { all: Cell::new(WORK), one: Cell::new(ONE) }
    }

    /// A new question.
    fn start(&self) {
        self.one.set(ONE.min(self.all.get()));
    }

    fn spend(&self, work: u64) -> Result<(), TooMuch> {
        let (all, one) = (self.all.get().checked_sub(work), self.one.get().checked_sub(work));
        self.all.set(all.unwrap_or(0));
        self.one.set(one.unwrap_or(0));
        if all.is_some() && one.is_some() { Ok(()) } else { Err(TooMuch) }
    }

    /// Spends what no question is limited by.
    fn spend_of_all(&self, work: u64) -> Result<(), TooMuch> {
        let all = self.all.get().checked_sub(work);
        self.all.set(all.unwrap_or(0));
        all.map(|_| ()).ok_or(TooMuch)
    }

    /// How much has been spent.
    #[cfg(test)]
    fn spent(&self) -> u64 {
        WORK - self.all.get()
    }
}

/// A region: all cells that lie in every side.
struct Cuboid {
    /// Of which condition it is a part.
    of: usize,
    /// By dimension; the others are not limited.
    sides: BTreeMap<usize, Side>,
}

/// A few conditions in one space.
pub(super) struct Space {
    work: Rc<Work>,
    dimensions: Vec<Dimension>,
    index: BTreeMap<Subject, usize>,
    cuboids: Vec<Cuboid>,
    /// By condition: its cuboids.
    own: Vec<Range<usize>>,
    /// Dimensions that depend on another one.
    tied: Vec<bool>,
    /// By what is sure and by what may be; made when first searched.
    grids: OnceCell<Result<[cover::Grid; 2], TooMuch>>,
}

/// A point of the space: a cell of each dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point(Vec<usize>);

impl Space {
    /// The space of some conditions.
    pub(super) fn new(
        lowered: &mut Lowered<'_>,
        conditions: &[&Expr],
        work: &Rc<Work>,
    ) -> Result<Self, TooMuch> {
        work.start();
        let mut shapes: Vec<Shape> = Vec::with_capacity(conditions.len());
        for condition in conditions {
            shapes.push(lowered.shape(condition, work)?);
        }
        let literals = shapes.iter().flatten().flatten();
        let mut constants: BTreeMap<Subject, Vec<Value>> = BTreeMap::new();
        for literal in literals {
            work.spend(1)?;
            constants.entry(literal.of).or_default().extend(literal.constant().cloned());
        }
        if constants.len() > MOST_DIMENSIONS {
            return Err(TooMuch);
        }
        // What most conditions read comes first: it narrows down most.
        let mut constants: Vec<_> = constants.into_iter().collect();
        constants.sort_by_key(|(of, constants)| (std::cmp::Reverse(constants.len()), *of));
        let dimensions: Vec<Dimension> =
            constants.into_iter().map(|(of, constants)| lowered.dimension(of, constants)).collect();
        let index = dimensions.iter().enumerate().map(|(index, it)| (it.of, index)).collect();
        let tied = tied(lowered, &dimensions);
        let work = Rc::clone(work);
        let mut space = Self {
            work,
            dimensions,
            index,
            cuboids: Vec::new(),
            own: Vec::new(),
            tied,
            grids: OnceCell::new(),
        };
        for (of, shape) in shapes.iter().enumerate() {
            let first = space.cuboids.len();
            for part in shape {
                let cuboid = space.cuboid(of, part)?;
                space.cuboids.push(cuboid);
            }
            space.own.push(first..space.cuboids.len());
        }
        Ok(space)
    }

    fn cuboid(&self, of: usize, part: &[Literal]) -> Result<Cuboid, TooMuch> {
        let mut sides: BTreeMap<usize, Side> = BTreeMap::new();
        for literal in part {
            let Some(&index) = self.index.get(&literal.of) else { continue };
            let Some(dimension) = self.dimensions.get(index) else { continue };
            self.work.spend(dimension.len() as u64)?;
            let side = literal.side(dimension);
            let side = match sides.get(&index) {
                Some(before) => before.and(&side),
                None => side,
            };
            sides.insert(index, side);
        }
        Ok(Cuboid { of, sides })
    }

    /// Whether a condition can be definitely true.
    pub(super) fn is_possible(&self, condition: usize) -> bool {
        self.own(condition)
            .iter()
            .any(|cuboid| cuboid.sides.values().all(|side| !side.sure.is_empty()))
    }

    fn own(&self, condition: usize) -> &[Cuboid] {
        let range = self.own.get(condition).cloned().unwrap_or_default();
        self.cuboids.get(range).unwrap_or_default()
    }

    /// Where two conditions are both definitely true.
    pub(super) fn meet(&self, a: usize, b: usize) -> Result<Option<Point>, TooMuch> {
        for left in self.own(a) {
            for right in self.own(b) {
                self.work.spend_of_all((left.sides.len() + right.sides.len()) as u64 + 1)?;
                if let Some(point) = self.common(left, right) {
                    return Ok(Some(point));
                }
            }
        }
        Ok(None)
    }

    fn common(&self, left: &Cuboid, right: &Cuboid) -> Option<Point> {
        let apart = left.sides.iter().any(|(index, side)| match right.sides.get(index) {
            Some(other) => !side.sure.meets(&other.sure),
            None => side.sure.is_empty(),
        });
        if apart || right.sides.values().any(|side| side.sure.is_empty()) {
            return None;
        }
        let cell = |index: usize| match (left.sides.get(&index), right.sides.get(&index)) {
            (Some(a), Some(b)) => a.sure.and(&b.sure).iter().next(),
            (Some(side), None) | (None, Some(side)) => side.sure.iter().next(),
            (None, None) => Some(0),
        };
        (0..self.dimensions.len()).map(cell).collect::<Option<_>>().map(Point)
    }

    /// Where `of` is definitely true (everywhere, without one) and none of the conditions `by`
    /// which it is covered is.
    pub(super) fn uncovered(
        &self,
        of: Option<usize>,
        by: By,
        covers: impl Fn(usize) -> bool,
    ) -> Result<Option<Point>, TooMuch> {
        let regions: Vec<Option<&Cuboid>> = match of {
            None => vec![None],
            Some(of) => self.own(of).iter().map(Some).collect(),
        };
        self.work.start();
        for region in regions {
            if let Some(point) = self.search(region, by, &covers)? {
                return Ok(Some(point));
            }
        }
        Ok(None)
    }

    /// Whether a point lies where it does by a dimension that depends on another: then it may be
    /// that it cannot be.
    pub(super) fn tied(&self, conditions: impl Fn(usize) -> bool) -> bool {
        let own = self.cuboids.iter().filter(|cuboid| conditions(cuboid.of));
        let mut read = own.flat_map(|cuboid| cuboid.sides.keys());
        read.any(|index| self.tied.get(*index).copied().unwrap_or(true))
    }

    /// A point in words: `bij `omzet` = € 2.000.000,00 en `failliet` = ja`, without the first word.
    pub(super) fn words(
        &self,
        lowered: &Lowered<'_>,
        point: &Point,
        conditions: impl Fn(usize) -> bool,
    ) -> (String, String) {
        let own = self.cuboids.iter().filter(|cuboid| conditions(cuboid.of));
        let read: BTreeSet<usize> = own.flat_map(|cuboid| cuboid.sides.keys().copied()).collect();
        let named = read.into_iter().filter_map(|index| {
            let (dimension, cell) = (self.dimensions.get(index)?, point.0.get(index)?);
            Some(lowered.words(dimension, *cell))
        });
        let (nl, en): (Vec<String>, Vec<String>) = named.take(MOST_NAMED).unzip();
        (nl.join(" en "), en.join(" and "))
    }
}

/// An example names at most so many things.
const MOST_NAMED: usize = 8;

/// Dimensions that read a fact which another one reads too.
fn tied(lowered: &Lowered<'_>, dimensions: &[Dimension]) -> Vec<bool> {
    let reads: Vec<BTreeSet<FactId>> =
        dimensions.iter().map(|dimension| lowered.reads(dimension.of)).collect();
    let mut readers: BTreeMap<FactId, usize> = BTreeMap::new();
    for fact in reads.iter().flatten() {
        *readers.entry(*fact).or_default() += 1;
    }
    let of_case = dimensions.iter().filter(|dimension| dimension.of.is_of_case()).count();
    let shared = |fact: &FactId| readers.get(fact).is_some_and(|count| *count > 1);
    dimensions
        .iter()
        .zip(&reads)
        .map(|(dimension, reads)| {
            reads.iter().any(shared) || (dimension.of.is_of_case() && of_case > 1)
        })
        .collect()
}
