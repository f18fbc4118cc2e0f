//! "Why not yet" of generated cases: what is said to be missing is missing, and no longer once it
//! was brought about.

use std::collections::BTreeSet;

use draaiboek::engine::{self, Actor, Input, InputKind, ObligationNo, State, Status};
use draaiboek::journal::write_snapshot;
use draaiboek::machine::id::ItemId;
use draaiboek::machine::playbook::{DutyKind, Role};
use draaiboek::{Aim, Case as Facade, Missing, Need, Playbook, What, WhyNot};

use super::interpreter::Case;
use super::stream::{Event, stated};
use crate::many::Counts;

/// Who is asked about, and what.
#[derive(Clone, Copy, Debug)]
struct Question<'a> {
    item: Option<&'a str>,
    aim: Aim<'a>,
}

impl Question<'_> {
    fn ask(self, case: &Facade) -> Option<WhyNot> {
        match self.item {
            Some(item) => case.why_not_of(item, self.aim),
            None => case.why_not(self.aim),
        }
    }
}

/// Asks about every state and duty, and the case; of one item too. The first answer that is wrong.
pub fn answers(
    playbook: &Playbook,
    state: &State,
    case: &Case<'_>,
    event: Event,
    counts: &mut Counts,
) -> Result<(), String> {
    let snapshot = write_snapshot(state).expect("a snapshot");
    let facade = playbook.restore(snapshot.as_bytes()).expect("a case");
    let roles = case.hir.roles.as_slice().iter();
    let hidden: Vec<_> = roles.map(|role| hidden_from(&facade, role)).collect();
    let items = state.items().iter().rev().take(1);
    let items = items.map(|item| (Some(&*item.id), Some(item.kind)));
    for (item, kind) in std::iter::once((None, None)).chain(items) {
        for aim in aims(case, kind) {
            let question = Question { item, aim };
            answer(&facade, question, case, event, counts)
                .and_then(|answer| {
                    let mut roles = hidden.iter();
                    roles.try_for_each(|(role, hidden)| {
                        let told = tells_nothing_hidden(&facade, role, hidden, question, counts);
                        told.map_err(|why| (why, answer.text().nl))
                    })
                })
                .map_err(|(why, text)| format!("{question:?}: {why}\n{text}"))?;
        }
    }
    Ok(())
}

/// Everything that can be asked of the case, or of an item of a kind.
fn aims<'a>(case: &Case<'a>, kind: Option<ItemId>) -> Vec<Aim<'a>> {
    let mut aims = vec![Aim::Closed];
    let own = |state| case.hir.charts[case.chart_of(state)].item == kind;
    let states = case.hir.states.iter().skip(1).filter(|(id, _)| own(*id));
    aims.extend(states.map(|(_, state)| Aim::State(&state.name)));
    for duty in case.hir.duties.as_slice().iter().filter(|duty| own(duty.scope)) {
        aims.push(match duty.kind {
            DutyKind::Task(_) => Aim::Task(&duty.name),
            DutyKind::Decision(_) => Aim::Decision(&duty.name),
            DutyKind::Call(_) => Aim::Action(&duty.name),
        });
    }
    let holdings = case.hir.holdings.as_slice().iter().filter(|it| Some(it.item) == kind);
    aims.extend(holdings.map(|holding| Aim::Move(holding.name.as_deref())));
    aims
}

/// What is wrong with an answer, and its text.
type Wrong = (String, String);

