//! Grammar and keyword table say the same.
#![allow(clippy::string_slice, reason = "a test may stop at what it does not expect")]

use std::collections::BTreeSet;

use pest::Parser;
use pest::iterators::Pairs;

use super::{ALL, is, of};
use crate::diagnostic::Language;
use crate::syntax::grammar::{Grammar, Rule};

const LEXIS: &str = include_str!("../../../grammar/lexis.pest");

/// The spellings in a rule of the grammar: literals, joined by one space where `gap` is between.
fn spellings(definition: &str) -> BTreeSet<String> {
    definition
        .split('|')
        .map(|one| one.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" "))
        .collect()
}

/// The definitions of the keywords in the grammar, by name, in order.
fn keyword_rules() -> Vec<(String, BTreeSet<String>)> {
    let (_, keywords) = LEXIS.split_once("\nkw_playbook =").unwrap();
    format!("kw_playbook ={keywords}")
        .split("\nkw_")
        .map(|rule| {
            let (name, definition) = rule.split_once('=').unwrap();
            let name = name.trim().trim_start_matches("kw_");
            let definition = definition.split("\n\n").next().unwrap();
            (format!("kw_{name}"), spellings(definition))
        })
        .collect()
}

#[test]
fn every_keyword_is_spelled_in_the_grammar_as_in_the_table() {
    let rules = keyword_rules();
    assert_eq!(rules.len(), ALL.len());
    for ((name, spelled), keyword) in rules.iter().zip(ALL) {
        assert_eq!(*name, format!("{:?}", keyword.rule));
        let table: BTreeSet<String> =
            keyword.nl.iter().chain(keyword.en).map(|word| (*word).to_owned()).collect();
        assert_eq!(*spelled, table, "{name}");
    }
}

#[test]
fn a_rule_finds_its_keyword() {
    for rule in Rule::all_rules() {
        let named = format!("{rule:?}").starts_with("kw_");
        assert_eq!(is(*rule), named, "{rule:?}");
        assert_eq!(of(*rule).map(|keyword| keyword.rule), named.then_some(*rule));
    }
}

#[test]
fn the_grammar_reserves_what_the_table_reserves() {
    let (_, reserved) = LEXIS.split_once("reserved = @{").unwrap();
    let (reserved, _) = reserved.split_once(") ~ boundary").unwrap();
    let lines = reserved.split("&\"").skip(1).map(|line| line.split_once('(').unwrap().1);
    let grammar: BTreeSet<String> =
        lines.flat_map(spellings).filter(|word| !word.is_empty()).collect();
    let words = |keyword: &'static super::Keyword| keyword.nl.iter().chain(keyword.en);
    let all: BTreeSet<&str> =
        ALL.iter().filter(|keyword| keyword.reserved).flat_map(words).copied().collect();
    // What begins with a reserved word is reserved by that word.
    let table: BTreeSet<String> = all
        .iter()
        .filter(|word| word.split_once(' ').is_none_or(|(first, _)| !all.contains(first)))
        .map(|word| (*word).to_owned())
        .collect();
    assert_eq!(grammar, table);
}

#[test]
fn no_slot_has_one_spelling_twice_and_each_has_one() {
    for keyword in ALL {
        assert!(!keyword.nl.is_empty() || !keyword.en.is_empty());
        assert!(!keyword.nl.is_empty(), "Dutch is the first language: {:?}", keyword.rule);
    }
}

/// What nothing runs yet.
const ELSEWHERE: &[Rule] = &[Rule::kw_migrate, Rule::migrate];

const ENGLISH: &[(Rule, &str)] = &[
    (Rule::file, include_str!("../../../tests/corpus/english/words.draaiboek")),
    (Rule::file, include_str!("../../../tests/corpus/english/meals.draaiboek")),
    (Rule::scenario_file, include_str!("../../../tests/corpus/english/meals.scenario")),
    (Rule::file, include_str!("../../../tests/corpus/english/kennel.draaiboek")),
    (Rule::scenario_file, include_str!("../../../tests/corpus/english/kennel.scenario")),
];

/// Everything that can be written, in files that need not run.
const ALL_CONSTRUCTS: &[(Rule, &str)] = &[
    (Rule::file, include_str!("../../../tests/corpus/syntax/good/alles.draaiboek")),
    (Rule::scenario_file, include_str!("../../../tests/corpus/syntax/good/alles.scenario")),
];

/// The rules of which something stands in a text.
fn used(pairs: Pairs<'_, Rule>, found: &mut BTreeSet<Rule>) {
    for pair in pairs {
        found.insert(pair.as_rule());
        used(pair.into_inner(), found);
    }
}

fn used_in(texts: &[(Rule, &str)]) -> BTreeSet<Rule> {
    let mut found = BTreeSet::new();
    for (rule, text) in texts {
        used(Grammar::parse(*rule, text).unwrap(), &mut found);
    }
    found
}

#[test]
fn the_english_corpus_uses_every_keyword_and_every_construct() {
    let english = used_in(ENGLISH);
    let spoken =
        |rule: &Rule| of(*rule).is_none_or(|keyword| !keyword.word(Language::English).is_empty());
    let keywords = ALL.iter().map(|keyword| keyword.rule).filter(spoken);
    let constructs = used_in(ALL_CONSTRUCTS).into_iter().filter(spoken);
    let wanted = keywords.chain(constructs).filter(|rule| !ELSEWHERE.contains(rule));
    let missing: Vec<Rule> = wanted.filter(|rule| !english.contains(rule)).collect();
    assert_eq!(missing, []);
    let used: Vec<&Rule> = ELSEWHERE.iter().filter(|rule| english.contains(rule)).collect();
    assert!(used.is_empty(), "no longer elsewhere: {used:?}");
}
