//! The symbol table: which name of which kind is declared where, and which is used.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::Resolver;
use super::fault::{another_chart, anyone_misplaced, duplicate_name, item_out_of_sight};
use super::fault::{listed_twice, unknown_name, wrong_kind};
use super::kind::Kind;
use super::near::nearest;
use crate::machine::id::{ChartId, Id};
use crate::span::Span;
use crate::syntax::ast;

/// How many unknown names get a search for a near one: each costs a look at every name.
const GUESSES: u32 = 64;

/// Few texts declare more: so much room is made beforehand.
const BYTES_PER_NAME: usize = 128;

/// How many further places of an unknown name are shown.
const PLACES: usize = 8;

/// A declared name.
#[derive(Clone, Copy)]
pub(super) struct Symbol {
    /// Its position in its table; `None` for what this milestone does not execute: it resolves
    /// to `MISSING` in silence.
    pub(super) index: Option<usize>,
    /// Where it is declared.
    pub(super) at: Span,
}

/// All declared names.
#[derive(Default)]
pub(super) struct Names<'a> {
    symbols: HashMap<(Kind, &'a str), Symbol>,
    // In order of declaration, so that of two equally near names always the same is proposed.
    ordered: Vec<(Kind, &'a str)>,
    // By kind and position: whether anything mentions it.
    used: [Vec<bool>; Kind::ALL.len()],
    // Words in stretches that could not be read: perhaps they were declared there.
    lost: HashSet<&'a str>,
    guesses: u32,
    // Kinds of which a name was not found, and nothing near it: any of them may be meant.
    doubtful: HashSet<Kind>,
    // Unknown names that were reported, with the index of the finding.
    reported: HashMap<(Kind, String), usize>,
    /// Whether a file that could not be read may declare what is not declared here.
    pub(super) incomplete: bool,
}

impl<'a> Names<'a> {
    /// An empty table for a text of `length` bytes, that keeps quiet about words in unreadable
    /// stretches.
    pub(super) fn new(faults: &'a [ast::Fault], length: usize) -> Self {
        let words = faults.iter().flat_map(|fault| &fault.names);
        let lost = words.map(|name| name.text.as_str()).collect();
        let symbols = HashMap::with_capacity(length / BYTES_PER_NAME);
        Self { symbols, lost, ..Self::default() }
    }

    /// Declares a name; gives the place of an earlier declaration, which stands.
    pub(super) fn declare(
        &mut self,
        kind: Kind,
        name: &'a ast::Name,
        index: Option<usize>,
    ) -> Option<Span> {
        let key = (kind, name.text.as_str());
        if let Some(first) = self.symbols.get(&key) {
            return Some(first.at);
        }
        self.symbols.insert(key, Symbol { index, at: name.span });
        self.ordered.push(key);
        None
    }

    /// Every declared name with its place, in order of declaration.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&'a str, Span)> {
        let place = |key: &(Kind, &'a str)| Some((key.1, self.symbols.get(key)?.at));
        self.ordered.iter().filter_map(place)
    }

    /// The symbol of a name, without using it.
    pub(super) fn get(&self, kind: Kind, name: &str) -> Option<Symbol> {
        self.symbols.get(&(kind, name)).copied()
    }

    /// The symbol of a name, which counts as used from now on.
    pub(super) fn find(&mut self, kind: Kind, name: &str) -> Option<Symbol> {
        let symbol = self.get(kind, name)?;
        self.mark(kind, symbol.index);
        Some(symbol)
    }

    fn mark(&mut self, kind: Kind, index: Option<usize>) {
        let (Some(index), Some(used)) = (index, self.used.get_mut(kind as usize)) else { return };
        if used.len() <= index {
            used.resize(index + 1, false);
        }
        if let Some(used) = used.get_mut(index) {
            *used = true;
        }
    }

    /// Whether anything mentions an entry.
    pub(super) fn is_used(&self, kind: Kind, index: usize) -> bool {
        self.used.get(kind as usize).and_then(|used| used.get(index)).is_some_and(|used| *used)
    }

    /// Whether a name of this kind was not found, so that any of the kind may have been meant.
    pub(super) fn is_doubtful(&self, kind: Kind) -> bool {
        self.doubtful.contains(&kind)
    }

    /// Whether a name may be declared where nobody could look.
    pub(super) fn is_lost(&self, name: &str) -> bool {
        self.incomplete || name.is_empty() || self.lost.contains(name)
    }

    /// The nearest name of these kinds; it counts as used, since it was probably meant.
    fn guess(&mut self, kinds: &[Kind], name: &str) -> Option<&'a str> {
        if self.guesses >= GUESSES {
            return None;
        }
        self.guesses += 1;
        let of_kind = self.ordered.iter().filter(|(kind, _)| kinds.contains(kind));
        let near = nearest(name, of_kind.map(|(_, name)| *name))?;
        for &kind in kinds {
            self.find(kind, near);
        }
        Some(near)
    }
}

impl<'a> Resolver<'a> {
    /// Declares a name; a second declaration is reported.
    pub(super) fn declare(&mut self, kind: Kind, name: &'a ast::Name, index: usize) {
        if name.text.is_empty() {
            return;
        }
        if let Some(first) = self.names.declare(kind, name, Some(index)) {
            // Nobody can use it now: that it is not used is no second finding.
            self.names.mark(kind, Some(index));
            self.report(duplicate_name::fault(kind, &name.text, name.span, first));
        }
    }

