//! Engine and interpreter side by side: the first difference between them.

use std::fmt::Write as _;

use draaiboek::calendar::{Due, Timestamp};
use draaiboek::engine::{
    self, EffectKind, Fault, Known, ObligationNo, Outcome, Phase, Refusal, State, Step,
    value_as_of, value_of,
};
use draaiboek::machine::Machine;
use draaiboek::machine::id::{Id, RoleId};

use super::interpreter::{Case, Effect, Life, Progress, Told};

/// What is different, in words; `None` when nothing is.
pub fn answers(
    engine: &Result<Step, Refusal>,
    model: &Result<Told, Vec<Fault>>,
) -> Result<(), String> {
    match (engine, model) {
        (Err(refusal), Err(faults)) => {
            let ids = |faults: &[Fault]| {
                let mut ids: Vec<&str> = faults.iter().map(Fault::id).collect();
                ids.sort_unstable();
                ids
            };
            same("faults", &ids(&refusal.faults), &ids(faults))
        }
        (Ok(step), Ok(Told::Duplicate)) => {
            let duplicate = matches!(step.outcome, Outcome::Duplicate { .. });
            same("duplicate", &duplicate, &true)
        }
        (Ok(step), Ok(Told::Entries(entries, repeats))) => {
            let repeated = match step.outcome {
                Outcome::Repeated { seq } => Some(seq),
                _ => None,
            };
            same("what is repeated", &repeated, repeats)?;
            let item = |it: &engine::Effect| it.item.map(|no| no.0 as usize);
            let told = |step: &Step| -> Vec<(Timestamp, Vec<Effect>)> {
                let effects = |seq| step.effects.iter().filter(move |e| e.seq == seq);
                let kinds =
                    |seq| effects(seq).map(|effect| (item(effect), effect.kind.clone())).collect();
                step.entries.iter().map(|entry| (entry.at, kinds(entry.seq))).collect()
            };
            let told = told(step);
            for (engine, model) in told.iter().zip(entries) {
                same("instant of entry", &engine.0, &model.0)?;
                same_effects(&engine.1, &model.1)?;
            }
            same("number of entries", &told.len(), &entries.len())
        }
        (Ok(_), Err(faults)) => Err(format!("refused by the model only: {faults:?}")),
        (Err(refusal), Ok(_)) => Err(format!("refused by the engine only: {:?}", refusal.faults)),
    }
}

fn same_effects(engine: &[Effect], model: &[Effect]) -> Result<(), String> {
    let (engine, model) = (in_order(engine), in_order(model));
    if engine == model {
        return Ok(());
    }
    let mut text = "effects differ (engine, then model):\n".to_owned();
    for position in 0..engine.len().max(model.len()) {
        let (left, right) = (engine.get(position), model.get(position));
        let mark = if left == right { ' ' } else { '!' };
        let _ = writeln!(text, " {mark} {left:?}\n {mark}   {right:?}");
    }
    Err(text)
}

/// What happens together (who answers, when something is due, what is withdrawn) in order of
/// number; who answers after what opened.
fn in_order(effects: &[Effect]) -> Vec<Effect> {
    let key = |(_, effect): &Effect| match effect {
        EffectKind::Opened { .. } => Some((0, 0)),
        EffectKind::Rebound { obligation, .. } | EffectKind::Unheld(obligation) => {
            Some((0, 1 + obligation.0 as usize))
        }
        EffectKind::Grounds { obligation, .. } => Some((0, 1_000_000 + obligation.0 as usize)),
        EffectKind::Withdrawn { obligation, .. } => Some((2, obligation.0 as usize)),
        EffectKind::DueChanged { obligation, .. } => Some((1, obligation.0 as usize)),
        EffectKind::DeadlineChanged { state, .. } => Some((1, 1_000_000 + state.index())),
        _ => None,
    };
    // Who comes or goes changes who answers, what is owed and what opens, duty by duty.
    let group = |effect: &Effect| key(effect).map(|(group, _)| group == 1);
    let mut effects = effects.to_vec();
    for run in effects.chunk_by_mut(|a, b| group(a).is_some() && group(a) == group(b)) {
        run.sort_by_key(key);
    }
    effects
}

