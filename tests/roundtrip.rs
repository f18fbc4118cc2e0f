//! Generated playbooks there and back: text, the other language, the wire.
#![cfg(feature = "language")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    unreachable_pub,
    reason = "a test may fail by panicking"
)]

use draaiboek::Playbook;
use draaiboek::diagnostic::Language;
use draaiboek::import::Memory;
use draaiboek::span::Span;
use draaiboek::syntax::ast::{Declaration, File, Item, Node, Str, Use};
use draaiboek::syntax::{parse, print};
use model::generate::{plans, write};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

mod model {
    pub mod generate;
}

/// A playbook without its declarations, in Dutch, and a file of them that it uses, in English.
fn divided(file: &File) -> [String; 2] {
    let is_shared = |item: &Item| match item {
        Item::Declaration(Declaration::Calendar(calendar)) => calendar.name.is_some(),
        Item::Declaration(Declaration::Handover(_)) | Item::Statement(_) => false,
        Item::Declaration(_) => true,
    };
    let (shared, mut rest): (Vec<_>, Vec<_>) = file.items.iter().cloned().partition(is_shared);
    let span = Span::default();
    let path = Str { text: "gedeeld".to_owned(), span };
    rest.insert(0, Item::Declaration(Declaration::Use(Use { path, span })));
    let part = |items| File { items, comments: vec![], ..file.clone() };
    [print(&part(rest), Language::Dutch), print(&part(shared), Language::English)]
}

#[test]
fn generated_playbooks_survive_printing_in_either_language_division_and_the_wire() {
    // Drawing a playbook goes deep.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(survive);
    assert!(thread.expect("a thread").join().is_ok(), "see above");
}

fn survive() {
    let mut runner = TestRunner::deterministic();
    let mut compiled = 0;
    for _ in 0..100 {
        let text = write(&plans().new_tree(&mut runner).expect("a plan").current());
        let file = parse(&text).file;
        for language in [Language::Dutch, Language::English] {
            let mut again = parse(&print(&file, language)).file;
            again.language = file.language;
            assert_eq!(again.without_spans(), file.clone().without_spans(), "{text}");
        }
        let Ok(playbook) = Playbook::compile(&text) else { continue };
        compiled += 1;
        let hash = playbook.machine().hash();
        let english = Playbook::compile(&print(&file, Language::English)).expect("compiles");
        assert_eq!(english.machine().hash(), hash, "{text}");
        let [rest, shared] = divided(&file);
        let files = Memory::new().with("gedeeld", shared);
        let divided = Playbook::compile_with("hoofd", &rest, &files).expect("compiles");
        assert_eq!(divided.machine().hash(), hash, "{text}");
        let wire = playbook.to_wire().expect("has a wire form");
        let loaded = Playbook::from_wire(wire.as_bytes()).expect("loads");
        assert_eq!(loaded.machine().hash(), hash);
        assert_eq!(loaded.to_wire().expect("has a wire form"), wire);
    }
    assert!(compiled > 40, "only {compiled} of 100 compile");
}
