//! Scenario files: what people do to a case, line by line, and what must come of it.
//!
//! A scenario runs against a playbook with the same [`step`](crate::engine::step) as everything
//! else.
//!
//! * **Opening.** The case opens at `open op DATE [TIME]`, else at the first `op`. Lines `partij`
//!   before it bind roles at the opening. A role that no line binds and for which the playbook
//!   names no parties is held by a party of its own name, unless `geef R vrij` stands before the
//!   opening. `geforceerd openen "…"` gives the reason for opening outside the validity.
//! * **Time.** `op DATE [TIME]` makes it then, without a time the first instant of the day. `na D`
//!   makes it the end of the term D from the present instant, as `na D` in a playbook: after
//!   `na 5 werkdagen` a task that opened just now with `binnen 5 werkdagen` is overdue. Either lets
//!   everything happen that is due up to and including that instant.
//! * **Who.** `ROLE` speaks for the one party that holds the role; where several hold it, `ROLE
//!   "party"` says which. `partij R is "A", "B"` after the opening says who holds R from then on:
//!   whoever is not named gives the role up.
//! * **Expectations** look at the case as it is after the lines above. `melding aan R` and
//!   `schending G` look at what happened in the lines since the expectations before them. A
//!   message to a role is a notice, a reminder, an escalation, or being informed or consulted.
//!   `open` is owed, overdue or not; `te laat` is overdue or missed; `klaar` wants every instance
//!   done. `voor R` is whoever does it or answers for it. `uiterlijk DATE` is the last day,
//!   `uiterlijk DATE TIME` the instant at which it is over. `verwacht niet A en B`: neither.
//! * **Further cases.** Lines in `casus NAME voor P {…}` are about another case, under playbook
//!   `P`; a block with a name that was there before goes on with that case. There is one clock:
//!   time passes for every case. A further case opens at `open op`, else at its first line that
//!   does not prepare the opening: at the present instant, or at the one to which that line goes.
//!   If a case asked for it (`open draaiboek P`), it starts with the facts that went along.
//! * **Refusals.** `weiger INPUT [wegens REASON]`: the input must be refused, for that reason among
//!   others; it changes nothing, even when it is accepted after all.

mod fault;
mod plan;
mod report;
mod run;

pub(crate) use fault::CODES;
pub use report::{Failure, LineKind, LineReport, Report, Verdict};

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Language, Level};
use crate::playbook::Playbook;
use crate::span::LineIndex;
use crate::syntax;
use crate::syntax::ast::scenario::{Scenario as Tree, ScenarioFile};

/// A scenario file that has been read.
#[derive(Clone, Debug)]
pub struct Scenarios {
    source: Arc<str>,
    lines: LineIndex,
    tree: ScenarioFile,
}

impl Scenarios {
    /// Reads a scenario file, with every fault of its text. Names are looked up per scenario, by
    /// [`Scenario::check`].
    #[must_use]
    pub fn read(source: &str) -> (Self, Vec<Diagnostic>) {
        let syntax::ParsedScenario { file, diagnostics } = syntax::parse_scenario(source);
        (Self { source: source.into(), lines: LineIndex::new(source), tree: file }, diagnostics)
    }

    /// The scenarios in order of writing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Scenario<'_>> {
        self.tree.scenarios.iter().map(|tree| Scenario { file: self, tree })
    }

    /// The language of its keywords.
    #[must_use]
    pub fn language(&self) -> Language {
        self.tree.language
    }
}

/// One scenario of a file.
#[derive(Clone, Copy, Debug)]
pub struct Scenario<'a> {
    file: &'a Scenarios,
    tree: &'a Tree,
}

impl<'a> Scenario<'a> {
    /// What it shows.
    #[must_use]
    pub fn title(&self) -> &'a str {
        &self.tree.title.text
    }

    /// The name of the playbook it is for.
    #[must_use]
    pub fn playbook(&self) -> &'a str {
        &self.tree.playbook.text
    }

    /// The line of the file on which it begins, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.file.lines.line(self.tree.span.start)
    }

    /// The names of the playbooks that its further cases are under, without its own.
    #[must_use]
    pub fn others(&self) -> Vec<&'a str> {
        let mut names = Vec::new();
        plan::playbooks(&self.tree.commands, &mut names);
        names.retain(|name| *name != self.playbook());
        names
    }

    /// What is wrong with it, given a playbook: names, values, times.
    #[must_use]
    pub fn check(&self, playbook: &Playbook) -> Vec<Diagnostic> {
        self.check_with(playbook, &[])
    }

    /// What is wrong with it, given its playbook and those of its further cases.
    #[must_use]
    pub fn check_with(&self, playbook: &Playbook, others: &[Playbook]) -> Vec<Diagnostic> {
        self.plan(playbook, others).1
    }

    /// Runs it.
    ///
    /// # Errors
    /// What is wrong with it before it can run; then nothing ran.
    pub fn run(&self, playbook: &Playbook) -> Result<Report, Vec<Diagnostic>> {
        self.run_with(playbook, &[])
    }

    /// Runs it, with the playbooks of its further cases at hand.
    ///
    /// # Errors
    /// What is wrong with it before it can run; then nothing ran.
    pub fn run_with(
        &self,
        playbook: &Playbook,
        others: &[Playbook],
    ) -> Result<Report, Vec<Diagnostic>> {
        let (plan, found) = self.plan(playbook, others);
        if found.iter().any(|found| found.level() == Level::Error) {
            return Err(found);
        }
        Ok(run::run(plan))
    }

    fn plan(&self, playbook: &Playbook, others: &[Playbook]) -> (plan::Plan, Vec<Diagnostic>) {
        plan::plan(self.tree, self.file, playbook, others)
    }
}
