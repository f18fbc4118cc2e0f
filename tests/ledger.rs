//! The ledger of care and other holdings: situations, forged forms, size, random histories.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail as tests do"
)]

use draaiboek::engine::Known;
use draaiboek::engine::ledger::{
    Cancelled, Change, Claimed, Convention, Cover, Days, Ending, Holder, Interval, Ledger,
    LedgerError, Record, Stamp, When, Why,
};
use draaiboek::machine::id::{Id, RoleId};
use serde_json::{Value, json};

use clocks::{amsterdam, at, date};

#[path = "support/clocks.rs"]
mod clocks;
#[path = "ledger/minutes.rs"]
mod minutes;
#[path = "ledger/naive.rs"]
mod naive;
#[path = "ledger/random.rs"]
mod random;
#[path = "ledger/same.rs"]
mod same;

const PROVIDER: usize = 0;
const MUNICIPALITY: usize = 1;
const RECEIVER: usize = 2;

fn entry(seq: u64, text: &str) -> Stamp {
    Stamp { at: at(text), seq }
}

fn role(index: usize) -> RoleId {
    RoleId::new(index)
}

fn provider() -> Holder {
    Holder::new(role(PROVIDER), "Stichting A")
}

fn municipality() -> Holder {
    Holder::new(role(MUNICIPALITY), "Gemeente B")
}

fn receiver() -> Holder {
    Holder::new(role(RECEIVER), "Stichting R")
}

fn enrolled() -> Ledger {
    Ledger::enrol(entry(1, "2026-11-26 09:00"), provider()).unwrap()
}

/// A move planned for the first instant of a civil date.
fn on(day: &str) -> Option<When> {
    let day = date(day);
    Some(When { at: amsterdam().first_instant(day), day: Some(day) })
}

fn planned() -> Ledger {
    let mut ledger = enrolled();
    let change =
        ledger.plan_move(entry(4, "2026-11-30 12:00"), role(RECEIVER), 7, on("2026-12-07"));
    assert_eq!(change.unwrap().planned.as_ref(), ledger.plan());
    ledger
}

fn told(ledger: &Ledger) -> Vec<String> {
    let tell = |interval: Interval<'_>| {
        let until = interval.until.map_or("…".to_owned(), |until| until.to_string());
        let turn = interval.turn;
        format!("{} – {until} {} {:?} {:?}", turn.from(), turn.holder.party, turn.why, turn.cover)
    };
    ledger.intervals().map(tell).collect()
}

#[test]
fn a_bankruptcy_on_friday_evening_leaves_nobody_without_a_holder() {
    let mut ledger = enrolled();
    let change = ledger.take_over(entry(5, "2026-11-27 18:30"), municipality()).unwrap();
    let (old, new) = change.moved.unwrap();
    assert_eq!((old.holder, new.holder), (provider(), municipality()));
    assert!(ledger.by_duty_only());
    let again = ledger.take_over(entry(6, "2026-11-27 19:00"), municipality()).unwrap();
    assert_eq!(again, Change::default());
    let moved = ledger.move_to(entry(9, "2026-11-30 10:00"), receiver(), Cover::Place).unwrap();
    assert!(moved.moved.is_some() && !ledger.by_duty_only());
    assert_eq!(
        told(&ledger),
        [
            "2026-11-26T08:00:00Z – 2026-11-27T17:30:00Z Stichting A Enrolled Place",
            "2026-11-27T17:30:00Z – 2026-11-30T09:00:00Z Gemeente B SafetyNet DutyOnly",
            "2026-11-30T09:00:00Z – … Stichting R Moved Place",
        ]
    );
}

