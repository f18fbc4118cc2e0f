//! `draaiboek check`: everything that is wrong with playbooks and scenarios, in one run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use draaiboek::diagnostic::Diagnostic;
use draaiboek::scenario::Scenarios;

use super::args::Format;
use super::files::{self, Content, Library};
use super::language::Lang;
use super::render::{self, FileFindings};
use super::{Outcome, complain};

/// A file that was checked.
struct Checked {
    path: String,
    source: String,
    found: Vec<Diagnostic>,
}

pub(crate) fn check(
    paths: &[PathBuf],
    format: Format,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut checked = Vec::new();
    let mut library = Library::default();
    for path in paths {
        match check_file(path, &mut library, lang) {
            Ok((file, worse)) => {
                outcome = outcome.max(worse);
                if !file.found.is_empty() {
                    outcome = outcome.max(Outcome::Findings);
                }
                checked.push(file);
            }
            Err(error) => {
                complain(&format!("{}: {error}", path.display()));
                outcome = Outcome::Broken;
            }
        }
    }
    match format {
        Format::Json => json(&checked, out)?,
        Format::Text => text(&checked, lang, out)?,
    }
    Ok(outcome)
}

fn check_file(
    path: &Path,
    library: &mut Library,
    lang: Lang,
) -> Result<(Checked, Outcome), io::Error> {
    let shown = path.display().to_string();
    let source = match files::read(path) {
        Content::Text(text) => text,
        Content::NotText(found) => {
            let file = Checked { path: shown, source: String::new(), found: vec![*found] };
            return Ok((file, Outcome::Findings));
        }
        Content::Unreadable(error) => return Err(error),
    };
    if !files::is_scenario(path) {
        let found = files::compile(&source).1;
        return Ok((Checked { path: shown, source, found }, Outcome::Fine));
    }
    let mut outcome = Outcome::Fine;
    let (scenarios, mut found) = Scenarios::read(&source);
    for scenario in scenarios.iter() {
        match library.find(path, scenario.playbook()) {
            Ok(compiled) => match &compiled.playbook {
                Some(playbook) => found.extend(scenario.check(playbook)),
                None => {
                    let of = compiled.path.display();
                    complain(&lang.pick(
                        format!("{shown}: namen niet nagekeken: {of} heeft fouten"),
                        format!("{shown}: names not checked: {of} has errors"),
                    ));
                    outcome = Outcome::Findings;
                }
            },
            Err(missing) => {
                complain(&format!("{shown}: {}", missing.text(scenario.playbook(), lang)));
                outcome = Outcome::Findings;
            }
        }
    }
    found.sort_by_key(|finding| (finding.span.start, finding.code.id));
    Ok((Checked { path: shown, source, found }, outcome))
}

fn json(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let files: Vec<FileFindings<'_>> = checked
        .iter()
        .map(|file| FileFindings::new(file.path.clone(), &file.source, &file.found))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &files)?;
    writeln!(out)
}

fn text(checked: &[Checked], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    for file in checked {
        render::text(&file.path, &file.source, &file.found, lang, out)?;
    }
    for file in checked {
        writeln!(out, "{}: {}", file.path, render::summary(&file.found, lang))?;
    }
    Ok(())
}
