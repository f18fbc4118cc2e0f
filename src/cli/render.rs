//! Findings as text with the lines they are about, and as JSON.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Shown, Patch, Renderer, Snippet,
};
use draaiboek::diagnostic::{Code, Diagnostic, Fix, Level, Text};
use draaiboek::span::{LineIndex, Span};
use draaiboek::{Findings, Located};
use serde::Serialize;

use super::language::Lang;
use super::window::Window;

/// So many findings are shown at most: nobody reads more.
const MOST: usize = 1000;

/// Writes findings with the lines they are about.
pub(crate) fn text(findings: &Findings, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode);
    let lines = indexes(findings);
    for finding in findings.diagnostics().iter().take(MOST) {
        let groups = groups(Files { findings, lines: &lines }, finding, lang);
        writeln!(out, "{}\n", renderer.render(&groups))?;
    }
    let more = findings.diagnostics().len().saturating_sub(MOST);
    if more > 0 {
        let (nl, en) = (
            format!("en nog {more}; `--format json` meldt ze alle"),
            format!("and {more} more; `--format json` tells all"),
        );
        writeln!(out, "{}\n", lang.pick(nl, en))?;
    }
    Ok(())
}

/// Files with their findings, and where their lines are.
#[derive(Clone, Copy)]
struct Files<'a> {
    findings: &'a Findings,
    lines: &'a [LineIndex],
}

impl<'a> Files<'a> {
    /// The lines of a file around places in it.
    fn window(
        self,
        at: Located<'a>,
        places: impl Iterator<Item = Range<usize>> + Clone,
    ) -> Window<'a> {
        let none = LineIndex::new("");
        Window::around(at.text, self.lines.get(at.file).unwrap_or(&none), places)
    }
}

/// Findings as plain text, a line each: `map/proef.scenario:3:5: D1003 …`.
pub(crate) fn lines(findings: &Findings, lang: Lang) -> String {
    let lines = indexes(findings);
    let line = |finding: &Diagnostic| {
        let at = findings.locate(finding.span);
        let index = lines.get(at.file);
        let (line, column) =
            index.map_or((1, 1), |index| index.line_column(at.text, at.span.start));
        let (code, message) = (finding.code.id, lang.text(&finding.message));
        format!("{}:{line}:{column}: {code} {message}", at.name)
    };
    findings.diagnostics().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The lines of each file.
pub(crate) fn indexes(findings: &Findings) -> Vec<LineIndex> {
    let files = 0..findings.sources().names().len();
    files.map(|file| LineIndex::new(findings.text(file).unwrap_or_default())).collect()
}

fn groups<'a>(files: Files<'a>, finding: &'a Diagnostic, lang: Lang) -> Vec<Group<'a>> {
    let level = match finding.level() {
        _ if finding.waived.is_some() => Shown::INFO.with_name(lang.pick("geaccepteerd", "waived")),
        Level::Error => Shown::ERROR.with_name(lang.pick("fout", "error")),
        Level::Warning => Shown::WARNING.with_name(lang.pick("waarschuwing", "warning")),
        Level::Style => Shown::INFO.with_name(lang.pick("stijl", "style")),
    };
    let title = level.primary_title(lang.text(&finding.message)).id(finding.code.id);
    let mut group = title.elements(snippets(files, finding, lang));
    for note in &finding.notes {
        let note = Shown::NOTE.with_name(lang.pick("let op", "note")).message(lang.text(note));
        group = group.element(note);
    }
    if let Some(reason) = &finding.waived {
        let reason = Shown::NOTE.with_name(lang.pick("reden", "reason")).message(reason.as_str());
        return vec![group.element(reason)];
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
    let at = files.findings.locate(fix.span);
    let window = files.window(at, std::iter::once(range(at)));
    let patch = Patch::new(window.place(&range(at)), fix.replacement.as_str());
    let mended = Snippet::source(window.text).line_start(window.first).path(at.name).patch(patch);
    vec![group, remedy().secondary_title(title).element(mended)]
}

/// The lines that a finding is about: those of its own file, then those of others.
fn snippets<'a>(
    files: Files<'a>,
    finding: &'a Diagnostic,
    lang: Lang,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let own = finding.labels.iter().find(|label| label.span == finding.span);
    let label = own.map(|label| lang.text(&label.text));
    let place = files.findings.locate(finding.span);
    let mut marks = vec![(place, AnnotationKind::Primary, label)];
    for label in finding.labels.iter().filter(|label| label.span != finding.span) {
        let at = files.findings.locate(label.span);
        marks.push((at, AnnotationKind::Context, Some(lang.text(&label.text))));
    }
    let mut shown: Vec<usize> = Vec::new();
    let mut snippets = Vec::new();
    for &(at, ..) in &marks {
        if shown.contains(&at.file) {
            continue;
        }
        shown.push(at.file);
        let here = marks.iter().filter(|(other, ..)| other.file == at.file);
        let window = files.window(at, here.clone().map(|(at, ..)| range(*at)));
        let snippet = Snippet::source(window.text).line_start(window.first).path(at.name);
        snippets.push(here.fold(snippet, |snippet, (at, kind, label)| {
            snippet.annotation(kind.span(window.place(&range(*at))).label(*label))
        }));
    }
    snippets
}

/// A place as a range of its text that begins and ends between characters.
fn range(at: Located<'_>) -> Range<usize> {
    let Located { text: source, span, .. } = at;
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
    file: &'a str,
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
    code: &'static Code,
    /// Bytes of the file.
    span: Span,
    message: &'a Text,
    labels: Vec<Label<'a>>,
    notes: &'a [Text],
    help: Option<&'a Text>,
    fix: Option<Fix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<&'a str>,
}

#[derive(Serialize)]
struct Label<'a> {
    file: &'a str,
    /// Bytes of that file.
    span: Span,
    text: &'a Text,
}

