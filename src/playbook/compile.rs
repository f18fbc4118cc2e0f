//! From text to playbook: every stage, every finding at once.

use std::sync::Arc;

use super::Playbook;
use crate::diagnostic::{Diagnostic, Level, Text};
use crate::error::{Error, ErrorKind};
use crate::hir::Hir;
use crate::span::LineIndex;
use crate::syntax;
use crate::{check, lower, resolve};

impl Playbook {
    /// Compiles a playbook.
    ///
    /// # Errors
    /// Every finding about the text, when one of them is an error.
    pub fn compile(source: &str) -> Result<Self, Error> {
        let (hir, diagnostics) = analyse(source);
        let Some(hir) = hir else {
            return Err(Error::faulty(diagnostics, &LineIndex::new(source)));
        };
        let machine = lower::lower(hir, LineIndex::new(source)).map_err(|invalid| {
            let nl: Vec<_> = invalid.iter().map(|one| one.text().nl.as_str()).collect();
            let en: Vec<_> = invalid.iter().map(|one| one.text().en.as_str()).collect();
            Error::other(ErrorKind::Internal, Text { nl: nl.join("; "), en: en.join("; ") })
        })?;
        Ok(Self {
            machine: Arc::new(machine),
            source: Some(source.into()),
            diagnostics: diagnostics.into(),
        })
    }

    /// Compiles a playbook from bytes that need not be UTF-8.
    ///
    /// # Errors
    /// As [`Playbook::compile`]; bytes that are no UTF-8 are named by place.
    pub fn compile_bytes(source: &[u8]) -> Result<Self, Error> {
        match syntax::decode(source) {
            Ok(source) => Self::compile(source),
            Err(fault) => {
                let lines = LineIndex::new(&String::from_utf8_lossy(source));
                Err(Error::faulty(vec![*fault], &lines))
            }
        }
    }

    /// Every finding about a text, in order of place.
    #[must_use]
    pub fn diagnose(source: &str) -> Vec<Diagnostic> {
        analyse(source).1
    }
}

/// The resolved playbook, unless a finding is an error, and every finding in order of place.
fn analyse(source: &str) -> (Option<Hir>, Vec<Diagnostic>) {
    let parse = syntax::parse(source);
    let mut diagnostics = parse.diagnostics;
    // Nothing could be read: there is nothing to say about it but that.
    if parse.file.is_unread() {
        return (None, diagnostics);
    }
    let (hir, found) = resolve::resolve(&parse.file, source);
    let partial = found.iter().any(|found| found.code == &resolve::NOT_YET_EXECUTED);
    diagnostics.extend(found);
    // What is not executed yet is missing from the tables: its flow cannot be judged.
    if !partial {
        diagnostics.extend(check::check(&hir, &parse.file.faults));
    }
    diagnostics.sort_by_key(|found| (found.span.start, found.span.end));
    let faulty = diagnostics.iter().any(|found| found.level() == Level::Error);
    ((!faulty).then_some(hir), diagnostics)
}
