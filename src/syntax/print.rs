//! From tree to text: one canonical layout, in either keyword language, with every comment.
//!
//! Reading what was printed gives the same tree but for its places. What could not be read
//! (`Fault`) has no text in the tree and is left out: print only what has no error.

mod action;
mod declaration;
mod duty;
mod expression;
mod handler;
mod scenario;
mod scope;
mod term;

use super::ast::scenario::ScenarioFile;
use super::ast::{Comment, Doc, File, Grounds, Header, Item, LevelRef, Name, Period, Str};
use super::grammar::Rule;
use super::keyword;
use crate::diagnostic::Language;
use crate::span::Span;

/// The widest line that is not broken, in characters.
const WIDTH: usize = 100;
const STEP: usize = 4;

/// The playbook as text, with the keywords of `language`.
#[must_use]
pub fn print(file: &File, language: Language) -> String {
    let mut printer = Printer::new(language, &file.comments);
    if let Some(header) = &file.header {
        printer.header(header);
    }
    let mut before: Option<&Item> = None;
    for item in &file.items {
        let apart = match before {
            None => file.header.is_some(),
            Some(before) => declaration::stands_apart(before, item),
        };
        printer.item(item, apart);
        before = Some(item);
    }
    printer.finish()
}

/// The scenarios as text, with the keywords of `language`.
#[must_use]
pub fn print_scenario(file: &ScenarioFile, language: Language) -> String {
    let mut printer = Printer::new(language, &file.comments);
    for (index, scenario) in file.scenarios.iter().enumerate() {
        printer.scenario(scenario, index > 0);
    }
    printer.finish()
}

/// Text in the making.
struct Printer<'t> {
    out: String,
    language: Language,
    indent: usize,
    // INVARIANT: ascending by place.
    comments: &'t [Comment],
    // Whether the last line ends in a comment.
    commented: bool,
}

impl<'t> Printer<'t> {
    fn new(language: Language, comments: &'t [Comment]) -> Self {
        Self { out: String::new(), language, indent: 0, comments, commented: false }
    }

    fn finish(mut self) -> String {
        self.before(Span::new(usize::MAX, usize::MAX), false);
        self.out
    }

