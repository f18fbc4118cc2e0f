//! What every record must keep to: the invariants of a ledger, in one place for operations and for
//! what is read back.

use super::record::{
    Cancellation, Cancelled, Claimed, Contradiction, Cover, Holder, Overlap, Plan, Record, Stamp,
    Turn, Why,
};
use super::{AsKnown, Ledger};
use crate::calendar::Timestamp;

/// Why a record does not fit a ledger. The ledger is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// History is never rewritten: a record comes after the last one, in time and in number.
    #[error("entry {} at {} comes before the last record, of entry {} at {}",
        .entry.seq, .entry.at, .last.seq, .last.at)]
    Earlier {
        /// The entry.
        entry: Stamp,
        /// The entry of the last record.
        last: Stamp,
    },
    /// After its end a ledger takes nothing but contradictions.
    #[error("the ledger ended at {0}")]
    Ended(Timestamp),
    /// A holder is a role with a present party.
    #[error("a holder needs the name of a party")]
    NoParty,
    /// The first turn is that of the enrolment, and no other is.
    #[error("the first turn begins by the enrolment, and no other does")]
    NotEnrolled,
    /// Adjacent turns differ: in their holder, or in that a duty became a place.
    #[error("the holder is the same as before")]
    SameHolder,
    /// Representation changes the party and nothing else.
    #[error("another party of the same role keeps the role and what its holding rests on")]
    OtherRole,
    /// What the safety net takes over is covered by its duty only.
    #[error("a safety net that takes over holds by its duty only")]
    NoPlace,
    /// No move is planned.
    #[error("no move is planned")]
    NoPlan,
    /// A planned move takes effect to its own role, and at its instant is not late.
    #[error("the planned move is another one")]
    OtherPlan,
    /// A planned move does not take effect before its instant.
    #[error("the planned move does not take effect yet")]
    NotYet,
    /// A span of time holds an instant.
    #[error("from {from} until {until} there is no instant")]
    EmptySpan {
        /// Its first instant.
        from: Timestamp,
        /// The first instant after it.
        until: Timestamp,
    },
    /// Nothing was held before the enrolment.
    #[error("{from} lies before the enrolment, at {enrolled}")]
    BeforeEnrolment {
        /// The instant.
        from: Timestamp,
        /// That of the enrolment.
        enrolled: Timestamp,
    },
    /// A late statement is about the past.
    #[error("{0} lies ahead")]
    Ahead(Timestamp),
    /// What stands as a contradiction contradicts the ledger.
    #[error("the ledger says the same")]
    Agrees,
}

/// Whether a turn can be the first.
pub(super) fn first(turn: &Turn) -> Result<(), LedgerError> {
    named(&turn.holder)?;
    let enrolled = turn.why == Why::Enrolled && turn.cover == Cover::Place;
    if enrolled { Ok(()) } else { Err(LedgerError::NotEnrolled) }
}

/// Whether a record can be the next.
pub(super) fn next(ledger: &Ledger, record: &Record) -> Result<(), LedgerError> {
    order(ledger, record.by())?;
    match (record, ledger.ended()) {
        (Record::Contradiction(said), _) => contradiction(ledger, said),
        (_, Some(end)) => Err(LedgerError::Ended(end.by.at)),
        (Record::Turn(new), None) => turn(ledger, new),
        (Record::Plan(new), None) => plan(ledger.plan(), new),
        (Record::Cancelled(new), None) => cancellation(ledger, new),
        (Record::Overlap(new), None) => overlap(ledger, new),
        (Record::End(_), None) => Ok(()),
    }
}

/// Whether an entry comes after the last record.
pub(super) fn order(ledger: &Ledger, entry: Stamp) -> Result<(), LedgerError> {
    let last = ledger.last_record();
    let after = entry.at >= last.at && entry.seq >= last.seq;
    if after { Ok(()) } else { Err(LedgerError::Earlier { entry, last }) }
}

fn named(holder: &Holder) -> Result<(), LedgerError> {
    if holder.party.trim().is_empty() { Err(LedgerError::NoParty) } else { Ok(()) }
}

fn turn(ledger: &Ledger, new: &Turn) -> Result<(), LedgerError> {
    named(&new.holder)?;
    let old = ledger.last();
    let same = old.holder == new.holder;
    match new.why {
        Why::Enrolled => return Err(LedgerError::NotEnrolled),
        Why::Moved | Why::Planned | Why::PlannedLate => {
            if same && !found_place(old, new.cover) {
                return Err(LedgerError::SameHolder);
            }
        }
        Why::Succession | Why::Binding => {
            if old.holder.role != new.holder.role || old.cover != new.cover {
                return Err(LedgerError::OtherRole);
            }
        }
        Why::SafetyNet => {
            if new.cover != Cover::DutyOnly {
                return Err(LedgerError::NoPlace);
            }
        }
    }
    match new.why {
        Why::Planned | Why::PlannedLate => takes_effect(ledger.plan(), new),
        Why::Succession | Why::Binding | Why::SafetyNet if same => Err(LedgerError::SameHolder),
        _ => Ok(()),
    }
}

