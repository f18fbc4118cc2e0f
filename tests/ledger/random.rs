//! Random histories: the ledger against a holder per minute.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use draaiboek::calendar::{Date, Timestamp, Zone};
use draaiboek::engine::Known;
use draaiboek::engine::ledger::{
    AsKnown, Cancelled, Change, Claimed, Convention, Cover, Ending, Holder, Ledger, LedgerError,
    Plan, Stamp, When, Why,
};
use draaiboek::machine::id::{Id, RoleId};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::naive::{Changed, MINUTES, Naive, Op, Page, Planned, Who, shifted};

const PARTIES: [&str; 4] = ["", "Stichting A", "Gemeente B", "Gemeente C"];

/// What the random histories must have met at least this often.
const WANTED: &[(&str, u32)] = &[
    ("Move", 100),
    ("Succeed", 50),
    ("Bind", 50),
    ("TakeOver", 50),
    ("Plan", 100),
    ("Follow", 50),
    ("Cancel", 25),
    ("TakeEffect", 25),
    ("Overlap", 25),
    ("Hear", 100),
    ("End", 25),
    ("refused Move", 10),
    ("refused Succeed", 10),
    ("refused Bind", 10),
    ("refused TakeOver", 10),
    ("refused Plan", 10),
    ("refused Follow", 10),
    ("refused Cancel", 10),
    ("refused TakeEffect", 10),
    ("refused Overlap", 10),
    ("refused Hear", 10),
    ("refused End", 10),
    ("why Moved", 50),
    ("why Planned", 10),
    ("why PlannedLate", 10),
    ("why Succession", 10),
    ("why Binding", 10),
    ("why SafetyNet", 25),
    ("cancelled AcceptanceWithdrawn", 5),
    ("cancelled Stays", 5),
    ("cancelled Superseded", 10),
    ("cancelled Replaced", 10),
    ("cancelled Held", 5),
    ("cancelled Ended", 5),
    ("changed nothing", 100),
    ("contradiction", 25),
    ("empty turn", 25),
    ("a duty becomes a place", 5),
    ("several days", 100),
];

fn zone() -> Zone {
    Zone::named("Europe/Amsterdam").unwrap()
}

/// The first instant of the three days.
static START: LazyLock<Timestamp> = LazyLock::new(|| "2026-10-24T00:00:00+02:00".parse().unwrap());

fn at(minute: usize) -> Timestamp {
    START.add_seconds(i64::try_from(minute).unwrap() * 60).unwrap()
}

/// The civil date of each minute.
static DATES: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let zone = zone();
    (0..MINUTES).map(|minute| zone.date_of(at(minute))).collect()
});

fn holder(who: Who) -> Holder {
    Holder::new(RoleId::new(who.0), PARTIES[who.1])
}

/// The inverse of [`holder`].
fn who_is(holder: &Holder) -> Who {
    let party = PARTIES.iter().position(|party| *party == &*holder.party);
    Who(holder.role.index(), party.unwrap())
}

/// The inverse of [`at`].
fn minute_of(instant: Timestamp) -> usize {
    usize::try_from(instant.micros_since(at(0)) / 60_000_000).unwrap()
}

fn when(minute: usize) -> When {
    When { at: at(minute), day: None }
}

fn who() -> impl Strategy<Value = Who> {
    (0..3_usize, party()).prop_map(|(role, party)| Who(role, party))
}

fn party() -> impl Strategy<Value = usize> {
    prop_oneof![1 => Just(0), 30 => 1..PARTIES.len()]
}

fn cover() -> impl Strategy<Value = Cover> {
    prop_oneof![3 => Just(Cover::Place), 1 => Just(Cover::DutyOnly)]
}

fn ahead() -> impl Strategy<Value = Option<i64>> {
    option::weighted(0.9, prop_oneof![Just(0), Just(60), Just(120), -300..1500_i64])
}

