//! The text of a journal: a head, one line of JSON per entry, and a seal.

use serde::{Deserialize, Serialize};

use super::{Damage, Journal, Link};
use crate::canon::Hash;
use crate::engine::Entry;

/// What the field `format` of the head says.
const FORMAT: &str = "draaiboek-journal";

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u32,
    machine: Hash,
    case: String,
}

/// As much of a head as every version has.
#[derive(Deserialize)]
struct AnyHead {
    format: String,
    version: u32,
}

/// The last line: without it lines could be missing unseen.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    entries: u64,
    /// Over all bytes before the seal.
    sum: Hash,
}

impl Journal {
    /// The journal as text: line 1 is the head `{format, version, machine, case}`, line n+1 is
    /// entry n, the last line `{entries, sum}` seals what stands before it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let format = FORMAT.to_owned();
        let (machine, case) = (self.machine(), self.case().to_owned());
        let mut text = line(&Head { format, version: VERSION, machine, case });
        for entry in self.entries() {
            text.push_str(&line(entry));
        }
        let seal = Seal { entries: self.entries.len() as u64, sum: Hash::of(text.as_bytes()) };
        text + &line(&seal)
    }

    /// Reads a journal back; never panics, whatever the bytes.
    ///
    /// # Errors
    /// The line that cannot be read, the entry that does not follow, or where it is cut off.
    pub fn from_text(text: &[u8]) -> Result<Self, Damage> {
        let mut lines = text.split_inclusive(|byte| *byte == b'\n').peekable();
        let mut read = 0;
        let first = lines.next().unwrap_or_default();
        let head = head(first)?;
        let mut journal = Self { machine: head.machine, case: head.case, entries: Vec::new() };
        let mut end = Link::first(head.machine);
        read += first.len();
        for (number, line) in (2..).zip(lines.by_ref()) {
            if let Ok(seal) = serde_json::from_slice::<Seal>(line) {
                return sealed(journal, &seal, text.get(..read), text.get(read + line.len()..));
            }
            let entry: Entry =
                serde_json::from_slice(line).map_err(|error| unreadable(number, line, &error))?;
            end = end.next(&entry)?;
            read += line.len();
            journal.entries.push(entry);
        }
        Err(Damage::Cut { after: journal.entries.len() as u64 })
    }
}

fn line<T: Serialize>(value: &T) -> String {
    // Nothing in a journal lacks a form in JSON: texts, whole numbers, lists and structs.
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

fn head(first: &[u8]) -> Result<Head, Damage> {
    let any: AnyHead =
        serde_json::from_slice(first).map_err(|error| unreadable(1, first, &error))?;
    if any.format != FORMAT {
        return Err(Damage::Format { found: any.format });
    }
    if any.version != VERSION {
        return Err(Damage::Version { found: any.version });
    }
    serde_json::from_slice(first).map_err(|error| unreadable(1, first, &error))
}

/// A line without an end was cut off; another is no line of a journal.
fn unreadable(line: usize, bytes: &[u8], error: &serde_json::Error) -> Damage {
    let cut = !bytes.ends_with(b"\n") && (line > 1 || error.is_eof());
    if cut {
        return Damage::Cut { after: line.saturating_sub(2) as u64 };
    }
    Damage::Line { line, detail: error.to_string() }
}

fn sealed(
    journal: Journal,
    seal: &Seal,
    before: Option<&[u8]>,
    after: Option<&[u8]>,
) -> Result<Journal, Damage> {
    let entries = journal.entries.len();
    if seal.entries > entries as u64 {
        return Err(Damage::Cut { after: entries as u64 });
    }
    if after.is_some_and(|rest| !rest.is_empty()) {
        let detail = "nothing may stand after the seal".to_owned();
        return Err(Damage::Line { line: entries + 3, detail });
    }
    if seal.entries != entries as u64 || before.map(Hash::of) != Some(seal.sum) {
        return Err(Damage::Sum);
    }
    Ok(journal)
}
