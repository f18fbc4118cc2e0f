//! From the parser's pairs to the tree.
//!
//! Every function takes the part it names and follows the grammar rule of the same name. Where
//! grammar and builder should ever disagree, the part becomes a fault: nothing panics.

mod action;
mod calendar;
mod cursor;
mod declaration;
mod duty;
mod expectation;
mod expression;
mod fact;
mod handler;
mod literal;
mod meant;
mod recover;
mod scenario;
mod scope;
mod stretch;
mod term;

pub(super) use cursor::{Part, Pieces};
pub(super) use recover::Context;

use super::ast::{Comment, Doc, Fault, File, Header, Item, Name, Period, Statement};
use super::comments::Comments;
use super::fault;
use super::grammar::Rule;
use super::latin::Latin;
use super::letters::Scripts;
use super::limits::Scan;
use crate::diagnostic::{Diagnostic, Language};
use crate::span::Span;
use cursor::Cursor;

/// Grammar and builder disagree about a part; a fault of ours, told as one of the text.
#[derive(Debug)]
pub(super) struct Drift;

/// What was built.
pub(super) type Built<T> = Result<T, Drift>;

/// What builds a tree and gathers what is wrong on the way.
pub(super) struct Builder<'i> {
    /// The text.
    pub(super) text: &'i str,
    /// What was parsed: the text with its braces mended, of the same length.
    parsed: &'i str,
    /// The file's keyword language.
    pub(super) language: Language,
    /// Findings so far.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Stretches that could not be read, so far.
    pub(super) faults: Vec<Fault>,
    comments: &'i Comments,
    // Per comment: whether it documents something.
    used: Vec<bool>,
    // INVARIANT: ascending. Where something was told before building.
    told: Vec<u32>,
    /// How the names of the file are written.
    pub(super) scripts: Scripts,
    /// What those are called in Latin letters that mix scripts.
    pub(super) latin: Latin<'i>,
    // How deep in stretches that are read again.
    depth: u8,
}

impl<'i> Builder<'i> {
    /// A builder for `text`.
    pub(super) fn new(
        text: &'i str,
        parsed: &'i str,
        language: Language,
        scan: &'i Scan,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let comments = &scan.comments;
        let used = vec![false; comments.all().len()];
        let mut told: Vec<u32> = diagnostics.iter().map(|finding| finding.span.start).collect();
        told.sort_unstable();
        let scripts = Scripts::of(text, &scan.foreign);
        Self {
            text,
            parsed,
            language,
            diagnostics,
            faults: vec![],
            comments,
            used,
            told,
            scripts,
            latin: Latin::default(),
            depth: 0,
        }
    }

    /// `file`
    pub(super) fn file(mut self, pieces: Pieces<'i>) -> (File, Vec<Diagnostic>) {
        let mut header = self.no_header();
        let mut headed = None;
        let mut items = vec![];
        let mut before = None;
        for piece in pieces {
            let part = match piece {
                Ok(part) => part,
                Err(rest) => {
                    items.push(Item::Statement(Statement::Fault(self.unread(rest))));
                    break;
                }
            };
            self.audit(&part);
            match part.rule() {
                Rule::header => headed = Some(self.header(&part, &mut header).is_ok()),
                Rule::version | Rule::valid | Rule::zone | Rule::language_version => {
                    if self.header_line(&part, &mut header).is_err() {
                        self.drift(&part);
                    }
                }
                Rule::item_fault => {
                    headed = headed.or(before.is_none().then_some(false));
                    let kept = self.recover(&part, Context::Item, before.as_ref());
                    kept.put(&mut items, Item::Statement);
                }
                _ => items.push(self.item(&part)),
            }
            before = Some(part);
        }
        if headed.is_none() {
            self.diagnostics.push(fault::missing_header::at(before_anything(self.text)));
        }
        let header = (headed == Some(true)).then_some(header);
        let (comments, faults) = self.rest();
        let span = Span::new(0, self.text.len());
        let language = self.language;
        (File { language, header, items, comments, faults, span }, self.diagnostics)
    }

