//! The entries of a journal, and the chain of hashes over them.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::input::{Input, InputKind, NO_SALT, Salt, commitment};
use super::state::State;
use crate::calendar::Timestamp;
use crate::canon::{self, Hash};

/// One entry of the journal. The chain covers it, the entry before and the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Position, from 1.
    pub seq: u64,
    /// The entry after which it was checked and understood. The one before it, but for an input
    /// that means something else, or nothing, now that what fell due in its call has run first.
    pub seen: u64,
    /// The logical instant: received time of an input, instant of what fell due.
    pub at: Timestamp,
    /// What happened.
    pub event: Recorded,
    /// Hash of the entry before; of the first, the machine's identity.
    pub previous: Hash,
    /// Hash of this entry.
    pub hash: Hash,
}

/// What an entry records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Recorded {
    /// Something fell due by itself.
    Due,
    /// An input was applied.
    Said(Input),
    /// An input erased values.
    Erased(Input, Snapshot),
}

/// What a case was once values had been erased: replay starts there when they are gone from the
/// entries before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Snapshot {
    /// The state that the entry led to, but for its number, its instant and its hash.
    State(Box<State>),
    /// What stood for it in the hash of the entry: it held values that were erased later.
    Dropped(Hash),
}

impl Recorded {
    /// The input that was applied; `None`: something fell due.
    #[must_use]
    pub fn input(&self) -> Option<&Input> {
        match self {
            Self::Due => None,
            Self::Said(input) | Self::Erased(input, _) => Some(input),
        }
    }

    /// The same, to be changed.
    pub(crate) fn input_mut(&mut self) -> Option<&mut Input> {
        match self {
            Self::Due => None,
            Self::Said(input) | Self::Erased(input, _) => Some(input),
        }
    }

    /// What was recorded with a state to which an input led.
    pub(super) fn of(input: Input, state: &State) -> Self {
        match input.kind {
            InputKind::Erase { .. } => {
                Self::Erased(input, Snapshot::State(Box::new(state.clone())))
            }
            _ => Self::Said(input),
        }
    }

    /// Whether it erased values.
    pub(crate) fn is_erasure(&self) -> bool {
        matches!(self, Self::Erased(..))
    }

    /// Whether something of it was erased since.
    pub(crate) fn is_redacted(&self) -> bool {
        let erased = |input: &Input| input.kind.fields().iter().any(|field| field.is_erased());
        matches!(self, Self::Erased(_, Snapshot::Dropped(_))) || self.input().is_some_and(erased)
    }

    /// The hash of it, with that of what its input says.
    fn content(&self, said: Hash) -> Hash {
        match self {
            Self::Due => Hash::ZERO,
            Self::Said(_) => said,
            Self::Erased(input, snapshot) => {
                let mut hasher = Sha256::new();
                hasher.update(said.bytes());
                hasher.update(snapshot.commitment(input).bytes());
                Hash(hasher.finalize().into())
            }
        }
    }
}

impl Snapshot {
    fn commitment(&self, input: &Input) -> Hash {
        match (self, &input.kind) {
            (Self::State(state), InputKind::Erase { salt, .. }) => commitment(&salt.0, state),
            (Self::State(state), _) => commitment(&NO_SALT, state),
            (Self::Dropped(hash), _) => *hash,
        }
    }
}

impl Entry {
    /// The next entry of a case; `said` is the hash of what its input says.
    pub(super) fn after(
        state: &State,
        seen: u64,
        at: Timestamp,
        event: Recorded,
        said: Hash,
    ) -> Self {
        let previous = state.head;
        let mut entry = Self { seq: state.seq + 1, seen, at, event, previous, hash: previous };
        entry.hash = entry.link(previous, said);
        entry
    }

    /// The hash that it must have after `previous`.
    pub(crate) fn hash_after(&self, previous: Hash) -> Hash {
        self.link(previous, self.event.input().map_or(Hash::ZERO, content))
    }

    /// The hash of it: over the one before, its numbers, its instant and its content.
    fn link(&self, previous: Hash, said: Hash) -> Hash {
        let kind: u8 = match &self.event {
            Recorded::Due => 0,
            Recorded::Said(_) => 1,
            Recorded::Erased(..) => 2,
        };
        let mut hasher = Sha256::new();
        hasher.update(previous.bytes());
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.seen.to_be_bytes());
        hasher.update(self.at.micros().to_be_bytes());
        hasher.update([kind]);
        hasher.update(self.event.content(said).bytes());
        Hash(hasher.finalize().into())
    }

    /// The state to which an erasure led, if the entry still has it.
    pub(crate) fn state(&self) -> Option<State> {
        let Recorded::Erased(_, Snapshot::State(state)) = &self.event else { return None };
        let mut state = State::clone(state);
        (state.seq, state.last, state.head) = (self.seq, self.at, self.hash);
        Some(state)
    }

    /// Whether the snapshot of an erasure is of a case whose next entry this can be.
    pub(crate) fn follows_its_snapshot(&self) -> bool {
        let Recorded::Erased(_, Snapshot::State(state)) = &self.event else { return false };
        state.seq.checked_add(1) == Some(self.seq) && state.head == self.previous
    }

    /// Takes the snapshot of an erasure away, and its salt.
    pub(crate) fn drop_snapshot(&mut self) {
        let Recorded::Erased(input, snapshot) = &mut self.event else { return };
        *snapshot = Snapshot::Dropped(snapshot.commitment(input));
        if let InputKind::Erase { salt, .. } = &mut input.kind {
            *salt = Salt(NO_SALT);
        }
    }
}

/// The hash of what an input says. A salted value is in it as its commitment, so that erasing it
/// later leaves the chain intact; the salt of a snapshot is not.
pub(super) fn content(input: &Input) -> Hash {
    let hides = input.kind.fields().iter().any(|field| field.is_salted());
    let hash = if hides || matches!(input.kind, InputKind::Erase { .. }) {
        let mut input = input.clone();
        input.kind.fields_mut().into_iter().flatten().for_each(|field| field.seal());
        if let InputKind::Erase { salt, .. } = &mut input.kind {
            *salt = Salt(NO_SALT);
        }
        canon::hash_full(&input)
    } else {
        canon::hash_full(input)
    };
    // Inputs have canonical bytes, as what is committed to.
    hash.unwrap_or(Hash::ZERO)
}
