//! What conditions ask of items and candidates: counts, and what is true of the one in question.

use super::Here;
use crate::engine::state::{Item, Status};
use crate::machine::expr::{Census, DutyIs, OfParty, Over, Quantifier};
use crate::machine::id::CensusId;
use crate::value::{Truth, Value};

/// Of how many there are a condition is true, and of how many unknown.
struct Counted {
    all: u32,
    held: u32,
    unknown: u32,
}

impl Here<'_> {
    /// The item in question.
    pub(super) fn item(&self) -> Option<&Item> {
        self.state.item(self.focus.item?)
    }

    /// Whether the acceptance of the candidate in question stands.
    pub(super) fn accepted(&self) -> bool {
        let party = self.party;
        self.item().zip(party).is_some_and(|(item, party)| item.has_accepted(party))
    }

    /// What is asked of the party in question.
    pub(super) fn of_party(&self, of: OfParty) -> bool {
        let Some(party) = self.party else { return false };
        let latest = |duty, owner: &str| {
            let no = self.duty_course(duty)?.duties.get(duty)?.current.get(owner)?;
            self.state.obligation(*no)
        };
        match of {
            OfParty::Task(duty, is) => latest(duty, party).is_some_and(|own| match is {
                DutyIs::Done => own.status == Status::Done,
                DutyIs::Open => own.status.is_owed(),
                DutyIs::Overdue => own.late,
                DutyIs::Withdrawn => matches!(own.status, Status::Withdrawn(_)),
                DutyIs::Excused => own.status == Status::Excused,
            }),
            OfParty::Voted(duty, outcome) => latest(duty, "").is_some_and(|asked| {
                asked.votes.iter().any(|vote| vote.party == party && vote.outcome == outcome)
            }),
            OfParty::Sent(signal) => {
                let course = self.course(self.machine.playbook().signals[signal].chart);
                let heard = course.and_then(|course| course.heard.get(signal));
                heard.is_some_and(|heard| heard.senders.contains(party))
            }
        }
    }

    pub(super) fn quantified(&self, quantifier: Quantifier, census: CensusId) -> Truth {
        let Counted { all, held, unknown } = self.counted(census);
        let some = match (held, unknown) {
            (0, 0) => Truth::False,
            (0, _) => Truth::Unknown,
            _ => Truth::True,
        };
        match quantifier {
            Quantifier::Some => some,
            Quantifier::No => !some,
            Quantifier::All if held == all => Truth::True,
            Quantifier::All if held + unknown == all => Truth::Unknown,
            Quantifier::All => Truth::False,
        }
    }

    pub(in crate::engine) fn count(&self, census: CensusId) -> Option<Value> {
        let Counted { held, unknown, .. } = self.counted(census);
        (unknown == 0).then(|| Value::Count(held.into()))
    }

    fn counted(&self, census: CensusId) -> Counted {
        let Census { over, condition } = self.machine.exprs().censuses[census];
        match over {
            Over::Items(kind) => {
                let tally = self.state.tallies[census];
                let all = self.state.present(kind);
                Counted { all, held: tally.held, unknown: tally.unknown }
            }
            Over::Parties(role) => {
                let mut counted = Counted { all: 0, held: 0, unknown: 0 };
                for party in self.state.parties_for(self.focus.item, role, self.at) {
                    let here = Here { party: Some(party), ..*self };
                    let truth = self.machine.exprs().holds(condition, &here);
                    counted.all += 1;
                    counted.held += u32::from(truth.is_true());
                    counted.unknown += u32::from(truth == Truth::Unknown);
                }
                counted
            }
        }
    }
}
