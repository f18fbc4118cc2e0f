//! Names to ids: the syntax tree becomes a resolved playbook, its types, terms and roles checked.
//!
//! Two passes. The first declares every name; the second looks them up, in order of writing. A
//! name that is not found resolves to `MISSING`, an expression with an error has no type, and
//! nothing more is said about either.

use std::collections::{HashMap, HashSet};

use crate::calendar::Zone;
use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, Hir};
use crate::machine::id::{ActionId, ChartId, DutyId, FactId, Id, StateId, Table};
use crate::machine::playbook::{Duty, Term};
use crate::span::Span;
use crate::syntax::ast::{self, Declaration, Item};

mod fault;
mod kind;
mod near;

mod declare;
mod names;
mod plan;
mod tree;
mod walk;

mod calendar;
mod derived;
mod fact;
mod header;
mod party;
mod severity;
mod signal;
mod table;

mod dated;
mod decision;
mod duty;
mod host;
mod item;
mod scope;
mod term;

mod action;
mod child;
mod guarantee;
mod handler;
mod target;

mod arithmetic;
mod comparison;
mod counted;
mod expression;
mod fit;

mod confusable;
mod unused;

pub(crate) use expression::document;
pub(crate) use fault::CODES;
pub(crate) use fault::not_yet_executed::CODE as NOT_YET_EXECUTED;
pub(crate) use header::language_version;
pub(crate) use near::nearest;

/// Resolves a file: a playbook in which every name is an id, and everything that is wrong with
/// its names, types, terms and roles, in order of place.
///
/// `source` is the text of the file; of all files that its places count over where it has taken
/// in others. An import that still stands is one that could not be followed: nothing is said about
/// names that it may declare. Without an error among the diagnostics (those of the parser
/// included) nothing in the playbook is missing.
#[must_use]
pub fn resolve(file: &ast::File, source: &str) -> (Hir, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(file, source);
    resolver.header();
    resolver.declare_all();
    resolver.confusable();
    resolver.grounds();
    resolver.roles();
    resolver.facts();
    resolver.severity();
    resolver.items();
    resolver.host_actions();
    resolver.statements_of_file();
    resolver.item_guarantees();
    resolver.handovers();
    resolver.unused();
    resolver.finish()
}

/// What is known while a file is being resolved.
struct Resolver<'a> {
    file: &'a ast::File,
    source: &'a str,
    names: names::Names<'a>,
    tree: tree::Tree<'a>,
    scale: Option<&'a ast::Severity>,
    plan: plan::Plan<'a>,
    zone: Option<Zone>,
    hir: Hir,
    // Tasks and decisions nest: filled out of order, put in order at the end.
    duties: Vec<(DutyId, Duty<Expr>)>,
    // Facts whose type could not be found.
    untyped: HashSet<FactId>,
    // Where each state says how long it may last.
    deadlines: HashMap<StateId, Span>,
    // Of each action of the host: the term in which it must be answered.
    within: Table<ActionId, Term<Expr>>,
    // Derived facts that hang on more than the facts and states of one item and of the case.
    wide: HashSet<FactId>,
    // What the expression at hand has read.
    reads_wide: bool,
    // Of what item, if any, an expression is.
    about: item::About,
    // In which chart statements stand.
    chart: ChartId,
    next_duty: usize,
    next_state: usize,
    order: u32,
    watched: bool,
    depth: u32,
    postponed: bool,
    found: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    fn new(file: &'a ast::File, source: &'a str) -> Self {
        Self {
            file,
            source,
            names: names::Names::new(&file.faults, source.len()),
            tree: tree::Tree::default(),
            scale: None,
            plan: plan::Plan::default(),
            zone: None,
            hir: header::empty(file),
            duties: Vec::new(),
            untyped: HashSet::new(),
            deadlines: HashMap::new(),
            within: Table::new(),
            wide: HashSet::new(),
            reads_wide: false,
            about: item::About::default(),
            chart: ChartId::new(0),
            next_duty: 0,
            next_state: 1,
            order: 0,
            watched: false,
            depth: 0,
            postponed: false,
            found: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reports a construct that this version does not execute.
    fn postpone(&mut self, nl: &str, en: &str, at: Span) {
        self.postponed = true;
        self.report(fault::not_yet_executed::fault((nl, en), at));
    }

    /// The next place in the order of writing.
    fn next_order(&mut self) -> u32 {
        self.order += 1;
        self.order - 1
    }

    /// The author's text of a place.
    fn text(&self, at: Span) -> &'a str {
        self.source.get(at.range()).unwrap_or_default()
    }

    /// Whether a place lies in a file that the main file uses.
    fn is_imported(&self, at: Span) -> bool {
        at.start > self.file.span.end
    }

    /// Whether something in a place could not be read, so that it may not be called incomplete.
    fn is_faulty(&self, at: Span) -> bool {
        let faults = &self.file.faults;
        let first = faults.partition_point(|fault| fault.span.end <= at.start);
        faults.get(first).is_some_and(|fault| fault.span.start < at.end)
    }

    fn declarations(&self) -> impl Iterator<Item = &'a Declaration> + use<'a> {
        let file = self.file;
        file.items.iter().filter_map(|item| match item {
            Item::Declaration(declaration) => Some(declaration),
            Item::Statement(_) => None,
        })
    }

    fn statements_of_file(&mut self) {
        self.states();
        self.duties.reserve(self.plan.duties.len());
        let at = scope::At::scope(StateId::new(0));
        let file = self.file;
        for item in &file.items {
            if let Item::Statement(statement) = item {
                self.statement(statement, at);
            }
        }
    }

    fn finish(mut self) -> (Hir, Vec<Diagnostic>) {
        self.duties.sort_by_key(|(id, _)| *id);
        self.hir.duties = self.duties.into_iter().map(|(_, duty)| duty).collect();
        self.found.sort_by_key(|found| found.span);
        (self.hir, self.found)
    }
}
