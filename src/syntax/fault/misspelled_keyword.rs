//! A word is nearly a keyword that could stand there.

use crate::diagnostic::{Code, Diagnostic, Language, Level};
use crate::span::Span;
use crate::syntax::build::Context;
use crate::syntax::grammar::Rule;
use crate::syntax::keyword::{self, Keyword};
use crate::syntax::words::{Phrase, phrase, starters};
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0102",
    name: "misspelled-keyword",
    level: Level::Error,
    page: include_str!("misspelled_keyword.md"),
};

/// `written` stands where `keyword` could.
pub(in crate::syntax) fn at(span: Span, written: &str, keyword: &str) -> Diagnostic {
    let message = text!(
        nl: "`{written}` is geen woord van de taal",
        en: "`{written}` is no word of the language",
    );
    Diagnostic::new(&CODE, span, message)
        .help(text!(nl: "bedoelt u `{keyword}`?", en: "did you mean `{keyword}`?"))
        .fix(span, keyword)
}

/// The keyword among those that `expected` names that is nearest to the start of `rest`, with
/// the length of what stands there. None when nothing is near or it is spelled right.
pub(in crate::syntax) fn near(
    rest: &str,
    expected: &[Rule],
    language: Language,
) -> Option<(usize, String)> {
    nearest(rest, candidates(expected), language)
}

/// The keyword that begins something in `context` that is nearest to the start of `rest`, with
/// the length of what stands there.
pub(in crate::syntax) fn near_start(
    rest: &str,
    context: Context,
    language: Language,
) -> Option<(usize, String)> {
    nearest(rest, starters(context), language)
}

/// The reserved word of more than three letters that is one slip away from `word`.
pub(in crate::syntax) fn near_reserved(word: &str, language: Language) -> Option<&'static str> {
    let is_part = |spelled: &&str| spelled.split(' ').any(|part| part == word);
    if keyword::ALL.iter().flat_map(|keyword| keyword.nl.iter().chain(keyword.en)).any(is_part) {
        return None;
    }
    let reserved = keyword::ALL.iter().filter(|keyword| keyword.reserved);
    let mut words = reserved.flat_map(|keyword| keyword.spelled(language)).copied();
    words.find(|right| right.len() > 3 && strsim::damerau_levenshtein(word, right) == 1)
}

fn nearest(
    rest: &str,
    candidates: impl Iterator<Item = &'static Keyword>,
    language: Language,
) -> Option<(usize, String)> {
    let mut best: Option<(usize, usize, &str)> = None;
    for word in candidates.flat_map(|keyword| keyword.spelled(language)) {
        let written = same_many(rest, word);
        let plain = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = plain.to_lowercase();
        let distance = strsim::damerau_levenshtein(&lower, word);
        let allowed = match word.chars().count() {
            0..=2 => 0,
            3..=5 => 1,
            _ => 2,
        };
        if plain == *word {
            return None;
        }
        if distance <= allowed && best.is_none_or(|(least, ..)| distance < least) {
            best = Some((distance, written.len(), word));
        }
    }
    best.filter(|(_, length, _)| *length > 1).map(|(_, length, word)| (length, word.to_owned()))
}

/// As many words from `rest` as `word` has.
fn same_many<'i>(rest: &'i str, word: &str) -> &'i str {
    let mut end = 0;
    for _ in word.split(' ') {
        let left = rest.get(end..).unwrap_or("");
        let blank = left.len() - left.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let left = left.get(blank..).unwrap_or("");
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/');
        let length = left.find(|c| !is_part(c)).unwrap_or(left.len());
        if length == 0 {
            break;
        }
        end += blank + length;
    }
    rest.get(..end).unwrap_or("")
}

/// The keywords that `expected` names; every keyword when it names a whole kind of statements.
fn candidates(expected: &[Rule]) -> impl Iterator<Item = &'static Keyword> + use<'_> {
    let whole = expected.iter().any(|rule| starts_much(*rule));
    keyword::ALL.iter().filter(move |keyword| {
        whole && starts(keyword)
            || expected.iter().any(|rule| match phrase(*rule) {
                Phrase::Keyword(named) => named == keyword.rule,
                _ => false,
            })
    })
}

fn starts_much(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::task
            | Rule::role
            | Rule::notify
            | Rule::remind
            | Rule::day_off
            | Rule::fact_type
            | Rule::unit
            | Rule::fact
            | Rule::determined
            | Rule::expect
            | Rule::expect_task
            | Rule::holiday
            | Rule::weekday
            | Rule::task_state
            | Rule::hit_policy
            | Rule::always
            | Rule::scenario
            | Rule::duration
            | Rule::length
    )
}

/// Whether a keyword is worth comparing with a word at the start of something.
fn starts(keyword: &Keyword) -> bool {
    keyword.nl.iter().chain(keyword.en).all(|word| word.chars().count() > 2)
}