impl<'a> FileFindings<'a> {
    /// The findings of each file.
    pub(crate) fn all(findings: &'a Findings) -> Vec<Self> {
        let files = findings.sources().names().map(|file| Self { file, findings: vec![] });
        let mut files: Vec<Self> = files.collect();
        let lines = indexes(findings);
        for diagnostic in findings.diagnostics() {
            let at = findings.locate(diagnostic.span);
            if let (Some(file), Some(lines)) = (files.get_mut(at.file), lines.get(at.file)) {
                let place = lines.line_column(at.text, at.span.start);
                file.findings.push(Finding::new(findings, diagnostic, at, place));
            }
        }
        files
    }
}

impl<'a> Finding<'a> {
    fn new(
        findings: &'a Findings,
        diagnostic: &'a Diagnostic,
        at: Located<'a>,
        (line, column): (u32, u32),
    ) -> Self {
        let labels = diagnostic.labels.iter().map(|label| {
            let at = findings.locate(label.span);
            Label { file: at.name, span: at.span, text: &label.text }
        });
        let fix = diagnostic.fix.clone();
        Self {
            name: diagnostic.code.name,
            level: diagnostic.level(),
            line,
            column,
            code: diagnostic.code,
            span: at.span,
            message: &diagnostic.message,
            labels: labels.collect(),
            notes: &diagnostic.notes,
            help: diagnostic.help.as_ref(),
            fix: fix.map(|fix| Fix { span: findings.locate(fix.span).span, ..fix }),
            waived: diagnostic.waived.as_deref(),
        }
    }
}

/// `2 fouten, 1 waarschuwing`
pub(crate) fn summary(found: &[Diagnostic], lang: Lang) -> String {
    let open = || found.iter().filter(|finding| finding.waived.is_none());
    let count = |level| open().filter(|finding| finding.level() == level).count();
    let waived = found.len() - open().count();
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
        (waived, lang.pick("geaccepteerd", "waived"), lang.pick("geaccepteerd", "waived")),
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
