//! What happens in a case, in sentences for people, Dutch and English.

mod action;
mod condition;
mod declared;
mod duty;
mod effect;
mod holding;
mod host;
mod item;
mod names;
mod people;
mod term;
mod timer;
mod together;
mod trace;
mod when;

pub(crate) use effect::{Subject, effect};
pub(crate) use timer::timer;
pub(crate) use trace::{trace, traced};

use crate::diagnostic::{Language, Text};
use crate::machine::Machine;

/// One sentence per language: `say!(words, nl: "…", en: "…")` formats only what is asked for.
macro_rules! say {
    ($words:expr, nl: $nl:literal, en: $en:literal $(,)?) => {
        match $words.language {
            $crate::diagnostic::Language::Dutch => format!($nl),
            $crate::diagnostic::Language::English => format!($en),
        }
    };
}
pub(crate) use say;

/// How one language names the things of one machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    pub(crate) machine: &'a Machine,
    pub(crate) language: Language,
    /// Names without titles.
    brief: bool,
}

impl<'a> Words<'a> {
    pub(crate) fn new(machine: &'a Machine, language: Language) -> Self {
        Self { machine, language, brief: false }
    }

    /// The same without titles, for what has been mentioned before.
    pub(crate) fn brief(self) -> Self {
        Self { brief: true, ..self }
    }

    /// The same sentence in both languages.
    pub(crate) fn both(machine: &'a Machine, sentence: impl Fn(Self) -> String) -> Text {
        Text {
            nl: sentence(Self::new(machine, Language::Dutch)),
            en: sentence(Self::new(machine, Language::English)),
        }
    }

    /// One of two words.
    pub(crate) fn pick<T>(self, nl: T, en: T) -> T {
        match self.language {
            Language::Dutch => nl,
            Language::English => en,
        }
    }
}
