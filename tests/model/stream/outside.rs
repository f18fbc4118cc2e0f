//! What comes from outside the playbook: suspension, other due instants, excuses.

use draaiboek::calendar::{Date, Duration, Timestamp, Unit};
use draaiboek::engine::{InputKind, NewDue};

use super::super::interpreter::Case;
use super::{Event, Said, actor, date, nth};

/// Something that is mostly allowed.
pub(super) fn said(case: &Case<'_>, now: Timestamp, event: Event) -> Option<Said> {
    let reason = if event.c == 9 { " " } else { "Het kan niet anders" }.to_owned();
    match event.a % 8 {
        0 if case.suspended => return Some((None, InputKind::Resume { reason: None })),
        0 => return Some((None, InputKind::Suspend { reason })),
        1 if event.b % 8 == 1 => {
            return Some((None, InputKind::Resume { reason: Some(reason) }));
        }
        1 if event.b % 8 == 2 => {
            return Some((None, InputKind::Reopen { reason }));
        }
        _ => {}
    }
    let owed: Vec<_> = case
        .obligations
        .iter()
        .filter(|o| o.status.is_owed() && case.delivers(o.duty).is_some())
        .filter(|o| o.item == case.focus().item)
        .collect();
    let obligation = nth(&owed, event.b)?;
    let task = case.hir.duties[obligation.duty].name.clone();
    let party = obligation.party.clone().filter(|_| event.c.is_multiple_of(2));
    let amount = u32::from(event.c % 9) + 1;
    let units = [Unit::Day, Unit::WorkingDay, Unit::Hour, Unit::Week];
    // Mostly further than a postponement may go.
    let far = matches!(event.a % 8, 2 | 3) && event.b.is_multiple_of(2);
    let unit = if far { Unit::Week } else { units[usize::from(event.b % 4)] };
    let by = Duration::new(amount, unit);
    let kind = match event.a % 8 {
        2..=4 => InputKind::Extend { task, party, by, reason },
        5 => {
            let day: Option<Date> = date(event.c).add_days(i64::from(event.b));
            let due = day.filter(|_| event.b.is_multiple_of(3)).map(NewDue::Day);
            let later = now.add_seconds(i64::from(event.c) * 7200 - 7200)?;
            InputKind::SetDue { task, party, due: due.unwrap_or(NewDue::Instant(later)), reason }
        }
        _ => InputKind::Excuse { task, party, reason },
    };
    let clause = case.postponers(obligation.duty);
    let by = match (event.a % 8, clause.first()) {
        (2 | 3, Some(&role)) => {
            let party = case.parties(role, now).first()?.clone();
            actor(case, role, &party)
        }
        (4, _) => {
            let party = case.parties(obligation.doer, now).first()?.clone();
            actor(case, obligation.doer, &party)
        }
        _ => None,
    };
    Some((by, kind))
}
