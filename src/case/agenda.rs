//! The tasks that a role has in its calendar, as an iCalendar file (RFC 5545).

use super::Case;
use crate::calendar::{Date, Timestamp, Zone};

/// A line is folded after so many octets.
const OCTETS: usize = 75;

impl Case {
    /// What `role` owes, answers for or takes part in of the tasks that are marked `agenda`, each
    /// on the day or at the instant on which it is due. One without a due instant has no place in
    /// a calendar. Nothing but titles of tasks, names and ids of items: no fact is shown.
    ///
    /// The same case gives the same text, and the same obligation the same `UID`: a calendar that
    /// reads it again moves what it has. Nothing is in it for a name that is no role.
    #[must_use]
    pub fn agenda(&self, role: &str) -> String {
        let mut calendar = Calendar::default();
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//draaiboek//agenda//NL");
        let playbook = self.machine().playbook();
        let title = playbook.header.title.as_ref().unwrap_or(&playbook.header.name);
        calendar.text("X-WR-CALNAME", title);
        for owed in self.owed_by(role).into_iter().filter(|owed| owed.agenda) {
            let Some(due) = owed.ends else { continue };
            let duty = self.state().obligation(owed.obligation).map(|owed| owed.duty);
            let declared = duty.and_then(|duty| playbook.duties.get(duty));
            let title = declared.and_then(|it| it.title.clone()).unwrap_or(owed.name);
            let of = owed.item.map_or(String::new(), |item| format!("{item}: "));
            calendar.line("BEGIN", "VEVENT");
            let number = owed.obligation.0;
            calendar.text("UID", &format!("{}/{number}@draaiboek", self.state().case()));
            calendar.line("DTSTAMP", &instant(self.state().last()));
            match due.day {
                Some(day) => calendar.line("DTSTART;VALUE=DATE", &date(day)),
                None => calendar.line("DTSTART", &instant(due.instant)),
            }
            calendar.text("SUMMARY", &format!("{of}{title}"));
            calendar.line("TRANSP", "TRANSPARENT");
            calendar.line("END", "VEVENT");
        }
        calendar.line("END", "VCALENDAR");
        calendar.text
    }
}

/// An iCalendar text that is being written.
#[derive(Default)]
struct Calendar {
    text: String,
}

impl Calendar {
    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => escaped.extend(['\\', letter]),
                '\n' => escaped.push_str("\\n"),
                control if control.is_control() => {}
                letter => escaped.push(letter),
            }
        }
        self.line(name, &escaped);
    }

    /// A line, folded so that no part of it is longer than is allowed and no letter is split.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > OCTETS {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

fn date(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20261129T173000Z`
fn instant(at: Timestamp) -> String {
    let local = Zone::utc().local(at);
    let day = date(local.date);
    format!("{day}T{:02}{:02}{:02}Z", local.hour, local.minute, local.second)
}
