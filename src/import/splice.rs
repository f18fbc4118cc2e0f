//! Follows every `gebruik`, depth first, and puts what it finds in its place.

use std::collections::HashMap;
use std::vec;

use super::MAX_FILES;
use super::fault::{import_cycle, misplaced_in_import, too_much_imported, unavailable_import};
use super::loader::Loader;
use crate::diagnostic::Diagnostic;
use crate::resolve;
use crate::sources::Sources;
use crate::span::Span;
use crate::syntax::ast::{Declaration, File, Item, Node, Statement, Use};
use crate::syntax::{self, MAX_BYTES};

/// A playbook with everything it uses.
pub(crate) struct Read {
    /// The main file, imports replaced by what they import. One that could not be followed still
    /// stands: what it would have declared is not known.
    pub(crate) file: File,
    /// The texts of all files, laid end to end with a line feed between.
    pub(crate) text: String,
    /// The files.
    pub(crate) sources: Sources,
    /// What is wrong with the texts of the files and with their imports.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a playbook and the files that it uses. Takes time linear in their texts and asks the
/// loader at most once for each import.
pub(crate) fn read(name: &str, source: &str, loader: &dyn Loader) -> Read {
    let mut reader = Reader {
        loader,
        files: vec![],
        known: HashMap::new(),
        text: String::new(),
        full: false,
        faults: vec![],
        diagnostics: vec![],
    };
    let mut file = reader.parse(name.to_owned(), source);
    if file.items.iter().any(|item| import(item).is_some()) {
        file.items = reader.splice(std::mem::take(&mut file.items));
        file.faults.append(&mut reader.faults);
    }
    let sources = Sources::of(reader.files, &reader.text);
    Read { file, text: reader.text, sources, diagnostics: reader.diagnostics }
}

fn import(item: &Item) -> Option<&Use> {
    match item {
        Item::Declaration(Declaration::Use(import)) => Some(import),
        _ => None,
    }
}

struct Reader<'l> {
    loader: &'l dyn Loader,
    // Of each file its name and where its text starts.
    files: Vec<(String, u32)>,
    known: HashMap<String, usize>,
    text: String,
    // Whether a bound was reached, and said so.
    full: bool,
    // INVARIANT: in order of place, since files are read one after another.
    faults: Vec<syntax::ast::Fault>,
    diagnostics: Vec<Diagnostic>,
}

/// A file of which the items are being put in place.
struct Open {
    file: usize,
    items: vec::IntoIter<Item>,
    /// The import that is being followed.
    at: Span,
}

/// What became of an import.
enum Followed {
    Into(Open),
    /// Its declarations stand already.
    Done,
    /// What it declares is not known.
    Failed,
}

