//! A case as text that can be kept and restored.

use serde::{Deserialize, Serialize};

use super::Case;
use crate::canon::{self, Hash};
use crate::engine::State;
use crate::error::{Error, ErrorKind};
use crate::machine::Machine;
use crate::playbook::Playbook;
use crate::text;

const FORMAT: &str = "draaiboek-case";
const VERSION: u32 = 1;

/// As much of an envelope as every version has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
    machine: Hash,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    format: String,
    version: u32,
    machine: Hash,
    sum: Hash,
    state: State,
}

impl Case {
    /// The case as text (JSON in a versioned envelope with a checksum). It holds whatever
    /// personal data the case holds.
    ///
    /// # Errors
    /// None for a case that came of this library; the type leaves room for what serialisation
    /// may report.
    pub fn snapshot(&self) -> Result<String, Error> {
        let envelope = Envelope {
            format: FORMAT.to_owned(),
            version: VERSION,
            machine: self.machine().hash(),
            sum: sum(&self.state)?,
            state: self.state.clone(),
        };
        serde_json::to_string(&envelope).map_err(|error| internal(&error.to_string()))
    }
}

impl Playbook {
    /// The case that [`Case::snapshot`] wrote. Restoring fires nothing.
    ///
    /// # Errors
    /// When it is damaged, of another version, or of another playbook.
    pub fn restore(&self, snapshot: &[u8]) -> Result<Case, Error> {
        let head: Head = serde_json::from_slice(snapshot).map_err(|e| damaged(&e.to_string()))?;
        let (format, version) = (&head.format, head.version);
        if format != FORMAT {
            return Err(refused(text!(
                nl: "dit is `{format}`, geen `{FORMAT}`",
                en: "this is `{format}`, not `{FORMAT}`",
            )));
        }
        if version != VERSION {
            return Err(refused(text!(
                nl: "versie {version} van een bewaarde casus wordt niet gelezen, alleen {VERSION}",
                en: "version {version} of a snapshot is not read, only {VERSION}",
            )));
        }
        if head.machine != self.machine().hash() {
            return Err(refused(text!(
                nl: "de casus loopt onder een ander draaiboek, of een andere versie ervan",
                en: "the case runs under another playbook, or another version of it",
            )));
        }
        let envelope: Envelope =
            serde_json::from_slice(snapshot).map_err(|error| damaged(&error.to_string()))?;
        if sum(&envelope.state)? != envelope.sum || !fits(&envelope.state, self.machine()) {
            return Err(refused(text!(
                nl: "de bewaarde casus is beschadigd: de controlesom klopt niet",
                en: "the snapshot is damaged: its checksum does not match",
            )));
        }
        Ok(Case { playbook: self.clone(), state: envelope.state })
    }
}

/// Whether every table of the state is as long as the machine's.
fn fits(state: &State, machine: &Machine) -> bool {
    let tables = machine.playbook();
    state.machine == machine.hash()
        && state.visits.len() == tables.states.len()
        && state.facts.len() == tables.facts.len()
        && state.received.len() == tables.signals.len()
        && state.duties.len() == tables.duties.len()
        && state.handlers.len() == tables.handlers.len()
        && state.counters.len() == tables.counters.len()
        && state.roles.len() == tables.roles.len()
        && state.monitors.len() == tables.guarantees.len()
}

fn sum(state: &State) -> Result<Hash, Error> {
    canon::hash_full(state).map_err(|error| internal(&error.to_string()))
}

fn refused(text: crate::diagnostic::Text) -> Error {
    Error::other(ErrorKind::Snapshot, text)
}

fn damaged(detail: &str) -> Error {
    refused(text!(
        nl: "dit is geen bewaarde casus: {detail}",
        en: "this is no snapshot of a case: {detail}",
    ))
}

fn internal(detail: &str) -> Error {
    Error::other(ErrorKind::Internal, text!(nl: "interne fout: {detail}", en: "internal: {detail}"))
}
