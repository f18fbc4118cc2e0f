//! How a scenario went, line by line.

use crate::calendar::Timestamp;
use crate::case::{Case, Step};
use crate::diagnostic::{Language, Text};
use crate::span::Span;
use crate::text;

/// How a scenario went.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the scenario shows.
    pub title: String,
    /// Its lines in order.
    pub lines: Vec<LineReport>,
    /// The case as it was at the end.
    pub case: Case,
    /// Further cases, in the order in which the scenario tells of them.
    pub others: Vec<Case>,
}

/// How one line went.
#[derive(Clone, Debug)]
pub struct LineReport {
    /// The further case that it is about; `None`: the scenario's own.
    pub case: Option<String>,
    /// The line of the file, from 1.
    pub number: u32,
    /// Where the line stands.
    pub span: Span,
    /// The line as written, white space joined.
    pub source: String,
    /// What kind of line it is.
    pub kind: LineKind,
    /// When it was in the case; `None` before the first time line.
    pub at: Option<Timestamp>,
    /// What came of it.
    pub steps: Vec<Step>,
    /// Whether it went as written.
    pub verdict: Verdict,
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// It says who holds which role, or why the opening is forced.
    Setting,
    /// Time passes.
    Time,
    /// The case opens.
    Opening,
    /// Somebody says or does something.
    Input,
    /// An expectation, or an input that must be refused.
    Expectation,
}

/// Whether a line went as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something happened, as written.
    Done,
    /// An expectation was met, or an input refused as written.
    Met,
    /// It did not go as written; never empty.
    Failed(Vec<Failure>),
}

/// One thing that was not as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where it is written.
    pub span: Span,
    /// What was expected.
    pub expected: Text,
    /// What was found.
    pub actual: Text,
}

impl Report {
    /// The case of that name.
    #[must_use]
    pub fn case(&self, name: &str) -> Option<&Case> {
        std::iter::once(&self.case).chain(&self.others).find(|case| case.state().case() == name)
    }

    /// Whether every line went as written.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failed().next().is_none()
    }

    /// The lines that did not go as written.
    pub fn failed(&self) -> impl Iterator<Item = &LineReport> {
        self.lines.iter().filter(|line| matches!(line.verdict, Verdict::Failed(_)))
    }

    /// How many expectations and refusals it holds.
    #[must_use]
    pub fn expectations(&self) -> usize {
        let checks = |line: &&LineReport| line.verdict != Verdict::Done;
        self.lines.iter().filter(checks).count()
    }

    /// What did not go as written, for people: the line, what was expected, what was found.
    #[must_use]
    pub fn text(&self) -> Text {
        let title = &self.title;
        let mut text = match self.failed().count() {
            0 => text!(
                nl: "scenario “{title}”: alles zoals verwacht",
                en: "scenario “{title}”: all as expected",
            ),
            1 => text!(
                nl: "scenario “{title}”: 1 regel niet zoals verwacht",
                en: "scenario “{title}”: 1 line not as expected",
            ),
            count => text!(
                nl: "scenario “{title}”: {count} regels niet zoals verwacht",
                en: "scenario “{title}”: {count} lines not as expected",
            ),
        };
        for line in self.failed() {
            text.nl += &line.failures(Language::Dutch);
            text.en += &line.failures(Language::English);
        }
        text
    }
}

impl LineReport {
    /// Adds something that was not as written.
    pub(super) fn fail(&mut self, failure: Failure) {
        match &mut self.verdict {
            Verdict::Failed(failures) => failures.push(failure),
            Verdict::Done | Verdict::Met => self.verdict = Verdict::Failed(vec![failure]),
        }
    }

    fn failures(&self, language: Language) -> String {
        let Verdict::Failed(failures) = &self.verdict else { return String::new() };
        let (line, expected, actual) = match language {
            Language::Dutch => ("regel", "verwacht", "gevonden"),
            Language::English => ("line", "expected", "found"),
        };
        let mut text = format!("\n  {line} {}: {}", self.number, self.source);
        for failure in failures {
            text += &format!("\n    {expected}: {}", failure.expected.get(language));
            text += &format!("\n    {actual}: {}", failure.actual.get(language));
        }
        text
    }
}
