//! Something stands where nothing of its kind may stand, or something is missing.

use super::reserved_name;
use crate::diagnostic::{Code, Diagnostic, Language, Level};
use crate::span::Span;
use crate::syntax::build::Context;
use crate::syntax::grammar::Rule;
use crate::syntax::slips::{Around, advice};
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

    /// What stands there.
    pub(in crate::syntax) fn word(&self) -> &'i str {
        self.text.get(self.found.range()).unwrap_or("")
    }

    /// What is to be told. `within` is the stretch that the place is in, a line of `context`;
    /// `reserved` says that what stands there was told to be no name, elsewhere.
    pub(in crate::syntax) fn finding(
        &self,
        within: Span,
        context: Context,
        reserved: bool,
    ) -> Diagnostic {
        let word = self.word();
        let nl = join(&words::list(self.expected, self.language, Language::Dutch), "of");
        let en = join(&words::list(self.expected, self.language, Language::English), "or");
        let at = if self.ends { self.found.end } else { self.found.start };
        let around = Around::new(self.text, at as usize, within);
        // Where something is missing, it is only clear what when one thing can follow.
        let told = !self.ends || self.expected.contains(&Rule::kw_then);
        let slip = told.then(|| advice(&around, context, self.language)).flatten();
        let mut needed = [Rule::name, Rule::names, Rule::goal].into_iter();
        let named = reserved || needed.any(|rule| self.expected.contains(&rule));
        if slip.is_none() && !self.ends && named && reserved_name::is_reserved(word) {
            return reserved_name::at(self.found, word, (!nl.is_empty()).then_some((&nl, &en)));
        }
        let shown: String = word.chars().take(40).collect();
        let message = if self.ends {
            text!(nl: "hier ontbreekt iets", en: "something is missing here")
        } else {
            text!(nl: "`{shown}` past hier niet", en: "`{shown}` does not fit here")
        };
        let finding = Diagnostic::new(&CODE, self.found, message);
        if let Some(help) = slip {
            return finding.help(help);
        }
        if nl.is_empty() {
            return finding.help(text!(
                nl: "haal dit weg, of zet het waar het hoort",
                en: "remove this, or move it to where it belongs",
            ));
        }
        finding.help(text!(nl: "hier kan staan: {nl}", en: "what may stand here: {en}"))
    }
}

/// A part of which grammar and builder disagree.
pub(in crate::syntax) fn unreadable(span: Span) -> Diagnostic {
    let message = text!(nl: "dit is niet te lezen", en: "this cannot be read");
    Diagnostic::new(&CODE, span, message)
}

/// `a, b of c`
pub(super) fn join(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., end] => format!("{} {last} {end}", all.join(", ")),
    }
}
