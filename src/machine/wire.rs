//! The wire form of a machine: a versioned JSON envelope that no damage passes unseen.

use serde::{Deserialize, Serialize};

use super::expr::Exprs;
use super::id::ExprId;
use super::playbook::Playbook;
use super::{Invalid, Machine};
use crate::canon::{self, CanonError, Hash};
use crate::diagnostic::Text;
use crate::sources::Sources;
use crate::text;

/// What the field `format` says.
pub const FORMAT: &str = "draaiboek-machine";

/// The version of the wire form that is written, and the only one that is read.
pub const VERSION: u32 = 1;

/// Why a wire form is no machine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// It ends before its end.
    #[error("{}", self.text().with(&self.remedy()))]
    Truncated,
    /// It is no JSON, or no JSON of this shape: an unknown, missing or repeated field, or a value
    /// of another type.
    #[error("{}", self.text().with(&self.remedy()))]
    Shape {
        /// Where, from 1.
        line: usize,
        /// In bytes, from 1.
        column: usize,
        /// What the reader said.
        detail: String,
    },
    /// It is something else than a machine.
    #[error("{}", self.text().with(&self.remedy()))]
    Format {
        /// What its field `format` says.
        found: String,
    },
    /// It was written for another version of the wire form.
    #[error("{}", self.text().with(&self.remedy()))]
    Version {
        /// The version found.
        found: u32,
    },
    /// Its contents are not the contents that were written.
    #[error("{}", self.text().with(&self.remedy()))]
    Sum,
    /// The identity it claims is not the identity of its contents.
    #[error("{}", self.text().with(&self.remedy()))]
    Identity,
    /// Its sums are right, but its tables do not hold together.
    #[error("{}", self.text().with(&self.remedy()))]
    Invalid(Vec<Invalid>),
}

impl WireError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Truncated => text!(
                nl: "de machine is afgebroken: het einde ontbreekt",
                en: "the machine is cut off: its end is missing",
            ),
            Self::Shape { line, column, detail } => text!(
                nl: "dit is geen machine: regel {line}, kolom {column}: {detail}",
                en: "this is no machine: line {line}, column {column}: {detail}",
            ),
            Self::Format { found } => text!(
                nl: "dit is `{found}`, geen `{FORMAT}`",
                en: "this is `{found}`, not `{FORMAT}`",
            ),
            Self::Version { found } => text!(
                nl: "wireversie {found} wordt niet gelezen, alleen {VERSION}",
                en: "wire version {found} is not read, only {VERSION}",
            ),
            Self::Sum => text!(
                nl: "de machine is beschadigd: de controlesom klopt niet",
                en: "the machine is damaged: its checksum does not match",
            ),
            Self::Identity => text!(
                nl: "de machine is niet de machine die zij zegt te zijn",
                en: "the machine is not the machine it claims to be",
            ),
            Self::Invalid(faults) => {
                let nl: Vec<_> = faults.iter().map(|fault| fault.text().nl.as_str()).collect();
                let en: Vec<_> = faults.iter().map(|fault| fault.text().en.as_str()).collect();
                let (nl, en) = (nl.join("; "), en.join("; "));
                text!(nl: "de machine klopt niet: {nl}", en: "the machine is unsound: {en}")
            }
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn remedy(&self) -> Text {
        text!(
            nl: "compileer het draaiboek opnieuw, met deze versie van de bibliotheek",
            en: "compile the playbook again, with this version of the library",
        )
    }
}

impl From<serde_json::Error> for WireError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Truncated;
        }
        let (line, column) = (error.line(), error.column());
        Self::Shape { line, column, detail: error.to_string() }
    }
}

/// As much of an envelope as every version has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<B> {
    format: String,
    version: u32,
    /// The identity.
    hash: Hash,
    /// Over the full canonical bytes of the machine, places included.
    sum: Hash,
    machine: B,
}

#[derive(Serialize)]
struct Written<'m> {
    playbook: &'m Playbook<ExprId>,
    exprs: &'m Exprs,
    sources: &'m Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    playbook: Playbook<ExprId>,
    exprs: Exprs,
    sources: Sources,
}

impl Machine {
    /// The wire form: one JSON object `{format, version, hash, sum, machine}`.
    ///
    /// # Errors
    /// [`WireError::Invalid`] when a text is 4 GiB or longer; never for what was compiled.
    pub fn to_wire(&self) -> Result<String, WireError> {
        let (playbook, exprs, sources) = (self.playbook(), self.exprs(), self.sources());
        let machine = Written { playbook, exprs, sources };
        let sum = canon::hash_full(&machine).map_err(not_canonical)?;
        let format = FORMAT.to_owned();
        let envelope = Envelope { format, version: VERSION, hash: self.hash(), sum, machine };
        Ok(serde_json::to_string(&envelope)?)
    }

    /// Reads a wire form back; never panics, whatever the bytes.
    ///
    /// # Errors
    /// Another format or version, a cut, a flipped bit, an unknown field, tables that a machine
    /// cannot have.
    pub fn from_wire(wire: &[u8]) -> Result<Self, WireError> {
        let head: Head = serde_json::from_slice(wire)?;
        if head.format != FORMAT {
            return Err(WireError::Format { found: head.format });
        }
        if head.version != VERSION {
            return Err(WireError::Version { found: head.version });
        }
        let envelope: Envelope<Read> = serde_json::from_slice(wire)?;
        let Read { playbook, exprs, sources } = envelope.machine;
        let written = Written { playbook: &playbook, exprs: &exprs, sources: &sources };
        let sum = canon::hash_full(&written).map_err(not_canonical)?;
        if sum != envelope.sum {
            return Err(WireError::Sum);
        }
        let machine = Self::new(playbook, exprs, sources).map_err(WireError::Invalid)?;
        if machine.hash() != envelope.hash {
            return Err(WireError::Identity);
        }
        Ok(machine)
    }
}

fn not_canonical(_: CanonError) -> WireError {
    WireError::Invalid(vec![Invalid::not_canonical()])
}
