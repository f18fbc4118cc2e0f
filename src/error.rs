//! Why there is no playbook or no case: one opaque error for hosts.

use std::fmt;

use crate::diagnostic::{Diagnostic, Text};
use crate::findings::Findings;
use crate::machine::wire::WireError;
use crate::text;

/// Why a playbook or a case could not be made. [`Error::kind`] tells kinds apart for programs,
/// [`Error::remedy`] says to people what to do.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    text: Text,
    remedy: Text,
    findings: Box<Findings>,
}

/// What kind of error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text of the playbook has faults: see [`Error::diagnostics`].
    Faulty,
    /// The wire form of a machine is damaged, of another version, or something else.
    Wire,
    /// The snapshot of a case is damaged, of another version, or of another playbook.
    Snapshot,
    /// The journal of a case is damaged, or of another playbook.
    Journal,
    /// A fault of this library: please report it.
    Internal,
}

impl Error {
    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Every finding about the text, in order of place; none unless it is
    /// [faulty](ErrorKind::Faulty).
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.findings.diagnostics()
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn remedy(&self) -> &Text {
        &self.remedy
    }

    /// Every finding with the files to show it in.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    #[cfg_attr(not(feature = "language"), expect(dead_code, reason = "nothing is compiled"))]
    pub(crate) fn faulty(findings: Findings) -> Self {
        let stops = |found: &&Diagnostic| found.stops();
        let errors = findings.diagnostics().iter().filter(stops).count();
        let text = match errors {
            1 => text!(nl: "het draaiboek heeft een fout", en: "the playbook has an error"),
            _ => text!(
                nl: "het draaiboek heeft {errors} fouten",
                en: "the playbook has {errors} errors",
            ),
        };
        let remedy = text!(
            nl: "verbeter wat hieronder staat, of laat `draaiboek check --fix` dat doen",
            en: "mend what stands below, or have `draaiboek check --fix` do it",
        );
        Self { kind: ErrorKind::Faulty, text, remedy, findings: Box::new(findings) }
    }

    pub(crate) fn other(kind: ErrorKind, text: Text, remedy: Text) -> Self {
        Self { kind, text, remedy, findings: Box::default() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.with(&self.remedy))?;
        for found in self.diagnostics() {
            let place = self.findings.sources().place(found.span).text();
            write!(f, "\n{}: {}: {}", place.en, found.code.id, found.message.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<WireError> for Error {
    fn from(error: WireError) -> Self {
        Self::other(ErrorKind::Wire, error.text(), error.remedy())
    }
}
