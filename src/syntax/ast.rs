//! The syntax tree of playbooks and scenarios: plain data, every node with its place.
//!
//! Both keyword languages give the same tree. Lists keep the order of writing. A tree without
//! error diagnostics holds no `Fault`.

pub(crate) mod node;

mod action;
mod declaration;
mod duty;
mod expression;
mod fact;
mod handler;
mod item;
mod place;
pub mod scenario;
mod scope;

pub use action::*;
pub use declaration::*;
pub use duty::*;
pub use expression::*;
pub use fact::*;
pub use handler::*;
pub use item::*;
pub use node::Node;
pub use scope::*;

pub use crate::calendar::{Holiday, Unit, Weekday};

use crate::diagnostic::Language;
use crate::span::Span;

node::node! {
    /// A playbook file.
    pub struct File {
        /// The keyword language, from the header's keyword; Dutch when there is no header.
        pub language: Language,
        /// `draaiboek NAME …`; none only with an error diagnostic.
        pub header: Option<Header>,
        /// Everything below the header, in order of writing.
        pub items: Vec<Item>,
        /// Comments that document no declaration, in order of writing.
        pub comments: Vec<Comment>,
        /// Stretches that could not be read, in order of place; empty without error diagnostics.
        pub faults: Vec<Fault>,
        /// The whole text.
        pub span: Span,
    }

    /// A stretch that could not be read. Its error is among the diagnostics already: a name that
    /// is found nowhere else but here is not unknown, and what lies around it is not incomplete.
    pub struct Fault {
        /// Every word in it that could be a name.
        pub names: Vec<Name>,
        /// The stretch.
        pub span: Span,
    }

    /// A name chosen by the author.
    pub struct Name {
        /// In NFC.
        pub text: String,
        /// Where it stands.
        pub span: Span,
    }

    /// A text between quotation marks.
    pub struct Str {
        /// What it says, escapes resolved.
        pub text: String,
        /// With its quotation marks.
        pub span: Span,
    }

    /// One line of documentation (`/// …`) of the declaration that follows.
    pub struct Doc {
        /// Without the slashes and without white space around.
        pub text: String,
        /// With the slashes.
        pub span: Span,
    }

    /// Something at the top level of a file.
    pub enum Item {
        /// Declares a name or imports.
        Declaration(Declaration),
        /// A statement of the root scope.
        Statement(Statement),
    }

    /// `draaiboek NAME "title"` and the lines that belong to it. A clause given twice is an
    /// error diagnostic; the first counts.
    pub struct Header {
        /// Documentation.
        pub docs: Vec<Doc>,
        /// The playbook's name.
        pub name: Name,
        /// The title for people.
        pub title: Option<Str>,
        /// `versie "…"`
        pub version: Option<Str>,
        /// `geldig vanaf D [tot D]`, half-open.
        pub valid: Option<Period>,
        /// `tijdzone "…"`, an IANA name.
        pub zone: Option<Str>,
        /// `taalversie "…"`
        pub language_version: Option<Str>,
        /// From its keyword to its last clause.
        pub span: Span,
    }

    /// `[vanaf D] [tot D]`: half-open, open where an end is not given.
    pub struct Period {
        /// The first day.
        pub from: Option<Date>,
        /// The day after the last.
        pub until: Option<Date>,
        /// Empty (at the place where it could stand) when neither is given.
        pub span: Span,
    }
}

/// A remark (`// …`) that means nothing to the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// As written, with the slashes, without white space behind.
    pub text: String,
    /// Whether it stands behind something on the same line; belongs to its place.
    pub trailing: bool,
    /// With the slashes.
    pub span: Span,
}

impl Node for Comment {
    fn spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        visit(&mut self.span);
        self.trailing &= self.span != Span::default();
    }
}

impl File {
    /// Whether nothing of the text could be read.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        let whole = self.faults.first().is_some_and(|fault| fault.span == self.span);
        whole && self.header.is_none()
    }

    /// Whether something within `span` could not be read.
    #[must_use]
    pub fn is_faulty(&self, span: Span) -> bool {
        let from = self.faults.partition_point(|fault| fault.span.start < span.start);
        self.faults.get(from).is_some_and(|fault| fault.span.end <= span.end)
    }

    /// Whether `name` stands in a stretch that could not be read.
    #[must_use]
    pub fn hides(&self, name: &str) -> bool {
        self.faults.iter().any(|fault| fault.names.iter().any(|hidden| hidden.text == name))
    }
}