    /// What is left when everything is built: comments that document nothing, faults in order.
    fn rest(&mut self) -> (Vec<Comment>, Vec<Fault>) {
        let (comments, strays) = self.comments.left(self.text, &self.used);
        self.diagnostics.extend(strays.into_iter().map(fault::stray_documentation::at));
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| (fault.span.start, std::cmp::Reverse(fault.span.end)));
        let mut end = 0;
        faults.retain(|fault| {
            let outside = fault.span.start >= end;
            end = end.max(fault.span.end);
            outside
        });
        (comments, faults)
    }

    fn item(&mut self, part: &Part<'i>) -> Item {
        match self.declaration(part) {
            Ok(Some(declaration)) => Item::Declaration(declaration),
            Ok(None) => Item::Statement(self.statement(part)),
            Err(Drift) => Item::Statement(Statement::Fault(self.drift(part))),
        }
    }

    fn no_header(&self) -> Header {
        let span = Span::default();
        Header {
            docs: vec![],
            name: Name { text: String::new(), span },
            title: None,
            version: None,
            valid: None,
            zone: None,
            language_version: None,
            span,
        }
    }

    /// `header`
    fn header(&mut self, part: &Part<'i>, header: &mut Header) -> Built<()> {
        let mut cursor = part.cursor();
        header.docs = self.docs(part);
        header.span = self.span(part);
        let name = cursor.accept(Rule::name);
        match &name {
            Some(name) => header.name = self.name(name),
            None => self.explain_header(part),
        }
        header.title = self.take_text(&mut cursor);
        for line in cursor {
            match line.rule() {
                Rule::header_fault => drop(self.recover(&line, Context::Header, None)),
                Rule::header_junk if name.is_none() => self.hide(self.span(&line)),
                Rule::header_junk => drop(self.recover(&line, Context::Item, None)),
                _ => self.header_line(&line, header)?,
            }
        }
        name.map(|_| ()).ok_or(Drift)
    }

    /// `header_clause`
    fn header_line(&mut self, part: &Part<'i>, header: &mut Header) -> Built<()> {
        let mut inner = part.cursor();
        match part.rule() {
            Rule::version => {
                let text = self.need_text(&mut inner)?;
                self.once(&mut header.version, text, part);
            }
            Rule::zone => {
                let text = self.need_text(&mut inner)?;
                self.once(&mut header.zone, text, part);
            }
            Rule::language_version => {
                let text = self.need_text(&mut inner)?;
                self.once(&mut header.language_version, text, part);
            }
            Rule::valid => {
                let from = Some(self.need_date(&mut inner)?);
                let until = self.bound(inner.accept(Rule::until_date))?;
                let period = Period { from, until, span: self.span(part) };
                self.once(&mut header.valid, period, part);
            }
            _ => return Err(Drift),
        }
        Ok(())
    }

    /// Fills a slot that may be filled once; says so when it is full.
    fn once<T>(&mut self, slot: &mut Option<T>, value: T, part: &Part<'i>) {
        if slot.is_some() {
            let span = self.span(part);
            self.diagnostics.push(fault::doubled_clause::at(span, self.slice(span)));
        } else {
            *slot = Some(value);
        }
    }

    /// Fills a slot with the names of a clause, unless it was said before.
    fn named_once(&mut self, slot: &mut Option<Vec<Name>>, part: &Part<'i>) -> Built<()> {
        let names = self.need_names(&mut part.cursor())?;
        self.once(slot, names, part);
        Ok(())
    }

    /// The place of a part, without white space and comments behind it.
    pub(super) fn span(&self, part: &Part<'_>) -> Span {
        self.comments.trim(self.text, part.raw_span())
    }

    /// The text of a place.
    pub(super) fn slice(&self, span: Span) -> &'i str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The documentation directly before `part`.
    fn docs(&mut self, part: &Part<'_>) -> Vec<Doc> {
        self.comments.docs(self.text, part.raw_span().start, &mut self.used)
    }

    /// Tells that grammar and builder disagree about `part`.
    fn drift(&mut self, part: &Part<'i>) -> Span {
        self.unread(self.span(part))
    }

    /// Tells that nothing of a stretch could be read.
    fn unread(&mut self, span: Span) -> Span {
        self.diagnostics.push(fault::unexpected_text::unreadable(span));
        self.hide(span);
        span
    }

    /// Keeps the names in a stretch that could not be read.
    fn hide(&mut self, span: Span) {
        let names = stretch::words(self.slice(span))
            .map(|(at, word)| {
                let start = span.start as usize + at;
                Name { text: word.to_owned(), span: Span::new(start, start + word.len()) }
            })
            .collect();
        self.faults.push(Fault { names, span });
    }

    /// Whether parentheses in `text` nest deeper than is read; says so at `span`.
    fn too_deep(&mut self, text: &str, span: Span) -> bool {
        let mut depth = 0_usize;
        let deep = text.bytes().any(|byte| {
            depth = match byte {
                b'(' => depth + 1,
                b')' => depth.saturating_sub(1),
                _ => depth,
            };
            depth > super::limits::MAX_DEPTH
        });
        if deep {
            self.diagnostics.push(fault::too_deep::at(span.start as usize));
            self.hide(span);
        }
        deep
    }

    /// The parts of a block, until it closes; tells of a missing brace.
    fn block(&mut self, cursor: &mut Cursor<'i>) -> Option<Part<'i>> {
        loop {
            let part = cursor.next()?;
            if part.rule() != Rule::unclosed {
                return Some(part);
            }
            if !self.diagnostics.iter().any(|finding| finding.code == &fault::unclosed_brace::CODE)
            {
                let at = cursor.opening();
                self.diagnostics.push(fault::unclosed_brace::at(self.text, at, None));
            }
        }
    }
}

/// Where a file begins to say something: an empty place.
fn before_anything(text: &str) -> Span {
    let at = text.len() - text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).len();
    let at = if at == text.len() { 0 } else { at };
    Span::new(at, at)
}
