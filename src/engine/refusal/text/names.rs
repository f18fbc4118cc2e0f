//! Refusals of names that the playbook does not have.

use crate::diagnostic::Text;
use crate::machine::Machine;
use crate::machine::id::DutyId;
use crate::machine::playbook::{DutyKind, OutcomeName};
use crate::text;

/// How many names a message lists.
const SHOWN: usize = 12;

pub(super) fn role(machine: &Machine, name: &str) -> Text {
    let known = list(machine.playbook().roles.as_slice().iter().map(|role| &*role.name));
    text!(
        nl: "er is geen rol `{name}`: het draaiboek kent {known}",
        en: "there is no role `{name}`: the playbook has {known}",
    )
}

pub(super) fn signal(machine: &Machine, name: &str) -> Text {
    let known = list(machine.playbook().signals.as_slice().iter().map(|signal| &*signal.name));
    text!(
        nl: "er is geen signaal `{name}`: het draaiboek kent {known}",
        en: "there is no signal `{name}`: the playbook has {known}",
    )
}

pub(super) fn action(machine: &Machine, name: &str) -> Text {
    let known = list(machine.playbook().actions.as_slice().iter().map(|action| &*action.name));
    text!(
        nl: "er is geen actie `{name}`: het draaiboek kent {known}",
        en: "there is no action `{name}`: the playbook has {known}",
    )
}

pub(super) fn task(machine: &Machine, name: &str) -> Text {
    let known = list(machine.tasks());
    text!(
        nl: "er is geen taak `{name}`: het draaiboek kent {known}",
        en: "there is no task `{name}`: the playbook has {known}",
    )
}

pub(super) fn decision(machine: &Machine, name: &str) -> Text {
    let known = list(machine.decisions());
    text!(
        nl: "er is geen besluit `{name}`: het draaiboek kent {known}",
        en: "there is no decision `{name}`: the playbook has {known}",
    )
}

pub(super) fn outcome(machine: &Machine, decision: DutyId, outcome: &str) -> Text {
    let duty = machine.playbook().duties.get(decision);
    let name = duty.map_or("", |duty| &duty.name);
    let outcomes = match duty.map(|duty| &duty.kind) {
        Some(DutyKind::Decision(decision)) => decision.outcomes.as_slice(),
        _ => &[],
    };
    let nl = list(outcomes.iter().map(|outcome| word(&outcome.name, "ja", "nee")));
    let en = list(outcomes.iter().map(|outcome| word(&outcome.name, "yes", "no")));
    text!(
        nl: "besluit `{name}` kent geen antwoord `{outcome}`: kies uit {nl}",
        en: "decision `{name}` has no outcome `{outcome}`: choose from {en}",
    )
}

pub(super) fn level(machine: &Machine, name: &str) -> Text {
    let Some(scale) = &machine.playbook().scale else {
        return text!(
            nl: "er is geen trede `{name}`: dit draaiboek heeft geen ernst",
            en: "there is no level `{name}`: this playbook has no severity",
        );
    };
    let known = list(scale.levels.as_slice().iter().map(|level| &*level.name));
    let scale = &scale.name;
    text!(
        nl: "`{scale}` kent geen trede `{name}`: kies uit {known}",
        en: "`{scale}` has no level `{name}`: choose from {known}",
    )
}

pub(super) fn fact(machine: &Machine, name: &str) -> Text {
    let known = list(machine.playbook().facts.as_slice().iter().map(|fact| &*fact.name));
    text!(
        nl: "er is geen gegeven `{name}`: het draaiboek kent {known}",
        en: "there is no fact `{name}`: the playbook has {known}",
    )
}

fn word<'a>(name: &'a OutcomeName, yes: &'a str, no: &'a str) -> &'a str {
    match name {
        OutcomeName::Yes => yes,
        OutcomeName::No => no,
        OutcomeName::Named(name) => name,
        OutcomeName::NoAnswer => "",
    }
}

/// The names between backticks with commas; `–` when there are none.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.take(SHOWN + 1).map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return "–".to_owned();
    }
    if names.len() > SHOWN {
        names.truncate(SHOWN);
        names.push("…".to_owned());
    }
    names.join(", ")
}
