//! Random histories: the ledger against a holder per minute.

use std::cell::RefCell;
use std::collections::BTreeMap;

use draaiboek::engine::ledger::{
    Cancelled, Change, Claimed, Cover, Ending, Ledger, LedgerError, Stamp, When, Why,
};
use draaiboek::machine::id::{Id, RoleId};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::minutes::{PARTIES, at, holder};
use super::naive::{MINUTES, Naive, Op, Who, shifted};
use super::same::{read_back, same_beside, same_change, same_days, same_page, same_pages};

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
