//! The ledger of care, or of another holding, of one item: who holds it at every instant.
//!
//! A ledger is the turn that began with the enrolment and a list of records that only grows. Each
//! turn lasts until the next begins, so that there is no form for a gap, for an overlap or for two
//! holders; an operation adds one record or none, so that a refused one changes nothing; and what
//! was known earlier is a shorter list. What is read back is replayed through the same checks.

mod check;
mod days;
mod forget;
mod known;
mod record;
mod wire;

use crate::calendar::Timestamp;
use crate::machine::id::RoleId;

use super::state::Known;

pub use check::LedgerError;
pub use days::{Convention, Days};
pub use known::{AsKnown, Interval};
pub use record::{
    Cancellation, Cancelled, Claimed, Contradiction, Cover, End, Ending, Holder, Overlap, Plan,
    Record, Stamp, Turn, When, Why,
};

/// Who holds one thing of one item, from its enrolment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    first: Turn,
    // Most items have one turn and nothing else.
    log: Option<Box<Log>>,
}

/// What followed the first turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Log {
    // INVARIANT: each passed `check::next` on those before it; none is ever changed or removed.
    records: Vec<Record>,
    // INVARIANT: positions of the last turn, of the plan that stands, and of the end.
    turn: Option<usize>,
    plan: Option<usize>,
    end: Option<usize>,
}

/// What an operation changed; the default: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Change {
    /// Another turn began: the last one, and the new one.
    pub moved: Option<(Turn, Turn)>,
    /// A move was planned, or the planned one has another date.
    pub planned: Option<Plan>,
    /// A planned move will not take effect.
    pub cancelled: Option<(Plan, Cancelled)>,
}

impl Ledger {
    /// The ledger of an item that is enrolled with this holder.
    ///
    /// # Errors
    /// [`LedgerError::NoParty`].
    pub fn enrol(entry: Stamp, holder: Holder) -> Result<Self, LedgerError> {
        let (why, cover) = (Why::Enrolled, Cover::Place);
        Self::begin(Turn { by: entry, holder, why, cover })
    }

    fn begin(first: Turn) -> Result<Self, LedgerError> {
        check::first(&first)?;
        Ok(Self { first, log: None })
    }

    /// Moves the holding now. A planned move is superseded. To the present holder: no turn begins,
    /// unless it held by a duty only and this is a place.
    ///
    /// # Errors
    /// [`LedgerError::Earlier`], [`Ended`](LedgerError::Ended), [`NoParty`](LedgerError::NoParty).
    pub fn move_to(
        &mut self,
        entry: Stamp,
        holder: Holder,
        cover: Cover,
    ) -> Result<Change, LedgerError> {
        let last = self.last();
        if last.holder != holder || check::found_place(last, cover) {
            let why = Why::Moved;
            return self.append(Record::Turn(Turn { by: entry, holder, why, cover }));
        }
        match self.plan() {
            Some(_) => self.cancel(entry, Cancelled::Superseded),
            None => self.unchanged(entry),
        }
    }

    /// Another party stands for the holding role, by a succession. A planned move stands. The
    /// present party: nothing changes.
    ///
    /// # Errors
    /// As [`Self::move_to`].
    pub fn succeed(
        &mut self,
        entry: Stamp,
        party: impl Into<Box<str>>,
    ) -> Result<Change, LedgerError> {
        self.represent(entry, party.into(), Why::Succession)
    }

    /// Another party was bound to the holding role. Otherwise as [`Self::succeed`].
    ///
    /// # Errors
    /// As [`Self::move_to`].
    pub fn bind(
        &mut self,
        entry: Stamp,
        party: impl Into<Box<str>>,
    ) -> Result<Change, LedgerError> {
        self.represent(entry, party.into(), Why::Binding)
    }

    fn represent(&mut self, by: Stamp, party: Box<str>, why: Why) -> Result<Change, LedgerError> {
        let Turn { holder, cover, .. } = self.last();
        let (holder, cover) = (Holder { role: holder.role, party }, *cover);
        self.take_turn(Turn { by, holder, why, cover })
    }

    /// The safety net takes over, since the holder has no present party: covered by its duty only.
    /// A planned move stands. When it holds already, nothing changes.
    ///
    /// # Errors
    /// As [`Self::move_to`].
    pub fn take_over(&mut self, entry: Stamp, net: Holder) -> Result<Change, LedgerError> {
        let (why, cover) = (Why::SafetyNet, Cover::DutyOnly);
        self.take_turn(Turn { by: entry, holder: net, why, cover })
    }

