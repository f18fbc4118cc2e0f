//! Letters that pass for others: what a name was meant to say, and which scripts it mixes.

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};
use unicode_security::{GeneralSecurityProfile, MixedScript, skeleton};

/// How the names of a file are written.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    // Scripts in which some name is written that does not look Latin.
    genuine: Vec<Script>,
}

/// A name with letters that pass for others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Disguise {
    /// The first such letter.
    pub(super) found: char,
    /// What it looks like.
    pub(super) like: String,
    /// The name with the letters that it seems to have.
    pub(super) meant: String,
}

impl Scripts {
    /// How the names of `text` are written; `foreign` are its letters that are not ASCII.
    pub(super) fn of(text: &str, foreign: &[usize]) -> Self {
        let mut scripts = Self::default();
        let mut end = 0;
        for &at in foreign {
            if at >= end {
                let (before, behind) = text.split_at_checked(at).unwrap_or_default();
                let start = before.rfind(is_mark).map_or(0, |mark| mark + 1);
                end = behind.find(is_mark).map_or(text.len(), |mark| at + mark);
                scripts.count(text.get(start..end).unwrap_or(""));
            }
        }
        scripts
    }

    fn count(&mut self, name: &str) {
        if let [(script, _)] = written(name).as_slice()
            && *script != Script::Latin
            && !self.genuine.contains(script)
            && name.nfc().any(|c| c.script() == *script && counterpart(c, Script::Latin).is_none())
        {
            self.genuine.push(*script);
        }
    }

    /// Whether a name in `script` alone is the work of letters that pass for Latin: nothing else
    /// in the file is written so, and keywords are Latin.
    fn is_odd(&self, script: Script) -> bool {
        script != Script::Latin && !self.genuine.contains(&script)
    }
}

/// What no name has in it.
fn is_mark(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_'
}

/// What `name` (composed, not ASCII) only looks like; `None` when it is what it looks like.
pub(super) fn disguise(name: &str, scripts: &Scripts) -> Option<Disguise> {
    let plain: String = name.chars().filter(|c| !is_selector(*c)).nfkc().collect();
    if plain != name {
        let odd = |c: &char| is_selector(*c) || !std::iter::once(*c).nfkc().eq([*c]);
        let found = name.chars().find(odd)?;
        let like = std::iter::once(found).filter(|c| !is_selector(*c)).nfkc().collect();
        let meant = disguise(&plain, scripts).map_or(plain, |deeper| deeper.meant);
        return Some(Disguise { found, like, meant });
    }
    let found = written(name);
    let (mut main, _) = *found.first()?;
    if found.len() == 1 && scripts.is_odd(main) {
        main = Script::Latin;
    }
    let mut first = None;
    let mut meant = String::with_capacity(name.len());
    for letter in name.chars() {
        let script = letter.script();
        if !is_script(script) || script == main && letter.identifier_allowed() {
            meant.push(letter);
            continue;
        }
        match counterpart(letter, main) {
            Some(like) => {
                first.get_or_insert((letter, like));
                meant.push(like);
            }
            None if script == main => meant.push(letter),
            None => return None,
        }
    }
    first.map(|(found, like)| Disguise { found, like: like.to_string(), meant })
}

/// The first two scripts that `name` mixes, unless one way of writing has both.
pub(super) fn mixed(name: &str) -> Option<(Script, Script)> {
    if name.is_ascii() || name.is_single_script() {
        return None;
    }
    match written(name).as_slice() {
        [(first, _), (second, _), ..] => Some((*first, *second)),
        _ => None,
    }
}

/// A script in words, Dutch and English.
pub(super) fn words(script: Script) -> (&'static str, &'static str) {
    match script {
        Script::Latin => ("Latijns", "Latin"),
        Script::Cyrillic => ("Cyrillisch", "Cyrillic"),
        Script::Greek => ("Grieks", "Greek"),
        other => (other.full_name(), other.full_name()),
    }
}

