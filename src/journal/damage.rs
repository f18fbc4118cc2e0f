//! What can be wrong with a journal.

use crate::diagnostic::Text;
use crate::engine::Refusal;
use crate::text;

/// What is wrong with a journal, and where. Entries are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// It belongs to another machine.
    #[error("{}", self.text().with(&self.remedy()))]
    OtherMachine,
    /// An entry does not follow the one before.
    #[error("{}", self.text().with(&self.remedy()))]
    Entry {
        /// The number that the entry must have.
        entry: u64,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// Its text ends before its end.
    #[error("{}", self.text().with(&self.remedy()))]
    Cut {
        /// The number of the last whole entry.
        after: u64,
    },
    /// A line of its text cannot be read.
    #[error("{}", self.text().with(&self.remedy()))]
    Line {
        /// Which, from 1.
        line: usize,
        /// What the reader said.
        detail: String,
    },
    /// Its text is of something else.
    #[error("{}", self.text().with(&self.remedy()))]
    Format {
        /// What its field `format` says.
        found: String,
    },
    /// Its text was written for another version.
    #[error("{}", self.text().with(&self.remedy()))]
    Version {
        /// The version found.
        found: u32,
    },
    /// Its entries are whole, but its text is not what was written.
    #[error("{}", self.text().with(&self.remedy()))]
    Sum,
}

/// What is wrong with one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// It has another number.
    Sequence {
        /// The number found.
        found: u64,
    },
    /// It does not link to the entry before (or to the machine).
    Link,
    /// Its contents are not what was recorded.
    Hash,
    /// It lies before its predecessor in time.
    Time,
    /// The machine refuses it there.
    Refused(Refusal),
    /// The machine records something else there, or nothing.
    Differs,
    /// It is understood only on a state before the one given: that state lies within a call.
    Split,
    /// It states a value that was erased without the salt that would let it go.
    NoSalt,
    /// A value of it was erased, and no entry after it has the snapshot from which to go on.
    Erased,
    /// Its snapshot is none of this case under this machine.
    Snapshot,
}

impl Damage {
    pub(super) fn entry(entry: u64, flaw: Flaw) -> Self {
        Self::Entry { entry, flaw }
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::OtherMachine => text!(
                nl: "het journaal hoort bij een andere machine",
                en: "the journal belongs to another machine",
            ),
            Self::Entry { entry, flaw } => {
                let Text { nl, en } = flaw.text();
                text!(nl: "journaalregel {entry} {nl}", en: "journal entry {entry} {en}")
            }
            Self::Cut { after } => text!(
                nl: "het journaal is afgebroken na journaalregel {after}",
                en: "the journal is cut off after entry {after}",
            ),
            Self::Line { line, detail } => text!(
                nl: "regel {line} van het journaal is niet te lezen: {detail}",
                en: "line {line} of the journal cannot be read: {detail}",
            ),
            Self::Format { found } => text!(
                nl: "dit is `{found}`, geen journaal",
                en: "this is `{found}`, not a journal",
            ),
            Self::Version { found } => text!(
                nl: "versie {found} van het journaal wordt niet gelezen",
                en: "version {found} of the journal is not read",
            ),
            Self::Sum => text!(
                nl: "de tekst van het journaal is veranderd: de controlesom klopt niet",
                en: "the text of the journal was changed: its checksum does not match",
            ),
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn remedy(&self) -> Text {
        match self {
            Self::OtherMachine => text!(
                nl: "geef het draaiboek waaronder de casus loopt",
                en: "give the playbook under which the case runs",
            ),
            Self::Entry { flaw, .. } => flaw.remedy(),
            Self::Cut { .. } | Self::Line { .. } | Self::Sum => text!(
                nl: "zet een kopie terug; wat voor de breuk staat is heel",
                en: "restore it from a copy; what stands before the break is whole",
            ),
            Self::Format { .. } => text!(
                nl: "geef wat het journaal zelf schreef",
                en: "give what the journal itself wrote",
            ),
            Self::Version { .. } => text!(
                nl: "lees het met de versie van de bibliotheek die het schreef",
                en: "read it with the version of the library that wrote it",
            ),
        }
    }
}

impl Flaw {
    fn remedy(&self) -> Text {
        match self {
            Self::Split => text!(
                nl: "geef de momentopname waarop zij volgt",
                en: "give the snapshot on which it follows",
            ),
            Self::Erased => text!(
                nl: "ga verder vanaf een momentopname van erna",
                en: "go on from a snapshot taken after it",
            ),
            Self::NoSalt => text!(
                nl: "wis alleen wat met zout is vastgelegd",
                en: "erase only what was recorded with a salt",
            ),
            Self::Sequence { .. }
            | Self::Link
            | Self::Hash
            | Self::Time
            | Self::Refused(_)
            | Self::Differs
            | Self::Snapshot => text!(
                nl: "zet een kopie terug; wat ervoor staat is heel",
                en: "restore it from a copy; what stands before it is whole",
            ),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Sequence { found } => text!(
                nl: "draagt nummer {found}",
                en: "has number {found}",
            ),
            Self::Link => text!(
                nl: "sluit niet aan op wat ervoor staat",
                en: "does not link to what stands before it",
            ),
            Self::Hash => text!(
                nl: "is niet wat er is vastgelegd",
                en: "is not what was recorded",
            ),
            Self::Time => text!(
                nl: "ligt vóór de vorige in de tijd",
                en: "lies before the one before it in time",
            ),
            Self::Refused(refusal) => text!(
                nl: "wordt door de machine geweigerd ({refusal})",
                en: "is refused by the machine ({refusal})",
            ),
            Self::Differs => text!(
                nl: "is niet wat de machine daar vastlegt",
                en: "is not what the machine records there",
            ),
            Self::Split => text!(
                nl: "is alleen te begrijpen vanuit een eerdere toestand",
                en: "is understood only from an earlier state",
            ),
            Self::NoSalt => text!(
                nl: "vermeldt zonder zout een waarde die is gewist: zo breekt de keten",
                en: "states without a salt a value that was erased: that would break the chain",
            ),
            Self::Erased => text!(
                nl: "is deels gewist, en geen latere regel heeft de momentopname om verder te gaan",
                en: "is partly erased, and no later entry has the snapshot from which to go on",
            ),
            Self::Snapshot => text!(
                nl: "heeft een momentopname waarin deze casus niet kan zijn",
                en: "has a snapshot in which this case cannot be",
            ),
        }
    }
}
