//! The next instant at which something happens by itself.

use std::fmt;

use super::Case;
use crate::calendar::Timestamp;
use crate::diagnostic::{Language, Text};
use crate::engine::Timer;
use crate::words::{Words, timer};

/// The next instant at which something happens by itself, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    at: Timestamp,
    when: Text,
    falls_due: Vec<(Timer, Text)>,
}

impl Case {
    /// What to sleep until; `None` when nothing happens any more without somebody saying something.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        let at = self.state().next_deadline()?;
        let machine = self.machine();
        let due = self.state().timers.iter().take_while(|alarm| alarm.at == at);
        let falls_due = due
            .map(|alarm| {
                let text = Words::both(machine, |words| timer(words, self.state(), alarm.what));
                (alarm.what, text)
            })
            .collect();
        let when = Words::both(machine, |words| words.instant(at));
        Some(Deadline { at, when, falls_due })
    }
}

impl Deadline {
    /// The instant to [advance](Case::advance) to.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// What happens then, in order, as data.
    pub fn falls_due(&self) -> impl ExactSizeIterator<Item = Timer> + '_ {
        self.falls_due.iter().map(|(timer, _)| *timer)
    }

    /// The instant and what happens then, in one sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        Text { nl: self.sentence(Language::Dutch), en: self.sentence(Language::English) }
    }

    fn sentence(&self, language: Language) -> String {
        let due: Vec<&str> = self.falls_due.iter().map(|(_, text)| text.get(language)).collect();
        format!("{}: {}", self.when.get(language), due.join(", "))
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::Dutch))
    }
}