fn cancelled() -> impl Strategy<Value = Cancelled> {
    use Cancelled::{AcceptanceWithdrawn, Ended, Held, Replaced, Stays, Superseded};
    let own = prop::sample::select(vec![Ended, Held, Replaced, Superseded]);
    prop_oneof![2 => Just(AcceptanceWithdrawn), 2 => Just(Stays), 1 => own]
}

fn op() -> impl Strategy<Value = Op> {
    let ending = prop::sample::select(vec![Ending::Withdrawn, Ending::Ceased]);
    let heard = (0..3_usize, option::of(1..4_usize), -2000..50_i64, option::of(-2000..100_i64));
    prop_oneof![
        4 => (who(), cover()).prop_map(|(who, cover)| Op::Move(who, cover)),
        2 => party().prop_map(Op::Succeed),
        2 => party().prop_map(Op::Bind),
        2 => who().prop_map(Op::TakeOver),
        5 => (0..3_usize, 0..2_u32, ahead()).prop_map(|(to, by, at)| Op::Plan(to, by, at)),
        3 => ahead().prop_map(Op::Follow),
        2 => cancelled().prop_map(Op::Cancel),
        7 => (party(), cover()).prop_map(|(party, cover)| Op::TakeEffect(party, cover)),
        2 => (who(), -100..300_i64, 0..900_i64).prop_map(|(who, from, to)| Op::Overlap(who, from, to)),
        5 => heard.prop_map(|(role, party, from, to)| Op::Hear(role, party, from, to)),
        1 => ending.prop_map(Op::End),
    ]
}

/// Minutes and entries further, and what is done then.
fn steps() -> impl Strategy<Value = Vec<(i64, i64, Op)>> {
    let further = prop_oneof![6 => Just(0), 6 => Just(60), 8 => 0..300_i64, 1 => -200..0_i64];
    let entries = prop_oneof![20 => 0..2_i64, 1 => Just(-1)];
    vec((further, entries, op()), 1..40)
}

fn applied(
    ledger: &mut Ledger,
    by: Stamp,
    now: usize,
    op: &Op,
) -> Result<(Change, bool), LedgerError> {
    let moment = |by: i64| shifted(now, by);
    let plain = |change: Change| (change, false);
    match op.clone() {
        Op::Move(who, cover) => ledger.move_to(by, holder(who), cover).map(plain),
        Op::Succeed(party) => ledger.succeed(by, PARTIES[party]).map(plain),
        Op::Bind(party) => ledger.bind(by, PARTIES[party]).map(plain),
        Op::TakeOver(who) => ledger.take_over(by, holder(who)).map(plain),
        Op::Plan(to, follows, at) => {
            let at = at.map(|by| when(moment(by)));
            ledger.plan_move(by, RoleId::new(to), follows, at).map(plain)
        }
        Op::Follow(at) => ledger.follow(by, at.map(|by| when(moment(by)))).map(plain),
        Op::Cancel(why) => ledger.cancel(by, why).map(plain),
        Op::TakeEffect(party, cover) => ledger.take_effect(by, PARTIES[party], cover).map(plain),
        Op::Overlap(who, from, until) => {
            let (from, until) = (at(moment(from)), at(moment(until)));
            let declared = ledger.declare_overlap(by, holder(who), from, until);
            declared.map(|()| plain(Change::default()))
        }
        Op::Hear(role, party, from, until) => {
            let party = party.map(|party| PARTIES[party].into());
            let (from, until) = (at(moment(from)), until.map(|by| at(moment(by))));
            let said = Claimed { role: RoleId::new(role), party, from, until };
            ledger.hear(by, said).map(|contradicts| (Change::default(), contradicts))
        }
        Op::End(why) => ledger.end(by, why).map(plain),
    }
}

/// The name of a variant with data.
fn named(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").split(['(', ' ', '{']).next().unwrap().to_owned()
}

fn same_plan(plan: &Plan, naive: &Planned) -> bool {
    let instant = naive.at.map(at);
    (plan.made, plan.to, plan.follows, plan.instant())
        == (naive.made, RoleId::new(naive.to), naive.follows, instant)
}

