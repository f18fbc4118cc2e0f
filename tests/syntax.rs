//! Playbook texts: what is read, what is told about faults, and that reading never breaks.
#![cfg(feature = "language")]

use draaiboek::diagnostic::{Diagnostic, Language};
use draaiboek::syntax::ast::Node;
use draaiboek::syntax::{parse, parse_scenario, print, print_scenario};

const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

/// Reads `text`, prints it in `language`, and reads that: gives the print, whether both trees are
/// the same, and what is wrong with the print.
fn round(text: &str, scenario: bool, language: Language) -> (String, bool, Vec<Diagnostic>) {
    if scenario {
        let mut first = parse_scenario(text).file;
        let printed = print_scenario(&first, language);
        let second = parse_scenario(&printed);
        first.language = second.file.language;
        let same = first.without_spans() == second.file.without_spans();
        (printed, same, second.diagnostics)
    } else {
        let mut first = parse(text).file;
        let printed = print(&first, language);
        let second = parse(&printed);
        first.language = second.file.language;
        let same = first.without_spans() == second.file.without_spans();
        (printed, same, second.diagnostics)
    }
}

/// Holds for a text without faults: read without a finding, printed and read to the same tree, in
/// both languages, there and back.
fn holds(path: &std::path::Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let scenario = path.extension().is_some_and(|extension| extension == "scenario");
    let found = if scenario { parse_scenario(&text).diagnostics } else { parse(&text).diagnostics };
    assert_eq!(found, vec![], "{}", path.display());
    for language in LANGUAGES {
        let (printed, same, found) = round(&text, scenario, language);
        assert_eq!(found, vec![], "{}\n{printed}", path.display());
        assert!(same, "{}\n{printed}", path.display());
        let (again, same, _) = round(&printed, scenario, language);
        assert_eq!(again, printed, "printing twice is printing once");
        assert!(same);
        for back in LANGUAGES {
            let (there, same, found) = round(&printed, scenario, back);
            assert_eq!(found, vec![], "{there}");
            assert!(same, "{there}");
        }
    }
}

#[test]
fn what_is_right_is_read_and_printed_without_loss() {
    insta::glob!("corpus/syntax/good/*", holds);
}
