//! Grammar and keyword table say the same.
#![allow(clippy::string_slice, reason = "a test may stop at what it does not expect")]

use std::collections::BTreeSet;

use pest::Parser;

use super::{ALL, Keyword, is, of};
use crate::diagnostic::Language;
use crate::syntax::grammar::{Grammar, Rule};

const LEXIS: &str = include_str!("../../../grammar/lexis.pest");
/// The language reference.
const REFERENCE: [(Language, &str); 2] = [
    (Language::Dutch, include_str!("../../../docs/language.md")),
    (Language::English, include_str!("../../../docs/language.en.md")),
];

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

/// The keywords in the examples of a document, by the rules that read them.
fn exemplified(document: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (fence, rule) in [("```draaiboek", Rule::file), ("```scenario", Rule::scenario_file)] {
        for block in document.split(fence).skip(1) {
            let (_, code) = block.split_once('\n').unwrap();
            let (code, _) = code.split_once("```").unwrap();
            let read = Grammar::parse(rule, code).unwrap().flatten();
            found.extend(read.map(|pair| format!("{:?}", pair.as_rule())));
        }
    }
    found
}

#[test]
fn every_keyword_stands_in_an_example_of_the_language_reference() {
    for (language, document) in REFERENCE {
        let found = exemplified(document);
        let missing: Vec<_> = ALL
            .iter()
            .filter(|keyword| !keyword.spelled(language).is_empty())
            .map(|keyword| format!("{:?}", keyword.rule))
            .filter(|rule| !found.contains(rule))
            .collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}

#[test]
fn the_language_reference_lists_every_keyword_in_both_languages() {
    let words = |spelled: &[&str]| match spelled {
        [] => "–".to_owned(),
        spelled => {
            let mut words: Vec<String> = spelled.iter().map(|word| format!("`{word}`")).collect();
            words.dedup();
            words.join(", ")
        }
    };
    for (language, document) in REFERENCE {
        let line = |keyword: &Keyword| {
            let (ours, theirs) = match language {
                Language::Dutch => (keyword.nl, keyword.en),
                Language::English => (keyword.en, keyword.nl),
            };
            let reserved = if keyword.reserved { "\\*" } else { "" };
            format!("{} = {}{reserved}", words(ours), words(theirs))
        };
        let listed = document.split_whitespace().collect::<Vec<_>>().join(" ");
        let missing: Vec<_> =
            ALL.iter().map(line).filter(|line| !listed.contains(line.as_str())).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}
