//! Calendars: entries that go together, and hours where business hours are counted.

use super::{Faults, Place};
use crate::calendar::Calendar;
use crate::diagnostic::Text;
use crate::machine::id::Id;
use crate::text;

impl Faults<'_> {
    pub(super) fn calendars(&mut self) {
        let playbook = self.playbook;
        self.calendar(Place("calendar", 0), &playbook.header.calendar);
        for (id, named) in playbook.calendars.iter() {
            self.calendar(Place("calendars", id.index()), &named.calendar);
        }
        for (id, role) in playbook.roles.iter() {
            if let Some(calendar) = role.calendar {
                let place = Place("roles", id.index());
                self.in_table(place, calendar, "calendars", &playbook.calendars);
            }
        }
        self.durations();
        for counted in playbook.without_hours() {
            let place = match counted.calendar {
                Some(calendar) => Place("calendars", calendar.index()),
                None => Place("calendar", 0),
            };
            let (nl, en) = ("telt kantooruren, maar is nooit open", "counts hours, but has none");
            self.require(false, place, nl, en);
        }
    }

    /// No term leads outside the supported years.
    pub(super) fn durations(&mut self) {
        for counted in self.playbook.beyond_years() {
            let (amount, unit) = (counted.duration.amount, counted.duration.unit);
            self.report(text!(
                nl: "een termijn van {amount} {unit:?} leidt buiten de jaren 0001 tot en met 9999",
                en: "a term of {amount} {unit:?} leads outside the years 0001 to 9999",
            ));
        }
    }

    fn calendar(&mut self, place: Place, calendar: &Calendar) {
        for Text { nl, en } in calendar.faults() {
            self.report(text!(nl: "`{place}`: {nl}", en: "`{place}`: {en}"));
        }
    }
}