/// Everything about the case that both know.
pub fn states(machine: &Machine, state: &State, case: &Case<'_>) -> Result<(), String> {
    let life = match state.phase() {
        Phase::Unopened => Life::Unopened,
        Phase::Open => Life::Open,
        Phase::Closed(end) => Life::Closed(end),
    };
    same("life", &life, &case.life)?;
    same("entries", &state.seq(), &case.entries)?;
    same("active states", &state.active().collect::<Vec<_>>(), &case.active_states())?;
    same("level", &state.level(), &case.level)?;
    items(state, case)?;
    let own = |fact: &draaiboek::machine::playbook::Fact<_>| fact.item.is_none();
    for (fact, declared) in case.hir.facts.iter().filter(|(_, fact)| own(fact)) {
        let what = format!("fact {}", declared.name);
        same(&what, &value_of(machine, state, fact), &case.current(fact))?;
    }
    same("obligations", &state.obligations().count(), &case.obligations.len())?;
    for ((no, engine), model) in state.obligations().zip(&case.obligations) {
        let ObligationNo(no) = no;
        let what = |what: &str| {
            format!("{what} of obligation {no} ({})", case.hir.duties[model.duty].name)
        };
        same(&what("item"), &engine.item.map(|no| no.0 as usize), &model.item)?;
        same(&what("duty"), &engine.duty, &model.duty)?;
        same(&what("party"), &engine.party, &model.party)?;
        same(&what("status"), &engine.status, &model.status)?;
        same(&what("late"), &engine.late, &model.late)?;
        same(&what("roles"), &(engine.doer, engine.accountable), &(model.doer, model.accountable))?;
        same(&what("due"), &engine.due, &model.due)?;
        let end = |due: Option<Due>| due.map(|due| (due.instant, due.day));
        let promises: Vec<_> = engine.promises.iter().map(|it| (it.seq, end(it.due))).collect();
        let expected: Vec<_> = model.promises.iter().map(|(seq, due)| (*seq, end(*due))).collect();
        same(&what("promises"), &promises, &expected)?;
        same(&what("opened"), &engine.opened, &model.opened)?;
        same(&what("about"), &engine.about, &model.about)?;
        same(&what("votes"), &engine.votes, &model.votes)?;
    }
    for (role, declared) in case.hir.roles.iter().filter(|(_, role)| role.item.is_none()) {
        let engine: Vec<String> = state.parties(role, state.last()).map(str::to_owned).collect();
        same(&format!("parties of {}", declared.name), &engine, &case.parties(role, state.last()))?;
    }
    let claims: Vec<(RoleId, String)> =
        state.claims().iter().map(|claim| (claim.role, claim.claimant.clone())).collect();
    same("claims", &claims, &case.claims)?;
    known_then(machine, state, case)?;
    same("next deadline", &state.next_deadline(), &case.next_instant())
}

/// Every item: what runs, who accepted, who holds.
fn items(state: &State, case: &Case<'_>) -> Result<(), String> {
    let ids = |it: &draaiboek::engine::Item| it.id.clone();
    let engine: Vec<_> = state.items().iter().map(ids).collect();
    same("items", &engine, &case.items.iter().map(|item| item.id.clone()).collect())?;
    for (engine, model) in state.items().iter().zip(&case.items) {
        let what = |what: &str| format!("{what} of {}", model.id);
        same(&what("withdrawal"), &engine.withdrawn.is_some(), &model.withdrawn)?;
        same(&what("ended"), &engine.is_ended(), &model.is_ended())?;
        for (chart, progress) in &model.progress {
            let now = engine.course(*chart).map(|course| match course.progress() {
                engine::Progress::Runs => Progress::Runs,
                engine::Progress::Ended(end) => Progress::Ended(end),
                engine::Progress::Stopped => Progress::Stopped,
            });
            same(&what("progress"), &now, &Some(*progress))?;
        }
        for party in ["P1", "P2", "P3", "B"] {
            let accepted = model.accepted.contains(party);
            same(&what("acceptance"), &engine.has_accepted(party), &accepted)?;
        }
        for (holding, model) in &model.ledgers {
            let ledger = engine.ledger(*holding).ok_or("no ledger")?;
            let turns: Vec<_> = ledger.all().turns().cloned().collect();
            same(&what("turns"), &turns, &model.turns)?;
            same(&what("plan"), &ledger.plan().cloned(), &model.plan)?;
            let beside: Vec<_> =
                ledger.all().overlaps().map(|it| (it.second.clone(), it.from, it.until)).collect();
            same(&what("who is beside"), &beside, &model.beside)?;
            same(&what("end"), &ledger.ended().map(|end| end.by.at), &model.ended)?;
        }
    }
    Ok(())
}

/// What each stated fact was a day ago, halfway through the journal and by an hour ago.
fn known_then(machine: &Machine, state: &State, case: &Case<'_>) -> Result<(), String> {
    let (half, last) = (state.seq() / 2, state.last());
    let (Some(day), Some(hour)) = (last.add_seconds(-86_400), last.add_seconds(-3_600)) else {
        return Ok(());
    };
    for (fact, declared) in
        case.hir.facts.iter().filter(|(_, fact)| fact.derived.is_none() && fact.item.is_none())
    {
        let what = format!("what {} was", declared.name);
        let engine = value_as_of(machine, state, fact, day, Known::Entry(half));
        same(&what, &engine, &case.as_of(fact, day, |it| it.entry <= half))?;
        let engine = value_as_of(machine, state, fact, last, Known::At(hour));
        same(&what, &engine, &case.as_of(fact, last, |it| it.received <= hour))?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, engine: &T, model: &T) -> Result<(), String> {
    if engine == model {
        return Ok(());
    }
    Err(format!("{what} differs:\n  engine {engine:?}\n  model  {model:?}"))
}
