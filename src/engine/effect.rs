//! What a step asks of the world, and why it happened: effects and trace.

mod item;
mod trace;

use serde::{Deserialize, Serialize};

use crate::calendar::{Due, Timestamp};
use crate::machine::id::{
    ActionId, DutyId, FactId, GuaranteeId, LevelId, RoleId, SignalId, StateId,
};
use crate::machine::playbook::Part;
use crate::value::Value;

pub use item::{Block, ItemEffect, ItemNo};
pub use trace::{Fired, Remark, Trace};

/// One obligation of a case: its number in order of opening, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ObligationNo(pub u32);

impl ObligationNo {
    /// Its position in the list of obligations.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something the host must know or do. Its id (case, sequence, position) is an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Sequence number of the entry that caused it.
    pub seq: u64,
    /// Position among the effects of that entry, from 0.
    pub n: u32,
    /// The logical instant.
    pub at: Timestamp,
    /// The item that it is about; `None`: the case itself.
    pub item: Option<ItemNo>,
    /// What.
    pub kind: EffectKind,
}

/// What the host must know or do. Exhaustive on purpose: a new kind must break a host's build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EffectKind {
    /// A state was entered (phases, tracks, steps and ends; outer before inner).
    Entered(StateId),
    /// A state was left (inner before outer).
    Left(StateId),
    /// These roles are informed of entering a state, or of a level reached in it.
    Inform {
        /// The state.
        state: StateId,
        /// Whom.
        to: Vec<RoleId>,
    },
    /// These roles are consulted on entering a state.
    Consult {
        /// The state.
        state: StateId,
        /// Whom.
        to: Vec<RoleId>,
    },
    /// An obligation opened.
    Opened {
        /// Which.
        obligation: ObligationNo,
        /// Of which task or decision.
        duty: DutyId,
        /// The party that owes it, where each party owes its own.
        party: Option<String>,
        /// Who does it.
        doer: RoleId,
        /// Who is accountable.
        accountable: RoleId,
        /// When it is due, if that is known.
        due: Option<Due>,
    },
    /// It opened because there is another version of the document that a decision is about.
    Reopened {
        /// Which.
        obligation: ObligationNo,
        /// The document.
        about: FactId,
    },
    /// The host must do this and tell with what outcome: its answer is an input that names this
    /// obligation or the action. [`Withdrawn`](Self::Withdrawn) takes it back.
    Call {
        /// The obligation that opened with it.
        obligation: ObligationNo,
        /// What it must do.
        action: ActionId,
        /// With what, by position of the parameters; `None` for what is not known.
        arguments: Vec<Option<Value>>,
    },
    /// Its due instant changed.
    DueChanged {
        /// Which.
        obligation: ObligationNo,
        /// Before.
        from: Option<Due>,
        /// Now.
        to: Option<Due>,
        /// Why, where somebody outside the playbook changed it.
        reason: Option<String>,
    },
    /// It is owed again, with what was left of its term: its scope was resumed.
    Reinstated {
        /// Which.
        obligation: ObligationNo,
        /// Who does it.
        doer: RoleId,
        /// Who is accountable.
        accountable: RoleId,
        /// When it is due, if that is known.
        due: Option<Due>,
    },
    /// It is no longer owed, though it was not done.
    Excused {
        /// Which.
        obligation: ObligationNo,
        /// Why.
        reason: String,
    },
    /// Another role does it or is accountable.
    Rebound {
        /// Which.
        obligation: ObligationNo,
        /// Who does it now.
        doer: RoleId,
        /// Who is accountable now.
        accountable: RoleId,
    },
    /// A reminder before it is due.
    Reminder(ObligationNo),
    /// It is overdue. It stays owed.
    Overdue(ObligationNo),
    /// A rung of its ladder calls a role.
    Escalated {
        /// Which.
        obligation: ObligationNo,
        /// Who is called.
        to: RoleId,
        /// Position of the rung, from 0.
        rung: u32,
    },
    /// A task is done.
    Completed {
        /// Which.
        obligation: ObligationNo,
        /// Whether its effective time lay before the due instant.
        in_time: bool,
    },
    /// A vote of a decider was counted.
    Voted {
        /// Which.
        obligation: ObligationNo,
        /// Whose vote: role and party.
        by: (RoleId, String),
        /// Position of the outcome, from 0.
        outcome: u32,
    },
    /// A decision has an outcome; `None`: no answer at its term.
    Decided {
        /// Which.
        obligation: ObligationNo,
        /// Position of the outcome, from 0.
        outcome: Option<u32>,
    },
    /// It is no longer owed without having been done.
    Withdrawn {
        /// Which.
        obligation: ObligationNo,
        /// Why.
        why: Withdrawal,
    },
    /// The term of a state moved.
    DeadlineChanged {
        /// The state.
        state: StateId,
        /// Its due instant now.
        due: Option<Due>,
    },
    /// The term of a state passed.
    DeadlinePassed(StateId),
    /// From now on the terms of the case stand still.
    Suspended {
        /// Why.
        reason: String,
    },
    /// The terms of the case run again.
    Resumed,
    /// The closed case goes on.
    CaseReopened {
        /// Why.
        reason: String,
    },
    /// A message to roles.
    Notice {
        /// To whom.
        to: Vec<RoleId>,
        /// What it says.
        text: String,
        /// Facts in it that not everyone sees.
        shows: Vec<FactId>,
    },
    /// A line for the record.
    Note(String),
    /// A case under another playbook must be opened for this one.
    OpenPlaybook {
        /// The name of that playbook.
        playbook: String,
        /// Facts that it starts with; `None` for one that is not known here.
        with: Vec<(FactId, Option<Value>)>,
    },
    /// The severity changed.
    Severity {
        /// Before.
        from: LevelId,
        /// Now.
        to: LevelId,
    },
    /// One role takes the place of another.
    Replaced {
        /// Who.
        by: RoleId,
        /// Whose.
        of: RoleId,
        /// In what part.
        part: Part,
    },
    /// A role holds its own place again.
    Restored(RoleId),
    /// Another party holds a role from now on, or none does: by the dates of the parties. Of a role
    /// that several may hold there is one for each that comes or goes.
    HolderChanged {
        /// The role.
        role: RoleId,
        /// Who held it until now.
        from: Option<String>,
        /// Who holds it from now on.
        to: Option<String>,
    },
    /// A signal that all must send was sent by one of them.
    Sent {
        /// Which.
        signal: SignalId,
        /// By whom: role and party.
        by: (RoleId, String),
        /// Who must still send it: a role, or a party of a role that several hold. Empty: it
        /// counts from now on.
        awaited: Vec<(RoleId, Option<String>)>,
    },
    /// A party claims a role that another holds. The holder keeps it until somebody settles it.
    Contested {
        /// The role.
        role: RoleId,
        /// Who holds it.
        holder: String,
        /// Who claims it.
        claimant: String,
    },
    /// A claim to a role is settled.
    Settled {
        /// The role.
        role: RoleId,
        /// Who claimed it.
        claimant: String,
        /// How.
        how: Settlement,
    },
    /// A fact was stated anew.
    Corrected {
        /// Which.
        fact: FactId,
        /// From when it holds.
        from: Timestamp,
        /// Why.
        reason: String,
    },
    /// What was stated of a fact was erased here. Whoever was told of it before must see to that.
    Erased {
        /// Which.
        fact: FactId,
        /// Why.
        ground: String,
    },
    /// A guarantee is violated. Nothing is lost by it; somebody must look.
    Violated(GuaranteeId),
    /// No present party answers for an obligation.
    Unheld(ObligationNo),
    /// Whether one of the legal bases on which an obligation rests is in force. It stays owed when
    /// none is any more.
    Grounds {
        /// Which.
        obligation: ObligationNo,
        /// Whether one is, from now on.
        in_force: bool,
    },
    /// The case closed in this end.
    Closed(StateId),
    /// Something about an item, or about what is held of it.
    Item(ItemEffect),
}

