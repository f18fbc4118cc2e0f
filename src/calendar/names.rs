//! Days and dates as people write them.

use super::date::{Date, Weekday};
use crate::diagnostic::Language;

impl Weekday {
    /// `maandag`; `Monday`
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (nl, en) = match self {
            Self::Monday => ("maandag", "Monday"),
            Self::Tuesday => ("dinsdag", "Tuesday"),
            Self::Wednesday => ("woensdag", "Wednesday"),
            Self::Thursday => ("donderdag", "Thursday"),
            Self::Friday => ("vrijdag", "Friday"),
            Self::Saturday => ("zaterdag", "Saturday"),
            Self::Sunday => ("zondag", "Sunday"),
        };
        match language {
            Language::Dutch => nl,
            Language::English => en,
        }
    }
}

impl Date {
    /// `do 24-12-2026`; `Thu 24 Dec 2026`
    #[must_use]
    pub fn short(self, language: Language) -> String {
        match language {
            Language::Dutch => format!("{}-{}", self.brief(language), self.year()),
            Language::English => format!("{} {}", self.brief(language), self.year()),
        }
    }

    /// Without the year: `do 24-12`; `Thu 24 Dec`
    #[must_use]
    pub fn brief(self, language: Language) -> String {
        let first = |name: &str, letters| name.chars().take(letters).collect::<String>();
        let weekday = self.weekday().name(language);
        match language {
            Language::Dutch => format!("{} {}-{}", first(weekday, 2), self.day(), self.month()),
            Language::English => {
                let month = first(month(self.month(), language), 3);
                format!("{} {} {month}", first(weekday, 3), self.day())
            }
        }
    }
}

/// The name of a month, 1–12: `januari`; `January`
pub(crate) fn month(number: u8, language: Language) -> &'static str {
    let names = match language {
        Language::Dutch => NL,
        Language::English => EN,
    };
    names.get(usize::from(number.saturating_sub(1))).copied().unwrap_or("")
}

#[rustfmt::skip]
const NL: [&str; 12] = [
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
];

#[rustfmt::skip]
const EN: [&str; 12] = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
