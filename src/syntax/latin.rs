//! Names in Latin letters, for those that mix scripts: one for each, everywhere the same, and none
//! that a word of the file has already.

use std::collections::{HashMap, HashSet};

use super::fault::reserved_name::is_reserved;

/// What the names of a file are called in Latin letters.
#[derive(Debug, Default)]
pub(super) struct Latin<'i> {
    /// Words of the file, and names given, once one was asked for.
    taken: HashSet<&'i str>,
    given: HashMap<String, String>,
}

impl<'i> Latin<'i> {
    /// The name in Latin letters of `name`, which stands in `text`: always the same.
    pub(super) fn of(&mut self, name: &str, text: &'i str) -> String {
        if let Some(given) = self.given.get(name) {
            return given.clone();
        }
        if self.taken.is_empty() {
            self.taken = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        }
        let plain = spelled(name);
        let free = |word: &String| {
            let given = self.given.values().any(|other| other == word);
            !(is_reserved(word) || self.taken.contains(word.as_str()) || given)
        };
        let numbered = (2_u32..).map(|number| format!("{plain}_{number}"));
        let latin = std::iter::once(plain.clone()).chain(numbered).find(free).unwrap_or(plain);
        self.given.insert(name.to_owned(), latin.clone());
        latin
    }
}

/// A name that sounds like `name`, in Latin letters, digits and `_`.
fn spelled(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        match any_ascii::any_ascii_char(letter) {
            _ if latin(letter) => out.push(letter),
            heard => out.extend(heard.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_')),
        }
    }
    match out.starts_with(|c: char| c.is_alphabetic()) {
        true => out,
        false => format!("naam_{out}"),
    }
}

fn latin(letter: char) -> bool {
    use unicode_script::{Script, UnicodeScript};
    letter.is_ascii() || letter.script() == Script::Latin
}

#[cfg(test)]
mod tests {
    use super::Latin;

    #[test]
    fn a_name_sounds_as_it_did_and_is_one_name_everywhere() {
        let text = "rol regieЖ rol regieZh_2 rol планz rol ёlan rol タaak rol λ1a";
        let mut latin = Latin::default();
        assert_eq!(latin.of("regieЖ", text), "regieZh");
        assert_eq!(latin.of("regieЖ", text), "regieZh");
        assert_eq!(latin.of("планz", text), "planz");
        assert_eq!(latin.of("continuïteitЖ", text), "continuïteitZh");
        assert_eq!(latin.of("ьa", text), "a");
        assert_eq!(latin.of("ь1a", text), "naam_1a");
    }

    #[test]
    fn a_name_that_is_taken_or_a_word_of_the_language_gets_a_number() {
        let text = "rol regieZh rol regieЖ rol regieZh_2";
        let mut latin = Latin::default();
        assert_eq!(latin.of("regieЖ", text), "regieZh_3");
        // Another that sounds the same.
        assert_eq!(latin.of("regieЖь", text), "regieZh_4");
        assert_eq!(latin.of("tаaк", "tаaк"), "taak_2", "`taak` is a keyword");
    }
}