fn same_change(change: &(Change, bool), naive: &Changed) {
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
fn same_page(ledger: AsKnown<'_>, page: &Page, enrolled: usize) {
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
fn same_pages(ledger: &Ledger, naive: &Naive) {
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
fn same_days(ledger: &Ledger, page: &Page) -> usize {
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

fn same_beside(ledger: &Ledger, naive: &Naive) {
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

fn read_back(ledger: &Ledger) {
    let text = serde_json::to_string(ledger).unwrap();
    let read: Ledger = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, ledger);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

type Counts = RefCell<BTreeMap<String, u32>>;

fn count(counts: &Counts, what: impl Into<String>) {
    *counts.borrow_mut().entry(what.into()).or_default() += 1;
}

/// Runs one history on both.
fn compare(enrolled: usize, steps: &[(i64, i64, Op)], counts: &Counts) -> Ledger {
    let (mut now, mut seq) = (enrolled, 5_u64);
    let who = Who(0, 1);
    let mut naive = Naive::enrol(now, seq, who);
    let mut ledger = Ledger::enrol(Stamp { at: at(now), seq }, holder(who)).unwrap();
    for (further, entries, op) in steps {
        (now, seq) = further_on(now, seq, *further, *entries);
        let before = ledger.clone();
        let found = applied(&mut ledger, Stamp { at: at(now), seq }, now, op);
        let wanted = naive.apply(now, seq, op);
        match (&found, &wanted) {
            (Ok(change), Some(changed)) => {
                same_change(change, changed);
                count(counts, named(op));
                if let Some((_, _, why)) = changed.moved {
                    count(counts, format!("why {why:?}"));
                }
                if let Some((_, why)) = changed.cancelled {
                    count(counts, format!("cancelled {why:?}"));
                }
                if changed.moved.is_some_and(|(old, new, _)| old == new) {
                    count(counts, "a duty becomes a place");
                }
                if changed.contradicts {
                    count(counts, "contradiction");
                }
                if ledger == before {
                    count(counts, "changed nothing");
                }
            }
            (Err(_), None) => {
                count(counts, format!("refused {}", named(op)));
                assert_eq!(ledger, before, "refused, nothing changed");
            }
            _ => panic!("{op:?} at {now}: {found:?} instead of {wanted:?}"),
        }
        let (old, new) = (before.all().records(), ledger.all().records());
        assert!(new.starts_with(old) && new.len() <= old.len() + 1, "history only grows");
        same_page(ledger.all(), naive.page(), enrolled);
        assert_eq!(ledger.last().holder, holder(naive.last.0));
        assert_eq!(ledger.present().is_some(), !naive.page().ended);
        let duty = !naive.page().ended && naive.last.1 == Cover::DutyOnly;
        assert_eq!(ledger.by_duty_only(), duty);
    }
    same_pages(&ledger, &naive);
    same_beside(&ledger, &naive);
    if same_days(&ledger, naive.page()) > 1 {
        count(counts, "several days");
    }
    if ledger.intervals().any(|interval| interval.is_empty()) {
        count(counts, "empty turn");
    }
    read_back(&ledger);
    ledger
}

/// The same histories every day; others, and so many, with `DRAAIBOEK_LEDGERS`.
fn runner() -> TestRunner {
    let asked = std::env::var("DRAAIBOEK_LEDGERS").map(|cases| cases.parse().unwrap());
    let config = |cases| Config { cases, failure_persistence: None, ..Config::default() };
    match asked {
        Ok(cases) => TestRunner::new(config(cases)),
        Err(_) => {
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            TestRunner::new_with_rng(config(300), rng)
        }
    }
}

#[test]
fn one_holder_at_every_minute_and_history_only_grows() {
    let counts = Counts::default();
    let histories = (0..1500_usize, steps());
    let outcome = runner().run(&histories, |(enrolled, steps)| {
        compare(enrolled, &steps, &counts);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let counts = counts.into_inner();
    let missed = WANTED
        .iter()
        .filter(|(what, least)| counts.get(*what).copied().unwrap_or_default() < *least);
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&(&str, u32)>::new(), "of {counts:#?}");
}

/// What is read back is a ledger whoever wrote it: one that is damaged is refused, or is another
/// sound one.
#[test]
fn a_damaged_ledger_is_refused_or_sound() {
    let (refused, sound_ones) = (RefCell::new(0_u32), RefCell::new(0_u32));
    let damage = (0..6_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let outcome = runner().run(&(0..1500_usize, steps(), damage), |(start, steps, damage)| {
        let mut wire = serde_json::to_value(history(start, &steps)).unwrap();
        if !damaged(&mut wire, damage) {
            return Ok(());
        }
        match serde_json::from_value::<Ledger>(wire.clone()) {
            Ok(ledger) => {
                sound(&ledger);
                assert_eq!(serde_json::to_value(&ledger).unwrap(), wire);
                *sound_ones.borrow_mut() += 1;
            }
            Err(_) => *refused.borrow_mut() += 1,
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let (refused, sound_ones) = (refused.into_inner(), sound_ones.into_inner());
    assert!(refused > 50 && sound_ones > 50, "{refused} refused, {sound_ones} sound");
}

/// One history, refused operations left out.
fn history(enrolled: usize, steps: &[(i64, i64, Op)]) -> Ledger {
    let (mut now, mut seq) = (enrolled, 5_u64);
    let by = Stamp { at: at(now), seq };
    let mut ledger = Ledger::enrol(by, holder(Who(0, 1))).unwrap();
    for (further, entries, op) in steps {
        (now, seq) = further_on(now, seq, *further, *entries);
        let _: Result<_, LedgerError> = applied(&mut ledger, Stamp { at: at(now), seq }, now, op);
    }
    ledger
}

/// The next minute and entry.
fn further_on(now: usize, seq: u64, minutes: i64, entries: i64) -> (usize, u64) {
    (shifted(now, minutes).min(MINUTES - 1), seq.saturating_add_signed(entries))
}

/// Whether anything was damaged: a record gone, doubled or elsewhere, or a number changed.
fn damaged(
    wire: &mut serde_json::Value,
    (how, one, other): (usize, prop::sample::Index, prop::sample::Index),
) -> bool {
    let records = wire["records"].as_array_mut().unwrap();
    if records.is_empty() {
        return false;
    }
    let (one, other) = (one.index(records.len()), other.index(records.len()));
    match how {
        0 => drop(records.remove(one)),
        1 => records.insert(other, records[one].clone()),
        2 => records.swap(one, other),
        3 => records[one] = records[other].clone(),
        _ => {
            let record = records[one].as_object_mut().unwrap().values_mut().next().unwrap();
            let key = if how == 4 { "at" } else { "seq" };
            let number = record["by"][key].as_i64().unwrap();
            let by = i64::try_from(other).unwrap() - 3;
            record["by"][key] = (number + by * if how == 4 { 60_000_000 } else { 1 }).into();
        }
    }
    true
}

/// The invariants, written down once more.
fn sound(ledger: &Ledger) {
    let all = ledger.all();
    let intervals: Vec<_> = ledger.intervals().collect();
    assert_eq!(intervals[0].turn.why, Why::Enrolled);
    for pair in intervals.windows(2) {
        assert_eq!(pair[0].until, Some(pair[1].turn.from()));
        assert!(pair[0].turn.from() <= pair[1].turn.from());
        assert_ne!(pair[1].turn.why, Why::Enrolled);
        let differ = pair[0].turn.holder != pair[1].turn.holder;
        assert!(differ || pair[0].turn.cover == Cover::DutyOnly);
    }
    assert_eq!(intervals.last().unwrap().until, ledger.ended().map(|end| end.by.at));
    assert!(ledger.ended().is_none() || ledger.plan().is_none());
    assert!(all.turns().all(|turn| !turn.holder.party.trim().is_empty()));
    let stamps = std::iter::once(intervals[0].turn.by);
    let stamps: Vec<_> = stamps.chain(all.records().iter().map(|record| record.by())).collect();
    assert!(stamps.is_sorted_by_key(|by| by.at) && stamps.is_sorted_by_key(|by| by.seq));
}
