//! What leads somewhere: the next thing that takes one item through its handover, or that is at
//! odds with what was planned for it.

use draaiboek::calendar::Timestamp;
use draaiboek::engine::InputKind;

use super::super::interpreter::{Case, Focus};
use super::item::{by_candidate, enrolment};
use super::{
    Event, Said, actor, answer, binding, completion, nth, reply, said_with, send, signal, stated,
};

/// The next thing, with the id of the item that it is about.
pub(super) fn said(
    case: &Case<'_>,
    now: Timestamp,
    event: Event,
) -> Option<(Option<String>, Said)> {
    let there = |no: &usize| !case.items[*no].withdrawn;
    let items: Vec<usize> = (0..case.items.len()).filter(there).collect();
    let busy: Vec<usize> =
        items.iter().copied().filter(|&no| case.items[no].runs_at_all()).collect();
    let planned = |no: usize| case.items[no].ledgers.values().any(|ledger| ledger.is_planned());
    let behind: Vec<usize> = busy.iter().copied().filter(|&no| !planned(no)).collect();
    let follows = event.jump.is_multiple_of(2) && behind.len() < busy.len();
    let behind = nth(&behind, event.b / 64).filter(|_| follows);
    let Some(&no) = behind.or(nth(&busy, event.b / 64)).or(nth(&items, event.b)) else {
        return Some(enrolment(case, now, event));
    };
    let id = case.items[no].id.clone();
    let focus = Focus { item: Some(no), ..Focus::default() };
    let of_item = case.seen_from(focus, |case| {
        if planned(no) && event.a.is_multiple_of(3) {
            upset(case, now, no, event)
        } else {
            forward(case, now, no, event)
        }
    });
    match of_item {
        Some(said) => Some((Some(id), said)),
        None if case.items[no].runs_at_all() => None,
        None => case.hir.signals.ids().next().map(|first| (None, send(case, now, event, first))),
    }
}

/// An answer of the host, a candidate, an acceptance, a choice, what is owed.
fn forward(case: &Case<'_>, now: Timestamp, no: usize, event: Event) -> Option<Said> {
    if event.c.is_multiple_of(6)
        && let Some((Some(of), said)) = reply(case, event)
        && of == no
    {
        return Some(said);
    }
    if case.hir.items[case.items[no].kind].name == "ll" {
        return any_step(case, now, event);
    }
    let candidates = case.parties(case.role_named("jc")?, now);
    if candidates.len() < 1 + usize::from(event.a % 3) {
        let party = format!("P{}", event.c % 3 + 1);
        return Some((None, InputKind::Offer { role: "jc".to_owned(), party }));
    }
    let accepted = &case.items[no].accepted;
    if !candidates.iter().any(|party| accepted.contains(party)) {
        return by_candidate(case, "ja0", nth(&candidates, event.c)?, event);
    }
    if is_owed(case, no, "jb") {
        return choice(case, now, no, event);
    }
    if event.c % 4 == 1 {
        return by_candidate(case, "ja0", accepted.first()?, event);
    }
    if case.items[no].runs_at_all() { any_step(case, now, event) } else { None }
}

/// What is owed, decided or sent.
fn any_step(case: &Case<'_>, now: Timestamp, event: Event) -> Option<Said> {
    let owed = || completion(case, now, event).or_else(|| answer(case, now, event));
    match event.c % 3 {
        0 => Some(signal(case, now, event)),
        1 => answer(case, now, event).or_else(owed),
        _ => owed(),
    }
}

/// The first outcome, mostly for somebody who has accepted.
fn choice(case: &Case<'_>, now: Timestamp, no: usize, event: Event) -> Option<Said> {
    let accepted = &case.items[no].accepted;
    let candidates = case.parties(case.role_named("jc")?, now);
    let (able, others): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|party| accepted.contains(party));
    let other = nth(&others, event.c).filter(|_| event.a.is_multiple_of(4));
    let chosen = other.or(nth(&able, event.c)).cloned();
    let home = case.role_named("jw")?;
    let party = case.parties(home, now).first().cloned()?;
    let duty = case.hir.duties.iter().find(|(_, it)| it.name == "jb").map(|(duty, _)| duty)?;
    let fields = said_with(case, duty, event);
    let (decision, outcome) = ("jb".to_owned(), "gekozen".to_owned());
    Some((actor(case, home, &party), InputKind::Answer { decision, outcome, chosen, fields }))
}

/// What is at odds with a planned move.
fn upset(case: &Case<'_>, now: Timestamp, no: usize, event: Event) -> Option<Said> {
    let accepted: Vec<&String> = case.items[no].accepted.iter().collect();
    let mut planned = case.items[no].ledgers.iter().filter(|(_, ledger)| ledger.is_planned());
    let chosen = |party: &str| binding("jo", party);
    match event.c % 16 {
        0..=4 => by_candidate(case, "ji", nth(&accepted, event.b)?, event),
        5..=8 => by_candidate(case, "ja0", nth(&accepted, event.b)?, event),
        9 | 10 if event.b.is_multiple_of(2) => {
            Some((None, InputKind::WithdrawItem { ground: "Verhuisd".to_owned() }))
        }
        9 | 10 => Some((None, InputKind::Split { ground: "Past daar niet".to_owned() })),
        11 => Some((None, InputKind::Bind(chosen("P4")))),
        12 => {
            let holders = case.parties(case.role_named("jo")?, now);
            Some((None, InputKind::Release(chosen(holders.first()?))))
        }
        _ if planned.any(|(_, ledger)| ledger.is_undated()) => {
            let (day, _) = case.hir.facts.iter().find(|(_, fact)| fact.name == "jd")?;
            Some((None, InputKind::Update { fields: vec![stated(case, day, event)] }))
        }
        _ => completion(case, now, event),
    }
}

fn is_owed(case: &Case<'_>, no: usize, name: &str) -> bool {
    let mut obligations = case.obligations.iter();
    obligations.any(|it| {
        it.item == Some(no) && it.status.is_owed() && case.hir.duties[it.duty].name == name
    })
}