    /// The id of a name of a kind; `MISSING` after a report.
    pub(super) fn id<I: Id>(&mut self, kind: Kind, name: &ast::Name) -> I {
        match self.names.find(kind, &name.text) {
            Some(Symbol { index: Some(index), .. }) if self.is_about(kind, index, name) => {
                I::new(index)
            }
            Some(_) => I::MISSING,
            None => {
                self.unknown(kind, &[kind], name);
                I::MISSING
            }
        }
    }

    /// The id of a name of a kind, wherever it belongs; `MISSING` after a report.
    pub(super) fn anywhere<I: Id>(&mut self, kind: Kind, name: &ast::Name) -> I {
        match self.names.find(kind, &name.text) {
            Some(symbol) => symbol.index.map_or(I::MISSING, I::new),
            None => {
                self.unknown(kind, &[kind], name);
                I::MISSING
            }
        }
    }

    /// The id of a state, task, decision or signal of the chart in which its name stands; `MISSING`
    /// after a report.
    pub(super) fn own<I: Id>(&mut self, kind: Kind, name: &ast::Name) -> I {
        let id: I = self.anywhere(kind, name);
        if id.is_missing() {
            return id;
        }
        let chart = self.chart_of(kind, id.index());
        if chart == Some(self.chart) {
            return id;
        }
        let root = |chart: ChartId| {
            let root = self.tree.roots.get(chart).and_then(|root| self.tree.get(*root));
            root.map(|root| (root.name, root.at))
        };
        let (here, there) = (root(self.chart), chart.and_then(root));
        if let (Some(here), Some(there)) = (here, there) {
            self.report(another_chart::fault(kind, &name.text, name.span, here, there));
        }
        I::MISSING
    }

    /// Whether something may be asked where its name stands: it is of the case, or of the kind of
    /// item that is in question. Reported when not.
    pub(super) fn is_about(&mut self, kind: Kind, index: usize, name: &ast::Name) -> bool {
        let Some(item) = self.item_of(kind, index) else { return true };
        // A kind that was not found is a finding already.
        if self.about.item == Some(item) || item.is_missing() {
            return true;
        }
        if let Some(declared) = self.plan.items.get(item) {
            let here = self.about.item.and_then(|item| self.plan.items.get(item));
            let fault = item_out_of_sight::fault(kind, name, declared, here.copied());
            self.report(fault);
        }
        false
    }

    /// The ids of a list of names: each once, missing ones left out.
    pub(super) fn ids<I: Id + Hash>(&mut self, kind: Kind, names: &[ast::Name]) -> Vec<I> {
        let found = names.iter().map(|name| self.id(kind, name)).collect();
        self.once(names, found)
    }

    /// What the names of a list stand for: each once, missing ones left out.
    pub(super) fn once<'n, I: Id + Hash>(
        &mut self,
        names: impl IntoIterator<Item = &'n ast::Name>,
        found: Vec<I>,
    ) -> Vec<I> {
        if let [id] = found.as_slice() {
            return if id.is_missing() { vec![] } else { found };
        }
        let mut seen: HashMap<I, Span> = HashMap::new();
        let mut ids = Vec::with_capacity(found.len());
        for (name, id) in names.into_iter().zip(found) {
            if id.is_missing() {
                continue;
            }
            match seen.get(&id) {
                Some(&first) => {
                    self.report(listed_twice::fault(&name.text, name.span, first));
                }
                None => {
                    seen.insert(id, name.span);
                    ids.push(id);
                }
            }
        }
        ids
    }

    /// Reports a name that is not of the kind expected; candidates come from `among`.
    pub(super) fn unknown(&mut self, kind: Kind, among: &[Kind], name: &ast::Name) {
        let (text, at) = (name.text.as_str(), name.span);
        if kind == Kind::Role && matches!(text, "iedereen" | "anyone") {
            self.report(anyone_misplaced::fault(at));
            return;
        }
        let other = Kind::ALL.into_iter().find_map(|other| {
            let symbol = self.names.find(other, text)?;
            Some((other, symbol.at))
        });
        if let Some((other, declared)) = other {
            self.report(wrong_kind::fault(text, at, other, kind, declared));
        } else if !self.names.is_lost(text) {
            self.report_unknown(kind, among, text, at);
        }
    }

    /// Reports an unknown name once; where else it stands are labels of the same finding.
    fn report_unknown(&mut self, kind: Kind, among: &[Kind], name: &str, at: Span) {
        if let Some(&first) = self.names.reported.get(&(kind, name.to_owned())) {
            if let Some(found) = self.found.get_mut(first)
                && found.labels.len() < PLACES
            {
                found.labels.push(unknown_name::again(at));
            }
            return;
        }
        let near = self.names.guess(among, name);
        if near.is_none() {
            self.names.doubtful.insert(kind);
        }
        self.names.reported.insert((kind, name.to_owned()), self.found.len());
        let listed = matches!(kind, Kind::Level | Kind::Choice | Kind::Outcome);
        let of_kind = self.names.ordered.iter().filter(|(other, _)| listed && *other == kind);
        let all: Vec<&str> = of_kind.map(|(_, name)| *name).collect();
        let fault = unknown_name::fault(kind, name, at, near, &all);
        self.report(fault);
    }
}
