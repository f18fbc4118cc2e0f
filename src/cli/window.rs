//! The lines around places in a text: all that showing them needs, however large the text is.

use std::ops::Range;

use draaiboek::span::LineIndex;

/// Some lines of a text.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    pub(crate) text: &'a str,
    /// The number of the first of them, from 1.
    pub(crate) first: usize,
    /// Where they begin in the whole text.
    start: usize,
}

impl<'a> Window<'a> {
    /// The lines of `text` from the first to the last of some places, which begin and end between
    /// characters.
    pub(crate) fn around(
        text: &'a str,
        lines: &LineIndex,
        places: impl Iterator<Item = Range<usize>> + Clone,
    ) -> Self {
        let from = places.clone().map(|place| place.start).min().unwrap_or_default();
        let to = places.map(|place| place.end).max().unwrap_or_default();
        let (before, behind) = (text.get(..from), text.get(to..));
        let start = before.and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = behind.and_then(|behind| behind.find('\n')).map_or(text.len(), |at| to + at + 1);
        let number = u32::try_from(from).map_or(1, |from| lines.line(from));
        let first = usize::try_from(number).unwrap_or(1);
        Self { text: text.get(start..end).unwrap_or(text), first, start }
    }

    /// A place of the whole text in these lines.
    pub(crate) fn place(&self, place: &Range<usize>) -> Range<usize> {
        let inside = |at: usize| at.saturating_sub(self.start).min(self.text.len());
        inside(place.start)..inside(place.end)
    }
}
