//! A playbook as hosts hold it: compiled or loaded, ready to open cases.

#[cfg(feature = "language")]
mod compile;

use std::sync::Arc;

use crate::calendar::{Date, Timestamp};
use crate::case::{Case, Step};
use crate::diagnostic::Diagnostic;
use crate::engine::{Binding, Field, Input, InputKind, Refusal};
use crate::error::Error;
use crate::findings::Findings;
use crate::machine::Machine;
use crate::machine::wire::WireError;
use crate::sources::Place;
use crate::value::Value;

/// A compiled playbook. Cheap to clone; share it between cases and threads.
#[derive(Clone, Debug)]
pub struct Playbook {
    machine: Arc<Machine>,
    findings: Arc<Findings>,
}

impl Playbook {
    /// Loads a machine that [`Playbook::to_wire`] wrote. Needs no language front end.
    ///
    /// # Errors
    /// When it is damaged, of another version, or something else.
    pub fn from_wire(wire: &[u8]) -> Result<Self, Error> {
        Ok(Machine::from_wire(wire)?.into())
    }

    /// The machine as text that [`Playbook::from_wire`] reads.
    ///
    /// # Errors
    /// None for what was compiled or loaded; the type leaves room for machines put together by
    /// hand.
    pub fn to_wire(&self) -> Result<String, Error> {
        Ok(self.machine.to_wire()?)
    }

    /// The same as [`Machine::equating`] makes it, for a decree that is younger than this crate and
    /// the text: new cases are opened under it, those that run keep theirs.
    ///
    /// # Errors
    /// When `known` ends before it begins.
    pub fn equating<'d>(
        &self,
        days: impl IntoIterator<Item = (Date, &'d str)>,
        known: Option<(u16, u16)>,
    ) -> Result<Self, Error> {
        let machine = self.machine.equating(days, known).map_err(WireError::Invalid)?;
        Ok(Self { machine: Arc::new(machine), findings: Arc::clone(&self.findings) })
    }

    /// Its machine: tables and graph for hosts that want to read them.
    #[must_use]
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// Its text, when it was compiled here; without that of the files it uses.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.findings.text(0)
    }

    /// What was found about its text that did not stop it: warnings and matters of style.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.findings.diagnostics()
    }

    /// The same with the files to show it in.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Opens a case at `now`. `case` is the host's name for it.
    ///
    /// Roles without dated parties are unbound until a [binding](crate::Event::bind); to open with
    /// parties and facts, and to see what the opening asks, use [`Playbook::opening`].
    ///
    /// # Errors
    /// When the playbook is not valid on that day.
    pub fn open(&self, case: impl Into<String>, now: Timestamp) -> Result<Case, Refusal> {
        self.opening(case).open(now).map(|(case, _)| case)
    }

    /// Puts the opening of a case together.
    pub fn opening(&self, case: impl Into<String>) -> Opening {
        Opening {
            playbook: self.clone(),
            case: case.into(),
            id: "open".to_owned(),
            parties: vec![],
            facts: vec![],
            forced: None,
        }
    }

    pub(crate) fn shared(&self) -> Arc<Machine> {
        Arc::clone(&self.machine)
    }

    /// What a line of it says, without white space around.
    #[must_use]
    pub fn line(&self, place: Place<'_>) -> Option<&str> {
        self.findings.line(place)
    }
}

impl From<Machine> for Playbook {
    fn from(machine: Machine) -> Self {
        let findings = Findings::none(machine.sources().clone());
        Self { machine: Arc::new(machine), findings: Arc::new(findings) }
    }
}

/// The opening of a case, put together piece by piece; made by [`Playbook::opening`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Opening {
    playbook: Playbook,
    case: String,
    id: String,
    parties: Vec<Binding>,
    facts: Vec<Field>,
    forced: Option<String>,
}

impl Opening {
    /// A party holds a role from the start. Several calls bind several parties to a plural role.
    pub fn party(self, role: impl Into<String>, party: impl Into<String>) -> Self {
        self.bind(role.into(), party.into(), None)
    }

    /// A party holds a role from the start until (not on) a date.
    pub fn party_until(
        self,
        role: impl Into<String>,
        party: impl Into<String>,
        until: Date,
    ) -> Self {
        self.bind(role.into(), party.into(), Some(until))
    }

    /// A fact is known from the start.
    pub fn fact(mut self, fact: impl Into<String>, value: impl Into<Value>) -> Self {
        self.facts.push(Field { fact: fact.into(), value: value.into(), salt: None });
        self
    }

    /// A personal fact is known from the start, with the salt of the commitment that stands for its
    /// value in the journal: see [`Event::with_salted`](crate::Event::with_salted).
    pub fn fact_salted(
        mut self,
        fact: impl Into<String>,
        value: impl Into<Value>,
        salt: [u8; 16],
    ) -> Self {
        self.facts.push(Field { fact: fact.into(), value: value.into(), salt: Some(salt) });
        self
    }

    /// Opens although the playbook is not valid on that day, for this reason.
    pub fn forced(self, reason: impl Into<String>) -> Self {
        Self { forced: Some(reason.into()), ..self }
    }

    /// The host's id of this input; without it `open`.
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// Opens the case: gives the case, and what the opening asks of the host.
    ///
    /// # Errors
    /// When the playbook is not valid on that day and no reason to force it is given, and for
    /// roles, parties or facts that do not fit the playbook.
    pub fn open(self, now: Timestamp) -> Result<(Case, Step), Refusal> {
        let Self { playbook, case, id, parties, facts, forced } = self;
        let kind = InputKind::Open { parties, facts, forced };
        let mut case = Case::unopened(playbook, case);
        let step = case.submit(now, Input { id, by: None, at: now, item: None, kind })?;
        Ok((case, step))
    }

    fn bind(mut self, role: String, party: String, until: Option<Date>) -> Self {
        self.parties.push(Binding { role, party, until });
        self
    }
}
