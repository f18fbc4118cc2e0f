//! From text to playbook: every stage, every finding at once.

use std::sync::Arc;

use super::Playbook;
use crate::diagnostic::{Diagnostic, Text};
use crate::error::{Error, ErrorKind};
use crate::findings::Findings;
use crate::hir::Hir;
use crate::import::{self, Alone, Loader};
use crate::syntax;
use crate::{check, explain, lower, resolve, text};

impl Playbook {
    /// Compiles a playbook that stands alone.
    ///
    /// # Errors
    /// Every finding about the text, when one of them is an error.
    pub fn compile(source: &str) -> Result<Self, Error> {
        Self::compile_with("", source, &Alone)
    }

    /// Compiles a playbook and the files that it uses.
    ///
    /// `name` is what `loader` calls the file of `source`: paths in it are resolved from there.
    ///
    /// ```
    /// use draaiboek::Playbook;
    /// use draaiboek::import::Memory;
    ///
    /// let shared = Memory::new()
    ///     .with("gedeeld/rollen.draaiboek", "draaiboek rollen\nrol gemeente\n");
    /// let source = r#"
    ///     draaiboek melding
    ///     gebruik "gedeeld/rollen.draaiboek"
    ///     stap bellen {
    ///         regie gemeente
    ///         taak bellen door gemeente binnen 2 werkdagen
    ///         klaar -> gesloten
    ///         te laat -> gesloten
    ///     }
    ///     einde gesloten
    /// "#;
    /// let playbook = Playbook::compile_with("melding.draaiboek", source, &shared)?;
    /// assert!(playbook.machine().role("gemeente").is_some());
    /// # Ok::<(), draaiboek::Error>(())
    /// ```
    ///
    /// # Errors
    /// Every finding about the texts, when one of them is an error.
    pub fn compile_with(name: &str, source: &str, loader: &dyn Loader) -> Result<Self, Error> {
        let (hir, findings) = analyse(name, source, loader);
        let Some(hir) = hir else { return Err(Error::faulty(findings)) };
        let machine = lower::lower(hir, findings.sources().clone()).map_err(|invalid| {
            let nl: Vec<_> = invalid.iter().map(|one| one.text().nl.as_str()).collect();
            let en: Vec<_> = invalid.iter().map(|one| one.text().en.as_str()).collect();
            let text = Text { nl: nl.join("; "), en: en.join("; ") };
            let remedy = text!(
                nl: "dit is een fout van de bibliotheek: meld hem, met het draaiboek erbij",
                en: "this is a fault of the library: report it, with the playbook",
            );
            Error::other(ErrorKind::Internal, text, remedy)
        })?;
        Ok(Self { machine: Arc::new(machine), findings: Arc::new(findings) })
    }

    /// Compiles a playbook from bytes that need not be UTF-8.
    ///
    /// # Errors
    /// As [`Playbook::compile`]; bytes that are no UTF-8 are named by place.
    pub fn compile_bytes(source: &[u8]) -> Result<Self, Error> {
        match syntax::decode(source) {
            Ok(source) => Self::compile(source),
            Err(fault) => {
                let text = String::from_utf8_lossy(source);
                Err(Error::faulty(Findings::new("", &text, vec![*fault])))
            }
        }
    }

    /// Every finding about a text that stands alone, in order of place.
    #[must_use]
    pub fn diagnose(source: &str) -> Vec<Diagnostic> {
        Self::diagnose_with("", source, &Alone).into_diagnostics()
    }

    /// Every finding about a text and the files that it uses, in order of place, with the files to
    /// show it in. Arguments are those of [`Playbook::compile_with`].
    #[must_use]
    pub fn diagnose_with(name: &str, source: &str, loader: &dyn Loader) -> Findings {
        analyse(name, source, loader).1
    }
}

/// The resolved playbook, unless a finding is an error, and every finding in order of place.
fn analyse(name: &str, source: &str, loader: &dyn Loader) -> (Option<Hir>, Findings) {
    let import::Read { file, text, sources, mut diagnostics } = import::read(name, source, loader);
    // Nothing could be read: there is nothing to say about it but that.
    if file.is_unread() {
        return (None, Findings::of(sources, text, diagnostics));
    }
    let (hir, found) = resolve::resolve(&file, &text);
    diagnostics.extend(found);
    let partial = diagnostics.iter().any(|found| found.code == &resolve::NOT_YET_EXECUTED);
    // What is not executed yet is missing from the tables: its flow cannot be judged.
    if !partial {
        diagnostics.extend(check::check(&hir, &file));
    }
    let complete = !partial && file.faults.is_empty();
    check::waive(&file, explain::find, complete, &mut diagnostics);
    diagnostics.sort_by_key(|found| (found.span.start, found.span.end));
    let faulty = diagnostics.iter().any(Diagnostic::stops);
    ((!faulty).then_some(hir), Findings::of(sources, text, diagnostics))
}
