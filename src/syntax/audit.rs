//! Spelling of what was read: keywords of the other language, spellings from elsewhere.

use super::build::{Builder, Part, Pieces};
use super::fault::{foreign_keyword, foreign_spelling, thousands};
use super::grammar::Rule;
use super::keyword::{self, Construct, Keyword};
use crate::diagnostic::Language;
use crate::span::Span;

impl Builder<'_> {
    /// Tells of spellings in `part` that mean something but are not those of the file.
    pub(super) fn audit(&mut self, part: &Part<'_>) {
        let mut particle = None;
        for part in part.flat() {
            let rule = part.rule();
            if let Some(keyword) = keyword::of(rule) {
                if !is_spelled(keyword, self.language, part.text()) {
                    self.tell(keyword, &part, &mut particle);
                }
            } else if rule == Rule::number
                && self.language == Language::Dutch
                && let Some(readings) = thousands::readings(part.text().trim_end(), '.')
            {
                let span = self.span(&part);
                self.diagnostics.push(thousands::at(span, self.slice(span), &readings));
            } else if rule == Rule::foreign_decimal
                && let Some(readings) = thousands::readings(part.text(), ',')
            {
                let span = part.raw_span();
                self.diagnostics.push(foreign_spelling::either(span, part.text(), &readings));
            } else if is_foreign(rule)
                && let Some(right) = foreign_spelling::right(rule, part.text(), self.language)
            {
                let span = part.raw_span();
                self.diagnostics.push(foreign_spelling::at(span, part.text(), &right));
            }
        }
    }

    /// Tells of a keyword of the other language. `particle` remembers a verb of two parts, whose
    /// second part has no counterpart.
    fn tell(&mut self, keyword: &Keyword, part: &Part<'_>, particle: &mut Option<usize>) {
        let span = part.raw_span();
        if keyword.word(self.language).is_empty() {
            let verb = particle.take().and_then(|index| self.diagnostics.get_mut(index));
            if let Some(fix) = verb.and_then(|finding| finding.fix.as_mut()) {
                let between = Span { start: fix.span.end, end: span.start };
                let between = self.text.get(between.range()).unwrap_or("");
                fix.replacement.push_str(between.trim_end());
                fix.span.end = span.end;
            }
            return;
        }
        let right = if keyword.construct == Construct::Term && self.counts_many(span) {
            keyword.plural(self.language)
        } else {
            counterpart(keyword, self.language, part.text())
        };
        if matches!(keyword.rule, Rule::kw_withdraw | Rule::kw_release) {
            *particle = Some(self.diagnostics.len());
        }
        let fix = (span, right.to_owned());
        self.diagnostics.push(foreign_keyword::at(span, part.text(), right, fix));
    }

    /// Whether a count other than one stands directly before `span`.
    pub(super) fn counts_many(&self, span: Span) -> bool {
        let before = self.text.get(..span.start as usize).unwrap_or("").trim_end();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let count = before.get(before.len() - digits..).unwrap_or("");
        !count.is_empty() && count != "1"
    }
}

/// The language that a file is in: that of the first keyword that only one language has.
pub(super) fn language(pieces: Pieces<'_>) -> Language {
    let parts = pieces.flatten().flat_map(|part| part.flat());
    let keywords = parts.filter_map(|part| Some((keyword::of(part.rule())?, part)));
    for (keyword, part) in keywords {
        let nl = is_spelled(keyword, Language::Dutch, part.text());
        let en = is_spelled(keyword, Language::English, part.text());
        match (nl, en) {
            (true, false) => return Language::Dutch,
            (false, true) => return Language::English,
            _ => {}
        }
    }
    Language::Dutch
}

fn is_spelled(keyword: &Keyword, language: Language, written: &str) -> bool {
    keyword.spelled(language).iter().any(|word| same(word, written))
}

/// Whether `written` is `word`, whatever white space is between its parts.
fn same(word: &str, written: &str) -> bool {
    word == written || word.contains(' ') && word.split(' ').eq(written.split_whitespace())
}

/// The spelling in `language` that stands for `written`: singular for singular.
fn counterpart(keyword: &Keyword, language: Language, written: &str) -> &'static str {
    let other = match language {
        Language::Dutch => keyword.en,
        Language::English => keyword.nl,
    };
    let plural = other.iter().position(|word| same(word, written)).is_some_and(|at| at > 0);
    if plural { keyword.plural(language) } else { keyword.word(language) }
}

fn is_foreign(rule: Rule) -> bool {
    (Rule::foreign_arrow as usize..=Rule::foreign_decimal as usize).contains(&(rule as usize))
}
