//! Findings as text with the lines they are about, and as JSON.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Patch, Renderer, Snippet};
use draaiboek::diagnostic::{Diagnostic, Level};
use draaiboek::span::{LineIndex, Span};
use serde::Serialize;

use super::language::Lang;

/// Writes findings with the lines they are about.
pub(crate) fn text(
    path: &str,
    source: &str,
    found: &[Diagnostic],
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode);
    for finding in found {
        let groups = groups(path, source, finding, lang);
        writeln!(out, "{}\n", renderer.render(&groups))?;
    }
    Ok(())
}

fn groups<'a>(
    path: &'a str,
    source: &'a str,
    finding: &'a Diagnostic,
    lang: Lang,
) -> Vec<Group<'a>> {
    let level = match finding.level() {
        Level::Error => Shown::ERROR.with_name(lang.pick("fout", "error")),
        Level::Warning => Shown::WARNING.with_name(lang.pick("waarschuwing", "warning")),
        Level::Style => Shown::INFO.with_name(lang.pick("stijl", "style")),
    };
    let own = finding.labels.iter().find(|label| label.span == finding.span);
    let mut primary = AnnotationKind::Primary.span(range(source, finding.span));
    if let Some(label) = own {
        primary = primary.label(lang.text(&label.text));
    }
    let mut snippet = Snippet::source(source).path(path).annotation(primary);
    for label in finding.labels.iter().filter(|label| label.span != finding.span) {
        let other = AnnotationKind::Context.span(range(source, label.span));
        snippet = snippet.annotation(other.label(lang.text(&label.text)));
    }
    let mut group =
        level.primary_title(lang.text(&finding.message)).id(finding.code.id).element(snippet);
    for note in &finding.notes {
        let note = Shown::NOTE.with_name(lang.pick("let op", "note")).message(lang.text(note));
        group = group.element(note);
    }
    let remedy = || Shown::HELP.with_name(lang.pick("hulp", "help"));
    let help = finding.help.as_ref().map(|help| lang.text(help));
    let Some(fix) = &finding.fix else {
        if let Some(help) = help {
            group = group.element(remedy().message(help));
        }
        return vec![group];
    };
    let title = help.unwrap_or(lang.pick("zo kan het", "it can be done so"));
    let patch = Patch::new(range(source, fix.span), fix.replacement.as_str());
    let mended = Snippet::source(source).path(path).patch(patch);
    vec![group, remedy().secondary_title(title).element(mended)]
}

/// A span as a range of `source` that begins and ends between characters.
fn range(source: &str, span: Span) -> Range<usize> {
    let floor = |at: u32| {
        let mut at = (at as usize).min(source.len());
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(span.start), floor(span.end));
    start..end.max(start)
}

/// A file with its findings.
#[derive(Serialize)]
pub(crate) struct FileFindings<'a> {
    file: String,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    name: &'a str,
    level: Level,
    /// From 1.
    line: u32,
    /// From 1, in Unicode scalar values.
    column: u32,
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
}

impl<'a> FileFindings<'a> {
    /// Findings about `source`.
    pub(crate) fn new(file: String, source: &str, found: &'a [Diagnostic]) -> Self {
        let lines = LineIndex::new(source);
        let findings = found.iter().map(|diagnostic| {
            let (line, column) = lines.line_column(source, diagnostic.span.start);
            let (name, level) = (diagnostic.code.name, diagnostic.level());
            Finding { name, level, line, column, diagnostic }
        });
        Self { file, findings: findings.collect() }
    }
}

/// `2 fouten, 1 waarschuwing`
pub(crate) fn summary(found: &[Diagnostic], lang: Lang) -> String {
    let count = |level| found.iter().filter(|finding| finding.level() == level).count();
    let kinds = [
        (count(Level::Error), lang.pick("fout", "error"), lang.pick("fouten", "errors")),
        (
            count(Level::Warning),
            lang.pick("waarschuwing", "warning"),
            lang.pick("waarschuwingen", "warnings"),
        ),
        (
            count(Level::Style),
            lang.pick("stijlpunt", "matter of style"),
            lang.pick("stijlpunten", "matters of style"),
        ),
    ];
    let shown = kinds
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }));
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() {
        return lang.pick("geen bevindingen", "no findings").to_owned();
    }
    shown.join(", ")
}
