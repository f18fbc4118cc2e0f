//! Declared names that look alike.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use unicode_security::skeleton;

use super::Resolver;
use super::fault::confusable_names;
use crate::span::Span;

impl Resolver<'_> {
    /// Warns once for every declared name that looks like one declared before it.
    pub(super) fn confusable(&mut self) {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut alike: HashMap<String, (&str, Span)> = HashMap::new();
        let mut found = Vec::new();
        for (name, at) in self.names.declared() {
            // The same name may stand for things of several kinds.
            if !seen.insert(name) {
                continue;
            }
            match alike.entry(skeleton(name).collect()) {
                Entry::Vacant(entry) => {
                    entry.insert((name, at));
                }
                Entry::Occupied(entry) => {
                    let (other, first) = *entry.get();
                    found.push(confusable_names::fault(name, at, other, first));
                }
            }
        }
        self.found.extend(found);
    }
}