/// The scripts of a name with how many letters each has, most first; Latin first of equals.
fn written(name: &str) -> Vec<(Script, usize)> {
    let mut found: Vec<(Script, usize)> = Vec::new();
    for script in name.chars().map(|c| c.script()).filter(|script| is_script(*script)) {
        match found.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => found.push((script, 1)),
        }
    }
    found.sort_by_key(|(script, count)| (std::cmp::Reverse(*count), *script != Script::Latin));
    found
}

/// The letter of `script` that looks like `letter`, capital for capital.
fn counterpart(letter: char, script: Script) -> Option<char> {
    let fits = |c: &char| {
        c.script() == script && c.identifier_allowed() && c.is_uppercase() == letter.is_uppercase()
    };
    if script == Script::Latin {
        return looks(letter).filter(fits).or_else(|| {
            // A capital `I` of any script looks like a small `l`.
            let small = looks(only(letter.to_lowercase())?)?;
            only(small.to_uppercase()).filter(|_| letter.is_uppercase()).filter(fits)
        });
    }
    let block = match script {
        Script::Greek => '\u{370}'..='\u{3FF}',
        Script::Cyrillic => '\u{400}'..='\u{4FF}',
        _ => return None,
    };
    let like = looks(letter)?;
    block.into_iter().filter(fits).find(|c| looks(*c) == Some(like))
}

/// The one letter that stands for all that look like `letter`.
fn looks(letter: char) -> Option<char> {
    only(skeleton(letter.encode_utf8(&mut [0; 4])).nfc())
}

fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}

fn is_script(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// Whether `c` only selects a form of the letter before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::{Disguise, Scripts, disguise, mixed};

    fn scripts(names: &[&str]) -> Scripts {
        let text = names.join(" ");
        let foreign = text.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| at);
        Scripts::of(&text, &foreign.collect::<Vec<_>>())
    }

    fn meant(name: &str, names: &[&str]) -> Option<String> {
        disguise(name, &scripts(names)).map(|found| found.meant)
    }

    #[test]
    fn a_letter_of_another_script_passes_for_one_of_the_name() {
        let found = disguise("\u{430}anbieder", &scripts(&["rol"]));
        let (like, meant_) = ("a".to_owned(), "aanbieder".to_owned());
        assert_eq!(found, Some(Disguise { found: '\u{430}', like, meant: meant_ }));
        assert_eq!(meant("r\u{3bf}l", &[]).as_deref(), Some("rol"));
        assert_eq!(meant("\u{406}tem", &[]).as_deref(), Some("Item"));
        assert_eq!(meant("\u{ff41}anbieder", &[]).as_deref(), Some("aanbieder"));
        assert_eq!(meant("r\u{251}d", &[]).as_deref(), Some("rad"));
        assert_eq!(meant("a\u{fe0f}b", &[]).as_deref(), Some("ab"));
        assert_eq!(meant("\u{441}отрудниk", &[]).as_deref(), None, "k looks like no small letter");
        assert_eq!(meant("cотрудник", &[]).as_deref(), Some("\u{441}отрудник"));
    }

    #[test]
    fn a_name_wholly_in_another_script_is_odd_unless_a_name_in_it_cannot_be_latin() {
        let whole = "\u{441}\u{43e}\u{440}";
        assert_eq!(meant(whole, &["rol", whole]).as_deref(), Some("cop"));
        assert_eq!(meant(whole, &[whole]).as_deref(), Some("cop"), "keywords are Latin");
        assert_eq!(meant(whole, &["proef", whole, "сотрудник"]), None);
        assert_eq!(meant(whole, &["proef", whole, "regieЖ"]).as_deref(), Some("cop"));
    }

    #[test]
    fn what_people_write_is_let_be() {
        for name in ["continuïteit", "coördinator", "Größe", "łódź", "été", "øre", "日本ひらがな"]
        {
            assert_eq!(meant(name, &["rol", name]), None, "{name}");
            assert_eq!(mixed(name), None, "{name}");
        }
        assert!(mixed("планz").is_some() && mixed("план_1").is_none());
    }
}
