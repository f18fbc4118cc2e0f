//! Cases kept and restored: from a snapshot, from a journal, or from both.

use super::Case;
use crate::engine::Entry;
use crate::error::{Error, ErrorKind};
use crate::journal::{self, Damage, Journal, SnapshotError};
use crate::playbook::Playbook;

impl Case {
    /// The case as text (JSON in a versioned envelope with a checksum). It holds whatever
    /// personal data the case holds.
    ///
    /// # Errors
    /// None for a case that came of this library; the type leaves room for what serialisation
    /// may report.
    pub fn snapshot(&self) -> Result<String, Error> {
        Ok(journal::write_snapshot(&self.state)?)
    }

    /// The case after what was recorded since: a snapshot with the entries after it gives what
    /// the whole journal gives.
    ///
    /// # Errors
    /// The first entry that does not follow.
    pub fn resume(self, entries: &[Entry]) -> Result<Self, Error> {
        let Self { playbook, state } = self;
        let state = journal::resume(playbook.machine(), state, entries)?;
        Ok(Self { playbook, state })
    }
}

impl Playbook {
    /// The case that [`Case::snapshot`] wrote. Restoring fires nothing.
    ///
    /// # Errors
    /// When it is damaged, of another version, or of another playbook.
    pub fn restore(&self, snapshot: &[u8]) -> Result<Case, Error> {
        let state = journal::read_snapshot(self.machine(), snapshot)?;
        Ok(Case { playbook: self.clone(), state })
    }

    /// The case that a journal leads to, the same byte for byte as when it was recorded.
    ///
    /// # Errors
    /// When it belongs to another playbook, and the first entry that does not follow.
    pub fn replay(&self, journal: &Journal) -> Result<Case, Error> {
        let state = journal.replay(self.machine())?;
        Ok(Case { playbook: self.clone(), state })
    }
}

impl From<SnapshotError> for Error {
    fn from(error: SnapshotError) -> Self {
        Self::other(ErrorKind::Snapshot, error.text(), error.remedy())
    }
}

impl From<Damage> for Error {
    fn from(damage: Damage) -> Self {
        Self::other(ErrorKind::Journal, damage.text(), damage.remedy())
    }
}
