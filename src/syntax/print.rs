//! A syntax tree as canonical text in either keyword language, with every comment kept.
//!
//! Reading what was printed gives the same tree, but for places. A comment keeps its place before
//! the line it stood before, or behind the line it stood behind.

mod action;
mod declaration;
mod duty;
mod expression;
mod fact;
mod item;
mod scenario;
mod scope;

use super::ast::scenario::ScenarioFile;
use super::ast::{Comment, Count, Doc, File, Grounds, Item, Name, Str};
use super::grammar::Rule;
use super::keyword;
use crate::diagnostic::Language;
use crate::span::Span;

/// A playbook file as text.
#[must_use]
pub fn print(file: &File, language: Language) -> String {
    let mut printer = Printer::new(language, &file.comments);
    if let Some(header) = &file.header {
        printer.header(header);
    }
    let mut before = None;
    for item in &file.items {
        printer.gap(before, item);
        match item {
            Item::Declaration(declaration) => printer.declaration(declaration),
            Item::Statement(statement) => printer.statement(statement),
        }
        before = Some(item);
    }
    printer.finish()
}

/// A scenario file as text.
#[must_use]
pub fn print_scenarios(file: &ScenarioFile, language: Language) -> String {
    let mut printer = Printer::new(language, &file.comments);
    for scenario in &file.scenarios {
        printer.scenario(scenario);
    }
    printer.finish()
}

/// The text in the making.
struct Printer<'a> {
    language: Language,
    out: String,
    depth: usize,
    /// Nothing stands on the present line yet.
    fresh: bool,
    /// A blank line stands before the next line.
    gap: bool,
    /// The next token follows without a space.
    tight: bool,
    /// Comments not yet written, in order of place.
    comments: std::iter::Peekable<std::slice::Iter<'a, Comment>>,
}

impl<'a> Printer<'a> {
    fn new(language: Language, comments: &'a [Comment]) -> Self {
        Self {
            language,
            out: String::new(),
            depth: 0,
            fresh: true,
            gap: false,
            tight: false,
            comments: comments.iter().peekable(),
        }
    }

    fn finish(mut self) -> String {
        self.comments_before(u32::MAX);
        self.newline();
        self.out
    }

    /// A token with a space before it.
    fn t(&mut self, token: &str) {
        if token.is_empty() {
            return;
        }
        if self.fresh {
            (0..self.depth).for_each(|_| self.out.push_str("    "));
        } else if !self.tight {
            self.out.push(' ');
        }
        self.out.push_str(token);
        self.fresh = false;
        self.tight = false;
    }

    /// A token right behind the one before.
    fn p(&mut self, token: &str) {
        self.tight = true;
        self.t(token);
    }

    /// An opening token: what follows stands right behind it.
    fn open(&mut self, token: &str) {
        self.t(token);
        self.tight = true;
    }

    /// A keyword.
    fn k(&mut self, rule: Rule) {
        self.t(keyword::word(rule, self.language));
    }

    /// A keyword behind a comma.
    fn ck(&mut self, rule: Rule) {
        self.p(",");
        self.k(rule);
    }

    fn name(&mut self, name: &Name) {
        self.t(&name.text);
    }

    fn text(&mut self, text: &Str) {
        self.t(&format!("\"{}\"", text.text.replace('"', "'")));
    }

    fn title(&mut self, title: Option<&Str>) {
        if let Some(title) = title {
            self.text(title);
        }
    }

    fn count(&mut self, count: &Count) {
        self.t(&count.value.to_string());
    }

    /// `a, b en c`, joined by the keyword given.
    fn names(&mut self, names: &[Name], join: Rule) {
        let last = names.len().saturating_sub(1);
        for (position, name) in names.iter().enumerate() {
            match position {
                0 => {}
                _ if position == last => self.k(join),
                _ => self.p(","),
            }
            self.name(name);
        }
    }

    fn grounds(&mut self, grounds: &Grounds) {
        self.k(Rule::kw_under);
        self.names(&grounds.names, Rule::kw_and);
    }

    /// Begins a line for something at `span`: comments that stood before it come first.
    fn line(&mut self, span: Span, docs: &[Doc]) {
        let start = docs.first().map_or(span.start, |doc| doc.span.start.min(span.start));
        while let Some(comment) =
            self.comments.next_if(|comment| comment.trailing && comment.span.start < start)
        {
            self.append(&comment.text);
        }
        self.newline();
        if std::mem::take(&mut self.gap) && !self.out.is_empty() && !self.out.ends_with("{\n") {
            self.out.push('\n');
        }
        self.comments_before(start);
        self.newline();
        for doc in docs {
            self.t("///");
            if !doc.text.is_empty() {
                self.t(&doc.text);
            }
            self.newline();
        }
    }

    fn newline(&mut self) {
        if !self.fresh {
            self.out.push('\n');
            self.fresh = true;
        }
        self.tight = false;
    }

    /// Writes the comments that stood before `offset`.
    fn comments_before(&mut self, offset: u32) {
        while let Some(comment) = self.comments.next_if(|comment| comment.span.start < offset) {
            if comment.trailing && !self.out.is_empty() {
                self.append(&comment.text);
            } else {
                self.newline();
                self.t(&comment.text);
            }
            self.newline();
        }
    }

    /// Puts a comment behind the last line written, or on a line of its own if that has one.
    fn append(&mut self, comment: &str) {
        let fresh = self.fresh;
        let line = self.out.trim_end_matches('\n');
        let last = line.rsplit('\n').next().unwrap_or("");
        if fresh && last.contains("//") {
            self.t(comment);
            return;
        }
        if fresh {
            self.out.truncate(line.len());
        }
        self.fresh = false;
        self.tight = false;
        self.t(&format!(" {comment}"));
    }

    /// Whether a comment stands before `offset` and is not written yet.
    fn has_comment_before(&mut self, offset: u32) -> bool {
        self.comments.peek().is_some_and(|comment| comment.span.start < offset)
    }

    /// A block with one line per node; `end` is where it ended.
    fn block<T>(&mut self, nodes: &[T], end: u32, mut each: impl FnMut(&mut Self, &T)) {
        self.t("{");
        self.depth += 1;
        self.newline();
        for node in nodes {
            each(self, node);
            self.newline();
        }
        self.comments_before(end);
        self.newline();
        self.depth -= 1;
        self.t("}");
    }

    /// A blank line between items of different kinds, and behind those with blocks.
    fn gap(&mut self, before: Option<&Item>, item: &Item) {
        let same = match (before, item) {
            (Some(Item::Declaration(a)), Item::Declaration(b)) => {
                std::mem::discriminant(a) == std::mem::discriminant(b)
            }
            (Some(Item::Statement(a)), Item::Statement(b)) => {
                std::mem::discriminant(a) == std::mem::discriminant(b)
            }
            _ => false,
        };
        self.gap = !same || self.out.trim_end().ends_with('}');
    }
}
