//! The example of the language and its English twin.
#![cfg(feature = "language")]

use draaiboek::Playbook;
use draaiboek::syntax::ast::Node;
use draaiboek::syntax::parse;

const WHOLE: [&str; 2] = [
    include_str!("corpus/example/geheel.draaiboek"),
    include_str!("corpus/example/geheel.en.draaiboek"),
];
const CORE: [&str; 2] = [
    include_str!("corpus/example/kern.draaiboek"),
    include_str!("corpus/example/kern.en.draaiboek"),
];

#[test]
fn the_core_example_compiles_without_a_finding_and_its_twin_gives_the_same_machine() {
    let [dutch, english] = CORE.map(|source| Playbook::compile(source).expect("compiles"));
    assert_eq!(dutch.diagnostics(), []);
    assert_eq!(english.diagnostics(), []);
    assert_eq!(dutch.machine().hash(), english.machine().hash());
}

#[test]
fn formatting_and_comments_change_no_hash() {
    let [dutch, _] = CORE;
    let plain: String = dutch
        .lines()
        .map(|line| match line.split_once("// ") {
            Some((before, _)) if !before.contains(['"', '/']) => before.trim(),
            _ => line.trim(),
        })
        .flat_map(|line| [line, "\n\n// anders\n"])
        .collect();
    let hash = |source| Playbook::compile(source).expect("compiles").machine().hash();
    assert_eq!(hash(dutch), hash(&plain));
}

#[test]
fn the_whole_example_and_its_twin_are_one_tree() {
    let [dutch, english] = WHOLE.map(|source| parse(source).file);
    let mut twin = english.without_spans();
    twin.language = dutch.language;
    twin.comments.clear();
    let mut dutch = dutch.without_spans();
    dutch.comments.clear();
    assert_eq!(dutch, twin);
}

#[test]
fn the_whole_example_compiles_without_a_finding_and_its_twin_gives_the_same_machine() {
    let [dutch, english] = WHOLE.map(|source| Playbook::compile(source).expect("compiles"));
    assert_eq!(dutch.diagnostics(), []);
    assert_eq!(english.diagnostics(), []);
    assert_eq!(dutch.machine().hash(), english.machine().hash());
}
