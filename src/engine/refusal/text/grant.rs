//! Refusals of what is said from outside the playbook about terms, and about a closed case.

use super::may::duty_name;
use crate::calendar::Duration;
use crate::diagnostic::{Language, Text};
use crate::machine::Machine;
use crate::machine::id::DutyId;
use crate::text;

pub(super) fn suspended() -> Text {
    text!(
        nl: "de termijnen zijn opgeschort: hervat ze eerst",
        en: "the deadlines are suspended: resume them first",
    )
}

pub(super) fn not_suspended() -> Text {
    text!(
        nl: "de termijnen lopen: laat de regel weg, of schort ze eerst op",
        en: "the deadlines run: leave the line out, or suspend them first",
    )
}

pub(super) fn not_closed() -> Text {
    text!(
        nl: "de casus is niet gesloten: ga ermee verder zonder hem te heropenen",
        en: "the case is not closed: go on with it without reopening it",
    )
}

pub(super) fn already_overdue(machine: &Machine, task: DutyId) -> Text {
    let task = duty_name(machine, task);
    text!(
        nl: "de termijn van taak `{task}` is al voorbij: verschoon de taak, of laat haar alsnog \
            doen",
        en: "the term of task `{task}` has passed: excuse the task, or have it done after all",
    )
}

pub(super) fn no_due(machine: &Machine, task: DutyId) -> Text {
    let task = duty_name(machine, task);
    text!(
        nl: "taak `{task}` heeft nog geen uiterste datum: geef het gegeven waarvan die afhangt, of \
            zet de termijn op een datum",
        en: "task `{task}` has no due date yet: state the fact that it depends on, or set the \
            deadline to a date",
    )
}

pub(super) fn too_far(machine: &Machine, task: DutyId, at_most: Duration) -> Text {
    let task = duty_name(machine, task);
    let (nl, en) = (at_most.words(Language::Dutch), at_most.words(Language::English));
    text!(
        nl: "taak `{task}` mag in totaal hoogstens {nl} worden uitgesteld: stel korter uit",
        en: "task `{task}` may be postponed by {en} at most in all: postpone by less",
    )
}

pub(super) fn due_in_past() -> Text {
    text!(
        nl: "een termijn wordt niet in het verleden gezet: kies een later tijdstip",
        en: "a deadline is not put in the past: choose a later time",
    )
}
