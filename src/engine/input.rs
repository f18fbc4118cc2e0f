//! What a case is told.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::effect::ObligationNo;
use crate::calendar::{Date, Duration, Timestamp};
use crate::canon::{self, Hash};
use crate::value::Value;

/// Something that is said to a case.
///
/// Names are the playbook's. `id` makes delivery idempotent: the same id with the same content is
/// a duplicate, with other content it is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The sender's id of this input, unique within the case.
    pub id: String,
    /// Who says it; `None` only for what needs no role (opening, binding, advancing).
    pub by: Option<Actor>,
    /// When it is effective; never after the instant at which it is received.
    pub at: Timestamp,
    /// The id of the item that it is about; `None`: it is about the case.
    pub item: Option<String>,
    /// What is said.
    pub kind: InputKind,
}

/// A party in a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The role's name, singular.
    pub role: String,
    /// The party's name.
    pub party: String,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum InputKind {
    /// Opens the case.
    Open {
        /// Who holds which role from the start.
        parties: Vec<Binding>,
        /// Facts known from the start.
        facts: Vec<Field>,
        /// The reason for opening outside the playbook's validity.
        forced: Option<String>,
    },
    /// A signal with its fields.
    Signal {
        /// The signal's name.
        name: String,
        /// Facts it carries.
        fields: Vec<Field>,
    },
    /// A task is done.
    Complete {
        /// The task's name.
        task: String,
        /// Facts it delivers.
        fields: Vec<Field>,
        /// References to evidence.
        evidence: Vec<String>,
    },
    /// A decider answers.
    Answer {
        /// The decision's name.
        decision: String,
        /// The outcome: `ja`/`yes`, `nee`/`no` or the author's name.
        outcome: String,
        /// Of a decision that chooses: the candidate chosen; `None`: the only one that accepted.
        chosen: Option<String>,
        /// Facts that the answer states.
        fields: Vec<Field>,
    },
    /// The item belongs to the case from now on.
    Enrol {
        /// The kind of item, by its singular or plural name.
        kind: String,
        /// Facts of it.
        fields: Vec<Field>,
        /// Who holds its roles.
        parties: Vec<Binding>,
    },
    /// Facts of the item.
    Update {
        /// What is stated.
        fields: Vec<Field>,
    },
    /// The item belongs to the case no longer.
    WithdrawItem {
        /// Why.
        ground: String,
    },
    /// The item goes its own way from now on, whoever goes together.
    Split {
        /// Why.
        ground: String,
    },
    /// Every item of a kind has been enrolled.
    CompleteRegister {
        /// The kind of item, by its singular or plural name.
        kind: String,
    },
    /// A party becomes a candidate for the item.
    Offer {
        /// The role of the candidates.
        role: String,
        /// Who.
        party: String,
    },
    /// A candidate of the item is one no longer.
    Retract {
        /// The role of the candidates.
        role: String,
        /// Who.
        party: String,
    },
    /// Who is said to have held care of the item, or something else of it, in the past.
    Held {
        /// The name of the holding; `None`: care.
        holding: Option<String>,
        /// The role that is said to have held it.
        role: String,
        /// The party, if one is named.
        party: Option<String>,
        /// From when.
        from: Timestamp,
        /// Until when, itself excluded; `None`: to this day.
        until: Option<Timestamp>,
    },
    /// The host answers what it was asked to do. Nobody needs to say it.
    Reply {
        /// The action's name.
        action: String,
        /// Which call, by the number of its obligation; `None`: the one that is owed longest.
        call: Option<ObligationNo>,
        /// The name of the signal that is the answer.
        signal: String,
        /// Facts it carries.
        fields: Vec<Field>,
    },
    /// The severity is determined, up or down.
    Determine {
        /// The level's name.
        level: String,
        /// Why.
        reason: String,
    },
    /// A party takes a role from `at` on.
    Bind(Binding),
    /// A party gives a role up at `at`, or its claim to it.
    Release(Binding),
    /// A party says that a role is its own. If nobody holds it, or several may, it does from then
    /// on; if another holds it, the two claims stand until somebody settles it.
    Claim {
        /// The role's name.
        role: String,
        /// The party's name.
        party: String,
    },
    /// Facts are stated anew, as they were from `at` on, until what was stated for later.
    Correct {
        /// The right values.
        fields: Vec<Field>,
        /// Why.
        reason: String,
    },
    /// What was stated of personal facts, of the item or of the case, is erased.
    Erase {
        /// Their names; none: every personal fact of it.
        facts: Vec<String>,
        /// Why.
        ground: String,
        /// That of the commitment that stands for the snapshot in the hash of the entry.
        salt: Salt,
    },
    /// The terms of the case stand still from now on.
    Suspend {
        /// Why.
        reason: String,
    },
    /// The terms of the case run again.
    Resume {
        /// Why.
        reason: Option<String>,
    },
    /// What is open of a task is due so much later. Said by a role, it is that role's postponement,
    /// which the playbook must allow.
    Extend {
        /// The task's name.
        task: String,
        /// Whose; `None`: of every party.
        party: Option<String>,
        /// How much later.
        by: Duration,
        /// Why.
        reason: String,
    },
    /// What is open of a task is due at another time.
    SetDue {
        /// The task's name.
        task: String,
        /// Whose; `None`: of every party.
        party: Option<String>,
        /// When.
        due: NewDue,
        /// Why.
        reason: String,
    },
    /// What is owed of a task is owed no longer.
    Excuse {
        /// The task's name.
        task: String,
        /// Whose; `None`: of every party.
        party: Option<String>,
        /// Why.
        reason: String,
    },
    /// The closed case goes on.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Time passes and nothing is said.
    Advance,
}