#[test]
fn a_planned_move_takes_effect_at_the_first_instant_of_its_date() {
    let mut ledger = planned();
    let early = ledger.take_effect(entry(5, "2026-12-06 23:59"), "Stichting R", Cover::Place);
    assert_eq!(early.unwrap_err(), LedgerError::NotYet);
    let change = ledger.take_effect(entry(6, "2026-12-07 00:00"), "Stichting R", Cover::Place);
    let change = change.unwrap();
    assert_eq!(change.moved.unwrap().1.why, Why::Planned);
    assert_eq!((change.cancelled, ledger.plan()), (None, None));
    assert_eq!(ledger.holder_at(at("2026-12-06 23:59")), Some(&provider()));
    assert_eq!(ledger.holder_at(at("2026-12-07 00:00")), Some(&receiver()));
}

#[test]
fn a_date_of_today_takes_effect_now_and_is_flagged() {
    let mut ledger = planned();
    let now = entry(5, "2026-12-01 14:30");
    assert!(ledger.follow(now, on("2026-12-01")).unwrap().planned.is_some());
    let change = ledger.take_effect(now, "Stichting R", Cover::Place).unwrap();
    let (_, turn) = change.moved.unwrap();
    assert_eq!((turn.why, turn.from()), (Why::PlannedLate, now.at));
}

#[test]
fn a_plan_follows_its_date_and_waits_while_it_is_unknown() {
    let mut ledger = planned();
    assert!(ledger.follow(entry(5, "2026-12-01 09:00"), None).unwrap().planned.is_some());
    assert_eq!(ledger.plan().unwrap().instant(), None);
    let effect = ledger.take_effect(entry(6, "2026-12-07 00:00"), "Stichting R", Cover::Place);
    assert_eq!(effect.unwrap_err(), LedgerError::NotYet);
    let change = ledger.follow(entry(7, "2026-12-08 09:00"), on("2026-12-14")).unwrap();
    assert_eq!((change.planned.unwrap().made, change.cancelled), (4, None));
}

#[test]
fn what_takes_a_plan_away_says_why() {
    let now = entry(5, "2026-12-01 09:00");
    let gone = |change: Change| change.cancelled.map(|(_, why)| why);
    let mut ledger = planned();
    let stays = ledger.cancel(now, Cancelled::Stays).unwrap();
    assert_eq!(gone(stays), Some(Cancelled::Stays));
    let twice = ledger.cancel(now, Cancelled::Stays).unwrap();
    assert_eq!(gone(twice), None);
    let moved = planned().move_to(now, municipality(), Cover::DutyOnly).unwrap();
    assert_eq!(gone(moved), Some(Cancelled::Superseded));
    let stayed = planned().move_to(now, provider(), Cover::Place).unwrap();
    assert_eq!((stayed.moved.clone(), gone(stayed)), (None, Some(Cancelled::Superseded)));
    let other = planned().plan_move(now, role(MUNICIPALITY), 7, on("2026-12-07")).unwrap();
    assert_eq!(gone(other), Some(Cancelled::Replaced));
    let same = planned().plan_move(now, role(RECEIVER), 7, on("2026-12-07")).unwrap();
    assert_eq!(same, Change::default());
    assert_eq!(gone(planned().end(now, Ending::Ceased).unwrap()), Some(Cancelled::Ended));
    let mut held = planned();
    assert_eq!(gone(held.take_over(now, receiver()).unwrap()), None, "it still stands");
    let due = held.take_effect(entry(6, "2026-12-07 00:00"), "Stichting R", Cover::DutyOnly);
    assert_eq!(gone(due.unwrap()), Some(Cancelled::Held));
}

#[test]
fn a_succession_changes_the_party_and_nothing_else() {
    let mut ledger = planned();
    let now = entry(5, "2026-12-01 09:00");
    let change = ledger.succeed(now, "Mr. C, curator").unwrap();
    let (old, new) = change.moved.unwrap();
    assert_eq!((old.holder.role, old.cover), (new.holder.role, new.cover));
    assert!(ledger.plan().is_some());
    assert!(ledger.bind(now, "Mr. D, curator").unwrap().moved.is_some());
    assert_eq!(ledger.intervals().filter(|interval| interval.is_empty()).count(), 1);
}

