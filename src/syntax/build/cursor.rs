//! Walking through the parser's pairs: keywords and marks are stepped over, places are shifted
//! to the whole text.

use pest::Parser;
use pest::iterators::{Pair, Pairs};

use super::{Built, Drift};
use crate::span::Span;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::keyword;

/// The parts at the top level of a text, each parsed when it is asked for: what the parser
/// remembers of one is gone with it, so that reading needs little memory and stays linear.
///
/// A stretch to the end that the parser refused is the last.
#[derive(Clone)]
pub(in crate::syntax) struct Pieces<'i> {
    text: &'i str,
    at: usize,
    rule: Rule,
    next: Rule,
}

impl<'i> Pieces<'i> {
    /// The parts of `text`, the first read by the first of two rules.
    pub(in crate::syntax) fn new(text: &'i str, (rule, next): (Rule, Rule)) -> Self {
        Self { text, at: 0, rule, next }
    }
}

impl<'i> Iterator for Pieces<'i> {
    type Item = Result<Part<'i>, Span>;

    fn next(&mut self) -> Option<Self::Item> {
        let (base, rest) = (self.at, self.text.get(self.at..)?);
        let Ok(pairs) = Grammar::parse(self.rule, rest) else {
            self.at = usize::MAX;
            return Some(Err(Span::new(base, self.text.len())));
        };
        let part = Cursor { pairs, base, opening: 0 }.next()?;
        self.at = part.raw_span().end as usize;
        self.rule = self.next;
        Some(Ok(part))
    }
}

/// A pair, with the place in the whole text where its piece begins.
#[derive(Clone)]
pub(in crate::syntax) struct Part<'i> {
    pair: Pair<'i, Rule>,
    base: usize,
}

impl<'i> Part<'i> {
    /// The part of a piece that begins at byte `base` of the whole text.
    pub(in crate::syntax) fn new(pair: Pair<'i, Rule>, base: usize) -> Self {
        Self { pair, base }
    }

    /// Its grammar rule.
    pub(in crate::syntax) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Its text, perhaps with white space behind.
    pub(in crate::syntax) fn text(&self) -> &'i str {
        self.pair.as_str()
    }

    /// Its place, perhaps with white space behind.
    pub(in crate::syntax) fn raw_span(&self) -> Span {
        let start = self.base + self.pair.as_span().start();
        Span::new(start, start + self.pair.as_str().len())
    }

    /// The parts within, without keywords and marks.
    pub(in crate::syntax) fn cursor(&self) -> Cursor<'i> {
        Cursor {
            pairs: self.pair.clone().into_inner(),
            base: self.base,
            opening: self.raw_span().start,
        }
    }

    /// The only part within.
    pub(in crate::syntax) fn only(&self) -> Built<Self> {
        self.cursor().next().ok_or(Drift)
    }

    /// The rule of the first keyword within.
    pub(in crate::syntax) fn keyword(&self) -> Built<Rule> {
        let mut inner = self.pair.clone().into_inner();
        inner.find(|pair| keyword::is(pair.as_rule())).map(|pair| pair.as_rule()).ok_or(Drift)
    }

    /// Whether there is a keyword of `rule` within, at the top.
    pub(in crate::syntax) fn says(&self, rule: Rule) -> bool {
        self.pair.clone().into_inner().any(|pair| pair.as_rule() == rule)
    }

    /// Every pair within, with its place.
    pub(in crate::syntax) fn flat(&self) -> impl Iterator<Item = Self> + use<'i> {
        let base = self.base;
        self.pair.clone().into_inner().flatten().map(move |pair| Self { pair, base })
    }
}

/// The parts within a part, from left to right.
pub(in crate::syntax) struct Cursor<'i> {
    pairs: Pairs<'i, Rule>,
    base: usize,
    opening: u32,
}

impl<'i> Cursor<'i> {
    /// Where the part begins.
    pub(in crate::syntax) fn opening(&self) -> u32 {
        self.opening
    }

