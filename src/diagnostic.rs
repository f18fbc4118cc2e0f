//! A finding about a text as data: code, place, words in two languages, a fix where one is sure.

mod mend;

pub use mend::{Mended, mend};

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// One text in the two languages of the product. Building one forces both to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }

    /// In English, with what to do about it: for [`Display`](std::fmt::Display) of errors.
    pub(crate) fn with(&self, remedy: &Self) -> String {
        format!("{}; {}", self.en, remedy.en)
    }
}

/// A language of keywords and messages.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Language {
    /// `nl`
    #[default]
    #[serde(rename = "nl")]
    Dutch,
    /// `en`
    #[serde(rename = "en")]
    English,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The text means the same written otherwise.
    Style,
    /// Probably not what the author meant; compilation goes on.
    Warning,
    /// Compilation stops after reporting everything.
    Error,
}

/// The identity of a kind of finding: stable number, name after the defect, page of explanation.
#[derive(Debug)]
pub struct Code {
    /// Stage and number, such as `D0201`; refusals have `R…`.
    pub id: &'static str,
    /// The defect in kebab case, such as `unknown-name`.
    pub name: &'static str,
    /// How bad it is.
    pub level: Level,
    /// The page (Markdown): what, why, a wrong and a right example, in Dutch and in English.
    pub page: &'static str,
}

impl Code {
    /// Whether an author may accept such a finding: a playbook can run with it. Of errors only
    /// those about properties (`D07…`), which are proved or not.
    #[must_use]
    pub fn is_waivable(&self) -> bool {
        self.level != Level::Error || self.id.starts_with("D07")
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
impl Eq for Code {}
impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// A second place that matters to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: Text,
}

/// A replacement that mends the finding without changing anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The new text; empty for a removal.
    pub replacement: String,
}

/// A finding: what is wrong, where, and what to do.
///
/// Texts are lower case, without a final period; the author's own words stand in backticks; the
/// remedy stands in `help`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Its kind; also gives the level.
    pub code: &'static Code,
    /// Where. Never outside the text.
    pub span: Span,
    /// What is wrong.
    pub message: Text,
    /// Words at `span` itself and at other places.
    pub labels: Vec<Label>,
    /// What else is good to know.
    pub notes: Vec<Text>,
    /// What to do.
    pub help: Option<Text>,
    /// What a tool can do.
    pub fix: Option<Fix>,
    /// Why the author accepts it, in the words of the playbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

impl Diagnostic {
    /// A finding with nothing but its message.
    #[must_use]
    pub fn new(code: &'static Code, span: Span, message: Text) -> Self {
        Self {
            code,
            span,
            message,
            labels: vec![],
            notes: vec![],
            help: None,
            fix: None,
            waived: None,
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// Adds a remark.
    #[must_use]
    pub fn note(mut self, text: Text) -> Self {
        self.notes.push(text);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    /// Offers a replacement.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn level(&self) -> Level {
        self.code.level
    }

    /// Whether it stands in the way of running the playbook.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.level() == Level::Error && self.waived.is_none()
    }
}

/// Builds a [`Text`] from one format string per language: `text!(nl: "…", en: "…")`.
#[macro_export]
#[doc(hidden)]
macro_rules! text {
    (nl: $nl:literal, en: $en:literal $(,)?) => {
        $crate::diagnostic::Text { nl: format!($nl), en: format!($en) }
    };
}
