//! What was promised when: the due instants that an obligation has had.

use super::{Because, Case};
use crate::calendar::{Due, Timestamp};
use crate::diagnostic::Text;
use crate::engine::{Obligation, ObligationNo};
use crate::machine::id::ExprId;
use crate::machine::playbook::Duty;
use crate::text;
use crate::words::{Words, say};

/// A due instant that an obligation was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The entry that gave it.
    pub seq: u64,
    /// Since when.
    pub since: Timestamp,
    /// When it was due from then on; `None`: its term stood still, or what it followed was unknown.
    pub due: Option<Due>,
    /// Both in one sentence.
    pub text: Text,
    /// Why it was that day; `None` where it was given as a day or an instant, or is none.
    pub derived: Option<Text>,
}

impl Case {
    /// The due instants that an obligation has had, in order, each with since when; the last is
    /// the present one. `Obligation::promised` says what was promised at one moment.
    #[must_use]
    pub fn promises(&self, obligation: ObligationNo) -> Vec<Promised> {
        let Some(obligation) = self.state().obligation(obligation) else { return vec![] };
        let machine = self.machine();
        let promised = obligation.promises.iter().map(|promise| {
            let derived = promise.due.and_then(|due| machine.explain(Some(obligation.duty), due));
            Promised {
                seq: promise.seq,
                since: promise.at,
                due: promise.due,
                text: Words::both(machine, |words| since(words, promise.at, promise.due)),
                derived: derived.map(|it| it.text_of(&text!(nl: "vanaf", en: "from"))),
            }
        });
        promised.collect()
    }

    /// What was promised before, if it was something else.
    pub(super) fn promised_before(
        &self,
        obligation: &Obligation,
        duty: &Duty<ExprId>,
    ) -> Vec<Because> {
        let before = obligation.promises.split_last().map_or(&[][..], |(_, before)| before);
        let said = before.iter().map(|promise| {
            self.because(duty.term.at, |words| since(words, promise.at, promise.due))
        });
        said.collect()
    }
}

fn since(words: Words<'_>, at: Timestamp, due: Option<Due>) -> String {
    let (at, by) = (words.instant(at), words.by(due));
    say!(words, nl: "op {at} beloofd: {by}", en: "promised on {at}: {by}")
}