impl Reader<'_> {
    fn splice(&mut self, items: Vec<Item>) -> Vec<Item> {
        let mut spliced = Vec::with_capacity(items.len());
        let mut stack = vec![Open { file: 0, items: items.into_iter(), at: Span::default() }];
        while let Some(open) = stack.last_mut() {
            let Some(item) = open.items.next() else {
                stack.pop();
                continue;
            };
            let Some(import) = import(&item) else {
                if stack.len() > 1 {
                    self.check_place(&item);
                }
                spliced.push(item);
                continue;
            };
            open.at = import.path.span;
            match self.follow(import, &stack) {
                Followed::Into(open) => stack.push(open),
                Followed::Done => {}
                Followed::Failed => spliced.push(item),
            }
        }
        spliced
    }

    fn follow(&mut self, import: &Use, stack: &[Open]) -> Followed {
        let (at, path) = (import.path.span, import.path.text.as_str());
        let from = stack.last().and_then(|open| self.files.get(open.file));
        let from = from.map_or("", |(name, _)| name.as_str());
        let name = match self.loader.resolve(from, path) {
            Ok(name) => name,
            Err(reason) => {
                self.diagnostics.push(unavailable_import::fault(path, at, &reason));
                return Followed::Failed;
            }
        };
        if let Some(&file) = self.known.get(&name) {
            if let Some(start) = stack.iter().position(|open| open.file == file) {
                self.report_cycle(stack.get(start..).unwrap_or_default(), at);
            }
            return Followed::Done;
        }
        if self.full {
            return Followed::Failed;
        }
        if self.files.len() >= MAX_FILES {
            self.full = true;
            self.diagnostics.push(too_much_imported::files(at));
            return Followed::Failed;
        }
        let loader = self.loader;
        match loader.read(&name) {
            Ok(bytes) => self.open(name, &bytes, at),
            Err(reason) => {
                self.diagnostics.push(unavailable_import::fault(path, at, &reason));
                Followed::Failed
            }
        }
    }

    fn open(&mut self, name: String, bytes: &[u8], at: Span) -> Followed {
        if self.text.len() + 1 + bytes.len() > MAX_BYTES {
            self.full = true;
            self.diagnostics.push(too_much_imported::bytes(&name, at));
            return Followed::Failed;
        }
        let mut file = match syntax::decode(bytes) {
            Ok(text) => self.parse(name, text),
            Err(found) => {
                let start = self.add(name, &String::from_utf8_lossy(bytes));
                self.tell(*found, start);
                return Followed::Failed;
            }
        };
        if file.is_unread() {
            return Followed::Failed;
        }
        self.diagnostics.extend(file.header.as_ref().and_then(resolve::language_version));
        self.faults.append(&mut file.faults);
        let items = file.items.into_iter();
        Followed::Into(Open { file: self.files.len() - 1, items, at: Span::default() })
    }

    /// Adds a file; gives where its text starts.
    fn add(&mut self, name: String, text: &str) -> u32 {
        if !self.files.is_empty() {
            self.text.push('\n');
        }
        let start = Span::new(self.text.len(), self.text.len()).start;
        self.text.push_str(text);
        self.known.insert(name.clone(), self.files.len());
        self.files.push((name, start));
        start
    }

    /// Adds a file and reads it, its places shifted to where its text starts.
    fn parse(&mut self, name: String, text: &str) -> File {
        let start = self.add(name, text);
        let syntax::Parse { mut file, diagnostics } = syntax::parse(text);
        if start > 0 {
            file.spans(&mut |span| *span = span.shifted(start));
        }
        for found in diagnostics {
            self.tell(found, start);
        }
        file
    }

    fn tell(&mut self, mut found: Diagnostic, start: u32) {
        let fix = found.fix.iter_mut().map(|fix| &mut fix.span);
        let labels = found.labels.iter_mut().map(|label| &mut label.span);
        for span in fix.chain(labels).chain([&mut found.span]) {
            *span = span.shifted(start);
        }
        self.diagnostics.push(found);
    }

    /// Reports what may not stand in a file that is used. It stays: its names are known.
    fn check_place(&mut self, item: &Item) {
        let at = match item {
            Item::Declaration(Declaration::Handover(it)) => it.span,
            Item::Declaration(Declaration::Calendar(it)) if it.name.is_none() => it.span,
            Item::Declaration(_) => return,
            Item::Statement(Statement::Signal(_) | Statement::Guarantee(_)) => return,
            Item::Statement(Statement::Fault(_)) => return,
            Item::Statement(statement) => statement.span(),
        };
        let text = self.text.get(at.range()).unwrap_or_default();
        let word = text.split_whitespace().next().unwrap_or_default();
        let start = at.start as usize;
        self.diagnostics
            .push(misplaced_in_import::fault(word, Span::new(start, start + word.len())));
    }

    /// Reports that the file of the first of `chain` comes to use itself, at last by `at`.
    fn report_cycle(&mut self, chain: &[Open], at: Span) {
        let name = |open: &Open| self.files.get(open.file).map_or("", |(name, _)| name.as_str());
        let names: Vec<&str> = chain.iter().chain(chain.first()).map(name).collect();
        let places = chain.iter().map(|open| open.at).zip(names.iter().skip(1).copied());
        let found = import_cycle::fault(&names, at, places.filter(|(place, _)| *place != at));
        self.diagnostics.push(found);
    }
}
