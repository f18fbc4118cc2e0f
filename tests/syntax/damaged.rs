//! Damaged texts: whatever is written, reading tells about it and never breaks.

use draaiboek::diagnostic::{Language, Level};
use draaiboek::syntax::{decode, parse, parse_scenario, print, print_scenario};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::{LANGUAGES, STATEMENTS, round, told};

/// The words and marks of a text.
fn tokens(text: &str) -> Vec<&str> {
    text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_').collect()
}

/// What is told lies in the text; what is read without a fault prints without loss.
fn is_sound(text: &str, scenario: bool) -> Result<(), TestCaseError> {
    let (faults, diagnostics) = if scenario {
        let parsed = parse_scenario(text);
        let _ = print_scenario(&parsed.file, Language::English);
        (parsed.file.faults, parsed.diagnostics)
    } else {
        let parsed = parse(text);
        let _ = print(&parsed.file, Language::English);
        (parsed.file.faults, parsed.diagnostics)
    };
    for finding in &diagnostics {
        prop_assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        if let Some(fix) = &finding.fix {
            prop_assert!(text.get(fix.span.range()).is_some(), "{finding:?}");
        }
        for label in &finding.labels {
            prop_assert!(label.span.end as usize <= text.len(), "{finding:?}");
        }
    }
    let errors = diagnostics.iter().filter(|finding| finding.level() == Level::Error).count();
    prop_assert!(faults.is_empty() || errors > 0, "{text}");
    if errors == 0 {
        for language in LANGUAGES {
            let (printed, same, found) = round(text, scenario, language);
            prop_assert_eq!(found, vec![], "{}\n{}", text, printed);
            prop_assert!(same, "{text}\n{printed}");
        }
    }
    Ok(())
}

/// A text with some of its tokens deleted, doubled or swapped.
fn mutated(text: &str, changes: &[(usize, usize, u8)]) -> String {
    let mut all = tokens(text);
    for &(one, other, kind) in changes {
        let (one, other) = (one % all.len(), other % all.len());
        match kind {
            0 => drop(all.remove(one)),
            1 => all.insert(one, all[one]),
            2 => all.swap(one, other),
            _ => all.insert(one, all[other]),
        }
    }
    all.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_told_about(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        match decode(&bytes) {
            Ok(text) => is_sound(text, false)?,
            Err(finding) => prop_assert!(finding.span.end as usize <= bytes.len()),
        }
        let text = String::from_utf8_lossy(&bytes);
        is_sound(&text, false)?;
        is_sound(&text, true)?;
    }

    #[test]
    fn any_marks_and_words_are_told_about(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "stap", "taak", "{", "}", "(", ")", "\"", "\"x\"", "->", "\n", " ", "a", "3",
                "dagen", "binnen", "door", "als", "en", ",", ";", "klaar", "//", "///", "niet",
                "draaiboek", "meld", "besluit", "zodra", "ja", "is", "2026-01-01", "é", "'",
            ]),
            0..80,
        ),
    ) {
        let text = words.join(" ");
        is_sound(&text, false)?;
        is_sound(&format!("scenario \"x\" voor y\n{text}"), true)?;
    }

    #[test]
    fn statements_with_tokens_moved_are_told_about(
        first in 0..STATEMENTS.len(),
        second in 0..STATEMENTS.len(),
        changes in proptest::collection::vec((any::<usize>(), any::<usize>(), 0_u8..4), 1..4),
    ) {
        let text = format!("stap a {{\n{}\n{}\n}}\n", STATEMENTS[first], STATEMENTS[second]);
        is_sound(&format!("draaiboek x\n{}", mutated(&text, &changes)), false)?;
    }
}

/// Where words and braces stand in a text, outside quotation marks and comments.
fn words_and_braces(text: &str) -> Vec<(usize, usize)> {
    let mut found = vec![];
    let mut quoted = false;
    let mut start = None;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        let word = !quoted && (c.is_alphanumeric() || c == '_');
        match (word, start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                found.push((begin, at));
                start = None;
            }
            _ => {}
        }
        if !quoted && matches!(c, '{' | '}') {
            found.push((at, at + 1));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_example_with_tokens_moved_is_told_about(
        changes in proptest::collection::vec((any::<usize>(), any::<usize>(), 0_u8..4), 1..12),
        cut in any::<usize>(),
    ) {
        let text = include_str!("../corpus/syntax/good/voorbeeld.draaiboek");
        let changed = mutated(text, &changes);
        is_sound(&changed, false)?;
        let cut = (0..=cut % text.len()).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        is_sound(text.get(..cut).unwrap(), false)?;
        let text = include_str!("../corpus/syntax/good/voorbeeld.scenario");
        is_sound(&mutated(text, &changes), true)?;
    }

    #[test]
    fn a_word_or_brace_less_is_one_finding_at_most(which in any::<prop::sample::Index>()) {
        let text = include_str!("../corpus/syntax/good/voorbeeld.draaiboek");
        let (_, text) = text.split_once('\n').unwrap();
        let (text, _) = text.split_once("\nwaarborg").unwrap();
        let (start, end) = *which.get(&words_and_braces(text));
        let gone = text.get(start..end).unwrap();
        let less = format!("{}{}", text.get(..start).unwrap(), text.get(end..).unwrap());
        let found = parse(&less).diagnostics;
        prop_assert!(found.len() <= 1, "without {gone:?}\n{}", told(&less, &found));
    }
}