    fn take_turn(&mut self, turn: Turn) -> Result<Change, LedgerError> {
        if self.last().holder == turn.holder {
            return self.unchanged(turn.by);
        }
        self.append(Record::Turn(turn))
    }

    /// Plans a move, in place of one that is planned; planning the same again changes nothing. It
    /// takes effect by [`Self::take_effect`] only, also when its instant has come already.
    ///
    /// # Errors
    /// [`LedgerError::Earlier`], [`Ended`](LedgerError::Ended).
    pub fn plan_move(
        &mut self,
        entry: Stamp,
        to: RoleId,
        follows: u32,
        when: Option<When>,
    ) -> Result<Change, LedgerError> {
        let new = Plan { by: entry, made: entry.seq, to, follows, when };
        let same = |old: &Plan| (old.to, old.follows, old.when) == (to, follows, when);
        if self.plan().is_some_and(same) {
            return self.unchanged(entry);
        }
        self.append(Record::Plan(new))
    }

    /// Gives the planned move another date, since what it follows has changed.
    ///
    /// # Errors
    /// [`LedgerError::NoPlan`], [`Earlier`](LedgerError::Earlier), [`Ended`](LedgerError::Ended).
    pub fn follow(&mut self, entry: Stamp, when: Option<When>) -> Result<Change, LedgerError> {
        self.open(entry)?;
        let plan = self.plan().ok_or(LedgerError::NoPlan)?;
        if plan.when == when {
            return Ok(Change::default());
        }
        let new = Plan { by: entry, when, ..plan.clone() };
        self.append(Record::Plan(new))
    }

    /// The planned move takes effect, to this party of its role: at its instant, or later, which
    /// the turn says ([`Why::PlannedLate`]). To the present holder: the plan is gone, and no turn
    /// begins unless a duty became a place.
    ///
    /// # Errors
    /// [`LedgerError::NoPlan`], [`NotYet`](LedgerError::NotYet), and as [`Self::move_to`].
    pub fn take_effect(
        &mut self,
        entry: Stamp,
        party: impl Into<Box<str>>,
        cover: Cover,
    ) -> Result<Change, LedgerError> {
        self.open(entry)?;
        let (plan, why) = check::due(self.plan(), entry.at)?;
        let (holder, last) = (Holder::new(plan.to, party), self.last());
        if last.holder == holder && !check::found_place(last, cover) {
            return self.cancel(entry, Cancelled::Held);
        }
        self.append(Record::Turn(Turn { by: entry, holder, why, cover }))
    }

    /// The planned move is off; when none is planned, nothing changes.
    ///
    /// # Errors
    /// [`LedgerError::Earlier`], [`Ended`](LedgerError::Ended); [`OtherPlan`](
    /// LedgerError::OtherPlan) for a reason that another operation gives by itself.
    pub fn cancel(&mut self, entry: Stamp, why: Cancelled) -> Result<Change, LedgerError> {
        if self.plan().is_none() {
            return self.unchanged(entry);
        }
        self.append(Record::Cancelled(Cancellation { by: entry, why }))
    }

