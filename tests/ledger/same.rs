//! The ledger against what the one with a holder per minute says.

use std::collections::{BTreeMap, BTreeSet};

use draaiboek::calendar::{Date, Timestamp};
use draaiboek::engine::Known;
use draaiboek::engine::ledger::{AsKnown, Change, Convention, Cover, Holder, Ledger, Plan};
use draaiboek::machine::id::{Id, RoleId};

use super::minutes::{DATES, at, holder, minute_of, who_is, zone};
use super::naive::{Changed, MINUTES, Naive, Page, Planned, Who};

fn same_plan(plan: &Plan, naive: &Planned) -> bool {
    let instant = naive.at.map(at);
    (plan.made, plan.to, plan.follows, plan.instant())
        == (naive.made, RoleId::new(naive.to), naive.follows, instant)
}

pub(super) fn same_change(change: &(Change, bool), naive: &Changed) {
    let (change, contradicts) = change;
    let moved = change.moved.as_ref();
    let moved = moved.map(|(old, new)| (old.holder.clone(), new.holder.clone(), new.why));
    assert_eq!(moved, naive.moved.map(|(old, new, why)| (holder(old), holder(new), why)));
    assert_eq!(change.planned.is_some(), naive.planned.is_some());
    let planned = change.planned.iter().zip(&naive.planned);
    assert!(planned.into_iter().all(|(plan, naive)| same_plan(plan, naive)));
    assert_eq!(change.cancelled.is_some(), naive.cancelled.is_some());
    for ((plan, why), (planned, reason)) in change.cancelled.iter().zip(&naive.cancelled) {
        assert!(same_plan(plan, planned));
        assert_eq!(why, reason);
    }
    assert_eq!(*contradicts, naive.contradicts);
}

/// Every minute has the holder that it should have, and nobody else: intervals are adjacent.
pub(super) fn same_page(ledger: AsKnown<'_>, page: &Page, enrolled: usize) {
    let mut held: Vec<Option<(Who, Cover)>> = vec![None; MINUTES];
    let mut next = at(enrolled);
    for interval in ledger.intervals() {
        assert_eq!(interval.turn.from(), next, "adjacent");
        let until = interval.until.map_or(MINUTES, minute_of);
        let slots = &mut held[minute_of(next)..until];
        assert!(slots.iter().all(Option::is_none), "one holder");
        slots.fill(Some((who_is(&interval.turn.holder), interval.turn.cover)));
        next = interval.until.unwrap_or(Timestamp::MAX);
    }
    assert_eq!(next == Timestamp::MAX, !page.ended);
    assert_eq!(held, page.held);
    for minute in (0..MINUTES).step_by(211).chain([page.minute, enrolled]) {
        let naive = page.held.get(minute).copied().flatten().map(|(who, _)| holder(who));
        assert_eq!(ledger.holder_at(at(minute)), naive.as_ref());
        let planned = page.plan.filter(|plan| plan.at.is_some_and(|at| at <= minute));
        assert_eq!(ledger.planned_by(at(minute)).is_some(), planned.is_some());
    }
    assert_eq!(ledger.plan().is_some(), page.plan.is_some());
    assert!(ledger.plan().iter().zip(&page.plan).all(|(plan, naive)| same_plan(plan, naive)));
    assert_eq!(ledger.ended().is_some(), page.ended);
}

/// What was known after each entry is told for ever.
pub(super) fn same_pages(ledger: &Ledger, naive: &Naive) {
    let (first, last) = (&naive.pages[0], naive.page());
    for minute in (first.minute.saturating_sub(2)..last.minute + 2).step_by(29) {
        let page = naive.pages.iter().rev().find(|page| page.minute <= minute);
        let known = ledger.as_known(Known::At(at(minute)));
        assert_eq!(known.is_some(), page.is_some());
        if let (Some(known), Some(page)) = (known, page) {
            same_page(known, page, naive.enrolled);
        }
    }
    for seq in first.seq.saturating_sub(1)..last.seq + 2 {
        let page = naive.pages.iter().rev().find(|page| page.seq <= seq);
        let known = ledger.as_known(Known::Entry(seq));
        assert_eq!(known.is_some(), page.is_some());
        if let (Some(known), Some(page)) = (known, page) {
            same_page(known, page, naive.enrolled);
        }
    }
}

/// Days and nights, counted on the fingers.
pub(super) fn same_days(ledger: &Ledger, page: &Page) -> usize {
    let dates: BTreeSet<Date> = DATES.iter().copied().collect();
    let (first, last) = (*dates.first().unwrap(), *dates.last().unwrap());
    let mut stretches = 0;
    for convention in [Convention::LastDay, Convention::LastNight] {
        let mut naive = BTreeMap::new();
        for date in &dates {
            let of_day = (0..MINUTES).filter(|minute| DATES[*minute] == *date);
            let held: Vec<_> = of_day.map(|minute| page.held[minute]).collect();
            let counts = match convention {
                Convention::LastDay => held.iter().rev().find_map(|held| *held),
                Convention::LastNight => held[held.len() - 1],
            };
            if let Some((who, cover)) = counts {
                naive.insert(*date, (holder(who), cover));
            }
        }
        let days = ledger.all().days(&zone(), convention, first, last);
        let beyond = i64::from(convention == Convention::LastNight);
        let mut found = BTreeMap::new();
        for days in &days {
            let last = days.last.add_days(-beyond).unwrap();
            let mut date = days.first;
            for _ in 0..days.count {
                let before = found.insert(date, (days.holder.clone(), days.cover));
                assert_eq!(before, None, "each day counts once");
                date = date.tomorrow().unwrap();
            }
            assert_eq!(date.yesterday(), Some(last));
        }
        for pair in days.windows(2) {
            assert_eq!(pair[1].first, pair[0].last.add_days(1 - beyond).unwrap(), "adjacent");
        }
        assert_eq!(found, naive, "{convention:?}");
        stretches = stretches.max(days.len());
    }
    stretches
}

pub(super) fn same_beside(ledger: &Ledger, naive: &Naive) {
    for minute in (0..MINUTES).step_by(53) {
        let now = naive.page().held[minute].map(|(who, _)| who);
        let there = |(_, from, until): &&(Who, usize, usize)| (*from..*until).contains(&minute);
        let there = naive.overlaps.iter().filter(there).map(|(who, ..)| *who);
        let there = there.filter(|who| now.is_some_and(|now| now != *who)).map(holder);
        let found: Vec<Holder> = ledger.all().beside(at(minute)).cloned().collect();
        assert_eq!(found, there.collect::<Vec<_>>());
    }
    assert_eq!(ledger.all().contradictions().count(), naive.contradictions);
}

pub(super) fn read_back(ledger: &Ledger) {
    let text = serde_json::to_string(ledger).unwrap();
    let read: Ledger = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, ledger);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}