/// When something is due from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum NewDue {
    /// At the end of a day.
    Day(Date),
    /// At an instant.
    Instant(Timestamp),
}

impl InputKind {
    /// The facts that it states.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Signal { fields, .. }
            | Self::Complete { fields, .. }
            | Self::Answer { fields, .. }
            | Self::Reply { fields, .. }
            | Self::Correct { fields, .. }
            | Self::Enrol { fields, .. }
            | Self::Update { fields }
            | Self::Open { facts: fields, .. } => fields,
            _ => &[],
        }
    }

    /// The facts that it states, to be changed; `None` where it states none.
    pub fn fields_mut(&mut self) -> Option<&mut Vec<Field>> {
        match self {
            Self::Signal { fields, .. }
            | Self::Complete { fields, .. }
            | Self::Answer { fields, .. }
            | Self::Reply { fields, .. }
            | Self::Correct { fields, .. }
            | Self::Enrol { fields, .. }
            | Self::Update { fields }
            | Self::Open { facts: fields, .. } => Some(fields),
            _ => None,
        }
    }
}

/// A party and the role it takes or gives up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The role's name, singular or plural.
    pub role: String,
    /// The party's name.
    pub party: String,
    /// First day on which it no longer holds the role, where that is known beforehand.
    pub until: Option<Date>,
}

/// A fact with its value. Its `Debug` form leaves the value out, since it may be personal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The fact's name.
    pub fact: String,
    /// Its value; of one that was erased, the commitment that stood for it.
    pub value: Value,
    /// For a personal fact: the salt of the commitment that stands for the value in the hash of
    /// the entry, so that the value can be erased without breaking the chain. All zeros once it is
    /// erased; no input may come with that.
    pub salt: Option<[u8; 16]>,
}

/// The salt of a snapshot. Its `Debug` form leaves it out: with it, what was erased later could be
/// guessed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Salt(pub [u8; 16]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Salt").finish_non_exhaustive()
    }
}

/// In place of the salt of what was erased.
pub(crate) const NO_SALT: [u8; 16] = [0; 16];

impl Field {
    /// Whether its value stands in the hash of the entry as a commitment.
    pub(super) fn is_salted(&self) -> bool {
        self.salt.is_some_and(|salt| salt != NO_SALT)
    }

    /// Whether its value was erased and the commitment alone is left.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.salt == Some(NO_SALT)
    }

    /// Puts the commitment in place of a salted value, and takes the salt away.
    pub(crate) fn seal(&mut self) {
        if let Some(salt) = self.salt.filter(|salt| *salt != NO_SALT) {
            self.value = Value::Text(commitment(&salt, &self.value).to_string());
            self.salt = Some(NO_SALT);
        }
    }
}

// INVARIANT: what is committed to has canonical bytes: it is made of texts, numbers, lists and
// structs, with no floats and no maps with other keys than texts. Hashing it never falls back on
// zero.
/// What stands for something in the hash of an entry: whoever lacks the salt cannot guess it.
pub(super) fn commitment<T: Serialize>(salt: &[u8; 16], of: &T) -> Hash {
    canon::hash_full(&(salt, of)).unwrap_or(Hash::ZERO)
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("fact", &self.fact).finish_non_exhaustive()
    }
}