#[test]
fn a_duty_becomes_a_place_and_never_the_other_way_round() {
    let mut ledger = enrolled();
    let net = ledger.take_over(entry(2, "2026-11-27 09:00"), municipality()).unwrap();
    assert!(net.moved.is_some());
    let place = ledger.move_to(entry(3, "2026-11-28 09:00"), municipality(), Cover::Place).unwrap();
    assert!(place.moved.is_some() && !ledger.by_duty_only());
    let back = ledger.move_to(entry(4, "2026-11-29 09:00"), municipality(), Cover::DutyOnly);
    assert_eq!(back.unwrap(), Change::default());
}

#[test]
fn a_second_carer_stands_beside_the_holder() {
    let mut ledger = planned();
    let (from, until) = (at("2026-12-05 00:00"), at("2026-12-12 00:00"));
    ledger.declare_overlap(entry(5, "2026-12-01 09:00"), receiver(), from, until).unwrap();
    let change = ledger.take_effect(entry(6, "2026-12-07 00:00"), "Stichting R", Cover::Place);
    assert!(change.unwrap().moved.is_some());
    let beside = |text: &str| ledger.all().beside(at(text)).cloned().collect::<Vec<_>>();
    assert_eq!(beside("2026-12-04 23:59"), []);
    assert_eq!(beside("2026-12-05 00:00"), [receiver()]);
    assert_eq!(beside("2026-12-07 00:00"), [], "it is the holder now");
    let before = ledger.clone().declare_overlap(
        entry(7, "2026-12-08 09:00"),
        provider(),
        at("2026-11-26 08:59"),
        until,
    );
    assert!(matches!(before, Err(LedgerError::BeforeEnrolment { .. })));
    let empty = ledger.declare_overlap(entry(7, "2026-12-08 09:00"), provider(), until, until);
    assert!(matches!(empty, Err(LedgerError::EmptySpan { .. })));
}

#[test]
fn a_late_statement_stands_beside_the_ledger() {
    let mut ledger = planned();
    let effect = ledger.take_effect(entry(6, "2026-12-07 00:00"), "Stichting R", Cover::Place);
    assert!(effect.unwrap().moved.is_some());
    let said = |holder: Holder, from: &str, until: Option<&str>| Claimed {
        role: holder.role,
        party: Some(holder.party),
        from: at(from),
        until: until.map(at),
    };
    let before = told(&ledger);
    let mut hear = |seq, said| ledger.hear(entry(seq, "2026-12-09 10:00"), said);
    assert_eq!(hear(7, said(receiver(), "2026-12-07 00:00", None)), Ok(false));
    assert_eq!(hear(7, said(provider(), "2026-11-20 00:00", Some("2026-11-26 09:00"))), Ok(false));
    assert_eq!(hear(8, said(receiver(), "2026-12-05 00:00", None)), Ok(true));
    assert_eq!(hear(9, said(provider(), "2026-11-26 09:00", Some("2026-12-07 00:00"))), Ok(false));
    let ahead = said(receiver(), "2026-12-09 10:01", None);
    assert_eq!(hear(9, ahead), Err(LedgerError::Ahead(at("2026-12-09 10:01"))));
    assert_eq!(told(&ledger), before);
    let kept: Vec<u64> = ledger.all().contradictions().map(|found| found.by.seq).collect();
    assert_eq!(kept, [8]);
    assert!(ledger.end(entry(10, "2026-12-10 10:00"), Ending::Ceased).is_ok());
    let after = said(receiver(), "2026-12-08 00:00", None);
    assert_eq!(ledger.hear(entry(11, "2026-12-11 10:00"), after), Ok(true), "nobody holds now");
}

