//! Playbook texts: what is read, what is told about faults, and that reading never breaks.
#![cfg(feature = "language")]

use draaiboek::syntax::{parse, parse_scenario};

#[test]
fn the_example_is_read_without_a_finding() {
    insta::glob!("corpus/syntax/good/*", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let diagnostics = match path.extension().and_then(|extension| extension.to_str()) {
            Some("scenario") => parse_scenario(&text).diagnostics,
            _ => parse(&text).diagnostics,
        };
        assert_eq!(diagnostics, vec![], "{}", path.display());
    });
}