    /// Declares a second carer beside the holder.
    ///
    /// # Errors
    /// [`LedgerError::EmptySpan`], [`BeforeEnrolment`](LedgerError::BeforeEnrolment), and as
    /// [`Self::move_to`].
    pub fn declare_overlap(
        &mut self,
        entry: Stamp,
        second: Holder,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<(), LedgerError> {
        let overlap = Overlap { by: entry, second, from, until };
        self.append(Record::Overlap(Box::new(overlap))).map(drop)
    }

    /// Keeps a late statement about who held, if the ledger contradicts it, and says whether it
    /// does. Accepted after the end too.
    ///
    /// # Errors
    /// [`LedgerError::EmptySpan`], [`Ahead`](LedgerError::Ahead), [`Earlier`](
    /// LedgerError::Earlier).
    pub fn hear(&mut self, entry: Stamp, said: Claimed) -> Result<bool, LedgerError> {
        check::order(self, entry)?;
        check::late(&said, entry.at)?;
        if !check::contradicts(self.all(), &said) {
            return Ok(false);
        }
        let contradiction = Contradiction { by: entry, said };
        self.append(Record::Contradiction(Box::new(contradiction))).map(|_| true)
    }

    /// Ends the ledger; a planned move is off.
    ///
    /// # Errors
    /// [`LedgerError::Earlier`], [`Ended`](LedgerError::Ended).
    pub fn end(&mut self, entry: Stamp, why: Ending) -> Result<Change, LedgerError> {
        self.append(Record::End(End { by: entry, why }))
    }

    /// Nothing changes, if the entry could have changed something.
    fn unchanged(&self, entry: Stamp) -> Result<Change, LedgerError> {
        self.open(entry).map(|()| Change::default())
    }

    fn open(&self, entry: Stamp) -> Result<(), LedgerError> {
        check::order(self, entry)?;
        self.ended().map_or(Ok(()), |end| Err(LedgerError::Ended(end.by.at)))
    }

    /// The only place where a ledger changes.
    fn append(&mut self, record: Record) -> Result<Change, LedgerError> {
        check::next(self, &record)?;
        let change = self.change(&record);
        let log = self.log.get_or_insert_default();
        let position = log.records.len();
        match &record {
            Record::Turn(_) => log.turn = Some(position),
            Record::End(_) => log.end = Some(position),
            _ => {}
        }
        if let Some(plan) = record.plan() {
            log.plan = plan.map(|_| position);
        }
        if position < 4 {
            // A vector would begin with room for four, and most ledgers keep two.
            log.records.reserve_exact(1);
        }
        log.records.push(record);
        Ok(change)
    }

    /// What a record will change.
    fn change(&self, record: &Record) -> Change {
        let moved = record.turn().map(|turn| (self.last().clone(), turn.clone()));
        let (planned, why) = match record {
            Record::Plan(plan) => (Some(plan), Some(Cancelled::Replaced)),
            Record::Cancelled(cancellation) => (None, Some(cancellation.why)),
            Record::End(_) => (None, Some(Cancelled::Ended)),
            Record::Turn(turn) if turn.why == Why::Moved => (None, Some(Cancelled::Superseded)),
            _ => (None, None),
        };
        let again = |old: &&Plan| planned.is_some_and(|plan| plan.is_again(old));
        let gone = self.plan().filter(|old| !again(old)).cloned();
        Change { moved, planned: planned.cloned(), cancelled: gone.zip(why) }
    }

    fn record(&self, position: impl Fn(&Log) -> Option<usize>) -> Option<&Record> {
        let log = self.log.as_deref()?;
        log.records.get(position(log)?)
    }

    fn last_record(&self) -> Stamp {
        let last = self.log.as_deref().and_then(|log| log.records.last());
        last.map_or(self.first.by, Record::by)
    }

    /// The instant of the enrolment.
    #[must_use]
    pub fn enrolled(&self) -> Timestamp {
        self.first.from()
    }

    /// The present turn; `None` after the end.
    #[must_use]
    pub fn present(&self) -> Option<&Turn> {
        if self.ended().is_some() { None } else { Some(self.last()) }
    }

    /// The last turn, also after the end.
    #[must_use]
    pub fn last(&self) -> &Turn {
        self.record(|log| log.turn).and_then(Record::turn).unwrap_or(&self.first)
    }

    /// Whether the present holder holds by a duty only: somebody answers, but it is no place.
    #[must_use]
    pub fn by_duty_only(&self) -> bool {
        self.present().is_some_and(|turn| turn.cover == Cover::DutyOnly)
    }

    /// The planned move.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        self.record(|log| log.plan).and_then(Record::plan).flatten()
    }

    /// When the ledger ended and why, if it has.
    #[must_use]
    pub fn ended(&self) -> Option<&End> {
        match self.record(|log| log.end) {
            Some(Record::End(end)) => Some(end),
            _ => None,
        }
    }

    /// The ledger as it is.
    #[must_use]
    pub fn all(&self) -> AsKnown<'_> {
        let records = self.log.as_deref().map_or(&[][..], |log| &log.records);
        AsKnown { first: &self.first, records }
    }

    /// The ledger as it was up to an entry or an instant; `None` before the enrolment was known.
    #[must_use]
    pub fn as_known(&self, known: Known) -> Option<AsKnown<'_>> {
        let was_known = |by: Stamp| match known {
            Known::Entry(seq) => by.seq <= seq,
            Known::At(at) => by.at <= at,
        };
        let all = self.all();
        let count = all.records.partition_point(|record| was_known(record.by()));
        let records = all.records.get(..count)?;
        was_known(self.first.by).then_some(AsKnown { first: &self.first, records })
    }

    /// Who holds at an instant, as is known now; `None` before the enrolment and after the end.
    #[must_use]
    pub fn holder_at(&self, at: Timestamp) -> Option<&Holder> {
        self.all().holder_at(at)
    }

    /// The turns in order, each with its end.
    pub fn intervals(&self) -> impl Iterator<Item = Interval<'_>> {
        self.all().intervals()
    }
}