#[test]
fn nothing_happens_before_the_last_entry_or_after_the_end() {
    let mut ledger = planned();
    let early = ledger.move_to(entry(5, "2026-11-30 11:59"), receiver(), Cover::Place);
    assert!(matches!(early, Err(LedgerError::Earlier { .. })));
    let unordered = ledger.end(entry(3, "2026-12-01 00:00"), Ending::Withdrawn);
    assert!(matches!(unordered, Err(LedgerError::Earlier { .. })));
    assert!(ledger.end(entry(5, "2026-12-01 09:00"), Ending::Withdrawn).is_ok());
    assert_eq!((ledger.present(), &ledger.last().holder), (None, &provider()));
    let ended = LedgerError::Ended(at("2026-12-01 09:00"));
    let late = ledger.move_to(entry(6, "2026-12-01 09:00"), receiver(), Cover::Place);
    assert_eq!(late.unwrap_err(), ended);
    assert_eq!(ledger.cancel(entry(6, "2026-12-01 09:00"), Cancelled::Stays).unwrap_err(), ended);
    let nobody = Ledger::enrol(entry(1, "2026-11-26 09:00"), Holder::new(role(PROVIDER), " "));
    assert_eq!(nobody.unwrap_err(), LedgerError::NoParty);
}

#[test]
fn what_was_known_then_is_told_for_ever() {
    let mut ledger = planned();
    let monday = at("2026-12-07 00:00");
    let tell = |ledger: &Ledger, known| {
        let known = ledger.as_known(known)?;
        let planned = known.planned_by(monday).map(|plan| plan.to);
        Some((known.holder_at(monday).cloned(), planned))
    };
    let before = Known::At(at("2026-11-30 11:59"));
    let then = Known::At(at("2026-12-01 00:00"));
    assert_eq!(tell(&ledger, Known::Entry(0)), None);
    assert_eq!(tell(&ledger, before), Some((Some(provider()), None)));
    assert_eq!(tell(&ledger, then), Some((Some(provider()), Some(role(RECEIVER)))));
    assert!(ledger.follow(entry(5, "2026-12-02 09:00"), on("2026-12-14")).is_ok());
    assert!(ledger.move_to(entry(6, "2026-12-04 09:00"), municipality(), Cover::Place).is_ok());
    assert_eq!(tell(&ledger, before), Some((Some(provider()), None)));
    assert_eq!(tell(&ledger, then), Some((Some(provider()), Some(role(RECEIVER)))));
    assert_eq!(tell(&ledger, Known::Entry(5)), Some((Some(provider()), None)));
    assert_eq!(tell(&ledger, Known::Entry(6)), Some((Some(municipality()), None)));
}

#[test]
fn a_measure_counts_days_and_a_stay_counts_nights() {
    let mut ledger = planned();
    let effect = ledger.take_effect(entry(6, "2026-12-07 00:00"), "Stichting R", Cover::Place);
    assert!(effect.unwrap().moved.is_some());
    assert!(ledger.end(entry(7, "2026-12-20 15:00"), Ending::Ceased).is_ok());
    let days = |convention| {
        let (first, last) = (date("2026-12-01"), date("2026-12-31"));
        let days = ledger.all().days(&amsterdam(), convention, first, last);
        let tell =
            |of: &Days<'_>| format!("{} {} – {}: {}", of.holder.party, of.first, of.last, of.count);
        days.iter().map(tell).collect::<Vec<_>>()
    };
    let measure =
        ["Stichting A 2026-12-01 – 2026-12-06: 6", "Stichting R 2026-12-07 – 2026-12-20: 14"];
    assert_eq!(days(Convention::LastDay), measure);
    let nights =
        ["Stichting A 2026-12-01 – 2026-12-07: 6", "Stichting R 2026-12-07 – 2026-12-20: 13"];
    assert_eq!(days(Convention::LastNight), nights);
}

fn wire() -> Value {
    let mut ledger = planned();
    let by = entry(6, "2026-12-07 00:00");
    assert!(ledger.take_effect(by, "Stichting R", Cover::Place).is_ok());
    assert!(ledger.end(entry(7, "2026-12-20 15:00"), Ending::Ceased).is_ok());
    serde_json::to_value(&ledger).unwrap()
}