impl EffectKind {
    /// The due instant that it gives.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        match self {
            Self::Opened { due, .. }
            | Self::Reinstated { due, .. }
            | Self::DueChanged { to: due, .. }
            | Self::DeadlineChanged { due, .. } => *due,
            _ => None,
        }
    }

    /// The obligation that it is about.
    #[must_use]
    pub fn obligation(&self) -> Option<ObligationNo> {
        match self {
            Self::Opened { obligation, .. }
            | Self::Reopened { obligation, .. }
            | Self::Call { obligation, .. }
            | Self::DueChanged { obligation, .. }
            | Self::Reinstated { obligation, .. }
            | Self::Excused { obligation, .. }
            | Self::Rebound { obligation, .. }
            | Self::Escalated { obligation, .. }
            | Self::Completed { obligation, .. }
            | Self::Voted { obligation, .. }
            | Self::Decided { obligation, .. }
            | Self::Withdrawn { obligation, .. }
            | Self::Grounds { obligation, .. }
            | Self::Reminder(obligation)
            | Self::Overdue(obligation)
            | Self::Unheld(obligation) => Some(*obligation),
            Self::Entered(_)
            | Self::Left(_)
            | Self::Inform { .. }
            | Self::Consult { .. }
            | Self::DeadlineChanged { .. }
            | Self::DeadlinePassed(_)
            | Self::Suspended { .. }
            | Self::Resumed
            | Self::CaseReopened { .. }
            | Self::Notice { .. }
            | Self::Note(_)
            | Self::OpenPlaybook { .. }
            | Self::Severity { .. }
            | Self::Replaced { .. }
            | Self::Restored(_)
            | Self::HolderChanged { .. }
            | Self::Sent { .. }
            | Self::Contested { .. }
            | Self::Settled { .. }
            | Self::Corrected { .. }
            | Self::Erased { .. }
            | Self::Violated(_)
            | Self::Closed(_)
            | Self::Item(_) => None,
        }
    }
}

/// How a claim to a role was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Settlement {
    /// The claimant holds the role now.
    Granted,
    /// Another was confirmed in the role, or was given it.
    Denied,
    /// The claimant gave the claim up.
    Dropped,
}

/// Why an obligation is no longer owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Withdrawal {
    /// Its scope was left.
    Left,
    /// Its condition became definitely false.
    Condition,
    /// A fresh instance took its place.
    Superseded,
    /// An action withdrew it by name.
    ByName,
    /// The case closed.
    Closed,
    /// The party that owed it gave up the role.
    PartyLeft,
    /// There is another version of the document it is about.
    Version,
}
