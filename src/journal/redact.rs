//! Values that were erased are taken out of the entries before, and the chain stays whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{Damage, Flaw, Journal};
use crate::engine::{Entry, Field, Input, InputKind};
use crate::machine::Machine;

impl Journal {
    /// Takes what was erased out of the entries before, as [`redact`] does.
    ///
    /// # Errors
    /// Another machine, or as for [`redact`]; then nothing has changed.
    pub fn redact(&mut self, machine: &Machine) -> Result<(), Damage> {
        if machine.hash() != self.machine {
            return Err(Damage::OtherMachine);
        }
        redact(machine, &mut self.entries)
    }
}

/// Takes what was erased out of the entries before its erasure: of each value its commitment is
/// left, of each erasure but the last the commitment of its snapshot. Their hashes stay as they
/// are, so that the chain can be verified as before; replay begins at the last erasure.
///
/// `entries` are those of one case in order, from whichever on. A host that keeps them one by one
/// writes back those that changed.
///
/// # Errors
/// An entry that states such a value without a salt, which no step of this version records; then
/// nothing has changed.
pub fn redact(machine: &Machine, entries: &mut [Entry]) -> Result<(), Damage> {
    let mut erased = Erased::default();
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, entry) in entries.iter().enumerate().rev() {
        let Some(input) = entry.event.input() else { continue };
        let fields: Vec<usize> = erased.found_in(machine, input).collect();
        if fields.iter().any(|&field| has_no_salt(input, field)) {
            return Err(Damage::entry(entry.seq, Flaw::NoSalt));
        }
        found.push((at, fields));
        erased.add(machine, input);
    }
    for (at, fields) in found {
        let input = entries.get_mut(at).and_then(|entry| entry.event.input_mut());
        for (position, field) in input.into_iter().flat_map(stated).enumerate() {
            if fields.contains(&position) {
                field.seal();
            }
        }
    }
    let erasures = entries.iter_mut().filter(|entry| entry.event.is_erasure());
    erasures.rev().skip(1).for_each(Entry::drop_snapshot);
    Ok(())
}

fn stated(input: &mut Input) -> impl Iterator<Item = &mut Field> {
    input.kind.fields_mut().into_iter().flatten()
}

fn has_no_salt(input: &Input, field: usize) -> bool {
    input.kind.fields().get(field).is_some_and(|field| field.salt.is_none())
}

/// What later entries erase.
#[derive(Default)]
struct Erased {
    of_case: BTreeSet<String>,
    of_items: BTreeMap<String, BTreeSet<String>>,
}

impl Erased {
    /// What an input erases, if it is an erasure.
    fn add(&mut self, machine: &Machine, input: &Input) {
        let InputKind::Erase { facts, .. } = &input.kind else { return };
        let into = match &input.item {
            None => &mut self.of_case,
            Some(item) => self.of_items.entry(item.clone()).or_default(),
        };
        if facts.is_empty() {
            let all = machine.playbook().facts.as_slice().iter();
            let all =
                all.filter(|fact| fact.personal && fact.item.is_some() == input.item.is_some());
            into.extend(all.map(|fact| fact.name.clone()));
        } else {
            into.extend(facts.iter().cloned());
        }
    }

    /// The positions of what an input states and is erased. The answer of the host to a call need
    /// not name the item that it is about: then it is taken to be about any.
    fn found_in(&self, machine: &Machine, input: &Input) -> impl Iterator<Item = usize> {
        let is_erased = move |field: &Field| {
            let fact = machine.fact(&field.fact).and_then(|id| machine.playbook().facts.get(id));
            let of_item = fact.is_some_and(|fact| fact.item.is_some());
            match &input.item {
                _ if !of_item => self.of_case.contains(&field.fact),
                Some(item) => self.of_items.get(item).is_some_and(|it| it.contains(&field.fact)),
                None => self.of_items.values().any(|it| it.contains(&field.fact)),
            }
        };
        let fields = input.kind.fields().iter().enumerate();
        fields.filter(move |(_, field)| is_erased(field)).map(|(position, _)| position)
    }
}
