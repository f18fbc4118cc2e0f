//! The language in which the command speaks.

use draaiboek::diagnostic::{Language, Text};

/// The language in which the command speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    #[default]
    Nl,
    En,
}

impl Lang {
    /// One of two.
    pub(crate) fn pick<T>(self, nl: T, en: T) -> T {
        match self {
            Self::Nl => nl,
            Self::En => en,
        }
    }

    /// The text in this language.
    pub(crate) fn text(self, text: &Text) -> &str {
        text.get(self.language())
    }

    /// As the library calls it.
    pub(crate) fn language(self) -> Language {
        self.pick(Language::Dutch, Language::English)
    }
}
