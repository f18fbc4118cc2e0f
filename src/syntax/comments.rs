//! Comments and documentation, kept beside the tree and sorted by place.

use super::ast::{Comment, Doc};
use crate::span::Span;

/// The comments of one text, found by the scan before parsing.
#[derive(Debug, Default)]
pub(super) struct Comments {
    // INVARIANT: ascending and disjoint.
    places: Vec<Span>,
}

impl Comments {
    /// Adds the next comment: from its slashes to the end of its line.
    pub(super) fn push(&mut self, place: Span) {
        self.places.push(place);
    }

    /// The places of all.
    pub(super) fn all(&self) -> &[Span] {
        &self.places
    }

    /// `span` without white space and comments at its end.
    pub(super) fn trim(&self, text: &str, span: Span) -> Span {
        let mut span = span;
        loop {
            let words = text.get(span.range()).unwrap_or("").trim_end_matches(is_blank);
            let end = Span::new(0, span.start as usize + words.len()).end;
            let before = self.places.partition_point(|place| place.start < end);
            let last = before.checked_sub(1).and_then(|index| self.places.get(index));
            match last {
                Some(last) if last.start >= span.start && last.end >= end => {
                    span.end = last.start;
                }
                _ => return Span { start: span.start, end },
            }
        }
    }

    /// The documentation before byte `start`, marked as used. Ordinary comments may stand
    /// between; anything else may not.
    pub(super) fn docs(&self, text: &str, start: u32, used: &mut [bool]) -> Vec<Doc> {
        let mut docs = vec![];
        let mut start = start;
        let mut index = self.places.partition_point(|place| place.start < start);
        while let Some(before) = index.checked_sub(1) {
            index = before;
            let Some(&place) = self.places.get(index) else { break };
            let between = text.get(place.end as usize..start as usize).unwrap_or("x");
            if !between.chars().all(is_blank) || is_trailing(text, place) {
                break;
            }
            let written = slice(text, place);
            if is_doc(written) {
                if let Some(used) = used.get_mut(index) {
                    *used = true;
                }
                let line = written.trim_start_matches('/').trim();
                docs.push(Doc { text: line.to_owned(), span: place });
            }
            start = place.start;
        }
        docs.reverse();
        docs
    }

    /// The comments that document nothing; and the places of those that look as if they did.
    pub(super) fn left(&self, text: &str, used: &[bool]) -> (Vec<Comment>, Vec<Span>) {
        let mut strays = vec![];
        let mut comments = vec![];
        for (&place, _) in self.places.iter().zip(used).filter(|(_, used)| !**used) {
            let written = slice(text, place);
            let mut words = written.to_owned();
            if is_doc(written) {
                strays.push(place);
                words = written.replacen("///", "//", 1);
            }
            let trailing = is_trailing(text, place);
            comments.push(Comment { text: words, trailing, span: place });
        }
        (comments, strays)
    }
}

/// What lies between words without meaning anything.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{A0}' | '\u{FEFF}')
}

fn slice(text: &str, place: Span) -> &str {
    text.get(place.range()).unwrap_or("").trim_end()
}

fn is_doc(written: &str) -> bool {
    written.starts_with("///") && !written.starts_with("////")
}

fn is_trailing(text: &str, place: Span) -> bool {
    let before = text.get(..place.start as usize).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    !line.chars().all(is_blank)
}
