//! Which word of the language was meant: one that is nearly what stands there, and with which
//! reading goes on.

use super::Builder;
use super::recover::Failure;
use super::stretch::words;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::syntax::ast::{Outcome, OutcomeName};
use crate::syntax::fault::misspelled_keyword::{self, Meant};
use crate::syntax::grammar::Rule;
use crate::syntax::keyword::{self, Keyword};

/// How long a stretch may be to be read again with another word in it.
const MAX_STRETCH: usize = 20_000;
/// How many words the longest keyword has.
const MOST_WORDS: usize = 5;
/// How many findings there may be before a word is no longer looked for in the whole text.
const MAX_SEARCHES: usize = 100;

/// A word that was perhaps meant.
struct Proposal {
    keyword: &'static Keyword,
    word: &'static str,
    /// What stands there.
    place: Span,
    distance: usize,
    /// Whether reading fails directly behind it.
    stays: bool,
    /// Whether the statement is read to its end with it.
    whole: bool,
}

impl Builder<'_> {
    /// Takes the last of `outcomes` for the answer that differs from it only in capitals.
    pub(super) fn without_capitals(&mut self, outcomes: &mut Vec<Outcome>) {
        let [.., first, last] = outcomes.as_slice() else { return self.alone(outcomes) };
        let OutcomeName::Named(end) = &last.name else { return };
        let bare = first.actions.is_empty() && first.target.is_none();
        let span = first.span.to(end.span);
        let written = self.slice(span);
        let plain = written.split([' ', '\t']).filter(|part| !part.is_empty());
        let plain = plain.collect::<Vec<_>>().join(" ").to_lowercase();
        let answer = keyword::of(Rule::kw_no_answer).filter(|keyword| keyword.has(&plain));
        let (Some(keyword), true) = (answer, bare) else { return self.alone(outcomes) };
        let meant = [keyword.word(self.language)];
        let meant = Meant { written, words: &meant, is_keyword: false, is_sure: true };
        self.diagnostics.push(misspelled_keyword::at(span, &meant));
        let last = outcomes.pop();
        outcomes.pop();
        outcomes.extend(last.map(|last| Outcome { name: OutcomeName::NoAnswer(span), ..last }));
    }

    fn alone(&mut self, outcomes: &mut [Outcome]) {
        let Some(Outcome { name: answer, .. }) = outcomes.last_mut() else { return };
        let OutcomeName::Named(name) = &*answer else { return };
        let span = name.span;
        let plain = name.text.to_lowercase();
        let mut answers = [Rule::kw_yes, Rule::kw_no].into_iter().filter_map(keyword::of);
        let Some(keyword) = answers.find(|keyword| keyword.has(&plain)) else { return };
        let meant = [keyword.word(self.language)];
        let meant = Meant { written: &name.text, words: &meant, is_keyword: false, is_sure: true };
        self.diagnostics.push(misspelled_keyword::at(span, &meant));
        *answer = match keyword.rule {
            Rule::kw_yes => OutcomeName::Yes(span),
            _ => OutcomeName::No(span),
        };
    }

    /// The finding that the word where `rule` could not read `within` any further, or one of the
    /// two before it, is nearly a word with which it can.
    pub(super) fn misspelled(
        &self,
        rule: Rule,
        within: Span,
        failure: &Failure,
    ) -> Option<Diagnostic> {
        if self.slice(within).len() > MAX_STRETCH {
            return None;
        }
        let start = within.start as usize;
        let all = words(self.slice(within)).map(|(at, word)| (start + at, word));
        let mut before: Vec<(usize, &str)> = vec![];
        for (at, word) in all.take_while(|(at, _)| *at <= failure.at) {
            before.push((at, word));
        }
        for &(at, word) in before.iter().rev().take(3) {
            let between = self.text.get(at + word.len()..failure.at.max(at + word.len()))?;
            if !between.trim().is_empty() {
                return None;
            }
            let is_read = at < failure.at;
            if is_read && at > start && !self.is_said_once(word) {
                continue;
            }
            let found = self.proposals(rule, within, at, failure.at);
            // A word of the language goes on with what is before where it begins nothing.
            let is_right = is_read || at == start;
            if let Some(finding) = self.chosen(found, is_read, is_right) {
                return Some(finding);
            }
        }
        None
    }

    /// Tells of every line in a stretch that begins with a word of the language in capitals;
    /// whether the first does.
    pub(super) fn capitals(&mut self, span: Span) -> bool {
        let mut at = span.start as usize;
        let mut told = vec![];
        for line in self.slice(span).split_inclusive('\n') {
            let word = line.trim_start();
            let start = at + line.len() - word.len();
            let written: Vec<Written> = (1..=MOST_WORDS).map_while(|n| first(word, n)).collect();
            let all = keyword::ALL.iter().flat_map(|keyword| keyword.spelled(self.language));
            let same = |word: &'static &'static str| {
                let (length, slips) = nearness(&written, word)?;
                (slips == 0).then_some((length, *word))
            };
            if let Some((length, word)) = all.filter_map(same).max() {
                told.push((Span::new(start, start + length), word));
            } else if told.is_empty() {
                return false;
            }
            at += line.len();
        }
        for (place, word) in &told {
            let written = self.slice(*place);
            let meant = Meant { written, words: &[word], is_keyword: false, is_sure: true };
            self.diagnostics.push(misspelled_keyword::at(*place, &meant));
        }
        !told.is_empty()
    }

    /// Whether a word stands nowhere else in the text, as a name would.
    fn is_said_once(&self, word: &str) -> bool {
        self.diagnostics.len() < MAX_SEARCHES
            && words(self.text).filter(|(_, other)| *other == word).count() == 1
    }

    /// The words that are nearly what stands at `at`, and with which `rule` reads `within`
    /// beyond `failed`.
    fn proposals(&self, rule: Rule, within: Span, at: usize, failed: usize) -> Vec<Proposal> {
        let rest = self.text.get(at..within.end as usize).unwrap_or("");
        let written: Vec<Written> = (1..=MOST_WORDS + 1).map_while(|n| first(rest, n)).collect();
        let mut found: Vec<Proposal> = vec![];
        for keyword in keyword::ALL {
            for word in keyword.spelled(self.language) {
                let Some((length, distance)) = nearness(&written, word) else { continue };
                if found.iter().any(|other| other.word == *word) {
                    continue;
                }
                let place = Span::new(at, at + length);
                let reached = self.reached(rule, within, place, word);
                let behind = self.text.get(place.end as usize..within.end as usize).unwrap_or("");
                let blank = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                let next = place.end as usize + blank;
                if reached >= failed.max(place.end as usize) {
                    let stays = reached <= next.max(failed) && !behind.trim().is_empty();
                    let whole = self.is_whole(rule, within, place, word, reached);
                    found.push(Proposal { keyword, word, place, distance, stays, whole });
                }
            }
        }
        found
    }

    /// Whether what `rule` reads of `within` up to `reached`, with `word` at `place`, is a
    /// statement: to the end, or to that of a line. Only then it is sure that this word was meant:
    /// of a statement that does not read on, another word or order may have been.
    fn is_whole(&self, rule: Rule, within: Span, place: Span, word: &str, reached: usize) -> bool {
        let behind = self.parsed.get(place.end as usize..within.end as usize).unwrap_or("");
        if words(behind).next().is_some_and(|(_, next)| next == word) {
            return false;
        }
        let Some(read) = self.parsed.get(within.start as usize..reached) else {
            return reached == usize::MAX;
        };
        let ends_a_line = read.trim_end_matches([' ', '\t']).ends_with('\n');
        let until = Span::new(within.start as usize, reached);
        ends_a_line && self.reached(rule, until, place, word) == usize::MAX
    }

    /// How far `rule` reads `within` with `word` at `place`, as a place in the text as it is.
    fn reached(&self, rule: Rule, within: Span, place: Span, word: &str) -> usize {
        let (start, end) = (within.start as usize, within.end as usize);
        let head = self.parsed.get(start..place.start as usize).unwrap_or("");
        let tail = self.parsed.get(place.end as usize..end).unwrap_or("");
        let stop = head.len() + word.len();
        match super::recover::stop(rule, &format!("{head}{word}{tail}")) {
            Some(at) if at < stop => start + at.min(head.len()),
            Some(at) => place.end as usize + at - stop,
            None => usize::MAX,
        }
    }

    /// The finding for the best of `found`; a word that was read as a name needs a sure one.
    /// `is_right` says that a word of the language is what it looks like.
    fn chosen(
        &self,
        mut found: Vec<Proposal>,
        is_read: bool,
        is_right: bool,
    ) -> Option<Diagnostic> {
        found.retain(|one| !is_read || !one.stays);
        let rank = |one: &Proposal| (one.stays, one.distance);
        let best = found.iter().map(rank).min()?;
        found.retain(|one| rank(one) == best);
        let first = found.first()?;
        let written = self.text.get(first.place.range())?;
        let is_keyword = keyword::is_part(written);
        if is_right && is_keyword {
            return None;
        }
        // Singular and plural are one word, of which the number before it says the form.
        let one = found.iter().all(|other| other.keyword.rule == first.keyword.rule);
        let words: Vec<&str> = match one && found.len() > 1 {
            true if self.counts_many(first.place) => vec![first.keyword.plural(self.language)],
            true => vec![first.keyword.word(self.language)],
            false => found.iter().map(|one| one.word).collect(),
        };
        let is_sure = !is_keyword && found.iter().all(|one| one.whole);
        let meant = Meant { written, words: &words, is_keyword, is_sure };
        Some(misspelled_keyword::at(first.place, &meant))
    }
}

