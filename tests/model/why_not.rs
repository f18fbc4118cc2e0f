//! "Why not yet" of generated cases: what is said to be missing is missing, and no longer once it
//! was brought about.

use std::collections::BTreeSet;

use draaiboek::engine::{Actor, Input, InputKind, ObligationNo, State, Status};
use draaiboek::journal::write_snapshot;
use draaiboek::machine::playbook::{DutyKind, Role};
use draaiboek::{Aim, Case as Facade, Missing, Need, Playbook, What};

use super::interpreter::{Case, Focus};
use super::stream::{Event, stated};
use crate::many::Counts;

/// Asks about every state and duty, and the case; the first answer that is wrong.
pub fn answers(
    playbook: &Playbook,
    state: &State,
    case: &Case<'_>,
    event: Event,
    counts: &mut Counts,
) -> Result<(), String> {
    let snapshot = write_snapshot(state).expect("a snapshot");
    let facade = playbook.restore(snapshot.as_bytes()).expect("a case");
    let mut aims = vec![Aim::Closed];
    let own = |state| case.chart_of(state) == Focus::default().chart;
    let states = case.hir.states.iter().skip(1).filter(|(id, _)| own(*id));
    aims.extend(states.map(|(_, state)| Aim::State(&state.name)));
    let duties = case.hir.duties.as_slice().iter().filter(|duty| own(duty.scope));
    for duty in duties {
        match duty.kind {
            DutyKind::Task(_) => aims.push(Aim::Task(&duty.name)),
            DutyKind::Decision(_) => aims.push(Aim::Decision(&duty.name)),
            DutyKind::Call(_) => {}
        }
    }
    let hidden: Vec<_> =
        case.hir.roles.iter().map(|(_, role)| hidden_from(&facade, role)).collect();
    for aim in aims {
        let answer = facade.why_not(aim).ok_or_else(|| format!("{aim:?}: no answer"))?;
        let text = answer.text();
        if text.nl.contains("  \n") || text.en.trim().is_empty() {
            return Err(format!("{aim:?}: {}", text.nl));
        }
        serde_json::to_string(&answer).map_err(|error| error.to_string())?;
        let mut said: Vec<&Missing> = answer.missing().collect();
        said.dedup_by(|a, b| a.what == b.what);
        for missing in said {
            is_missing(&facade, missing).map_err(|why| format!("{aim:?}: {why}\n{}", text.nl))?;
            brought_about(&facade, aim, missing, case, event, counts)
                .map_err(|why| format!("{aim:?}: {why}\n{}", text.nl))?;
        }
        for (role, hidden) in &hidden {
            tells_nothing_hidden(&facade, role, hidden, aim, counts)?;
        }
        if answer.ways.iter().any(|way| matches!(way.needs, Need::Any(_))) {
            counts.count("why not", "any of");
        }
    }
    Ok(())
}

/// A role, and the facts that it does not see.
fn hidden_from<'a>(case: &'a Facade, role: &'a Role) -> (&'a str, BTreeSet<&'a str>) {
    let seen = case.facts_for(&role.name).expect("a role");
    let facts = case.machine().playbook().facts.iter();
    let facts = facts.map(|(_, fact)| fact.name.as_str());
    (&role.name, facts.filter(|name| !seen.iter().any(|seen| seen.fact == *name)).collect())
}

/// Whether a role is told no name and no value of a fact that it does not see.
fn tells_nothing_hidden(
    case: &Facade,
    role: &str,
    hidden: &BTreeSet<&str>,
    aim: Aim<'_>,
    counts: &mut Counts,
) -> Result<(), String> {
    let answer = case.why_not_for(role, aim).ok_or("no answer")?;
    let told = serde_json::to_string(&answer).map_err(|error| error.to_string())?;
    let mut words = told.split(|c: char| !c.is_alphanumeric() && c != '_');
    if let Some(word) = words.find(|word| hidden.contains(word)) {
        return Err(format!("{role} is told of {word}: {told}"));
    }
    if answer.missing().any(|missing| missing.what == What::Hidden) {
        counts.count("why not", "hidden");
    }
    Ok(())
}

