//! Something stands where nothing of its kind may stand, or something is missing.

use super::{misspelled_keyword, reserved_name};
use crate::diagnostic::{Code, Diagnostic, Language, Level, Text};
use crate::span::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::keyword::{self, Construct};
use crate::syntax::words;
use crate::text;

pub(crate) static CODE: Code = Code {
    id: "D0101",
    name: "unexpected-text",
    level: Level::Error,
    page: include_str!("unexpected_text.md"),
};

/// Reading stopped at a place.
pub(in crate::syntax) struct Place<'i> {
    text: &'i str,
    language: Language,
    expected: &'i [Rule],
    // What stands there: a word, a mark or nothing.
    found: Span,
    // Whether the stretch ends there.
    ends: bool,
}

impl<'i> Place<'i> {
    /// Reading `text` stopped at byte `at` of the stretch `within`, where one of `expected`
    /// could have stood.
    pub(in crate::syntax) fn new(
        text: &'i str,
        language: Language,
        at: usize,
        expected: &'i [Rule],
        within: Span,
    ) -> Self {
        let end = within.end as usize;
        if at >= end {
            let last = text.get(..end).and_then(|before| before.chars().next_back());
            let start = end - last.map_or(0, char::len_utf8);
            return Self { text, language, expected, found: Span::new(start, end), ends: true };
        }
        let rest = text.get(at..end).unwrap_or("");
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match rest.chars().next() {
            Some('"') => rest.get(1..).and_then(|inside| inside.find('"')).map_or(1, |at| at + 2),
            Some(c) if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            Some('-') if rest.starts_with("->") => 2,
            Some(c) => c.len_utf8(),
            None => 0,
        };
        let found = Span::new(at, at + length);
        Self { text, language, expected, found, ends: false }
    }

    fn word(&self) -> &'i str {
        self.text.get(self.found.range()).unwrap_or("")
    }

    /// Whether a keyword that could stand there is nearly what stands there.
    pub(in crate::syntax) fn is_misspelled(&self) -> bool {
        self.near().is_some()
    }

    fn near(&self) -> Option<(Span, String)> {
        if self.ends {
            return None;
        }
        let rest = self.text.get(self.found.start as usize..).unwrap_or("");
        misspelled_keyword::near(rest, self.expected, self.language).map(|(length, keyword)| {
            let start = self.found.start as usize;
            (Span::new(start, start + length), keyword)
        })
    }

    /// What is to be told.
    pub(in crate::syntax) fn finding(&self) -> Diagnostic {
        if let Some((span, keyword)) = self.near() {
            let written = self.text.get(span.range()).unwrap_or("");
            return misspelled_keyword::at(span, written, &keyword);
        }
        let word = self.word();
        let nl = join(&words::list(self.expected, self.language, Language::Dutch), "of");
        let en = join(&words::list(self.expected, self.language, Language::English), "or");
        let names = self.expected.contains(&Rule::name) || self.expected.contains(&Rule::names);
        if !self.ends && names && reserved_name::is_reserved(word) {
            return reserved_name::at(self.found, word, (!nl.is_empty()).then_some((&nl, &en)));
        }
        let shown: String = word.chars().take(40).collect();
        let message = if self.ends {
            text!(nl: "hier ontbreekt iets", en: "something is missing here")
        } else {
            text!(nl: "`{shown}` past hier niet", en: "`{shown}` does not fit here")
        };
        let finding = Diagnostic::new(&CODE, self.found, message);
        if nl.is_empty() {
            return finding.help(text!(
                nl: "haal dit weg, of zet het waar het hoort",
                en: "remove this, or move it to where it belongs",
            ));
        }
        let may = text!(nl: "hier kan staan: {nl}", en: "what may stand here: {en}");
        match self.slip() {
            Some(remedy) => finding.help(remedy).note(may),
            None => finding.help(may),
        }
    }

    /// What is written instead of some things that people write first.
    fn slip(&self) -> Option<Text> {
        let word = self.word();
        let is = |rule: Rule| {
            let keyword = keyword::ALL.iter().find(|keyword| keyword.rule == rule);
            keyword.is_some_and(|keyword| keyword.nl.contains(&word) || keyword.en.contains(&word))
        };
        let may = |rules: &[Rule]| rules.iter().any(|rule| self.expected.contains(rule));
        let statement = may(&[Rule::only_statement, Rule::handler]);
        let word_for = |rule| keyword::word(rule, self.language);
        let [soon, when, cond] = [Rule::kw_as_soon, Rule::kw_when, Rule::kw_if].map(word_for);
        if self.ends {
            None
        } else if statement && is(Rule::kw_if) {
            Some(text!(
                nl: "begin met een aanleiding: `{soon} VOORWAARDE -> STAP`, of \
                     `{when} SIGNAAL {cond} VOORWAARDE -> STAP`",
                en: "begin with a trigger: `{soon} CONDITION -> STEP`, or \
                     `{when} SIGNAL {cond} CONDITION -> STEP`",
            ))
        } else if statement && is_action(word) {
            Some(text!(
                nl: "zet het in een blok achter een aanleiding: `{when} SIGNAAL {{ {word} … }}`",
                en: "put it in a block after a trigger: `{when} SIGNAL {{ {word} … }}`",
            ))
        } else if may(&[Rule::guard, Rule::kw_if]) && is(Rule::kw_or) {
            Some(text!(
                nl: "schrijf een regel per signaal; een voorwaarde staat achter `{cond}`",
                en: "write a line per signal; a condition stands after `{cond}`",
            ))
        } else if may(&[Rule::guard, Rule::kw_if]) && is(Rule::kw_and) {
            Some(text!(
                nl: "schrijf een voorwaarde bij de aanleiding achter `{cond}`",
                en: "write a condition of the trigger after `{cond}`",
            ))
        } else if may(&[Rule::target, Rule::arrow, Rule::foreign_arrow]) && is(Rule::kw_then) {
            Some(text!(nl: "schrijf meteen `-> STAP`", en: "write `-> STEP` at once"))
        } else {
            None
        }
    }
}

/// Whether a keyword of something that is done begins so.
fn is_action(word: &str) -> bool {
    let begins = |spelled: &&str| spelled.split(' ').next() == Some(word);
    let mut actions = keyword::ALL.iter().filter(|it| it.construct == Construct::Action);
    actions.any(|action| action.nl.iter().chain(action.en).any(begins))
}

/// A part of which grammar and builder disagree.
pub(in crate::syntax) fn unreadable(span: Span) -> Diagnostic {
    let message = text!(nl: "dit is niet te lezen", en: "this cannot be read");
    Diagnostic::new(&CODE, span, message)
}

/// `a, b of c`
fn join(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., end] => format!("{} {last} {end}", all.join(", ")),
    }
}
