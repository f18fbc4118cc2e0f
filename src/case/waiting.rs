//! What an item is waiting for.

use super::Case;
use crate::calendar::{Due, Timestamp};
use crate::diagnostic::Text;
use crate::engine::{self, Block, Item, ItemNo, ObligationNo, Phase};
use crate::machine::id::{HoldingId, RoleId};
use crate::words::{Words, say};

/// Something that an item is waiting for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// What, in both languages.
    pub text: Text,
    /// What is owed, where that is what it waits for.
    pub obligation: Option<ObligationNo>,
    /// By when, or when it happens by itself; `None` while that is not known.
    pub due: Option<Due>,
}

impl Case {
    /// What an item is waiting for: that something begins for it; what is owed for it; the ends of
    /// the terms of the states in which it is; and the planned moves of what is held of it, with
    /// the items for which a due move of its care waits. Empty for an item that was withdrawn, has
    /// ended or is not there, and in a closed case.
    #[must_use]
    pub fn waits_for(&self, item: &str) -> Vec<Waits> {
        let state = self.state();
        let Some((no, item)) = state.item_no(item).and_then(|no| Some((no, state.item(no)?)))
        else {
            return vec![];
        };
        if !item.is_present() || state.phase() != Phase::Open {
            return vec![];
        }
        let mut waits = self.to_begin(item);
        waits.extend(self.to_be_done(no));
        waits.extend(self.terms_of(item));
        waits.extend(self.moves_of(no, item));
        waits
    }

    /// Handovers and processes of its kind, when none was ever started for it.
    fn to_begin(&self, item: &Item) -> Vec<Waits> {
        let charts = self.machine().playbook().charts.iter();
        let none = item.courses().next().is_none();
        let own = charts.filter(|(_, chart)| none && chart.item == Some(item.kind));
        let waits = own.map(|(id, _)| Waits {
            text: Words::both(self.machine(), |words| {
                let chart = words.chart(id);
                say!(words, nl: "{chart} is nog niet begonnen", en: "{chart} has not begun yet")
            }),
            obligation: None,
            due: None,
        });
        waits.collect()
    }

    fn to_be_done(&self, no: ItemNo) -> Vec<Waits> {
        let owed = self.state().owed().filter(|(_, obligation)| obligation.item == Some(no));
        let waits = owed.map(|(number, obligation)| Waits {
            text: Words::both(self.machine(), |words| {
                let party = obligation.party.as_deref();
                let who = words.who(obligation.doer, obligation.accountable, party);
                let (duty, by) = (words.duty(obligation.duty), words.by(obligation.due));
                say!(words, nl: "{duty} van {who}, {by}", en: "{duty} of {who}, {by}")
            }),
            obligation: Some(number),
            due: obligation.due,
        });
        waits.collect()
    }

    fn terms_of(&self, item: &Item) -> Vec<Waits> {
        let mut waits = Vec::new();
        for course in item.courses().filter(|course| course.runs()) {
            for state in course.active() {
                let Some(due) = course.visit(state).and_then(|visit| visit.due) else { continue };
                waits.push(Waits {
                    text: Words::both(self.machine(), |words| {
                        let (state, by) = (words.state(state), words.by(Some(due)));
                        say!(
                            words,
                            nl: "het eind van {state}, {by}",
                            en: "the end of {state}, {by}",
                        )
                    }),
                    obligation: None,
                    due: Some(due),
                });
            }
        }
        waits
    }

    fn moves_of(&self, no: ItemNo, item: &Item) -> Vec<Waits> {
        let state = self.state();
        let mut waits = Vec::new();
        for (holding, declared) in self.machine().playbook().holdings.iter() {
            let own = declared.item == item.kind;
            let ledger = own.then(|| item.ledger(holding)).flatten();
            let Some(plan) = ledger.and_then(|ledger| ledger.plan()) else { continue };
            let care = declared.name.is_none();
            let blocked = if care { engine::blockers(self.machine(), state, no) } else { vec![] };
            waits.push(self.move_of(holding, plan.to, plan.instant()));
            if !blocked.is_empty() {
                waits.push(self.together(holding, &blocked));
            }
        }
        waits
    }

    /// That a due move waits for others.
    fn together(&self, care: HoldingId, blocked: &[(String, Block)]) -> Waits {
        let text = Words::both(self.machine(), |words| {
            let (what, blocked) = (words.holding(care), words.blockers(blocked));
            say!(words, nl: "{what} gaat samen over en wacht op {blocked}",
                en: "{what} moves together and waits for {blocked}")
        });
        Waits { text, obligation: None, due: None }
    }

    fn move_of(&self, holding: HoldingId, to: RoleId, at: Option<Timestamp>) -> Waits {
        let text = Words::both(self.machine(), |words| {
            let (what, to) = (words.holding(holding), words.role(to));
            match at.map(|at| words.instant(at)) {
                Some(at) => say!(words, nl: "{what} gaat op {at} naar {to}",
                    en: "{what} goes to {to} on {at}"),
                None => say!(words, nl: "{what} gaat naar {to} zodra de datum bekend is",
                    en: "{what} goes to {to} once the date is known"),
            }
        });
        Waits { text, obligation: None, due: at.map(Due::at) }
    }
}