/// Whether it really is not there.
fn is_missing(case: &Facade, missing: &Missing) -> Result<(), String> {
    let state = case.state();
    let really = match &missing.what {
        What::Fact(name) => case.machine().fact(name).is_some() && case.value(name).is_none(),
        What::Condition(values) => values.iter().all(|(name, value)| case.value(name) == *value),
        What::Signal(name) => case.machine().signal(name).is_some(),
        What::Obligation(no) => state
            .obligation(*no)
            .is_some_and(|obligation| obligation.status.is_owed() && obligation.due == missing.due),
        What::Unopened(name) => {
            let machine = case.machine();
            let duties = machine.playbook().duties.iter().filter(|(_, duty)| duty.name == *name);
            let mut open = duties.flat_map(|(id, _)| state.instances(id));
            !open.any(|(_, obligation)| obligation.status.is_owed())
        }
        What::State(name) => !case.is_in(name),
        What::Level(name) => case.level() != Some(name),
        What::Instant(at) => at.is_none_or(|at| at > state.last()),
        What::Count | What::Again | What::Never | What::Hidden => true,
    };
    if really { Ok(()) } else { Err(format!("is not missing: {:?}", missing.what)) }
}

/// Brings it about, if somebody can; then it may not be missing any more.
fn brought_about(
    case: &Facade,
    aim: Aim<'_>,
    missing: &Missing,
    model: &Case<'_>,
    event: Event,
    counts: &mut Counts,
) -> Result<(), String> {
    let said = match &missing.what {
        What::Fact(name) => telling(case, name, model, event),
        What::Obligation(no) => completing(case, *no, model, event),
        _ => None,
    };
    let Some((by, kind)) = said else { return Ok(()) };
    let now = case.state().last();
    let input = Input { id: "gevraagd".to_owned(), by: Some(by), at: now, item: None, kind };
    let mut after = case.clone();
    if after.submit(now, input).is_err() {
        counts.count("why not", "refused");
        return Ok(());
    }
    if let What::Fact(name) = &missing.what
        && after.value(name).is_none()
    {
        counts.count("why not", "signal waits");
        return Ok(());
    }
    // Of several of one task, the one completed may be another.
    if let What::Obligation(no) = missing.what
        && after.state().obligation(no).is_some_and(|obligation| obligation.status.is_owed())
    {
        counts.count("why not", "another completed");
        return Ok(());
    }
    let again = after.why_not(aim).ok_or("no answer afterwards")?;
    let still = again.missing().any(|other| other.what == missing.what);
    let what = match missing.what {
        What::Fact(_) => "fact stated",
        _ => "task completed",
    };
    counts.count("why not", what);
    if still { Err(format!("still missing: {:?}", missing.what)) } else { Ok(()) }
}

/// A signal that carries a fact, by the first who is said to be able to send it.
fn telling(
    case: &Facade,
    name: &str,
    model: &Case<'_>,
    event: Event,
) -> Option<(Actor, InputKind)> {
    let fact = case.machine().fact(name)?;
    let signals = case.machine().playbook().signals.as_slice();
    let signal = signals
        .iter()
        .find(|signal| signal.carries.contains(&fact) || signal.optionally.contains(&fact))?;
    let state = case.state();
    let senders = signal.senders.clone().unwrap_or_else(|| model.hir.roles.ids().collect());
    let by = senders.into_iter().map(|role| model.stands_for(role)).find_map(|role| {
        let party = state.parties(role, state.last()).next()?.to_owned();
        Some(Actor { role: model.hir.roles[role].name.clone(), party })
    })?;
    let mut facts = signal.carries.clone();
    if !facts.contains(&fact) {
        facts.push(fact);
    }
    let fields = facts.into_iter().map(|fact| stated(model, fact, event)).collect();
    Some((by, InputKind::Signal { name: signal.name.clone(), fields }))
}

/// The completion of a task by whoever does it.
fn completing(
    case: &Facade,
    no: ObligationNo,
    model: &Case<'_>,
    event: Event,
) -> Option<(Actor, InputKind)> {
    let state = case.state();
    let obligation = state.obligation(no).filter(|it| it.status != Status::Done)?;
    let delivers = model.delivers(obligation.duty)?;
    let party = match &obligation.party {
        Some(party) => party.clone(),
        None => state.parties(obligation.doer, state.last()).next()?.to_owned(),
    };
    let by = Actor { role: model.hir.roles[obligation.doer].name.clone(), party };
    let fields = delivers.iter().map(|&fact| stated(model, fact, event)).collect();
    let task = model.hir.duties[obligation.duty].name.clone();
    Some((by, InputKind::Complete { task, fields, evidence: vec![] }))
}