/// How the ledger of [`wire`] is refused once it is forged.
fn refused(forge: impl Fn(&mut Value)) -> String {
    let mut forged = wire();
    forge(&mut forged);
    serde_json::from_value::<Ledger>(forged).unwrap_err().to_string()
}

#[test]
fn a_forged_ledger_is_refused_with_the_invariant_that_broke() {
    assert!(serde_json::from_value::<Ledger>(wire()).is_ok());
    let until = refused(|wire| wire["first"]["until"] = json!(0));
    assert!(until.starts_with("unknown field `until`"), "{until}");
    let late = refused(|wire| wire["first"]["by"]["at"] = json!(1_796_100_000_000_000_i64));
    assert!(late.contains("comes before the last record"), "{late}");
    let order = refused(|wire| wire["records"].as_array_mut().unwrap().swap(1, 2));
    assert_eq!(
        order,
        "record 2, of entry 6: entry 6 at 2026-12-06T23:00:00Z comes before the \
        last record, of entry 7 at 2026-12-20T14:00:00Z"
    );
    let ended = refused(|wire| {
        let end = wire["records"][2].clone();
        wire["records"].as_array_mut().unwrap().push(end);
    });
    assert_eq!(ended, "record 3, of entry 7: the ledger ended at 2026-12-20T14:00:00Z");
    let unplanned = refused(|wire| drop(wire["records"].as_array_mut().unwrap().remove(0)));
    assert_eq!(unplanned, "record 0, of entry 6: no move is planned");
    let other = refused(|wire| wire["records"][1]["Turn"]["holder"]["role"] = json!(1));
    assert_eq!(other, "record 1, of entry 6: the planned move is another one");
    let early =
        refused(|wire| wire["records"][1]["Turn"]["by"]["at"] = json!(1_796_100_000_000_000_i64));
    assert_eq!(early, "record 1, of entry 6: the planned move does not take effect yet");
    let same = refused(|wire| {
        wire["records"][1]["Turn"] = json!({
            "by": {"at": 1_796_600_000_000_000_i64, "seq": 6},
            "holder": {"role": 0, "party": "Stichting A"}, "why": "Moved", "cover": "Place"
        });
    });
    assert_eq!(same, "record 1, of entry 6: the holder is the same as before");
    let nobody = refused(|wire| wire["first"]["holder"]["party"] = json!(""));
    assert_eq!(nobody, "a holder needs the name of a party");
    let first = refused(|wire| wire["first"]["why"] = json!("Moved"));
    assert_eq!(first, "the first turn begins by the enrolment, and no other does");
    let twice = refused(|wire| wire["records"][1]["Turn"]["why"] = json!("Enrolled"));
    assert_eq!(
        twice,
        "record 1, of entry 6: the first turn begins by the enrolment, and no other does"
    );
    let place = refused(|wire| wire["records"][1]["Turn"]["why"] = json!("SafetyNet"));
    assert_eq!(place, "record 1, of entry 6: a safety net that takes over holds by its duty only");
    let role = refused(|wire| wire["records"][1]["Turn"]["why"] = json!("Succession"));
    assert!(
        role.ends_with(
            "another party of the same role keeps the role and what its holding rests on"
        )
    );
    let agrees = refused(|wire| {
        wire["records"][2] = json!({"Contradiction": {
            "by": {"at": 1_797_000_000_000_000_i64, "seq": 7},
            "said": {"role": 2, "party": null, "from": 1_796_990_000_000_000_i64, "until": null}
        }});
    });
    assert_eq!(agrees, "record 2, of entry 7: the ledger says the same");
}

#[test]
fn a_ledger_of_one_turn_is_small() {
    assert_eq!((size_of::<Ledger>(), size_of::<Record>()), (56, 56), "bytes");
}
