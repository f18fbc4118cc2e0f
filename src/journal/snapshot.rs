//! Snapshots: the state of a case as text, so that replay need not begin at its opening.

use serde::{Deserialize, Serialize};

use super::sound::is_sound;
use crate::canon::{self, Hash};
use crate::diagnostic::Text;
use crate::engine::State;
use crate::machine::Machine;
use crate::text;

/// What the field `format` says.
const FORMAT: &str = "draaiboek-case";

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

/// Why a text is no snapshot of a case under a machine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// It ends before its end.
    #[error("{}", self.text().with(&self.remedy()))]
    Truncated,
    /// It is no JSON, or no JSON of this shape.
    #[error("{}", self.text().with(&self.remedy()))]
    Shape {
        /// What the reader said, with line and column.
        detail: String,
    },
    /// It is something else than a snapshot.
    #[error("{}", self.text().with(&self.remedy()))]
    Format {
        /// What its field `format` says.
        found: String,
    },
    /// It was written for another version.
    #[error("{}", self.text().with(&self.remedy()))]
    Version {
        /// The version found.
        found: u32,
    },
    /// Its contents are not the contents that were written.
    #[error("{}", self.text().with(&self.remedy()))]
    Sum,
    /// The case runs under another machine.
    #[error("{}", self.text().with(&self.remedy()))]
    OtherMachine,
    /// Its sum is right, but no case under this machine can be in such a state.
    #[error("{}", self.text().with(&self.remedy()))]
    Unsound,
}

impl SnapshotError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Truncated => text!(
                nl: "de momentopname is afgebroken: het einde ontbreekt",
                en: "the snapshot is cut off: its end is missing",
            ),
            Self::Shape { detail } => text!(
                nl: "dit is geen momentopname: {detail}",
                en: "this is no snapshot: {detail}",
            ),
            Self::Format { found } => text!(
                nl: "dit is `{found}`, geen `{FORMAT}`",
                en: "this is `{found}`, not `{FORMAT}`",
            ),
            Self::Version { found } => text!(
                nl: "versie {found} van de momentopname wordt niet gelezen, alleen {VERSION}",
                en: "version {found} of the snapshot is not read, only {VERSION}",
            ),
            Self::Sum => text!(
                nl: "de momentopname is beschadigd: de controlesom klopt niet",
                en: "the snapshot is damaged: its checksum does not match",
            ),
            Self::OtherMachine => text!(
                nl: "de momentopname hoort bij een andere machine",
                en: "the snapshot belongs to another machine",
            ),
            Self::Unsound => text!(
                nl: "geen casus van deze machine kan in deze toestand zijn",
                en: "no case of this machine can be in this state",
            ),
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn remedy(&self) -> Text {
        match self {
            Self::Truncated | Self::Shape { .. } | Self::Sum | Self::Unsound => text!(
                nl: "neem een eerdere momentopname, of speel het journaal af",
                en: "take an earlier snapshot, or replay the journal",
            ),
            Self::Format { .. } => text!(
                nl: "geef wat `Case::snapshot` schreef",
                en: "give what `Case::snapshot` wrote",
            ),
            Self::Version { .. } => text!(
                nl: "speel het journaal af, of lees haar met de versie die haar schreef",
                en: "replay the journal, or read it with the version that wrote it",
            ),
            Self::OtherMachine => text!(
                nl: "geef het draaiboek waaronder de casus loopt",
                en: "give the playbook under which the case runs",
            ),
        }
    }
}

impl From<serde_json::Error> for SnapshotError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_eof() { Self::Truncated } else { Self::Shape { detail: error.to_string() } }
    }
}

/// As much of an envelope as every version has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Serialize)]
struct Written<'s> {
    format: &'static str,
    version: u32,
    sum: Hash,
    state: &'s State,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    /// Over the full canonical bytes of the state.
    sum: Hash,
    state: State,
}

/// The state as text: one JSON object `{format, version, sum, state}`.
///
/// # Errors
/// [`SnapshotError::Shape`] when a text in it is 4 GiB or longer.
pub fn write_snapshot(state: &State) -> Result<String, SnapshotError> {
    let sum = sum(state)?;
    Ok(serde_json::to_string(&Written { format: FORMAT, version: VERSION, sum, state })?)
}

/// Reads a state back; never panics, whatever the bytes, and nor does the engine with what it
/// gives.
///
/// # Errors
/// Another format, version or machine, a cut, a flipped bit, an unknown field, a state that no
/// case can be in.
pub fn read_snapshot(machine: &Machine, snapshot: &[u8]) -> Result<State, SnapshotError> {
    let head: Head = serde_json::from_slice(snapshot)?;
    if head.format != FORMAT {
        return Err(SnapshotError::Format { found: head.format });
    }
    if head.version != VERSION {
        return Err(SnapshotError::Version { found: head.version });
    }
    let Read { sum: written, state, .. } = serde_json::from_slice(snapshot)?;
    if sum(&state)? != written {
        return Err(SnapshotError::Sum);
    }
    if state.machine() != machine.hash() {
        return Err(SnapshotError::OtherMachine);
    }
    if !is_sound(machine, &state) {
        return Err(SnapshotError::Unsound);
    }
    Ok(state)
}

fn sum(state: &State) -> Result<Hash, SnapshotError> {
    canon::hash_full(state).map_err(|error| SnapshotError::Shape { detail: error.to_string() })
}