/// The first words of a stretch: how long they are, and how they read.
struct Written {
    length: usize,
    plain: String,
}

/// The length of what stands there and is nearly `word`, with the number of slips; none for the
/// word itself. `written` is the first word, the first two, and so on. Words may be run together
/// or apart.
fn nearness(written: &[Written], word: &str) -> Option<(usize, usize)> {
    let count = word.split(' ').count();
    let letters = |text: &str| text.chars().filter(|c| *c != ' ').count();
    let near = |(index, written): (usize, &Written)| {
        let plain = &written.plain;
        if index + 1 != count {
            let joined = |text: &str| text.replace(' ', "").to_lowercase();
            let same = letters(plain) == letters(word) && joined(plain) == joined(word);
            return same.then_some((written.length, 1));
        }
        let pairs = || plain.split(' ').zip(word.split(' '));
        let slips = pairs().map(|(plain, word)| slips(plain, word)).sum::<Option<usize>>()?;
        (plain != word).then_some((written.length, slips))
    };
    written.iter().enumerate().filter_map(near).min_by_key(|(_, distance)| *distance)
}

/// How many slips make `written` of one word of the language, capitals aside; none for so many
/// that it is another. A short word is itself: one letter makes `in` another.
fn slips(written: &str, word: &str) -> Option<usize> {
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    // A cheap bound first: a table of distances is quadratic in the lengths.
    if written.chars().count().abs_diff(word.chars().count()) > allowed {
        return None;
    }
    let distance = strsim::damerau_levenshtein(&written.to_lowercase(), word);
    (distance <= allowed).then_some(distance)
}

/// The first `many` words of `rest`, if so many stand there on one line.
fn first(rest: &str, many: usize) -> Option<Written> {
    let mut length = 0;
    let mut plain = String::new();
    for _ in 0..many {
        let left = rest.get(length..)?;
        let word = left.trim_start_matches([' ', '\t']);
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/');
        let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
        if !word.starts_with(char::is_alphabetic) {
            return None;
        }
        length += left.len() - word.len() + end;
        plain += if plain.is_empty() { "" } else { " " };
        plain += word.get(..end)?;
    }
    (length > 1).then_some(Written { length, plain })
}
