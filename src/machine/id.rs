//! Dense ids in source order, and the tables they index.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// A dense id: the position of an entry in its table.
pub trait Id: Copy + Ord {
    /// What a name that was not found resolves to; no table holds it.
    const MISSING: Self;
    /// The id of position `index`.
    fn new(index: usize) -> Self;
    /// The position.
    fn index(self) -> usize;
    /// Whether a name was found.
    fn is_missing(self) -> bool {
        self == Self::MISSING
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(u32);

        impl Id for $name {
            const MISSING: Self = Self(u32::MAX);
            fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A calendar with a name.
    CalendarId
    /// A legal basis.
    GroundId
    /// A role.
    RoleId
    /// A fact, stated or derived.
    FactId
    /// A level of the severity scale, lowest first.
    LevelId
    /// A signal.
    SignalId
    /// A state: root, phase, track, step or end; a parent comes before its children.
    StateId
    /// A task or a decision as declared.
    DutyId
    /// A handler.
    HandlerId
    /// Something that the host does.
    ActionId
    /// A guarantee.
    GuaranteeId
    /// A counter of rounds or extensions.
    CounterId
    /// A kind of item, such as a youth.
    ItemId
    /// What must always have exactly one holder: care, or something named, of one kind of item.
    HoldingId
    /// A chart: the case's own is the first, then one per handover or process.
    ChartId
    /// Something counted over the items of a case.
    CensusId
    /// A lowered expression.
    ExprId
    /// A node of a lowered condition.
    FormulaId
    /// One comparison or predicate of a lowered condition.
    AtomId
    /// A node of a lowered value.
    OperandId
    /// A condition whose successive observations are counted.
    StreakId
}

/// A vector indexed by one kind of id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table<K, T> {
    items: Vec<T>,
    #[serde(skip)]
    key: PhantomData<K>,
}

impl<K: Id, T> Table<K, T> {
    /// An empty table.
    #[must_use]
    pub const fn new() -> Self {
        Self { items: Vec::new(), key: PhantomData }
    }

    /// Adds an entry and gives its id.
    pub fn push(&mut self, item: T) -> K {
        self.items.push(item);
        K::new(self.items.len() - 1)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The entry, or `None` for [`Id::MISSING`].
    #[must_use]
    pub fn get(&self, id: K) -> Option<&T> {
        self.items.get(id.index())
    }

    /// The entry, to be changed.
    pub fn get_mut(&mut self, id: K) -> Option<&mut T> {
        self.items.get_mut(id.index())
    }

    /// All entries with their ids, in source order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(index, item)| (K::new(index), item))
    }

    /// All ids, in source order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + use<K, T> {
        (0..self.items.len()).map(K::new)
    }

    /// The entries without their ids.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    /// The same table with every entry converted.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Table<K, U> {
        self.items.into_iter().map(convert).collect()
    }
}

impl<K, T> Default for Table<K, T> {
    fn default() -> Self {
        Self { items: Vec::new(), key: PhantomData }
    }
}

impl<K, T> FromIterator<T> for Table<K, T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), key: PhantomData }
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT an id in a checked machine was minted by its table"
)]
impl<K: Id, T> Index<K> for Table<K, T> {
    type Output = T;
    fn index(&self, id: K) -> &T {
        &self.items[id.index()]
    }
}

#[expect(clippy::indexing_slicing, reason = "INVARIANT as for Index")]
impl<K: Id, T> IndexMut<K> for Table<K, T> {
    fn index_mut(&mut self, id: K) -> &mut T {
        &mut self.items[id.index()]
    }
}

/// A part of a table: entries of ids that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment<K, T> {
    /// Position of the first in the whole table.
    first: u32,
    items: Vec<T>,
    #[serde(skip)]
    key: PhantomData<K>,
}

impl<K: Id, T> Segment<K, T> {
    /// The entry, or `None` for an id that lies outside.
    #[must_use]
    pub fn get(&self, id: K) -> Option<&T> {
        self.items.get(id.index().checked_sub(self.first as usize)?)
    }

    /// The entry, to be changed.
    pub fn get_mut(&mut self, id: K) -> Option<&mut T> {
        self.items.get_mut(id.index().checked_sub(self.first as usize)?)
    }

    /// All entries with their ids, in source order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator {
        let first = self.first as usize;
        self.items.iter().enumerate().map(move |(index, item)| (K::new(first + index), item))
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut T)> {
        let first = self.first as usize;
        self.items.iter_mut().enumerate().map(move |(index, item)| (K::new(first + index), item))
    }

    /// Whether it holds exactly these ids.
    #[must_use]
    pub fn covers(&self, ids: Ids<K>) -> bool {
        (self.first, self.items.len()) == (ids.first, ids.len())
    }
}

#[expect(clippy::indexing_slicing, reason = "INVARIANT what runs in a chart has ids of that chart")]
impl<K: Id, T> Index<K> for Segment<K, T> {
    type Output = T;
    fn index(&self, id: K) -> &T {
        &self.items[id.index() - self.first as usize]
    }
}

#[expect(clippy::indexing_slicing, reason = "INVARIANT as for Index")]
impl<K: Id, T> IndexMut<K> for Segment<K, T> {
    fn index_mut(&mut self, id: K) -> &mut T {
        &mut self.items[id.index() - self.first as usize]
    }
}

/// Ids that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ids<K> {
    first: u32,
    len: u32,
    key: PhantomData<K>,
}

impl<K: Id> Ids<K> {
    /// None.
    #[must_use]
    pub const fn none() -> Self {
        Self { first: 0, len: 0, key: PhantomData }
    }

    /// By group the ids of its entries, which stand together; an entry may be of none.
    #[must_use]
    pub fn grouped<T, G: Id>(
        table: &Table<K, T>,
        groups: usize,
        group: impl Fn(&T) -> Option<G>,
    ) -> Table<G, Self> {
        let mut found: Table<G, Self> = (0..groups).map(|_| Self::none()).collect();
        for (id, item) in table.iter() {
            if let Some(ids) = group(item).and_then(|group| found.get_mut(group)) {
                let at = u32::try_from(id.index()).unwrap_or(u32::MAX);
                ids.first = if ids.is_empty() { at } else { ids.first };
                ids.len = at - ids.first + 1;
            }
        }
        found
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Whether an id is among them.
    #[must_use]
    pub fn contains(self, id: K) -> bool {
        id.index().checked_sub(self.first as usize).is_some_and(|at| at < self.len())
    }

    /// They in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator {
        let first = self.first as usize;
        (0..self.len()).map(move |at| K::new(first + at))
    }

    /// An entry for each.
    pub fn filled<T>(self, entry: impl FnMut() -> T) -> Segment<K, T> {
        let items = std::iter::repeat_with(entry).take(self.len()).collect();
        Segment { first: self.first, items, key: PhantomData }
    }
}