    /// The rule of the next part.
    pub(in crate::syntax) fn peek(&mut self) -> Option<Rule> {
        loop {
            let rule = self.pairs.peek()?.as_rule();
            if !is_skipped(rule) {
                return Some(rule);
            }
            self.pairs.next();
        }
    }

    /// An empty list with room for what is left.
    pub(in crate::syntax) fn room<T>(&self) -> Vec<T> {
        let left = self.pairs.clone().filter(|pair| !is_skipped(pair.as_rule()));
        Vec::with_capacity(left.count())
    }

    /// The next part, if it is of `rule`.
    pub(in crate::syntax) fn accept(&mut self, rule: Rule) -> Option<Part<'i>> {
        if self.peek()? == rule { self.next() } else { None }
    }

    /// The next part, which is of `rule`.
    pub(in crate::syntax) fn need(&mut self, rule: Rule) -> Built<Part<'i>> {
        self.accept(rule).ok_or(Drift)
    }
}

impl<'i> Iterator for Cursor<'i> {
    type Item = Part<'i>;

    fn next(&mut self) -> Option<Part<'i>> {
        let base = self.base;
        let pair = self.pairs.find(|pair| !is_skipped(pair.as_rule()))?;
        Some(Part { pair, base })
    }
}

/// Keywords, marks, foreign operators and the end: what has no part of its own in the tree.
fn is_skipped(rule: Rule) -> bool {
    keyword::is(rule)
        || matches!(
            rule,
            Rule::open_brace
                | Rule::close_brace
                | Rule::open_paren
                | Rule::close_paren
                | Rule::comma
                | Rule::semicolon
                | Rule::colon
                | Rule::slash
                | Rule::lower_mark
                | Rule::percent
                | Rule::arrow
                | Rule::foreign_and
                | Rule::foreign_or
                | Rule::foreign_is
                | Rule::foreign_otherwise
                | Rule::EOI
        )
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Grammar, Parser, Part, Pieces, Rule};

    const RULES: (Rule, Rule) = (Rule::first_piece, Rule::next_piece);
    const SCENARIO_RULES: (Rule, Rule) = (Rule::first_scenario, Rule::next_scenario);

    /// Every part of a text with its place: read as a whole, and in pieces.
    fn both(text: &str, whole: Rule, rules: (Rule, Rule)) -> [Vec<(Rule, u32, u32)>; 2] {
        let pairs = Grammar::parse(whole, text).unwrap();
        let whole = Cursor { pairs, base: 0, opening: 0 }.next().unwrap();
        let pieces: Result<Vec<Part<'_>>, _> = Pieces::new(text, rules).collect();
        [whole.cursor().collect(), pieces.unwrap()]
            .map(|parts| parts.iter().flat_map(all).collect())
    }

    fn all(part: &Part<'_>) -> Vec<(Rule, u32, u32)> {
        let parts = std::iter::once(part.clone()).chain(part.flat());
        let place = |part: Part<'_>| (part.rule(), part.raw_span().start, part.raw_span().end);
        parts.map(place).collect()
    }

    #[test]
    fn a_text_read_in_pieces_is_the_text_read_as_a_whole() {
        let good = include_str!("../../../tests/corpus/syntax/good/alles.draaiboek");
        // Cut anywhere it has faults, and goes on with what cannot begin a file.
        let cuts = (0..good.len()).step_by(97).filter_map(|at| good.split_at_checked(at));
        let cuts: Vec<_> = cuts.flat_map(|(head, tail)| [head, tail]).collect();
        for text in cuts.into_iter().chain(["", ";", "\u{FEFF}; x", "} draaiboek a draaiboek b"]) {
            let [whole, pieces] = both(text, Rule::file, RULES);
            assert_eq!(whole, pieces, "{text}");
        }
        let good = include_str!("../../../tests/corpus/syntax/good/alles.scenario");
        let cuts = (0..good.len()).step_by(97).filter_map(|at| good.split_at_checked(at));
        for text in cuts.flat_map(|(head, tail)| [head, tail]) {
            let [whole, pieces] = both(text, Rule::scenario_file, SCENARIO_RULES);
            assert_eq!(whole, pieces, "{text}");
        }
    }
}
