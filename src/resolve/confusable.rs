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
        let declared = self.names.declared();
        let count = declared.size_hint().1.unwrap_or(0);
        let mut seen: HashSet<&str> = HashSet::with_capacity(count);
        let mut alike: HashMap<String, (&str, Span)> = HashMap::with_capacity(count);
        let looks = Looks::new();
        let mut found = Vec::new();
        for (name, at) in declared {
            // The same name may stand for things of several kinds.
            if !seen.insert(name) {
                continue;
            }
            match alike.entry(looks.of(name)) {
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

/// What names look like.
struct Looks {
    /// Of each ASCII letter: none changes with what stands beside it.
    ascii: Vec<String>,
}

impl Looks {
    fn new() -> Self {
        let look = |byte| skeleton(char::from(byte).encode_utf8(&mut [0; 4])).collect();
        Self { ascii: (0..128_u8).map(look).collect() }
    }

    fn of(&self, name: &str) -> String {
        if !name.is_ascii() {
            return skeleton(name).collect();
        }
        let letters = name.bytes().filter_map(|byte| self.ascii.get(usize::from(byte)));
        letters.map(String::as_str).collect()
    }
}
