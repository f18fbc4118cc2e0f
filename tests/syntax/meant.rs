//! Slips in words of the language: what is mended says what was meant, or is left to the author.

use draaiboek::diagnostic::{Diagnostic, Language, Level, mend};
use draaiboek::syntax::ast::Node;
use draaiboek::syntax::ast::scenario::ScenarioFile;
use draaiboek::syntax::{parse, parse_scenario};

/// How many slips there may be in a text before some are passed over.
const MOST: usize = 10;

/// Where the words of a text stand that are in neither a comment nor a text.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = vec![];
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split("//").next().unwrap();
        let mut at = line_start;
        for (index, part) in code.split('"').enumerate() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let mut rest = part;
            while index % 2 == 0 && rest.contains(is_word) {
                let start = rest.find(is_word).unwrap();
                let end = rest[start..].find(|c| !is_word(c)).map_or(rest.len(), |it| start + it);
                found.push((at + part.len() - rest.len() + start, &rest[start..end]));
                rest = &rest[end..];
            }
            at += part.len() + 1;
        }
        line_start += line.len();
    }
    found
}

/// Texts with one slip: a letter left out, doubled, replaced or moved, and two words that changed
/// places.
fn slips(text: &str) -> Vec<String> {
    let all = words(text);
    let mut found = vec![];
    for (number, &(at, word)) in all.iter().enumerate() {
        let letters: Vec<char> = word.chars().collect();
        let swap = (number * 7 + 3) % letters.len();
        let mut write = |with: &str, length: usize| {
            found.push(format!("{}{with}{}", &text[..at], &text[at + length..]));
        };
        let with = |put: &[char]| {
            [&letters[..swap], put, &letters[swap + 1..]].concat().into_iter().collect::<String>()
        };
        write(&with(&[]), word.len());
        write(&with(&[letters[swap], letters[swap]]), word.len());
        write(&with(&['x']), word.len());
        let mut moved = letters.clone();
        moved.swap(swap, (swap + 1) % letters.len());
        write(&moved.iter().collect::<String>(), word.len());
        let next =
            all.get(number + 1).map(|&(next, other)| (next, other, &text[at + word.len()..next]));
        if let Some((next, other, between)) = next.filter(|(_, _, between)| !between.contains('\n'))
        {
            write(&format!("{other}{between}{word}"), next + other.len() - at);
        }
    }
    let step = found.len().div_ceil(MOST);
    found.into_iter().step_by(step).collect()
}

fn means_what_it_did(path: &std::path::Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let scenario = path.extension().is_some_and(|extension| extension == "scenario");
    let check = |text: &str| match scenario {
        true => parse_scenario(text).diagnostics,
        false => parse(text).diagnostics,
    };
    // Where the slip is in the first word that says the language, another may be taken for it.
    let tree = |text: &str| match scenario {
        true => {
            let file = parse_scenario(text).file.without_spans();
            format!("{:?}", ScenarioFile { language: Language::Dutch, ..file })
        }
        false => format!("{:?}", parse(text).file.without_spans()),
    };
    let is_error = |finding: &Diagnostic| finding.level() == Level::Error;
    let meant = tree(&text);
    for slip in slips(&text) {
        let mended = mend(&slip, check);
        let read = !mended.found.iter().any(is_error) && mended.mended.iter().any(is_error);
        let lines = slip.lines().zip(text.lines()).zip(mended.source.lines());
        let differs = lines.into_iter().find(|((slip, was), _)| slip != was);
        let same = !read || tree(&mended.source) == meant;
        assert!(same, "{}: slip, meant, mended: {differs:#?}", path.display());
    }
}

#[test]
fn what_is_mended_says_what_was_meant() {
    insta::glob!("../corpus", "example/*.{draaiboek,scenario}", means_what_it_did);
    insta::glob!("../corpus", "scenario/*.{draaiboek,scenario}", means_what_it_did);
}