fn answer(
    facade: &Facade,
    question: Question<'_>,
    case: &Case<'_>,
    event: Event,
    counts: &mut Counts,
) -> Result<WhyNot, Wrong> {
    let nothing = || ("no answer".to_owned(), String::new());
    let answer = question.ask(facade).ok_or_else(nothing)?;
    let text = answer.text();
    let wrong = |why| (why, text.nl.clone());
    if text.nl.contains("  \n") || text.en.trim().is_empty() {
        return Err(wrong("an empty line".to_owned()));
    }
    serde_json::to_string(&answer).map_err(|error| wrong(error.to_string()))?;
    let mut said: Vec<&Missing> = answer.missing().collect();
    said.dedup_by(|a, b| (&a.what, &a.item) == (&b.what, &b.item));
    for missing in said {
        is_missing(facade, missing).map_err(wrong)?;
        brought_about(facade, question, missing, case, event, counts).map_err(wrong)?;
        if missing.item.as_deref() != question.item && missing.item.is_some() {
            counts.count("why not", "of another item");
        }
    }
    if question.item.is_some() {
        counts.count("why not", "of an item");
    }
    if answer.ways.iter().any(|way| matches!(way.needs, Need::Any(_))) {
        counts.count("why not", "any of");
    }
    Ok(answer)
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
    question: Question<'_>,
    counts: &mut Counts,
) -> Result<(), String> {
    if hidden.is_empty() {
        return Ok(());
    }
    let answer = case.why_not_for(role, question.item, question.aim).ok_or("no answer")?;
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
    let (state, machine) = (case.state(), case.machine());
    let no = missing.item.as_deref().and_then(|id| state.item_no(id));
    let item = no.and_then(|no| state.item(no));
    let value = |name: &str| {
        machine.fact(name).and_then(|fact| engine::value_for(machine, state, no, fact))
    };
    let really = match &missing.what {
        What::Fact(name) => machine.fact(name).is_some() && value(name).is_none(),
        What::Condition(values) => values.iter().all(|(name, it)| value(name) == *it),
        What::Signal(name) => machine.signal(name).is_some(),
        What::Obligation(no) => state
            .obligation(*no)
            .is_some_and(|obligation| obligation.status.is_owed() && obligation.due == missing.due),
        What::Unopened(name) => {
            let named = |duty| machine.playbook().duties[duty].name == *name;
            // Of a party only its own may lack.
            let of_case = missing.by.is_empty() && no.is_none();
            !of_case || !state.owed().any(|(_, it)| it.item == no && named(it.duty))
        }
        What::Ended(no) => state.obligation(*no).is_some_and(|it| !it.status.is_owed()),
        What::Running(_) => item.is_some_and(|item| item.is_present()),
        What::Register(kind) => {
            let kinds = machine.playbook().items.iter();
            let mut named = kinds.filter(|(_, item)| item.name == *kind);
            named.any(|(kind, _)| !state.is_complete(kind))
        }
        What::NoItem(_) | What::Others(_) | What::Absent(_) => true,
        What::Move | What::Acceptance(_) => item.is_some(),
        What::State(name) => {
            let id = machine.state(name).ok_or("no such state")?;
            let courses = || item.into_iter().flat_map(|item| item.courses());
            !state.is_active(id) && !courses().any(|course| course.is_active(id))
        }
        What::Level(name) => case.level() != Some(name),
        What::Instant(at) => at.is_none_or(|at| at > state.last()),
        What::Count | What::Again | What::Never | What::Hidden => true,
    };
    if really { Ok(()) } else { Err(format!("is not missing: {:?}", missing.what)) }
}

/// Brings it about, if somebody can; then it may not be missing any more.
fn brought_about(
    case: &Facade,
    question: Question<'_>,
    missing: &Missing,
    model: &Case<'_>,
    event: Event,
    counts: &mut Counts,
) -> Result<(), String> {
    let said = match &missing.what {
        What::Fact(name) => telling(case, missing, name, model, event),
        What::Obligation(no) => completing(case, *no, model, event),
        _ => None,
    };
    let Some((by, kind)) = said else { return Ok(()) };
    let now = case.state().last();
    let item = missing.item.clone();
    let input = Input { id: "gevraagd".to_owned(), by: Some(by), at: now, item, kind };
    let mut after = case.clone();
    if after.submit(now, input).is_err() {
        counts.count("why not", "refused");
        return Ok(());
    }
    if matches!(missing.what, What::Fact(_)) && is_missing(&after, missing).is_ok() {
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
    let again = question.ask(&after).ok_or("no answer afterwards")?;
    let is_it = |other: &&Missing| (&other.what, &other.item) == (&missing.what, &missing.item);
    let still = again.missing().any(|other| is_it(&other));
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
    missing: &Missing,
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
        let no = missing.item.as_deref().and_then(|id| state.item_no(id));
        let party = state.parties_for(no, role, state.last()).next()?.to_owned();
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
        None => {
            state.parties_for(obligation.item, obligation.doer, state.last()).next()?.to_owned()
        }
    };
    let by = Actor { role: model.hir.roles[obligation.doer].name.clone(), party };
    let fields = delivers.iter().map(|&fact| stated(model, fact, event)).collect();
    let task = model.hir.duties[obligation.duty].name.clone();
    Some((by, InputKind::Complete { task, fields, evidence: vec![] }))
}