    /// The keyword of a slot.
    fn word(&self, rule: Rule) -> &'static str {
        keyword::word(rule, self.language)
    }

    /// One line.
    fn line(&mut self, words: &str) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        self.out.push_str(words.trim_end());
        self.out.push('\n');
        self.commented = false;
    }

    /// Words on one line, or on several where they are too many; the others stand deeper.
    fn words(&mut self, words: &[String]) {
        let mut line = String::new();
        let deeper = " ".repeat(2 * STEP);
        let mut lines = vec![];
        for word in words.iter().filter(|word| !word.is_empty()) {
            let glue = usize::from(!line.is_empty() && !word.starts_with(','));
            let width = line.chars().count() + glue + word.chars().count() + self.indent;
            if !line.trim().is_empty() && width > WIDTH && !word.starts_with(',') {
                lines.push(std::mem::replace(&mut line, deeper.clone()));
                line.push_str(word);
                continue;
            }
            if glue == 1 && line.trim() != "" {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
        for line in lines {
            self.line(&line);
        }
    }

    /// Opens a block behind `words`.
    fn open(&mut self, mut words: Vec<String>) {
        words.retain(|word| !word.is_empty());
        if let Some(last) = words.last_mut() {
            last.push_str(" {");
        }
        self.words(&words);
        self.indent += STEP;
    }

    /// Closes the block that ends at `span`, with `tail` behind the brace.
    fn close(&mut self, span: Span, tail: &str) {
        let end = span.end.saturating_sub(1);
        self.before(Span { start: end, end }, false);
        self.indent = self.indent.saturating_sub(STEP);
        let tail = if tail.is_empty() { "}".to_owned() } else { format!("}} {tail}") };
        self.line(&tail);
    }

    /// The comments that stand before `span`; `apart` puts an empty line before what follows.
    fn before(&mut self, span: Span, apart: bool) {
        if let Some((first, rest)) = self.comments.split_first()
            && first.trailing
            && first.span.start < span.start
            && !self.commented
            && self.out.pop() == Some('\n')
        {
            self.out.push(' ');
            self.out.push_str(&first.text);
            self.out.push('\n');
            self.commented = true;
            self.comments = rest;
        }
        if apart && !self.out.is_empty() {
            self.out.push('\n');
        }
        while let Some((first, rest)) = self.comments.split_first() {
            if first.span.start >= span.start {
                return;
            }
            self.comments = rest;
            self.line(&first.text);
            self.commented = true;
        }
    }

    /// Whether a comment stands within `span`.
    fn has_comment(&self, span: Span) -> bool {
        self.comments.iter().take_while(|comment| comment.span.start < span.end).next().is_some()
    }

    fn docs(&mut self, docs: &[Doc]) {
        for doc in docs {
            self.line(&format!("/// {}", doc.text));
            self.commented = true;
        }
    }

    fn header(&mut self, header: &Header) {
        self.before(header.span, false);
        self.docs(&header.docs);
        let title = title(header.title.as_ref());
        let name = header.name.text.clone();
        self.words(&[self.word(Rule::kw_playbook).to_owned(), name, title]);
        if let Some(version) = &header.version {
            self.before(version.span, false);
            self.line(&format!("{} {}", self.word(Rule::kw_version), quoted(version)));
        }
        if let Some(valid) = &header.valid {
            self.before(valid.span, false);
            let from = valid.from.as_ref().map_or(String::new(), expression::date);
            let until = match &valid.until {
                Some(until) => {
                    format!(" {} {}", self.word(Rule::kw_until), expression::date(until))
                }
                None => String::new(),
            };
            self.line(&format!("{} {from}{until}", self.word(Rule::kw_valid_from)));
        }
        if let Some(zone) = &header.zone {
            self.before(zone.span, false);
            self.line(&format!("{} {}", self.word(Rule::kw_zone), quoted(zone)));
        }
        if let Some(version) = &header.language_version {
            self.before(version.span, false);
            self.line(&format!("{} {}", self.word(Rule::kw_language_version), quoted(version)));
        }
    }

    /// `a, b en c`
    fn all_of(&self, names: &[Name]) -> String {
        self.list(names, Rule::kw_and)
    }

    /// `a, b of c`
    fn any_of(&self, names: &[Name]) -> String {
        self.list(names, Rule::kw_or)
    }

    fn list(&self, names: &[Name], last: Rule) -> String {
        let names: Vec<String> = names.iter().map(|name| name.text.clone()).collect();
        self.join(&names, last)
    }

    fn join(&self, words: &[String], last: Rule) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [all @ .., end] => format!("{} {} {end}", all.join(", "), self.word(last)),
        }
    }

    /// ` vanaf D tot D`
    fn period(&self, period: &Period) -> String {
        let from = period.from.as_ref();
        let from = from.map(|date| self.after(Rule::kw_from, &expression::date(date)));
        let until = period.until.as_ref();
        let until = until.map(|date| self.after(Rule::kw_until, &expression::date(date)));
        from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
    }

    /// `KEYWORD words`
    fn after(&self, rule: Rule, words: &str) -> String {
        format!("{} {words}", self.word(rule))
    }

    fn grounds(&self, grounds: &Grounds) -> String {
        self.after(Rule::kw_under, &self.all_of(&grounds.names))
    }

    fn level(&self, level: &LevelRef) -> String {
        format!("{} {} {}", self.word(Rule::kw_from), level.scale.text, level.level.text)
    }
}

fn quoted(text: &Str) -> String {
    format!("\"{}\"", text.text)
}

fn title(title: Option<&Str>) -> String {
    title.map_or(String::new(), quoted)
}

fn slashed(name: &Name, plural: Option<&Name>) -> String {
    match plural {
        Some(plural) => format!("{}/{}", name.text, plural.text),
        None => name.text.clone(),
    }
}
