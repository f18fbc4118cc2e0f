//! The journal of a case: its entries, their chain, and the state that they lead to.
//!
//! Replaying a journal gives the state byte for byte; so does a snapshot with the entries after
//! it. Damage is named with the entry in which it shows.

mod damage;
mod redact;
mod snapshot;
mod sound;
mod text;

pub use damage::{Damage, Flaw};
pub use redact::redact;
pub use snapshot::{SnapshotError, read_snapshot, write_snapshot};

use crate::calendar::Timestamp;
use crate::canon::Hash;
use crate::engine::{Entry, Input, InputKind, Recorded, State, step};
use crate::machine::Machine;

/// Everything that was recorded of one case, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    machine: Hash,
    case: String,
    // INVARIANT: the entries form a chain that begins at the machine.
    entries: Vec<Entry>,
}

impl Journal {
    /// The journal of a case that has not been opened yet.
    #[must_use]
    pub fn new(machine: &Machine, case: impl Into<String>) -> Self {
        Self { machine: machine.hash(), case: case.into(), entries: Vec::new() }
    }

    /// The identity of the machine under which the case runs.
    #[must_use]
    pub fn machine(&self) -> Hash {
        self.machine
    }

    /// The host's name for the case.
    #[must_use]
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The head of the chain: what the next entry must link to.
    #[must_use]
    pub fn head(&self) -> Hash {
        self.entries.last().map_or(self.machine, |last| last.hash)
    }

    /// Adds what a step recorded.
    ///
    /// # Errors
    /// The first entry that does not follow; then nothing was added.
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), Damage> {
        let end = self.entries.last().map_or(Link::first(self.machine), Link::after);
        end.verify(entries)?;
        self.entries.extend_from_slice(entries);
        Ok(())
    }

    /// The state to which the entries lead.
    ///
    /// # Errors
    /// Another machine, or an entry that this machine does not record in that place.
    pub fn replay(&self, machine: &Machine) -> Result<State, Damage> {
        if machine.hash() != self.machine {
            return Err(Damage::OtherMachine);
        }
        replay(machine, &self.case, &self.entries)
    }
}

/// Whether entries form an unbroken chain from a machine: numbered from 1, each linked to the one
/// before, none changed, none before its predecessor in time.
///
/// # Errors
/// The first entry that does not follow.
pub fn verify(entries: &[Entry], machine: Hash) -> Result<(), Damage> {
    Link::first(machine).verify(entries)
}

/// The state of a case to which entries lead, from its opening.
///
/// # Errors
/// The first entry that this machine does not record in that place.
pub fn replay(machine: &Machine, case: &str, entries: &[Entry]) -> Result<State, Damage> {
    resume(machine, State::new(machine, case), entries)
}

/// The state to which the entries after a state lead.
///
/// # Errors
/// As for [`replay`].
pub fn resume(machine: &Machine, state: State, entries: &[Entry]) -> Result<State, Damage> {
    let end = Link { head: state.head(), seq: state.seq(), at: state.last() };
    let (state, rest) = match entries.iter().rposition(|entry| entry.event.is_redacted()) {
        Some(redacted) => {
            end.verify(entries)?;
            after_erasure(machine, state.case(), entries, redacted)?
        }
        None => (state, entries),
    };
    // What was recorded once more is recorded the same: only if not, the chain says where.
    run_again(machine, state, rest).map_err(|damage| end.verify(entries).err().unwrap_or(damage))
}

/// The state after the last erasure, and the entries after it. Of the entries before, values are
/// gone, of the last that of `redacted`.
fn after_erasure<'e>(
    machine: &Machine,
    case: &str,
    entries: &'e [Entry],
    redacted: usize,
) -> Result<(State, &'e [Entry]), Damage> {
    let later = entries.iter().enumerate().skip(redacted).rev();
    let mut erasures = later.filter_map(|(at, entry)| Some((at, entry, entry.state()?)));
    let Some((at, entry, state)) = erasures.next() else {
        let seq = entries.get(redacted).map_or(0, |entry| entry.seq);
        return Err(Damage::entry(seq, Flaw::Erased));
    };
    let of_case = state.machine() == machine.hash() && state.case() == case;
    if !(of_case && entry.follows_its_snapshot() && sound::is_sound(machine, &state)) {
        return Err(Damage::entry(entry.seq, Flaw::Snapshot));
    }
    Ok((state, entries.get(at + 1..).unwrap_or_default()))
}

fn run_again(machine: &Machine, mut state: State, entries: &[Entry]) -> Result<State, Damage> {
    let mut rest = entries;
    while let Some((first, _)) = rest.split_first() {
        let (now, input) = next_call(rest, state.seq())?;
        let step = step(machine, &mut state, now, input)
            .map_err(|refusal| Damage::entry(first.seq, Flaw::Refused(refusal)))?;
        if step.entries.is_empty() {
            return Err(Damage::entry(first.seq, Flaw::Differs));
        }
        for made in &step.entries {
            rest = match rest.split_first() {
                Some((recorded, after)) if recorded == made => after,
                _ => return Err(Damage::entry(made.seq, Flaw::Differs)),
            };
        }
    }
    Ok(state)
}

/// The call that makes the next entries of a case with `seq` entries: the next input if it was
/// understood on that state, else time passes, up to the entry on which it was.
fn next_call(rest: &[Entry], seq: u64) -> Result<(Timestamp, Input), Damage> {
    let due = rest.iter().take_while(|entry| entry.event == Recorded::Due).count();
    let (before, after) = rest.split_at(due);
    let said = after.first().and_then(|said| Some((said, said.event.input()?)));
    let until = match said {
        Some((said, input)) if said.seen == seq => return Ok((said.at, input.clone())),
        Some((said, _)) if said.seen < seq => return Err(Damage::entry(said.seq, Flaw::Split)),
        Some((said, _)) => said.seen,
        None => u64::MAX,
    };
    let passing = before.iter().take_while(|entry| entry.seq <= until).last();
    let at = passing.or(rest.first()).map_or(Timestamp::MAX, |entry| entry.at);
    Ok((at, Input { id: String::new(), by: None, at, item: None, kind: InputKind::Advance }))
}

/// The end of a chain: what the next entry must follow.
#[derive(Clone, Copy)]
struct Link {
    head: Hash,
    seq: u64,
    at: Timestamp,
}

impl Link {
    fn first(machine: Hash) -> Self {
        Self { head: machine, seq: 0, at: Timestamp::MIN }
    }

    fn after(entry: &Entry) -> Self {
        Self { head: entry.hash, seq: entry.seq, at: entry.at }
    }

    fn verify(self, entries: &[Entry]) -> Result<(), Damage> {
        entries.iter().try_fold(self, Self::next).map(|_| ())
    }

    /// The link after `entry`, if it follows this one.
    fn next(self, entry: &Entry) -> Result<Self, Damage> {
        let expected = self.seq + 1;
        let flaw = if entry.seq != expected {
            Some(Flaw::Sequence { found: entry.seq })
        } else if entry.previous != self.head {
            Some(Flaw::Link)
        } else if entry.hash != entry.hash_after(self.head) {
            Some(Flaw::Hash)
        } else if entry.at < self.at {
            Some(Flaw::Time)
        } else {
            None
        };
        flaw.map_or_else(|| Ok(Self::after(entry)), |flaw| Err(Damage::entry(expected, flaw)))
    }
}
