//! A refusal in words: what is wrong, where, and what to do.

use super::{Fault, Refusal};
use crate::diagnostic::Text;
use crate::machine::Machine;
use crate::text;

mod delivery;
mod fields;
mod grant;
mod item;
mod may;
mod names;

impl Fault {
    /// What is wrong, where, and what to do, for people; names as in the playbook of `machine`.
    #[must_use]
    pub fn text(&self, machine: &Machine) -> Text {
        match self {
            Self::NoId => delivery::no_id(),
            Self::IdReused => delivery::id_reused(),
            Self::Past { last } => delivery::past(machine, *last),
            Self::Future => delivery::future(),
            Self::OutOfRange => delivery::out_of_range(),
            Self::NotOpen => delivery::not_open(),
            Self::AlreadyOpen => delivery::already_open(),
            Self::Closed => delivery::closed(),
            Self::NotValid => delivery::not_valid(machine),
            Self::OtherMachine => delivery::other_playbook(machine),
            Self::UnknownRole(name) => names::role(machine, name),
            Self::UnknownSignal(name) => names::signal(machine, name),
            Self::UnknownTask(name) => names::task(machine, name),
            Self::UnknownDecision(name) => names::decision(machine, name),
            Self::UnknownOutcome { decision, outcome } => {
                names::outcome(machine, *decision, outcome)
            }
            Self::UnknownLevel(name) => names::level(machine, name),
            Self::UnknownFact(name) => names::fact(machine, name),
            Self::UnexpectedField(fact) => fields::unexpected(machine, *fact),
            Self::DuplicateField(fact) => fields::duplicate(machine, *fact),
            Self::MissingField(fact) => fields::missing(machine, *fact),
            Self::Uncountable { fact, why } => fields::uncountable(machine, *fact, why),
            Self::WrongType { fact, expected } => fields::wrong_type(machine, *fact, expected),
            Self::NoActor => may::no_actor(),
            Self::NotHeld { role, party } => may::not_held(machine, *role, party),
            Self::NotAllowed(role) => may::not_allowed(machine, *role),
            Self::TaskNotOpen(duty) => may::task_not_open(machine, *duty),
            Self::DecisionNotOpen(duty) => may::decision_not_open(machine, *duty),
            Self::AlreadyVoted(duty) => may::already_voted(machine, *duty),
            Self::NoReason => may::no_reason(),
            Self::MayNotLower(role) => may::may_not_lower(machine, *role),
            Self::BelowFloor(level) => may::below_floor(machine, *level),
            Self::TooManyLevels { at_most } => may::too_many_levels(*at_most),
            Self::BindingStands => may::role_unchanged(),
            Self::OneParty(role) => may::one_party(machine, *role),
            Self::NotASender(signal) => may::not_a_sender(machine, *signal),
            Self::NotNow { signal, unknown } => may::not_now(machine, *signal, unknown),
            Self::NotAnother(duty) => may::not_another(machine, *duty),
            Self::NothingStated => fields::nothing(),
            Self::UnknownAction(name) => names::action(machine, name),
            Self::NotCalled(action) => may::not_called(machine, *action),
            Self::AlreadyAnswered(action) => may::already_answered(machine, *action),
            Self::NotAnAnswer { action, signal } => may::not_an_answer(machine, *action, *signal),
            Self::EarlierVersion(duty) => may::earlier_version(machine, *duty),
            Self::Suspended => grant::suspended(),
            Self::NotSuspended => grant::not_suspended(),
            Self::NotClosed => grant::not_closed(),
            Self::AlreadyOverdue(task) => grant::already_overdue(machine, *task),
            Self::NoDue(task) => grant::no_due(machine, *task),
            Self::PostponedTooFar { task, at_most } => grant::too_far(machine, *task, *at_most),
            Self::DueInPast => grant::due_in_past(),
            Self::NoSalt(fact) => fields::no_salt(machine, *fact),
            Self::NotPersonal(fact) => fields::not_personal(machine, *fact),
            Self::Item(fault) => item::text(machine, fault),
        }
    }
}

impl Refusal {
    /// The item that it is about, and all of its faults, for people, one after another.
    #[must_use]
    pub fn text(&self, machine: &Machine) -> Text {
        let texts: Vec<Text> = self.faults.iter().map(|fault| fault.text(machine)).collect();
        let join =
            |words: fn(&Text) -> &str| texts.iter().map(words).collect::<Vec<_>>().join("; ");
        let (nl, en) = (join(|text| &text.nl), join(|text| &text.en));
        let named = |id: &&String| !nl.contains(&format!("`{id}`"));
        match self.item.as_ref().filter(named) {
            Some(id) => text!(nl: "over `{id}`: {nl}", en: "about `{id}`: {en}"),
            None => Text { nl, en },
        }
    }
}
