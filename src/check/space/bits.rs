//! Sets of small numbers.

/// A set of numbers below a bound that all sets of one kind share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn none(bound: usize) -> Self {
        Self(vec![0; bound.div_ceil(64)])
    }

    pub(super) fn all(bound: usize) -> Self {
        let mut bits = Self::none(bound);
        bits.add_range(0, bound);
        bits
    }

    pub(super) fn add(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn add_range(&mut self, from: usize, until: usize) {
        (from..until).for_each(|number| self.add(number));
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(word, &bits)| {
            let bits = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            let bits = bits.take_while(|bits| *bits != 0);
            bits.map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        })
    }

    /// How much looking through one costs.
    pub(super) fn words(&self) -> u64 {
        self.0.len() as u64 + 1
    }
}
