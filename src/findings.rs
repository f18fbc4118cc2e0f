//! What was found about a text, with the files to show it in.

use crate::diagnostic::Diagnostic;
use crate::sources::{Place, Sources};
use crate::span::Span;

/// Everything found about a playbook, in order of place, and the files it was found in.
///
/// Places count over all files: [`Findings::locate`] says in which file one lies.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    // All files laid end to end; none for a machine loaded without its text.
    text: Option<String>,
}

/// A place in one file.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// Which file, counted as in [`Sources::names`].
    pub file: usize,
    /// Its name.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The place, as bytes of that text.
    pub span: Span,
}

impl Findings {
    /// What was found in one file.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str, diagnostics: Vec<Diagnostic>) -> Self {
        Self::of(Sources::new(name, text), text.to_owned(), diagnostics)
    }

    pub(crate) fn of(sources: Sources, text: String, diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, sources, text: Some(text) }
    }

    /// Nothing, about files that are not at hand.
    pub(crate) fn none(sources: Sources) -> Self {
        Self { diagnostics: vec![], sources, text: None }
    }

    /// The findings.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The findings alone.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// The files.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The text of a file, by its position in [`Sources::names`]; `None` when it is not at hand.
    #[must_use]
    pub fn text(&self, file: usize) -> Option<&str> {
        let text = self.text.as_deref()?;
        let range = self.sources.range(file);
        text.get(range.start as usize..(range.end as usize).min(text.len()))
    }

    /// In which file a place lies, and where in it.
    #[must_use]
    pub fn locate(&self, span: Span) -> Located<'_> {
        let file = self.sources.file(span);
        let name = self.sources.names().nth(file).unwrap_or_default();
        let text = self.text(file).unwrap_or_default();
        Located { file, name, text, span: self.sources.local(span) }
    }

    /// What a line says, without white space around.
    #[must_use]
    pub fn line(&self, place: Place<'_>) -> Option<&str> {
        let (line, text) = (self.sources.line(place)?, self.text.as_deref()?);
        text.get(line.start as usize..(line.end as usize).min(text.len())).map(str::trim)
    }
}
