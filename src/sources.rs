//! The files that a playbook was read from, laid end to end in one space of byte offsets.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Text;
use crate::span::{LineIndex, Span};
use crate::text;

/// The files that a text was read from: the main file first, then what it uses, in order of
/// reading. A [`Span`] is a range of bytes of all of them laid end to end, one byte apart.
///
/// Part of the wire form of a machine, never of its identity: the same playbook in one file or in
/// several is the same machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    // INVARIANT: in order of `start`; the first starts at 0. Wire forms are read without trust:
    // nothing here goes wrong when it does not hold.
    files: Vec<Source>,
    lines: LineIndex,
}

/// A file among others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
    start: u32,
}

/// A line of one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file; `None` for the main file.
    pub file: Option<&'a str>,
    /// The line in it, from 1.
    pub line: u32,
}

impl Place<'_> {
    /// `regel 78`; `rollen.draaiboek:12` in a file that is used.
    #[must_use]
    pub fn text(self) -> Text {
        let line = self.line;
        match self.file {
            Some(file) => text!(nl: "{file}:{line}", en: "{file}:{line}"),
            None => text!(nl: "regel {line}", en: "line {line}"),
        }
    }
}

impl Sources {
    /// The lines of one file.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        Self::of(vec![(name.into(), 0)], text)
    }

    /// Files with their names and where they start in `text`, which holds them all.
    pub(crate) fn of(files: Vec<(String, u32)>, text: &str) -> Self {
        let files = files.into_iter().map(|(name, start)| Source { name, start }).collect();
        Self { files, lines: LineIndex::new(text) }
    }

    /// The names of the files, the main file first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// The position in [`Sources::names`] of the file in which `span` starts.
    #[must_use]
    pub fn file(&self, span: Span) -> usize {
        self.files.partition_point(|file| file.start <= span.start).saturating_sub(1)
    }

    /// The bytes of a file.
    #[must_use]
    pub fn range(&self, file: usize) -> Span {
        let start = self.start(file);
        let next = self.files.get(file + 1).map(|next| next.start.saturating_sub(1));
        Span { start, end: next.unwrap_or(u32::MAX).max(start) }
    }

    /// The same place as offsets in the file in which it starts.
    #[must_use]
    pub fn local(&self, span: Span) -> Span {
        let start = self.start(self.file(span));
        Span { start: span.start - start.min(span.start), end: span.end - start.min(span.end) }
    }

    /// The file and line on which `span` starts.
    #[must_use]
    pub fn place(&self, span: Span) -> Place<'_> {
        let file = self.file(span);
        let before = self.lines.line(self.start(file)).saturating_sub(1);
        let line = self.lines.line(span.start).saturating_sub(before);
        let named = self.files.get(file).filter(|_| file > 0);
        Place { file: named.map(|file| file.name.as_str()), line }
    }

    /// The bytes of a line; none of a file or line that is not there.
    pub(crate) fn line(&self, place: Place<'_>) -> Option<Span> {
        let file = match place.file {
            Some(name) => self.names().skip(1).position(|other| other == name)? + 1,
            None => 0,
        };
        let file = self.range(file);
        let first = self.lines.line(file.start);
        let line = self.lines.span(first.checked_add(place.line.checked_sub(1)?)?)?;
        let line = Span { start: line.start.max(file.start), end: line.end.min(file.end) };
        (line.start <= line.end).then_some(line)
    }

    fn start(&self, file: usize) -> u32 {
        self.files.get(file).map_or(0, |file| file.start)
    }
}
