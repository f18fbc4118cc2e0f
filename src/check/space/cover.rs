//! Whether regions cover a space: a search that narrows down what may still cover, dimension by
//! dimension, and never looks at two cells that no region tells apart.

use std::collections::BTreeMap;

use super::bits::Bits;
use super::dimension::Side;
use super::{Cuboid, Point, Space, TooMuch};

/// What covers a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum By {
    /// A condition that is definitely true there.
    Sure,
    /// One that is not definitely false there.
    May,
}

/// Regions by dimension and cell.
pub(super) struct Grid {
    /// By dimension, by cell: the cuboids that lie there.
    cells: Vec<Vec<Bits>>,
    /// By dimension: the cuboids that neither it nor a later one limits.
    free: Vec<Bits>,
}

impl Space {
    /// Cuboids by cell, as `of` a side says.
    pub(super) fn grid(&self, of: impl Fn(&Side) -> &Bits) -> Result<Grid, TooMuch> {
        let count = self.cuboids.len();
        let mut grid = Grid { cells: Vec::new(), free: Vec::new() };
        for (index, dimension) in self.dimensions.iter().enumerate() {
            let mut open = Bits::none(count);
            let limited = |cuboid: &Cuboid| cuboid.sides.contains_key(&index);
            let unlimited = self.cuboids.iter().enumerate().filter(|(_, it)| !limited(it));
            unlimited.for_each(|(number, _)| open.add(number));
            self.work.spend(open.words().saturating_mul(dimension.len() as u64 + 1))?;
            let mut cells = vec![open; dimension.len()];
            for (number, cuboid) in self.cuboids.iter().enumerate() {
                let Some(side) = cuboid.sides.get(&index) else { continue };
                self.work.spend(dimension.len() as u64 / 8 + 1)?;
                for cell in of(side).iter() {
                    if let Some(cell) = cells.get_mut(cell) {
                        cell.add(number);
                    }
                }
            }
            grid.cells.push(cells);
        }
        for index in 0..=self.dimensions.len() {
            let mut free = Bits::none(count);
            for (number, cuboid) in self.cuboids.iter().enumerate() {
                if cuboid.sides.range(index..).next().is_none() {
                    free.add(number);
                }
            }
            self.work.spend(count as u64)?;
            grid.free.push(free);
        }
        Ok(grid)
    }

    /// A point of the region that no cuboid of the conditions covers.
    pub(super) fn search(
        &self,
        region: Option<&Cuboid>,
        by: By,
        covers: &impl Fn(usize) -> bool,
    ) -> Result<Option<Point>, TooMuch> {
        let grids = self
            .grids
            .get_or_init(|| Ok([self.grid(|side| &side.sure)?, self.grid(|side| &side.may)?]));
        let [sure, may] = grids.as_ref().map_err(|_| TooMuch)?;
        let grid = match by {
            By::Sure => sure,
            By::May => may,
        };
        let mut left = Bits::none(self.cuboids.len());
        for (number, cuboid) in self.cuboids.iter().enumerate() {
            if covers(cuboid.of) {
                left.add(number);
            }
        }
        self.work.spend(self.cuboids.len() as u64)?;
        let mut point = Vec::with_capacity(self.dimensions.len());
        let found = self.descend(grid, region, &left, &mut point)?;
        Ok(found.then_some(Point(point)))
    }

    /// Whether the point can be completed so that nothing that is `left` covers it.
    fn descend(
        &self,
        grid: &Grid,
        region: Option<&Cuboid>,
        left: &Bits,
        point: &mut Vec<usize>,
    ) -> Result<bool, TooMuch> {
        let index = point.len();
        self.work.spend(left.words())?;
        if grid.free.get(index).is_some_and(|free| free.meets(left)) {
            return Ok(false);
        }
        let (Some(cells), Some(dimension)) = (grid.cells.get(index), self.dimensions.get(index))
        else {
            return Ok(true);
        };
        let side = region.and_then(|region| region.sides.get(&index));
        let mut tried: BTreeMap<Bits, usize> = BTreeMap::new();
        let all = Bits::all(dimension.len());
        for cell in side.map_or(&all, |side| &side.sure).iter() {
            self.work.spend(left.words())?;
            if let Some(covering) = cells.get(cell) {
                tried.entry(covering.and(left)).or_insert(cell);
            }
        }
        for (left, cell) in tried {
            point.push(cell);
            if self.descend(grid, region, &left, point)? {
                return Ok(true);
            }
            point.pop();
        }
        Ok(false)
    }
}