/// Whether a turn of the same holder says more than the last: a duty became a place.
pub(super) fn found_place(old: &Turn, cover: Cover) -> bool {
    (old.cover, cover) == (Cover::DutyOnly, Cover::Place)
}

/// Why a planned move takes effect now: at its instant, or after it.
///
/// # Errors
/// When none is planned, or its instant is unknown or lies ahead.
pub(super) fn due(plan: Option<&Plan>, now: Timestamp) -> Result<(&Plan, Why), LedgerError> {
    let plan = plan.ok_or(LedgerError::NoPlan)?;
    match plan.instant() {
        Some(at) if at == now => Ok((plan, Why::Planned)),
        Some(at) if at < now => Ok((plan, Why::PlannedLate)),
        _ => Err(LedgerError::NotYet),
    }
}

fn takes_effect(plan: Option<&Plan>, new: &Turn) -> Result<(), LedgerError> {
    let (plan, why) = due(plan, new.from())?;
    let same = plan.to == new.holder.role && why == new.why;
    if same { Ok(()) } else { Err(LedgerError::OtherPlan) }
}

/// The planned move with another date, or one that this very entry makes.
fn plan(old: Option<&Plan>, new: &Plan) -> Result<(), LedgerError> {
    let fits = match old.filter(|old| new.is_again(old)) {
        // Dates that were erased are unknown one after the other.
        Some(old) => old.when != new.when || new.when.is_none(),
        None => new.made == new.by.seq,
    };
    if fits { Ok(()) } else { Err(LedgerError::OtherPlan) }
}

fn cancellation(ledger: &Ledger, new: &Cancellation) -> Result<(), LedgerError> {
    let plan = ledger.plan().ok_or(LedgerError::NoPlan)?;
    match new.why {
        Cancelled::Held => {
            let (plan, _) = due(Some(plan), new.by.at)?;
            let held = plan.to == ledger.last().holder.role;
            if held { Ok(()) } else { Err(LedgerError::OtherPlan) }
        }
        // The plan or the end that takes its place says so itself.
        Cancelled::Replaced | Cancelled::Ended => Err(LedgerError::OtherPlan),
        Cancelled::AcceptanceWithdrawn | Cancelled::Stays | Cancelled::Superseded => Ok(()),
    }
}

fn overlap(ledger: &Ledger, new: &Overlap) -> Result<(), LedgerError> {
    named(&new.second)?;
    span(new.from, Some(new.until))?;
    let (from, enrolled) = (new.from, ledger.enrolled());
    if from < enrolled { Err(LedgerError::BeforeEnrolment { from, enrolled }) } else { Ok(()) }
}

fn contradiction(ledger: &Ledger, new: &Contradiction) -> Result<(), LedgerError> {
    late(&new.said, new.by.at)?;
    if contradicts(ledger.all(), &new.said) { Ok(()) } else { Err(LedgerError::Agrees) }
}

/// Whether what is said at `now` is a statement about the past.
pub(super) fn late(said: &Claimed, now: Timestamp) -> Result<(), LedgerError> {
    span(said.from, said.until)?;
    if said.from > now { Err(LedgerError::Ahead(said.from)) } else { Ok(()) }
}

/// Whether the ledger says otherwise of an instant within the span. Before the enrolment it says
/// nothing; after its end it says that nobody holds.
pub(super) fn contradicts(ledger: AsKnown<'_>, said: &Claimed) -> bool {
    let before = |at: Timestamp| said.until.is_none_or(|until| at < until);
    let other = |holder: &Holder| {
        let party = said.party.as_ref().is_none_or(|party| *party == holder.party);
        holder.role != said.role || !party
    };
    let mut during = ledger.intervals().filter(|interval| {
        let after = interval.until.is_none_or(|until| said.from < until);
        before(interval.turn.from()) && after && !interval.is_empty()
    });
    let nobody = ledger.ended().is_some_and(|end| before(end.by.at));
    nobody || during.any(|interval| other(&interval.turn.holder))
}

fn span(from: Timestamp, until: Option<Timestamp>) -> Result<(), LedgerError> {
    match until.filter(|until| *until <= from) {
        Some(until) => Err(LedgerError::EmptySpan { from, until }),
        None => Ok(()),
    }
}
