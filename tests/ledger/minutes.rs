//! Three days, minute by minute, with the change of the clock in the middle; and who is who.

use std::sync::LazyLock;

use draaiboek::calendar::{Date, Timestamp, Zone};
use draaiboek::engine::ledger::Holder;
use draaiboek::machine::id::{Id, RoleId};

use super::naive::{MINUTES, Who};

pub(super) const PARTIES: [&str; 4] = ["", "Stichting A", "Gemeente B", "Gemeente C"];

pub(super) fn zone() -> Zone {
    Zone::named("Europe/Amsterdam").unwrap()
}

/// The first instant of the three days.
static START: LazyLock<Timestamp> = LazyLock::new(|| "2026-10-24T00:00:00+02:00".parse().unwrap());

pub(super) fn at(minute: usize) -> Timestamp {
    START.add_seconds(i64::try_from(minute).unwrap() * 60).unwrap()
}

/// The civil date of each minute.
pub(super) static DATES: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let zone = zone();
    (0..MINUTES).map(|minute| zone.date_of(at(minute))).collect()
});

pub(super) fn holder(who: Who) -> Holder {
    Holder::new(RoleId::new(who.0), PARTIES[who.1])
}

/// The inverse of [`holder`].
pub(super) fn who_is(holder: &Holder) -> Who {
    let party = PARTIES.iter().position(|party| *party == &*holder.party);
    Who(holder.role.index(), party.unwrap())
}

/// The inverse of [`at`].
pub(super) fn minute_of(instant: Timestamp) -> usize {
    usize::try_from(instant.micros_since(at(0)) / 60_000_000).unwrap()
}
