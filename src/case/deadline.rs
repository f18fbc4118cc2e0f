//! The next instant at which something happens by itself.

use std::fmt;

use super::Case;
use crate::calendar::Timestamp;
use crate::diagnostic::{Language, Text};
use crate::engine::Timer;
use crate::words::{Words, timer};

/// So many items are named at most, of which the same happens.
const NAMED: usize = 10;

/// The next instant at which something happens by itself, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    at: Timestamp,
    when: Text,
    falls_due: Vec<FallsDue>,
}

/// Something that happens then.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FallsDue {
    what: Timer,
    /// The id of the item of which it is.
    item: Option<String>,
    text: Text,
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
                let item = alarm.item.and_then(|no| self.state().item(no));
                FallsDue { what: alarm.what, item: item.map(|item| item.id.clone()), text }
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
        self.falls_due.iter().map(|due| due.what)
    }

    /// The instant and what happens then, in one sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        Text { nl: self.sentence(Language::Dutch), en: self.sentence(Language::English) }
    }

    /// What is the same of several items is told once, with the items before it.
    fn sentence(&self, language: Language) -> String {
        let mut due: Vec<(Vec<&str>, &str)> = Vec::new();
        for FallsDue { item, text, .. } in &self.falls_due {
            let text = text.get(language);
            let same = due.iter_mut().find(|(of, told)| *told == text && !of.is_empty());
            match (item, same) {
                (Some(item), Some((of, _))) => of.push(item),
                (item, _) => due.push((item.iter().map(String::as_str).collect(), text)),
            }
        }
        let due = due.into_iter().map(|(of, text)| {
            let (named, more) = of.split_at(of.len().min(NAMED));
            let of = named.join(", ");
            match (more.len(), language) {
                _ if of.is_empty() => text.to_owned(),
                (0, _) => format!("{of}: {text}"),
                (more, Language::Dutch) => format!("{of} en {more} andere: {text}"),
                (more, Language::English) => format!("{of} and {more} others: {text}"),
            }
        });
        format!("{}: {}", self.when.get(language), due.collect::<Vec<_>>().join("; "))
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::Dutch))
    }
}
