//! What a ledger says, now or as it was known at some time.

use super::record::{Contradiction, End, Holder, Overlap, Plan, Record, Turn};
use crate::calendar::Timestamp;

/// A ledger as it was known: its first turn, and the records up to then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsKnown<'a> {
    pub(super) first: &'a Turn,
    pub(super) records: &'a [Record],
}

/// A turn and when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval<'a> {
    /// The turn.
    pub turn: &'a Turn,
    /// The first instant of the next turn, or the end of the ledger; `None`: it lasts.
    pub until: Option<Timestamp>,
}

impl Interval<'_> {
    /// Whether it holds no instant: in the same instant another turn began.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.turn.from())
    }
}

impl<'a> AsKnown<'a> {
    /// What was recorded after the first turn, in order.
    #[must_use]
    pub fn records(self) -> &'a [Record] {
        self.records
    }

    /// The turns in order, empty ones included.
    pub fn turns(self) -> impl DoubleEndedIterator<Item = &'a Turn> + Clone {
        std::iter::once(self.first).chain(self.records.iter().filter_map(Record::turn))
    }

    /// The turns in order, each until the next or until the end: half-open and adjacent.
    pub fn intervals(self) -> impl Iterator<Item = Interval<'a>> {
        let ends = self.turns().skip(1).map(|turn| Some(turn.from()));
        let ends = ends.chain(std::iter::once(self.ended().map(|end| end.by.at)));
        self.turns().zip(ends).map(|(turn, until)| Interval { turn, until })
    }

    /// The turn in which an instant lies; `None` before the enrolment and from the end on. Of what
    /// lay ahead when this was known: the turn that went on, whatever was planned.
    #[must_use]
    pub fn turn_at(self, at: Timestamp) -> Option<&'a Turn> {
        let ended = self.ended().is_some_and(|end| end.by.at <= at);
        let turn = self.turns().rev().find(|turn| turn.from() <= at);
        turn.filter(|_| !ended)
    }

    /// Who holds at an instant, as [`Self::turn_at`].
    #[must_use]
    pub fn holder_at(self, at: Timestamp) -> Option<&'a Holder> {
        self.turn_at(at).map(|turn| &turn.holder)
    }

    /// The planned move, if it is to have taken effect by an instant.
    #[must_use]
    pub fn planned_by(self, at: Timestamp) -> Option<&'a Plan> {
        self.plan().filter(|plan| plan.instant().is_some_and(|planned| planned <= at))
    }

    /// The planned move.
    #[must_use]
    pub fn plan(self) -> Option<&'a Plan> {
        self.records.iter().rev().find_map(Record::plan).flatten()
    }

    /// When it ended and why, if it had.
    #[must_use]
    pub fn ended(self) -> Option<&'a End> {
        let last = |record: &&Record| !matches!(record, Record::Contradiction(_));
        match self.records.iter().rev().find(last) {
            Some(Record::End(end)) => Some(end),
            _ => None,
        }
    }

    /// The second carers that were declared, in order.
    pub fn overlaps(self) -> impl Iterator<Item = &'a Overlap> {
        self.records.iter().filter_map(|record| match record {
            Record::Overlap(overlap) => Some(&**overlap),
            _ => None,
        })
    }

    /// Who is there at an instant beside the holder; never the holder itself, and nobody when
    /// there is none.
    pub fn beside(self, at: Timestamp) -> impl Iterator<Item = &'a Holder> {
        let holder = self.holder_at(at);
        let now = self.overlaps().filter(move |overlap| overlap.from <= at && at < overlap.until);
        let others = now.map(|overlap| &overlap.second);
        others.filter(move |second| holder.is_some_and(|holder| holder != *second))
    }

    /// The late statements that contradict it, in order of receipt.
    pub fn contradictions(self) -> impl Iterator<Item = &'a Contradiction> {
        self.records.iter().filter_map(|record| match record {
            Record::Contradiction(contradiction) => Some(&**contradiction),
            _ => None,
        })
    }
}
