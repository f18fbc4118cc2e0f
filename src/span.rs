//! Places in a source text: half-open byte ranges, and lines and columns for people.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of a source text: of one file, or of all files that a
/// playbook was read from, laid end to end ([`Sources`](crate::sources::Sources)).
///
/// Part of the wire form of a machine, never of its identity: the canonical bytes skip it, so
/// that moving or reformatting text changes no hash.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`; positions beyond 4 GiB saturate (a source is at most 4 MiB).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same range `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    /// As a range of `usize`, for slicing with `str::get`.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Line starts of one source text; turns byte offsets into lines and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineIndex {
    // INVARIANT: ascending; the first is 0.
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`: lines end at `\n`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let after = |(at, _): (usize, &str)| u32::try_from(at + 1).unwrap_or(u32::MAX);
        Self { starts: std::iter::once(0).chain(text.match_indices('\n').map(after)).collect() }
    }

    /// The 1-based line in which byte `offset` lies.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// Where a 1-based line starts and the next one does.
    pub(crate) fn span(&self, line: u32) -> Option<Span> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).copied().unwrap_or(u32::MAX);
        Some(Span { start, end: end.max(start) })
    }

    /// The 1-based line and column (in Unicode scalar values) of byte `offset` of `text`.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let (line, before) = self.before(text, offset);
        (line, u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX))
    }

    /// The 1-based line and column (in UTF-16 code units, as editors count) of byte `offset`.
    #[must_use]
    pub fn line_column_utf16(&self, text: &str, offset: u32) -> (u32, u32) {
        let (line, before) = self.before(text, offset);
        (line, u32::try_from(before.encode_utf16().count() + 1).unwrap_or(u32::MAX))
    }

    /// The 1-based line of byte `offset`, and what stands before it on that line.
    fn before<'t>(&self, text: &'t str, offset: u32) -> (u32, &'t str) {
        let line = self.line(offset);
        let index = (line as usize).saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(0) as usize;
        (line, text.get(start..offset as usize).unwrap_or(""))
    }
}
